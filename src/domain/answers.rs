//! The answers of one assessment.

use std::borrow::Borrow;
use std::collections::{BTreeMap, btree_map};
use std::fmt;
use std::slice;
use std::sync::{Arc, LazyLock};

use super::{Answer, Id, Verdict};

/// Answers by the id of their question, in the order of the ids.
///
/// Collections that were imported hold levels and nothing else, a million of them and more. Where
/// every answer is a bare level, they are held as one byte each beside a list of ids that all
/// assessments of a framework share; anything else, and whatever is altered, is held as a map. The
/// two differ in nothing but the room and the time that they take.
#[derive(Clone, Default)]
pub struct Answers {
    /// Empty where there are levels.
    each: BTreeMap<Id, Answer>,
    levels: Option<Levels>,
}

/// The code of a bare level: twice the level and one, so that half levels have one, too. 0 is no
/// answer.
pub type Code = u8;

#[derive(Clone)]
struct Levels {
    /// Rising.
    ids: Arc<[Id]>,
    /// As many as ids.
    codes: Box<[Code]>,
}

/// Every bare level as an answer, by its code.
static BARE: LazyLock<Vec<Answer>> = LazyLock::new(|| {
    let level = |code: Code| Verdict::Scored((f64::from(code) - 1.0) / 2.0);
    let bare = |code| Answer { verdict: Some(level(code)), ..Answer::default() };
    // In the place of 0 stands what is never asked for.
    std::iter::once(Answer::default()).chain((1..=Code::MAX).map(bare)).collect()
});

impl Answers {
    /// Without an answer.
    pub fn new() -> Self {
        Self::default()
    }

    /// Bare levels: for each of `ids`, which rise, the code of its answer or 0; `None` where there
    /// are not as many.
    pub fn levels(ids: &Arc<[Id]>, codes: &[Code]) -> Option<Self> {
        let levels = || Levels { ids: Arc::clone(ids), codes: codes.into() };
        let levels = (ids.len() == codes.len()).then(levels)?;
        Some(Self { each: BTreeMap::new(), levels: Some(levels) })
    }

    /// The same answers, as bare levels beside `ids` where that is what they are.
    #[must_use]
    pub fn sharing(mut self, ids: &Arc<[Id]>) -> Self {
        if let Some(held) = self.levels.as_mut().filter(|held| held.ids == *ids) {
            held.ids = Arc::clone(ids);
            return self;
        }
        let mut codes = vec![0; ids.len()];
        let mut at = 0;
        for (id, answer) in &self {
            // Both rise.
            let Some(further) = ids[at..].iter().position(|known| known == id) else { return self };
            let Some(code) = Self::code_of(answer) else { return self };
            at += further;
            codes[at] = code;
        }
        Self::levels(ids, &codes).unwrap_or(self)
    }

    /// The codes of the answers to `ids`, where all answers are bare levels and this very list is
    /// theirs.
    pub fn codes(&self, ids: &Arc<[Id]>) -> Option<&[Code]> {
        let levels = self.levels.as_ref().filter(|levels| Arc::ptr_eq(&levels.ids, ids));
        levels.map(|levels| &*levels.codes)
    }

