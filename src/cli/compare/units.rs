//! `stocktake compare units`: the units of one country side by side.

use super::say_editions;
use crate::analysis::choose::of_one_framework;
use crate::analysis::units::units;
use crate::cli::gather::single;
use crate::cli::print::{self, Format, FormatArgs};
use crate::cli::{CliError, Context, Outcome};
use crate::domain::{Editions, Selection, Years};
use crate::report::NOT_VIOLENCE;
use crate::report::units::{heat, standings, tidy};
use crate::workspace::Trust;

/// Compare the units of one country
///
/// The weakest unit, the mean weighted by the children who live in each, the share of units at level
/// 3 or more, and the spread. Where a unit does not say how many children it has, there is no
/// weighted mean: units are never taken to be of one size. CSV and JSON hold every unit and node.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// Go down to this depth; 0 is the root alone
    #[arg(long, value_name = "N", default_value_t = 1)]
    depth: usize,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the comparison.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    if args.selection.unit.is_some() {
        return Err(CliError::usage("every unit takes part: leave it out of the selection"));
    }
    let key = single(&args.selection)?;
    let selection = Selection {
        country: Some(key.country),
        years: Years::Between(key.year, key.year),
        perspective: Some(key.perspective),
        unit: None,
        edition: Editions::preferring(key.edition.as_ref()),
    };
    let rounds = ctx.open()?.rounds_to_compare(&[selection], Trust::Cache)?;
    say_editions(&rounds, ctx);
    let mut comparisons = rounds.comparisons();
    let of_units = rounds.scored().into_iter().filter(|s| s.assessment.key.unit.is_some());
    let chosen = of_one_framework(of_units.collect(), None, &comparisons);
    for left in &chosen.left_out {
        let (key, framework) = (&left.scored.assessment.key, left.scored.framework);
        let name = format!("{} {}", framework.id, framework.version);
        ctx.say(format!("note: {key} does not take part: answered against {name}"));
    }
    let Some(framework) = chosen.rows.iter().map(|s| s.framework).max_by_key(|f| &f.version) else {
        let outcome = ctx.bad_files(&rounds.bad);
        ctx.say(format!("there is no unit of {} to compare", args.selection));
        return Ok(outcome.max(Outcome::Findings));
    };
    let found = units(chosen.rows.clone(), framework, &mut comparisons);
    if args.print.format == Format::Table {
        let depths = 1.min(args.depth)..=args.depth;
        print::tables(ctx, [standings(&found, &depths), heat(&found, &depths)], args.print.format)?;
        ctx.say(format!("note: {NOT_VIOLENCE}"));
    } else {
        print::table(ctx, &tidy(&found), args.print.format)?;
    }
    ctx.other_texts(&rounds.other);
    Ok(ctx.bad_files(&rounds.bad))
}
