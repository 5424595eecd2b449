//! How the questions of a framework are filed: under the headings of other frameworks of the field,
//! by tags, or by what they are themselves.

use std::collections::{BTreeMap, BTreeSet};

use super::build::{Builder, place};
use super::{Action, Framework, Kind, Lens, Question};
use crate::domain::draft::{DraftScheme, DraftTags};
use crate::domain::{Id, Place, Problem, Step};

/// A list of headings that questions are filed under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Where it comes from, and how far the mapping goes.
    pub source: String,
    /// The property of a question that decides, where no tags do.
    pub from: Option<Property>,
    /// Its headings, in their order.
    pub values: Vec<SchemeValue>,
}

/// One heading of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeValue {
    /// Its id, unique in the scheme.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// The tags of one node: values by scheme.
pub type Tags = BTreeMap<Id, Vec<Id>>;

/// What a question is, which can file it as well as a tag does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// The themes that it belongs to.
    Lens,
    /// Structure, process or outcome.
    Kind,
    /// Where the action lies.
    Action,
}

impl Property {
    /// All properties with their names in files.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Lens, "lens"), (Self::Kind, "kind"), (Self::Action, "action")];

    /// Its words with the names that people read.
    pub fn words(self) -> Vec<(&'static str, &'static str)> {
        match self {
            Self::Lens => vec![
                (Lens::Violence.name(), "Violence against children"),
                (Lens::Justice.name(), "Justice for children"),
                (Lens::Care.name(), "Child-care reform"),
            ],
            Self::Kind => vec![
                (Kind::Structure.name(), "Structure: what exists"),
                (Kind::Process.name(), "Process: what is done"),
                (Kind::Outcome.name(), "Outcome: what comes of it"),
            ],
            Self::Action => vec![
                (Action::Law.name(), "Law and policy"),
                (Action::Service.name(), "Services"),
                (Action::Capacity.name(), "Capacity"),
                (Action::Accountability.name(), "Accountability"),
                (Action::Coordination.name(), "Coordination"),
            ],
        }
    }

    fn of(self, question: &Question) -> Vec<&'static str> {
        match self {
            Self::Lens => question.lenses.iter().map(|lens| lens.name()).collect(),
            Self::Kind => question.kind.map(Kind::name).into_iter().collect(),
            Self::Action => question.action.map(Action::name).into_iter().collect(),
        }
    }
}

impl Scheme {
    /// The scheme that a property makes by itself: every framework has it, without any tag.
    pub fn of_property(property: Property) -> Self {
        let (id, name) = match property {
            Property::Lens => ("lens", "Lens"),
            Property::Kind => ("kind", "Kind of question"),
            Property::Action => ("action", "Type of action"),
        };
        let id_of = |text: &str| Id::new(text).expect("the words of the vocabularies are ids");
        let value = |(id, name): (&str, &str)| SchemeValue { id: id_of(id), name: name.into() };
        Self {
            id: id_of(id),
            name: name.into(),
            source: String::new(),
            from: Some(property),
            values: property.words().into_iter().map(value).collect(),
        }
    }

    /// The value with an id.
    pub fn value(&self, id: &str) -> Option<&SchemeValue> {
        self.values.iter().find(|value| value.id.as_str() == id)
    }
}

impl Framework {
    /// The scheme with an id: one of the framework's own, or the one of a property.
    pub fn scheme(&self, id: &str) -> Option<Scheme> {
        let property = Property::ALL.iter().find(|(_, name)| *name == id);
        let of_property = || property.map(|(property, _)| Scheme::of_property(*property));
        self.schemes.iter().find(|s| s.id.as_str() == id).cloned().or_else(of_property)
    }

    /// The ids of every scheme, those of the framework first.
    pub fn scheme_ids(&self) -> Vec<&str> {
        let own = self.schemes.iter().map(|scheme| scheme.id.as_str());
        own.chain(Property::ALL.iter().map(|(_, name)| *name)).collect()
    }

    /// The values of a scheme that the node at a place is filed under, in the order of the scheme:
    /// its own tags, or those of the nearest node above it that has some. Under a property a group
    /// has none.
    pub fn filed<'a>(&self, place: usize, scheme: &'a Scheme) -> Vec<&'a SchemeValue> {
        let node = self.node(place);
        let holds: Vec<&str> = match (scheme.from, node.question()) {
            (Some(property), Some(question)) => property.of(question),
            (Some(_), None) => Vec::new(),
            (None, _) => self.tags(place, &scheme.id).iter().map(Id::as_str).collect(),
        };
        scheme.values.iter().filter(|value| holds.contains(&value.id.as_str())).collect()
    }

    fn tags(&self, place: usize, scheme: &Id) -> &[Id] {
        let mut at = Some(place);
        while let Some(here) = at {
            let node = self.node(here);
            if let Some(values) = node.tags.get(scheme) {
                return values;
            }
            at = node.parent;
        }
        &[]
    }
}

