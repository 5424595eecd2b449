//! Tables of indicators as analysts keep them: a tree of groups with indicators at its ends, and a
//! value or none for each row and indicator.

use std::collections::{BTreeMap, HashMap};

/// A tree whose ends are indicators. Every group has members, every weight is above 0.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    parts: Vec<Part>,
    indicators: Vec<usize>,
    groups: Vec<usize>,
}

/// A group or an indicator.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Its code, unique in the tree.
    pub code: String,
    /// Its name for people.
    pub name: String,
    /// The group that it belongs to; `None` for the root.
    pub parent: Option<usize>,
    /// What belongs to it, in the order of the table; empty for an indicator.
    pub members: Vec<usize>,
    /// Its weight beside the other members of its group, above 0.
    pub weight: f64,
    /// What its values mean; `None` for a group.
    pub indicator: Option<Indicator>,
}

/// What the values of an indicator mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Indicator {
    /// Whether less is better.
    pub falling: bool,
    /// The values that count as the lowest and the highest, where somebody set them.
    pub goalposts: Option<(f64, f64)>,
    /// The column that the values are divided by, where they depend on the size of a country.
    pub denominator: Option<String>,
}

/// A part before its place in the tree is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LoosePart {
    /// Its code.
    pub code: String,
    /// Its name; the code where empty.
    pub name: String,
    /// The code of its group; empty for the root.
    pub parent: String,
    /// Its weight.
    pub weight: f64,
    /// What its values mean; `None` for a group.
    pub indicator: Option<Indicator>,
}

/// Rows with a value or none for each indicator of a [`Structure`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndicatorData {
    /// The codes of the rows, each of them once.
    pub codes: Vec<String>,
    /// Their names for people.
    pub names: Vec<String>,
    /// One column for each indicator, in the order of [`Structure::indicators`].
    pub columns: Vec<Vec<Option<f64>>>,
    /// Columns that others are divided by, by code.
    pub denominators: BTreeMap<String, Vec<Option<f64>>>,
    /// Columns that sort the rows into groups, by code.
    pub groups: BTreeMap<String, Vec<String>>,
}

