//! A framework from a workbook in the manner of XLSForm: the sheets survey, choices and settings.
//!
//! Groups become nodes, questions with one choice become questions on a scale of levels, bounded
//! numbers questions on a range. What a form does beyond that (skipping, computing, open texts) has
//! no place in a framework and is listed, each with its sheet and row.

mod bounds;
mod choices;
mod columns;
mod survey;

use std::collections::BTreeMap;
use std::fmt;

use self::choices::List;
use self::columns::{Columns, Texts, tag};
use self::survey::{Scale, Survey};
use super::FrameworkTable;
use super::workbook::{self, Sheet};
use crate::domain::translation::{Field, Place};
use crate::domain::{DraftFramework, DraftNode, DraftQuestion, DraftScale, Id};

/// What a form comes to.
#[derive(Clone, Debug, Default)]
pub struct Form {
    /// The framework, in the form's own language.
    pub draft: DraftFramework,
    /// Its texts in other languages, by the tag of the language.
    pub words: BTreeMap<String, BTreeMap<Place, String>>,
    /// What could not be carried.
    pub left_out: Vec<Noted>,
}

/// Something to say of a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Noted {
    page: Page,
    row: u32,
    why: String,
}

/// A sheet of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Page {
    /// The file as a whole.
    Workbook,
    Survey,
    Choices,
    Settings,
}

impl Page {
    fn name(self) -> &'static str {
        match self {
            Self::Workbook => "workbook",
            Self::Survey => "survey",
            Self::Choices => "choices",
            Self::Settings => "settings",
        }
    }
}

impl Noted {
    /// The sheet and the row, as `survey:12`; `workbook` where it is about the file as a whole.
    pub fn place(&self) -> String {
        match self.page {
            Page::Workbook => Page::Workbook.name().to_owned(),
            page => format!("{}:{}", page.name(), self.row),
        }
    }

    /// What is to be said.
    pub fn why(&self) -> &str {
        &self.why
    }
}

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place(), self.why)
    }
}

/// The columns of the settings that are read.
const SETTINGS: [&str; 4] = ["form_title", "form_id", "version", "default_language"];

/// Reads the bytes of a workbook into a draft and its translations.
///
/// # Errors
/// What keeps it from being read, with sheet and row.
pub fn read_form(bytes: &[u8], more: &FrameworkTable) -> Result<Form, Vec<Noted>> {
    let broken = |why: String| vec![Noted { page: Page::Workbook, row: 1, why }];
    let names = [Page::Survey, Page::Choices, Page::Settings].map(Page::name);
    let mut sheets = workbook::read(bytes, &names).map_err(broken)?;
    let mut take = |page: Page| sheets.remove(page.name());
    let Some(sheet) = take(Page::Survey) else {
        return Err(broken("the workbook has no sheet 'survey'".into()));
    };
    let (choices, settings) = (take(Page::Choices), take(Page::Settings));
    let (choices, settings) = (choices.unwrap_or_default(), settings.unwrap_or_default());
    let (lists, mut left_out) = choices::lists(&choices);
    let survey = survey::read(&sheet, &lists, &more.id)?;
    let head = Columns::of(Page::Settings, &settings);
    left_out.extend(head.unread(&settings, &SETTINGS));
    let first = head.rows(&settings).first();
    let set = |key: &str| first.map_or("", |row| head.get(row, key));
    let base = base_language(&Columns::of(Page::Survey, &sheet), set("default_language"));
    let titles = [&more.title, set("form_title"), set("form_id"), &more.id];
    let versions = [&more.version, set("version"), "1.0"];
    let first_of = |all: &[&str]| {
        all.iter().find(|text| !text.is_empty()).map_or(String::new(), |text| (*text).to_owned())
    };
    let mut form = Form {
        draft: DraftFramework {
            id: more.id.clone(),
            version: first_of(&versions),
            title: first_of(&titles),
            language: tag(&base).unwrap_or_default(),
            source: "Brought in from a form.".into(),
            scoring: Some(more.scoring()),
            ..DraftFramework::default()
        },
        left_out,
        ..Form::default()
    };
    form.fill(survey, &lists, &base);
    form.left_out.sort();
    Ok(form)
}

/// The language in which the framework itself is written: the one that the settings name, else the
/// column that names none, else the first.
fn base_language(survey: &Columns, wanted: &str) -> String {
    let all = survey.languages("label");
    let named = all.iter().find(|l| !wanted.is_empty() && (**l == wanted || tag(l) == tag(wanted)));
    let plain = all.iter().find(|language| language.is_empty());
    named.or(plain).or(all.first()).map_or(String::new(), |language| (*language).to_owned())
}

/// A text in a language, else in the column without one, else in any.
fn said<'t>(texts: &'t Texts, language: &str) -> &'t str {
    let any = texts.get(language).or_else(|| texts.get("")).or_else(|| texts.values().next());
    any.map_or("", String::as_str)
}

