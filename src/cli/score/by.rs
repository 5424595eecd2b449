//! `stocktake score --by`: another cut through the same answers.

use super::{scored, something};
use crate::cli::gather::gather;
use crate::cli::print::{self, FormatArgs};
use crate::cli::{CliError, Context, Outcome};
use crate::domain::Selection;
use crate::report::{Table, cut_table, tidy_cut, tidy_cut_columns};
use crate::workspace::Workspace;

/// Prints the cut of every chosen assessment whose framework has the scheme.
pub(super) fn run(
    workspace: &Workspace,
    selections: &[Selection],
    scheme: &str,
    print: FormatArgs,
    ctx: &mut Context<'_>,
) -> Result<Outcome, CliError> {
    let machine = print.format.machine();
    let found = gather(workspace, selections, |opened| {
        let framework = &opened.framework;
        let Some(by) = framework.scheme(scheme) else {
            let (key, known) = (&opened.assessment.key, framework.scheme_ids().join(", "));
            let (id, version) = (&framework.id, &framework.version);
            return Err(format!("{key}: {id} {version} has no scheme '{scheme}'; it has {known}"));
        };
        Ok(scored(&opened, |scored| match machine {
            Some(_) => tidy_cut(scored, &by),
            None => cut_table(scored, &by),
        }))
    })?;
    something(&found, selections)?;
    let (tables, absent): (Vec<_>, Vec<_>) = found.kept.into_iter().partition(Result::is_ok);
    let tables: Vec<Table> = tables.into_iter().flatten().collect();
    match machine {
        Some(machine) => {
            let parts = tables.iter().map(|table| print::rows(table, machine));
            print::stream(ctx, &tidy_cut_columns(), parts, machine)?;
        }
        None => print::tables(ctx, tables, print.format)?,
    }
    absent.iter().filter_map(|one| one.as_ref().err()).for_each(|why| {
        ctx.say(format!("error: {why}"));
    });
    let outcome = if absent.is_empty() { Outcome::Done } else { Outcome::Invalid };
    Ok(outcome.max(ctx.bad_files(&found.bad)))
}
