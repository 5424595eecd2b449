//! Assessments that were answered against another text of their framework than the one at hand.

use std::collections::BTreeMap;

use crate::domain::{Assessment, Framework, Key};

/// Such assessments by the framework that they name, so that one framework file that was altered
/// is one line and not one for each of its thousands of assessments.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OtherTexts(BTreeMap<String, Vec<Key>>);

/// How many assessments a line names.
const NAMED: usize = 3;

impl OtherTexts {
    /// What one assessment comes to.
    pub fn of(assessment: &Assessment, framework: &Framework) -> Self {
        let mut found = Self::default();
        if assessment.framework.is_other_text(framework) {
            let name = format!("{} {}", framework.id, framework.version);
            found.0.insert(name, vec![assessment.key.clone()]);
        }
        found
    }

    /// Adds what others come to, each assessment once.
    pub fn add(&mut self, other: Self) {
        for (framework, keys) in other.0 {
            let known = self.0.entry(framework).or_default();
            known.extend(keys);
            known.sort();
            known.dedup();
        }
    }

    /// A sentence for each framework.
    pub fn sentences(&self) -> Vec<String> {
        let sentence = |(framework, keys): (&String, &Vec<Key>)| {
            let named: Vec<String> = keys.iter().take(NAMED).map(ToString::to_string).collect();
            let more = match keys.len() - named.len() {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            format!(
                "framework {framework} is not the text that {}{more} {} answered against: levels \
                 may mean something else now",
                named.join(", "),
                if keys.len() == 1 { "was" } else { "were" },
            )
        };
        self.0.iter().map(sentence).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::OtherTexts;
    use crate::domain::Selection;

    #[test]
    fn one_sentence_a_framework_however_many_assessments() {
        let mut all = OtherTexts::default();
        for year in 2000..2010 {
            let key = Selection::new(&format!("XAA/{year}")).unwrap().single().unwrap();
            let one = OtherTexts([("tiny 1".to_owned(), vec![key])].into());
            all.add(one.clone());
            all.add(one);
        }
        let said = all.sentences();
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("XAA/2002/self and 7 more were answered"), "{said:?}");
    }
}
