//! Countries side by side, within a version and across versions.

use super::{Matrix, Ranked, Shown, Withheld, compare, usual_framework};
use crate::analysis::Scored;
use crate::analysis::choose::{Choice, When, Why, choose};
use crate::analysis::comparable::{Comparability, Comparisons};
use crate::analysis::testing::{assessment, framework, revised, scored};
use crate::domain::{DraftScale, Framework, Grade, Perspective};

fn of(f: &Framework, country: &str, year: i16, answers: &[(&str, &str)]) -> Scored<'static> {
    scored(f, &assessment(f, country, year, answers))
}

fn matrix(all: &[Scored<'static>]) -> Matrix<'static> {
    let choice = Choice { when: When::Latest, perspective: Perspective::Own };
    let chosen = choose(all.iter().copied(), choice);
    let framework = usual_framework(&chosen).unwrap();
    compare(&chosen, framework, &mut Comparisons::default())
}

fn cell(m: &Matrix<'_>, row: usize, id: &str) -> super::Cell {
    m.rows[row].cells[m.framework.find(id).unwrap()]
}

#[test]
fn every_empty_cell_says_why() {
    let f = framework();
    let m = matrix(&[
        of(&f, "XAA", 2020, &[("a1", "3 E2"), ("a2", "unknown"), ("b1", "na"), ("b2", "na")]),
        of(&f, "XBB", 2022, &[("a1", "2")]),
    ]);
    let shown = |row, id| match cell(&m, row, id).shown {
        Shown::Value { .. } => None,
        Shown::Withheld(why) => Some(why),
    };
    assert_eq!(cell(&m, 0, "a").value(), Some(2.0));
    assert!(cell(&m, 0, "a").starred && !cell(&m, 1, "a").starred);
    assert_eq!(cell(&m, 0, "a").evidence, Some(Grade::E2));
    assert_eq!(shown(0, "b"), Some(Withheld::NotApplicable));
    assert_eq!(shown(1, "b"), Some(Withheld::Unanswered));
    assert_eq!(shown(1, "a"), Some(Withheld::BelowThreshold));
    assert_eq!(shown(1, "a1"), None);
}

#[test]
fn versions_mix_only_where_a_node_means_the_same() {
    let old = framework();
    let new = revised(|d| {
        d.scales.insert(
            "wide".into(),
            DraftScale { min: Some(0.0), max: Some(10.0), ..DraftScale::default() },
        );
        d.question[0].scale = "wide".into();
        d.question[1].text = "Sharper?".into();
        d.question[4].id = "b3".into();
    });
    let other = revised(|d| d.id = "other".into());
    let m = matrix(&[
        of(&old, "XAA", 2020, &[("a1", "2"), ("a2", "2"), ("a3", "2")]),
        of(&new, "XBB", 2023, &[("a1", "7"), ("a2", "2"), ("a3", "2")]),
        of(&other, "XCC", 2024, &[("a1", "2")]),
    ]);
    assert_eq!(m.framework.version, "2.0");
    assert_eq!(cell(&m, 0, "a1").shown, Shown::Withheld(Withheld::NotComparable));
    assert_eq!(cell(&m, 0, "b3").shown, Shown::Withheld(Withheld::Absent));
    assert_eq!(cell(&m, 0, "a2").comparability, Comparability::Caution);
    assert_eq!(cell(&m, 0, "a2").value(), Some(2.0));
    assert_eq!(cell(&m, 1, "a1").value(), Some(7.0));
    let left: Vec<(&str, Why)> =
        m.left_out.iter().map(|l| (l.scored.assessment.key.country.as_str(), l.why)).collect();
    assert_eq!(left, [("XCC", Why::Framework)]);
}

#[test]
fn ranks_come_on_request_and_leave_the_withheld_out() {
    let f = framework();
    let full = |level| ["a1", "a2", "a3", "b1", "b2"].map(|q| (q, level));
    let m = matrix(&[
        of(&f, "XAA", 2020, &full("2")),
        of(&f, "XBB", 2020, &[("a1", "2")]),
        of(&f, "XCC", 2020, &full("4 E4")),
        of(&f, "XDD", 2020, &full("2")),
    ]);
    let rows: Vec<&str> = m.rows.iter().map(|r| r.scored.assessment.key.country.as_str()).collect();
    assert_eq!(rows, ["XAA", "XBB", "XCC", "XDD"], "alphabetical until somebody asks");
    let ranked = |row, rank| Ranked { row, rank };
    let expected = [ranked(2, Some(1)), ranked(0, Some(2)), ranked(3, Some(2)), ranked(1, None)];
    assert_eq!(m.ranking(Framework::ROOT), expected);
    let spread = m.spread(Framework::ROOT).unwrap();
    assert_eq!((spread.count, spread.median.to_bits()), (3, 2.0_f64.to_bits()));
}
