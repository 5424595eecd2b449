//! Packets: handed out, filled in with the same program, and taken back.

use anyhow::Result;

use crate::support::Bench;

const FILE: &str = "assessments/XAA/2025/self.toml";
const IN_PACKET: &str = "--workspace stick";

/// A workspace with two answers, and a packet of the question `c` and the question `b`.
fn handed_out() -> Result<Bench> {
    let bench = Bench::with_assessment()?;
    bench.run("set XAA/2025 a.1 2").done()?;
    bench.run("set XAA/2025 c 1 --claim 'as it was'").done()?;
    bench.run("packet cut XAA/2025 --component c --component b --to stick").done()?;
    Ok(bench)
}

#[test]
fn a_packet_goes_out_is_filled_in_and_comes_back() -> Result<()> {
    let bench = Bench::with_assessment()?;
    bench.run("set XAA/2025 a.1 2").done()?;
    bench.run("set XAA/2025 c 1").done()?;
    insta::assert_snapshot!(bench.transcript(&[
        "packet cut XAA/2025 --component c --component b --to stick",
        &format!("{IN_PACKET} show XAA/2025"),
        &format!("{IN_PACKET} set XAA/2025 c 3 --confidence sure"),
        &format!("{IN_PACKET} set XAA/2025 b 2"),
        // Meanwhile, in the plenary.
        "set XAA/2025 d 4",
        "set XAA/2025 c 2",
        "packet merge stick --dry-run",
        "packet merge stick --by Health",
        "resolve XAA/2025 1 theirs",
        "packet merge stick",
        &format!("{IN_PACKET} set XAA/2025 b 3"),
        "packet merge stick",
        "show XAA/2025",
    ]));
    Ok(())
}

#[test]
fn a_packet_holds_only_its_part_and_leaves_the_rest_alone() -> Result<()> {
    let bench = handed_out()?;
    let part = bench.read("stick/assessments/XAA/2025/self.toml")?;
    assert!(part.contains("as it was") && !part.contains("a.1"), "{part}");
    let before = bench.read(FILE)?;
    bench.run("packet merge stick").done()?;
    assert_eq!(bench.read(FILE)?, before, "a packet in which nothing was changed");
    // An answer beyond the part comes in as well, and is named.
    bench.run(&format!("{IN_PACKET} set XAA/2025 d 1")).done()?;
    let run = bench.run("packet merge stick").done()?;
    assert!(
        run.err.contains("beyond what the packet was about (c, b): d verdict"),
        "{}",
        run.told()
    );
    assert!(bench.read(FILE)?.contains("[answers.d]"));
    Ok(())
}

#[test]
fn a_packet_that_is_not_right_is_refused_and_nothing_is_touched() -> Result<()> {
    let bench = handed_out()?;
    bench.run(&format!("{IN_PACKET} set XAA/2025 c 4")).done()?;
    let before = bench.read(FILE)?;
    for (file, from, to, said) in [
        ("stick/base.toml", "level = 1", "level = 4", "is not what was handed out"),
        ("stick/packet.toml", "id = \"packet-", "id = \"../../", "'.'"),
        ("stick/packet.toml", "base = ", "bas = ", "packet.toml"),
        ("stick/assessments/XAA/2025/self.toml", "level = 4", "level = 9", "off the scale"),
    ] {
        let good = bench.read(file)?;
        let bad = good.replacen(from, to, 1);
        assert_ne!(good, bad, "{from}");
        bench.write(file, &bad)?;
        let run = bench.run("packet merge stick");
        assert_eq!(run.code, Some(3), "{}", run.told());
        assert!(run.err.contains(said), "{said}:\n{}", run.told());
        assert_eq!(bench.read(FILE)?, before);
        bench.write(file, good)?;
    }
    let run = bench.run("packet cut XAA/2025 --component c --to stick");
    assert!(run.code == Some(1) && run.err.contains("is there already"), "{}", run.told());
    let run = bench.run("packet cut XAA/2025 --component nowhere --to other");
    assert!(run.code == Some(3) && !bench.path("other").exists(), "{}", run.told());
    bench.run("packet merge stick").done()?;
    Ok(())
}
