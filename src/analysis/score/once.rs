//! What answers that are levels alone come to, each level of each scale worked out once.

use crate::domain::{Answer, Answers, Code};

/// What was worked out already, by the number of the scale and the code of the level. Only what
/// depends on nothing else about the question may be kept here.
#[derive(Debug)]
pub(super) struct Once<T> {
    known: Vec<Vec<Option<T>>>,
}

impl<T> Default for Once<T> {
    fn default() -> Self {
        Self { known: Vec::new() }
    }
}

impl<T: Copy> Once<T> {
    /// What the answer with a code comes to on the scale with a number, in a framework that is the
    /// same one in every call; code 0 is no answer.
    pub fn get(&mut self, number: usize, code: Code, work: impl FnOnce(Option<&Answer>) -> T) -> T {
        let at = usize::from(code);
        if let Some(Some(value)) = self.known.get(number).and_then(|known| known.get(at)) {
            return *value;
        }
        if self.known.len() <= number {
            self.known.resize_with(number + 1, Vec::new);
        }
        let known = &mut self.known[number];
        if known.len() <= at {
            known.resize(at + 1, None);
        }
        let value = work((code > 0).then(|| Answers::bare(code)));
        known[at] = Some(value);
        value
    }
}
