//! From an empty folder to an answered assessment.

use anyhow::{Result, ensure};
use insta::assert_snapshot;

use crate::support::Bench;

#[test]
fn a_group_makes_an_assessment_and_answers_it() -> Result<()> {
    let bench = Bench::new()?;
    assert_snapshot!(bench.transcript(&[
        "init WORKSHOP",
        "init WORKSHOP",
        "new XAA/2025 --framework tiny",
        "new XAA/2025 --framework tiny",
        "list",
        "set XAA/2025 a.1 3 --confidence sure --claim 'The law of 2019 says so.'",
        "set XAA/2025 b 2 --in-place paper --park",
        "set XAA/2025 c na --reason 'There are no islands.'",
        "set XAA/2025 d unknown",
        "show XAA/2025",
        "show XAA/2025 b",
        "set XAA/2025 b open --unpark --in-place none",
        "list --format csv",
        "list XAB/2025 --format json",
    ]));
    Ok(())
}

/// Answers of an earlier round come along, and none of them counts before it is confirmed.
#[test]
fn a_second_round_starts_from_the_first() -> Result<()> {
    let bench = Bench::with_assessment()?;
    bench.run("set XAA/2025 a.1 3").done()?;
    bench.run("set XAA/2025 d 2").done()?;
    assert_snapshot!(bench.transcript(&[
        "new XAA/2026 --from XAA/2025",
        "show XAA/2026 --format csv",
        "score XAA/2026 --format csv --depth 0",
        "set XAA/2026 a.1 --confirm",
        "set XAA/2026 b --confirm",
        "score XAA/2026 --format csv --depth 0",
        "new XAA/2026/shadow@north --from XAA/2025",
    ]));
    Ok(())
}

#[test]
fn evidence_of_the_register_is_attached_to_what_is_there() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let lines = br#"
{"put": "evidence", "entry": {"id": "law", "kind": "official-document", "title": "Law", "date": "2024"}}
{"put": "evidence", "entry": {"id": "data", "kind": "routine-data", "title": "Data", "date": "2024"}}
"#;
    bench.feed("apply XAA/2025", lines).done()?;
    bench.run("set XAA/2025 a.1 4 --evidence law").done()?;
    let second = bench.run("set XAA/2025 a.1 --evidence data --evidence law").done()?;
    ensure!(second.err.contains("evidence E3"), "{}", second.err);
    let file = bench.read("assessments/XAA/2025/self.toml")?;
    ensure!(file.contains(r#"sources = ["law", "data"]"#), "{file}");
    let unknown = bench.run("set XAA/2025 a.1 --evidence rumour");
    ensure!(unknown.code == Some(3) && unknown.err.contains("no evidence 'rumour'"));
    Ok(())
}

#[test]
fn what_does_not_fit_is_refused_and_the_file_stays() -> Result<()> {
    let bench = Bench::with_assessment()?;
    bench.run("set XAA/2025 b 2").done()?;
    let before = bench.read("assessments/XAA/2025/self.toml")?;
    assert_snapshot!(bench.transcript(&[
        "set XAA/2025 b 9",
        "set XAA/2025 b -1",
        "set XAA/2025 b NaN",
        "set XAA/2025 b 2.5",
        "set XAA/2025 b good",
        "set XAA/2025 b na",
        "set XAA/2025 b 3 --reason 'because'",
        "set XAA/2025 b",
        "set XAA/2025 a.1 3 --in-place paper",
        "set XAA/2025 group 3",
        "set XAA/2025 nothing 3",
        "set XAA/* b 3",
        "set XAA/2031 b 3",
        "set XAA/2025 b 3 --confidence quite",
        "new XAA/2027 --framework absent",
        "new XAA/2025/self --perspective shadow",
    ]));
    ensure!(bench.read("assessments/XAA/2025/self.toml")? == before);
    Ok(())
}

/// Four programs set answers in one file at the same time, again and again: every answer that was
/// reported as set is in the file.
#[test]
fn answers_set_at_the_same_time_are_all_there() -> Result<()> {
    for _ in 0..40 {
        let bench = Bench::with_assessment()?;
        let set = |question: &str| {
            bench
                .command()
                .args(["set", "XAA/2025", question, "3"])
                .stdout(std::process::Stdio::null())
                .stderr(std::process::Stdio::null())
                .spawn()
        };
        let mut running = Vec::new();
        for question in ["a.1", "b", "c", "d"] {
            running.push((question, set(question)?));
        }
        for (question, child) in &mut running {
            ensure!(child.wait()?.success(), "setting {question} was refused");
        }
        let text = bench.read("assessments/XAA/2025/self.toml")?;
        ensure!(text.matches("level = 3").count() == 4, "an answer was lost:\n{text}");
    }
    Ok(())
}

/// Two programs make the same assessment: one of them is told that it is there already.
#[test]
fn an_assessment_is_made_once() -> Result<()> {
    for _ in 0..5 {
        let bench = Bench::new()?;
        bench.run("init .").done()?;
        let make = || {
            let mut command = bench.command();
            let quiet = || std::process::Stdio::null();
            let command = command.args(["new", "XAA/2027", "--framework", "tiny"]);
            command.stdout(quiet()).stderr(quiet()).spawn()
        };
        let (mut first, mut second) = (make()?, make()?);
        let made = usize::from(first.wait()?.success()) + usize::from(second.wait()?.success());
        ensure!(made == 1, "{made} programs made it");
    }
    Ok(())
}
