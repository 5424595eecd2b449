//! How time grows with countries, years and questions: each at 1x, 4x and 16x, with the exponent
//! between the ends (1 is proportional; n log n stays below 1.2 here), and what an exchange of 14 and
//! of 195 countries takes.
//!
//! `cargo bench --bench growth`. Everything is in memory and on one thread: the arithmetic alone.

use std::time::Instant;

use anyhow::{Context, Result};
use stocktake::analysis::Scored;
use stocktake::analysis::choose::{Choice, When, choose};
use stocktake::analysis::comparable::Comparisons;
use stocktake::analysis::countries;
use stocktake::analysis::exchange::{Terms, exchange, sessions};
use stocktake::analysis::priorities::priorities;
use stocktake::analysis::score::Scores;
use stocktake::analysis::years;
use stocktake::domain::{
    Assessment, Change, Country, Entry, Evidence, EvidenceKind, Form, Framework, Id, Offer,
    PartialDate, Perspective, Request, Sector, Stance, Verdict,
};
use stocktake::workspace::{Workspace, pin};

#[path = "support/made.rs"]
#[expect(dead_code, reason = "this bench makes its collection in memory")]
mod made;

use made::Shape;

const TURNS: usize = 7;

/// Assessments of one framework with their scores.
struct Made {
    framework: Framework,
    all: Vec<(Assessment, Scores)>,
}

impl Made {
    fn scored(&self) -> Vec<Scored<'_>> {
        let one = |(assessment, scores)| Scored { framework: &self.framework, assessment, scores };
        self.all.iter().map(|(a, s)| one((a, s))).collect()
    }
}

fn main() -> Result<()> {
    for (name, shape) in [("countries", shape(49, 1, 60)), ("questions", shape(49, 1, 60))] {
        let sizes: Vec<Made> = [1_u16, 4, 16]
            .iter()
            .map(|by| {
                let mut shape = shape;
                if name == "countries" {
                    shape.countries = 42 * by;
                } else {
                    shape.questions *= usize::from(*by);
                    shape.groups *= usize::from(*by);
                }
                make(shape)
            })
            .collect::<Result<_>>()?;
        grow(name, "scores", &sizes, |made| {
            made.all.iter().map(|(a, _)| Scores::of(&made.framework, a).nodes().len()).sum()
        });
        grow(name, "countries side by side", &sizes, side_by_side);
        grow(name, "priorities", &sizes, |made| {
            made.scored().into_iter().map(|one| priorities(one).items.len()).sum()
        });
        grow(name, "exchange with sessions", &sizes, meet);
        if name == "countries" {
            let written: Vec<Made> = sizes.into_iter().map(write).collect::<Result<_>>()?;
            grow(name, "... with written ones", &written, meet);
        }
    }
    let years: Vec<Made> =
        [10, 40, 160].iter().map(|n| make(shape(1, *n, 60))).collect::<Result<_>>()?;
    grow("years", "years compared", &years, |made| {
        years::compare(&made.scored(), &mut Comparisons::default()).lines.len()
    });
    for countries in [14, 195] {
        let made = make(Shape { countries, years: 3, questions: 124, groups: 30 })?;
        let (ms, matches) = median(|| meet(&made));
        println!(
            "an exchange of {countries:3} countries, 3 rounds of 124 questions: {ms:8.1} ms, \
             {matches} matches"
        );
    }
    Ok(())
}

fn shape(countries: u16, years: i16, questions: usize) -> Shape {
    Shape { countries, years, questions, groups: questions / 5 }
}

/// Times one thing at three sizes.
fn grow(what: &str, name: &str, sizes: &[Made], work: impl Fn(&Made) -> usize) {
    let times: Vec<f64> = sizes.iter().map(|made| median(|| work(made)).0).collect();
    let [one, four, sixteen] = times.as_slice() else { return };
    println!(
        "{what:10} {name:24} {one:8.2} ms  4x {four:8.2} ms  16x {sixteen:8.2} ms  exponent {:.2}",
        libm::log(sixteen / one) / libm::log(16.0)
    );
}

