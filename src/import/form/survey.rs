//! The sheet `survey`: one row is a question, the begin or the end of a group, or something that a
//! framework has no place for.

use super::bounds::{self, Bounds};
use super::choices::List;
use super::columns::{Columns, Texts};
use super::{Noted, Page, survey_columns};
use crate::import::ids::Ids;
use crate::import::workbook::{Row, Sheet};

/// The columns that are read.
const READ: [&str; 8] =
    ["type", "name", "label", "hint", "guidance_hint", "relevant", "constraint", "parameters"];

/// How many groups may stand inside each other, so that with the root and the questions there are
/// no more tiers than a framework has.
const DEEPEST: usize = 5;

/// What a form comes to.
#[derive(Default)]
pub(super) struct Survey {
    pub(super) groups: Vec<Group>,
    pub(super) questions: Vec<Question>,
    pub(super) noted: Vec<Noted>,
}

pub(super) struct Group {
    pub(super) id: String,
    pub(super) parent: String,
    pub(super) label: Texts,
    pub(super) intro: Texts,
    row: u32,
}

pub(super) struct Question {
    pub(super) id: String,
    pub(super) parent: String,
    pub(super) label: Texts,
    pub(super) guidance: Texts,
    pub(super) scale: Scale,
}

/// What a question is answered on.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Scale {
    /// The levels of a list of choices.
    List(String),
    /// A number from the first to the second.
    Range(f64, f64),
}

/// A group that is open at some row.
struct Open {
    /// Its id; that of the group around it where it was taken into that.
    id: String,
    name: String,
    row: u32,
    /// Whether anything but notes has come since it was opened.
    begun: bool,
    /// Whether a question of its own has come.
    asked: bool,
}

/// The types that are no question, with the reason; every other type is unknown.
const NO_PLACE: [(&str, &str); 28] = [
    ("calculate", "a framework computes scores and nothing else"),
    ("hidden", "nobody answers it"),
    ("text", "an open text has no level"),
    ("select_multiple", "several choices at once make no level"),
    ("select_one_from_file", "its choices lie in another file"),
    ("select_multiple_from_file", "its choices lie in another file"),
    ("select_one_external", "its choices lie in another file"),
    ("rank", "an order of choices makes no level"),
    ("date", "a date has no level"),
    ("time", "a time has no level"),
    ("datetime", "a date has no level"),
    ("geopoint", "a place has no level"),
    ("geotrace", "a place has no level"),
    ("geoshape", "a place has no level"),
    ("start-geopoint", "a place has no level"),
    ("image", "a picture has no level"),
    ("audio", "a recording has no level"),
    ("background-audio", "a recording has no level"),
    ("video", "a recording has no level"),
    ("file", "a file has no level"),
    ("barcode", "a code has no level"),
    ("acknowledge", "nothing is answered"),
    ("start", "a form notes it by itself"),
    ("end", "a form notes it by itself"),
    ("today", "a form notes it by itself"),
    ("deviceid", "a form notes it by itself"),
    ("username", "a form notes it by itself"),
    ("audit", "a form notes it by itself"),
];

/// Reads the rows into groups and questions.
pub(super) fn read(sheet: &Sheet, lists: &[List], root: &str) -> Result<Survey, Vec<Noted>> {
    let columns = survey_columns(sheet);
    if let Some(missing) = ["type", "name"].into_iter().find(|key| !columns.has(key)) {
        let why = format!("the sheet has no column '{missing}' in its first row");
        return Err(vec![Noted { page: Page::Survey, row: 1, why }]);
    }
    let mut reader = Reader {
        columns: &columns,
        lists,
        ids: Ids::default(),
        open: Vec::new(),
        waiting: Vec::new(),
        survey: Survey { noted: columns.unread(sheet, &READ), ..Survey::default() },
        wrong: Vec::new(),
    };
    reader.ids.free(root);
    columns.rows(sheet).iter().for_each(|row| reader.row(row));
    reader.close()
}

struct Reader<'s> {
    columns: &'s Columns,
    lists: &'s [List],
    ids: Ids,
    open: Vec<Open>,
    /// Notes that wait for the question that they belong to.
    waiting: Vec<(u32, Texts)>,
    survey: Survey,
    wrong: Vec<Noted>,
}

