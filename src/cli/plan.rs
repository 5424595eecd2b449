//! `stocktake plan`: the way up, what it costs, who does what, and where it would lead.

use super::gather::single;
use super::{CliError, Context, Outcome};
use crate::analysis::Scored;
use crate::analysis::score::Scores;
use crate::domain::Selection;
use crate::workspace::OtherTexts;

mod ladder;
mod lists;
mod outlook;
mod steps;
mod target;

/// Plan the way up: ladders, the cheapest steps, targets, and the scores they would lead to
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Show what takes each question to its next level, or one question all the way up
    Ladder(ladder::Args),
    /// Find the cheapest set of steps to a score, or the best that a budget buys
    Steps(steps::Args),
    /// Set the level that a question should have, and by when
    Target(target::Args),
    /// Show the action plan, and what became of the actions of earlier rounds
    Actions(lists::Args),
    /// Show who must do what for a case of violence, step by step and level by level
    Duties(lists::Args),
    /// Show what treaty bodies recommended, and what became of it
    Treaty(lists::Args),
    /// Show the scores that targets and actions would lead to, year by year
    Outlook(outlook::Args),
}

/// Runs the part that was asked for.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    match args.command {
        Command::Ladder(args) => ladder::run(args, ctx),
        Command::Steps(args) => steps::run(args, ctx),
        Command::Target(args) => target::run(args, ctx),
        Command::Actions(args) => lists::actions_of(args, ctx),
        Command::Duties(args) => lists::duties_of(args, ctx),
        Command::Treaty(args) => lists::treaty_of(args, ctx),
        Command::Outlook(args) => outlook::run(args, ctx),
    }
}

/// Does something with one assessment and its scores.
fn with_scored(
    selection: &Selection,
    ctx: &mut Context<'_>,
    act: impl FnOnce(Scored<'_>, &mut Context<'_>) -> Result<Outcome, CliError>,
) -> Result<Outcome, CliError> {
    let opened = ctx.open()?.read(&single(selection)?)?;
    let scores = Scores::of(&opened.framework, &opened.assessment);
    let (framework, assessment) = (&*opened.framework, &opened.assessment);
    let outcome = act(Scored { framework, assessment, scores: &scores }, ctx)?;
    ctx.other_texts(&OtherTexts::of(assessment, framework));
    Ok(outcome)
}
