//! The lists of choices of a form, as scales.

use super::columns::{Columns, Texts};
use super::{Noted, Page};
use crate::domain::{DraftLevel, DraftScale};
use crate::import::workbook::{Row, Sheet};

/// The columns of the sheet that are read.
const READ: [&str; 3] = ["list_name", "name", "label"];

/// Numbers that forms use for "no answer".
const CODES: [&str; 20] = [
    "-99", "-98", "-97", "-96", "-95", "-88", "-77", "-66", "-9", "-8", "66", "77", "88", "96",
    "97", "98", "99", "888", "998", "999",
];
/// Names and labels that are no level, in the words of forms in English.
const NO_LEVELS: [&str; 22] = [
    "dk",
    "dnk",
    "dont_know",
    "don't know",
    "do not know",
    "dont know",
    "not known",
    "unknown",
    "unsure",
    "not sure",
    "na",
    "n/a",
    "n.a.",
    "not applicable",
    "not_applicable",
    "refused",
    "refuse",
    "refuse to answer",
    "prefer not to say",
    "other",
    "other (specify)",
    "no answer",
];

/// One list.
pub(super) struct List {
    pub(super) name: String,
    /// Its first row.
    pub(super) row: u32,
    /// The number and the label of each level, rising.
    pub(super) levels: Vec<(f64, Texts)>,
    /// What was said of it, for those who use it.
    pub(super) noted: Vec<Noted>,
}

/// Reads the lists in the order of the sheet; the remarks beside them concern the sheet as a whole.
pub(super) fn lists(sheet: &Sheet) -> (Vec<List>, Vec<Noted>) {
    let columns = Columns::of(Page::Choices, sheet);
    let noted = columns.unread(sheet, &READ);
    let mut grouped: Vec<(&str, Vec<&Row>)> = Vec::new();
    for row in columns.rows(sheet) {
        let name = columns.get(row, "list_name");
        match grouped.iter_mut().find(|(known, _)| *known == name) {
            _ if name.is_empty() => {}
            Some((_, rows)) => rows.push(row),
            None => grouped.push((name, vec![row])),
        }
    }
    let lists = grouped.into_iter().map(|(name, rows)| list(name, &rows, &columns)).collect();
    (lists, noted)
}

fn list(name: &str, rows: &[&Row], columns: &Columns) -> List {
    let row = rows.first().map_or(1, |row| row.number);
    let mut found = List { name: name.to_owned(), row, levels: Vec::new(), noted: Vec::new() };
    let mut choices: Vec<(u32, &str, Texts)> = Vec::new();
    let names: Vec<&str> = rows.iter().map(|row| columns.get(row, "name")).collect();
    for row in rows {
        let (choice, label) = (columns.get(row, "name"), columns.texts(row, "label"));
        let mut note = |why: String| {
            found.noted.push(Noted { page: Page::Choices, row: row.number, why });
        };
        if choice.is_empty() {
            note(format!("a choice of '{name}' has no name: left out"));
        } else if choices.iter().any(|(_, known, _)| *known == choice) {
            note(format!("the choice '{choice}' stands twice in '{name}': left out"));
        } else if is_no_level(choice, &label, &names) {
            note(format!(
                "the choice '{choice}' of '{name}' is no level: left out; an answer can always be \
                 not known or not applicable"
            ));
        } else {
            choices.push((row.number, choice, label));
        }
    }
    let number = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite());
    let numbers: Option<Vec<f64>> = choices.iter().map(|(_, name, _)| number(name)).collect();
    let (mut note, ends) = (Vec::new(), choices.first().zip(choices.last()));
    let mut levels: Vec<(f64, Texts)> = match numbers {
        Some(numbers) => numbers.into_iter().zip(choices.iter().map(|c| c.2.clone())).collect(),
        None => {
            if let Some(((_, first, _), (_, last, _))) = ends {
                note.push(format!(
                    "the choices of '{name}' are numbered in their order: '{first}' is the lowest \
                     level and '{last}' the highest; turn them where that is wrong"
                ));
            }
            (1..=u32::MAX).map(f64::from).zip(choices.iter().map(|c| c.2.clone())).collect()
        }
    };
    levels.sort_by(|a, b| a.0.total_cmp(&b.0));
    // Two names of one number, such as 1 and 1.0.
    let before = levels.len();
    levels.dedup_by(|b, a| a.0.total_cmp(&b.0).is_eq());
    if levels.len() < before {
        note.push(format!("two choices of '{name}' have the same number: one is left out"));
    }
    found.noted.extend(note.into_iter().map(|why| Noted { page: Page::Choices, row, why }));
    found.levels = levels;
    found
}

/// Whether a choice stands for having no answer. Taken for a level, "99 Do not know" would be the
/// best answer of all.
fn is_no_level(name: &str, label: &Texts, all: &[&str]) -> bool {
    // A code stands far off from the levels: in a list from 0 to 100 it is a level itself.
    let near = |name: &&str| name.parse::<f64>().is_ok_and(|n| (0.0..=20.0).contains(&n));
    let is_code = |name: &str| CODES.contains(&name);
    let far_off =
        all.iter().all(|name| is_code(name) || name.parse::<f64>().is_err() || near(name));
    let is = |text: &str| {
        let text = text.trim().to_lowercase().replace('\u{2019}', "'");
        NO_LEVELS.contains(&text.as_str())
    };
    (is_code(name) && far_off) || is(name) || label.values().any(|text| is(text))
}

impl List {
    /// The scale, with its labels as `say` chooses them.
    pub(super) fn scale(&self, say: impl Fn(&Texts) -> String) -> DraftScale {
        let level = |(number, label): &(f64, Texts)| DraftLevel {
            level: *number,
            name: say(label),
            ..DraftLevel::default()
        };
        DraftScale { levels: self.levels.iter().map(level).collect(), ..DraftScale::default() }
    }
}
