//! What is translated, what is missing and what is stale.

use super::table::{Cell, Column, Table};
use crate::domain::Framework;
use crate::domain::translation::{Place, Standing, Translation};

/// Which texts to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of them.
    All,
    /// Those without a translation.
    Missing,
    /// Those whose text has changed since, or of which nobody noted what they were made from.
    Stale,
}

impl Wanted {
    fn takes(self, standing: Standing) -> bool {
        match self {
            Self::All => true,
            Self::Missing => standing == Standing::Missing,
            Self::Stale => matches!(standing, Standing::Stale | Standing::Unmarked),
        }
    }
}

/// The texts of a framework with their translations, for people and for translators.
pub fn translation(framework: &Framework, translation: &Translation, wanted: Wanted) -> Table {
    let all = framework.standings(translation);
    let count = |is: fn(Standing) -> bool| all.iter().filter(|(_, _, s)| is(*s)).count();
    let mut notes = vec![format!(
        "{} into {}: {} texts, {} translated, {} missing, {} stale, {} without a note of their source",
        framework.id,
        translation.language,
        all.len(),
        count(|s| s != Standing::Missing),
        count(|s| s == Standing::Missing),
        count(|s| s == Standing::Stale),
        count(|s| s == Standing::Unmarked),
    )];
    if !translation.reviewed {
        notes.push("an unreviewed draft: nobody who knows language and field has read it".into());
    }
    let row = |(place, source, standing): &(Place, &str, Standing)| {
        let word = translation.words.get(place).map_or("", |word| word.text.as_str());
        vec![
            Cell::text(place.key(framework)),
            Cell::text(*source),
            Cell::text(word),
            Cell::text(word_of(*standing)),
        ]
    };
    Table {
        columns: vec![
            Column::text("place", "Place"),
            Column::text("source", "Text"),
            Column::text("translation", "Translation"),
            Column::text("standing", "Standing"),
        ],
        rows: all.iter().filter(|(_, _, standing)| wanted.takes(*standing)).map(row).collect(),
        notes,
        ..Table::default()
    }
}

fn word_of(standing: Standing) -> &'static str {
    match standing {
        Standing::Current => "current",
        Standing::Unmarked => "source not noted",
        Standing::Stale => "stale",
        Standing::Missing => "missing",
    }
}
