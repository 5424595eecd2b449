//! Countries through the years: some nodes of every country in every year, with the places where a
//! trend must not be joined.

use std::collections::BTreeSet;

use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::years::{Line, compare, series};
use crate::domain::{Framework, Pin};

/// Countries through the years.
#[derive(Clone, Debug)]
pub struct Panel<'a> {
    /// The version whose nodes are shown.
    pub framework: &'a Framework,
    /// The places of the nodes in it.
    pub places: Vec<usize>,
    /// Every year that a country has, oldest first.
    pub years: Vec<i16>,
    /// One row for each country, by its code.
    pub rows: Vec<Row<'a>>,
}

/// One country through the years.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The newest round that takes part.
    pub newest: Scored<'a>,
    /// For each node one point for each year of the panel; `None` where the country has no round.
    pub nodes: Vec<Vec<Option<Point>>>,
    /// The frameworks in between where its years, or its newest and the panel's version, are compared
    /// along a chain of crosswalks.
    pub via: Vec<Pin>,
}

/// One node of one country in one year.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// In percent of the scale, where it is a finding that can stand beside the panel's version.
    pub percent: Option<f64>,
    /// Whether it must not be joined with the point before.
    pub breaks: bool,
    /// Whether it can be joined with the point before only with caution.
    pub caution: bool,
    /// Whether some questions are open in it.
    pub partial: bool,
    /// Whether it rests on answers "not known".
    pub starred: bool,
}

/// Puts countries through the years on some nodes of `framework`. `all` are national assessments of
/// one perspective, one for each country and year; those against other frameworks take part where a
/// crosswalk leads to this one.
///
/// Each country keeps its own line through the versions of the framework, as [`compare`] draws it. A
/// country whose newest version means something else by a node has no line on it.
pub fn panel<'a>(
    all: Vec<Scored<'a>>,
    framework: &'a Framework,
    places: Vec<usize>,
    comparisons: &mut Comparisons<'a>,
) -> Panel<'a> {
    let linked = |s: &Scored<'a>| comparisons.linked(s.framework, framework);
    let all: Vec<Scored<'a>> = all.into_iter().filter(linked).collect();
    let years: BTreeSet<i16> = all.iter().map(|s| s.assessment.key.year).collect();
    let years: Vec<i16> = years.into_iter().collect();
    let mut rows = Vec::new();
    for rounds in series(all) {
        let Some(newest) = rounds.last().copied() else { continue };
        let through = compare(&rounds, comparisons);
        let comparison = comparisons.between(newest.framework, framework);
        let last = rounds.len() - 1;
        let line_of = |place: &usize| {
            let own = comparison.counterpart(*place)?;
            let stands = comparison.of(*place) > Comparability::None;
            let is = |line: &&Line<'_>| line.point(last).and_then(|p| p.place) == Some(own);
            through.lines.iter().find(is).filter(|_| stands)
        };
        let nodes = places.iter().map(|place| {
            let mut points = vec![None; years.len()];
            for (at, round) in rounds.iter().enumerate() {
                let year = years.binary_search(&round.assessment.key.year);
                let Ok(year) = year else { continue };
                points[year] =
                    Some(line_of(place).map_or_else(Point::default, |l| point(round, l, at)));
            }
            points
        });
        let nodes = nodes.collect();
        let chains = through.chains.iter().flat_map(|(_, via)| via).chain(comparison.via());
        let mut via: Vec<Pin> = Vec::new();
        for pin in chains {
            if !via.contains(pin) {
                via.push(pin.clone());
            }
        }
        rows.push(Row { newest, nodes, via });
    }
    Panel { framework, places, years, rows }
}

fn point(round: &Scored<'_>, line: &Line<'_>, at: usize) -> Point {
    let here = line.point(at);
    let step = at.checked_sub(1).and_then(|before| line.steps.get(before));
    let caution = step.is_some_and(|step| step.comparability == Comparability::Caution);
    let place = here.and_then(|here| here.place);
    let score = place.map(|place| *round.scores.at(place)).unwrap_or_default();
    Point {
        percent: place.and_then(|place| round.percent(place)),
        breaks: line.breaks(at),
        caution,
        partial: score.answered < score.applicable,
        starred: score.unknown > 0,
    }
}

#[cfg(test)]
mod tests {
    use super::{Point, panel};
    use crate::analysis::comparable::Comparisons;
    use crate::analysis::testing::{assessment, framework, revised, scored};
    use crate::domain::{DraftLevel, DraftScale};

    #[test]
    fn each_country_keeps_its_own_years_and_its_own_breaks() {
        let old = framework();
        let new = revised(|d| d.node[0].rule = "minimum".into());
        let other = revised(|d| d.question.iter_mut().for_each(|q| q.text.push('!')));
        let answers = [("a1", "1"), ("a2", "2"), ("a3", "3 E2"), ("b1", "1"), ("b2", "3 E2")];
        let of = |f, country, year| scored(f, &assessment(f, country, year, &answers));
        let all = vec![
            of(&new, "XBB", 2022),
            of(&new, "XAA", 2022),
            of(&old, "XAA", 2019),
            of(&other, "XAA", 2024),
        ];
        let framework = all[1].framework;
        let places = ["a", "b"].map(|id| framework.find(id).unwrap()).to_vec();
        let found = panel(all, framework, places, &mut Comparisons::default());
        assert_eq!(found.years, [2019, 2022, 2024]);
        let percents = |row: usize, node: usize| -> Vec<Option<i32>> {
            let points = found.rows[row].nodes[node].iter();
            let percent = |p: &Option<Point>| p.and_then(|p| p.percent);
            points.map(|p| percent(p).map(|p| p.round().to_string().parse().unwrap())).collect()
        };
        assert_eq!(percents(0, 0), [Some(33), Some(0), Some(33)]);
        assert_eq!(percents(0, 1), [Some(33), Some(33), Some(33)]);
        assert_eq!(percents(1, 0), [None, Some(0), None], "XBB has one round");
        let joined = |node: usize, year: usize| {
            let point = found.rows[0].nodes[node][year].unwrap();
            (point.breaks, point.caution)
        };
        // Another rule, and other wordings, are both to be compared with caution; b is the same.
        assert_eq!(joined(0, 1), (false, true));
        assert_eq!(joined(1, 1), (false, false));
        assert_eq!(joined(0, 2), (false, true));
    }

    #[test]
    fn a_trend_breaks_where_the_scale_changed() {
        let level = |level: f64| DraftLevel { level, name: "L".into(), ..DraftLevel::default() };
        let old = framework();
        let new = revised(|d| {
            let levels = [1.0, 2.0, 3.0, 4.0, 5.0].map(level).to_vec();
            d.scale = Some(DraftScale { levels, ..DraftScale::default() });
        });
        let answers = [("a1", "2"), ("a2", "2"), ("a3", "2")];
        let of = |f, year| scored(f, &assessment(f, "XAA", year, &answers));
        let all = vec![of(&old, 2019), of(&new, 2022)];
        let framework = all[1].framework;
        let places = vec![framework.find("a").unwrap()];
        let found = panel(all, framework, places, &mut Comparisons::default());
        let points: Vec<Point> = found.rows[0].nodes[0].iter().copied().flatten().collect();
        assert_eq!([points[0].breaks, points[1].breaks], [false, true]);
    }
}
