//! What is wrong with somebody's content, where, and what to do about it.

use std::fmt;

/// One step on the way to a value inside a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A key of a table.
    Key(String),
    /// A place in an array, from 0.
    Index(usize),
}

/// Where inside a document a problem lies; the store turns it into line and column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The way from the top of the document.
    pub steps: Vec<Step>,
    /// The byte range in the file's text, where the reader already knows it.
    pub span: Option<std::ops::Range<usize>>,
}

impl Place {
    /// The document as a whole.
    pub fn top() -> Self {
        Self::default()
    }

    /// A place named by keys only.
    pub fn keys(keys: &[&str]) -> Self {
        Self { steps: keys.iter().map(|k| Step::Key((*k).into())).collect(), span: None }
    }

    /// The value `key` inside element `index` of the array `array`.
    pub fn element(array: &str, index: usize, key: &str) -> Self {
        let mut steps = vec![Step::Key(array.into()), Step::Index(index)];
        if !key.is_empty() {
            steps.push(Step::Key(key.into()));
        }
        Self { steps, span: None }
    }

    /// A place known by its bytes.
    pub fn span(span: std::ops::Range<usize>) -> Self {
        Self { steps: Vec::new(), span: Some(span) }
    }
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The content can be used; somebody should look at it.
    Warning,
    /// The content cannot be used as it stands.
    Error,
}

/// One thing that is wrong, with its place and its remedy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// How bad it is.
    pub severity: Severity,
    /// A short stable name, for instance `off-scale`.
    pub code: &'static str,
    /// Where it is.
    pub place: Place,
    /// What is wrong, as one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub hint: String,
}

impl Problem {
    /// An error: the content cannot be used.
    pub fn error(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code,
            place,
            message: message.into(),
            hint: String::new(),
        }
    }

    /// A warning: the content can be used.
    pub fn warning(code: &'static str, place: Place, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, place, message) }
    }

    /// The same problem with its remedy.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Whether the content cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&super::visible(&self.message))?;
        if !self.hint.is_empty() {
            write!(f, " ({})", super::visible(&self.hint))?;
        }
        Ok(())
    }
}
