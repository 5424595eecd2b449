//! A framework from a long table with one row for each level of each question:
//! `metric_id,framework,pillar,capacity,indicator,score_numeric,score_text,attribute`.

use std::collections::{BTreeMap, HashMap, HashSet};

use csv::StringRecord;

use super::{Columns, FrameworkTable, line_of, number, reader};
use crate::domain::{DraftFramework, DraftLevel, DraftNode, DraftQuestion, DraftScale, Id};

/// The columns that are read, compulsory ones marked.
const COLUMNS: [(&str, bool); 8] = [
    ("metric_id", true),
    ("framework", false),
    ("pillar", false),
    ("capacity", false),
    ("indicator", true),
    ("score_numeric", true),
    ("score_text", false),
    ("attribute", true),
];

/// A line of a table, and what is to be said of it.
pub type Remark = (u64, String);

/// What a table with the texts of levels comes to.
#[derive(Clone, Debug, Default)]
pub struct LevelTable {
    /// The framework.
    pub draft: DraftFramework,
    /// What could not be carried, by line; line 1 for a whole column.
    pub left_out: Vec<Remark>,
}

/// Whether a table has the columns of this kind.
pub fn is_level_table(text: &str) -> bool {
    let mut reader = reader(text);
    reader.headers().is_ok_and(|header| Columns::find(header, &COLUMNS).is_ok())
}

/// Reads the table into a draft; `only` names the value of `framework` where there are several.
///
/// # Errors
/// Every defect, as a line number and a sentence.
pub fn read_level_table(
    text: &str,
    more: &FrameworkTable,
    only: Option<&str>,
) -> Result<LevelTable, Vec<Remark>> {
    let mut reader = reader(text);
    let header = reader.headers().map_err(|e| vec![(1, e.to_string())])?.clone();
    let columns = Columns::find(&header, &COLUMNS).map_err(|why| vec![(1, why)])?;
    let mut table = Table { left_out: unread(&header), ..Table::default() };
    for record in reader.records() {
        match record {
            Ok(record) => table.row(&columns, &record, only),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                table.left_out.push((line, error.to_string()));
            }
        }
    }
    table.choose(only)?;
    Ok(table.finish(more, only))
}

/// The columns for which a framework has no place.
fn unread(header: &StringRecord) -> Vec<Remark> {
    let known = |name: &str| COLUMNS.iter().any(|(column, _)| name.eq_ignore_ascii_case(column));
    let unread = header.iter().map(str::trim).filter(|name| !known(name));
    unread.map(|name| (1, format!("the column '{name}' has no place in a framework"))).collect()
}

#[derive(Default)]
struct Table {
    /// The values of `framework`, in the order of the file.
    frameworks: Vec<String>,
    /// Names of levels by number; the number as bits, so that it can be a key.
    names: Vec<(f64, String)>,
    groups: Vec<DraftNode>,
    /// The id of a group by the names on the way to it.
    group_ids: HashMap<Vec<String>, String>,
    taken: HashSet<String>,
    questions: Vec<Asked>,
    by_metric: HashMap<String, usize>,
    left_out: Vec<Remark>,
}

struct Asked {
    line: u64,
    question: DraftQuestion,
    /// The texts by the number of their level.
    texts: BTreeMap<u64, String>,
}

impl Table {
    fn row(&mut self, columns: &Columns, record: &StringRecord, only: Option<&str>) {
        let line = line_of(record);
        let [metric, framework, pillar, capacity, indicator, score, name, text] =
            std::array::from_fn(|column| columns.get(record, column));
        if !self.frameworks.iter().any(|f| f == framework) {
            self.frameworks.push(framework.to_owned());
        }
        if only.is_some_and(|only| only != framework) {
            return;
        }
        let mut out = |why: String| self.left_out.push((line, why));
        let level = match number(score) {
            Ok(level) => level,
            Err(why) => return out(format!("the row is left out: {why}")),
        };
        if let Err(why) = Id::new(metric) {
            return out(format!("the row is left out: '{metric}' cannot be an id: {why}"));
        }
        if text.is_empty() {
            return out(format!("level {level} of '{metric}' has no text"));
        }
        match self.names.iter().find(|(n, _)| n.to_bits() == level.to_bits()) {
            None => self.names.push((level, name.to_owned())),
            Some((_, first)) if first != name => {
                out(format!("level {level} is called '{first}' above: '{name}' is left out"));
            }
            Some(_) => {}
        }
        let at = match self.by_metric.get(metric) {
            Some(at) => *at,
            None => self.ask(line, metric, [pillar, capacity], indicator),
        };
        let asked = &mut self.questions[at];
        if asked.question.text != indicator {
            let why = format!("'{metric}' has another text above: '{indicator}' is left out");
            self.left_out.push((line, why));
        }
        if let Some(first) = asked.texts.get(&key(level)).filter(|first| *first != text) {
            let why = format!("level {level} of '{metric}' has another text above: '{first}'");
            self.left_out.push((line, why));
            return;
        }
        asked.texts.insert(key(level), text.to_owned());
    }

    /// Adds a question and the groups above it.
    fn ask(&mut self, line: u64, metric: &str, above: [&str; 2], text: &str) -> usize {
        let mut parent = String::new();
        let mut way = Vec::new();
        for name in above.into_iter().filter(|name| !name.is_empty()) {
            way.push(name.to_owned());
            parent = match self.group_ids.get(&way) {
                Some(id) => id.clone(),
                None => {
                    let id = self.free(name);
                    let node = DraftNode {
                        id: id.clone(),
                        parent,
                        name: name.to_owned(),
                        ..DraftNode::default()
                    };
                    self.groups.push(node);
                    self.group_ids.insert(way.clone(), id.clone());
                    id
                }
            };
        }
        let question = DraftQuestion {
            id: metric.to_owned(),
            parent,
            text: text.to_owned(),
            ..DraftQuestion::default()
        };
        self.questions.push(Asked { line, question, texts: BTreeMap::new() });
        self.by_metric.insert(metric.to_owned(), self.questions.len() - 1);
        self.questions.len() - 1
    }

