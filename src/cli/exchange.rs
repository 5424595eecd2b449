//! `stocktake exchange`: offers against requests across countries.

use super::print::{self, Format, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::analysis::choose::{Choice, When, choose};
use crate::analysis::exchange::exchange;
use crate::domain::{Perspective, Selection};
use crate::report::Table;
use crate::report::exchange::{agenda, matches, offers, requests, unmatched};
use crate::workspace::{OFFERS_PER_REQUEST, Trust};

/// Bring offers and requests of all countries together
///
/// The newest assessment of each country takes part. For people: a proposal of who meets whom, what
/// fits together, and what nobody offers. CSV and JSON hold one list: the matches, unless --list
/// names another.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// As things stood in this year: the newest assessment of each country up to it
    #[arg(long, value_name = "YEAR", value_parser = super::compare::year)]
    year: Option<i16>,
    /// Print one list and no other
    #[arg(long, value_enum, value_name = "LIST")]
    list: Option<List>,
    #[command(flatten)]
    print: FormatArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum List {
    /// Who meets whom
    Agenda,
    /// What fits together
    Matches,
    /// What nobody offers
    Unmatched,
    /// Everything that is offered
    Offers,
    /// Everything that is sought
    Requests,
}

/// Prints the market place.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let rounds = ctx.open()?.rounds(&[Selection::all()], Trust::Cache)?;
    let when = args.year.map_or(When::Latest, When::UpTo);
    let choice = Choice { when, perspective: Perspective::Own };
    let chosen = choose(rounds.scored(), choice);
    let market = exchange(&chosen.rows, OFFERS_PER_REQUEST);
    let table = |list: List| -> Option<Table> {
        match list {
            List::Agenda => Some(agenda(&market)),
            List::Matches => Some(matches(&market)),
            List::Unmatched => unmatched(&market),
            List::Offers => Some(offers(&market)),
            List::Requests => Some(requests(&market)),
        }
    };
    let lists = match (args.list, args.print.format) {
        (Some(list), _) => vec![list],
        (None, Format::Table) => vec![List::Agenda, List::Matches, List::Unmatched],
        (None, Format::Json | Format::Csv) => vec![List::Matches],
    };
    print::tables(ctx, lists.into_iter().filter_map(table), args.print.format)?;
    ctx.other_texts(&rounds.other);
    Ok(ctx.bad_files(&rounds.bad))
}
