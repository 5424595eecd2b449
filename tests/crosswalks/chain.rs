//! Three versions of which some years skip the middle one: crosswalks are gone through one behind the
//! other, and what one of them parts stays parted.

use std::fs;

use anyhow::{Context, Result, ensure};

use super::support::{Bench, framework, question};

/// The crosswalk from one version of `f` to another, with its links.
fn crosswalk(bench: &Bench, from: &str, to: &str, links: &str) -> Result<()> {
    let end = |side, version| format!("[{side}]\nframework = \"f\"\nversion = \"{version}\"\n");
    let text = format!("{}{}{links}", end("from", from), end("to", to));
    bench.write(&format!("frameworks/f@{from}--f@{to}.crosswalk.toml"), &text)
}

fn link(from: &str, to: &str, compare: &str) -> String {
    format!("[[link]]\nfrom = [\"{from}\"]\nto = [\"{to}\"]\ncompare = \"{compare}\"\n")
}

/// `two` is renamed twice, `three` asks another thing in version 2 and keeps its id, `four` is not in
/// version 2 and comes back, `five` is reworded in version 3. XAA answered 1 and then 3, XBB 1 alone.
fn bench() -> Result<Bench> {
    let bench = Bench::new()?;
    for (version, questions) in [
        (
            "1",
            [
                ("one", "Is it law?"),
                ("two", "Is it paid?"),
                ("three", "Is it known?"),
                ("four", "Is it so?"),
                ("five", "Is it open?"),
            ],
        ),
        (
            "2",
            [
                ("one", "Is it law?"),
                ("second", "Is it paid?"),
                ("three", "Is it known to all?"),
                ("new", "Is it new?"),
                ("five", "Is it open?"),
            ],
        ),
        (
            "3",
            [
                ("one", "Is it law?"),
                ("last", "Is it paid?"),
                ("three", "Is it known?"),
                ("four", "Is it so?"),
                ("five", "Is it open to all?"),
            ],
        ),
    ] {
        let all: String = questions.iter().map(|(id, text)| question(id, text, "")).collect();
        bench.write(&format!("frameworks/f@{version}.toml"), &framework("f", version, &all))?;
    }
    let links = link("two", "second", "same") + &link("three", "three", "subject");
    crosswalk(&bench, "1", "2", &links)?;
    crosswalk(
        &bench,
        "2",
        "3",
        &(link("second", "last", "same") + &link("three", "three", "caution")),
    )?;
    for (key, version, paid) in
        [("XAA/2018", "1", "two"), ("XBB/2024", "1", "two"), ("XAA/2024", "3", "last")]
    {
        bench.done(&format!("new {key} --framework f --framework-version {version}"))?;
        let level = if version == "1" { 1 } else { 2 };
        for question in ["one", paid, "three", "four", "five"] {
            bench.done(&format!("set {key} {question} {level}"))?;
        }
    }
    Ok(bench)
}

/// What the years say of a question of version 3.
fn years(bench: &Bench, question: &str) -> Result<String> {
    let run = bench.done("compare years XAA --depth 3 --format csv")?;
    let row = run.out.lines().find(|line| line.contains(&format!(",2024,f,3,{question},")));
    Ok(row.with_context(|| format!("no {question} in {}", run.out))?.to_owned())
}

#[test]
fn years_that_skip_a_version_go_by_both_crosswalks() -> Result<()> {
    let bench = bench()?;
    for (question, expected) in [
        ("one", ",same,100,up,"),
        ("last", ",same,100,up,"),
        ("five", ",caution,,up,"),
        // The same words at both ends, and another question in between.
        ("three", ",none,,not-comparable,"),
        ("four", ",none,,not-comparable,"),
    ] {
        let row = years(&bench, question)?;
        ensure!(row.contains(expected), "{question}: {row}");
    }
    let told = "2018 to 2024: compared along a chain of crosswalks through f 2";
    ensure!(bench.done("compare years XAA")?.err.contains(told), "the chain is not named");
    // A direct crosswalk knows better than the chain.
    crosswalk(&bench, "1", "3", &link("three", "three", "same"))?;
    for (question, expected) in
        [("last", ",new,"), ("three", ",same,100,up,"), ("four", ",same,100,up,")]
    {
        let row = years(&bench, question)?;
        ensure!(row.contains(expected), "{question}: {row}");
    }
    ensure!(!bench.done("compare years XAA")?.err.contains("chain"), "there is none any more");
    Ok(())
}

#[test]
fn countries_of_two_versions_stand_side_by_side_along_the_chain() -> Result<()> {
    let bench = bench()?;
    let row = |question: &str| {
        let line = format!("compare countries --framework f --node {question} --format csv");
        let run = bench.done(&line)?;
        let row = run.out.lines().find(|line| line.starts_with("XBB,"));
        row.map(str::to_owned).context(run.out.clone())
    };
    for (question, expected) in [
        ("last", ",f,1,last,2,1,0,1,E0,same,no,"),
        ("five", ",f,1,five,2,1,0,1,E0,caution,no,"),
        ("three", ",f,1,three,2,,,1,E0,none,no,version 1 not comparable"),
        ("four", ",f,1,four,2,,,,,none,no,"),
    ] {
        ensure!(row(question)?.contains(expected), "{question}: {}", row(question)?);
    }
    let told = "XBB: compared along a chain of crosswalks through f 2";
    let run = bench.done("compare countries --framework f")?;
    ensure!(run.err.contains(told), "{}", run.err);
    let told = "XAA, XBB: compared along a chain of crosswalks through f 2";
    let run = bench.done("compare panel --framework f --node one")?;
    ensure!(run.err.contains(told), "{}", run.err);
    Ok(())
}