    /// The answer that a code above 0 stands for.
    pub fn bare(code: Code) -> &'static Answer {
        &BARE[usize::from(code)]
    }

    /// The code of an answer that is a level and nothing else.
    pub fn code_of(answer: &Answer) -> Option<Code> {
        // Field by field, so that a new one does not compile without being thought of.
        let Answer {
            verdict: Some(Verdict::Scored(level)),
            carried: false,
            in_place: None,
            confidence: None,
            parked: false,
            sources,
            boxes,
            reason_of_change: None,
        } = answer
        else {
            return None;
        };
        let code = (1..=Code::MAX).find(|code| f64::from(*code) - 1.0 == level * 2.0)?;
        let bare = sources.is_empty() && boxes.is_empty() && level.is_sign_positive();
        bare.then_some(code)
    }

    /// The answer to a question.
    pub fn get<Q: Ord + ?Sized>(&self, question: &Q) -> Option<&Answer>
    where
        Id: Borrow<Q>,
    {
        self.get_key_value(question).map(|(_, answer)| answer)
    }

    /// The answer to a question, with the id as it is held here.
    pub fn get_key_value<Q: Ord + ?Sized>(&self, question: &Q) -> Option<(&Id, &Answer)>
    where
        Id: Borrow<Q>,
    {
        let Some(Levels { ids, codes }) = &self.levels else {
            return self.each.get_key_value(question);
        };
        let at = ids.binary_search_by(|id| id.borrow().cmp(question)).ok()?;
        (codes[at] > 0).then(|| (&ids[at], Self::bare(codes[at])))
    }

    /// Whether there is an answer to a question.
    pub fn contains_key<Q: Ord + ?Sized>(&self, question: &Q) -> bool
    where
        Id: Borrow<Q>,
    {
        self.get(question).is_some()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        match &self.levels {
            None => self.each.len(),
            Some(levels) => levels.codes.iter().filter(|code| **code > 0).count(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All of them.
    pub fn iter(&self) -> Iter<'_> {
        Iter(match &self.levels {
            None => Walk::Each(self.each.iter()),
            Some(Levels { ids, codes }) => Walk::Levels(ids.iter(), codes.iter()),
        })
    }

    /// The questions that are answered.
    pub fn keys(&self) -> impl Iterator<Item = &Id> {
        self.iter().map(|(id, _)| id)
    }

    /// The answers alone.
    pub fn values(&self) -> impl Iterator<Item = &Answer> {
        self.iter().map(|(_, answer)| answer)
    }

    /// All of them as a map, to be altered.
    pub fn each_mut(&mut self) -> &mut BTreeMap<Id, Answer> {
        if self.levels.is_some() {
            let each = self.iter().map(|(id, answer)| (id.clone(), answer.clone()));
            *self = Self::from(each.collect::<BTreeMap<_, _>>());
        }
        &mut self.each
    }
}

/// Walks over answers.
#[derive(Clone)]
pub struct Iter<'a>(Walk<'a>);

#[derive(Clone)]
enum Walk<'a> {
    Each(btree_map::Iter<'a, Id, Answer>),
    Levels(slice::Iter<'a, Id>, slice::Iter<'a, Code>),
}

impl<'a> Iterator for Iter<'a> {
    type Item = (&'a Id, &'a Answer);

    fn next(&mut self) -> Option<Self::Item> {
        match &mut self.0 {
            Walk::Each(map) => map.next(),
            Walk::Levels(ids, codes) => loop {
                match ids.next().zip(codes.next())? {
                    (_, 0) => {}
                    (id, code) => return Some((id, Answers::bare(*code))),
                }
            },
        }
    }
}

impl<'a> IntoIterator for &'a Answers {
    type Item = (&'a Id, &'a Answer);
    type IntoIter = Iter<'a>;

    fn into_iter(self) -> Iter<'a> {
        self.iter()
    }
}

impl From<BTreeMap<Id, Answer>> for Answers {
    fn from(map: BTreeMap<Id, Answer>) -> Self {
        Self { each: map, levels: None }
    }
}

impl FromIterator<(Id, Answer)> for Answers {
    /// Of several answers to one question the last counts.
    fn from_iter<I: IntoIterator<Item = (Id, Answer)>>(given: I) -> Self {
        let mut given = given.into_iter();
        let mut levels: Vec<(Id, Code)> = Vec::new();
        while let Some((id, answer)) = given.next() {
            let Some(code) = Self::code_of(&answer) else {
                let bare = |(id, code)| (id, Self::bare(code).clone());
                let all = levels.into_iter().map(bare).chain([(id, answer)]).chain(given);
                return Self::from(all.collect::<BTreeMap<_, _>>());
            };
            levels.push((id, code));
        }
        levels.sort_by(|(a, _), (b, _)| a.cmp(b));
        levels.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 = later.1;
            }
            same
        });
        let codes = levels.iter().map(|(_, code)| *code).collect();
        let ids = levels.into_iter().map(|(id, _)| id).collect();
        Self { each: BTreeMap::new(), levels: Some(Levels { ids, codes }) }
    }
}

impl PartialEq for Answers {
    fn eq(&self, other: &Self) -> bool {
        self.iter().eq(other.iter())
    }
}

impl fmt::Debug for Answers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<Q: Ord + ?Sized> std::ops::Index<&Q> for Answers
where
    Id: Borrow<Q>,
{
    type Output = Answer;

    /// # Panics
    /// Where there is no answer to the question.
    fn index(&self, question: &Q) -> &Answer {
        self.get(question).expect("an answer to the question")
    }
}

#[cfg(test)]
mod tests;