fn median(work: impl Fn() -> usize) -> (f64, usize) {
    let mut found = 0;
    let mut times: Vec<f64> = (0..TURNS)
        .map(|_| {
            let start = Instant::now();
            found = work();
            start.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    (times[TURNS / 2], found)
}

fn side_by_side(made: &Made) -> usize {
    let choice = Choice { when: When::Latest, perspective: Perspective::Own };
    let chosen = choose(made.scored(), choice);
    countries::compare(&chosen, &made.framework, &mut Comparisons::default()).rows.len()
}

fn meet(made: &Made) -> usize {
    let choice = Choice { when: When::Latest, perspective: Perspective::Own };
    let scored = made.scored();
    let chosen = choose(scored.iter().copied(), choice);
    let found = exchange(&chosen.rows, &scored, Terms::default());
    sessions(&found, Terms::default()).len() + found.matches.len()
}

/// Every country writes four offers and four requests, about one to three questions and groups, in two
/// of twelve languages and one or two of the four forms.
fn write(mut made: Made) -> Result<Made> {
    let ids: Vec<Id> = made.framework.nodes().iter().skip(1).map(|node| node.id.clone()).collect();
    for (number, (assessment, _)) in made.all.iter_mut().enumerate() {
        for text in 0..4 {
            let seed = number * 4 + text;
            let about = || {
                let own =
                    |n: usize| ids.get((seed * 31 + n * (17 + seed % 5)) % ids.len()).cloned();
                (0..=seed % 3).filter_map(own).collect::<Vec<Id>>()
            };
            let language = |n: usize| format!("language {}", n % 12);
            let languages = vec![language(number), language(number / 12 + 5)];
            let forms: Vec<Form> =
                Form::ALL.iter().map(|(form, _)| *form).skip(seed % 4).take(1 + seed % 2).collect();
            let id = |kind: &str| Id::new(&format!("{kind}{text}")).map_err(anyhow::Error::msg);
            assessment.offers.push(Offer {
                id: id("offer")?,
                title: "An offer".into(),
                about: about(),
                forms: forms.clone(),
                languages: languages.clone(),
                contact: String::new(),
                lesson: String::new(),
                conditions: String::new(),
            });
            assessment.requests.push(Request {
                id: id("request")?,
                title: "A request".into(),
                about: about(),
                forms,
                languages,
                contact: String::new(),
                partners: Vec::new(),
                status: None,
                outcome: String::new(),
            });
        }
    }
    Ok(made)
}

fn make(shape: Shape) -> Result<Made> {
    let folder = tempfile::tempdir()?;
    Workspace::init(folder.path())?;
    std::fs::write(folder.path().join("frameworks/bench.toml"), made::framework_text(shape))?;
    let framework = Workspace::open(folder.path())?.framework("bench", None)?;
    let framework = (*framework).clone();
    let mut all = Vec::new();
    for number in 0..shape.countries {
        let letter = |n: u16| u8::try_from(n % 26).map(|n| char::from(b'A' + n));
        let code = format!("X{}{}", letter(number / 26)?, letter(number)?);
        let country = Country::new(&code).map_err(anyhow::Error::msg)?;
        for year in 0..shape.years {
            let key = Workspace::own_key(country, 2000 + year);
            let mut one = Assessment::blank(key, pin(&framework));
            let (law, data) = (piece("law", false)?, piece("data", true)?);
            let sources = vec![law.id.clone(), data.id.clone()];
            for evidence in [law, data] {
                put(&mut one, &framework, &Change::put(Entry::Evidence(evidence)))?;
            }
            let seed = usize::from(number) * 7919 + usize::try_from(year)? * 31;
            for (at, node, _) in framework.questions() {
                let level = made::level(at, seed);
                let verdict = Change::verdict(&node.id, Some(Verdict::Scored(level)));
                put(&mut one, &framework, &verdict)?;
                put(&mut one, &framework, &Change::Sources(node.id.clone(), sources.clone()))?;
            }
            let scores = Scores::of(&framework, &one);
            all.push((one, scores));
        }
    }
    Ok(Made { framework, all })
}

fn put(assessment: &mut Assessment, framework: &Framework, change: &Change) -> Result<()> {
    assessment.apply(framework, change).map(|_| ()).map_err(anyhow::Error::msg)
}

fn piece(name: &str, data: bool) -> Result<Evidence> {
    Ok(Evidence {
        id: Id::new(name).map_err(anyhow::Error::msg)?,
        kind: if data { EvidenceKind::RoutineData } else { EvidenceKind::OfficialDocument },
        title: name.into(),
        issuer: String::new(),
        sector: Sector::Government,
        date: Some(PartialDate::new("2000").map_err(anyhow::Error::msg).context("a date")?),
        valid_until: None,
        unit: String::new(),
        language: String::new(),
        reference: String::new(),
        page: String::new(),
        holder: String::new(),
        confidential: false,
        stance: Stance::For,
    })
}
