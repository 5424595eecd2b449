//! `stocktake merge`: what two sides made of one file, as one file; also for git.

use std::path::{Path, PathBuf};

use super::print::{self, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::domain::Side;
use crate::report::merging;
use crate::workspace::{MergedFile, Workspace, sides_of_git_merge};

/// Merge two copies of an assessment that were edited apart, by question and by field
///
/// What one side alone changed is taken over. What both changed to different values is kept as a
/// conflict: neither counts until somebody chooses (stocktake resolve). The result replaces OURS
/// unless -o names another file. With --install git merges the assessments of this workspace in
/// this way. Exit codes: 0 merged, 1 merged with conflicts, 3 a file cannot be used and nothing was
/// written.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The file as it was before the two sides parted; an empty file where there was none
    #[arg(value_name = "BASE", required_unless_present_any = ["install", "uninstall"])]
    base: Option<PathBuf>,
    /// Our file, whose comments and order are kept
    #[arg(value_name = "OURS", required_unless_present_any = ["install", "uninstall"])]
    ours: Option<PathBuf>,
    /// The file of the other side
    #[arg(value_name = "THEIRS", required_unless_present_any = ["install", "uninstall"])]
    theirs: Option<PathBuf>,
    /// Where the result goes; else it replaces OURS
    #[arg(short, long, value_name = "OUT")]
    output: Option<PathBuf>,
    /// Show what would come in, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Who made our side, as it is to stand in a conflict
    #[arg(long, value_name = "NAME")]
    ours_by: Option<String>,
    /// When our side was made
    #[arg(long, value_name = "TIME")]
    ours_at: Option<String>,
    /// Who made the other side
    #[arg(long, value_name = "NAME")]
    theirs_by: Option<String>,
    /// When the other side was made
    #[arg(long, value_name = "TIME")]
    theirs_at: Option<String>,
    /// The file as git names it (%P), to look its workspace and its authors up
    #[arg(long, value_name = "PATH")]
    git_path: Option<PathBuf>,
    /// Make git merge the assessments of this workspace with this program
    #[arg(long, conflicts_with_all = ["base", "uninstall"])]
    install: bool,
    /// Let git merge them line by line again
    #[arg(long, conflicts_with = "base")]
    uninstall: bool,
    #[command(flatten)]
    print: FormatArgs,
}

/// Merges the files and says what came of it.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let (Some(base), Some(ours), Some(theirs)) = (&args.base, &args.ours, &args.theirs) else {
        return set_up(args.install, ctx);
    };
    let near = args.git_path.as_deref().unwrap_or(ours);
    let workspace = match (&ctx.workspace, Workspace::around(near)?) {
        (None, Some(around)) => around,
        _ => ctx.open()?,
    };
    let [mut mine, mut other] = match &args.git_path {
        Some(path) => sides_of_git_merge(path),
        None => [Side::default(), Side::default()],
    };
    for (side, by, at) in
        [(&mut mine, args.ours_by, args.ours_at), (&mut other, args.theirs_by, args.theirs_at)]
    {
        side.by = by.unwrap_or(std::mem::take(&mut side.by));
        side.at = at.unwrap_or(std::mem::take(&mut side.at));
    }
    let merged = workspace.merge_files([base, ours, theirs], [&mine, &other])?;
    let out = args.output.as_deref().unwrap_or(ours);
    if args.dry_run {
        let table = merging::differences("What comes in", &merged.incoming());
        print::table(ctx, &table, args.print.format)?;
    } else {
        workspace.write_merged(out, &merged)?;
    }
    let shown = args.git_path.as_deref().unwrap_or(out);
    Ok(tell(&merged, (!args.dry_run).then_some(shown), ctx))
}

/// Sets git up, or takes the set-up back, and says what was done.
fn set_up(install: bool, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let steps = if install { workspace.install_driver()? } else { workspace.uninstall_driver()? };
    for step in steps {
        let done = match (step.altered, install) {
            (true, true) => "set",
            (true, false) => "taken out",
            (false, true) => "was set already",
            (false, false) => "was not set",
        };
        ctx.say(format!("{}: {done}", step.what));
    }
    if install {
        ctx.say("commit .gitattributes; every other clone needs stocktake merge --install once");
    }
    Ok(Outcome::Done)
}

/// Says what a merge came to.
pub(super) fn tell(merged: &MergedFile, out: Option<&Path>, ctx: &mut Context<'_>) -> Outcome {
    let result = &merged.merged;
    for renamed in &result.renamed {
        ctx.say(format!(
            "both sides had made an entry '{}': one of them is '{}' now",
            renamed.from, renamed.to
        ));
    }
    for conflict in &result.conflicts {
        ctx.say(format!("conflict: {conflict}"));
    }
    for refused in &result.refused {
        ctx.say(format!("not taken over: {}", refused.why));
    }
    for place in &merged.left {
        ctx.say(format!(
            "'{place}' was altered by both sides and is nothing that can be merged: ours stays"
        ));
    }
    let came = counted(merged.incoming().len(), "change");
    let standing = merged.assessment.conflicts.len();
    let to_resolve = counted(standing, "conflict");
    match out {
        Some(out) => ctx.say(format!("{}: {came} came in, {to_resolve} to resolve", out.display())),
        None => ctx.say(format!("not written: {came} would come in, {to_resolve} to resolve")),
    }
    if standing > 0 && out.is_some() {
        ctx.say(format!("next: stocktake resolve {}", merged.assessment.key));
    }
    if merged.is_clean() { Outcome::Done } else { Outcome::Findings }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