/// What is wrong with the tags at a place.
pub(in crate::domain) fn wrong_tags(
    tags: &DraftTags,
    schemes: &[DraftScheme],
    place: &Place,
) -> Vec<Problem> {
    let mut wrong = Vec::new();
    let mut error = |steps: Vec<Step>, message: String, hint: String| {
        let mut here = place.clone();
        here.steps.extend(steps);
        wrong.push(Problem::error("tag", here, message).hint(hint));
    };
    for (id, values) in tags {
        let here = vec![Step::Key(id.clone())];
        let Some(scheme) = schemes.iter().find(|scheme| scheme.id == *id) else {
            let names: Vec<&str> = schemes.iter().map(|scheme| scheme.id.as_str()).collect();
            let hint = match names.is_empty() {
                true => "declare it with a table [[scheme]], or take the tag out".to_owned(),
                false => format!("take one of {}, or declare it with [[scheme]]", names.join(", ")),
            };
            error(here, format!("there is no scheme '{id}'"), hint);
            continue;
        };
        if !scheme.from.is_empty() {
            let message = format!("the scheme '{id}' follows the {} of a question", scheme.from);
            error(here, message, "take the tag out".into());
            continue;
        }
        if values.is_empty() {
            let hint = "name a value, or take the tag out: what stands above is then inherited";
            error(here.clone(), format!("the tag '{id}' has no value"), hint.into());
        }
        let mut seen = BTreeSet::new();
        for (at, value) in values.iter().enumerate() {
            let place = [here.clone(), vec![Step::Index(at)]].concat();
            if !scheme.values.iter().any(|known| known.id == *value) {
                let known: Vec<&str> = scheme.values.iter().map(|v| v.id.as_str()).collect();
                let message = format!("the scheme '{id}' has no value '{value}'");
                error(place, message, format!("take one of {}", known.join(", ")));
            } else if !seen.insert(value) {
                let message = format!("the value '{value}' stands here twice");
                error(place, message, "take one of them out".into());
            }
        }
    }
    wrong
}

impl Builder<'_> {
    /// Every scheme of the file, checked.
    pub(super) fn schemes(&mut self) -> Vec<Scheme> {
        let (mut seen, mut schemes) = (BTreeSet::new(), Vec::new());
        for (at, scheme) in self.draft.scheme.iter().enumerate() {
            let at = |key: &str| place(scheme.origin, "scheme", at, key);
            let id = self.id(&scheme.id, at("id"));
            let taken = Property::ALL.iter().any(|(_, n)| n.eq_ignore_ascii_case(&scheme.id));
            if taken || !seen.insert(scheme.id.to_ascii_lowercase()) {
                let message = format!("there is a scheme '{}' already", scheme.id);
                let hint = "ids of schemes are unique, and lens, kind and action are taken";
                self.error("duplicate-id", at("id"), message, hint);
            }
            if scheme.name.is_empty() {
                let message = format!("the scheme '{}' has no name", scheme.id);
                self.error("name", at("name"), message, "write name = \"...\"");
            }
            let from = match scheme.from.as_str() {
                "" => None,
                word => self.word(word, &Property::ALL, "property of a question", at("from")),
            };
            let values = self.values(scheme, from, &at("values"));
            if let Some(id) = id {
                let (name, source) = (scheme.name.clone(), scheme.source.clone());
                schemes.push(Scheme { id, name, source, from, values });
            }
        }
        schemes
    }

    fn values(
        &mut self,
        scheme: &DraftScheme,
        from: Option<Property>,
        place: &Place,
    ) -> Vec<SchemeValue> {
        if scheme.values.is_empty() {
            let message = format!("the scheme '{}' has no values", scheme.id);
            let hint = "write values = [{ id = \"...\", name = \"...\" }]";
            self.error("empty", place.clone(), message, hint);
        }
        let (mut seen, mut values) = (BTreeSet::new(), Vec::new());
        for (at, value) in scheme.values.iter().enumerate() {
            let mut here = place.clone();
            here.steps.push(Step::Index(at));
            if !seen.insert(value.id.to_ascii_lowercase()) {
                let message = format!("'{}' stands twice in '{}'", value.id, scheme.id);
                let hint = "the values of a scheme have ids of their own";
                self.error("duplicate-id", here.clone(), message, hint);
            }
            if value.name.is_empty() {
                let message = format!("the value '{}' has no name", value.id);
                self.error("name", here.clone(), message, "write name = \"...\"");
            }
            let words = from.map(Property::words).unwrap_or_default();
            if from.is_some() && !words.iter().any(|(word, _)| *word == value.id) {
                let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                let message = format!("no question can have '{}' as its {}", value.id, scheme.from);
                let hint = format!("take one of {}", known.join(", "));
                self.error("word", here.clone(), message, hint);
            }
            if let Some(id) = self.id(&value.id, here) {
                values.push(SchemeValue { id, name: value.name.clone() });
            }
        }
        values
    }

    /// The tags of a node or question, checked; `place` is where the key `tags` stands.
    pub(super) fn tags(&mut self, tags: &DraftTags, place: &Place) -> Tags {
        self.problems.extend(wrong_tags(tags, &self.draft.scheme, place));
        let ids = |values: &Vec<String>| values.iter().filter_map(|v| Id::new(v).ok()).collect();
        tags.iter().filter_map(|(scheme, v)| Some((Id::new(scheme).ok()?, ids(v)))).collect()
    }
}
