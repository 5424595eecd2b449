//! The scenarios of `tests/scoring/`: a slice of a framework, answers, and the expected numbers,
//! all in one file. The published vectors of the field are among them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use stocktake::analysis::priorities::hanlon;
use stocktake::analysis::score::{Scores, combine};
use stocktake::domain::{
    Assessment, Change, DraftFramework, Entry, Evidence, EvidenceKind, Framework, Id, PartialDate,
    Sector, Selection, Stance, Verdict,
};
use stocktake::report;

/// A file holds a scenario of scores, or cases of the second formula for priorities.
#[derive(Deserialize)]
#[serde(untagged)]
enum File {
    Hanlon { hanlon: Vec<Hanlon> },
    Scores(Box<Scenario>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Hanlon {
    size: f64,
    seriousness: f64,
    effectiveness: f64,
    rating: f64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Scenario {
    framework: DraftFramework,
    answers: BTreeMap<String, Said>,
    #[serde(default)]
    evidence: BTreeMap<String, Vec<String>>,
    expect: BTreeMap<String, Expected>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Said {
    Level(f64),
    Word(String),
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct Expected {
    none: bool,
    value: Option<f64>,
    claimed: Option<f64>,
    percent: Option<f64>,
    shown_percent: Option<String>,
    label: Option<String>,
    coverage: Option<f64>,
    lowest: Option<f64>,
    highest: Option<f64>,
    withheld: Option<bool>,
    unknown: Option<u32>,
    not_applicable: Option<u32>,
    no_coverage: bool,
}

#[test]
fn every_scenario_gives_the_expected_numbers() -> Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring");
    let mut count = 0;
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let text = fs::read_to_string(&path)?;
        let name = path.display().to_string();
        match toml::from_str(&text).with_context(|| name.clone())? {
            File::Hanlon { hanlon } => hanlon.iter().try_for_each(rated),
            File::Scores(scenario) => run(&scenario),
        }
        .with_context(|| name)?;
        count += 1;
    }
    ensure!(count >= 13, "only {count} scenarios were found");
    Ok(())
}

fn rated(case: &Hanlon) -> Result<()> {
    let rating = hanlon(case.size, case.seriousness, case.effectiveness);
    ensure!((rating - case.rating).abs() < 1e-12, "{rating} is not {}", case.rating);
    Ok(())
}

fn run(scenario: &Scenario) -> Result<()> {
    let framework = scenario.framework.check().map_err(|p| anyhow::anyhow!("{p:?}"))?;
    let assessment = answered(scenario, &framework).map_err(anyhow::Error::msg)?;
    let scores = Scores::of(&framework, &assessment);
    for (id, expected) in &scenario.expect {
        let at = framework.find(id).context("the expected node is not in the framework")?;
        let (node, score) = (framework.node(at), scores.at(at));
        let scale = framework.scale(node);
        ensure!(!expected.none || score.value.is_none(), "{id}: {:?}", score.value);
        let percent = score.value.map(|v| scale.percent(v));
        for (what, wanted, got) in [
            ("value", expected.value, score.value),
            ("claimed", expected.claimed, score.claimed),
            ("percent", expected.percent, percent),
            ("coverage", expected.coverage, score.coverage()),
            ("lowest", expected.lowest, score.lowest),
            ("highest", expected.highest, score.highest),
        ] {
            let Some(wanted) = wanted else { continue };
            let got = got.with_context(|| format!("{id}: no {what}"))?;
            ensure!((wanted - got).abs() < 1e-12, "{id}: {what} is {got}, not {wanted}");
        }
        if let Some(wanted) = &expected.shown_percent {
            let shown = report::shown(percent.context("no percent")?, 1);
            ensure!(shown == *wanted, "{id}: {shown} is shown, not {wanted}");
        }
        if let Some(wanted) = &expected.label {
            let label = report::label(&framework, node, score.value.context("no value")?);
            ensure!(label == *wanted, "{id}: the label is {label}, not {wanted}");
        }
        for (what, wanted, got) in [
            ("not known", expected.unknown, score.unknown),
            ("not applicable", expected.not_applicable, score.not_applicable),
        ] {
            ensure!(wanted.is_none_or(|wanted| wanted == got), "{id}: {got} are {what}");
        }
        let coverage = score.coverage();
        ensure!(!expected.no_coverage || coverage.is_none(), "{id}: {coverage:?} of nothing");
        if let Some(wanted) = expected.withheld {
            ensure!(score.withheld == wanted, "{id}: withheld is {}", score.withheld);
        }
    }
    Ok(())
}

/// A cap is named where it takes something away, and only there: three answers whose mean is the
/// level that the cap allows are not kept down by it.
#[test]
fn a_cap_that_takes_nothing_away_is_not_named() -> Result<()> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scoring/critical-cap.toml");
    let File::Scores(mut scenario) = toml::from_str(&fs::read_to_string(path)?)? else {
        anyhow::bail!("no scenario of scores")
    };
    let framework = scenario.framework.check().map_err(|p| anyhow::anyhow!("{p:?}"))?;
    let [capped, critical] = ["capped", "a"].map(|id| framework.find(id).expect("it is there"));
    for (levels, by) in [([1.0, 2.0, 3.0], None), ([1.0, 3.0, 3.0], Some(critical))] {
        for (id, level) in ["a", "b", "c"].into_iter().zip(levels) {
            scenario.answers.insert(id.into(), Said::Level(level));
        }
        let assessment = answered(&scenario, &framework).map_err(anyhow::Error::msg)?;
        let scores = Scores::of(&framework, &assessment);
        let values: Vec<_> = scores.nodes().map(|score| score.value).collect();
        let node = framework.node(capped);
        let combined = combine(&framework, node, node.group().context("a group")?, &values);
        let combined = combined.context("it has a score")?;
        ensure!(combined.capped_by == by, "{levels:?}: {combined:?}");
        ensure!(combined.result.total_cmp(&2.0).is_eq(), "{levels:?}: {combined:?}");
    }
    Ok(())
}

fn answered(scenario: &Scenario, framework: &Framework) -> Result<Assessment, String> {
    let key = Selection::new("XAA/2025")?.single().ok_or("no key")?;
    let mut assessment = Assessment::blank(key, stocktake::workspace::pin(framework));
    for (question, grades) in &scenario.evidence {
        for grade in grades {
            attach(&mut assessment, framework, question, grade)?;
        }
    }
    for (name, said) in &scenario.answers {
        let question = Id::new(name)?;
        let (verdict, carried) = match said {
            Said::Level(level) => (Verdict::Scored(*level), false),
            Said::Word(word) => match word.strip_prefix("carried ") {
                Some(level) => (Verdict::Scored(level.parse().map_err(|_| "no level")?), true),
                None if word == "unknown" => (Verdict::Unknown, false),
                None => (Verdict::NotApplicable { reason: "in this scenario".into() }, false),
            },
        };
        assessment
            .apply(framework, &Change::Verdict { question, verdict: Some(verdict), carried })?;
    }
    Ok(assessment)
}

/// Adds evidence that earns a grade, and lets the answer rest on it.
fn attach(
    assessment: &mut Assessment,
    framework: &Framework,
    question: &str,
    grade: &str,
) -> Result<(), String> {
    let kinds: &[EvidenceKind] = match grade {
        "E2" => &[EvidenceKind::OfficialDocument],
        "E3" => &[EvidenceKind::OfficialDocument, EvidenceKind::RoutineData],
        other => return Err(format!("no recipe for grade {other}")),
    };
    let mut sources = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        let id = Id::new(&format!("{question}-{at}"))?;
        let evidence = Evidence {
            id: id.clone(),
            kind: *kind,
            title: "A document".into(),
            issuer: String::new(),
            sector: Sector::Government,
            date: Some(PartialDate::new("2024")?),
            valid_until: None,
            unit: String::new(),
            language: String::new(),
            reference: String::new(),
            page: String::new(),
            holder: String::new(),
            confidential: false,
            stance: Stance::For,
        };
        assessment.apply(framework, &Change::put(Entry::Evidence(evidence)))?;
        sources.push(id);
    }
    assessment.apply(framework, &Change::Sources(Id::new(question)?, sources)).map(|_| ())
}
