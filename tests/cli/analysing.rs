//! `analyse`, `uncertainty` and `sensitivity`: what analysts and machines get to see.

use anyhow::Result;
use insta::assert_snapshot;

use crate::region::region;

const MEANING: &str = "iCode,iName,Direction,Weight,Parent,Type,Denominator,Lower,Upper
beds,Beds,1,2,means,Indicator,people,0,2
wait,Days of waiting,-1,1,means,Indicator,,10,90
staff,Staff,1,1,people-side,Indicator,,2,6
trust,Trust,1,1,people-side,Indicator,,30,80
means,Means,1,1,top,Aggregate,,,
people-side,People,1,1,top,Aggregate,,,
top,Whole,1,1,,Aggregate,,,
people,Population,,,,Denominator,,,
region,Region,,,,Group,,,
";

const VALUES: &str = "uCode,uName,region,people,beds,wait,staff,trust
XAA,Aravia,east,10,8,80,3,40
XBR,Brenovia,east,20,30,20,,55
XCL,Calderra,west,5,2,45,6,70
XDM,Damaria,west,8,9,,4,50
XEN,Enland,west,4,7,30,5,65
";

#[test]
fn an_index_of_a_table() -> Result<()> {
    let bench = region()?;
    bench.write("meaning.csv", MEANING)?;
    bench.write("values.csv", VALUES)?;
    bench.write("broken.csv", VALUES.replace("XBR", "XAA").replace("45", "many"))?;
    let with = |more: &str| format!("analyse --values values.csv --meaning meaning.csv {more}");
    let lines = [
        with(""),
        with("--show weights"),
        with("--show treatment --treat winsorise-or-log"),
        with("--show correlations --impute region"),
        with("--show consistency"),
        with("--show alternatives"),
        with("--show intervals --draws 500"),
        with("--show intervals --aggregate outranking"),
        with("--normalise goalposts --aggregate outranking"),
        with("--aggregate geometric"),
        with("--aggregate power:0.5 --range 1,100 --availability 1 --format csv"),
        with("--aggregate power:0"),
        with("--impute nothing"),
        with("--range 5,1"),
        "analyse --values broken.csv --meaning meaning.csv".into(),
        "analyse --values nothing.csv --meaning meaning.csv".into(),
        "analyse --values values.csv".into(),
    ];
    let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
    assert_snapshot!(bench.transcript(&lines));
    Ok(())
}

#[test]
fn scores_changes_and_ranks_with_their_intervals() -> Result<()> {
    assert_snapshot!(region()?.transcript(&[
        "uncertainty XAA/2025/self --draws 400",
        "uncertainty XAA/2023 --draws 400 --vary missing --depth 0",
        "uncertainty XAA/2023-2025/self --draws 400 --vary answers,missing",
        "uncertainty XAA/*/self --changes --draws 400 --unstated certain --format csv",
        "uncertainty XAA/2025/self --draws 400 --vary rule,weights --dirichlet 2 --format json",
        "uncertainty XAA/2025/self --draws 10 --vary weights --noise 50 --weight-depths 2",
        "uncertainty --rank --pairs --draws 400",
        "uncertainty --rank --node group --draws 400 --format csv",
        "uncertainty --rank --above XBR --draws 400",
        "uncertainty --rank --above XBR --draws 400 --format csv",
        "uncertainty --rank --above XZZ --draws 400",
        "uncertainty XAA/2025 --above XBR",
        "uncertainty XZZ/2025",
        "uncertainty",
        "uncertainty XAA/2025 --draws 0",
        "uncertainty XAA/2025 --vary nothing",
        "uncertainty XAA/2025 --noise 100",
        "uncertainty --rank --node nothing",
    ]));
    Ok(())
}

#[test]
fn what_drives_a_score() -> Result<()> {
    assert_snapshot!(region()?.transcript(&[
        "sensitivity XAA/2025/self --draws 300",
        "sensitivity XAA/2023 --depth 2 --show parts",
        "sensitivity XAA/2023 --show drivers --by source --draws 300 --vary answers,missing,weights,rule",
        "sensitivity XBR/2024 --node group --draws 300",
        "sensitivity XAA/2025/self --format csv --depth 2",
        "sensitivity XAA/2025/self --format json --show drivers --draws 100 --vary weights",
        "sensitivity XAA/2025/self --show drivers --draws 100 --unstated certain --vary answers",
        "sensitivity XAA/2025 --node a.1",
        "sensitivity XAA",
        "sensitivity XAA/2024",
    ]));
    Ok(())
}

#[test]
fn an_index_of_the_assessments() -> Result<()> {
    assert_snapshot!(region()?.transcript(&[
        "analyse",
        "analyse --depth 1 --rank --availability 0.5",
        "analyse --depth 1 --format json",
        "analyse --depth 0",
        "analyse XBR/2024 --depth 1",
        "analyse XZZ/2024",
    ]));
    Ok(())
}

#[test]
fn what_is_supposed_is_shown_beside_what_is_and_changes_nothing() -> Result<()> {
    let bench = region()?;
    let file = bench.path("assessments/XAA/2025/self.toml");
    let before = std::fs::read(&file)?;
    assert_snapshot!(bench.transcript(&[
        "what-if XAA/2025",
        "what-if XAA/2025 --answer a.1=4 --answer b=open --keep laws --note Better_laws",
        "what-if XAA/2025 --answer a.1=4 --keep laws",
        "what-if XAA/2025 --list",
        "what-if XAA/2025 --scenario laws --weight a.1=3 --rule group=geometric --format csv",
        "what-if XAA/2025 --scenario nothing",
        "what-if XAA/2025/shadow --scenario laws",
        "what-if XAA/2025 --answer a.1=9",
        "what-if XAA/2025 --answer group=2",
        "what-if XAA/2025 --weight a.1=0",
        "what-if XAA/2025 --rule group=best",
        "what-if XAA/2025 --weight a.1",
    ]));
    assert_eq!(std::fs::read(&file)?, before);
    Ok(())
}
