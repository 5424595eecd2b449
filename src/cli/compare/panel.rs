//! `stocktake compare panel`: countries through the years.

use super::{countries, find, say_editions, year};
use crate::analysis::Scored;
use crate::analysis::choose::{Choice, When, choose};
use crate::analysis::countries::usual_framework;
use crate::analysis::panel::panel;
use crate::cli::print::{self, Format, FormatArgs};
use crate::cli::{CliError, Context, Outcome};
use crate::domain::{Country, Editions, Id, Perspective, Selection, Years};
use crate::report::countries::places_to;
use crate::report::panel::{Signs, multiples, through_the_years, tidy};
use crate::report::{NOT_VIOLENCE, Table};
use crate::workspace::{Trust, of_countries};

/// Compare countries through the years
///
/// A small trend for each country and domain, with the newest value; of one node, every value. A trend
/// is broken where the framework changed so that the two versions cannot be compared. CSV and JSON hold
/// every country, year and node in full precision.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// These countries only
    #[arg(long, value_name = "ALB,SRB", value_delimiter = ',', value_parser = Country::new)]
    countries: Vec<Country>,
    /// A peer group, as `compare countries --groups` lists them; may be given several times
    #[arg(long, value_name = "ID", value_parser = Id::new, conflicts_with = "countries")]
    group: Vec<Id>,
    /// The first year
    #[arg(long, value_name = "YEAR", value_parser = year)]
    from: Option<i16>,
    /// The last year
    #[arg(long, value_name = "YEAR", value_parser = year)]
    to: Option<i16>,
    /// One node with its values
    #[arg(long, value_name = "NODE", conflicts_with = "depth")]
    node: Option<String>,
    /// Go down to this depth; 0 is the root alone
    #[arg(long, value_name = "N", default_value_t = 1)]
    depth: usize,
    /// The framework; else the one that most of the countries share
    #[arg(long, value_name = "ID", value_parser = Id::new)]
    framework: Option<Id>,
    /// Whose view: self, shadow, independent, external or survey
    #[arg(long, default_value = "self", value_parser = Perspective::new)]
    perspective: Perspective,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the panel.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let years = match (args.from, args.to) {
        (None, None) => Years::All,
        (Some(from), Some(to)) if from > to => {
            return Err(CliError::usage(format!("--from {from} is later than --to {to}")));
        }
        (from, to) => Years::Between(from.unwrap_or(Years::FIRST), to.unwrap_or(Years::LAST)),
    };
    let peers = countries::chosen_groups(&workspace, &args.group)?;
    let all = Selection {
        years,
        perspective: Some(args.perspective),
        unit: Some(None),
        edition: Editions::Record,
        ..Selection::all()
    };
    let selections = of_countries(&args.countries, &peers, &all);
    let rounds = workspace.rounds_to_compare(&selections, Trust::Cache)?;
    say_editions(&rounds, ctx);
    let mut scored: Vec<Scored<'_>> = rounds.scored();
    if let Some(id) = &args.framework {
        scored.retain(|s| s.framework.id == *id);
    }
    let choice = Choice { when: When::Latest, perspective: args.perspective };
    let chosen = choose(scored.iter().copied(), choice);
    for group in &peers {
        countries::say_group(group, &chosen, ctx);
    }
    let Some(framework) = usual_framework(&chosen) else {
        let outcome = ctx.bad_files(&rounds.bad);
        let view = args.perspective;
        ctx.say(format!("there is no assessment of the perspective {view} to compare"));
        return Ok(outcome.max(Outcome::Findings));
    };
    let node = args.node.as_deref().map(|node| find(framework, node)).transpose()?;
    let places = match node {
        Some(place) => vec![place],
        None => places_to(framework, &(1.min(args.depth)..=args.depth)),
    };
    let mut comparisons = rounds.comparisons();
    let found = panel(scored, framework, places, &mut comparisons);
    if args.print.format == Format::Table {
        let signs = if ctx.terminal.unicode { Signs::Blocks } else { Signs::Digits };
        let table: Option<Table> = match node {
            Some(_) => through_the_years(&found, 0, signs),
            None => Some(multiples(&found, signs)),
        };
        print::tables(ctx, table, args.print.format)?;
        ctx.say(format!("note: {NOT_VIOLENCE}"));
    } else {
        print::table(ctx, &tidy(&found), args.print.format)?;
    }
    ctx.other_texts(&rounds.other);
    Ok(ctx.bad_files(&rounds.bad))
}
