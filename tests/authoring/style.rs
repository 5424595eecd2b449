//! Warnings of style, each with its place, and several wrong values in one pass.

use std::path::Path;

use anyhow::{Result, ensure};
use stocktake::store::{Library, Located, lint_framework, read_text};

const HEAD: &str = r#"id = "x"
version = "1"
title = "X"
language = "en"
[scale]
levels = [{ level = 1, name = "Low" }, { level = 2, name = "High" }]
[scales.range]
min = 0
max = 10
"#;

const LOW: &str = "Nothing is written down, and nobody answers for it in any place.";
const HIGH: &str = "A rule is in force in every municipality and is checked once a year.";

fn question(id: &str, more: &str) -> String {
    format!("[[question]]\nid = \"{id}\"\ntext = \"Is it so for {id}?\"\n{more}\n")
}

fn levels(low: &str, high: &str) -> String {
    format!("levels = [\"{low}\", \"{high}\"]")
}

fn lint(text: &str) -> Vec<Located> {
    lint_framework(Path::new("x.toml"), text)
}

/// Fails unless the text has exactly the warnings, each as code and the start of the line.
#[track_caller]
fn warns(text: &str, wanted: &[(&str, &str)]) {
    let lines: Vec<&str> = text.lines().collect();
    let found: Vec<(&str, &str)> =
        lint(text).iter().map(|l| (l.problem.code, lines[l.line - 1])).collect();
    let fits = found.len() == wanted.len()
        && found.iter().zip(wanted).all(|(f, w)| f.0 == w.0 && f.1.starts_with(w.1));
    assert!(fits, "{found:?}\nwanted {wanted:?}\n{text}");
}

#[test]
fn a_framework_without_a_fault_has_no_warnings() {
    warns(&(HEAD.to_owned() + &question("a", &levels(LOW, HIGH))), &[]);
}

#[test]
fn descriptors_that_do_not_differ_are_named_in_one_question_and_across_two() {
    let twins = levels(LOW, &LOW.to_uppercase().replace(' ', "  "));
    warns(&(HEAD.to_owned() + &question("a", &twins)), &[("same-descriptors", "levels")]);
    let across = question("a", &levels(LOW, HIGH))
        + &question("b", &levels(LOW, &HIGH.replace("once", "twice")));
    warns(&(HEAD.to_owned() + &across), &[("same-descriptors", "levels")]);
}

#[test]
fn descriptors_too_short_too_long_and_missing_are_named() {
    let text = HEAD.to_owned() + &question("a", &levels("None.", &"long ".repeat(70)));
    warns(&text, &[("descriptor-length", "levels"), ("descriptor-length", "levels")]);
    warns(&(HEAD.to_owned() + &question("a", "")), &[("no-descriptors", "id")]);
    warns(&(HEAD.to_owned() + &question("a", "scale = \"range\"")), &[]);
}

#[test]
fn paper_and_practice_are_told_apart_or_not_at_all() {
    let with =
        |more: &str| HEAD.to_owned() + &question("a", &format!("{more}\n{}", levels(LOW, HIGH)));
    let both =
        "paper_and_practice = true\npaper = \"A rule that is in force and names who must act.\"";
    let seen = "practice = \"Files of the last twelve months that show the rule.\"";
    warns(&with(&format!("{both}\n{seen}")), &[]);
    warns(&with(both), &[("no-axes", "paper_and_practice")]);
    warns(&with(seen), &[("idle-axes", "practice")]);
    let short = format!("{both}\npractice = \"Done.\"");
    warns(&with(&short), &[("descriptor-length", "practice")]);
}

/// Every defect of schemes and tags has its place and says what there is.
#[test]
fn schemes_and_tags_that_do_not_fit_are_refused_where_they_stand() {
    let scheme =
        "[[scheme]]\nid = \"cpi\"\nname = \"Index\"\nvalues = [{ id = \"law\", name = \"Law\" }]\n";
    let kind = "[[scheme]]\nid = \"sort\"\nname = \"Sort\"\nfrom = \"kind\"\nvalues = [{ id = \"process\", name = \"P\" }]\n";
    let with = |schemes: &str, tags: &str| {
        HEAD.to_owned() + schemes + &question("a", &format!("{}\n{tags}", levels(LOW, HIGH)))
    };
    warns(&with(&[scheme, kind].concat(), "tags = { cpi = [\"law\"] }"), &[]);
    warns(&with("", "tags = { cpi = [\"law\"] }"), &[("tag", "tags")]);
    warns(&with(scheme, "tags = { cpi = [\"lwa\"] }"), &[("tag", "tags")]);
    warns(&with(scheme, "tags = { cpi = [] }"), &[("tag", "tags")]);
    warns(&with(scheme, "tags = { cpi = [\"law\", \"law\"] }"), &[("tag", "tags")]);
    warns(&with(scheme, "tags = { cpi = \"law\" }"), &[("wrong-type", "tags")]);
    warns(&with(kind, "tags = { sort = [\"process\"] }"), &[("tag", "tags")]);
    warns(&with(&scheme.replace("cpi", "Lens"), ""), &[("duplicate-id", "id")]);
    warns(&with(&[scheme, scheme].concat(), ""), &[("duplicate-id", "id")]);
    warns(&with(&scheme.replace("\"Index\"", "\"\""), ""), &[("name", "name")]);
    warns(&with(&kind.replace("process", "processes"), ""), &[("word", "values")]);
    warns(&with(&kind.replace("\"kind\"", "\"mood\""), ""), &[("word", "from")]);
    let none = "[[scheme]]\nid = \"cpi\"\nname = \"Index\"\n";
    warns(&with(none, ""), &[("empty", "[[scheme]]")]);
    let twice = scheme.replace("}]", "}, { id = \"LAW\", name = \"Law again\" }]");
    warns(&with(&twice, ""), &[("duplicate-id", "values")]);
}

