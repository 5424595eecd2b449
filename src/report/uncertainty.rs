//! Scores, changes and ranks with their intervals, in words that a minister can use.

use super::table::{Cell, Column, Table, shown};
use super::words::{PARTIAL, STARRED, assessment_label, indented};
use crate::analysis::Scored;
use crate::analysis::countries::Matrix;
use crate::analysis::uncertainty::changes::{Change, Verdict};
use crate::analysis::uncertainty::interval::Interval;
use crate::analysis::uncertainty::ranks::{Ranked, Ranks};
use crate::analysis::uncertainty::robust::{self, Uncertain};
use crate::analysis::uncertainty::{Settings, Source, Weighting};
use crate::domain::{Answer, Confidence, Country, Verdict as Answered};

/// The scores of one assessment with their intervals.
pub fn scores(scored: Scored<'_>, found: &[Uncertain], settings: &Settings) -> Table {
    let framework = scored.framework;
    let top = found.iter().map(|one| framework.node(one.place).depth).min().unwrap_or(0);
    let row = |one: &Uncertain| {
        let node = framework.node(one.place);
        let (verdict, because) = match one.verdict {
            robust::Verdict::Robust => ("robust", ""),
            robust::Verdict::Fragile(source) => ("fragile", reason(source)),
            robust::Verdict::Withheld => {
                ("no finding", "too few questions are answered, or one decides")
            }
        };
        let score = match (one.withheld, one.percent) {
            (true, Some(_)) => Cell::text("withheld"),
            (_, percent) => Cell::number(percent, 1),
        };
        // Where there is no finding, what was drawn must not be taken for one.
        let drawn = ends(one.interval.as_ref());
        let drawn = drawn.map(|cell| cell.bracketed_if(one.verdict == robust::Verdict::Withheld));
        let mut cells = vec![Cell::text(scored.assessment.key.to_string())];
        cells.extend([Cell::text(node.label()), Cell::text(indented(node, top)), score]);
        cells.extend(drawn);
        cells.extend([Cell::text(verdict), Cell::text(because)]);
        cells
    };
    let mut columns = vec![
        Column::text("assessment", "Assessment"),
        Column::text("node", "No."),
        Column::text("name", "Name"),
        Column::percent("percent", "Score, %"),
    ];
    columns.extend(interval_columns());
    columns.extend([
        Column::text("verdict", "Verdict"),
        Column::text("because", "What moves it most"),
    ]);
    let mut notes = notes(settings, found.iter().filter_map(|one| one.interval.as_ref()));
    notes.push(ROBUST.into());
    if found.iter().any(|one| one.verdict == robust::Verdict::Withheld && one.interval.is_some()) {
        notes.push(
            "in brackets: there is no finding; the draws say where one could come to lie".into(),
        );
    }
    if settings.vary.contains(&Source::Answers) && !framework.scoring.evidence_caps.is_empty() {
        notes.push(CAPPED.into());
    }
    notes.extend(unstated(&[scored], settings));
    Table {
        title: format!("How sure the scores are: {}", assessment_label(scored.assessment)),
        columns,
        rows: found.iter().map(row).collect(),
        notes,
    }
}

