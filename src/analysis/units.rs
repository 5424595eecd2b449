//! The units of a country side by side: the weakest one, the mean by children, and the spread. A
//! mean alone would hide the place where children are worst protected.

use crate::analysis::Scored;
use crate::analysis::comparable::Comparisons;
use crate::analysis::countries::{Row, Shown, row};
use crate::analysis::numbers::weighted_mean;
use crate::analysis::reading::is_advanced;
use crate::analysis::spread::{Spread, spread};
use crate::domain::Framework;

/// The units of one country, in one year and perspective.
#[derive(Clone, Debug)]
pub struct Units<'a> {
    /// The version whose nodes are compared.
    pub framework: &'a Framework,
    /// One row for each unit, by its id.
    pub rows: Vec<Row<'a>>,
}

/// How the units stand on one node.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// The unit that stands lowest, by its row, and how it stands, in percent; of several, the first.
    pub worst: (usize, f64),
    /// How they are spread, in percent.
    pub spread: Spread,
    /// The mean of the units with a value, weighted by their children; `None` where one of them does
    /// not say how many it has.
    pub by_children: Option<f64>,
    /// The units with a value that do not say how many children they have, by their rows.
    pub unweighted: Vec<usize>,
    /// The share of the units with a value at level 3 of 4 or above (two thirds of the scale).
    pub advanced: f64,
    /// The share of their children who live in such a unit; `None` as above.
    pub children_advanced: Option<f64>,
}

/// Puts the units of one country side by side on the nodes of `framework`.
pub fn units<'a>(
    mut all: Vec<Scored<'a>>,
    framework: &'a Framework,
    comparisons: &mut Comparisons<'a>,
) -> Units<'a> {
    all.sort_by(|a, b| a.assessment.key.unit.cmp(&b.assessment.key.unit));
    let rows = all.into_iter().map(|scored| row(scored, framework, comparisons)).collect();
    Units { framework, rows }
}

impl Units<'_> {
    /// How the units stand on the node at a place; `None` where none of them has a value. A unit
    /// whose value is withheld takes no part, and is never counted as if it stood at the mean.
    pub fn standing(&self, place: usize) -> Option<Standing> {
        let scale = self.framework.scale(self.framework.node(place));
        let mut found: Vec<(usize, f64, bool)> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            if let Shown::Value { value, percent } = row.cells[place].shown {
                found.push((at, percent, is_advanced(scale, value)));
            }
        }
        let (worst, lowest, _) = *found.iter().min_by(|a, b| a.1.total_cmp(&b.1))?;
        let children = |at: usize| self.rows[at].scored.assessment.population.map(f64::from);
        let unweighted: Vec<usize> =
            found.iter().map(|(at, ..)| *at).filter(|at| children(*at).is_none()).collect();
        let weighted = |of: &dyn Fn(&(usize, f64, bool)) -> f64| {
            let parts = found.iter().map(|unit| (of(unit), children(unit.0).unwrap_or(0.0)));
            if unweighted.is_empty() { weighted_mean(parts) } else { None }
        };
        let share = |is: bool| if is { 1.0 } else { 0.0 };
        Some(Standing {
            worst: (worst, lowest),
            spread: spread(found.iter().map(|(_, percent, _)| *percent))?,
            by_children: weighted(&|unit| unit.1),
            advanced: weighted_mean(found.iter().map(|unit| (share(unit.2), 1.0)))?,
            children_advanced: weighted(&|unit| share(unit.2)),
            unweighted,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::units;
    use crate::analysis::Scored;
    use crate::analysis::comparable::Comparisons;
    use crate::analysis::testing::{assessment, framework, id, scored};
    use crate::domain::Framework;

    fn unit(f: &Framework, name: &str, children: Option<u32>, level: &str) -> Scored<'static> {
        let answers = [("a1", level), ("a2", level), ("a3", level)];
        let mut made = assessment(f, "XAA", 2020, &answers);
        made.key.unit = Some(id(name));
        made.population = children;
        scored(f, &made)
    }

    #[test]
    fn the_mean_goes_by_children_and_the_worst_is_named() {
        let f = framework();
        let all = vec![
            unit(&f, "south", Some(10), "1"),
            unit(&f, "north", Some(30), "3 E2"),
            unit(&f, "east", Some(20), "open"),
        ];
        let units = units(all, &f, &mut Comparisons::default());
        let found = units.standing(f.find("a").unwrap()).unwrap();
        assert_eq!(found.worst, (2, 0.0), "south, the third by its id");
        assert_eq!(found.spread.count, 2, "what nobody answered takes no part");
        // (30 x 66.7 + 10 x 0) / 40
        assert!((found.by_children.unwrap() - 50.0).abs() < 1e-9);
        assert!((found.advanced - 0.5).abs() < 1e-12);
        assert!((found.children_advanced.unwrap() - 0.75).abs() < 1e-12);
        assert_eq!(units.standing(f.find("b").unwrap()), None);
    }

    #[test]
    fn without_the_number_of_children_there_is_no_weighted_mean() {
        let f = framework();
        let all = vec![unit(&f, "north", Some(30), "2"), unit(&f, "south", None, "1")];
        let units = units(all, &f, &mut Comparisons::default());
        let found = units.standing(f.find("a").unwrap()).unwrap();
        assert_eq!((found.by_children, found.children_advanced), (None, None));
        assert_eq!(found.unweighted, [1]);
    }
}
