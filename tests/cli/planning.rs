//! The way up: ladders, the cheapest steps, targets, the action plan and its verdict, duties, and
//! what treaty bodies recommended.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use insta::assert_snapshot;

use crate::support::Bench;

const PLAN: &str = r#"
{"put": "actions", "entry": {"id": "a1", "title": "Pass the law", "question": "b", "to": 3, "level": "policy", "owner": "Ministry of justice", "deadline": "2027-06", "cost": "high", "funding": "partly", "budget_line": "12.3", "indicator": "Law in force", "stage": "adoption", "after": ["a2"]}}
{"put": "actions", "entry": {"id": "a2", "title": "Agree on the text", "question": "c", "to": 3, "owner": "Council", "partners": ["Ombudsperson"], "deadline": "2026", "cost": "low"}}
{"put": "duties", "entry": {"id": "d1", "step": "report", "level": "local", "body": "School", "task": "Report at once", "within": "24 hours", "basis": "Law on schools, art. 5"}}
{"put": "duties", "entry": {"id": "d2", "step": "report", "level": "national", "body": "Ombudsperson", "role": "oversees"}}
"#;

/// An assessment with answers, a plan, and a table of recommendations of which some rows are wrong.
fn planned() -> Result<Bench> {
    let bench = Bench::with_assessment()?;
    for answer in ["a.1 2", "b 2", "c 1", "d unknown"] {
        bench.run(&format!("set XAA/2025 {answer}")).done()?;
    }
    bench.feed("apply XAA/2025 -", PLAN.trim_start().as_bytes()).done()?;
    bench.write(
        "treaty.csv",
        "body,year,text,about,level,reference\n\
         CRC,2023,Forbid it everywhere.,b,policy,para. 20\n\
         GREVIO,2021,Train them.,nowhere,service,\n\
         CRC,soon,Train them.,b,service,\n\
         Lanzarote,2022,Count them.,,,\n",
    )?;
    Ok(bench)
}

#[test]
fn the_plan_from_ladder_to_strategy() -> Result<()> {
    let bench = planned()?;
    assert_snapshot!(bench.transcript(&[
        "import treaty XAA/2025 treaty.csv --dry-run",
        "import treaty XAA/2025 treaty.csv",
        "import treaty XAA/2025 treaty.csv",
        "plan treaty XAA/2025",
        "plan ladder XAA/2025",
        "plan ladder XAA/2025 b",
        "plan ladder XAA/2025 --format csv",
        "plan steps XAA/2025 --target 3 --budget 30",
        "plan steps XAA/2025 --target 60% --budget 2",
        "plan steps XAA/2025 --budget 4 --format json",
        "plan steps XAA/2025 --target 9",
        "plan steps XAA/2025",
        "plan target XAA/2025 c 3 --year 2027 --note 'Agreed by all'",
        "plan target XAA/2025 c 7",
        "plan outlook XAA/2025",
        "plan outlook XAA/2025 --format csv",
        "plan actions XAA/2025",
        "plan actions XAA/2025 --format csv",
        "plan duties XAA/2025",
        "plan duties XAA/2025 --format csv",
        "priorities XAA/2025",
        "export strategy XAA/2025 --out -",
        "export plan XAA/2025 --out - --format csv",
        "check",
    ]));
    Ok(())
}

/// What is open in the plan comes along, and the new round asks what became of it.
#[test]
fn the_next_round_asks_whether_it_worked() -> Result<()> {
    let bench = planned()?;
    bench.run("plan target XAA/2025 c 3 --year 2027").done()?;
    bench.run("new XAA/2028 --from XAA/2025").done()?;
    let asked =
        |line: &str| Ok::<_, anyhow::Error>(bench.run(line).out.matches("did it work").count());
    ensure!(asked("review XAA/2028 --format csv")? == 2, "both actions are asked about");
    let actions = bench.run("plan actions XAA/2028").out;
    ensure!(actions.contains("late") && actions.contains("nobody has said yet"), "{actions}");
    let said = r#"{"put": "actions", "entry": {"id": "a2", "title": "Agree on the text", "status": "done", "carried_from": 2025, "worked": "yes", "outcome": "Signed in 2027"}}"#;
    bench.feed("apply XAA/2028 -", format!("{said}\n").as_bytes()).done()?;
    ensure!(asked("review XAA/2028 --format csv")? == 1, "one is left");
    bench.run("new XAA/2031 --from XAA/2028").done()?;
    let later = bench.read("assessments/XAA/2031/self.toml")?;
    ensure!(later.contains("id = \"a1\"") && !later.contains("id = \"a2\""), "{later}");
    ensure!(later.contains("carried_from = 2028") && later.contains("[[duties]]"), "{later}");
    Ok(())
}