impl Structure {
    /// Puts the tree together.
    ///
    /// # Errors
    /// Every defect: which of the parts has it, and a sentence on what to do.
    pub fn new(loose: Vec<LoosePart>) -> Result<Self, Vec<(usize, String)>> {
        let mut wrong = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for (at, part) in loose.iter().enumerate() {
            if part.code.is_empty() {
                wrong.push((at, "it has no code: every part needs one".into()));
            } else if places.insert(&part.code, at).is_some() {
                wrong.push((at, format!("the code '{}' is taken: codes are unique", part.code)));
            }
            if !(part.weight.is_finite() && part.weight > 0.0) {
                let why = format!("the weight of '{}' is not a number above 0", part.code);
                wrong.push((at, why + ": leave the part out if it shall not count"));
            }
        }
        let tops: Vec<usize> = (0..loose.len()).filter(|at| loose[*at].parent.is_empty()).collect();
        match tops.as_slice() {
            [only] if loose[*only].indicator.is_none() => {}
            [only] => wrong.push((*only, "the part without a parent is a group, the root".into())),
            _ => {
                let at = tops.get(1).copied().unwrap_or(0);
                let why = "exactly one part has no parent, the root";
                wrong.push((at, format!("{why}; here {} have none", tops.len())));
            }
        }
        let mut parts: Vec<Part> = Vec::with_capacity(loose.len());
        for (at, part) in loose.iter().enumerate() {
            let parent = places.get(part.parent.as_str()).copied();
            if !part.parent.is_empty() {
                match parent {
                    Some(up) if loose[up].indicator.is_none() => {}
                    Some(_) => wrong.push((
                        at,
                        format!("'{}' is an indicator: nothing belongs to it", part.parent),
                    )),
                    None => wrong.push((at, format!("there is no part '{}'", part.parent))),
                }
            }
            let name = if part.name.is_empty() { &part.code } else { &part.name };
            parts.push(Part {
                code: part.code.clone(),
                name: name.clone(),
                parent,
                members: Vec::new(),
                weight: part.weight,
                indicator: part.indicator.clone(),
            });
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        for at in 0..parts.len() {
            if let Some(up) = parts[at].parent {
                parts[up].members.push(at);
            }
        }
        let mut order = Vec::with_capacity(parts.len());
        let mut stack = tops;
        while let Some(at) = stack.pop() {
            order.push(at);
            stack.extend(parts[at].members.iter().rev());
        }
        for (at, part) in parts.iter().enumerate() {
            if !order.contains(&at) {
                wrong.push((at, format!("'{}' belongs to itself by way of others", part.code)));
            } else if part.indicator.is_none() && part.members.is_empty() {
                wrong.push((at, format!("nothing belongs to the group '{}'", part.code)));
            }
        }
        if !wrong.is_empty() {
            return Err(wrong);
        }
        let is_group = |at: &usize| parts[*at].indicator.is_none();
        let indicators = (0..parts.len()).filter(|at| !is_group(at)).collect();
        // From the back of the walk, a group stands behind everything that belongs to it.
        let groups = order.into_iter().rev().filter(is_group).collect();
        Ok(Self { parts, indicators, groups })
    }

    /// Every part, in the order of the table.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The places of the indicators, in the order of the table.
    pub fn indicators(&self) -> &[usize] {
        &self.indicators
    }

    /// The places of the groups, each behind the groups that belong to it; the root is the last.
    pub fn groups(&self) -> &[usize] {
        &self.groups
    }

    /// The place of the root.
    pub fn root(&self) -> usize {
        self.groups.last().copied().unwrap_or(0)
    }

    /// The place of the part with a code.
    pub fn find(&self, code: &str) -> Option<usize> {
        self.parts.iter().position(|part| part.code == code)
    }

    /// The same tree where the members of a group weigh the same.
    #[must_use]
    pub fn with_equal_weights(&self) -> Self {
        let mut even = self.clone();
        even.parts.iter_mut().for_each(|part| part.weight = 1.0);
        even
    }

    /// The weights of all parts.
    pub fn weights(&self) -> Vec<f64> {
        self.parts.iter().map(|part| part.weight).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{Indicator, LoosePart, Structure};

    fn part(code: &str, parent: &str) -> LoosePart {
        let indicator = code.starts_with('i').then(Indicator::default);
        LoosePart {
            code: code.into(),
            parent: parent.into(),
            weight: 1.0,
            indicator,
            ..LoosePart::default()
        }
    }

    #[test]
    fn a_tree_in_any_order_of_rows_has_its_groups_from_below() {
        let tree = vec![part("i1", "a"), part("top", ""), part("a", "top"), part("i2", "top")];
        let tree = Structure::new(tree).unwrap();
        assert_eq!(tree.groups(), [2, 1]);
        assert_eq!(tree.indicators(), [0, 3]);
        assert_eq!(tree.root(), 1);
    }

    #[test]
    fn every_defect_is_named_with_its_row() {
        let with = |extra: Vec<LoosePart>| {
            let tree = [vec![part("top", ""), part("a", "top"), part("i1", "a")], extra].concat();
            Structure::new(tree).unwrap_err()
        };
        for (extra, row, word) in [
            (vec![part("i1", "a")], 3, "is taken"),
            (vec![part("", "a")], 3, "no code"),
            (vec![part("b", "")], 3, "exactly one"),
            (vec![part("i2", "i1")], 3, "is an indicator"),
            (vec![part("i2", "nope")], 3, "no part"),
            (vec![part("b", "top")], 3, "nothing belongs"),
            (vec![part("b", "c"), part("c", "b")], 3, "itself"),
            (vec![LoosePart { weight: 0.0, ..part("i2", "a") }], 3, "above 0"),
            (vec![LoosePart { weight: f64::NAN, ..part("i2", "a") }], 3, "above 0"),
        ] {
            let wrong = with(extra);
            assert!(wrong.iter().any(|(at, why)| *at == row && why.contains(word)), "{wrong:?}");
        }
        assert!(Structure::new(Vec::new()).is_err());
    }
}
