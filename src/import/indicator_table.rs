//! Tables of indicators as analysts keep them: one of values, one that says what they mean.
//!
//! The columns are those of the R package COINr, whose tables come in as they are: `iCode`, `iName`,
//! `Parent`, `Weight`, `Direction`, `Type` and `Denominator` say what the columns of the values mean,
//! `uCode` and `uName` whose they are. `Lower` and `Upper` hold goalposts.

use std::collections::{BTreeMap, HashSet};
use std::io::Read;

use csv::StringRecord;

use super::{line_of, number, reader};
use crate::domain::{Indicator, IndicatorData, LoosePart, Structure};

/// What a table of indicators means.
#[derive(Clone, Debug)]
pub struct IndicatorMeaning {
    /// The tree.
    pub structure: Structure,
    /// Columns of the values that others are divided by.
    pub denominators: Vec<String>,
    /// Columns of the values that sort rows into groups.
    pub groups: Vec<String>,
}

/// Defects, each as a line number and a sentence.
pub type Defects = Vec<(u64, String)>;

/// Texts that stand for "no value" in such tables.
const BLANKS: [&str; 4] = ["", "NA", "N/A", "-"];

/// Reads the table that says what the columns mean.
///
/// # Errors
/// Every defect.
pub fn read_indicator_meaning(text: &str) -> Result<IndicatorMeaning, Defects> {
    let mut reader = reader(text);
    let header = reader.headers().map_err(|e| vec![(1, e.to_string())])?.clone();
    let code = find(&header, &["iCode", "code"]).ok_or_else(|| {
        vec![(1, "the table has no column 'iCode': it names each indicator and group".to_owned())]
    })?;
    let column = |names: &[&str]| find(&header, names);
    let (name, parent, weight) =
        (column(&["iName", "name"]), column(&["Parent"]), column(&["Weight"]));
    let (direction, kind, by) =
        (column(&["Direction"]), column(&["Type"]), column(&["Denominator"]));
    let (lower, upper) = (column(&["Lower"]), column(&["Upper"]));
    let (records, mut wrong) = records(&mut reader);
    let at = |row: &StringRecord, column: Option<usize>| -> String {
        let text = column.and_then(|c| row.get(c)).unwrap_or("");
        if text == "NA" { String::new() } else { text.to_owned() }
    };
    let parents: HashSet<String> = records.iter().map(|row| at(row, parent)).collect();
    let (mut loose, mut lines) = (Vec::new(), Vec::new());
    let (mut denominators, mut groups) = (Vec::new(), Vec::new());
    for row in &records {
        let line = line_of(row);
        let own = at(row, Some(code));
        let is_group = match at(row, kind).to_ascii_lowercase().as_str() {
            "indicator" => false,
            "aggregate" => true,
            "" => parents.contains(&own),
            "denominator" => {
                denominators.push(own);
                continue;
            }
            "group" => {
                groups.push(own);
                continue;
            }
            other => {
                let why =
                    format!("'{other}' is not a type: Indicator, Aggregate, Denominator, Group");
                wrong.push((line, why));
                continue;
            }
        };
        let mut read = |column, default: Option<f64>| match at(row, column).as_str() {
            "" => default,
            text => number(text).map_err(|why| wrong.push((line, why))).ok(),
        };
        let weight = read(weight, Some(1.0)).unwrap_or(1.0);
        let direction = read(direction, Some(1.0)).unwrap_or(1.0);
        let posts = read(lower, None).zip(read(upper, None));
        if !is_group && direction.abs().to_bits() != 1.0_f64.to_bits() {
            wrong
                .push((line, format!("the direction of '{own}' is 1, or -1 where less is better")));
        }
        if posts.is_some_and(|(low, high)| low >= high) {
            wrong.push((line, format!("the lower goalpost of '{own}' lies below the upper one")));
        }
        let indicator = (!is_group).then(|| Indicator {
            falling: direction < 0.0,
            goalposts: posts,
            denominator: Some(at(row, by)).filter(|by| !by.is_empty()),
        });
        lines.push(line);
        let (name, parent) = (at(row, name), at(row, parent));
        loose.push(LoosePart { code: own, name, parent, weight, indicator });
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let structure = Structure::new(loose).map_err(|wrong| {
        let placed = wrong.into_iter().map(|(at, why)| (lines.get(at).copied().unwrap_or(1), why));
        placed.collect::<Defects>()
    })?;
    Ok(IndicatorMeaning { structure, denominators, groups })
}

/// Reads the table of values.
///
/// # Errors
/// Every defect.
pub fn read_indicator_data(
    text: &str,
    meaning: &IndicatorMeaning,
) -> Result<IndicatorData, Defects> {
    let mut reader = reader(text);
    let header = reader.headers().map_err(|e| vec![(1, e.to_string())])?.clone();
    let code = find(&header, &["uCode", "code", "iso3"]).ok_or_else(|| {
        vec![(1, "the table has no column 'uCode': it names the country of each row".to_owned())]
    })?;
    let name = find(&header, &["uName", "name", "country"]);
    let parts = meaning.structure.parts();
    let wanted: Vec<(&str, Option<usize>)> = meaning
        .structure
        .indicators()
        .iter()
        .map(|at| parts[*at].code.as_str())
        .map(|code| (code, find(&header, &[code])))
        .collect();
    let missing: Vec<&str> = wanted.iter().filter(|w| w.1.is_none()).map(|w| w.0).collect();
    if !missing.is_empty() {
        return Err(vec![(1, format!("the table has no column '{}'", missing.join("', '")))]);
    }
    let (records, mut wrong) = records(&mut reader);
    let mut seen = HashSet::new();
    let mut data = IndicatorData::default();
    for row in &records {
        let own = row.get(code).unwrap_or("").to_owned();
        if own.is_empty() {
            wrong.push((line_of(row), "the row has no code".to_owned()));
        } else if !seen.insert(own.clone()) {
            wrong.push((line_of(row), format!("'{own}' has a row already")));
        }
        let name = name.and_then(|at| row.get(at)).filter(|name| !name.is_empty());
        data.names.push(name.unwrap_or(&own).to_owned());
        data.codes.push(own);
    }
    if records.is_empty() {
        wrong.push((1, "the table has no rows".to_owned()));
    }
    let mut values = |at: usize| -> Vec<Option<f64>> {
        let value = |row: &StringRecord| match row.get(at).unwrap_or("") {
            blank if BLANKS.contains(&blank) => None,
            text => number(text).map_err(|why| wrong.push((line_of(row), why))).ok(),
        };
        records.iter().map(value).collect()
    };
    data.columns = wanted.iter().filter_map(|(_, at)| *at).map(&mut values).collect();
    for by in &meaning.denominators {
        if let Some(at) = find(&header, &[by]) {
            data.denominators.insert(by.clone(), values(at));
        }
    }
    let texts =
        |at: usize| records.iter().map(|row| row.get(at).unwrap_or("").to_owned()).collect();
    let groups = meaning.groups.iter().filter_map(|g| Some((g.clone(), find(&header, &[g])?)));
    data.groups = groups.map(|(group, at)| (group, texts(at))).collect::<BTreeMap<_, _>>();
    if wrong.is_empty() { Ok(data) } else { Err(wrong) }
}

/// The rows of a table, and those that cannot be read.
fn records(reader: &mut csv::Reader<impl Read>) -> (Vec<StringRecord>, Defects) {
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for record in reader.records() {
        match record {
            Ok(record) => rows.push(record),
            Err(error) => {
                wrong.push((error.position().map_or(0, csv::Position::line), error.to_string()));
            }
        }
    }
    (rows, wrong)
}

/// The column with one of some names, without regard to capitals.
fn find(header: &StringRecord, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| header.iter().position(|h| h.trim().eq_ignore_ascii_case(name)))
}

