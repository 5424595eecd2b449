//! `stocktake new`: make an assessment.

use super::gather::single;
use super::{CliError, Context, Outcome};
use crate::analysis::review::progress;
use crate::domain::{Id, Key, Perspective, Selection};
use crate::workspace::{New, OpenError, Workspace, WorkspaceError};

/// Make a new assessment, empty or from an earlier one
///
/// With --from every answer that still fits is carried over. It is shown and not counted until
/// somebody confirms it.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition], for instance ALB/2026
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// The framework; else that of the earlier assessment, else the built-in one
    #[arg(long, value_name = "ID", value_parser = Id::new)]
    framework: Option<Id>,
    /// The version of the framework; else the newest
    #[arg(long, value_name = "V")]
    framework_version: Option<String>,
    /// Whose view it is: self, shadow, independent, external or survey
    #[arg(long, value_name = "P", value_parser = Perspective::new)]
    perspective: Option<Perspective>,
    /// The sub-national unit
    #[arg(long, value_name = "U", value_parser = Id::new)]
    unit: Option<Id>,
    /// The earlier assessment; its perspective and unit are those of the new one unless named
    #[arg(long, value_name = "SEL", value_parser = Selection::new)]
    from: Option<Selection>,
}

/// Makes the file and prints its path.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let mut selection = args.selection;
    merge(&mut selection.perspective, args.perspective, "perspectives")?;
    merge(&mut selection.unit, args.unit.map(Some), "units")?;
    let key = single(&selection)?;
    let from = args.from.map(|from| earlier(from, &key)).transpose()?;
    let carried_from = from.clone();
    let new = New { key, framework: args.framework, version: args.framework_version, from };
    let key = workspace.create(&new).map_err(|error| match (error, &carried_from) {
        (WorkspaceError::Open(OpenError::Missing(missing)), Some(from)) if missing == *from => {
            no_earlier(&workspace, from)
        }
        (error, _) => error.into(),
    })?;
    let opened = workspace.read(&key)?;
    ctx.line(workspace.path_of(&key).display())?;
    let framework = &opened.framework;
    let progress = progress(framework, &opened.assessment);
    ctx.say(format!(
        "made {key}: {} questions of {} {}",
        progress.total, framework.id, framework.version
    ));
    if let Some(from) = carried_from {
        ctx.say(format!(
            "{} answers are carried over from {from}, each to be confirmed",
            progress.carried
        ));
    }
    ctx.say(format!("next: stocktake, or stocktake set {key} QUESTION LEVEL"));
    Ok(Outcome::Done)
}

/// Takes a value from the option or from the selection, and refuses two different ones.
fn merge<T: PartialEq>(
    named: &mut Option<T>,
    option: Option<T>,
    what: &str,
) -> Result<(), CliError> {
    match (&named, option) {
        (Some(a), Some(b)) if *a != b => {
            Err(CliError::usage(format!("the selection and the option name two {what}")))
        }
        (None, option) => {
            *named = option;
            Ok(())
        }
        _ => Ok(()),
    }
}

fn earlier(mut from: Selection, key: &Key) -> Result<Key, CliError> {
    from.perspective.get_or_insert(key.perspective);
    from.unit.get_or_insert_with(|| key.unit.clone());
    single(&from)
}

/// The earlier assessment is not there: those of its country that are.
fn no_earlier(workspace: &Workspace, from: &Key) -> CliError {
    let listed = workspace.list().map(|listed| listed.keys).unwrap_or_default();
    let there: Vec<String> =
        listed.iter().filter(|k| k.country == from.country).map(ToString::to_string).collect();
    let error = CliError::failed(format!("there is no assessment {from} to carry over from"));
    match there.as_slice() {
        [] => error.hint(format!("{} has none here; leave --from away", from.country)),
        there => error.hint(format!("take one of {}, or leave --from away", there.join(", "))),
    }
}
