//! Keys that the program does not know: what a merge does with those of the other side.

use toml_edit::{Item, Table, TableLike};

use super::fields::{answer_fields, fields_of, head_fields, note_fields};
use super::{Document, Field, SECTIONS, pin_fields, say_open};
use crate::domain::{Answer, Assessment, Entry, EntryKind, Framework, Id, Notes};

impl Document {
    /// Gives an entry another id and leaves its comments and unknown keys with it. Where there is an
    /// entry of that id already, it takes only the unknown keys over that it lacks.
    pub fn rename(&mut self, kind: EntryKind, from: &Id, to: &Id) {
        let entries = self.toml.get_mut(list_name(kind)).and_then(Item::as_array_of_tables_mut);
        let Some(entries) = entries else { return };
        let Some(at) = entries.iter().position(|table| has_id(table, from)) else { return };
        if entries.iter().any(|table| has_id(table, to)) {
            let old = entries.get(at).cloned().unwrap_or_default();
            entries.remove(at);
            let known = |key: &str| key == "id" || Entry::keys(kind).contains(&key);
            if let Some(kept) = entries.iter_mut().find(|table| has_id(table, to)) {
                for (key, item) in old.iter().filter(|(key, _)| !known(key)) {
                    kept.entry(key).or_insert_with(|| unplaced(item.clone()));
                }
            }
        } else if let Some(table) = entries.get_mut(at) {
            table["id"] = toml_edit::value(to.as_str());
        }
    }

    /// The digest of the framework's text, as the document names it.
    pub fn pinned_digest(&self) -> String {
        let digest = self.toml.get("framework").and_then(|pin| pin.get("digest"));
        digest.and_then(Item::as_str).unwrap_or_default().to_owned()
    }

    /// Whether another document has the same attic, with all that nobody knows in it.
    pub fn has_attic_of(&self, other: &Self) -> bool {
        let attic = |document: &Self| document.toml.get("attic").map(said);
        attic(self) == attic(other)
    }

    /// Takes the keys that the program does not know over from another side: those that it added
    /// or altered since the base, where ours did not. Gives back the places of those that both
    /// sides altered, or one altered and the other took out: ours stays.
    ///
    /// `theirs` is the assessment that the other side's document holds, and `renamed` gives the id
    /// that one of its entries has here.
    pub fn take_unknown(
        &mut self,
        (base, theirs): (&Self, &Self),
        (assessment, framework): (&Assessment, &Framework),
        renamed: impl Fn(EntryKind, &Id) -> Id,
    ) -> Vec<String> {
        let mut left = Vec::new();
        let [top, their_top] =
            [&base.toml, &theirs.toml].map(|toml| toml.as_table() as &dyn TableLike);
        let mut known = keys(head_fields(assessment));
        // No change ever touches the attic, so that it is merged like what nobody knows.
        known.extend(SECTIONS.iter().filter(|section| **section != "attic"));
        take(Some(self.toml.as_table_mut()), Some(top), their_top, &known, "", &mut left);
        // No change ever touches the digest either.
        let known = keys(pin_fields(&assessment.framework));
        let known: Vec<&str> = known.into_iter().filter(|key| *key != "digest").collect();
        let ours = self.toml.get_mut("framework").and_then(Item::as_table_like_mut);
        if let Some(theirs) = their_top.get("framework").and_then(Item::as_table_like) {
            let base = top.get("framework").and_then(Item::as_table_like);
            take(ours, base, theirs, &known, "framework", &mut left);
        }
        for held in held(theirs, assessment) {
            let (base, name) = (base.at(&held.place), held.place.name());
            if let Place::Child(section, id) = &held.place
                && altered(base, held.table, &held.known).any(|(key, _)| old(base, key).is_none())
            {
                // Nothing else may stand of it here: both began it otherwise, or ours took it out.
                self.begin_child(section, id, framework);
            }
            let here = match &held.place {
                Place::Child(section, id) => self.child_mut(section, id),
                Place::Entry(kind, id) => self.find_mut(*kind, &renamed(*kind, id)),
            };
            take(here, base, held.table, &held.known, &name, &mut left);
            if let Place::Child("answers", id) = held.place
                && let Some(answer) = self.child_mut("answers", id)
            {
                say_open(answer);
            }
        }
        // What the other side took out takes its unknown keys along.
        for held in children(base).into_iter().filter(|held| theirs.at(&held.place).is_none()) {
            let Place::Child(section, id) = held.place else { continue };
            let (here, none) = (self.child_mut(section, id), Table::new());
            take(here, Some(held.table), &none, &held.known, &held.place.name(), &mut left);
            self.drop_blank(section, id);
        }
        left
    }

