//! The report that every format is tried with: one of each kind of content.

use stocktake::report::{Bar, Bars, Block, Cell, Column, Document, Table};

/// A small report with every kind of block.
pub fn sample() -> Document {
    let mut document = Document::new("Priority list (draft)", "Aravia 2025, self");
    document.fact("Country", "Aravia (XAA)");
    document.fact("Framework", "cpsa-core 1.0");
    document.fact("Unit", "");
    document.section(
        "What it says",
        vec![
            Block::Note("Scores do not measure prevalence.".into()),
            Block::Paragraph("First line.\nSecond line: 2 < 3 & 4 > 3.".into()),
            Block::Bullets(vec![
                "One - with a dash".into(),
                "* Two, which is no list in a list".into(),
            ]),
        ],
    );
    document.section("Profile", vec![Block::Bars(bars())]);
    document.heading("Lists");
    document.part("The list", vec![Block::Table(table())]);
    document.part("Nothing here", Vec::new());
    document
}

fn bars() -> Bars {
    let bar = |name: &str, depth, percent: Option<f64>, star: &str, remark: &str| Bar {
        name: name.into(),
        depth,
        percent: Cell::number(percent, 1).marked(star),
        lowest: Cell::number(percent.map(|p| p - 10.0), 1),
        highest: Cell::number(percent.map(|p| p + 10.0), 1),
        coverage: Cell::number(85.0, 0),
        remark: remark.into(),
    };
    Bars {
        title: "Profile, in percent of the scale".into(),
        bars: vec![
            bar("1 Law", 0, Some(200.0 / 3.0), "*", "evidence E2"),
            bar("1.1 Definitions", 1, Some(95.0), "", "evidence E3"),
            bar("2 Money", 0, None, "", "withheld: 40 % answered"),
        ],
        notes: vec!["* rests on answers \"not known\"".into()],
    }
}

/// A table with texts, numbers, a mark, a sign and gaps.
pub fn table() -> Table {
    let row = |rank: Option<f64>, what: &str, percent: Cell, change: Cell| {
        vec![Cell::number(rank, 0), Cell::text(what), percent, change]
    };
    Table {
        title: "Priorities, the highest first".into(),
        columns: vec![
            Column::number("rank", "Rank"),
            Column::text("what", "What"),
            Column::percent("percent", "Score, %"),
            Column::number("change", "Change"),
        ],
        rows: vec![
            row(Some(1.0), "Referral | path", Cell::number(100.0 / 3.0, 1), Cell::number(-2.5, 1)),
            row(Some(2.0), "Four \"elements\", every file", Cell::number(86.0, 1).marked("*"), {
                let plus = Cell::number(12.25, 1);
                Cell::Number { value: 12.25, shown: format!("+{}", plus.shown()) }
            }),
            row(None, "  indented", Cell::text("withheld: 40 % answered"), Cell::Empty),
        ],
        notes: vec!["without a rank: a gate is closed".into()],
    }
}
