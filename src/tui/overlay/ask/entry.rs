//! A recommendation, an offer or a request, as fields to fill in.

use std::collections::HashMap;

use crate::domain::{
    Change, Entry, EntryKind, Form as Given, Framework, Id, Offer, Recommendation,
    RecommendationLevel, Request,
};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::overlay::{Field, Form, FormPurpose};
use crate::tui::words;

use super::{Ask, plan};

/// The entry that a form is about.
#[derive(Clone, Debug)]
pub struct EditedEntry {
    pub(super) old: Entry,
    /// Where it stands in its list.
    pub(super) at: usize,
    /// What can be named: ids by the id in small letters and by the printed number.
    nodes: HashMap<String, Id>,
}

const ABOUT: &str = "numbers or ids of questions or components: 3.2.1, reporting-duty";
const LANGUAGES: &str = "such as en, sq; empty means any";
const OFFICE: &str = "an office to write to, never a person";

/// The form of an entry, or of a new one about the question in front.
pub(super) fn form(app: &App, kind: EntryKind, id: Option<&Id>) -> Option<Form> {
    let open = app.open.as_ref()?;
    let framework = open.framework();
    let (old, at) = match id {
        Some(id) => written(app, kind, id)?,
        None => blank(app, kind)?,
    };
    let fields = match &old {
        Entry::Recommendation(r) => {
            let names = RecommendationLevel::ALL.map(|(_, name)| name.to_owned()).to_vec();
            let chosen = RecommendationLevel::ALL.iter().position(|(level, _)| *level == r.level);
            vec![
                Field::text("What should change", "in a sentence", &r.text),
                Field::choice("Level of change", names, chosen.unwrap_or(0)),
                Field::text("About", ABOUT, &named(framework, &r.about)),
            ]
        }
        Entry::Offer(o) => {
            let mut fields =
                shared(framework, ("What is offered", &o.title), &o.about, &o.forms, &o.languages);
            fields.push(Field::text("Office", OFFICE, &o.contact));
            fields.push(Field::text("What made it work", "", &o.lesson));
            fields.push(Field::text("Depends on", "money, law, people", &o.conditions));
            fields
        }
        Entry::Request(r) => {
            let mut fields =
                shared(framework, ("What is sought", &r.title), &r.about, &r.forms, &r.languages);
            fields.push(Field::text("Office", OFFICE, &r.contact));
            fields
        }
        Entry::Target(_) | Entry::Action(_) | Entry::Duty(_) | Entry::Treaty(_) => {
            plan::fields(framework, &old)
        }
        Entry::Evidence(_) | Entry::Priority(_) => return None,
    };
    let title = words::entry(kind);
    let lead = words::entries_hint(kind).to_owned();
    let purpose = EditedEntry { old, at, nodes: nodes(framework) };
    Some(Form::new(title, lead, fields, FormPurpose::Entry(Box::new(purpose))))
}

