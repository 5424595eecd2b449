//! `apply`: a line that is acknowledged is on disk, whatever happens next.

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use anyhow::{Context, Result, ensure};
use insta::assert_snapshot;

use crate::support::Bench;

const FILE: &str = "assessments/XAA/2025/self.toml";

#[test]
fn good_lines_are_acknowledged_and_bad_ones_are_named() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let lines = b"\xef\xbb\xbf{\"question\": \"a.1\", \"level\": 3, \"confidence\": \"sure\"}\r\n\
        \n   \n\
        {\"question\": \"a.1\", \"level\": 9}\n\
        {\"question\": \"nope\", \"level\": 1}\n\
        {\"question\": \"b\", \"levle\": 1}\n\
        {\"question\": \"b\", \"level\": \"3\"}\n\
        {\"question\": \"b\", \"claim\": \"\xff\"}\n\
        {\"question\": \"b\\u001b[2J\", \"level\": 1}\n\
        not json\n\
        {}\n\
        {\"node\": \"group\", \"strengths\": [\"A law.\"]}\n\
        {\"question\": \"d\", \"state\": \"unknown\"}";
    let run = bench.feed("apply XAA/2025 -", lines);
    assert_snapshot!(run.told());
    let file = bench.read(FILE)?;
    ensure!(file.contains("[answers.\"a.1\"]\nlevel = 3\n"), "{file}");
    ensure!(file.contains("[answers.d]\nstate = \"unknown\"\n"), "{file}");
    ensure!(!file.contains("[answers.b]"), "{file}");
    Ok(())
}

#[test]
fn a_line_that_changes_two_things_changes_both_or_neither() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let run =
        bench.feed("apply XAA/2025", b"{\"question\":\"a.1\",\"level\":3,\"in_place\":\"both\"}");
    ensure!(run.code == Some(3) && run.out.is_empty(), "{}", run.told());
    ensure!(!bench.read(FILE)?.contains("answers"));
    Ok(())
}

/// The program is killed in the middle: nothing acknowledged is lost.
#[test]
fn what_is_acknowledged_survives_the_kill() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let mut child = bench.command().args(["apply", "XAA/2025"]).stdin(Stdio::piped()).spawn()?;
    let mut to = child.stdin.take().context("stdin")?;
    let mut from = BufReader::new(child.stdout.take().context("stdout")?);
    for (number, level) in [(1, 2), (2, 4), (3, 1)] {
        writeln!(to, "{{\"question\": \"b\", \"level\": {level}}}")?;
        to.flush()?;
        let mut said = String::new();
        from.read_line(&mut said)?;
        ensure!(said == format!("ok {number}\n"), "{said}");
    }
    child.kill()?;
    child.wait()?;
    // What the kill kept out of the file, if anything, is in the journal.
    bench.run("recover XAA/2025 --apply").done()?;
    let file = bench.read(FILE)?;
    ensure!(file.contains("[answers.b]\nlevel = 1\n"), "{file}");
    Ok(())
}

/// What a crash kept out of the file is said, shown, and brought in only when somebody asks.
#[test]
fn what_a_crash_kept_out_of_the_file_waits_for_a_decision() -> Result<()> {
    for (decision, level) in [("--apply", 3), ("--set-aside", 2)] {
        let bench = Bench::with_assessment()?;
        bench.run("set XAA/2025 b 2").done()?;
        let (file, journal) = (bench.read(FILE)?, "assessments/XAA/2025/.self.journal");
        bench.run("set XAA/2025 b 3").done()?;
        // As if the power had failed between the journal and the file: the last save is undone, and
        // so is the line that says that it was saved.
        let lines = bench.read(journal)?;
        let cut = lines.trim_end().rfind('\n').context("several lines")? + 1;
        bench.write(journal, &lines[..cut])?;
        bench.write(FILE, &file)?;
        let shown = bench.run("show XAA/2025");
        ensure!(
            shown.err.contains("1 recorded change(s) never came into the file"),
            "{}",
            shown.err
        );
        let checked = bench.run("check");
        ensure!(checked.told().contains("recover XAA/2025/self shows"), "{}", checked.told());
        let refused = bench.run("set XAA/2025 d 4");
        ensure!(refused.code == Some(3) && refused.err.contains("recover"), "{}", refused.told());
        let listed = bench.run("recover XAA/2025");
        ensure!(listed.code == Some(1) && listed.out.contains(" -> 3"), "{}", listed.told());
        ensure!(bench.read(FILE)? == file, "nothing is altered unasked");
        bench.run(&format!("recover XAA/2025 {decision}")).done()?;
        ensure!(bench.read(FILE)?.contains(&format!("[answers.b]\nlevel = {level}\n")));
        bench.run("set XAA/2025 d 4").done()?;
        let verified = bench.run("verify");
        ensure!(verified.code == Some(0), "{}", verified.told());
        let history = bench.run("history XAA/2025 b --format csv");
        ensure!(history.out.contains(",change,b,level,2,3"), "{}", history.out);
    }
    Ok(())
}

/// Somebody else saves in between: both changes are in the file.
#[test]
fn a_change_by_somebody_else_is_not_overwritten() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let mut child = bench.command().args(["apply", "XAA/2025"]).stdin(Stdio::piped()).spawn()?;
    let mut to = child.stdin.take().context("stdin")?;
    let mut from = BufReader::new(child.stdout.take().context("stdout")?);
    let mut said = String::new();
    writeln!(to, "{{\"question\": \"b\", \"level\": 2}}")?;
    from.read_line(&mut said)?;
    bench.run("set XAA/2025 d 4").done()?;
    writeln!(to, "{{\"question\": \"b\", \"level\": 3}}")?;
    from.read_line(&mut said)?;
    drop(to);
    ensure!(child.wait()?.success() && said == "ok 1\nok 2\n", "{said}");
    let file = bench.read(FILE)?;
    ensure!(file.contains("[answers.b]\nlevel = 3\n"), "{file}");
    ensure!(file.contains("[answers.d]\nlevel = 4\n"), "{file}");
    Ok(())
}

#[test]
fn a_line_without_end_is_refused_and_the_next_one_is_read() -> Result<()> {
    let bench = Bench::with_assessment()?;
    let mut input = vec![b'x'; 9 * 1024 * 1024];
    input.extend(b"\n{\"question\": \"b\", \"level\": 2}\n");
    let run = bench.feed("apply XAA/2025", &input);
    ensure!(run.out == "ok 2\n" && run.code == Some(3), "{}", run.told());
    ensure!(run.err == "error line 1: the line is longer than 4 MiB\n", "{}", run.err);
    Ok(())
}
