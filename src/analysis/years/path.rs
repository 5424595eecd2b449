//! Where a node is in each year of a series.

use std::collections::HashMap;
use std::sync::Arc;

use super::Point;
use crate::analysis::Scored;
use crate::analysis::score::Scores;
use crate::domain::{Answer, Framework, ReasonOfChange};

/// One year of every line.
#[derive(Clone, Debug)]
pub(super) struct Column<'a> {
    /// Which of the versions of the framework the year has.
    pub version: usize,
    pub scores: &'a Scores,
    framework: &'a Framework,
    /// The reasons of change that the year gives, by place.
    pub reasons: HashMap<usize, ReasonOfChange>,
}

/// What all lines share.
#[derive(Debug)]
pub(super) struct Shared<'a> {
    pub years: Vec<Column<'a>>,
    /// By version and line, its place there.
    pub places: Vec<Vec<Option<usize>>>,
}

/// Where a node is in each year.
#[derive(Clone, Debug)]
pub(super) struct Path<'a> {
    pub shared: Arc<Shared<'a>>,
    /// The number of the line.
    pub line: usize,
}

impl<'a> Column<'a> {
    /// A year that has one of the versions.
    pub fn of(year: &Scored<'a>, version: usize) -> Self {
        let Scored { framework, scores, .. } = *year;
        Self { version, scores, framework, reasons: reasons_given(year) }
    }
}

impl<'a> Path<'a> {
    /// The point in a year; `None` where there is no such year.
    pub fn point(&self, year: usize) -> Option<Point<'a>> {
        self.shared.years.get(year).map(|year| self.within(year))
    }

    /// The point in every year.
    pub fn points(&self) -> impl ExactSizeIterator<Item = Point<'a>> {
        self.shared.years.iter().map(|year| self.within(year))
    }

    /// Its place in a version.
    pub fn place(&self, version: usize) -> Option<usize> {
        self.shared.places[version][self.line]
    }

    fn within(&self, year: &Column<'a>) -> Point<'a> {
        let Some(place) = self.place(year.version) else { return Point::default() };
        Point {
            place: Some(place),
            score: Some(year.scores.at(place)),
            asked: year.framework.is_question(place),
            reason: year.reasons.get(&place).copied(),
        }
    }
}

/// The reasons of change that a year gives, by place.
fn reasons_given(scored: &Scored<'_>) -> HashMap<usize, ReasonOfChange> {
    let (framework, answers) = (scored.framework, &scored.assessment.answers);
    // A bare level has no reason.
    if framework.pair_codes(answers).is_some() {
        return HashMap::new();
    }
    let given =
        |(place, answer): (usize, Option<&Answer>)| Some((place, answer?.reason_of_change?));
    framework.pair(answers).filter_map(given).collect()
}