/// The fields that offers and requests have in common.
fn shared(
    framework: &Framework,
    (label, title): (&'static str, &str),
    about: &[Id],
    forms: &[Given],
    languages: &[String],
) -> Vec<Field> {
    let mut fields = vec![
        Field::text(label, "in a line", title),
        Field::text("About", ABOUT, &named(framework, about)),
    ];
    fields.extend(Given::ALL.map(|(form, _)| {
        let options = ["no", "yes"].map(str::to_owned).to_vec();
        Field::choice(words::form(form), options, forms.contains(&form).into())
    }));
    fields.push(Field::text("Languages", LANGUAGES, &languages.join(", ")));
    fields
}

/// Reads the form.
///
/// # Errors
/// The number of the field that is wrong, and why.
pub fn entry(edited: &EditedEntry, fields: &[Field]) -> Result<Effect, (usize, String)> {
    if !Entry::needed(edited.old.kind()).is_empty() {
        return plan::read(edited, fields);
    }
    let value = |at: usize| fields.get(at).map_or("", Field::value);
    let chosen = |at: usize| fields.get(at).map_or(0, Field::chosen);
    if value(0).is_empty() {
        return Err((0, "this line is compulsory".into()));
    }
    let about = |at: usize| edited.about(value(at)).map_err(|why| (at, why));
    // What was chosen before stays in its order, so that a form that is kept as it was changes
    // nothing.
    let forms = |old: &[Given]| {
        let chosen = (2..).zip(Given::ALL).filter(|(at, _)| chosen(*at) == 1);
        let chosen: Vec<Given> = chosen.map(|(_, (form, _))| form).collect();
        let kept = old.iter().filter(|form| chosen.contains(form));
        let new = chosen.iter().filter(|form| !old.contains(form));
        kept.chain(new).copied().collect()
    };
    let languages = || {
        let all = value(6).split([',', ';']).map(str::trim).filter(|tag| !tag.is_empty());
        all.map(str::to_owned).collect()
    };
    let entry = match &edited.old {
        Entry::Recommendation(old) => Entry::Recommendation(Recommendation {
            text: value(0).into(),
            level: RecommendationLevel::ALL.get(chosen(1)).map_or(old.level, |(level, _)| *level),
            about: about(2)?,
            ..old.clone()
        }),
        Entry::Offer(old) => Entry::Offer(Offer {
            title: value(0).into(),
            about: about(1)?,
            forms: forms(&old.forms),
            languages: languages(),
            contact: value(7).into(),
            lesson: value(8).into(),
            conditions: value(9).into(),
            ..old.clone()
        }),
        Entry::Request(old) => Entry::Request(Request {
            title: value(0).into(),
            about: about(1)?,
            forms: forms(&old.forms),
            languages: languages(),
            contact: value(7).into(),
            ..old.clone()
        }),
        other => other.clone(),
    };
    let again = Effect::Ask(Ask::Entries(entry.kind(), edited.at));
    if entry == edited.old {
        return Ok(again);
    }
    Ok(Effect::Then(vec![Effect::Apply(vec![Change::put(entry)]), again]))
}

impl EditedEntry {
    /// The nodes that a person names, each of them once.
    pub(super) fn about(&self, text: &str) -> Result<Vec<Id>, String> {
        let mut ids: Vec<Id> = Vec::new();
        for word in text.split([',', ';', ' ']).filter(|word| !word.is_empty()) {
            let id = self.nodes.get(&word.to_lowercase());
            let id = id.ok_or_else(|| format!("'{word}' is no question or component here"))?;
            if !ids.contains(id) {
                ids.push(id.clone());
            }
        }
        Ok(ids)
    }
}

/// The entry with an id, and its place in its list.
fn written(app: &App, kind: EntryKind, id: &Id) -> Option<(Entry, usize)> {
    let assessment = app.open.as_ref()?.assessment();
    Some(match kind {
        EntryKind::Recommendation => {
            let at = assessment.recommendations.iter().position(|r| r.id == *id)?;
            (Entry::Recommendation(assessment.recommendations[at].clone()), at)
        }
        EntryKind::Offer => {
            let at = assessment.offers.iter().position(|o| o.id == *id)?;
            (Entry::Offer(assessment.offers[at].clone()), at)
        }
        EntryKind::Request => {
            let at = assessment.requests.iter().position(|r| r.id == *id)?;
            (Entry::Request(assessment.requests[at].clone()), at)
        }
        EntryKind::Target | EntryKind::Action | EntryKind::Duty | EntryKind::Treaty => {
            let mut all = Entry::all(assessment, kind).into_iter().enumerate();
            let (at, entry) = all.find(|(_, entry)| entry.id() == id)?;
            (entry, at)
        }
        EntryKind::Evidence | EntryKind::Priority => return None,
    })
}

/// An entry about which nothing is written but the question in front, with an id that is free.
fn blank(app: &App, kind: EntryKind) -> Option<(Entry, usize)> {
    let open = app.open.as_ref()?;
    let assessment = open.assessment();
    let front = app.looked_at().map_or(Framework::ROOT, |(_, place)| place);
    let node = open.framework().nodes().get(front).filter(|_| front != Framework::ROOT);
    let about: Vec<Id> = node.map(|node| node.id.clone()).into_iter().collect();
    if kind == EntryKind::Target {
        // A target bears the name of its question.
        let node = node.filter(|node| node.question().is_some())?;
        let at = assessment.targets.iter().position(|t| t.id == node.id);
        let known = at.map(|at| Entry::Target(assessment.targets[at].clone()));
        let entry = known.or_else(|| Entry::blank(kind, node.id.clone()))?;
        return Some((entry, at.unwrap_or(assessment.targets.len())));
    }
    let (prefix, taken): (&str, Vec<&Id>) = match kind {
        EntryKind::Recommendation => {
            ("r", assessment.recommendations.iter().map(|r| &r.id).collect())
        }
        EntryKind::Offer => ("o", assessment.offers.iter().map(|o| &o.id).collect()),
        EntryKind::Request => ("q", assessment.requests.iter().map(|r| &r.id).collect()),
        EntryKind::Action => ("a", assessment.actions.iter().map(|a| &a.id).collect()),
        EntryKind::Duty => ("d", assessment.duties.iter().map(|d| &d.id).collect()),
        EntryKind::Treaty => ("t", assessment.treaty.iter().map(|t| &t.id).collect()),
        EntryKind::Evidence | EntryKind::Priority | EntryKind::Target => return None,
    };
    let free = |id: &Id| !taken.iter().any(|taken| taken.folded() == id.folded());
    let numbered = (1..10_000).filter_map(|n| Id::new(&format!("{prefix}{n}")).ok());
    let id = { numbered }.find(free)?;
    if let Some(mut entry) = Entry::blank(kind, id.clone()) {
        let question = node.filter(|node| node.question().is_some());
        match &mut entry {
            Entry::Action(action) => action.question = question.map(|node| node.id.clone()),
            Entry::Duty(duty) => duty.about = about,
            Entry::Treaty(treaty) => treaty.about = about,
            _ => {}
        }
        return Some((entry, taken.len()));
    }
    let (title, contact) = (String::new(), String::new());
    let (forms, languages) = (Vec::new(), Vec::new());
    let entry = match kind {
        EntryKind::Recommendation => Entry::Recommendation(Recommendation {
            id,
            level: RecommendationLevel::Policy,
            text: title,
            about,
        }),
        EntryKind::Offer => Entry::Offer(Offer {
            id,
            title,
            about,
            forms,
            languages,
            contact,
            lesson: String::new(),
            conditions: String::new(),
        }),
        _ => Entry::Request(Request {
            id,
            title,
            about,
            forms,
            languages,
            contact,
            partners: Vec::new(),
            status: None,
            outcome: String::new(),
        }),
    };
    Some((entry, taken.len()))
}

/// Nodes as a person names them, by their printed number where that is theirs alone.
pub(super) fn named(framework: &Framework, about: &[Id]) -> String {
    let known = nodes(framework);
    let name = |id: &Id| {
        let code = framework.find(id.as_str()).map(|at| framework.node(at).code.clone());
        let code = code.filter(|code| known.get(&code.to_lowercase()) == Some(id));
        code.unwrap_or_else(|| id.to_string())
    };
    about.iter().map(name).collect::<Vec<_>>().join(", ")
}

/// What can be named: every id, and every printed number that is no id and that one node has.
fn nodes(framework: &Framework) -> HashMap<String, Id> {
    let all = framework.nodes().iter();
    let mut known: HashMap<String, Id> =
        all.clone().map(|node| (node.id.folded(), node.id.clone())).collect();
    for node in all.filter(|node| !node.code.is_empty() && !node.code.contains([',', ';', ' '])) {
        let alone = framework.nodes().iter().filter(|other| other.code == node.code).count() == 1;
        if alone {
            known.entry(node.code.to_lowercase()).or_insert_with(|| node.id.clone());
        }
    }
    known
}