impl Form {
    fn fill(&mut self, survey: Survey, lists: &[List], base: &str) {
        self.left_out.extend(survey.noted);
        let scales = self.scales(&survey.questions, lists, base);
        for group in &survey.groups {
            let name = said(&group.label, base);
            self.draft.node.push(DraftNode {
                id: group.id.clone(),
                parent: group.parent.clone(),
                name: if name.is_empty() { group.id.clone() } else { name.to_owned() },
                intro: said(&group.intro, base).to_owned(),
                ..DraftNode::default()
            });
            self.translate(&group.id, Field::Name, &group.label, base);
            self.translate(&group.id, Field::Intro, &group.intro, base);
        }
        for (question, scale) in survey.questions.iter().zip(scales) {
            let text = said(&question.label, base);
            self.draft.question.push(DraftQuestion {
                id: question.id.clone(),
                parent: question.parent.clone(),
                text: if text.is_empty() { question.id.clone() } else { text.to_owned() },
                guidance: said(&question.guidance, base).to_owned(),
                scale,
                ..DraftQuestion::default()
            });
            self.translate(&question.id, Field::Name, &question.label, base);
            self.translate(&question.id, Field::Guidance, &question.guidance, base);
        }
    }

    /// The scales: the one that most questions use is the framework's own, the others have names.
    /// Gives back the name of each question's scale, empty for the framework's own.
    fn scales(
        &mut self,
        questions: &[survey::Question],
        lists: &[List],
        base: &str,
    ) -> Vec<String> {
        let mut used: Vec<(&Scale, usize)> = Vec::new();
        for question in questions {
            match used.iter_mut().find(|(scale, _)| **scale == question.scale) {
                Some((_, count)) => *count += 1,
                None => used.push((&question.scale, 1)),
            }
        }
        // The first of the most used.
        let most = used.iter().map(|(_, count)| *count).max().unwrap_or(0);
        let own = used.iter().find(|(_, count)| *count == most).map(|(scale, _)| (*scale).clone());
        for list in lists {
            if used.iter().all(|(scale, _)| **scale != Scale::List(list.name.clone())) {
                let why =
                    format!("the list '{}' is used by no question that is carried", list.name);
                self.left_out.push(Noted { page: Page::Choices, row: list.row, why });
            } else {
                self.left_out.extend(list.noted.iter().cloned());
            }
        }
        let mut ids = super::ids::Ids::default();
        let mut names: Vec<(Scale, String)> = Vec::new();
        for (scale, _) in used {
            let made = match scale {
                Scale::List(name) => lists.iter().find(|list| list.name == *name).map(|list| {
                    self.level_names(list, own.as_ref() == Some(scale), base);
                    list.scale(|label| said(label, base).to_owned())
                }),
                Scale::Range(min, max) => {
                    Some(DraftScale { min: Some(*min), max: Some(*max), ..DraftScale::default() })
                }
            };
            if own.as_ref() == Some(scale) {
                self.draft.scale = made;
                names.push((scale.clone(), String::new()));
            } else if let Some(made) = made {
                let name = match scale {
                    Scale::List(name) => ids.free(name),
                    Scale::Range(min, max) => {
                        ids.free(&format!("from-{min}-to-{max}").replace("--", "-minus-"))
                    }
                };
                self.draft.scales.insert(name.clone(), made);
                names.push((scale.clone(), name));
            }
        }
        let name_of = |question: &survey::Question| {
            let found = names.iter().find(|(scale, _)| *scale == question.scale);
            found.map_or(String::new(), |(_, name)| name.clone())
        };
        questions.iter().map(name_of).collect()
    }

    /// The names of levels in other languages, which a side file has for the framework's own scale.
    fn level_names(&mut self, list: &List, is_own: bool, base: &str) {
        let mut lost: Vec<&str> = Vec::new();
        for (number, label) in &list.levels {
            for (language, text) in label.iter().filter(|(l, _)| l.as_str() != base) {
                match tag(language).filter(|_| is_own) {
                    Some(tag) => {
                        let words = self.words.entry(tag).or_default();
                        words.insert(Place::Level(number.to_string()), text.clone());
                    }
                    None if !language.is_empty() && !lost.contains(&language.as_str()) => {
                        lost.push(language);
                    }
                    None => {}
                }
            }
        }
        if !lost.is_empty() {
            let why = format!(
                "the labels of '{}' in {} are left out: only the scale that most questions use is \
                 translated, into languages with a tag such as 'Albanian (sq)'",
                list.name,
                lost.join(", ")
            );
            self.left_out.push(Noted { page: Page::Choices, row: list.row, why });
        }
    }

    /// Keeps a text in the languages other than the framework's own.
    fn translate(&mut self, id: &str, field: Field, texts: &Texts, base: &str) {
        let Ok(id) = Id::new(id) else { return };
        for (language, text) in texts.iter().filter(|(l, _)| l.as_str() != base && !l.is_empty()) {
            match tag(language) {
                Some(tag) => {
                    let words = self.words.entry(tag).or_default();
                    words.insert(Place::Node(id.clone(), field), text.clone());
                }
                None => {
                    let why = format!(
                        "the language '{language}' has no tag such as 'Albanian (sq)': its texts \
                         are left out"
                    );
                    let noted = Noted { page: Page::Survey, row: 1, why };
                    if !self.left_out.contains(&noted) {
                        self.left_out.push(noted);
                    }
                }
            }
        }
    }
}

/// The sheet as its reader takes it.
fn survey_columns(sheet: &Sheet) -> Columns {
    Columns::of(Page::Survey, sheet)
}

#[cfg(test)]
mod tests;
