//! `stocktake check`: every problem of files, with its line.

use std::path::{Path, PathBuf};

use super::context::problem_lines;
use super::print::{self, Format, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::domain::{Visible, visible};
use crate::report::{Cell, Column, Table};
use crate::workspace::{Checked, FileKind, Medium, Workspace};

/// Check framework and assessment files and name every problem with its line
///
/// Exit code 0: none; 1: warnings; 3: a file cannot be used, or has a key that is not known.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders; else everything in the workspace
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// Also warn of free text that looks as if it held a child's or another person's data
    #[arg(long)]
    privacy: bool,
    #[command(flatten)]
    print: FormatArgs,
}

/// Checks the files and prints what is wrong with them.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    check_also(&args.paths, None, args.privacy, args.print.format, ctx)
}

/// Checks files, each against the frameworks of the workspace that it lies in.
pub(super) fn check(
    paths: &[PathBuf],
    kind: Option<FileKind>,
    format: Format,
    ctx: &mut Context<'_>,
) -> Result<Outcome, CliError> {
    check_also(paths, kind, false, format, ctx)
}

fn check_also(
    paths: &[PathBuf],
    kind: Option<FileKind>,
    privacy: bool,
    format: Format,
    ctx: &mut Context<'_>,
) -> Result<Outcome, CliError> {
    let mut checked = Vec::new();
    if paths.is_empty() {
        let workspace = ctx.open()?;
        let files = match kind {
            Some(FileKind::Framework) => own_frameworks(&workspace),
            _ => workspace.files()?,
        };
        checked = workspace.check(&files, kind);
        if kind.is_none() {
            tell_of_the_folder(&workspace, ctx)?;
        }
        if privacy {
            workspace.check_privacy(&mut checked);
        }
    }
    for path in paths {
        let workspace = match (&ctx.workspace, Workspace::around(path)?) {
            (None, Some(around)) => around,
            _ => ctx.open()?,
        };
        let files = match path.is_dir() {
            true => Workspace::files_below(path)?,
            false => vec![path.clone()],
        };
        let mut more = workspace.check(&files, kind);
        if privacy {
            workspace.check_privacy(&mut more);
        }
        checked.extend(more);
    }
    print(&checked, format, ctx)?;
    Ok(judge(&checked, ctx))
}

/// Says what somebody should know of the folder as such: what it lies on, and what crashes left.
fn tell_of_the_folder(workspace: &Workspace, ctx: &mut Context<'_>) -> Result<(), CliError> {
    if let Some(warning) = Medium::of(&workspace.assessments()).warning() {
        ctx.say(format!("note: what {} lies on: {warning}", shown(workspace.root())));
    }
    for key in workspace.list()?.keys {
        let count = workspace.scraps(&key)?.len();
        if count > 0 {
            ctx.say(format!(
                "note: a crash left {} beside {key}: stocktake purge {key} --leftovers lists them",
                counted(count, "temporary file")
            ));
        }
    }
    Ok(())
}

fn own_frameworks(workspace: &Workspace) -> Vec<PathBuf> {
    let own = workspace.library().sources().iter().filter(|source| !source.is_built_in());
    let own = own.map(|source| source.path.clone());
    own.chain(workspace.library().crosswalk_paths().map(Path::to_owned)).collect()
}

fn print(checked: &[Checked], format: Format, ctx: &mut Context<'_>) -> Result<(), CliError> {
    if format != Format::Table {
        return print::table(ctx, &table(checked), format);
    }
    for text in checked.iter().flat_map(|file| problem_lines(&file.problems)) {
        for line in Visible(&text).lines() {
            writeln!(ctx.out, "{line}")?;
        }
    }
    Ok(())
}

fn table(checked: &[Checked]) -> Table {
    let number = |n: usize| Cell::count(u32::try_from(n).unwrap_or(u32::MAX));
    let problems = checked.iter().flat_map(|file| &file.problems);
    let row = |located: &crate::store::Located| {
        vec![
            Cell::text(located.path.to_string_lossy()),
            number(located.line),
            number(located.column),
            Cell::text(if located.problem.is_error() { "error" } else { "warning" }),
            Cell::text(located.problem.code),
            Cell::text(&*located.problem.message),
            Cell::text(&*located.problem.hint),
        ]
    };
    Table {
        columns: vec![
            Column::text("file", "File"),
            Column::number("line", "Line"),
            Column::number("column", "Column"),
            Column::text("severity", "Severity"),
            Column::text("code", "Code"),
            Column::text("message", "Message"),
            Column::text("hint", "Hint"),
        ],
        rows: problems.map(row).collect(),
        ..Table::default()
    }
}

fn judge(checked: &[Checked], ctx: &mut Context<'_>) -> Outcome {
    let all = || checked.iter().flat_map(|file| &file.problems);
    let errors = all().filter(|located| located.problem.is_error()).count();
    let warnings = all().count() - errors;
    let places = |file: &&Checked| !file.problems.is_empty();
    ctx.say(match (checked, errors + warnings) {
        ([], _) => "nothing to check".to_owned(),
        ([one], 0) => format!("{}: no problems", shown(&one.path)),
        (files, 0) => format!("{} files: no problems", files.len()),
        (files, _) => format!(
            "{}, {} in {} of {}",
            counted(errors, "error"),
            counted(warnings, "warning"),
            files.iter().filter(places).count(),
            counted(files.len(), "file")
        ),
    });
    let unknown = all().any(|located| located.problem.code == "unknown-key");
    match (errors > 0 || unknown, warnings > 0) {
        (true, _) => Outcome::Invalid,
        (false, true) => Outcome::Findings,
        (false, false) => Outcome::Done,
    }
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

fn shown(path: &Path) -> String {
    visible(&path.to_string_lossy()).into_owned()
}
