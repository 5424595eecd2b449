//! `stocktake analyse`: a composite index, and everything that it hangs on.

use std::path::PathBuf;

use clap::ValueEnum;

use super::print::{self, Format, FormatArgs};
use super::uncertainty::{bar, go_on};
use super::{CliError, Context, Outcome};
use crate::analysis::choose::{Choice, When, choose};
use crate::analysis::composite::aggregate::{Aggregation, Plan};
use crate::analysis::composite::alternatives::alternatives;
use crate::analysis::composite::draws::weight_draws;
use crate::analysis::composite::normalise::Normalisation;
use crate::analysis::composite::treat::Treatment;
use crate::analysis::composite::{Composite, Recipe, assessments, build, relations};
use crate::analysis::countries::{compare, usual_framework};
use crate::analysis::uncertainty::{Weighting, settings};
use crate::domain::{Id, IndicatorData, Perspective, Selection, Structure};
use crate::report::Table;
use crate::report::composite::{self as report, Order};
use crate::workspace::{Trust, read_indicators};

/// Make a composite index of countries or of a table of indicators, as analysts do
///
/// Of the workspace: each country with its newest assessment, the nodes at --depth as indicators, in
/// percent of their scales. Of a table: --values holds a row for each country, --meaning says what
/// the columns are, in the form of the R package COINr (iCode, iName, Parent, Weight, Direction,
/// Type, Denominator, and Lower and Upper for goalposts). The scores of the framework's own rules
/// are those of `stocktake score`; an index is a summary for analysts.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit]; without any, every country
    #[arg(value_name = "SEL", value_parser = Selection::new, conflicts_with = "values")]
    selections: Vec<Selection>,
    /// The nodes at this depth are the indicators
    #[arg(long, value_name = "N", default_value_t = 2, conflicts_with = "values")]
    depth: usize,
    /// The framework; else the one that most of the countries share
    #[arg(long, value_name = "ID", value_parser = Id::new, conflicts_with = "values")]
    framework: Option<Id>,
    /// Whose view: self, shadow, independent, external or survey
    #[arg(long, default_value = "self", value_parser = Perspective::new)]
    perspective: Perspective,
    /// A table of indicator values instead of assessments
    #[arg(long, value_name = "CSV", requires = "meaning")]
    values: Option<PathBuf>,
    /// The table that says what its columns mean
    #[arg(long, value_name = "CSV", requires = "values")]
    meaning: Option<PathBuf>,
    /// The table's values are on one range already, with more for better: only put them together
    #[arg(long, requires = "values", conflicts_with_all = ["normalise", "treat", "impute"])]
    normalised: bool,
    /// What to print
    #[arg(long, value_enum, default_value_t, value_name = "WHAT")]
    show: Show,
    /// How indicators are put on one range: none, min-max, goalposts, z-score, rank,
    /// percentile-rank or distance-to-best; min-max of a table, none of assessments
    #[arg(long, value_name = "HOW", value_parser = normalisation)]
    normalise: Option<Normalisation>,
    /// That range
    #[arg(long, value_name = "LOW,HIGH", value_parser = range, default_value = "0,100")]
    range: (f64, f64),
    /// What is done about outliers
    #[arg(long, value_enum, default_value_t, value_name = "HOW")]
    treat: Treat,
    /// How many values of an indicator may be winsorised
    #[arg(long, value_name = "N", default_value_t = 5)]
    most: usize,
    /// How groups are made of their members: arithmetic, geometric, harmonic, outranking, or
    /// power:P for a generalised mean
    #[arg(long, value_name = "HOW", value_parser = aggregation, default_value = "arithmetic")]
    aggregate: Aggregation,
    /// Fill gaps with the mean of the rows that share a value of this column
    #[arg(long, value_name = "COLUMN", requires = "values")]
    impute: Option<String>,
    /// The share of a group's members, 0 to 1, that must have a value; of a table 0, of assessments
    /// 1, because a gap must not look better than an answer
    #[arg(long, value_name = "SHARE", value_parser = share)]
    availability: Option<f64>,
    /// Rank the countries; the rows of a table are always ranked
    #[arg(long, conflicts_with = "values")]
    rank: bool,
    /// With --show intervals: how many draws
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = settings::draws)]
    draws: u32,
    /// With --show intervals: the same seed gives the same results
    #[arg(long, value_name = "N", default_value_t = 1)]
    seed: u64,
    /// With --show intervals: by how many percent a weight may be higher or lower
    #[arg(long, value_name = "PERCENT", default_value_t = 25.0, value_parser = settings::percent)]
    noise: f64,
    #[command(flatten)]
    print: FormatArgs,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Show {
    /// The index and its groups, ranked; as CSV or JSON every value
    #[default]
    Results,
    /// What was done about outliers
    Treatment,
    /// Weights, and how much of the whole hangs on each part
    Weights,
    /// Correlations within the groups, with warnings
    Correlations,
    /// Cronbach's alpha of the groups
    Consistency,
    /// The ranks under other choices
    Alternatives,
    /// Scores and ranks under other weights, drawn again and again
    Intervals,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Treat {
    /// Nothing
    #[default]
    None,
    /// The most extreme values take the next one's
    Winsorise,
    /// The logarithm of columns with outliers
    Log,
    /// The logarithm where winsorising is not enough
    WinsoriseOrLog,
}

/// Prints what was asked for.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    match (&args.values, &args.meaning) {
        (Some(values), Some(meaning)) => {
            let (meaning, data) = read_indicators(values, meaning)?;
            show(&args, &Recipe::default(), &meaning.structure, &data, ctx)?;
            Ok(Outcome::Done)
        }
        _ => of_workspace(&args, ctx),
    }
}

