//! A composite index from a table of indicators, step by step, as analysts build one.
//!
//! The steps and their order follow the OECD and JRC "Handbook on Constructing Composite
//! Indicators" (2008) and the R package COINr 1.1.14, whose published results `tests/real_data.rs`
//! reproduces.

use crate::domain::{IndicatorData, Structure};

pub mod aggregate;
pub mod alternatives;
pub mod assessments;
pub mod draws;
pub mod normalise;
pub mod prepare;
pub mod relations;
pub mod treat;

use aggregate::{Aggregation, aggregate};
use normalise::{Normalisation, normalise};
use treat::{Treated, Treatment, treat};

/// How an index is made of indicators.
#[derive(Clone, Debug, PartialEq)]
pub struct Recipe {
    /// Whether the values are on one range already, with more for better in each of them: then
    /// they are only aggregated, and nothing down to the range is used.
    pub normalised: bool,
    /// Whether indicators that name a denominator are divided by it.
    pub denominate: bool,
    /// The column whose groups fill gaps with their mean; `None` leaves gaps as they are.
    pub impute: Option<String>,
    /// What is done about outliers.
    pub treatment: Treatment,
    /// How indicators are put on one range.
    pub normalisation: Normalisation,
    /// That range.
    pub range: (f64, f64),
    /// How groups are made of their members.
    pub aggregation: Aggregation,
    /// The share of a group's members, 0 to 1, that must have a value for the group to have one.
    pub availability: f64,
}

impl Default for Recipe {
    fn default() -> Self {
        Self {
            normalised: false,
            denominate: true,
            impute: None,
            treatment: Treatment::default(),
            normalisation: Normalisation::default(),
            range: (0.0, 100.0),
            aggregation: Aggregation::default(),
            availability: 0.0,
        }
    }
}

impl Recipe {
    /// What is usual for assessments, which are on one range already: nothing is normalised, and a
    /// group has a value where all of its members have a finding, because a gap must not look better
    /// than an answer.
    pub fn of_assessments() -> Self {
        Self { normalisation: Normalisation::None, availability: 1.0, ..Self::default() }
    }
}

/// An index with every step that led to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Composite {
    /// The indicators after the treatment of outliers, in the order of [`Structure::indicators`].
    pub treated: Vec<Treated>,
    /// The indicators on one range.
    pub normalised: Vec<Vec<Option<f64>>>,
    /// Every part of the tree, indicators and groups, row by row.
    pub parts: Vec<Vec<Option<f64>>>,
    /// How many gaps were filled.
    pub imputed: usize,
}

/// Follows a recipe.
///
/// # Errors
/// A sentence that names the indicator and what keeps the recipe from being followed.
pub fn build(
    structure: &Structure,
    data: &IndicatorData,
    recipe: &Recipe,
) -> Result<Composite, String> {
    if recipe.normalised {
        let untouched = |c: &Vec<Option<f64>>| treat(c, Treatment::None);
        return Ok(Composite {
            treated: data.columns.iter().map(untouched).collect(),
            normalised: data.columns.clone(),
            parts: aggregate(structure, &data.columns, recipe.aggregation, recipe.availability)?,
            imputed: 0,
        });
    }
    let mut data = data.clone();
    if recipe.denominate {
        prepare::denominate(structure, &mut data)?;
    }
    let imputed = match &recipe.impute {
        Some(group) => prepare::impute(&mut data, group)?,
        None => 0,
    };
    let treated: Vec<Treated> = data.columns.iter().map(|c| treat(c, recipe.treatment)).collect();
    let mut normalised = Vec::with_capacity(treated.len());
    for (treated, place) in treated.iter().zip(structure.indicators()) {
        let part = &structure.parts()[*place];
        let Some(indicator) = &part.indicator else { continue };
        let column = normalise(&treated.values, indicator, recipe.normalisation, recipe.range)
            .map_err(|why| format!("'{}' cannot be normalised: {why}", part.code))?;
        normalised.push(column);
    }
    let parts = aggregate(structure, &normalised, recipe.aggregation, recipe.availability)?;
    Ok(Composite { treated, normalised, parts, imputed })
}
