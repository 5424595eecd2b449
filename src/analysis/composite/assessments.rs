//! Assessed countries as a table of indicators.

use crate::analysis::countries::{Cell, Matrix, Row, Shown};
use crate::domain::{Indicator, IndicatorData, LoosePart, Rule, Structure};

/// The countries of which an indicator at a depth rests on some of its questions only.
pub fn partial<'m>(matrix: &'m Matrix<'_>, depth: usize) -> Vec<&'m str> {
    let framework = matrix.framework;
    let counts = |at: &usize| {
        let node = framework.node(*at);
        node.depth == depth || (node.depth < depth && node.question().is_some())
    };
    let places: Vec<usize> = (0..framework.nodes().len()).filter(counts).collect();
    let rests = |cell: &Cell| cell.value().is_some() && cell.is_partial();
    let open = |row: &&Row<'_>| places.iter().filter_map(|at| row.cells.get(*at)).any(rests);
    let code = |row: &'m Row<'_>| row.scored.assessment.key.country.as_str();
    matrix.rows.iter().filter(open).map(code).collect()
}

/// The countries of a matrix with the nodes at a depth as their indicators, in percent of their
/// scales; questions that lie higher are indicators, too. Weights are the framework's where its rule
/// uses them, else they are equal. A withheld value is a gap.
///
/// # Errors
/// A sentence, where nothing lies at that depth.
pub fn table(matrix: &Matrix<'_>, depth: usize) -> Result<(Structure, IndicatorData), String> {
    let framework = matrix.framework;
    if depth == 0 {
        return Err("an index needs indicators below the root: nothing lies at depth 0".into());
    }
    let within = |at: &usize| framework.node(*at).depth <= depth;
    let places: Vec<usize> = (0..framework.nodes().len()).filter(within).collect();
    let is_indicator = |at: usize| {
        let node = framework.node(at);
        node.depth == depth || node.question().is_some()
    };
    let loose = places.iter().map(|at| {
        let node = framework.node(*at);
        let parent = node.parent.map(|up| framework.node(up));
        let weighs = parent.and_then(|up| up.group()).is_some_and(|group| {
            matches!(group.rule, Rule::Weighted | Rule::Geometric | Rule::Share)
        });
        LoosePart {
            code: node.id.to_string(),
            name: node.name.clone(),
            parent: parent.map(|up| up.id.to_string()).unwrap_or_default(),
            weight: if weighs { node.weight } else { 1.0 },
            indicator: is_indicator(*at).then(Indicator::default),
        }
    });
    let structure = Structure::new(loose.collect()).map_err(|wrong| {
        let first = wrong.into_iter().next().map(|(_, why)| why).unwrap_or_default();
        format!("no index can be made of depth {depth}: {first}")
    })?;
    let percent = |shown: Shown| match shown {
        Shown::Value { percent, .. } => Some(percent),
        Shown::Withheld(_) => None,
    };
    let column = |at: &usize| {
        let cells = matrix.rows.iter().map(|row| row.cells.get(*at));
        cells.map(|cell| cell.and_then(|cell| percent(cell.shown))).collect()
    };
    let data = IndicatorData {
        codes: matrix.rows.iter().map(|r| r.scored.assessment.key.country.to_string()).collect(),
        names: matrix.rows.iter().map(|r| r.scored.assessment.country_label()).collect(),
        columns: places.iter().filter(|at| is_indicator(**at)).map(column).collect(),
        ..IndicatorData::default()
    };
    Ok((structure, data))
}
