//! `stocktake packet`: hand a part of an assessment to a sub-group, and take it back.

use std::path::PathBuf;

use super::gather::single;
use super::merge::tell;
use super::print::{self, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::domain::{Id, Selection};
use crate::report::merging::differences;

/// Hand a part of an assessment to a sub-group, and take it back
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a packet of some components in a new folder
    ///
    /// The folder is a workspace of its own: the sub-group opens it with stocktake --workspace
    /// FOLDER, on any machine that has the program, and gives it back.
    Cut(CutArgs),
    /// Take a packet back: what was changed in it comes into the assessment
    ///
    /// What both sides changed differently is kept as a conflict (stocktake resolve). Taking the
    /// same packet again brings in only what was changed since. Exit code 1: there are conflicts.
    Merge(MergeArgs),
}

#[derive(Debug, clap::Args)]
struct CutArgs {
    /// COUNTRY/YEAR[/perspective][@unit]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// A component, domain or question; may be given several times
    #[arg(long, value_name = "ID", value_parser = Id::new, required = true)]
    component: Vec<Id>,
    /// The folder, which must be new or empty
    #[arg(long, value_name = "FOLDER")]
    to: PathBuf,
}

#[derive(Debug, clap::Args)]
struct MergeArgs {
    /// The folder of the packet
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    /// Show what would come in, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Who filled it in, as it is to stand in a conflict; else the name of the packet
    #[arg(long, value_name = "NAME", default_value = "")]
    by: String,
    /// Compare with the packet as it was handed out, even if it was taken before
    #[arg(long)]
    from_cut: bool,
    #[command(flatten)]
    print: FormatArgs,
}

/// Makes a packet or takes one back.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    match args.command {
        Command::Cut(args) => cut(&args, ctx),
        Command::Merge(args) => merge(&args, ctx),
    }
}

fn cut(args: &CutArgs, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let key = single(&args.selection)?;
    let cut = ctx.open()?.cut_packet(&key, &args.component, &args.to)?;
    let folder = args.to.display();
    ctx.line(folder)?;
    ctx.say(format!(
        "{} of {key}: {} questions of {}",
        cut.slip.id,
        cut.questions,
        cut.slip.components.join(", ")
    ));
    if cut.confidential > 0 {
        ctx.say(format!("confidential evidence travels with it: {}", cut.confidential));
    }
    let folder = args.to.display();
    ctx.say(format!("the sub-group works with: stocktake --workspace {folder}"));
    ctx.say(format!("and it comes back with: stocktake packet merge {folder}"));
    Ok(Outcome::Done)
}

fn merge(args: &MergeArgs, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let returned = workspace.return_packet(&args.folder, &args.by, args.from_cut)?;
    let merged = &returned.merged;
    if args.dry_run {
        print::table(ctx, &differences("What comes in", &merged.incoming()), args.print.format)?;
    } else {
        workspace.take_packet(&returned)?;
    }
    for field in &returned.outside {
        let about = returned.slip.components.join(", ");
        ctx.say(format!("beyond what the packet was about ({about}): {field}"));
    }
    Ok(tell(merged, (!args.dry_run).then_some(returned.path.as_path()), ctx))
}
