//! `stocktake compare perspectives`: one round in several views, gap by gap.

use super::say_editions;
use crate::analysis::Scored;
use crate::analysis::perspectives::views;
use crate::cli::gather::single;
use crate::cli::print::{self, Format, FormatArgs};
use crate::cli::{CliError, Context, Outcome};
use crate::domain::{Editions, Perspective, Selection, Years};
use crate::report::NOT_VIOLENCE;
use crate::report::perspectives::{gaps, groups, sums, tidy};
use crate::workspace::Trust;

/// Compare the perspectives of one round
///
/// The self-assessment is held against every other view of the same country, year and unit: civil
/// society's shadow report, an independent institution, a review from outside, a survey. The largest
/// gap stands first. Views are never averaged. CSV and JSON hold every node in full precision.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// The view that the others are held against
    #[arg(long, value_name = "VIEW", default_value = "self", value_parser = Perspective::new)]
    against: Perspective,
    /// Go down to this depth in the table of domains and components
    #[arg(long, value_name = "N", default_value_t = 1)]
    depth: usize,
    /// Show the questions without a gap, too
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the gaps.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    if args.selection.perspective.is_some() {
        return Err(CliError::usage("every perspective takes part: leave it out of the selection")
            .hint("--against names the one that the others are held against"));
    }
    let key = single(&args.selection)?;
    let selection = Selection {
        country: Some(key.country),
        years: Years::Between(key.year, key.year),
        perspective: None,
        unit: Some(key.unit.clone()),
        edition: Editions::preferring(key.edition.as_ref()),
    };
    let rounds = ctx.open()?.rounds_to_compare(&[selection], Trust::Cache)?;
    say_editions(&rounds, ctx);
    let (base, mut others): (Vec<Scored<'_>>, Vec<Scored<'_>>) =
        rounds.scored().into_iter().partition(|s| s.assessment.key.perspective == args.against);
    others.sort_by_key(|s| s.assessment.key.perspective);
    let Some(base) = base.first().copied() else {
        let outcome = ctx.bad_files(&rounds.bad);
        let why = format!("there is no view '{}' of {}", args.against, args.selection);
        if outcome > Outcome::Done {
            ctx.say(why);
            return Ok(outcome);
        }
        return Err(CliError::failed(why).hint("stocktake list names the views that are there"));
    };
    let mut comparisons = rounds.comparisons();
    let (linked, other): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|s| comparisons.linked(s.framework, base.framework));
    for left in other {
        let framework = left.framework;
        let name = format!("{} {}", framework.id, framework.version);
        let key = &left.assessment.key;
        ctx.say(format!("note: {key} does not take part: answered against {name}"));
    }
    let found = views(base, linked, &mut comparisons);
    if found.others.is_empty() {
        let outcome = ctx.bad_files(&rounds.bad);
        ctx.say(format!("there is no other view of {} to hold against it", args.selection));
        return Ok(outcome.max(Outcome::Findings));
    }
    if args.print.format == Format::Table {
        let depths = 1.min(args.depth)..=args.depth;
        let tables = [sums(&found), groups(&found, &depths), gaps(&found, args.all)];
        print::tables(ctx, tables, args.print.format)?;
        ctx.say(format!("note: {NOT_VIOLENCE}"));
    } else {
        print::table(ctx, &tidy(&found), args.print.format)?;
    }
    ctx.other_texts(&rounds.other);
    Ok(ctx.bad_files(&rounds.bad))
}
