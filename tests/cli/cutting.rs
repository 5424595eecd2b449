//! `score --by` and `framework show --tags`: another cut through the same answers.

use anyhow::Result;
use insta::assert_snapshot;

use crate::support::Bench;

#[test]
fn cuts_for_people_and_for_machines() -> Result<()> {
    let bench = Bench::new()?;
    let schemes = "[[scheme]]\nid = \"index\"\nname = \"Another index\"\n\
        source = \"The mapping is ours.\"\n\
        values = [{ id = \"1\", name = \"Laws\" }, { id = \"2\", name = \"Care\" }]\n[[node]]";
    let tagged = bench
        .read("frameworks/tiny.toml")?
        .replace("[[node]]", schemes)
        .replace("name = \"Group\"", "name = \"Group\"\ntags = { index = [\"1\"] }")
        .replace("id = \"c\"", "id = \"c\"\nkind = \"outcome\"\ntags = { index = [\"1\", \"2\"] }")
        .replace("id = \"d\"", "id = \"d\"\nlenses = [\"care\"]");
    bench.write("frameworks/tiny.toml", tagged)?;
    bench.run("new XAA/2025 --framework tiny").done()?;
    for answer in ["a.1 3", "b 2", "d unknown"] {
        bench.run(&format!("set XAA/2025 {answer}")).done()?;
    }
    assert_snapshot!(bench.transcript(&[
        "framework show tiny --tags index",
        "framework show tiny --tags care",
        "framework show tiny --tags index --format html",
        "framework show tiny --format csv",
        "framework show tiny --format tree",
        "score XAA/2025 --by index",
        "score XAA/2025 --by lens",
        "score --all --by kind --format csv",
        "score XAA/2025 --by nothing",
        "score XAA/2025 --by index --depth 1",
        "score XAA/2024 --by index",
    ]));
    Ok(())
}
