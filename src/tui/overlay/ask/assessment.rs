//! A new assessment.

use crate::domain::{Country, Id, Key, Perspective, Years};
use crate::tui::app::App;
use crate::tui::effect::Effect;
use crate::tui::overlay::{Field, Form, FormPurpose};
use crate::workspace::{DEFAULT_FRAMEWORK, New};

/// The form, with the country of the chosen assessment and the year of today.
pub(super) fn form(app: &App) -> Form {
    let chosen = app.selected();
    let country = chosen.as_ref().map(|key| key.country.to_string()).unwrap_or_default();
    let year = app.setup.today().year();
    let frameworks = frameworks(app);
    let usual = format!("{DEFAULT_FRAMEWORK} ");
    let newest = frameworks.iter().rposition(|name| name.starts_with(&usual)).unwrap_or(0);
    let views = Perspective::ALL.iter().map(|(_, name)| (*name).to_owned()).collect();
    let fields = vec![
        Field::text("Country", "three letters of ISO 3166-1, such as ALB", &country),
        Field::text("Year", "the year of this round", &year.to_string()),
        Field::choice("Whose view", views, 0),
        Field::text("Part of the country", "leave empty for the whole country", ""),
        Field::choice("Framework", frameworks, newest),
        Field::text("Carry over from", "an earlier year, to be confirmed; or empty", ""),
    ];
    let lead = "Answers that are carried over count only once somebody confirms them.".into();
    Form::new("New assessment", lead, fields, FormPurpose::Assessment)
}

/// Every framework that can be used, as `id version`; in the order of the library, the versions of
/// one framework oldest first.
fn frameworks(app: &App) -> Vec<String> {
    let sources = app.workspace.library().sources().iter();
    let mut usable: Vec<_> = sources.filter_map(|source| source.framework().ok()).collect();
    usable.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.version.cmp(&b.version)));
    usable.iter().map(|f| format!("{} {}", f.id, f.version)).collect()
}

/// Reads the form.
///
/// # Errors
/// The number of the field that is wrong, and why.
pub fn assessment(fields: &[Field]) -> Result<Effect, (usize, String)> {
    let value = |at: usize| fields.get(at).map_or("", Field::value);
    let at = |place: usize| move |why: String| (place, why);
    let country = Country::new(value(0)).map_err(at(0))?;
    let year = |text: &str, place| {
        Years::one(text).ok_or((place, format!("'{text}' is not a year such as 2025")))
    };
    let unit = match value(3) {
        "" => None,
        text => Some(Id::new(text).map_err(at(3))?),
    };
    let perspective = Perspective::new(value(2)).map_err(at(2))?;
    let key = Key { country, year: year(value(1), 1)?, perspective, unit, edition: None };
    let (framework, version) = value(4).split_once(' ').unwrap_or((value(4), ""));
    let from = match value(5) {
        "" => None,
        text => Some(key.in_year(year(text, 5)?)),
    };
    if from.as_ref() == Some(&key) {
        return Err((5, "an assessment cannot be carried over from itself".into()));
    }
    Ok(Effect::Create(Box::new(New {
        key,
        framework: Some(Id::new(framework).map_err(at(4))?),
        version: (!version.is_empty()).then(|| version.to_owned()),
        from,
    })))
}
