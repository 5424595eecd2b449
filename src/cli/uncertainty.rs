//! `stocktake uncertainty`: how far scores, changes and ranks hang on what is not certain.

use std::ops::RangeInclusive;

use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressStyle};

use super::print::{self, Format, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::analysis::choose::{Choice, When, choose};
use crate::analysis::countries::{compare, usual_framework};
use crate::analysis::uncertainty::changes::changes;
use crate::analysis::uncertainty::ranks::ranks;
use crate::analysis::uncertainty::robust::scores;
use crate::analysis::uncertainty::{Settings, Source, Weighting, settings};
use crate::analysis::years;
use crate::domain::{Confidence, Country, Framework, Perspective, Selection};
use crate::report::countries::places_to;
use crate::report::uncertainty as report;
use crate::report::{Cell, Table};
use crate::workspace::{Rounds, Trust};

/// Say how far scores, changes and ranks hang on what is not certain
///
/// Everything that is not certain is drawn again and again: answers within the confidence that the
/// group stated, open questions anywhere on their scale, weights a little up and down, and on request
/// the roll-up rule. What 90 of 100 draws agree on is called robust. Several years of a country are
/// compared with each other; --rank compares countries. docs/methodology.md has the arithmetic.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit], as many as you like; with --rank all self-assessments, where
    /// none is given
    #[arg(value_name = "SEL", value_parser = Selection::new, required_unless_present = "rank")]
    selections: Vec<Selection>,
    /// Rank the countries, each with its newest assessment
    #[arg(long)]
    rank: bool,
    /// With --rank: how likely each country stands above each other one
    #[arg(long, requires = "rank")]
    pairs: bool,
    /// With --rank: how likely this country stands above each other one
    #[arg(long, value_name = "COUNTRY", requires = "rank", conflicts_with = "pairs", value_parser = Country::new)]
    above: Option<Country>,
    /// Only the changes between the years of each country
    #[arg(long, conflicts_with = "rank")]
    changes: bool,
    /// Rank by this node instead of the whole
    #[arg(long, value_name = "NODE", requires = "rank")]
    node: Option<String>,
    /// Go down to this depth; 0 is the root alone
    #[arg(long, value_name = "N", default_value_t = 1)]
    depth: usize,
    #[command(flatten)]
    draws: DrawArgs,
    #[command(flatten)]
    print: FormatArgs,
}

/// What is drawn, and how often.
#[derive(Clone, Debug, clap::Args)]
pub(super) struct DrawArgs {
    /// How many draws
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = settings::draws)]
    pub draws: u32,
    /// The same seed gives the same results
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// What may be otherwise: answers, missing, weights, rule
    #[arg(long, value_name = "WHAT,..", value_delimiter = ',', value_enum, default_values_t = [Vary::Answers, Vary::Missing, Vary::Weights])]
    vary: Vec<Vary>,
    /// By how many percent a weight may be higher or lower
    #[arg(long, value_name = "PERCENT", default_value_t = 25.0, value_parser = settings::percent, conflicts_with = "dirichlet")]
    noise: f64,
    /// Draw the weights of a group from a Dirichlet distribution of this concentration instead
    #[arg(long, value_name = "C", value_parser = settings::concentration)]
    dirichlet: Option<f64>,
    /// Vary the weights of nodes at these depths only, 1 being right below the root
    #[arg(long, value_name = "N or N-M", value_parser = settings::depths)]
    weight_depths: Option<RangeInclusive<usize>>,
    /// The confidence of answers that state none: guess, doubtful, fair, sure or certain
    #[arg(long, value_name = "STEP", default_value = "fair", value_parser = settings::confidence)]
    unstated: Confidence,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
enum Vary {
    Answers,
    Missing,
    Weights,
    Rule,
}

impl DrawArgs {
    /// The settings that were asked for; what varies stands in one order.
    pub(super) fn settings(&self) -> Settings {
        let source = |vary: &Vary| match vary {
            Vary::Answers => Source::Answers,
            Vary::Missing => Source::Missing,
            Vary::Weights => Source::Weights,
            Vary::Rule => Source::Rule,
        };
        let mut vary: Vec<Source> = self.vary.iter().map(source).collect();
        vary.sort_unstable();
        vary.dedup();
        Settings {
            vary,
            weighting: match self.dirichlet {
                Some(concentration) => Weighting::Dirichlet(concentration),
                None => Weighting::Noise(self.noise / 100.0),
            },
            depths: self.weight_depths.clone(),
            unstated: self.unstated,
            draws: self.draws,
            seed: self.seed,
        }
    }
}