    /// The places of keys that the program does not know and that a side added or altered since the
    /// base, where what they stood in is not here any more because the other side took it out.
    ///
    /// `ours` is the document of the side and `assessment` what it holds; `renamed` gives the id that
    /// one of its entries has here.
    pub fn unknown_taken_out(
        &self,
        (base, ours): (&Self, &Self),
        assessment: &Assessment,
        renamed: impl Fn(EntryKind, &Id) -> Id,
    ) -> Vec<String> {
        let mut left = Vec::new();
        for held in held(ours, assessment) {
            let here = match &held.place {
                Place::Child(..) => self.at(&held.place),
                Place::Entry(kind, id) => self.at(&Place::Entry(*kind, renamed(*kind, id))),
            };
            if here.is_none() {
                let base = base.at(&held.place);
                take(None, base, held.table, &held.known, &held.place.name(), &mut left);
            }
        }
        left
    }

    fn at(&self, place: &Place<'_>) -> Option<&dyn TableLike> {
        match place {
            Place::Child(section, id) => self.toml.get(section)?.get(id)?.as_table_like(),
            Place::Entry(kind, id) => find(self, *kind, id).map(|table| table as &dyn TableLike),
        }
    }

    /// Takes a table out that says nothing any more.
    fn drop_blank(&mut self, section: &str, id: &str) {
        let open = |(key, item): (&str, &Item)| (key, item.as_str()) == ("state", Some("open"));
        if self.child_mut(section, id).is_some_and(|table| table.iter().all(open)) {
            let section = self.toml.get_mut(section).and_then(Item::as_table_like_mut);
            section.and_then(|section| section.remove(id));
        }
    }

    fn child_mut(&mut self, section: &str, id: &str) -> Option<&mut dyn TableLike> {
        self.toml.get_mut(section)?.get_mut(id)?.as_table_like_mut()
    }

    fn find_mut(&mut self, kind: EntryKind, id: &Id) -> Option<&mut dyn TableLike> {
        let entries = self.toml.get_mut(list_name(kind))?.as_array_of_tables_mut()?;
        let found = entries.iter_mut().find(|table| has_id(table, id));
        found.map(|table| table as &mut dyn TableLike)
    }
}

/// Where in a document a table stands.
enum Place<'a> {
    /// In a section, under an id.
    Child(&'static str, &'a str),
    /// In a list, with an id.
    Entry(EntryKind, Id),
}

impl Place<'_> {
    fn name(&self) -> String {
        match self {
            Self::Child(section, id) => format!("{section}.{id}"),
            Self::Entry(kind, id) => format!("{}.{id}", list_name(*kind)),
        }
    }
}

/// A table of a document, and the keys of it that the program knows.
struct Held<'a> {
    place: Place<'a>,
    table: &'a dyn TableLike,
    known: Vec<&'static str>,
}

/// The answers and notes of a document.
fn children(document: &Document) -> Vec<Held<'_>> {
    let mut all = Vec::new();
    for (section, known) in [
        ("answers", keys(answer_fields(&Answer::default()))),
        ("notes", keys(note_fields(&Notes::default()))),
    ] {
        let children = document.toml.get(section).and_then(Item::as_table_like);
        for (id, child) in children.into_iter().flat_map(TableLike::iter) {
            if let Some(table) = child.as_table_like() {
                all.push(Held { place: Place::Child(section, id), table, known: known.clone() });
            }
        }
    }
    all
}