/// An action that is due before what it waits for cannot be done in time, and a target where the question
/// stands is none: both are said, and both are kept.
#[test]
fn what_cannot_be_in_a_plan_is_said() -> Result<()> {
    let bench = planned()?;
    ensure!(!bench.run("check").told().contains("which is due"), "nothing is wrong yet");
    let late = r#"{"put": "actions", "entry": {"id": "a2", "title": "Agree", "question": "c", "to": 3, "deadline": "2027-07"}}"#;
    bench.feed("apply XAA/2025 -", format!("{late}\n").as_bytes()).done()?;
    let told = bench.run("check").told();
    let wanted = "'a1' is due 2027-06, and waits for 'a2', which is due 2027-07";
    ensure!(told.contains(wanted), "{told}");
    let told = bench.run("plan target XAA/2025 c 1").told();
    ensure!(told.contains("level 1, where it stands already"), "{told}");
    Ok(())
}

/// Targets that `plan steps --keep` writes lead where it said, by the same scoring.
#[test]
fn what_is_kept_leads_where_the_steps_say() -> Result<()> {
    let bench = planned()?;
    let steps = bench.run("plan steps XAA/2025 --target 3 --format csv --keep 2029");
    ensure!(steps.code == Some(0), "{}", steps.err);
    let reached =
        steps.out.lines().nth(1).and_then(|line| line.split(',').nth(6).map(str::to_owned));
    let outlook = bench.run("plan outlook XAA/2025 --format csv --depth 0").out;
    let wanted = |line: &&str| line.contains(",targets,") && line.contains(",0,2029,");
    let found = outlook.lines().find(wanted).and_then(|line| line.split(',').nth(6));
    ensure!(found.is_some() && found == reached.as_deref(), "{found:?} {reached:?}\n{outlook}");
    Ok(())
}

/// A move by hand without a reason is refused, with one it is marked.
#[test]
fn a_move_by_hand_needs_a_reason() -> Result<()> {
    let bench = planned()?;
    let entry = |rest: &str| {
        format!(
            "{{\"put\": \"priorities\", \"entry\": {{\"id\": \"p1\", \"question\": \"b\"{rest}}}}}\n"
        )
    };
    let refused = bench.feed("apply XAA/2025 -", entry(", \"place\": 1").as_bytes());
    let told = refused.told();
    ensure!(told.contains("place_reason"), "{told}");
    let moved = entry(", \"place\": 1, \"place_reason\": \"promised in parliament\"");
    bench.feed("apply XAA/2025 -", moved.as_bytes()).done()?;
    let list = bench.run("priorities XAA/2025");
    ensure!(
        list.out.contains(" m ") && list.err.contains("promised in parliament"),
        "{}{}",
        list.out,
        list.err
    );
    Ok(())
}

/// Machines get every line of a draft strategy, not the outlook alone.
#[test]
fn a_strategy_as_a_table_holds_its_recommendations() -> Result<()> {
    let bench = Bench::new()?;
    let file = "assessments/XAA/2025/self.toml";
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file))?;
    bench.write(file, &text)?;
    let csv = bench.run("export strategy XAA/2025 --format csv --out -").out;
    for (kind, head) in [("recommendation", "[[recommendations]]"), ("priority", "[[priorities]]")]
    {
        let lines = csv.lines().filter(|line| line.split(',').nth(1) == Some(kind)).count();
        let written = text.matches(head).count();
        ensure!(lines == written && lines > 2, "{kind}: {lines} of {written}\n{csv}");
    }
    Ok(())
}

/// Every command of docs/planning.md runs, in order, on the demonstration workspace.
#[test]
fn the_commands_of_the_page_run() -> Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bench = Bench::new()?;
    let file = "assessments/XAA/2025/self.toml";
    bench.write(file, fs::read_to_string(root.join(file))?)?;
    let page = fs::read_to_string(root.join("docs/planning.md"))?;
    let blocks = page.split("```sh\n").skip(1).filter_map(|block| block.split("```").next());
    let mut run = 0;
    for line in blocks.flat_map(str::lines) {
        let line = line.split('#').next().unwrap_or_default().trim();
        bench.run(line.strip_prefix("stocktake ").context("a command")?).done()?;
        run += 1;
    }
    ensure!(run >= 10, "only {run} commands were found");
    Ok(())
}