#[cfg(test)]
mod tests {
    use super::{read_indicator_data, read_indicator_meaning};

    const MEANING: &str = "\u{feff}iCode,iName,Direction,Weight,Parent,Type,Denominator\r\n\
        beds,Beds,1,2,top,Indicator,people\r\nwait,Days,-1,1,top,Indicator,\r\n\
        top,Whole,1,1,,Aggregate,\r\npeople,People,,,,Denominator,\r\nregion,Region,,,,Group,\r\n";

    #[test]
    fn tables_of_others_come_in_with_gaps_and_odd_marks() {
        let meaning = read_indicator_meaning(MEANING).unwrap();
        assert_eq!(meaning.structure.indicators().len(), 2);
        let text = "\u{feff}uName,uCode,beds,wait,people,region\r\nA,XAA,NA,3,2,east\r\n,XAB,4,N/A,,west\r\n";
        let data = read_indicator_data(text, &meaning).unwrap();
        assert_eq!(data.columns, [vec![None, Some(4.0)], vec![Some(3.0), None]]);
        assert_eq!(data.denominators["people"], [Some(2.0), None]);
        assert_eq!(data.groups["region"], ["east", "west"]);
        assert_eq!(data.names, ["A", "XAB"]);
    }

    #[test]
    fn every_defect_has_its_line() {
        let meaning = read_indicator_meaning(MEANING).unwrap();
        for (text, line, word) in [
            ("uCode,beds\nXAA,1\n", 1, "'wait'"),
            ("beds,wait\n1,1\n", 1, "uCode"),
            ("uCode,beds,wait\nXAA,1,x\n", 2, "'x' is not a number"),
            ("uCode,beds,wait\nXAA,1,inf\n", 2, "not a number"),
            ("uCode,beds,wait\nXAA,1,2\nXAA,1,2\n", 3, "already"),
            ("uCode,beds,wait\n", 1, "no rows"),
        ] {
            let wrong = read_indicator_data(text, &meaning).unwrap_err();
            let found = wrong.iter().any(|(at, why)| *at == line && why.contains(word));
            assert!(found, "{text}: {wrong:?}");
        }
        for (row, word) in [
            ("x,X,2,1,top,Indicator,", "direction"),
            ("x,X,1,0,top,Indicator,", "above 0"),
            ("x,X,1,1,top,Thing,", "not a type"),
            ("x,X,1,1,nope,Indicator,", "no part 'nope'"),
        ] {
            let wrong =
                read_indicator_meaning(&format!("{MEANING}{row}\n").replace('\r', "")).unwrap_err();
            let found = wrong.iter().any(|(at, why)| *at == 7 && why.contains(word));
            assert!(found, "{row}: {wrong:?}");
        }
    }
}
