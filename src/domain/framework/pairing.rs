//! Questions with their answers.

use std::cmp::Ordering;
use std::sync::Arc;

use super::Framework;
use crate::domain::{Answer, Answers, Code, Id, Verdict};

impl Framework {
    /// The ids of all questions, rising: the list that [`Answers`] share.
    pub fn question_ids(&self) -> &Arc<[Id]> {
        &self.question_ids
    }

    /// Every question with its answer, in the order of the ids. Questions and answers are both in
    /// that order, so one walk pairs them. Answers to what is no question here are passed over.
    pub fn pair<'a>(
        &'a self,
        answers: &'a Answers,
    ) -> impl Iterator<Item = (usize, Option<&'a Answer>)> {
        let codes = answers.codes(&self.question_ids);
        let mut answers = answers.iter();
        let mut next = if codes.is_none() { answers.next() } else { None };
        self.by_id.iter().enumerate().map(move |(number, at)| {
            if let Some(codes) = codes {
                let code = codes[number];
                return (*at, (code > 0).then(|| Answers::bare(code)));
            }
            let id = &self.nodes[*at].id;
            loop {
                match next.map(|(given, answer)| (given.cmp(id), answer)) {
                    Some((Ordering::Less, _)) => next = answers.next(),
                    Some((Ordering::Equal, answer)) => {
                        next = answers.next();
                        return (*at, Some(answer));
                    }
                    Some((Ordering::Greater, _)) | None => return (*at, None),
                }
            }
        })
    }

    /// The same where all answers are bare levels and share [`Framework::question_ids`]: every
    /// question with the code of its answer.
    pub fn pair_codes<'a>(
        &'a self,
        answers: &'a Answers,
    ) -> Option<impl Iterator<Item = (usize, Code)> + Clone> {
        let codes = answers.codes(&self.question_ids)?;
        Some(self.by_id.iter().copied().zip(codes.iter().copied()))
    }

    /// Whether all answers are bare levels that share [`Framework::question_ids`], each on the scale
    /// of its question.
    pub fn has_on_scale(&self, answers: &Answers) -> bool {
        let Some(mut pairs) = self.pair_codes(answers) else { return false };
        // By the number of the scale, the levels that were found on it: each is looked for once.
        let mut found = vec![[false; 1 + Code::MAX as usize]; self.scales.len()];
        pairs.all(|(at, code)| {
            let (number, scale) = self.scale_at(at);
            let found = &mut found[number][usize::from(code)];
            if code == 0 || *found {
                return true;
            }
            let level = match Answers::bare(code).verdict {
                Some(Verdict::Scored(level)) => level,
                _ => return false,
            };
            *found = true;
            scale.value_of(level).is_some()
        })
    }
}

#[cfg(test)]
mod tests;
