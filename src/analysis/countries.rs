//! Countries side by side: a matrix that says of every cell what it is or why it is empty.

use std::collections::BTreeMap;

use crate::analysis::Scored;
use crate::analysis::choose::{Chosen, LeftOut, Why};
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::profile::evidence_strength;
use crate::analysis::rank::competition_ranks;
use crate::analysis::spread::{Spread, spread};
use crate::domain::{Country, Framework, Grade, Pin};

/// Countries side by side.
#[derive(Clone, Debug)]
pub struct Matrix<'a> {
    /// The version whose nodes are the columns.
    pub framework: &'a Framework,
    /// One row for each country, alphabetical by name.
    pub rows: Vec<Row<'a>>,
    /// Assessments that do not take part, with the reason.
    pub left_out: Vec<LeftOut<'a>>,
}

/// One country; its year and its framework's version are those of the assessment.
#[derive(Clone, Debug)]
pub struct Row<'a> {
    /// The assessment that stands for the country.
    pub scored: Scored<'a>,
    /// One cell for each node of the matrix's framework, by place.
    pub cells: Vec<Cell>,
    /// The frameworks in between where it is compared along a chain of crosswalks.
    pub via: Vec<Pin>,
}

/// One node of one country.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// The node's place in the country's own framework; `None` where it has none.
    pub place: Option<usize>,
    /// The value, or why there is none.
    pub shown: Shown,
    /// Whether the two versions of the node can be compared; a value under
    /// [`Comparability::Caution`] is shown with a warning.
    pub comparability: Comparability,
    /// The share of applicable questions that are answered.
    pub coverage: Option<f64>,
    /// The median grade of the evidence.
    pub evidence: Option<Grade>,
    /// Whether a "not known" counts as a lowest level in it.
    pub starred: bool,
}

/// What a cell shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    /// A finding.
    Value {
        /// On the node's scale.
        value: f64,
        /// In percent of the scale.
        percent: f64,
    },
    /// No finding.
    Withheld(Withheld),
}

/// Why a cell shows no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Withheld {
    /// The country's version of the framework has no such node.
    Absent,
    /// The country's version means something else by the node.
    NotComparable,
    /// No question at or below the node applies.
    NotApplicable,
    /// No question at or below the node is answered.
    Unanswered,
    /// Too few questions are answered for a finding.
    BelowThreshold,
}

/// A row of a ranking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ranked {
    /// The row of the matrix.
    pub row: usize,
    /// Its rank; countries that tie share the best place; `None` where the value is withheld.
    pub rank: Option<u32>,
}

/// The framework that most of the chosen countries share, in the version of the newest year among
/// them; where that ties, the version that more of them use, then the later one in spelling.
pub fn usual_framework<'a>(chosen: &Chosen<'a>) -> Option<&'a Framework> {
    let mut by_id: BTreeMap<_, Vec<&Scored<'a>>> = BTreeMap::new();
    for scored in &chosen.rows {
        by_id.entry(&scored.framework.id).or_default().push(scored);
    }
    // The first of the largest: reversed, because `max_by_key` takes the last.
    let (_, rows) = by_id.into_iter().rev().max_by_key(|(_, rows)| rows.len())?;
    let mut versions: BTreeMap<&str, (i16, usize, &'a Framework)> = BTreeMap::new();
    for scored in rows {
        let framework = scored.framework;
        let seen = versions.entry(framework.digest()).or_insert((i16::MIN, 0, framework));
        seen.0 = seen.0.max(scored.assessment.key.year);
        seen.1 += 1;
    }
    let rank = |v: &(i16, usize, &'a Framework)| (v.0, v.1, v.2.version.as_str());
    versions.into_values().max_by(|a, b| rank(a).cmp(&rank(b))).map(|(_, _, framework)| framework)
}

/// Puts the chosen countries side by side on the nodes of `framework`.
///
/// Another version of the same framework takes part node by node, where the two versions can be
/// compared, and so does another framework with a crosswalk to this one. Assessments against any
/// other framework are left out and listed. A country that has answered several that could take part
/// stands with the newest, and in one year with that against `framework` itself.
pub fn compare<'a>(
    chosen: &Chosen<'a>,
    framework: &'a Framework,
    comparisons: &mut Comparisons<'a>,
) -> Matrix<'a> {
    let mut matrix = Matrix { framework, rows: Vec::new(), left_out: chosen.left_out.clone() };
    let rank = |s: &Scored<'_>| (s.assessment.key.year, s.framework.id == framework.id);
    let mut taking_part: BTreeMap<Country, Scored<'a>> = BTreeMap::new();
    for scored in chosen.rows.iter().filter(|s| comparisons.linked(s.framework, framework)) {
        let best = taking_part.entry(scored.assessment.key.country).or_insert(*scored);
        if rank(scored) > rank(best) {
            *best = *scored;
        }
    }
    for scored in &chosen.rows {
        let best = taking_part.get(&scored.assessment.key.country);
        if best.is_some_and(|best| std::ptr::eq(best.assessment, scored.assessment)) {
            matrix.rows.push(row(*scored, framework, comparisons));
        } else {
            let linked = comparisons.linked(scored.framework, framework);
            let why = if linked { Why::Older } else { Why::Framework };
            matrix.left_out.push(LeftOut { scored: *scored, why });
        }
    }
    matrix
}

