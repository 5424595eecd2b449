//! The blank questionnaire as one page for a printer: A4, boxes to tick, lines to write on.

use askama::Template;

use super::ExportError;
use crate::report::{Item, Questionnaire};

/// The questionnaire as a page that stands alone.
///
/// # Errors
/// Where the page cannot be put together.
pub fn render(form: &Questionnaire) -> Result<String, ExportError> {
    Ok(Page { form }.render()?)
}

#[derive(Template)]
#[template(path = "questionnaire.html")]
struct Page<'a> {
    form: &'a Questionnaire,
}
