//! `stocktake compare`: years of a country, countries, perspectives, units.

mod countries;
mod panel;
mod perspectives;
mod units;
mod years;

pub(super) use countries::{chosen_groups, find};

use super::{CliError, Context, Outcome};
use crate::domain::Years;
use crate::workspace::Rounds;

/// Compare the years of a country, countries, perspectives, or units
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Compare the years of one country
    Years(years::Args),
    /// Compare countries
    Countries(countries::Args),
    /// Compare countries through the years
    Panel(panel::Args),
    /// Compare the perspectives of one round
    Perspectives(perspectives::Args),
    /// Compare the units of one country
    Units(units::Args),
}

/// Runs the command below.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    match args.command {
        Command::Years(args) => years::run(args, ctx),
        Command::Countries(args) => countries::run(args, ctx),
        Command::Panel(args) => panel::run(args, ctx),
        Command::Perspectives(args) => perspectives::run(args, ctx),
        Command::Units(args) => units::run(args, ctx),
    }
}

/// Reads a year.
pub(super) fn year(text: &str) -> Result<i16, String> {
    Years::one(text).ok_or_else(|| format!("'{text}' is not a year such as 2025"))
}

/// Says which rounds stand with an edition in the place of their record.
fn say_editions(rounds: &Rounds, ctx: &mut Context<'_>) {
    let keys = rounds.kept.iter().map(|(opened, _)| &opened.assessment.key);
    let editions: Vec<String> =
        keys.filter(|key| key.edition.is_some()).map(ToString::to_string).collect();
    if !editions.is_empty() {
        ctx.say(format!("note: editions in the place of records: {}", editions.join(", ")));
    }
}
