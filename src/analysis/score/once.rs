//! What answers that are levels alone come to, each level of each scale worked out once.

use crate::domain::{Answer, Answers, Code};

/// What was worked out already, by the number of the scale and the code of the level. Only what
/// depends on nothing else about the question may be kept here.
#[derive(Debug)]
pub(super) struct Once<T> {
    known: Vec<Option<T>>,
    codes: usize,
}

impl<T: Copy> Once<T> {
    /// Nothing yet, for so many scales and for codes up to a highest one.
    pub fn new(scales: usize, highest: Code) -> Self {
        let codes = usize::from(highest) + 1;
        Self { known: vec![None; scales * codes], codes }
    }

    /// What the answer with a code comes to on the scale with a number, in a framework that is the
    /// same one in every call; code 0 is no answer.
    pub fn get(&mut self, number: usize, code: Code, work: impl FnOnce(Option<&Answer>) -> T) -> T {
        let known = &mut self.known[number * self.codes + usize::from(code)];
        *known.get_or_insert_with(|| work((code > 0).then(|| Answers::bare(code))))
    }
}
