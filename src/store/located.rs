//! Problems with their file, line and column.

use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::domain::{Place, Problem, Step, visible};

/// A problem and where in which file it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The file.
    pub path: PathBuf,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: Problem,
}

/// A file that cannot be used, with everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct BadFile {
    /// The file.
    pub path: PathBuf,
    /// What is wrong, in the order of the file.
    pub problems: Vec<Located>,
}

impl Located {
    /// Finds the lines and columns of problems in the text of a file; the result is in the order
    /// of the file.
    pub fn all(path: &Path, text: &str, problems: Vec<Problem>) -> Vec<Self> {
        if problems.is_empty() {
            return Vec::new();
        }
        let table = DeTable::parse(text).ok();
        // Found once, so that thousands of problems in one file stay quick.
        let starts: Vec<usize> =
            std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        let mut located: Vec<Self> = problems
            .into_iter()
            .map(|problem| {
                let offset = match (&problem.place.span, &table) {
                    (Some(span), _) => span.start,
                    (None, Some(table)) => find(table.get_ref(), &problem.place).start,
                    (None, None) => 0,
                };
                let line = starts.partition_point(|start| *start <= offset.min(text.len()));
                let start = starts.get(line - 1).copied().unwrap_or(0);
                let (_, column) = line_and_column(&text[start..], offset - start.min(offset));
                Self { path: path.to_owned(), line, column, problem }
            })
            .collect();
        located.sort_by_key(|l| (l.line, l.column));
        located
    }
}

/// The line and column, both from 1, of a byte offset.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let mut at = offset.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let start = before.rfind('\n').map_or(0, |n| n + 1);
    (before.matches('\n').count() + 1, before[start..].chars().count() + 1)
}

/// The bytes of the deepest step of a place that the document has.
fn find(top: &DeTable<'_>, place: &Place) -> Range<usize> {
    let mut span = 0..0;
    let mut table = Some(top);
    let mut value: Option<&DeValue<'_>> = None;
    for step in &place.steps {
        match step {
            Step::Key(key) => {
                let Some((name, item)) = table.and_then(|t| t.get_key_value(key.as_str())) else {
                    return span;
                };
                let inner = item.get_ref();
                span = if matches!(inner, DeValue::Table(_) | DeValue::Array(_)) {
                    name.span()
                } else {
                    item.span()
                };
                value = Some(inner);
            }
            Step::Index(at) => {
                let Some(item) = value.and_then(DeValue::as_array).and_then(|a| a.get(*at)) else {
                    return span;
                };
                span = item.span();
                value = Some(item.get_ref());
            }
        }
        table = value.and_then(DeValue::as_table);
    }
    span
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.problem.is_error() { "error" } else { "warning" };
        write!(
            f,
            "{}:{}:{}: {kind}[{}]: {}",
            visible(&self.path.to_string_lossy()),
            self.line,
            self.column,
            self.problem.code,
            visible(&self.problem.message)
        )?;
        if !self.problem.hint.is_empty() {
            write!(f, "\n  hint: {}", visible(&self.problem.hint))?;
        }
        Ok(())
    }
}

impl fmt::Display for BadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, problem) in self.problems.iter().enumerate() {
            if at > 0 {
                writeln!(f)?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}
