//! What a migration does, before and after it is done.

use super::document::{Block, Document};
use super::table::{Cell, Column, Table};
use super::words::{framework_label, level, name_of, round};
use crate::analysis::migration::{Fate, Migration, Move, What};
use crate::domain::{Assessment, Attic, Boxed, EntryKind, Framework, Id, Verdict};

/// Every question, note and entry on a line, with what becomes of it and why.
pub fn moves(migration: &Migration, from: &Framework, to: &Framework) -> Table {
    let all: Vec<&Move> = migration.moves.iter().collect();
    table("What becomes of everything", &all, from, to)
}

/// The same for a narrow page: ids and levels in one column each, without the questions' texts.
pub fn overview(migration: &Migration, from: &Framework, to: &Framework) -> Table {
    let joined = |old: String, new: String| match (old.as_str(), new.as_str()) {
        (old, "") => old.to_owned(),
        ("", new) => new.to_owned(),
        (old, new) if old == new => new.to_owned(),
        (old, new) => format!("{old} > {new}"),
    };
    let number = |framework: &Framework, ids: &[Id], verdict: Option<&Verdict>| {
        let question = ids.first().and_then(|id| framework.question(id.as_str()));
        match (verdict, question) {
            (Some(Verdict::Scored(n)), Some((node, _))) => framework.scale(node).label(*n),
            (verdict, _) => plain(verdict),
        }
    };
    let row = |m: &Move| {
        let ids = joined(ids(&m.old), ids(&m.new));
        let name = match m.what {
            What::Question => ids,
            What::Notes => format!("notes: {ids}"),
            what => format!("{} {}", name_of(&What::ALL, &what), self::ids(&m.old)),
        };
        let before = number(from, &m.old, m.before.as_ref());
        let after = number(to, &m.new, m.after.as_ref());
        vec![
            Cell::text(name_of(&Fate::ALL, &m.fate)),
            Cell::text(name),
            Cell::text(joined(before, after)),
            Cell::text(&*m.reason),
        ]
    };
    Table {
        title: "What becomes of everything".into(),
        columns: vec![
            Column::text("fate", "Fate"),
            Column::text("what", "Question"),
            Column::text("level", "Level"),
            Column::text("reason", "Why"),
        ],
        rows: migration.moves.iter().map(row).collect(),
        notes: notes(migration),
    }
}

/// How many questions have which fate.
pub fn counts(migration: &Migration) -> Table {
    let row = |fate: Fate| {
        let count = u32::try_from(migration.questions(fate)).unwrap_or(u32::MAX);
        vec![Cell::text(name_of(&Fate::ALL, &fate)), Cell::count(count), Cell::text(meaning(fate))]
    };
    Table {
        title: "Questions".into(),
        columns: vec![
            Column::text("fate", "Fate"),
            Column::number("questions", "Questions"),
            Column::text("meaning", "What it means"),
        ],
        rows: Fate::ALL.iter().map(|(fate, _)| row(*fate)).collect(),
        notes: notes(migration),
    }
}

/// The counts in one sentence.
pub fn sentence(migration: &Migration) -> String {
    let n = |fate| migration.questions(fate);
    format!(
        "{} answers carried over unchanged, {} to be confirmed, {} put into the attic; {} questions \
         are new, {} were not answered",
        n(Fate::Unchanged),
        n(Fate::ToConfirm),
        n(Fate::Attic),
        n(Fate::New),
        n(Fate::Open)
    )
}

/// The frameworks that a chain of crosswalks went through, in a sentence; `None` without a chain.
pub fn chain(migration: &Migration) -> Option<String> {
    let all = [&migration.from].into_iter().chain(&migration.via).chain([&migration.to]);
    let all: Vec<String> = all.map(|pin| format!("{} {}", pin.id, pin.version)).collect();
    let told = "no crosswalk leads there directly; a chain of them goes from";
    (!migration.via.is_empty()).then(|| format!("{told} {}", all.join(" to ")))
}

/// The whole migration as a document.
pub fn document(
    old: &Assessment,
    migration: &Migration,
    from: &Framework,
    to: &Framework,
) -> Document {
    let (key, new) = (&old.key, &migration.assessment.key);
    let mut document = Document::new("Migration", format!("{key} to {new}"));
    document.fact("Country", old.country_label());
    document.fact("Territory", &*old.territory_note);
    document.fact("Year", round(key).shown());
    document.fact("Edition", new.edition.as_ref().map_or("", Id::as_str));
    document.fact("From", framework_label(from));
    document.fact("To", framework_label(to));
    let via: Vec<String> =
        migration.via.iter().map(|pin| format!("{} {}", pin.id, pin.version)).collect();
    document.fact("Through", via.join(", "));
    let told = "The old file is as it was. The edition follows the rules of the new version, so its \
                scores are not those of the record.";
    let mut first = vec![Block::Paragraph(told.into()), Block::Table(counts(migration))];
    first.extend(notes(migration).into_iter().map(Block::Note));
    document.section("In short", first);
    for (fate, heading) in [
        (Fate::ToConfirm, "To be confirmed"),
        (Fate::Attic, "Put into the attic"),
        (Fate::New, "New and open"),
        (Fate::Open, "Not answered before"),
        (Fate::Unchanged, "Carried over unchanged"),
    ] {
        let all: Vec<&Move> = migration.moves.iter().filter(|m| m.fate == fate).collect();
        if !all.is_empty() {
            document.section(heading, vec![Block::Table(table("", &all, from, to))]);
        }
    }
    document.data = Some(moves(migration, from, to));
    document
}

