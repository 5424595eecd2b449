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

/// Of the group `G` one question of two is answered.
#[test]
fn a_share_of_answers_can_be_asked_for_where_a_framework_comes_in() -> Result<()> {
    let bench = Bench::new()?;
    bench.write("framework.csv", FRAMEWORK)?;
    for (country, share, score) in [("XAA", "0", "100"), ("XAB", "0.5", "100"), ("XAC", "0.6", "")]
    {
        let answers = format!("iso3,country,year,id,value\n{country},Aravia,2020,G.1,1\n");
        bench.write("answers.csv", answers)?;
        let import =
            format!("framework import framework.csv --id {country} --completeness {share}");
        bench.run(&import).done()?;
        let file = bench.read(&format!("frameworks/{country}.toml"))?;
        ensure!(file.contains(&format!("completeness = {share}")), "{file}");
        bench.run(&format!("import csv answers.csv --framework {country}")).done()?;
        // What is no finding stands in brackets.
        let scores = bench.run(&format!("score {country}/2020")).out;
        let group = scores.lines().find(|line| line.starts_with("| G "));
        ensure!(group.is_some_and(|line| line.contains(score)), "{score} is not in:\n{scores}");
    }
    let wrong = bench.run("framework import framework.csv --id wrong --completeness 60");
    ensure!(wrong.code == Some(2) && wrong.err.contains("a number from 0 to 1"), "{}", wrong.err);
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

/// A form comes in with its translation, is used, and what it could not carry is named.
#[test]
fn a_form_comes_in_with_its_other_language() -> Result<()> {
    let bench = Bench::new()?;
    let mut book = rust_xlsxwriter::Workbook::new();
    let survey: [&[&str]; 6] = [
        &["type", "name", "label::English (en)", "label::Shqip (sq)"],
        &["begin_group", "law", "The law", "Ligji"],
        &["select_one grade", "duty", "Is there a duty?", "A ka detyrim?"],
        &["select_one grade", "line", "Is there a line?", "A ka linj\u{eb}?"],
        &["text", "remarks", "Remarks?\u{1b}[2J", ""],
        &["end_group"],
    ];
    let choices: [&[&str]; 4] = [
        &["list_name", "name", "label::English (en)", "label::Shqip (sq)"],
        &["grade", "1", "None", "Asnj\u{eb}"],
        &["grade", "2", "Some", "Disa"],
        &["grade", "3", "All", "T\u{eb} gjitha"],
    ];
    for (name, rows) in [("survey", survey.as_slice()), ("choices", choices.as_slice())] {
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(*cells) {
                sheet.write_string(row, column, *cell)?;
            }
        }
    }
    bench.write("form.xlsx", book.save_to_buffer()?)?;
    bench.write("broken.xlsx", "PK not a workbook")?;
    assert_snapshot!(bench.transcript(&[
        "framework import form.xlsx --id visit --title 'A visit'",
        "framework import form.xlsx --id visit",
        "framework import broken.xlsx --id other",
        "framework import form.xlsx --id other --only grade",
        "framework check",
        "framework show visit --format tree",
        "framework show visit --format tree --language sq",
        "framework translate visit --language sq --missing",
        "new XAA/2025 --framework visit",
        "set XAA/2025 duty 3",
        "score XAA/2025",
    ]));
    Ok(())
}
