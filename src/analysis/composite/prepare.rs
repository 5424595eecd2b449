//! Before the arithmetic of an index: size taken out, gaps filled where somebody asks for it.

use crate::domain::{IndicatorData, Structure};

/// Divides every indicator that names a denominator by it; where the denominator is missing or 0
/// there is no value.
///
/// # Errors
/// A sentence, where the table has no such column.
pub fn denominate(structure: &Structure, data: &mut IndicatorData) -> Result<(), String> {
    for (column, place) in data.columns.iter_mut().zip(structure.indicators()) {
        let part = &structure.parts()[*place];
        let Some(by) = part.indicator.as_ref().and_then(|i| i.denominator.as_ref()) else {
            continue;
        };
        let Some(by) = data.denominators.get(by) else {
            return Err(format!("'{}' is divided by '{by}', which is not in the table", part.code));
        };
        for (value, by) in column.iter_mut().zip(by) {
            let by = by.filter(|by| by.abs() > 0.0);
            *value = value.zip(by).map(|(value, by)| value / by);
        }
    }
    Ok(())
}

/// Fills every gap with the mean of the rows of the same group that have a value, and gives back how
/// many values were filled in. A group without any value keeps its gaps.
///
/// # Errors
/// A sentence, where the table has no such column.
pub fn impute(data: &mut IndicatorData, group: &str) -> Result<usize, String> {
    let Some(groups) = data.groups.get(group) else {
        let known: Vec<&str> = data.groups.keys().map(String::as_str).collect();
        let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
        return Err(format!("'{group}' is not a group column of the table; there: {known}"));
    };
    let mut filled = 0;
    for column in &mut data.columns {
        let before = column.clone();
        for (at, value) in column.iter_mut().enumerate().filter(|(_, v)| v.is_none()) {
            let peers = before.iter().zip(groups).filter(|(_, g)| **g == groups[at]);
            let (sum, count) =
                peers.filter_map(|(v, _)| *v).fold((0.0, 0.0), |(s, n), v| (s + v, n + 1.0));
            if count > 0.0 {
                *value = Some(sum / count);
                filled += 1;
            }
        }
    }
    Ok(filled)
}

#[cfg(test)]
mod tests {
    use super::{denominate, impute};
    use crate::domain::{Indicator, IndicatorData, LoosePart, Structure};

    fn data() -> (Structure, IndicatorData) {
        let by = Indicator { denominator: Some("people".into()), ..Indicator::default() };
        let part = |code: &str, parent: &str, indicator| LoosePart {
            code: code.into(),
            parent: parent.into(),
            weight: 1.0,
            indicator,
            ..LoosePart::default()
        };
        let parts = vec![part("top", "", None), part("beds", "top", Some(by))];
        let data = IndicatorData {
            codes: ["a", "b", "c", "d"].map(String::from).to_vec(),
            columns: vec![vec![Some(8.0), None, Some(6.0), Some(1.0)]],
            denominators: [("people".into(), vec![Some(4.0), Some(1.0), Some(1.0), Some(0.0)])]
                .into(),
            groups: [("region".into(), ["x", "x", "x", "y"].map(String::from).to_vec())].into(),
            ..IndicatorData::default()
        };
        (Structure::new(parts).unwrap(), data)
    }

    #[test]
    fn a_gap_takes_the_mean_of_its_own_group_and_nothing_else() {
        let (structure, mut data) = data();
        denominate(&structure, &mut data).unwrap();
        assert_eq!(data.columns[0], [Some(2.0), None, Some(6.0), None]);
        assert_eq!(impute(&mut data, "region"), Ok(1));
        // The last row is alone in its group: there is nothing to take a mean of.
        assert_eq!(data.columns[0], [Some(2.0), Some(4.0), Some(6.0), None]);
        assert!(impute(&mut data, "nope").unwrap_err().contains("region"));
        data.denominators.clear();
        assert!(denominate(&structure, &mut data).unwrap_err().contains("people"));
    }
}
