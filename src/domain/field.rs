//! Every single thing that an assessment records, with a name and a value: what a merge compares,
//! what a conflict is about, and what resolving one sets.

use std::fmt;

use super::{
    Answer, Assessment, Boxed, Change, Confidence, Entry, EntryKind, HeaderField, Id, InPlace,
    NoteKind, ReasonOfChange, Verdict,
};

mod entry;

pub(super) use entry::{by_id, keys as entry_keys};

/// One field of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// What it belongs to.
    pub holder: Holder,
    /// Its name, as the key in a file; [`Field::VERDICT`] stands for `level` or `state`, and
    /// [`Field::WHOLE`] for an entry as a whole.
    pub key: &'static str,
}

/// What a field belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// The head of the file.
    Head,
    /// The answer to a question.
    Answer(Id),
    /// The notes on a node.
    Notes(Id),
    /// An entry of a list.
    Entry(EntryKind, Id),
}

/// What a field holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: an open question, an empty text or list, no mark, or an entry that is not there.
    Nothing,
    /// A text, a word of a closed vocabulary, an id or a date.
    Text(String),
    /// A number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
    /// A list of texts, words or ids.
    Texts(Vec<String>),
    /// A list of ratings.
    Numbers(Vec<f64>),
    /// What was decided about a question.
    Verdict {
        /// The verdict.
        verdict: Verdict,
        /// Whether it is carried over and waits for confirmation.
        carried: bool,
    },
    /// A whole entry.
    Entry(Box<Entry>),
}

/// The fields of an answer beside its written boxes.
const ANSWER: [&str; 6] =
    [Field::VERDICT, "reason_of_change", "in_place", "confidence", "parked", "sources"];

impl Field {
    /// The name of the field that holds the verdict on a question.
    pub const VERDICT: &'static str = "verdict";
    /// The name that stands for an entry as a whole: whether it is there at all.
    pub const WHOLE: &'static str = "entry";

    /// The field with a name, or `None` where its holder has no such field.
    pub fn new(holder: Holder, name: &str) -> Option<Self> {
        let key = Self::keys(&holder).into_iter().find(|key| *key == name);
        let whole = matches!(holder, Holder::Entry(..)) && name == Self::WHOLE;
        let key = key.or_else(|| whole.then_some(Self::WHOLE))?;
        Some(Self { holder, key })
    }

    /// The verdict on a question.
    pub fn verdict(question: &Id) -> Self {
        Self { holder: Holder::Answer(question.clone()), key: Self::VERDICT }
    }