/// The changes between two years with their intervals.
pub fn changes(
    (older, newer): (Scored<'_>, Scored<'_>),
    found: &[Change],
    settings: &Settings,
) -> Table {
    let framework = newer.framework;
    let (from, to) = (&older.assessment.key, &newer.assessment.key);
    let top = found.iter().map(|one| framework.node(one.place).depth).min().unwrap_or(0);
    let row = |one: &Change| {
        let node = framework.node(one.place);
        let [low, middle, high, error] = ends(Some(&one.interval));
        let verdict = match one.verdict() {
            Verdict::Real => "real",
            Verdict::OtherQuestions => OTHER_QUESTIONS,
            Verdict::Doubt => "may be doubt alone",
            Verdict::Nothing => "no change",
        };
        let mut cells = vec![Cell::text(from.to_string()), Cell::text(to.to_string())];
        cells.extend([Cell::text(node.label()), Cell::text(indented(node, top))]);
        cells.extend([Cell::number(one.change, 1), low, middle, high, error]);
        cells.extend([chance(one.up), Cell::text(verdict)]);
        cells
    };
    let mut columns = vec![
        Column::text("from", "From"),
        Column::text("to", "To"),
        Column::text("node", "No."),
        Column::text("name", "Name"),
        Column::number("change", "Change, points"),
    ];
    columns.extend(interval_columns());
    columns.extend([Column::number("up", "Goes up"), Column::text("verdict", "Verdict")]);
    let mut notes = notes(settings, found.iter().map(|one| &one.interval));
    notes.push(
        "real: at least 95 of 100 draws go the way that the scores go, and questions that both years \
         answer make at least half of the change"
            .into(),
    );
    if found.iter().any(|one| one.verdict() == Verdict::OtherQuestions) {
        notes.push(format!(
            "{OTHER_QUESTIONS}: most of the change comes from questions that are answered, or apply, in \
             one of the years alone; stocktake compare years --decompose takes it apart"
        ));
    }
    notes.extend(unstated(&[older, newer], settings));
    Table {
        title: format!(
            "How sure the changes are: {} to {}",
            assessment_label(older.assessment),
            to.year
        ),
        columns,
        rows: found.iter().map(row).collect(),
        notes,
    }
}

/// Countries by rank with the intervals of their scores and ranks.
pub fn ranks(matrix: &Matrix<'_>, place: usize, found: &Ranks, settings: &Settings) -> Table {
    let cell = |one: &Ranked| &matrix.rows[one.row].cells[place];
    let row = |one: &Ranked| {
        let assessment = matrix.rows[one.row].scored.assessment;
        let star = if cell(one).starred { "*" } else { "" };
        let partial = if cell(one).is_partial() { PARTIAL.0 } else { "" };
        vec![
            Cell::count(one.rank),
            Cell::number(one.ranks.low, 0),
            Cell::number(one.ranks.high, 0),
            Cell::text(assessment.key.country.as_str()),
            Cell::text(assessment.country_label()),
            Cell::number(f64::from(assessment.key.year), 0),
            Cell::number(one.percent, 1).marked(star).marked(partial),
            Cell::number(one.score.low, 1),
            Cell::number(one.score.high, 1),
            Cell::text(if one.stands() { "robust" } else { "fragile" }),
        ]
    };
    let mut notes = notes(settings, found.rows.iter().map(|one| &one.score));
    notes.push("robust: the rank is the same in 90 of 100 draws".into());
    if found.rows.iter().any(|one| cell(one).starred) {
        notes.push(STARRED.into());
    }
    if found.rows.iter().any(|one| cell(one).is_partial()) {
        notes.push(PARTIAL.1.into());
    }
    let ranked: Vec<Scored<'_>> = found.rows.iter().map(|r| matrix.rows[r.row].scored).collect();
    notes.extend(unstated(&ranked, settings));
    let left_out = matrix.rows.len() - found.rows.len();
    if left_out > 0 {
        notes.push(format!("{left_out} without a finding: see stocktake compare countries"));
    }
    Table {
        title: format!("How sure the ranks are: {}", matrix.framework.node(place).name),
        columns: vec![
            Column::number("rank", "Rank"),
            Column::number("rank_low", "From"),
            Column::number("rank_high", "To"),
            Column::text("country", "Code"),
            Column::text("name", "Country"),
            Column::number("year", "Year"),
            Column::percent("percent", "Score, %"),
            Column::number("low", "5 % below"),
            Column::number("high", "95 % below"),
            Column::text("verdict", "Verdict"),
        ],
        rows: found.rows.iter().map(row).collect(),
        notes,
    }
}

