//! `stocktake framework show`.

use clap::ValueEnum;

use crate::cli::print::{self, Format};
use crate::cli::{CliError, Context, Outcome};
use crate::domain::{Id, Visible};
use crate::export;
use crate::report::{framework_outline, framework_reference, framework_tree, questionnaire};

/// Show a framework: as a table or a tree, as a work of reference, or as a form to fill in
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The framework, as ID, ID@VERSION or a file; without a version the newest
    #[arg(value_name = "ID[@VERSION]", value_parser = super::named)]
    framework: String,
    /// The language, as a tag such as sq; texts without a translation stay as they are
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// How it is shown
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    format: Shown,
}

/// How a framework is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Shown {
    /// Every node with its rule, drawn for people
    #[default]
    Table,
    /// The tree alone, indented
    Tree,
    /// The work of reference, with ladders, guidance and glossary, as Markdown
    Md,
    /// The same as one page for a browser
    Html,
    /// A blank questionnaire to print and fill in
    Questionnaire,
    /// Every node as an array of objects
    Json,
    /// Every node, comma-separated
    Csv,
}

/// Prints it.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let framework = workspace.framework_named(&args.framework)?;
    let framework = match &args.language {
        Some(language) => workspace.in_language(&framework, language)?,
        None => framework,
    };
    let failed = |error: export::ExportError| CliError::failed(error.to_string());
    let document = |format| export::render(&framework_reference(&framework), format);
    match args.format {
        Shown::Table => print::table(ctx, &framework_tree(&framework), Format::Table)?,
        Shown::Json => print::table(ctx, &framework_tree(&framework), Format::Json)?,
        Shown::Csv => print::table(ctx, &framework_tree(&framework), Format::Csv)?,
        Shown::Tree => {
            for line in Visible(&framework_outline(&framework)).lines() {
                writeln!(ctx.out, "{line}")?;
            }
        }
        Shown::Md => ctx.out.write_all(&document(export::Format::Markdown).map_err(failed)?)?,
        Shown::Html => ctx.out.write_all(&document(export::Format::Html).map_err(failed)?)?,
        Shown::Questionnaire => {
            let page = export::questionnaire::render(&questionnaire(&framework)).map_err(failed)?;
            ctx.out.write_all(page.as_bytes())?;
        }
    }
    Ok(Outcome::Done)
}

pub(super) fn pin(text: &str) -> Result<(Id, Option<String>), String> {
    match text.split_once('@') {
        Some((id, version)) => Ok((Id::new(id)?, Some(version.to_owned()))),
        None => Ok((Id::new(text)?, None)),
    }
}