/// The answers, notes and entries of a document; `assessment` is what it holds.
fn held<'a>(document: &'a Document, assessment: &Assessment) -> Vec<Held<'a>> {
    let mut all = children(document);
    for (kind, _) in EntryKind::ALL {
        for entry in Entry::all(assessment, kind) {
            let (id, known) = (entry.id(), keys(fields_of(&entry)));
            if let Some(table) = find(document, kind, id) {
                all.push(Held { place: Place::Entry(kind, id.clone()), table, known });
            }
        }
    }
    all
}

fn find<'a>(document: &'a Document, kind: EntryKind, id: &Id) -> Option<&'a Table> {
    let entries = document.toml.get(list_name(kind))?.as_array_of_tables()?;
    entries.iter().find(|table| has_id(table, id))
}

fn has_id(table: &Table, id: &Id) -> bool {
    table.get("id").and_then(Item::as_str) == Some(id.as_str())
}

fn list_name(kind: EntryKind) -> &'static str {
    EntryKind::ALL.iter().find(|(k, _)| *k == kind).map_or("", |(_, name)| name)
}

fn keys(fields: Vec<Field>) -> Vec<&'static str> {
    fields.into_iter().map(|(key, _)| key).collect()
}

/// The unknown keys of a side's table that it added or altered since the base.
fn altered<'t>(
    base: Option<&'t dyn TableLike>,
    side: &'t dyn TableLike,
    known: &'t [&str],
) -> impl Iterator<Item = (&'t str, &'t Item)> {
    side.iter().filter(move |(key, item)| {
        !known.contains(key) && !item.is_none() && old(base, key) != Some(said(item))
    })
}

/// What a key of the base says.
fn old(base: Option<&dyn TableLike>, key: &str) -> Option<String> {
    base.and_then(|base| base.get(key)).map(said)
}

/// Takes the unknown keys of one table over.
fn take(
    ours: Option<&mut dyn TableLike>,
    base: Option<&dyn TableLike>,
    theirs: &dyn TableLike,
    known: &[&str],
    place: &str,
    left: &mut Vec<String>,
) {
    let full = |key: &str| if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
    let altered = altered(base, theirs, known);
    let Some(ours) = ours else {
        left.extend(altered.map(|(key, _)| full(key)));
        return;
    };
    for (key, item) in altered {
        let held = ours.get(key).map(said);
        if held == old(base, key) {
            ours.insert(key, unplaced(item.clone()));
        } else if held != Some(said(item)) {
            left.push(full(key));
        }
    }
    let gone = base.into_iter().flat_map(TableLike::iter);
    for (key, item) in gone.filter(|(key, _)| !known.contains(key) && !theirs.contains_key(key)) {
        match ours.get(key).map(said) {
            None => {}
            Some(held) if held == said(item) => {
                ours.remove(key);
            }
            // Taken out there and altered here.
            Some(_) => left.push(full(key)),
        }
    }
}

/// An item without the places that its tables had in another document.
fn unplaced(mut item: Item) -> Item {
    match &mut item {
        Item::Table(table) => unplace(table),
        Item::ArrayOfTables(tables) => tables.iter_mut().for_each(unplace),
        Item::None | Item::Value(_) => {}
    }
    item
}

fn unplace(table: &mut Table) {
    table.set_position(None);
    for (_, item) in table.iter_mut() {
        *item = unplaced(std::mem::take(item));
    }
}

/// What an item says, however it is spelt, with all that lies below it: a table alone prints its own
/// lines and not the tables in it.
fn said(item: &Item) -> String {
    let text = match item.clone().into_value() {
        Ok(value) => value.to_string(),
        Err(item) => item.to_string(),
    };
    let text = text.trim().to_owned();
    toml::from_str::<toml::Table>(&format!("it = {text}")).map_or(text, |table| table.to_string())
}
