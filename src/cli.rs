//! The command line: one file for each command, printing through a given writer.
//!
//! Data goes to stdout, talk to stderr. What a command came to is an [`Outcome`] or a [`CliError`],
//! and both are exit codes: 0 done, 1 findings or failure, 2 wrong usage, 3 invalid input.

#![allow(
    rustdoc::broken_intra_doc_links,
    reason = "the doc comments of arguments are help texts: [@unit] is no link"
)]

mod context;
mod error;
mod gather;
mod print;

mod analyse;
mod apply;
mod check;
mod compare;
mod completions;
mod exchange;
mod export;
mod framework;
mod history;
mod import;
mod init;
mod limits;
mod list;
mod man;
mod merge;
mod migrate;
mod new;
mod packet;
mod plan;
mod priorities;
mod purge;
mod recover;
mod resolve;
mod review;
mod score;
mod sensitivity;
mod set;
mod show;
mod uncertainty;
mod verify;
mod whatif;

pub use context::{Context, Terminal};
pub use error::{CliError, Outcome};

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;

use clap::{Parser, Subcommand};

use crate::domain::Visible;

/// Take honest stock of a child-protection system: score it, compare it across years and
/// countries, and take priorities to a regional exchange.
///
/// Without a command the screens open. A selection (SEL) is COUNTRY/YEAR[/perspective][@unit][~edition]:
/// ALB/2026, ALB/2026/shadow, BIH/2026@BA-SRP, ALB/2020-2026, '*/2026'.
///
/// Exit codes: 0 done, 1 findings or failure, 2 wrong usage, 3 invalid input.
#[derive(Debug, Parser)]
#[command(name = "stocktake", version, max_term_width = 100)]
pub struct Cli {
    /// The workspace; else the one around the current folder, else the one of this computer's user
    #[arg(
        short = 'C',
        long,
        global = true,
        value_name = "DIR",
        env = "STOCKTAKE_WORKSPACE",
        hide_env_values = true
    )]
    workspace: Option<OsString>,
    /// What to do; nothing opens the screens.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make a workspace of a folder
    Init(init::Args),
    /// Make a new assessment
    New(new::Args),
    /// List assessments and how far they have come
    List(list::Args),
    /// Show an assessment, or one question of it in full
    Show(show::Args),
    /// Answer a question
    Set(set::Args),
    /// Apply changes written as lines of JSON
    Apply(apply::Args),
    /// Check files and name every problem with its line
    Check(check::Args),
    /// Merge two copies of an assessment that were edited apart; works for git
    Merge(merge::Args),
    /// Hand a part of an assessment to a sub-group, and take it back
    Packet(packet::Args),
    /// List what two sides disagree about, or choose
    Resolve(resolve::Args),
    /// Compute scores, or explain one
    Score(score::Args),
    /// Show what was recorded and never came into the file, and decide about it
    Recover(recover::Args),
    /// Show who changed what, when, and from what, as the journal has it
    History(history::Args),
    /// Check that the journals are as they were written, and the files as the journals left them
    Verify(verify::Args),
    /// Show what is open, what contradicts, and what stands on weak ground
    Review(review::Args),
    /// Compare the years of a country, or countries
    Compare(compare::Args),
    /// Say how far scores, changes and ranks hang on what is not certain
    Uncertainty(uncertainty::Args),
    /// Try out other answers, weights and rules beside an assessment
    WhatIf(whatif::Args),
    /// Say what drives a score
    Sensitivity(sensitivity::Args),
    /// Make a composite index of countries or of a table of indicators, as analysts do
    Analyse(analyse::Args),
    /// Move assessments to another version of their framework, as editions
    Migrate(migrate::Args),
    /// Rank what to change first, with the reasons
    Priorities(priorities::Args),
    /// Plan the way up: ladders, the cheapest steps, targets, and the scores they would lead to
    Plan(plan::Args),
    /// Bring offers and requests of all countries together
    Exchange(exchange::Args),
    /// Write priorities, reports, scores, comparisons and the exchange as files to hand over
    Export(export::Args),
    /// Bring in tables of others
    Import(import::Args),
    /// List, show, write, check, compare and import frameworks
    Framework(framework::Args),
    /// List what was derived from an assessment, or delete it
    Purge(purge::Args),
    /// Print how much of anything is taken, and what happens to more
    Limits(limits::Args),
    /// Print the completions for a shell
    Completions(completions::Args),
    /// Print the manual page, or write all of them into a folder
    Man(man::Args),
}

impl Cli {
    /// Reads the command line. Where there is nothing to run (wrong usage, or a call for help),
    /// what there is to say is written and the exit code comes back.
    ///
    /// # Errors
    /// The exit code: 0 after help, 2 after wrong usage.
    pub fn read(
        args: impl IntoIterator<Item = OsString>,
        out: &mut dyn Write,
        err: &mut dyn Write,
    ) -> Result<Self, u8> {
        let refusal = match Self::try_parse_from(args) {
            Ok(cli) => return Ok(cli),
            Err(refusal) => refusal,
        };
        // Clap repeats what was typed, and that may hold anything.
        let text = refusal.render().to_string();
        for line in Visible(text.trim_end()).lines() {
            // Nobody is left to hear about a closed pipe.
            let _ = match refusal.use_stderr() {
                true => writeln!(err, "{line}"),
                false => writeln!(out, "{line}"),
            };
        }
        Err(u8::try_from(refusal.exit_code()).unwrap_or(2))
    }

    /// The folder named on the command line or in the environment.
    pub fn workspace(&self) -> Option<PathBuf> {
        self.workspace.as_ref().filter(|dir| !dir.is_empty()).map(PathBuf::from)
    }
}

/// Runs a command.
///
/// # Errors
/// What went wrong, with its exit code and hints.
pub fn run(command: Command, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let outcome = match command {
        Command::Init(args) => init::run(args, ctx),
        Command::New(args) => new::run(args, ctx),
        Command::List(args) => list::run(args, ctx),
        Command::Show(args) => show::run(args, ctx),
        Command::Set(args) => set::run(args, ctx),
        Command::Apply(args) => apply::run(args, ctx),
        Command::Check(args) => check::run(args, ctx),
        Command::Merge(args) => merge::run(args, ctx),
        Command::Packet(args) => packet::run(args, ctx),
        Command::Resolve(args) => resolve::run(args, ctx),
        Command::Score(args) => score::run(args, ctx),
        Command::Recover(args) => recover::run(args, ctx),
        Command::History(args) => history::run(args, ctx),
        Command::Verify(args) => verify::run(args, ctx),
        Command::Review(args) => review::run(args, ctx),
        Command::Compare(args) => compare::run(args, ctx),
        Command::Uncertainty(args) => uncertainty::run(args, ctx),
        Command::WhatIf(args) => whatif::run(args, ctx),
        Command::Sensitivity(args) => sensitivity::run(args, ctx),
        Command::Analyse(args) => analyse::run(args, ctx),
        Command::Migrate(args) => migrate::run(args, ctx),
        Command::Priorities(args) => priorities::run(args, ctx),
        Command::Plan(args) => plan::run(args, ctx),
        Command::Exchange(args) => exchange::run(args, ctx),
        Command::Export(args) => export::run(args, ctx),
        Command::Import(args) => import::run(args, ctx),
        Command::Framework(args) => framework::run(args, ctx),
        Command::Purge(args) => purge::run(args, ctx),
        Command::Limits(args) => limits::run(args, ctx),
        Command::Completions(args) => completions::run(args, ctx),
        Command::Man(args) => man::run(args, ctx),
    }?;
    ctx.out.flush()?;
    Ok(outcome)
}
