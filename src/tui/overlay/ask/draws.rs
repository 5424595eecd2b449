//! What analyses draw, how often, and from which seed.

use crate::analysis::uncertainty::{Settings, Source, Weighting, settings};
use crate::domain::Confidence;
use crate::tui::effect::Effect;
use crate::tui::overlay::{Analyses, Field, Form, FormPurpose};

const LEAD: &str = "The same seed gives the same results. Weights of the index go by draws, seed \
                    and per cent alone.";

/// The ways in which weights vary, in the order of the form.
const EACH: usize = 0;
const TOGETHER: usize = 1;
const FIXED: usize = 2;

/// The fields, in the order of the form.
const DRAWS: usize = 0;
const SEED: usize = 1;
const ANSWERS: usize = 2;
const UNSTATED: usize = 3;
const MISSING: usize = 4;
const WEIGHTS: usize = 5;
const NOISE: usize = 6;
const CONCENTRATION: usize = 7;
const DEPTHS: usize = 8;
const RULE: usize = 9;

/// The settings of some analyses as a form.
pub fn ask_draws(analyses: Box<Analyses>) -> Form {
    let now = &analyses.settings;
    let text = |label, hint, text: String| Field::text(label, hint, &text);
    let choice = |label, words: &[&str], at| {
        Field::choice(label, words.iter().map(|word| (*word).to_owned()).collect(), at)
    };
    let fixed = |source: Source| usize::from(!now.vary.contains(&source));
    let way = match now.weighting {
        _ if fixed(Source::Weights) == 1 => FIXED,
        Weighting::Noise(_) => EACH,
        Weighting::Dirichlet(_) => TOGETHER,
    };
    let concentration = match now.weighting {
        Weighting::Noise(_) => String::new(),
        Weighting::Dirichlet(concentration) => concentration.to_string(),
    };
    let depths = now.depths.as_ref().map(settings::words_of);
    let steps: Vec<&str> = Confidence::ALL.iter().map(|(_, name)| *name).collect();
    let unstated = Confidence::ALL.iter().position(|(step, _)| *step == now.unstated).unwrap_or(0);
    let fields = vec![
        text("Draws", "1 to 1000000; more settle the ends of intervals", now.draws.to_string()),
        text("Seed", "a whole number", now.seed.to_string()),
        choice("Answers", &["within their confidence", "as they are"], fixed(Source::Answers)),
        choice("... without one count as", &steps, unstated),
        choice("Open questions", &["anywhere on the scale", "left open"], fixed(Source::Missing)),
        choice("Weights", &["each up or down", "together (Dirichlet)", "as they are"], way),
        text("... up or down by, %", "0 to 99", now.percent().to_string()),
        text("... concentration", "of Dirichlet; high stays near the weights", concentration),
        text("... at depths", "1 is right below the whole: 1, 1-2; empty: all", {
            depths.unwrap_or_default()
        }),
        choice("Roll-up rule", &["its own", "other rules, too"], 1 - fixed(Source::Rule)),
    ];
    Form::new("What is drawn", LEAD.into(), fields, FormPurpose::Draws(analyses))
}

/// Reads the form.
///
/// # Errors
/// The number of the field that is wrong, and why.
pub fn draws(analyses: &Analyses, fields: &[Field]) -> Result<Effect, (usize, String)> {
    fn read<T>(
        fields: &[Field],
        at: usize,
        as_what: impl Fn(&str) -> Result<T, String>,
    ) -> Result<T, (usize, String)> {
        as_what(fields.get(at).map_or("", Field::value)).map_err(|why| (at, why))
    }
    let chosen = |at: usize| fields.get(at).map_or(0, Field::chosen);
    let varied = [
        (Source::Answers, chosen(ANSWERS) == 0),
        (Source::Missing, chosen(MISSING) == 0),
        (Source::Weights, chosen(WEIGHTS) != FIXED),
        (Source::Rule, chosen(RULE) == 1),
    ];
    let vary: Vec<Source> =
        varied.into_iter().filter(|(_, varies)| *varies).map(|(source, _)| source).collect();
    if vary.is_empty() {
        return Err((ANSWERS, "something must vary, or there is nothing to draw".into()));
    }
    // What is not asked for need not be right.
    let weighting = match chosen(WEIGHTS) {
        EACH => Weighting::Noise(read(fields, NOISE, settings::percent)? / 100.0),
        TOGETHER => Weighting::Dirichlet(read(fields, CONCENTRATION, settings::concentration)?),
        _ => Settings::default().weighting,
    };
    let depths = |text: &str| match text {
        "" => Ok(None),
        text => settings::depths(text).map(Some),
    };
    let unstated = Confidence::ALL.get(chosen(UNSTATED)).map(|(step, _)| *step);
    let read = Settings {
        draws: read(fields, DRAWS, settings::draws)?,
        seed: read(fields, SEED, settings::seed)?,
        vary,
        weighting,
        depths: read(fields, DEPTHS, depths)?,
        unstated: unstated.unwrap_or(analyses.settings.unstated),
    };
    Ok(Effect::Front(Box::new(analyses.clone().with(read))))
}