#[test]
fn weights_that_do_nothing_are_named_and_others_are_not() {
    let weighted = question("a", &format!("weight = 2\n{}", levels(LOW, HIGH)));
    warns(&(HEAD.to_owned() + &weighted), &[("idle-weight", "weight")]);
    for rule in ["weighted", "geometric", "share"] {
        warns(&format!("{HEAD}[scoring]\nrule = \"{rule}\"\n{weighted}"), &[]);
    }
}

#[test]
fn caps_that_never_act_and_critical_questions_without_one_are_named() {
    let plain = question("a", &levels(LOW, HIGH));
    let critical = question("a", &format!("critical = true\n{}", levels(LOW, HIGH)));
    let with = |scoring: &str, question: &str| format!("{HEAD}[scoring]\n{scoring}\n{question}");
    let cap = "critical_cap = { at = 1, to = 1.5 }";
    warns(&with(cap, &plain), &[("idle-cap", "critical_cap")]);
    warns(&with(cap, &critical), &[]);
    warns(&with("critical_cap = { at = 0, to = 1 }", &critical), &[("idle-cap", "critical_cap")]);
    warns(&with("critical_cap = { at = 1, to = 2 }", &critical), &[("idle-cap", "critical_cap")]);
    warns(&with("", &critical), &[("no-critical-cap", "critical")]);
    let evidence = "evidence_cap = [{ level = 2, needs = \"E2\" }]";
    warns(&with(evidence, &plain), &[]);
    let ranged = question("a", "scale = \"range\"");
    warns(&with(evidence, &ranged), &[("idle-cap", "evidence_cap")]);
    let group = format!("[[node]]\nid = \"g\"\nname = \"G\"\n{cap}\n");
    let below = question("a", &format!("parent = \"g\"\n{}", levels(LOW, HIGH)));
    warns(&(HEAD.to_owned() + &group + &below), &[("idle-cap", "critical_cap")]);
}

#[test]
fn missing_steps_unused_terms_and_statements_are_named() {
    let step = "next = [{ to = 2, do = \"Write it down\" }]";
    let both = question("a", &format!("{step}\n{}", levels(LOW, HIGH)))
        + &question("b", &levels(&LOW.replace("any", "one"), &HIGH.replace("once", "twice")));
    warns(&(HEAD.to_owned() + &both), &[("no-next", "id")]);
    let term = "[[term]]\nterm = \"Foster care\"\nmeans = \"Care in a family.\"\n\
                [[term]]\nterm = \"Municipalities\"\nmeans = \"Towns.\"\n";
    let one = question("a", &levels(LOW, &HIGH.replace("municipality", "municipalities")));
    warns(&(HEAD.to_owned() + &one + term), &[("unused-term", "term = \"Foster")]);
    let told = one.replace("for a?", "for a.");
    warns(&(HEAD.to_owned() + &told), &[("question-mark", "text")]);
    let other = HEAD.replace("\"en\"", "\"sq\"") + &told;
    warns(&other, &[]);
}

#[test]
fn every_wrong_type_is_found_in_one_pass_and_nothing_that_only_follows_from_one() {
    let text = r#"id = 5
version = 1.0
title = ["X"]
tiers = "domain"
[scale]
halves = "no"
levels = [{ level = "1", name = 7 }, { level = 2, nmae = "x" }]
[scoring]
decimals = 1.5
critical_cap = { at = 1 }
[[node]]
id = "g"
name = true
weight = "2"
[[question]]
id = "a"
parent = "g"
text = "A?"
core = "yes"
evidence = [1, "a", 2]
next = [{ do = "x" }, { to = "2" }]
levels = 5
"#;
    let found: Vec<(usize, usize, &str)> =
        lint(text).iter().map(|l| (l.line, l.column, l.problem.code)).collect();
    let wanted = [
        (1, 6, "wrong-type"),
        (2, 11, "wrong-type"),
        (3, 9, "wrong-type"),
        (4, 9, "wrong-type"),
        (6, 10, "wrong-type"),
        (7, 21, "wrong-type"),
        (7, 33, "wrong-type"),
        (7, 51, "unknown-key"),
        (9, 12, "wrong-type"),
        (10, 16, "missing-key"),
        (13, 8, "wrong-type"),
        (14, 10, "wrong-type"),
        (19, 8, "wrong-type"),
        (20, 13, "wrong-type"),
        (20, 21, "wrong-type"),
        (21, 9, "missing-key"),
        (21, 30, "wrong-type"),
        (22, 10, "wrong-type"),
    ];
    assert_eq!(found, wanted);
}

#[test]
fn the_frameworks_that_ship_are_clean() -> Result<()> {
    let library = Library::open(&Path::new(env!("CARGO_MANIFEST_DIR")).join("frameworks"))?;
    ensure!(library.sources().len() >= 4, "only {} frameworks", library.sources().len());
    for source in library.sources() {
        let (_, found) = library.lint(&source.path, &read_text(&source.path)?)?;
        ensure!(found.is_empty(), "{}", found[0]);
    }
    Ok(())
}
