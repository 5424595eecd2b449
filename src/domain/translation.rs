//! A framework's words in another language, from a side file.

use std::collections::BTreeMap;

use super::draft::Origin;
use super::{Body, Framework, Id, Node, digest};

/// The words of one framework version in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Translation {
    /// The framework.
    pub framework: Id,
    /// Its version.
    pub version: String,
    /// The language, as a tag such as `sq`.
    pub language: String,
    /// Whether somebody who knows language and field has read it.
    pub reviewed: bool,
    /// The words, by what they translate.
    pub words: BTreeMap<Place, Word>,
}

/// What a text is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// The title of the framework.
    Title,
    /// The name of a level of the framework's own scale, by its number as it is written.
    Level(String),
    /// A field of a node or question.
    Node(Id, Field),
}

/// A text of a node or question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The name of a group, or the text of a question.
    Name,
    /// What a group is about.
    Intro,
    /// The guidance of a question.
    Guidance,
    /// What counts as on paper.
    Paper,
    /// What counts as in practice.
    Practice,
    /// The descriptor of a level, counted from 0.
    Level(usize),
}

impl Place {
    /// The place as one word, for tables that travel to translators: `title`, `level.3`,
    /// `reporting-duty.text`, `reporting-duty.levels.1`.
    pub fn key(&self, framework: &Framework) -> String {
        match self {
            Self::Title => "title".into(),
            Self::Level(number) => format!("level.{number}"),
            Self::Node(id, Field::Name) => match framework.question(id.as_str()) {
                Some(_) => format!("{id}.text"),
                None => format!("{id}.name"),
            },
            Self::Node(id, Field::Intro) => format!("{id}.intro"),
            Self::Node(id, Field::Guidance) => format!("{id}.guidance"),
            Self::Node(id, Field::Paper) => format!("{id}.paper"),
            Self::Node(id, Field::Practice) => format!("{id}.practice"),
            Self::Node(id, Field::Level(at)) => format!("{id}.levels.{}", at + 1),
        }
    }
}

/// A translated text.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// The text.
    pub text: String,
    /// The mark of the text that it was made from; see [`mark`]. Empty where nobody noted it.
    pub of: String,
}

impl Translation {
    /// Puts the words of an overlay over those of its base: where both have one, the overlay's counts.
    pub fn put_over(&mut self, overlay: Self) {
        self.framework = overlay.framework;
        self.version = overlay.version;
        self.reviewed &= overlay.reviewed;
        self.words.extend(overlay.words);
    }
}

/// How a translated text stands to the framework.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It was made from the text as it is now.
    Current,
    /// Nobody noted which text it was made from.
    Unmarked,
    /// The text has changed since.
    Stale,
    /// There is none: the framework's own text is shown.
    Missing,
}

/// A short mark of a text, for noticing that it has changed: the first eight digits of its digest.
pub fn mark(text: &str) -> String {
    digest(text.as_bytes()).trim_start_matches("sha256:").chars().take(8).collect()
}

impl Framework {
    /// Every text that can be translated, in the order of the file.
    pub fn translatable(&self) -> Vec<(Place, &str)> {
        let mut all = vec![(Place::Title, self.title.as_str())];
        let levels = self.default_scale().all_levels().iter();
        all.extend(levels.map(|l| (Place::Level(l.number.to_string()), l.name.as_str())));
        for node in self.nodes().iter().skip(1) {
            let place = |field| Place::Node(node.id.clone(), field);
            all.push((place(Field::Name), &node.name));
            match &node.body {
                Body::Group(group) => all.push((place(Field::Intro), &group.intro)),
                Body::Question(question) => {
                    all.push((place(Field::Guidance), &question.guidance));
                    all.push((place(Field::Paper), &question.paper));
                    all.push((place(Field::Practice), &question.practice));
                    let levels = question.levels.iter().enumerate();
                    all.extend(levels.map(|(at, text)| (place(Field::Level(at)), text.as_str())));
                }
            }
        }
        all.retain(|(_, text)| !text.is_empty());
        all
    }

    /// How each text stands in a translation, in the order of the file.
    pub fn standings(&self, translation: &Translation) -> Vec<(Place, &str, Standing)> {
        let stand = |place: &Place, text: &str| {
            let Some(word) = self.word(translation, place, text) else { return Standing::Missing };
            match word.of.as_str() {
                "" => Standing::Unmarked,
                of if of == mark(text) => Standing::Current,
                _ => Standing::Stale,
            }
        };
        let all = self.translatable().into_iter();
        all.map(|(place, text)| (place.clone(), text, stand(&place, text))).collect()
    }

    /// The translation of a text. What an overlay says in words of its own takes a translation only
    /// where it was made from those words: the base's would ask something else than the overlay.
    fn word<'t>(
        &self,
        translation: &'t Translation,
        place: &Place,
        text: &str,
    ) -> Option<&'t Word> {
        let own_words = match place {
            Place::Title => self.base.is_some(),
            Place::Level(_) => false,
            Place::Node(id, _) => {
                self.find(id.as_str()).is_some_and(|at| self.node(at).origin == Origin::Reworded)
            }
        };
        translation.words.get(place).filter(|word| !own_words || word.of == mark(text))
    }

    /// The same framework in another language. A text without a translation stays as it is, and
    /// scales, rules, ids and digest do: only what people read changes.
    #[must_use]
    pub fn in_language(&self, translation: &Translation) -> Self {
        let mut other = self.clone();
        let word = |place: Place, text: &str| {
            self.word(translation, &place, text).map(|word| word.text.clone())
        };
        other.language.clone_from(&translation.language);
        if let Some(title) = word(Place::Title, &self.title) {
            other.title = title;
        }
        other.rename_levels(|number| word(Place::Level(number.to_string()), ""));
        // A root without a name of its own goes by the title.
        let title = other.title.clone();
        other.rename_nodes(|node| match node.depth {
            0 if node.name == self.title => node.name.clone_from(&title),
            _ => translate(node, &word),
        });
        other
    }
}

fn translate(node: &mut Node, word: &impl Fn(Place, &str) -> Option<String>) {
    let id = node.id.clone();
    let put = |to: &mut String, field| {
        if let Some(text) = word(Place::Node(id.clone(), field), to) {
            *to = text;
        }
    };
    put(&mut node.name, Field::Name);
    match &mut node.body {
        Body::Group(group) => put(&mut group.intro, Field::Intro),
        Body::Question(question) => {
            put(&mut question.guidance, Field::Guidance);
            put(&mut question.paper, Field::Paper);
            put(&mut question.practice, Field::Practice);
            for (at, level) in question.levels.iter_mut().enumerate() {
                put(level, Field::Level(at));
            }
        }
    }
}