/// Prints the scores, changes or ranks with their intervals.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let all = [Selection::all()];
    let selections = if args.selections.is_empty() { &all[..] } else { &args.selections };
    let rounds = ctx.open()?.rounds_to_compare(selections, Trust::Cache)?;
    if args.rank {
        return ranking(&args, &rounds, ctx);
    }
    let scored = rounds.scored();
    if scored.is_empty() && rounds.bad.is_empty() {
        let names: Vec<String> = selections.iter().map(ToString::to_string).collect();
        return Err(CliError::failed(format!("there is no assessment {}", names.join(", ")))
            .hint("stocktake list names those that are there"));
    }
    let settings = args.draws.settings();
    let bar = bar(ctx);
    let mut tables: Vec<Table> = Vec::new();
    let mut compared: Vec<Table> = Vec::new();
    let mut without: Vec<String> = Vec::new();
    for one in &scored {
        let places = places_to(one.framework, &(1.min(args.depth)..=args.depth));
        let found =
            if args.changes { None } else { scores(*one, &places, &settings, &go_on(&bar)) };
        tables.extend(found.map(|found| report::scores(*one, &found, &settings)));
    }
    let mut comparisons = rounds.comparisons();
    for series in years::series(scored) {
        for pair in series.windows(2) {
            let places = places_to(pair[1].framework, &(1.min(args.depth)..=args.depth));
            let both = (pair[0], pair[1]);
            let Some(found) = changes(both, &places, &mut comparisons, &settings, &go_on(&bar))
            else {
                continue;
            };
            match found.is_empty() {
                true => without.push(report::no_changes(pair[0], pair[1])),
                false => compared.push(report::changes(both, &found, &settings)),
            }
        }
    }
    bar.finish_and_clear();
    if args.print.format == Format::Table {
        if args.changes && compared.is_empty() && without.is_empty() {
            ctx.say("one year only: there is nothing to compare it with");
        }
        tables.extend(compared);
        // The titles name the assessments already.
        let tables = tables.into_iter().map(|table| table.without(&["assessment", "from", "to"]));
        print::tables(ctx, tables, args.print.format)?;
    } else {
        let table = joined(if args.changes { compared } else { tables });
        table.map_or(Ok(()), |mut table| {
            without_indent(&mut table);
            print::table(ctx, &table, args.print.format)
        })?;
    }
    without.iter().for_each(|why| ctx.say(format!("note: {why}")));
    ctx.other_texts(&rounds.other);
    Ok(ctx.bad_files(&rounds.bad))
}

fn ranking(args: &Args, rounds: &Rounds, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    // One view of each country: the first that somebody named, else the self-assessments.
    let named = args.selections.iter().find_map(|selection| selection.perspective);
    let perspective = named.unwrap_or(Perspective::Own);
    let choice = Choice { when: When::Latest, perspective };
    let chosen = choose(rounds.scored(), choice);
    let Some(framework) = usual_framework(&chosen) else {
        let outcome = ctx.bad_files(&rounds.bad);
        ctx.say(format!("there is no assessment of the perspective {perspective} to rank"));
        return Ok(outcome.max(Outcome::Findings));
    };
    let matrix = compare(&chosen, framework, &mut rounds.comparisons());
    let node =
        args.node.as_deref().map(|node| super::compare::find(framework, node)).transpose()?;
    let place = node.unwrap_or(Framework::ROOT);
    let settings = args.draws.settings();
    let bar = bar(ctx);
    let found = ranks(&matrix, place, &settings, &go_on(&bar));
    bar.finish_and_clear();
    let Some(found) = found else { return Ok(Outcome::Findings) };
    let mut tables = vec![report::ranks(&matrix, place, &found, &settings)];
    if args.pairs {
        tables.push(report::pairs(&matrix, &found));
    }
    if let Some(country) = args.above {
        let above = report::stands_above(&matrix, &found, country);
        let name = &framework.node(place).name;
        tables.push(above.ok_or_else(|| {
            CliError::failed(format!("{country} has no finding on '{name}'"))
                .hint("stocktake compare countries says why")
        })?);
    }
    // Machines get what was asked for last alone.
    let skipped = if args.print.format == Format::Table { 0 } else { tables.len() - 1 };
    print::tables(ctx, tables.into_iter().skip(skipped), args.print.format)?;
    ctx.other_texts(&rounds.other);
    Ok(ctx.bad_files(&rounds.bad))
}

/// The tables of several assessments as one, for machines.
fn joined(tables: Vec<Table>) -> Option<Table> {
    tables.into_iter().reduce(|mut all, more| {
        all.rows.extend(more.rows);
        for note in more.notes {
            if !all.notes.contains(&note) {
                all.notes.push(note);
            }
        }
        all
    })
}

/// People see by its place how deep a node lies; machines have its number.
pub(super) fn without_indent(table: &mut Table) {
    for cell in table.rows.iter_mut().flatten() {
        if let Cell::Text(text) = cell {
            *text = text.trim_start().to_owned();
        }
    }
}

/// A count of the draws that are done.
pub(super) fn bar(ctx: &Context<'_>) -> ProgressBar {
    if !ctx.terminal.progress {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {human_pos} draws")
        .unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style)
}

/// Counts on, and never stops: whoever has seen enough ends the program.
pub(super) fn go_on(bar: &ProgressBar) -> impl Fn(u32) -> bool + Sync + '_ {
    |draws| {
        bar.inc(u64::from(draws));
        true
    }
}
