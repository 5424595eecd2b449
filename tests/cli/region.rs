//! A small region in the framework of `tests/documents/tiny.toml`: two countries, three years, a
//! shadow report, something to offer and something to seek.

use anyhow::Result;

use crate::support::Bench;

const LAW: &str = "
[[evidence]]
id = \"law\"
kind = \"official-document\"
title = \"Law\"
date = \"2024\"

[[evidence]]
id = \"data\"
kind = \"routine-data\"
title = \"Data\"
date = \"2024\"
";

fn head(country: &str, name: &str, year: i16, perspective: &str) -> String {
    format!(
        "country = \"{country}\"\nyear = {year}\nperspective = \"{perspective}\"\n\
         country_name = \"{name}\"\n\n[framework]\nid = \"tiny\"\nversion = \"1\"\n"
    )
}

fn answers(levels: [&str; 4]) -> String {
    let answer = |(question, level): (&str, &str)| match level {
        "" => String::new(),
        "unknown" => format!("[answers.{question}]\nstate = \"unknown\"\n"),
        level => format!("[answers.{question}]\nlevel = {level}\nsources = [\"law\", \"data\"]\n"),
    };
    ["\"a.1\"", "b", "c", "d"].into_iter().zip(levels).map(answer).collect()
}

/// The region in a workspace of its own.
pub fn region() -> Result<Bench> {
    let bench = Bench::new()?;
    let all = [
        ("XAA", "Aravia", 2023, "self", ["1", "2", "", "unknown"], ""),
        ("XAA", "Aravia", 2025, "self", ["2", "2", "1", "1"], ARAVIA),
        ("XAA", "Aravia", 2025, "shadow", ["1", "1", "1", "1"], ""),
        ("XBR", "Brenovia", 2024, "self", ["3", "", "unknown", "4"], BRENOVIA),
    ];
    for (country, name, year, perspective, levels, rest) in all {
        let head = head(country, name, year, perspective);
        let text = format!("{head}\n{}{LAW}{rest}", answers(levels));
        bench.write(&format!("assessments/{country}/{year}/{perspective}.toml"), text)?;
    }
    Ok(bench)
}

const ARAVIA: &str = "
[[priorities]]
id = \"p1\"
question = \"a.1\"
title = \"One duty for all\"
target = 3
impact = [5, 4]
equity = [4]
effectiveness = [5]
feasibility = [4]
exchange = true
note = \"=1+1\"

[[priorities]]
id = \"p2\"
question = \"c\"
title = \"A helpline\"
impact = [5]
affordable = false

[[recommendations]]
id = \"r1\"
level = \"policy\"
text = \"Adopt the law.\"
about = [\"group\"]
";

const BRENOVIA: &str = "
[[offers]]
id = \"o1\"
title = \"How the duty came about\"
about = [\"a.1\"]
forms = [\"visit\", \"document\"]
languages = [\"en\"]
contact = \"The office of the commissioner\"

[[requests]]
id = \"q1\"
title = \"Case loads\"
about = [\"b\"]
";