    /// An id made of a name that nothing else has.
    fn free(&mut self, name: &str) -> String {
        let mut slug = String::from("group-");
        for c in name.chars().take(48) {
            match c.is_ascii_alphanumeric() {
                true => slug.push(c.to_ascii_lowercase()),
                false if !slug.ends_with('-') => slug.push('-'),
                false => {}
            }
        }
        let slug = slug.trim_end_matches('-').to_owned();
        let mut id = slug.clone();
        let mut n = 2;
        while !self.taken.insert(id.clone()) {
            id = format!("{slug}-{n}");
            n += 1;
        }
        id
    }

    /// Fails unless one framework is meant.
    fn choose(&self, only: Option<&str>) -> Result<(), Vec<Remark>> {
        let known = self.frameworks.join(", ");
        match only {
            None if self.frameworks.len() > 1 => {
                let why = format!("the table holds several frameworks: {known}");
                Err(vec![(1, format!("{why}; choose one with --only"))])
            }
            Some(only) if !self.frameworks.iter().any(|f| f == only) => {
                Err(vec![(1, format!("the table holds no framework '{only}', but {known}"))])
            }
            _ if self.questions.is_empty() => Err(vec![(1, "the table has no levels".into())]),
            _ => Ok(()),
        }
    }

    fn finish(mut self, more: &FrameworkTable, only: Option<&str>) -> LevelTable {
        self.names.sort_by(|a, b| a.0.total_cmp(&b.0));
        let named = only.or_else(|| self.frameworks.first().map(String::as_str));
        let titles = [more.title.as_str(), named.unwrap_or_default(), &more.id];
        let title = titles.into_iter().find(|title| !title.is_empty()).unwrap_or_default();
        let mut draft = DraftFramework {
            id: more.id.clone(),
            version: if more.version.is_empty() { "1.0".into() } else { more.version.clone() },
            title: title.to_owned(),
            scoring: Some(more.scoring()),
            scale: Some(DraftScale {
                levels: self.names.iter().map(|(number, name)| level(*number, name)).collect(),
                ..DraftScale::default()
            }),
            node: self.groups,
            ..DraftFramework::default()
        };
        for Asked { line, mut question, texts } in self.questions {
            for (number, _) in &self.names {
                let text = texts.get(&key(*number)).cloned().unwrap_or_default();
                if text.is_empty() {
                    let why = format!("'{}' has no text for level {number}", question.id);
                    self.left_out.push((line, why));
                }
                question.levels.push(text);
            }
            draft.question.push(question);
        }
        self.left_out.sort();
        LevelTable { draft, left_out: self.left_out }
    }
}

fn level(number: f64, name: &str) -> DraftLevel {
    DraftLevel { level: number, name: name.to_owned(), ..DraftLevel::default() }
}

/// A number as a key of a map; the order does not matter.
fn key(number: f64) -> u64 {
    number.to_bits()
}

#[cfg(test)]
mod tests {
    use super::{is_level_table, read_level_table};
    use crate::import::FrameworkTable;

    const TABLE: &str = "\
score_id,metric_id,framework,pillar,capacity,indicator,score_numeric,score_text,attribute
a1,A.1,One (2),Hear,Calls,Is there a line?,1.0,None,Nobody answers.
a2,A.1,One (2),Hear,Calls,Is there a line?,2.0,Some,Somebody answers by day.
b1,B.1,One (2),Hear,Calls,Is it free?,1.0,None,It costs money.
b2,B.1,One (2),Hear,Calls,Is it free?,x,Some,It is free.
c1,C.1,One (2),Help,Calls,Is there help?,1.0,Nil,There is none.
c2,C.1,One (2),Help,Calls,Is there help?,2.0,Some,
z1,Z.1,Other,Help,Calls,Another?,1.0,None,Nothing.
";

    fn more() -> FrameworkTable {
        FrameworkTable { id: "one".into(), rule: "minimum".into(), ..FrameworkTable::default() }
    }

    #[test]
    fn one_of_several_frameworks_comes_in_and_the_rest_is_listed() {
        assert!(is_level_table(TABLE) && !is_level_table("id,parent,name,min,max\n"));
        let read = read_level_table(TABLE, &more(), Some("One (2)")).unwrap();
        let framework = read.draft.check().unwrap();
        let ids: Vec<&str> = framework.nodes().iter().map(|n| n.id.as_str()).collect();
        let tree = ["one", "group-hear", "group-calls", "A.1", "B.1"];
        assert_eq!(ids[..5], tree);
        assert_eq!(ids[5..], ["group-help", "group-calls-2", "C.1"]);
        let (_, question) = framework.question("A.1").unwrap();
        assert_eq!(question.levels, ["Nobody answers.", "Somebody answers by day."]);
        let lines: Vec<u64> = read.left_out.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [1, 4, 5, 6, 6, 7], "{:?}", read.left_out);
    }

    #[test]
    fn a_framework_must_be_chosen_and_be_there() {
        let why = |only| read_level_table(TABLE, &more(), only).unwrap_err()[0].1.clone();
        assert!(why(None).contains("One (2), Other; choose one with --only"));
        assert!(why(Some("Two")).contains("no framework 'Two'"));
    }
}