/// How likely each country stands above each other one.
pub fn pairs(matrix: &Matrix<'_>, found: &Ranks) -> Table {
    let code = |one: &Ranked| matrix.rows[one.row].scored.assessment.key.country.to_string();
    let mut columns = vec![Column::text("country", "Stands above")];
    columns.extend(found.rows.iter().map(|one| Column::number(&code(one), &code(one))));
    let row = |(at, one): (usize, &Ranked)| {
        let mut cells = vec![Cell::text(code(one))];
        let share = |(other, share): (usize, &f64)| {
            if other == at { Cell::Empty } else { chance(*share) }
        };
        cells.extend(found.above[at].iter().enumerate().map(share));
        cells
    };
    Table {
        title: "In how many of 100 draws the country of a row stands above that of a column".into(),
        columns,
        rows: found.rows.iter().enumerate().map(row).collect(),
        notes: vec!["draws in which two countries tie count half".into()],
    }
}

/// How likely one country stands above each other one; `None` where it has no finding.
pub fn stands_above(matrix: &Matrix<'_>, found: &Ranks, country: Country) -> Option<Table> {
    let assessment = |one: &Ranked| matrix.rows[one.row].scored.assessment;
    let at = found.rows.iter().position(|one| assessment(one).key.country == country)?;
    let name = assessment(&found.rows[at]).country_label();
    let row = |(one, share): (&Ranked, &f64)| {
        let other = assessment(one);
        let verdict = match *share {
            share if share >= CLEARLY => "above",
            share if share <= 1.0 - CLEARLY => "below",
            _ => "cannot be told apart",
        };
        vec![
            Cell::text(country.as_str()),
            Cell::text(other.key.country.as_str()),
            Cell::text(other.country_label()),
            Cell::count(one.rank),
            Cell::number(one.percent, 1),
            chance(*share),
            Cell::text(verdict),
        ]
    };
    let others = found.rows.iter().zip(&found.above[at]).enumerate();
    let others = others.filter(|(other, _)| *other != at).map(|(_, both)| row(both));
    Some(Table {
        title: format!("How likely {name} stands above each other country"),
        columns: vec![
            Column::text("country", "Code"),
            Column::text("other", "Other"),
            Column::text("other_name", "Country"),
            Column::number("other_rank", "Rank"),
            Column::percent("other_percent", "Score, %"),
            Column::number("above", "Stands above it"),
            Column::text("verdict", "Verdict"),
        ],
        rows: others.collect(),
        notes: vec![
            "above, below: in at least 95 of 100 draws; draws in which two countries tie count half"
                .into(),
        ],
    })
}

/// The share of the draws from which on one country is said to stand above another (the share:
/// this project's proposal, the same as for a change between years).
const CLEARLY: f64 = 0.95;

/// A share of the draws for people. One that only rounding takes to the share from which on something
/// is clear is never shown as if it were there.
fn chance(share: f64) -> Cell {
    let (most, least) = (CLEARLY, 1.0 - CLEARLY);
    match Cell::share(share) {
        Cell::Number { value, shown } if share < most && shown == Cell::share(most).shown() => {
            Cell::Number { value, shown: format!("<{shown}") }
        }
        Cell::Number { value, shown } if share > least && shown == Cell::share(least).shown() => {
            Cell::Number { value, shown: format!(">{shown}") }
        }
        other => other,
    }
}

const OTHER_QUESTIONS: &str = "other questions count";

/// Why there is no table of the changes between two years.
pub fn no_changes(older: Scored<'_>, newer: Scored<'_>) -> String {
    let [from, to] = [older, newer].map(|scored| scored.assessment.key.round());
    format!(
        "{from} to {to}: none of these nodes has a finding in both years and the same meaning in both \
         versions of the framework, so no change can be told from doubt"
    )
}

const INWARDS: &str = "an answer at an end of its scale can only move inwards: what lies near an end is drawn \
                       towards the middle";

const ROBUST: &str = "robust: 90 of 100 draws lie within half a level of the score, on a long range \
                      within a twentieth of it";