    /// The names of the fields of a holder, in the order of a file.
    pub fn keys(holder: &Holder) -> Vec<&'static str> {
        match holder {
            Holder::Head => HeaderField::ALL.iter().map(|(_, key)| *key).collect(),
            Holder::Answer(_) => {
                ANSWER.into_iter().chain(Boxed::ALL.iter().map(|(_, key)| *key)).collect()
            }
            Holder::Notes(_) => NoteKind::ALL.iter().map(|(_, key)| *key).collect(),
            Holder::Entry(kind, _) => entry_keys(*kind).to_vec(),
        }
    }

    /// What the field holds.
    pub fn get(&self, assessment: &Assessment) -> Value {
        match &self.holder {
            Holder::Head => match named_head(self.key) {
                HeaderField::Population => assessment
                    .population
                    .map_or(Value::Nothing, |number| Value::Number(f64::from(number))),
                line => text(&line.get(assessment)),
            },
            Holder::Answer(id) => {
                assessment.answers.get(id).map_or(Value::Nothing, |a| self.of_answer(a))
            }
            Holder::Notes(id) => {
                let kind = named(self.key, &NoteKind::ALL);
                let notes = assessment.notes.get(id).zip(kind);
                notes.map_or(Value::Nothing, |(notes, kind)| texts(notes.get(kind).to_vec()))
            }
            Holder::Entry(kind, id) => match by_id(assessment, *kind, id) {
                None => Value::Nothing,
                Some(entry) if self.key == Self::WHOLE => Value::Entry(Box::new(entry)),
                Some(entry) => entry.field(self.key),
            },
        }
    }

    fn of_answer(&self, answer: &Answer) -> Value {
        match self.key {
            Self::VERDICT => answer.verdict.as_ref().map_or(Value::Nothing, |verdict| {
                Value::Verdict { verdict: verdict.clone(), carried: answer.carried }
            }),
            "reason_of_change" => {
                answer.reason_of_change.map_or(Value::Nothing, |r| word(r, &ReasonOfChange::ALL))
            }
            "in_place" => answer.in_place.map_or(Value::Nothing, |m| word(m, &InPlace::ALL)),
            "confidence" => answer.confidence.map_or(Value::Nothing, |c| word(c, &Confidence::ALL)),
            "parked" => flag(answer.parked),
            "sources" => texts(answer.sources.iter().map(ToString::to_string).collect()),
            key => named(key, &Boxed::ALL).map_or(Value::Nothing, |b| text(answer.boxes.get(b))),
        }
    }

    /// The change that makes the field hold a value.
    ///
    /// # Errors
    /// A sentence, when the value is not of the field's kind, or its entry is not there.
    pub fn change(&self, assessment: &Assessment, value: &Value) -> Result<Change, String> {
        match &self.holder {
            Holder::Head => {
                let field = named_head(self.key);
                let text = match (field, value) {
                    (HeaderField::Population, Value::Number(number)) => number.to_string(),
                    (HeaderField::Population, Value::Text(_)) => return Err(self.wrong()),
                    _ => value.as_text(self)?,
                };
                Ok(Change::Header(field, text))
            }
            Holder::Answer(id) => self.change_answer(id, value),
            Holder::Notes(id) => {
                let kind = named(self.key, &NoteKind::ALL).ok_or_else(|| self.wrong())?;
                Ok(Change::Notes(id.clone(), kind, value.as_texts(self)?))
            }
            Holder::Entry(kind, id) if self.key == Self::WHOLE => match value {
                Value::Nothing => Ok(Change::Remove(*kind, id.clone())),
                Value::Entry(entry) if entry.kind() == *kind && entry.id() == id => {
                    Ok(Change::put((**entry).clone()))
                }
                _ => Err(self.wrong()),
            },
            Holder::Entry(kind, id) => {
                let entry = by_id(assessment, *kind, id);
                let mut entry = entry.ok_or_else(|| format!("there is no entry '{id}'"))?;
                entry.set_field(self, value)?;
                Ok(Change::put(entry))
            }
        }
    }

    fn change_answer(&self, id: &Id, value: &Value) -> Result<Change, String> {
        let id = id.clone();
        Ok(match self.key {
            Self::VERDICT => match value {
                Value::Nothing => Change::verdict(&id, None),
                Value::Verdict { verdict, carried } => Change::Verdict {
                    question: id,
                    verdict: Some(verdict.clone()),
                    carried: *carried,
                },
                _ => return Err(self.wrong()),
            },
            "reason_of_change" => {
                Change::ReasonOfChange(id, value.as_word(self, &ReasonOfChange::ALL)?)
            }
            "in_place" => Change::InPlace(id, value.as_word(self, &InPlace::ALL)?),
            "confidence" => Change::Confidence(id, value.as_word(self, &Confidence::ALL)?),
            "parked" => Change::Parked(id, value.as_flag(self)?.unwrap_or(false)),
            "sources" => Change::Sources(id, value.as_ids(self)?),
            key => {
                let which = named(key, &Boxed::ALL).ok_or_else(|| self.wrong())?;
                Change::Text(id, which, value.as_text(self)?)
            }
        })
    }

    fn wrong(&self) -> String {
        format!("this is not a value for {self}")
    }
}