/// What lies in an assessment's attic.
pub fn attic(assessment: &Assessment) -> Table {
    let rows = assessment.attic.iter().flat_map(attic_rows).collect();
    Table {
        title: "Attic: kept from other versions, counted nowhere".into(),
        columns: vec![
            Column::text("framework", "From"),
            Column::text("what", "What"),
            Column::text("id", "Id"),
            Column::text("answer", "Answer"),
            Column::text("text", "Text"),
            Column::text("why", "Why it is here"),
        ],
        rows,
        notes: Vec::new(),
    }
}

fn table(title: &str, moves: &[&Move], from: &Framework, to: &Framework) -> Table {
    let row = |m: &&Move| {
        let text = match m.what {
            What::Question => text_of(to, &m.new).or_else(|| text_of(from, &m.old)),
            _ => None,
        };
        vec![
            Cell::text(name_of(&Fate::ALL, &m.fate)),
            Cell::text(name_of(&What::ALL, &m.what)),
            Cell::text(ids(&m.old)),
            Cell::text(ids(&m.new)),
            Cell::text(text.unwrap_or_default()),
            Cell::text(answer(from, &m.old, m.before.as_ref())),
            Cell::text(answer(to, &m.new, m.after.as_ref())),
            Cell::text(&*m.reason),
        ]
    };
    Table {
        title: title.into(),
        columns: vec![
            Column::text("fate", "Fate"),
            Column::text("what", "What"),
            Column::text("old", "Was"),
            Column::text("new", "Is"),
            Column::text("text", "Question"),
            Column::text("before", "Before"),
            Column::text("after", "After"),
            Column::text("reason", "Why"),
        ],
        rows: moves.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

fn ids(ids: &[Id]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

fn text_of(framework: &Framework, ids: &[Id]) -> Option<String> {
    framework.question(ids.first()?.as_str()).map(|(node, _)| node.name.clone())
}

/// A verdict with the name of its level.
fn answer(framework: &Framework, ids: &[Id], verdict: Option<&Verdict>) -> String {
    let question = ids.first().and_then(|id| framework.question(id.as_str()));
    match (verdict, question) {
        (Some(Verdict::Scored(number)), Some((node, _))) => level(framework.scale(node), *number),
        (verdict, _) => plain(verdict),
    }
}

fn plain(verdict: Option<&Verdict>) -> String {
    match verdict {
        None => String::new(),
        Some(Verdict::Scored(number)) => number.to_string(),
        Some(Verdict::Unknown) => "not known".into(),
        Some(Verdict::NotApplicable { .. }) => "not applicable".into(),
    }
}

fn meaning(fate: Fate) -> &'static str {
    match fate {
        Fate::Unchanged => "means the same and counts as before",
        Fate::ToConfirm => "carried over, and not counted until somebody confirms it",
        Fate::Attic => "no place in the new version: kept aside; what stands in its place is open",
        Fate::New => "asked for the first time, and open",
        Fate::Open => "not answered before, and open",
    }
}

fn notes(migration: &Migration) -> Vec<String> {
    let told = "the framework file is not the text that was answered against, so that every answer \
                is to be confirmed";
    let told = migration.other_text.then(|| told.to_owned());
    told.into_iter().chain(chain(migration)).collect()
}

fn attic_rows(attic: &Attic) -> Vec<Vec<Cell>> {
    let framework = format!("{} {}", attic.framework.id, attic.framework.version);
    let why = |id: &Id| attic.why.get(id).cloned().unwrap_or_default();
    let row = |what: What, id: &Id, answer: String, text: String, why: String| {
        let what = name_of(&What::ALL, &what);
        [framework.as_str(), what, id.as_str(), &answer, &text, &why].map(Cell::text).to_vec()
    };
    let mut rows = Vec::new();
    for (id, answer) in &attic.answers {
        let mut texts: Vec<String> = Vec::new();
        if let Some(Verdict::NotApplicable { reason }) = &answer.verdict {
            texts.push(reason.clone());
        }
        texts.extend(Boxed::ALL.iter().filter_map(|(which, name)| {
            let text = answer.boxes.get(*which);
            (!text.is_empty()).then(|| format!("{name}: {text}"))
        }));
        let shown = match answer.verdict {
            None => "open".to_owned(),
            _ => plain(answer.verdict.as_ref()),
        };
        rows.push(row(What::Question, id, shown, texts.join("; "), why(id)));
    }
    for (id, notes) in &attic.notes {
        let all = crate::domain::NoteKind::ALL.iter();
        let texts: Vec<&str> =
            all.flat_map(|(kind, _)| notes.get(*kind)).map(String::as_str).collect();
        rows.push(row(What::Notes, id, String::new(), texts.join("; "), why(id)));
    }
    let none = String::new;
    for p in &attic.priorities {
        let why = format!("about {}", p.question);
        rows.push(row(What::Priority, &p.id, none(), p.title.clone(), why));
    }
    let about = |ids: &[Id]| {
        let ids: Vec<&str> = ids.iter().map(Id::as_str).collect();
        format!("about {}", ids.join(", "))
    };
    for r in &attic.recommendations {
        rows.push(row(What::Recommendation, &r.id, none(), r.text.clone(), about(&r.about)));
    }
    for entry in &attic.plans {
        let what = match entry.kind() {
            EntryKind::Target => What::Target,
            EntryKind::Duty => What::Duty,
            EntryKind::Treaty => What::Treaty,
            _ => What::Action,
        };
        rows.push(row(what, entry.id(), none(), entry.title().to_owned(), none()));
    }
    for o in &attic.offers {
        rows.push(row(What::Offer, &o.id, none(), o.title.clone(), about(&o.about)));
    }
    for r in &attic.requests {
        rows.push(row(What::Request, &r.id, none(), r.title.clone(), about(&r.about)));
    }
    rows
}