/// An assessment on the nodes of a framework.
pub(super) fn row<'a>(
    scored: Scored<'a>,
    framework: &'a Framework,
    comparisons: &mut Comparisons<'a>,
) -> Row<'a> {
    let comparison = comparisons.between(scored.framework, framework);
    let strength = evidence_strength(scored);
    let cell = |at| {
        let comparability = comparison.of(at);
        let Some(place) = comparison.counterpart(at) else {
            return Cell {
                place: None,
                shown: Shown::Withheld(Withheld::Absent),
                comparability,
                coverage: None,
                evidence: None,
                starred: false,
            };
        };
        let score = scored.scores.at(place);
        Cell {
            place: Some(place),
            shown: shown(scored, place, comparability),
            comparability,
            coverage: score.coverage(),
            evidence: strength[place].median(),
            starred: score.unknown > 0,
        }
    };
    let cells = (0..framework.nodes().len()).map(cell).collect();
    Row { scored, cells, via: comparison.via().to_vec() }
}

fn shown(scored: Scored<'_>, place: usize, comparability: Comparability) -> Shown {
    let score = scored.scores.at(place);
    let scale = scored.framework.scale(scored.framework.node(place));
    Shown::Withheld(if comparability == Comparability::None {
        Withheld::NotComparable
    } else if score.applicable == 0 {
        Withheld::NotApplicable
    } else if score.answered == 0 {
        Withheld::Unanswered
    } else {
        match score.finding() {
            Some(value) => return Shown::Value { value, percent: scale.percent(value) },
            None => Withheld::BelowThreshold,
        }
    })
}

impl Cell {
    /// The value that is shown, on the node's scale.
    pub fn value(&self) -> Option<f64> {
        match self.shown {
            Shown::Value { value, .. } => Some(value),
            Shown::Withheld(_) => None,
        }
    }

    /// Whether it rests on some of the questions only.
    pub fn is_partial(&self) -> bool {
        self.coverage.is_some_and(|coverage| coverage < 1.0)
    }
}

impl<'a> Matrix<'a> {
    /// The same with some of the countries alone, for instance a peer group.
    #[must_use]
    pub fn only(&self, wanted: impl Fn(Country) -> bool) -> Self {
        let is = |scored: &Scored<'_>| wanted(scored.assessment.key.country);
        Matrix {
            framework: self.framework,
            rows: self.rows.iter().filter(|row| is(&row.scored)).cloned().collect(),
            left_out: self.left_out.iter().filter(|left| is(&left.scored)).copied().collect(),
        }
    }
}

impl Matrix<'_> {
    /// The values of one node, row by row.
    pub fn values(&self, place: usize) -> Vec<Option<f64>> {
        self.rows.iter().map(|row| row.cells[place].value()).collect()
    }

    /// How the countries are spread on one node; `None` where none has a value.
    pub fn spread(&self, place: usize) -> Option<Spread> {
        spread(self.values(place).into_iter().flatten())
    }

    /// The countries in the order of their rank on one node, those without a value at the end; only
    /// for those who ask for a ranking. See [`competition_ranks`].
    pub fn ranking(&self, place: usize) -> Vec<Ranked> {
        let ranks = competition_ranks(&self.values(place));
        let mut out: Vec<Ranked> =
            ranks.into_iter().enumerate().map(|(row, rank)| Ranked { row, rank }).collect();
        out.sort_by_key(|r| (r.rank.is_none(), r.rank, r.row));
        out
    }
}

#[cfg(test)]
mod tests;