fn of_workspace(args: &Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let all = [Selection::all()];
    let selections = if args.selections.is_empty() { &all[..] } else { &args.selections };
    let rounds = ctx.open()?.rounds_to_compare(selections, Trust::Cache)?;
    let choice = Choice { when: When::Latest, perspective: args.perspective };
    let mut chosen = choose(rounds.scored(), choice);
    if let Some(id) = &args.framework {
        chosen.rows.retain(|row| row.framework.id == *id);
    }
    let Some(framework) = usual_framework(&chosen) else {
        let outcome = ctx.bad_files(&rounds.bad);
        ctx.say("there is no assessment to analyse");
        return Ok(outcome.max(Outcome::Findings));
    };
    let matrix = compare(&chosen, framework, &mut rounds.comparisons());
    let (structure, data) = assessments::table(&matrix, args.depth).map_err(|why| {
        CliError::usage(why).hint("--depth 1 takes the nodes right below the root")
    })?;
    show(args, &Recipe::of_assessments(), &structure, &data, ctx)?;
    for note in report::OF_ASSESSMENTS {
        ctx.say(format!("note: {note}"));
    }
    if let Some(note) = report::on_some(&assessments::partial(&matrix, args.depth)) {
        ctx.say(format!("note: {note}"));
    }
    ctx.other_texts(&rounds.other);
    Ok(ctx.bad_files(&rounds.bad))
}

fn show(
    args: &Args,
    usual: &Recipe,
    structure: &Structure,
    data: &IndicatorData,
    ctx: &mut Context<'_>,
) -> Result<(), CliError> {
    let recipe = Recipe {
        normalised: args.normalised,
        denominate: true,
        impute: args.impute.clone(),
        treatment: match args.treat {
            Treat::None => Treatment::None,
            Treat::Winsorise => Treatment::Winsorise(args.most),
            Treat::Log => Treatment::Log,
            Treat::WinsoriseOrLog => Treatment::WinsoriseOrLog(args.most),
        },
        normalisation: args.normalise.unwrap_or(usual.normalisation),
        range: args.range,
        aggregation: args.aggregate,
        availability: args.availability.unwrap_or(usual.availability),
    };
    let refused =
        |why: String| CliError::invalid(why).hint("stocktake help analyse names every choice");
    let made = build(structure, data, &recipe).map_err(refused)?;
    let ranked = args.rank || args.values.is_some();
    let order = if ranked { Order::Ranked } else { Order::Given };
    let table = match args.show {
        Show::Results if args.print.format == Format::Table => {
            report::results(structure, data, &made, order)
        }
        Show::Results => report::tidy(structure, data, &made, order),
        Show::Treatment => report::treatment(structure, &made),
        Show::Weights => report::weights(structure),
        Show::Correlations => {
            report::correlations(structure, &relations::pairs(structure, &made.parts))
        }
        Show::Consistency => {
            report::consistency(structure, &relations::consistency(structure, &made.parts))
        }
        Show::Intervals => intervals(args, structure, data, &made, &recipe, ctx)?,
        Show::Alternatives => {
            let found = alternatives(structure, data, &recipe).map_err(refused)?;
            report::alternatives(data, &found)
        }
    };
    print::table(ctx, &table, args.print.format)?;
    if made.imputed > 0 {
        ctx.say(format!("note: {} gaps were filled with the mean of their group", made.imputed));
    }
    Ok(())
}

fn intervals(
    args: &Args,
    structure: &Structure,
    data: &IndicatorData,
    made: &Composite,
    recipe: &Recipe,
    ctx: &Context<'_>,
) -> Result<Table, CliError> {
    if recipe.aggregation == Aggregation::Outranking {
        return Err(CliError::usage("weights are drawn for means, not for outranking"));
    }
    let plan = Plan::new(structure, &made.normalised, recipe.aggregation, recipe.availability)
        .map_err(CliError::invalid)?;
    let bar = bar(ctx);
    let weighting = Weighting::Noise(args.noise / 100.0);
    let found = weight_draws(structure, &plan, weighting, (args.draws, args.seed), &go_on(&bar));
    bar.finish_and_clear();
    let found = found.unwrap_or_default();
    Ok(report::intervals(structure, data, made, &found, (args.draws, args.seed, args.noise)))
}

fn normalisation(text: &str) -> Result<Normalisation, String> {
    let found = Normalisation::ALL.iter().find(|(_, name)| *name == text);
    found.map(|(how, _)| *how).ok_or_else(|| {
        let names: Vec<&str> = Normalisation::ALL.iter().map(|(_, name)| *name).collect();
        format!("one of {}", names.join(", "))
    })
}

fn aggregation(text: &str) -> Result<Aggregation, String> {
    let power = |p: &str| p.parse().ok().filter(|p: &f64| p.is_finite() && p.abs() > 1e-9);
    match text {
        "arithmetic" => Ok(Aggregation::Arithmetic),
        "geometric" => Ok(Aggregation::Geometric),
        "harmonic" => Ok(Aggregation::Harmonic),
        "outranking" => Ok(Aggregation::Outranking),
        _ => text.strip_prefix("power:").and_then(power).map(Aggregation::Power).ok_or_else(|| {
            "one of arithmetic, geometric, harmonic, outranking, power:P with P not 0".into()
        }),
    }
}

fn range(text: &str) -> Result<(f64, f64), String> {
    let number = |text: &str| text.trim().parse().ok().filter(|n: &f64| n.is_finite());
    let ends = text.split_once(',').and_then(|(low, high)| number(low).zip(number(high)));
    ends.filter(|(low, high)| low < high).ok_or_else(|| "two numbers such as 0,100".into())
}

/// A share from 0 to 1.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "a number from 0 to 1".into())
}
