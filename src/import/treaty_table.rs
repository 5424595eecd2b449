//! Recommendations of treaty bodies from a table: `id,body,year,reference,text,level,about,status,answer`.

use super::{Columns, line_of, reader};
use crate::domain::{
    Action, Assessment, Framework, Id, RecommendationLevel, TreatyRecommendation, TreatyStatus,
    Years, limits,
};

/// What a table holds.
#[derive(Debug, Default)]
pub struct TreatyTable {
    /// The rows that can be used, in the order of the file.
    pub rows: Vec<TreatyRow>,
    /// The rows that cannot be used, each with its line and the reason.
    pub rejected: Vec<(u64, String)>,
}

/// One recommendation.
#[derive(Clone, Debug, PartialEq)]
pub struct TreatyRow {
    /// The line in the file, from 1.
    pub line: u64,
    /// The recommendation.
    pub entry: TreatyRecommendation,
    /// Whether its level of change was not in the table and follows from its first question.
    pub level_derived: bool,
}

/// The columns of the table; only the first three have to be there.
const COLUMNS: [(&str, bool); 9] = [
    ("body", true),
    ("year", true),
    ("text", true),
    ("id", false),
    ("reference", false),
    ("level", false),
    ("about", false),
    ("status", false),
    ("answer", false),
];

/// Reads the table for an assessment and its framework.
///
/// A row without an id gets one that is free. Without a level of change, the kind of action of its
/// first question says it: law is policy, service is service, everything else is system.
///
/// # Errors
/// A sentence, when the table as a whole cannot be read.
pub fn read_treaty_table(
    text: &str,
    framework: &Framework,
    assessment: &Assessment,
) -> Result<TreatyTable, String> {
    let mut reader = reader(text);
    let header = reader.headers().map_err(|e| e.to_string())?;
    let columns = Columns::find(header, &COLUMNS)?;
    let mut table = TreatyTable::default();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                table.rejected.push((line, error.to_string()));
                continue;
            }
        };
        let line = line_of(&record);
        let fields = std::array::from_fn(|column| columns.get(&record, column));
        match row(framework, fields) {
            Err(why) => table.rejected.push((line, why)),
            Ok((mut entry, named, level_derived)) => {
                let folded = entry.id.folded();
                if named && table.rows.iter().any(|row| row.entry.id.folded() == folded) {
                    let why = format!("the id '{}' stands twice in this file", entry.id);
                    table.rejected.push((line, why));
                    continue;
                }
                if !named {
                    let known = assessment.treaty.iter().find(|one| same(one, &entry));
                    match known.map(|one| one.id.clone()).or_else(|| free(assessment, &table)) {
                        Some(id) => entry.id = id,
                        None => {
                            table.rejected.push((line, "no id is left for it".into()));
                            continue;
                        }
                    }
                }
                table.rows.push(TreatyRow { line, entry, level_derived });
            }
        }
    }
    Ok(table)
}

/// Whether two are the same recommendation, whatever their ids.
fn same(a: &TreatyRecommendation, b: &TreatyRecommendation) -> bool {
    (&a.body, a.year, &a.reference, &a.text) == (&b.body, b.year, &b.reference, &b.text)
}

fn free(assessment: &Assessment, table: &TreatyTable) -> Option<Id> {
    let taken = |id: &Id| {
        let own = assessment.treaty.iter().map(|one| &one.id);
        own.chain(table.rows.iter().map(|row| &row.entry.id)).any(|t| t.folded() == id.folded())
    };
    (1..100_000).filter_map(|n| Id::new(&format!("t{n}")).ok()).find(|id| !taken(id))
}