impl Reader<'_> {
    fn row(&mut self, row: &Row) {
        let written = self.columns.get(row, "type").to_ascii_lowercase();
        let words: Vec<&str> = written.split_whitespace().collect();
        let kind = match words.as_slice() {
            [begin @ ("begin" | "end"), what @ ("group" | "repeat"), ..] => {
                format!("{begin}_{what}")
            }
            ["select", "one", ..] => "select_one".to_owned(),
            [kind, ..] => (*kind).to_owned(),
            [] => String::new(),
        };
        match kind.as_str() {
            "begin_group" | "begin_repeat" => self.begin(row, kind == "begin_repeat"),
            "end_group" | "end_repeat" => self.end(row),
            "note" => self.waiting.push((row.number, self.columns.texts(row, "label"))),
            "select_one" => self.choice(row),
            "integer" | "int" => self.number(row, true),
            "decimal" => self.number(row, false),
            "range" => self.range(row),
            "" if row.cells.is_empty() => {}
            "" => self.note(row, "the row has no type: left out".into()),
            other => self.no_place(row, other),
        }
    }

    fn note(&mut self, row: &Row, why: String) {
        self.survey.noted.push(Noted { page: Page::Survey, row: row.number, why });
    }

    fn no_place(&mut self, row: &Row, kind: &str) {
        let reason = NO_PLACE.iter().find(|(known, _)| *known == kind).map(|(_, reason)| *reason);
        let name = self.columns.get(row, "name");
        let reason = reason.unwrap_or("the type is not known");
        self.note(row, format!("'{name}' of the type {kind} is left out: {reason}"));
    }

    /// The group that is open, empty at the top.
    fn parent(&self) -> String {
        self.open.last().map_or(String::new(), |open| open.id.clone())
    }

    fn begin(&mut self, row: &Row, repeats: bool) {
        let (name, label) = (self.columns.get(row, "name"), self.columns.texts(row, "label"));
        let label_of = |text: &str| if text.is_empty() { "group" } else { text }.to_owned();
        if repeats {
            self.note(row, format!("'{name}' is answered once here, and not many times"));
        }
        self.relevant(row, name);
        self.leave_waiting();
        if self.open.last().is_some_and(|open| open.asked) {
            let why = "stands before the questions above it: groups come first in a framework";
            self.note(row, format!("'{name}' {why}"));
        }
        if let Some(open) = self.open.last_mut() {
            open.begun = true;
        }
        let parent = self.parent();
        let id = if self.open.len() < DEEPEST {
            let id = self.ids.free(&label_of(name));
            self.say_renamed(row, name, &id);
            let group = Group {
                id: id.clone(),
                parent,
                label,
                intro: self.columns.texts(row, "hint"),
                row: row.number,
            };
            self.survey.groups.push(group);
            id
        } else {
            let why = format!("'{name}' lies too deep: its questions go into the group around it");
            self.note(row, why);
            parent
        };
        self.open.push(Open {
            id,
            name: label_of(name),
            row: row.number,
            begun: false,
            asked: false,
        });
    }

    fn end(&mut self, row: &Row) {
        self.leave_waiting();
        if self.open.pop().is_none() {
            let why = "a group ends here that was not begun".to_owned();
            self.wrong.push(Noted { page: Page::Survey, row: row.number, why });
        }
    }

    /// Notes that no question followed.
    fn leave_waiting(&mut self) {
        let start = self.open.last().is_some_and(|open| !open.begun);
        for (row, texts) in std::mem::take(&mut self.waiting) {
            let id = self.parent();
            let group = self.survey.groups.iter_mut().find(|group| start && group.id == id);
            match group {
                Some(group) => join(&mut group.intro, &texts),
                None => {
                    let why = "the note is left out: no question follows it".to_owned();
                    self.survey.noted.push(Noted { page: Page::Survey, row, why });
                }
            }
        }
    }

    /// The guidance of a question: the notes before it, its hint, and its further guidance. The
    /// notes at the start of a group are the introduction of the group.
    fn guidance(&mut self, row: &Row) -> Texts {
        if self.open.last().is_some_and(|open| !open.begun) {
            self.leave_waiting();
        }
        let mut guidance = Texts::new();
        for (_, texts) in std::mem::take(&mut self.waiting) {
            join(&mut guidance, &texts);
        }
        for key in ["hint", "guidance_hint"] {
            join(&mut guidance, &self.columns.texts(row, key));
        }
        guidance
    }

    fn relevant(&mut self, row: &Row, name: &str) {
        let condition = self.columns.get(row, "relevant");
        if !condition.is_empty() {
            let why = format!(
                "'{name}' is asked only where {}: not kept; say not applicable, with the reason",
                short(condition)
            );
            self.note(row, why);
        }
    }

    fn say_renamed(&mut self, row: &Row, name: &str, id: &str) {
        if name != id {
            self.note(row, format!("'{name}' cannot be the id or is taken: it is '{id}' here"));
        }
    }

    fn question(&mut self, row: &Row, scale: Scale) {
        let name = self.columns.get(row, "name").to_owned();
        let guidance = self.guidance(row);
        if let Some(open) = self.open.last_mut() {
            (open.begun, open.asked) = (true, true);
        }
        let id = self.ids.free(if name.is_empty() { "question" } else { &name });
        self.say_renamed(row, &name, &id);
        self.relevant(row, &name);
        let label = self.columns.texts(row, "label");
        if label.values().chain(guidance.values()).any(|text| text.contains("${")) {
            self.note(row, format!("a text of '{name}' repeats another answer, which stays open"));
        }
        self.survey.questions.push(Question { id, parent: self.parent(), label, guidance, scale });
    }

    fn choice(&mut self, row: &Row) {
        // Taken from the cell itself: the names of lists tell capitals apart.
        let words: Vec<&str> = self.columns.get(row, "type").split_whitespace().collect();
        let words = match words.as_slice() {
            ["select", _, rest @ ..] | [_, rest @ ..] => rest,
            [] => &[],
        };
        let name = self.columns.get(row, "name").to_owned();
        let found = words.first().and_then(|list| self.lists.iter().find(|l| l.name == **list));
        match (found, words) {
            (Some(list), [_, rest @ ..]) if list.levels.len() >= 2 => {
                if !rest.is_empty() {
                    let rest = rest.join(" ");
                    self.note(row, format!("'{rest}' of '{name}' is not kept"));
                }
                self.question(row, Scale::List(list.name.clone()));
            }
            (Some(list), _) => {
                let why = format!("fewer than two choices of '{}' are levels", list.name);
                self.note(row, format!("'{name}' is left out: {why}"));
            }
            (None, words) => {
                let list = words.first().copied().unwrap_or_default();
                self.note(row, format!("'{name}' is left out: there is no list '{list}'"));
            }
        }
    }

    fn number(&mut self, row: &Row, is_whole: bool) {
        let stated = bounds::of_constraint(self.columns.get(row, "constraint"), is_whole);
        self.bounded(row, stated, "its constraint does not state both, as in . >= 0 and . <= 100");
    }

    fn range(&mut self, row: &Row) {
        let stated = bounds::of_parameters(self.columns.get(row, "parameters"));
        self.bounded(row, stated, "its parameters do not state both, as in start=0 end=10");
    }

    fn bounded(&mut self, row: &Row, stated: Option<Bounds>, why_not: &str) {
        let name = self.columns.get(row, "name").to_owned();
        match stated {
            Some(stated) => {
                for lost in stated.lost {
                    self.note(row, format!("'{name}': {lost}"));
                }
                self.question(row, Scale::Range(stated.min, stated.max));
            }
            None => {
                self.note(
                    row,
                    format!("'{name}' is left out: a number needs bounds, and {why_not}"),
                );
            }
        }
    }

    /// Looks at what is still open, and drops the groups that hold no question.
    fn close(mut self) -> Result<Survey, Vec<Noted>> {
        self.leave_waiting();
        for open in &self.open {
            let why = format!("the group '{}' is begun here and never ended", open.name);
            self.wrong.push(Noted { page: Page::Survey, row: open.row, why });
        }
        if self.survey.questions.is_empty() && self.wrong.is_empty() {
            let why = "the form has no question that a framework could carry".to_owned();
            self.wrong.push(Noted { page: Page::Survey, row: 1, why });
            self.wrong.append(&mut self.survey.noted);
        }
        if !self.wrong.is_empty() {
            return Err(self.wrong);
        }
        let mut kept: Vec<String> = Vec::new();
        for question in &self.survey.questions {
            let mut up = question.parent.as_str();
            while let Some(group) = self.survey.groups.iter().find(|group| group.id == up) {
                kept.push(group.id.clone());
                up = &group.parent;
            }
        }
        let (groups, empty): (Vec<Group>, Vec<Group>) =
            std::mem::take(&mut self.survey.groups).into_iter().partition(|g| kept.contains(&g.id));
        self.survey.groups = groups;
        for group in empty {
            let why = format!("the group '{}' is left out: no question of it is carried", group.id);
            self.survey.noted.push(Noted { page: Page::Survey, row: group.row, why });
        }
        Ok(self.survey)
    }
}

/// Adds texts to others, each in its language.
fn join(to: &mut Texts, more: &Texts) {
    for (language, text) in more {
        let held = to.entry(language.clone()).or_default();
        if !held.is_empty() {
            held.push('\n');
        }
        held.push_str(text);
    }
}

/// A text that is repeated in a remark, not longer than it needs to be.
fn short(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}...", &text[..at]),
        None => text.to_owned(),
    }
}
