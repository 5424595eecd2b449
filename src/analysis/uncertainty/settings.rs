//! Settings of draws as a person writes them, on the command line or into a form.

use std::ops::RangeInclusive;

use crate::domain::Confidence;

/// The most draws that can be asked for.
const MOST: u32 = 1_000_000;

/// Reads how many draws.
///
/// # Errors
/// What is taken.
pub fn draws(text: &str) -> Result<u32, String> {
    let number = text.parse().ok().filter(|n| (1..=MOST).contains(n));
    number.ok_or_else(|| format!("a whole number from 1 to {MOST}"))
}

/// Reads the seed.
///
/// # Errors
/// What is taken.
pub fn seed(text: &str) -> Result<u64, String> {
    text.parse().map_err(|_| format!("a whole number from 0 to {}", u64::MAX))
}

/// Reads by how many percent a weight may differ.
///
/// # Errors
/// What is taken.
pub fn percent(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|p| (0.0..=99.0).contains(p));
    number.ok_or_else(|| "a number from 0 to 99".into())
}

/// Reads the concentration of a Dirichlet distribution.
///
/// # Errors
/// What is taken.
pub fn concentration(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|c| (0.1..=1e6).contains(c));
    number.ok_or_else(|| "a number from 0.1 to 1000000".into())
}

/// Reads the depths at which weights vary.
///
/// # Errors
/// What is taken.
pub fn depths(text: &str) -> Result<RangeInclusive<usize>, String> {
    let (first, last) = text.split_once('-').unwrap_or((text, text));
    match (first.parse(), last.parse()) {
        (Ok(first), Ok(last)) if 1 <= first && first <= last => Ok(first..=last),
        _ => Err("a depth such as 1, or a range such as 1-2".into()),
    }
}

/// Depths as they are written: `2`, or `1-2`.
pub fn words_of(depths: &RangeInclusive<usize>) -> String {
    match (depths.start(), depths.end()) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("{first}-{last}"),
    }
}

/// Reads the confidence of answers that state none.
///
/// # Errors
/// The words that are taken.
pub fn confidence(text: &str) -> Result<Confidence, String> {
    let found = Confidence::ALL.iter().find(|(_, name)| *name == text);
    found.map(|(step, _)| *step).ok_or_else(|| {
        let names: Vec<&str> = Confidence::ALL.iter().map(|(_, name)| *name).collect();
        format!("one of {}", names.join(", "))
    })
}
