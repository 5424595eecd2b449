//! The same index made in other ways: which ranks hang on a choice.

use super::aggregate::Aggregation;
use super::normalise::Normalisation;
use super::relations::{common, spearman};
use super::treat::Treatment;
use super::{Recipe, build};
use crate::analysis::rank::exact_ranks;
use crate::domain::{IndicatorData, Structure};

/// The ranks of one way to make an index.
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// What is done otherwise.
    pub name: &'static str,
    /// The rank of each row, highest value first, or why there is none.
    pub ranks: Result<Vec<Option<u32>>, String>,
    /// Spearman's correlation with the values as the recipe gives them.
    pub agreement: Option<f64>,
}

/// The ranks under the recipe, and under recipes that each do one thing otherwise: the usual choices
/// of an analyst. What the recipe does already is left out.
///
/// # Errors
/// A sentence, where the recipe itself cannot be followed.
pub fn alternatives(
    structure: &Structure,
    data: &IndicatorData,
    recipe: &Recipe,
) -> Result<Vec<Alternative>, String> {
    let place = structure.root();
    let own = build(structure, data, recipe)?.parts.swap_remove(place);
    let mut out =
        vec![Alternative { name: "as it is", ranks: Ok(exact_ranks(&own)), agreement: None }];
    let mut add = |name, structure: &Structure, other: &Recipe| {
        let values = build(structure, data, other).map(|mut made| made.parts.swap_remove(place));
        let agreement = values.as_ref().ok().and_then(|values| {
            let (x, y) = common(&own, values);
            spearman(&x, &y)
        });
        out.push(Alternative { name, ranks: values.map(|v| exact_ranks(&v)), agreement });
    };
    let mut seen = vec![recipe.clone()];
    for (name, other) in others(recipe) {
        // Of values that are normalised already only the last step can be another one.
        let only_last = Recipe { aggregation: other.aggregation, ..recipe.clone() };
        let other = if recipe.normalised { only_last } else { other };
        if !seen.contains(&other) {
            add(name, structure, &other);
            seen.push(other);
        }
    }
    let even = structure.with_equal_weights();
    if even != *structure {
        add("equal weights", &even, recipe);
    }
    Ok(out)
}

/// Recipes that each do one thing otherwise.
fn others(recipe: &Recipe) -> Vec<(&'static str, Recipe)> {
    let with = |change: &dyn Fn(&mut Recipe)| {
        let mut other = recipe.clone();
        change(&mut other);
        other
    };
    // Means other than the arithmetic one take nothing that is not above 0.
    let above_zero = |how: Aggregation| {
        with(&|r| {
            r.aggregation = how;
            if !r.normalised && r.normalisation != Normalisation::None {
                r.normalisation = Normalisation::MinMax;
                r.range = (1.0, 100.0);
            }
        })
    };
    let arithmetic = with(&|r| r.aggregation = Aggregation::Arithmetic);
    let normalised = |how| Recipe { normalisation: how, ..arithmetic.clone() };
    vec![
        ("arithmetic mean", arithmetic.clone()),
        ("geometric mean", above_zero(Aggregation::Geometric)),
        ("harmonic mean", above_zero(Aggregation::Harmonic)),
        ("outranking", with(&|r| r.aggregation = Aggregation::Outranking)),
        ("min-max", normalised(Normalisation::MinMax)),
        ("z-scores", normalised(Normalisation::ZScore)),
        ("percentile ranks", normalised(Normalisation::PercentileRank)),
        ("outliers as they are", with(&|r| r.treatment = Treatment::None)),
        ("outliers winsorised", with(&|r| r.treatment = Treatment::WinsoriseOrLog(5))),
        ("gaps as they are", with(&|r| r.impute = None)),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::Recipe;
    use super::alternatives;
    use crate::domain::{Indicator, IndicatorData, LoosePart, Structure};

    #[test]
    fn every_other_way_is_ranked_or_says_why_it_cannot_be() {
        let part = |code: &str, parent: &str, weight, indicator| LoosePart {
            code: code.into(),
            parent: parent.into(),
            weight,
            indicator,
            ..LoosePart::default()
        };
        let leaf = Some(Indicator::default());
        let structure = Structure::new(vec![
            part("top", "", 1.0, None),
            part("x", "top", 1.0, leaf.clone()),
            part("y", "top", 9.0, leaf),
        ])
        .unwrap();
        let data = IndicatorData {
            codes: ["a", "b", "c"].map(String::from).to_vec(),
            columns: vec![
                vec![Some(0.0), Some(5.0), Some(10.0)],
                vec![Some(9.0), Some(6.0), Some(4.0)],
            ],
            ..IndicatorData::default()
        };
        let recipe = Recipe::default();
        let found = alternatives(&structure, &data, &recipe).unwrap();
        let names: Vec<&str> = found.iter().map(|a| a.name).collect();
        assert_eq!(
            names,
            [
                "as it is",
                "geometric mean",
                "harmonic mean",
                "outranking",
                "z-scores",
                "percentile ranks",
                "outliers winsorised",
                "equal weights"
            ]
        );
        assert_eq!(found[0].ranks, Ok(vec![Some(1), Some(2), Some(3)]));
        // Under equal weights the middle of both columns falls behind: 50, 45, 50 percent.
        assert_eq!(found[7].ranks, Ok(vec![Some(1), Some(3), Some(1)]));
    }
}
