//! A framework from a long table `id,parent,level,name,min,max,weight`.

use std::collections::{BTreeMap, HashSet};

use super::{Columns, line_of, number, reader};
use crate::domain::{
    DraftFramework, DraftNode, DraftQuestion, DraftRoot, DraftScale, DraftScoring,
};

/// What a person adds to the table.
#[derive(Clone, Debug, Default)]
pub struct FrameworkTable {
    /// The id of the framework.
    pub id: String,
    /// Its version; `1.0` where empty.
    pub version: String,
    /// Its title; the name of the root where empty.
    pub title: String,
    /// The rule of every node; the mean where empty.
    pub rule: String,
    /// Decimals to which every node is rounded.
    pub decimals: Option<i64>,
    /// The share of answers below which a score is no finding, from 0 to 1; none is withheld where it
    /// is left out.
    pub completeness: Option<f64>,
}

impl FrameworkTable {
    /// The rules for every node.
    pub(super) fn scoring(&self) -> DraftScoring {
        DraftScoring {
            rule: self.rule.clone(),
            decimals: self.decimals,
            completeness: self.completeness,
            ..DraftScoring::default()
        }
    }
}

struct Row {
    line: u64,
    id: String,
    parent: String,
    name: String,
    min: f64,
    max: f64,
    weight: f64,
}

/// Reads the table into a draft: rows that are named as a parent become nodes, the others
/// questions, each on the range from `min` to `max`.
///
/// # Errors
/// Every defect, as a line number and a sentence.
pub fn read_framework_table(
    text: &str,
    more: &FrameworkTable,
) -> Result<DraftFramework, Vec<(u64, String)>> {
    let rows = rows(text)?;
    let tops: Vec<&Row> = rows.iter().filter(|r| r.parent.is_empty()).collect();
    let [root] = tops.as_slice() else {
        let line = tops.get(1).map_or(1, |r| r.line);
        let why = format!("exactly one row has no parent, the root; here {} have none", tops.len());
        return Err(vec![(line, why)]);
    };
    let parents: HashSet<&str> = rows.iter().map(|r| r.parent.as_str()).collect();
    let mut scales = BTreeMap::new();
    let own = (root.min, root.max);
    let mut scale = |row: &Row| {
        if (row.min.to_bits(), row.max.to_bits()) == (own.0.to_bits(), own.1.to_bits()) {
            return String::new();
        }
        let name = format!("from-{}-to-{}", row.min, row.max).replace("--", "-minus-");
        scales.insert(name.clone(), range(row.min, row.max));
        name
    };
    let mut draft = DraftFramework {
        id: more.id.clone(),
        version: if more.version.is_empty() { "1.0".into() } else { more.version.clone() },
        title: if more.title.is_empty() { root.name.clone() } else { more.title.clone() },
        root: Some(DraftRoot {
            id: root.id.clone(),
            name: root.name.clone(),
            ..Default::default()
        }),
        scoring: Some(more.scoring()),
        scale: Some(range(own.0, own.1)),
        ..Default::default()
    };
    for row in rows.iter().filter(|r| !r.parent.is_empty()) {
        let (id, parent, weight) = (row.id.clone(), row.parent.clone(), Some(row.weight));
        let weight = weight.filter(|w| w.to_bits() != 1.0_f64.to_bits());
        if parents.contains(row.id.as_str()) {
            let scale = scale(row);
            let name = row.name.clone();
            draft.node.push(DraftNode { id, parent, name, weight, scale, ..Default::default() });
        } else {
            let scale = scale(row);
            let text = row.name.clone();
            draft.question.push(DraftQuestion {
                id,
                parent,
                text,
                weight,
                scale,
                ..Default::default()
            });
        }
    }
    draft.scales = scales;
    Ok(draft)
}

fn rows(text: &str) -> Result<Vec<Row>, Vec<(u64, String)>> {
    let mut reader = reader(text);
    let header = reader.headers().map_err(|e| vec![(1, e.to_string())])?;
    let wanted = [
        ("id", true),
        ("parent", true),
        ("level", false),
        ("name", true),
        ("min", true),
        ("max", true),
        ("weight", false),
    ];
    let columns = Columns::find(header, &wanted).map_err(|why| vec![(1, why)])?;
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                wrong.push((error.position().map_or(0, csv::Position::line), error.to_string()));
                continue;
            }
        };
        let line = line_of(&record);
        let mut read =
            |column: usize, default: Option<f64>| match (columns.get(&record, column), default) {
                ("", Some(default)) => default,
                (text, _) => number(text).unwrap_or_else(|why| {
                    wrong.push((line, why));
                    0.0
                }),
            };
        let (min, max, weight) = (read(4, None), read(5, None), read(6, Some(1.0)));
        rows.push(Row {
            line,
            id: columns.get(&record, 0).to_owned(),
            parent: columns.get(&record, 1).to_owned(),
            name: columns.get(&record, 3).to_owned(),
            min,
            max,
            weight,
        });
    }
    if wrong.is_empty() { Ok(rows) } else { Err(wrong) }
}

fn range(min: f64, max: f64) -> DraftScale {
    DraftScale { min: Some(min), max: Some(max), ..Default::default() }
}