fn row(
    framework: &Framework,
    [body, year, text, id, reference, level, about, status, answer]: [&str; 9],
) -> Result<(TreatyRecommendation, bool, bool), String> {
    for (name, value) in [("body", body), ("text", text)] {
        if value.is_empty() {
            return Err(format!("it has no {name}"));
        }
    }
    for value in [body, reference, text, answer] {
        limits::text_fits(value)?;
    }
    let number = Years::one(year);
    let year = number.ok_or_else(|| format!("'{year}' is not a year from 1900 to 2999"))?;
    let named = !id.is_empty();
    let id = Id::new(if named { id } else { "t" })?;
    let mut nodes: Vec<Id> = Vec::new();
    for word in about.split([',', ';', ' ', '|']).filter(|word| !word.is_empty()) {
        let by_code = || framework.nodes().iter().position(|node| node.code == word);
        let place = framework.find(word).or_else(by_code);
        let place = place.ok_or_else(|| {
            format!("'{word}' is no question or node of {} {}", framework.id, framework.version)
        })?;
        let node = &framework.node(place).id;
        if !nodes.contains(node) {
            nodes.push(node.clone());
        }
    }
    let word = |text: &str, names: Vec<&'static str>| {
        format!("'{text}' is not one of {}", names.join(", "))
    };
    let status = match status {
        "" => TreatyStatus::Unanswered,
        text => {
            let found = TreatyStatus::ALL.iter().find(|(_, name)| *name == text);
            let names = || TreatyStatus::ALL.iter().map(|(_, name)| *name).collect();
            found.map(|(status, _)| *status).ok_or_else(|| word(text, names()))?
        }
    };
    let derived = level.is_empty();
    let level = match level {
        "" => level_of(framework, &nodes).ok_or(
            "it names no level of change (policy, system, service), and no question to take it from",
        )?,
        text => {
            let found = RecommendationLevel::ALL.iter().find(|(_, name)| *name == text);
            let names = || RecommendationLevel::ALL.iter().map(|(_, name)| *name).collect();
            found.map(|(level, _)| *level).ok_or_else(|| word(text, names()))?
        }
    };
    let entry = TreatyRecommendation {
        id,
        body: body.into(),
        year,
        reference: reference.into(),
        text: text.into(),
        level,
        about: nodes,
        status,
        answer: answer.into(),
    };
    Ok((entry, named, derived))
}

/// The level of change that the first question's kind of action stands for.
fn level_of(framework: &Framework, about: &[Id]) -> Option<RecommendationLevel> {
    let action = about.iter().find_map(|id| framework.question(id.as_str())?.1.action)?;
    Some(match action {
        Action::Law => RecommendationLevel::Policy,
        Action::Service => RecommendationLevel::Service,
        _ => RecommendationLevel::System,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{assessment, framework};

    #[test]
    fn good_rows_come_in_and_every_other_one_says_its_line_and_why() -> Result<(), String> {
        let f = framework();
        let mut a = assessment(&f, "XAA", 2025, &[]);
        let text = "\u{feff}Body,Year,Text,About,Level,Status,ID,Reference\r\n\
                    CRC,2023,Forbid it.,a1; b,policy,,,para. 20\r\n\
                    GREVIO,2021,Train them.,a2,,under-way,g1,\r\n\
                    CRC,2023,,a1,policy,,,\r\n\
                    CRC,MMXX,Say so.,a1,policy,,,\r\n\
                    CRC,2023,Say so.,zz,policy,,,\r\n\
                    CRC,2023,Say so.,a1,national,,,\r\n\
                    CRC,2023,Say so.,a1,policy,lost,,\r\n\
                    CRC,2023,Say so.,,,,,\r\n\
                    CRC,2023,Say so.,a1,policy,,G1,\r\n";
        let table = read_treaty_table(text, &f, &a)?;
        let lines: Vec<u64> = table.rejected.iter().map(|(line, _)| *line).collect();
        // The third row names no level, and the questions here have no kind of action.
        assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(table.rows.len(), 2);
        let first = &table.rows[0].entry;
        assert_eq!((first.id.as_str(), first.year), ("t1", 2023));
        assert_eq!(first.about.iter().map(Id::as_str).collect::<Vec<_>>(), ["a1", "b"]);
        assert_eq!(first.status, TreatyStatus::Unanswered);
        a.treaty.push(first.clone());
        let again = read_treaty_table(text, &f, &a)?;
        assert_eq!(again.rows[0].entry, *first, "the same recommendation keeps its id");
        assert!(read_treaty_table("Year,Text\n2023,x\n", &f, &a).is_err());
        Ok(())
    }
}
