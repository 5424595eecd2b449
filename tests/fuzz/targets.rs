//! The targets: for each, what must hold for any bytes, and a broken version that it must catch.
//!
//! `tests/fuzz.rs` replays the corpus of each of them; `fuzz/` drives them with libFuzzer.

mod changes;
mod documents;
#[path = "../checks/formats.rs"]
mod formats;
mod journal;
#[path = "../merging/lost.rs"]
mod lost;
#[path = "../checks/merges.rs"]
mod merges;
mod merging;
#[path = "../checks/places.rs"]
mod places;
#[path = "../checks/shown.rs"]
mod shown;
mod tables;
mod texts;
#[path = "../checks/tiny.rs"]
mod tiny;

/// Something that is fuzzed.
pub struct Target {
    /// Its name, which is also the folder of its corpus.
    pub name: &'static str,
    /// Panics where something does not hold for the input.
    pub check: fn(&[u8]),
    /// The same check of a version that is broken on purpose.
    pub broken: fn(&[u8]),
}

/// All of them.
pub const TARGETS: [Target; 9] = [
    Target {
        name: "framework",
        check: documents::framework,
        broken: documents::framework_without_weights,
    },
    Target {
        name: "assessment",
        check: documents::assessment,
        broken: documents::assessment_without_parked,
    },
    Target { name: "journal", check: journal::replay, broken: journal::replay_without_chain },
    Target { name: "merge-edits", check: merging::edits, broken: merging::edits_without_lessons },
    Target { name: "merge-files", check: merging::files, broken: merging::files_ours_first },
    Target { name: "tables", check: tables::tables, broken: tables::tables_without_doubles },
    Target {
        name: "sanitiser",
        check: texts::sanitiser,
        broken: texts::sanitiser_without_isolates,
    },
    Target { name: "writers", check: texts::writers, broken: texts::writers_without_bars },
    Target { name: "changes", check: changes::lines, broken: changes::lines_without_blanks },
];

/// The input as text; what is not UTF-8 is refused long before these targets.
fn text_of(data: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(data)
}
