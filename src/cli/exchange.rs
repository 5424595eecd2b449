//! `stocktake exchange`: offers against requests across countries.

use super::print::{self, Format, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::analysis::choose::{Choice, When, choose};
use crate::analysis::exchange::{Terms, exchange, follow_up, sessions};
use crate::domain::{Editions, Id, Perspective, Selection};
use crate::report::Table;
use crate::report::exchange::{
    agenda, countries, crowded, followed_up, market, matches, offers, requests, together, unmatched,
};
use crate::workspace::Trust;

/// Bring offers and requests of all countries together
///
/// The newest assessment of each country takes part; one that holds offers and no answers is that of
/// an invited party. For people: who helps whom, an agenda in sessions, what nobody offers, and what
/// became of earlier requests. CSV and JSON hold one list: who helps whom, unless --list names
/// another.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// As things stood in this year: the newest assessment of each country up to it
    #[arg(long, value_name = "YEAR", value_parser = super::compare::year)]
    year: Option<i16>,
    /// The edition of a round where there is one; else its record
    #[arg(long, value_name = "EDITION", value_parser = Id::new)]
    edition: Option<Id>,
    /// With how many countries one request is brought together at most
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = few)]
    partners: u8,
    /// How many requests one country answers at most
    #[arg(long, value_name = "N", default_value_t = 6, value_parser = few)]
    answers: u8,
    /// How many sessions are held at one time at most
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = few)]
    rooms: u8,
    /// How many countries sit in one session at most
    #[arg(long, value_name = "N", default_value_t = 8, value_parser = few)]
    seats: u8,
    /// Print one list and no other
    #[arg(long, value_enum, value_name = "LIST")]
    list: Option<List>,
    #[command(flatten)]
    print: FormatArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum List {
    /// Who helps whom
    Together,
    /// Sessions, with who seeks and who offers in each
    Agenda,
    /// Who offers and who seeks, by topic
    Market,
    /// What each country seeks, gets and gives
    Countries,
    /// Everything that fits together
    Matches,
    /// What nobody offers
    Unmatched,
    /// What offers fit whose countries answer all they can
    Crowded,
    /// What became of earlier requests
    FollowUp,
    /// Everything that is offered
    Offers,
    /// Everything that is sought
    Requests,
}

/// Why there is nothing to see.
const NOBODY: &str = "note: nobody offers and nobody seeks anything: offers are written, or follow from \
                      levels at two thirds of the scale on evidence of grade E3 in self-assessments; \
                      requests are written, or follow from priorities";

/// A number from 1 to 100.
fn few(text: &str) -> Result<u8, String> {
    let number = text.parse::<u8>().ok().filter(|n| (1..=100).contains(n));
    number.ok_or_else(|| "this is a whole number from 1 to 100".into())
}

/// Prints the market place.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let edition = Editions::preferring(args.edition.as_ref());
    let all = Selection { edition, ..Selection::all() };
    let rounds = ctx.open()?.rounds(&[all], Trust::Cache)?;
    let when = args.year.map_or(When::Latest, When::UpTo);
    let choice = Choice { when, perspective: Perspective::Own };
    let scored = rounds.scored();
    let chosen = choose(scored.iter().copied(), choice);
    let terms = Terms {
        partners: usize::from(args.partners),
        answers: usize::from(args.answers),
        rooms: usize::from(args.rooms),
        seats: usize::from(args.seats),
        ..Terms::default()
    };
    let found = exchange(&chosen.rows, &scored, terms);
    let held = sessions(&found, terms);
    let followed = follow_up(&chosen.rows, &scored, &mut rounds.comparisons());
    let table = |list: List| -> Option<Table> {
        match list {
            List::Together => Some(together(&found)),
            List::Agenda => Some(agenda(&found, &held)),
            List::Market => Some(market(&found)),
            List::Countries => Some(countries(&found, &held)),
            List::Matches => Some(matches(&found)),
            List::Unmatched => unmatched(&found),
            List::Crowded => crowded(&found),
            List::FollowUp => followed_up(&followed),
            List::Offers => Some(offers(&found)),
            List::Requests => Some(requests(&found)),
        }
    };
    let lists = match (args.list, args.print.format) {
        (Some(list), _) => vec![list],
        (None, Format::Table) => vec![
            List::Countries,
            List::Together,
            List::Agenda,
            List::Unmatched,
            List::Crowded,
            List::FollowUp,
        ],
        (None, Format::Json | Format::Csv) => vec![List::Together],
    };
    print::tables(ctx, lists.into_iter().filter_map(table), args.print.format)?;
    if found.offers.is_empty() && found.requests.is_empty() {
        ctx.say(NOBODY);
    }
    ctx.other_texts(&rounds.other);
    Ok(ctx.bad_files(&rounds.bad))
}