const CAPPED: &str = "what is drawn is capped by the evidence like what is claimed: doubt rather \
                      lowers a score than lifts it, and a score may lie above its interval";

/// What a source is called where it is the reason.
pub(super) fn reason(source: Source) -> &'static str {
    match source {
        Source::Answers => "doubt about answers",
        Source::Missing => "open questions",
        Source::Weights => "weights",
        Source::Rule => "the roll-up rule",
    }
}

fn interval_columns() -> [Column; 4] {
    [
        Column::number("low", "5 % below"),
        Column::number("middle", "Median"),
        Column::number("high", "95 % below"),
        Column::number("error", "Error"),
    ]
}

fn ends(interval: Option<&Interval>) -> [Cell; 4] {
    let of = |pick: fn(&Interval) -> f64| Cell::number(interval.map(pick), 1);
    let error = Cell::number(interval.and_then(|i| i.error), 2);
    [of(|i| i.low), of(|i| i.middle), of(|i| i.high), error]
}

/// What was drawn, and whether it was enough.
fn notes<'a>(settings: &Settings, found: impl Iterator<Item = &'a Interval>) -> Vec<String> {
    let varied: Vec<String> = settings.vary.iter().map(|s| varied(*s, settings)).collect();
    let varied = if varied.is_empty() { "nothing".to_owned() } else { varied.join("; ") };
    let mut notes = vec![format!("{} draws from seed {}: {varied}", settings.draws, settings.seed)];
    if settings.vary.contains(&Source::Answers) {
        notes.push(INWARDS.into());
    }
    let most = found.filter_map(|i| i.error).reduce(f64::max);
    notes.push(match most {
        Some(error) => {
            let more = if error > 0.5 { "; more draws would settle them (--draws)" } else { "" };
            format!("the ends have a standard error of {} points at most{more}", shown(error, 2))
        }
        None => "too few draws to tell how settled the ends are (--draws)".into(),
    });
    notes
}

fn varied(source: Source, settings: &Settings) -> String {
    match (source, settings.weighting) {
        (Source::Answers, _) => "answers within their confidence".into(),
        (Source::Missing, _) => "open questions anywhere on their scale".into(),
        (Source::Weights, Weighting::Noise(most)) => {
            format!("weights by up to {} % either way", shown(most * 100.0, 0))
        }
        (Source::Weights, Weighting::Dirichlet(c)) => {
            format!("weights by a Dirichlet distribution of concentration {}", shown(c, 1))
        }
        (Source::Rule, _) => {
            "the rule (the framework's own, mean, geometric mean, weakest link)".into()
        }
    }
}

/// How many answers state no confidence, and what they count as.
fn unstated(all: &[Scored<'_>], settings: &Settings) -> Option<String> {
    let is =
        |a: &&Answer| a.confidence.is_none() && matches!(a.counted(), Some(Answered::Scored(_)));
    let answers = all.iter().flat_map(|scored| scored.assessment.answers.values());
    let count = answers.filter(is).count();
    let name = Confidence::ALL.iter().find(|(c, _)| *c == settings.unstated).map_or("", |c| c.1);
    let said = format!("{count} answers state no confidence and count as {name} (--unstated)");
    (count > 0 && settings.vary.contains(&Source::Answers)).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::chance;

    #[test]
    fn a_share_is_not_rounded_to_a_verdict_that_it_does_not_have() {
        let shown = |share: f64| chance(share).shown().to_owned();
        assert_eq!([0.95, 0.9499, 0.951, 0.94].map(shown), ["95 %", "<95 %", "95 %", "94 %"]);
        assert_eq!([0.05, 0.0501, 0.049, 0.06].map(shown), ["5 %", ">5 %", "5 %", "6 %"]);
        assert_eq!([0.0, 0.9999, 1.0].map(shown), ["0 %", "<100 %", "100 %"]);
    }
}