#[test]
fn a_migration_names_the_chain_and_carries_no_more_than_its_parts() -> Result<()> {
    let bench = bench()?;
    let run = bench.done("migrate XAA/2018 --to 3 --dry-run --format csv")?;
    let expected = "\
assessment,fate,what,old,new,text,before,after,reason
XAA/2018/self,unchanged,question,one,one,Is it law?,1 Low,1 Low,the same question
XAA/2018/self,unchanged,question,two,last,Is it paid?,1 Low,1 Low,was two
XAA/2018/self,attic,question,three,three,Is it known?,1 Low,,\"the same subject, asked in another way\"
XAA/2018/self,new,question,,four,Is it so?,,,new: not in f 2
XAA/2018/self,to-confirm,question,five,five,Is it open to all?,1 Low,1 Low,asked in other words
XAA/2018/self,attic,question,four,,Is it so?,1 Low,,no longer asked: not in f 2
";
    assert_eq!(run.out, expected);
    let told = "a chain of them goes from f 1 to f 2 to f 3";
    for line in ["--dry-run --format csv", "--dry-run", "--report report.md"] {
        let run = bench.done(&format!("migrate XAA/2018 --to 3 {line}"))?;
        assert_eq!(run.err.matches(told).count(), 1, "{line}: {}", run.err);
    }
    let report = fs::read_to_string(bench.path("report.md"))?;
    ensure!(report.contains(told) && report.contains("Through"), "{report}");
    let text = fs::read_to_string(bench.path("assessments/XAA/2018/self~3.toml"))?;
    ensure!(text.contains("[answers.last]") && text.contains("[attic.answers.three]"), "{text}");
    ensure!(!text.contains("[answers.three]") && !text.contains("[answers.four]"), "{text}");
    bench.done("check")?;
    // One step is no chain.
    let run = bench.done("migrate XAA/2018 --to 2 --dry-run")?;
    ensure!(!run.err.contains("chain"), "{}", run.err);
    // Nothing is moved backwards, and what the middle is not here for is no quiet loss.
    let run = bench.run("migrate XAA/2024 --to 1")?;
    ensure!(run.code == Some(3) && run.err.contains("through f 2"), "{:?}\n{}", run.code, run.err);
    fs::remove_file(bench.path("frameworks/f@2.toml"))?;
    for line in ["migrate XBB/2024 --to 3", "compare years XAA"] {
        let run = bench.run(line)?;
        ensure!(
            run.code == Some(3) && run.err.contains("there is no framework f 2"),
            "{}",
            run.err
        );
    }
    Ok(())
}

/// Two frameworks that share nothing with each other, and each something with a third one.
#[test]
fn frameworks_meet_in_a_third_one_of_the_text_that_both_speak_of() -> Result<()> {
    let bench = Bench::new()?;
    bench.frameworks()?;
    let middle = question("law", "Is there a law?", "") + &question("odd", "Is it odd?", "");
    bench.write("frameworks/h.toml", &framework("h", "1", &middle))?;
    let ends = |from: &str, to: &str| {
        let end = |side, id| format!("[{side}]\nframework = \"{id}\"\nversion = \"1\"\n");
        format!("{}{}", end("from", from), end("to", to))
    };
    let write = |from: &str, to: &str, links: &str| {
        let text = format!("{}{links}", ends(from, to));
        bench.write(&format!("frameworks/{from}--{to}.crosswalk.toml"), &text)
    };
    write("f", "h", &link("one", "law", "same"))?;
    for (key, id, question) in [("XAA/2020", "f", "one"), ("XAA/2022", "g", "first")] {
        bench.done(&format!("new {key} --framework {id}"))?;
        bench.done(&format!("set {key} {question} 2"))?;
    }
    let alone = bench.run("migrate XAA/2020 --to g@1 --dry-run")?;
    ensure!(alone.err.contains("there is no crosswalk from f 1 to g 1"), "{}", alone.err);
    for (relation, expected) in [
        ("same", ",same,0,same,"),
        ("caution", ",caution,,same,"),
        ("subject", ",none,,not-comparable,"),
    ] {
        write("h", "g", &link("law", "first", relation))?;
        let run = bench.done("compare years XAA --depth 3 --format csv")?;
        let row = run.out.lines().find(|l| l.contains(",2022,g,1,first,")).context("a row")?;
        ensure!(row.contains(expected), "{relation}: {row}");
    }
    write("h", "g", &link("law", "first", "same"))?;
    let run = bench.done("migrate XAA/2020 --to g@1 --dry-run")?;
    ensure!(run.err.contains("from f 1 to h 1 to g 1"), "{}", run.err);
    // Another text of the middle than one of the two was written for.
    let other =
        format!("{}digest = \"sha256:0\"\n[to]", ends("h", "g").split("[to]").next().context("")?);
    let rest = ends("h", "g").split("[to]").nth(1).context("")?.to_owned();
    bench.write(
        "frameworks/h--g.crosswalk.toml",
        &format!("{other}{rest}{}", link("law", "first", "same")),
    )?;
    let run = bench.run("migrate XAA/2020 --to g@1 --dry-run")?;
    ensure!(
        run.code == Some(3) && run.err.contains("is not the text that was looked at"),
        "{}",
        run.err
    );
    Ok(())
}
