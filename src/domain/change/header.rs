//! The lines of the head of the file that can be altered.

use crate::domain::Assessment;

/// A line of the head of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderField {
    /// The country's name as the group writes it.
    CountryName,
    /// The footnote on the territory.
    TerritoryNote,
    /// How many children live there: a whole number, or nothing.
    Population,
}

impl HeaderField {
    /// All lines with their names in files.
    pub const ALL: [(Self, &'static str); 3] = [
        (Self::CountryName, "country_name"),
        (Self::TerritoryNote, "territory_note"),
        (Self::Population, "population"),
    ];

    /// What the line says; empty where it says nothing.
    pub fn get(self, assessment: &Assessment) -> String {
        match self {
            Self::CountryName => assessment.country_name.clone(),
            Self::TerritoryNote => assessment.territory_note.clone(),
            Self::Population => {
                assessment.population.map_or_else(String::new, |number| number.to_string())
            }
        }
    }

    pub(super) fn set(self, assessment: &mut Assessment, text: &str) {
        match self {
            Self::CountryName => text.clone_into(&mut assessment.country_name),
            Self::TerritoryNote => text.clone_into(&mut assessment.territory_note),
            // What is no such number has been refused before.
            Self::Population => assessment.population = text.parse().ok(),
        }
    }
}
