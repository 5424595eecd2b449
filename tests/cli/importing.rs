//! Tables of others: the good rows go in, each of the others is named.

use anyhow::{Result, ensure};
use insta::assert_snapshot;

use crate::support::Bench;

const FRAMEWORK: &str = "\
id,parent,level,name,min,max,weight
T,,0,Total,0,100,1
G,T,1,Group,0,100,1
G.1,G,2,First?,0,1,1
G.2,G,2,Second?,0,1,1
H,T,1,\"Other, group\",0,100,1
H.1,H,2,Third?,0,1,1
";

const ANSWERS: &str = "\
iso3,country,year,id,value
XAA,Aravia,2020,G.1,1
XAA,Aravia,2020,G.2,0
XAA,Aravia,2020,H.1,1
XAA,Aravia,2020,H.1,0
XAA,Aravia,2021,G.1,7
XAA,Aravia,2021,G.9,1
XAA,Aravia,2021,G.2,N/A
,Zanzibar,2021,G.1,1
XA,Short,2021,G.1,1
XAA,Aravia,21,G.1,1
XAA,Aravia,2021,H.1,\"0,5\"
XAA,Aravia,2021,G.1,
XAB,=cmd(),2021,G.1,1
";

#[test]
fn a_framework_and_its_answers_come_in() -> Result<()> {
    let bench = Bench::new()?;
    bench.write("framework.csv", FRAMEWORK)?;
    bench.write("answers.csv", ANSWERS)?;
    bench.write(
        "framework-bad.csv",
        FRAMEWORK.replace("H.1,H,2,Third?,0,1", "H.1,H,2,Third?,0,x"),
    )?;
    assert_snapshot!(bench.transcript(&[
        "framework import framework.csv --id pub --title 'A public one' --decimals 1",
        "framework import framework.csv --id pub",
        "framework import framework-bad.csv --id bad",
        "framework import framework.csv --id ../bad",
        "framework list --format csv",
        "framework show pub",
        "framework show pub@9",
        "import csv answers.csv --framework pub",
        "import csv answers.csv --framework pub --format json",
        "import csv absent.csv --framework pub",
        "import csv framework.csv --framework pub",
        "list --format csv",
        "score XAA/2020 --format csv",
        "check",
    ]));
    Ok(())
}

#[test]
fn a_second_import_adds_nothing_and_alters_nothing() -> Result<()> {
    let bench = Bench::new()?;
    bench.write("framework.csv", FRAMEWORK)?;
    bench.write("answers.csv", ANSWERS)?;
    bench.run("framework import framework.csv --id pub").done()?;
    ensure!(bench.run("import csv answers.csv --framework pub").code == Some(1));
    let before = bench.read("assessments/XAA/2020/self.toml")?;
    let again = bench.run("import csv answers.csv --framework pub");
    ensure!(again.err.starts_with("0 answers went into 0 new"), "{}", again.err);
    ensure!(bench.read("assessments/XAA/2020/self.toml")? == before);
    Ok(())
}
