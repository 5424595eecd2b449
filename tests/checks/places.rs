//! What a refusal says: at least one error, and each problem with a place in the text and a remedy.

use stocktake::store::{BadFile, Located};

/// Fails where a refused file is not told what is wrong with it, and where.
#[track_caller]
pub fn refused_with_places(what: &str, text: &str, bad: &BadFile) {
    assert!(bad.problems.iter().any(|l| l.problem.is_error()), "{what}: refused without an error");
    has_places(what, text, &bad.problems);
}

/// Fails where a problem has no place in the text, or no remedy.
#[track_caller]
pub fn has_places(what: &str, text: &str, problems: &[Located]) {
    for located in problems {
        let line = located.line.checked_sub(1).and_then(|at| text.split('\n').nth(at));
        let line = line.unwrap_or_else(|| panic!("{what}: there is no line {}", located.line));
        // Just behind the last character is a place, too; what is not UTF-8 has no columns.
        let within = located.column <= line.chars().count() + 1;
        assert!(located.column >= 1 && within, "{what}: {located}");
        assert!(!located.problem.message.is_empty(), "{what}");
        assert!(
            !located.problem.is_error() || !located.problem.hint.is_empty(),
            "{what}: {located}"
        );
    }
}