/// Conversions of a value for a field; `Nothing` is the empty value of every kind.
impl Value {
    fn as_text(&self, field: &Field) -> Result<String, String> {
        match self {
            Self::Nothing => Ok(String::new()),
            Self::Text(text) => Ok(text.clone()),
            _ => Err(field.wrong()),
        }
    }

    fn as_texts(&self, field: &Field) -> Result<Vec<String>, String> {
        match self {
            Self::Nothing => Ok(Vec::new()),
            Self::Texts(texts) => Ok(texts.clone()),
            _ => Err(field.wrong()),
        }
    }

    fn as_ids(&self, field: &Field) -> Result<Vec<Id>, String> {
        self.as_texts(field)?.iter().map(|text| Id::new(text)).collect()
    }

    fn as_flag(&self, field: &Field) -> Result<Option<bool>, String> {
        match self {
            Self::Nothing => Ok(None),
            Self::Flag(on) => Ok(Some(*on)),
            _ => Err(field.wrong()),
        }
    }

    fn as_word<T: Copy>(
        &self,
        field: &Field,
        all: &[(T, &'static str)],
    ) -> Result<Option<T>, String> {
        match self {
            Self::Nothing => Ok(None),
            Self::Text(text) => named(text, all).map(Some).ok_or_else(|| {
                let names: Vec<_> = all.iter().map(|(_, name)| *name).collect();
                format!("'{text}' is not a value for {field}: take one of {}", names.join(", "))
            }),
            _ => Err(field.wrong()),
        }
    }
}

fn named_head(key: &str) -> HeaderField {
    named(key, &HeaderField::ALL).unwrap_or(HeaderField::TerritoryNote)
}

fn named<T: Copy>(name: &str, all: &[(T, &'static str)]) -> Option<T> {
    all.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
}

fn word<T: PartialEq>(value: T, all: &[(T, &'static str)]) -> Value {
    all.iter().find(|(v, _)| *v == value).map_or(Value::Nothing, |(_, name)| text(name))
}

fn text(text: &str) -> Value {
    if text.is_empty() { Value::Nothing } else { Value::Text(text.to_owned()) }
}

fn texts(texts: Vec<String>) -> Value {
    if texts.is_empty() { Value::Nothing } else { Value::Texts(texts) }
}

fn flag(on: bool) -> Value {
    if on { Value::Flag(true) } else { Value::Nothing }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.holder {
            Holder::Head => write!(f, "{}", self.key),
            Holder::Answer(id) | Holder::Notes(id) => write!(f, "{id} {}", self.key),
            Holder::Entry(kind, id) => {
                let list = EntryKind::ALL.iter().find(|(k, _)| k == kind).map_or("", |(_, n)| n);
                write!(f, "{list} {id}")?;
                if self.key == Self::WHOLE { Ok(()) } else { write!(f, " {}", self.key) }
            }
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nothing => f.write_str("nothing"),
            Self::Text(text) => write!(f, "\"{text}\""),
            Self::Number(number) => write!(f, "{number}"),
            Self::Flag(true) => f.write_str("yes"),
            Self::Flag(false) => f.write_str("no"),
            Self::Texts(texts) => f.write_str(&texts.join(", ")),
            Self::Numbers(numbers) => {
                let texts: Vec<_> = numbers.iter().map(ToString::to_string).collect();
                f.write_str(&texts.join(", "))
            }
            Self::Verdict { verdict, carried } => {
                match verdict {
                    Verdict::Scored(level) => write!(f, "level {level}")?,
                    Verdict::Unknown => f.write_str("not known")?,
                    Verdict::NotApplicable { reason } => {
                        write!(f, "not applicable (\"{reason}\")")?;
                    }
                }
                if *carried { f.write_str(", not confirmed") } else { Ok(()) }
            }
            Self::Entry(entry) => write!(f, "\"{}\"", entry.title()),
        }
    }
}
