//! `stocktake show`: one assessment, or one question of it.

use super::gather::single;
use super::print::{self, Format, FormatArgs};
use super::{CliError, Context, Outcome};
use crate::domain::{Framework, Node, Selection};
use crate::report::{answer_sheet, answers, head, migration, question};

/// Show an assessment with all its questions, or one question in full
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// The question, to see its guidance, its ladder of levels and the whole answer
    #[arg(value_name = "QUESTION")]
    question: Option<String>,
    /// Show what a migration put aside
    #[arg(long, conflicts_with = "question")]
    attic: bool,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the assessment.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = single(&args.selection)?;
    let opened = workspace.read(&key)?;
    let (framework, assessment) = (&opened.framework, &opened.assessment);
    match &args.question {
        None if args.attic => {
            print::table(ctx, &migration::attic(assessment), args.print.format)?;
        }
        Some(id) => {
            let node = find_question(framework, id)?;
            let table = question(framework, assessment, node)
                .expect("a node that was found as a question is one");
            print::table(ctx, &table, args.print.format)?;
        }
        None => {
            let table = match args.print.format {
                Format::Table => {
                    print::table(ctx, &head(framework, assessment), Format::Table)?;
                    answer_sheet(framework, assessment)
                }
                Format::Json | Format::Csv => answers(framework, assessment),
            };
            print::table(ctx, &table, args.print.format)?;
        }
    }
    for warning in &opened.warnings {
        ctx.say(warning);
    }
    if let Some(left) = workspace.leftovers(&key)? {
        ctx.say(format!("warning: {}", left.told()));
        ctx.say(format!("hint: stocktake recover {key} shows what"));
    }
    Ok(Outcome::Done)
}

/// The question with an id or a printed number.
pub(super) fn find_question<'a>(
    framework: &'a Framework,
    name: &str,
) -> Result<&'a Node, CliError> {
    if let Some((node, _)) = framework.question(name) {
        return Ok(node);
    }
    let by_code = || framework.questions().find(|(_, node, _)| node.code == name);
    let folded =
        || framework.questions().find(|(_, node, _)| node.id.folded() == name.to_lowercase());
    if let Some((_, node, _)) = by_code().or_else(folded) {
        return Ok(node);
    }
    let why = match framework.find(name) {
        Some(_) => format!("'{name}' is a group of questions, not a question"),
        None => format!("'{name}' is not in framework {} {}", framework.id, framework.version),
    };
    Err(CliError::invalid(why).hint(format!(
        "stocktake framework show {}@{} lists its questions",
        framework.id, framework.version
    )))
}
