//! `stocktake framework show`.

use clap::ValueEnum;

use crate::cli::print::{self, Format};
use crate::cli::{CliError, Context, Outcome};
use crate::domain::{Framework, Id, Visible};
use crate::export;
use crate::report::{
    framework_nodes, framework_outline, framework_reference, framework_tree, questionnaire,
    questions_by,
};

/// Show a framework: as a table or a tree, as a work of reference, or as a form to fill in
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The framework, as ID, ID@VERSION or a file; without a version the newest
    #[arg(value_name = "ID[@VERSION]", value_parser = super::named)]
    framework: String,
    /// The language, as a tag such as sq; texts without a translation stay as they are
    #[arg(long, value_name = "TAG")]
    language: Option<String>,
    /// Only the questions, by the values of lens, kind, action or a scheme of the framework
    #[arg(long, value_name = "SCHEME")]
    tags: Option<String>,
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
    /// The same as Markdown
    QuestionnaireMd,
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
    if let Some(scheme) = &args.tags {
        return by_tags(&framework, scheme, args.format, ctx);
    }
    let failed = |error: export::ExportError| CliError::failed(error.to_string());
    let document = |format| export::render(&framework_reference(&framework), format);
    match args.format {
        Shown::Table => print::table(ctx, &framework_tree(&framework), Format::Table)?,
        Shown::Json => print::table(ctx, &framework_nodes(&framework), Format::Json)?,
        Shown::Csv => print::table(ctx, &framework_nodes(&framework), Format::Csv)?,
        Shown::Tree => {
            for line in Visible(&framework_outline(&framework)).lines() {
                writeln!(ctx.out, "{line}")?;
            }
        }
        Shown::Md => ctx.out.write_all(&document(export::Format::Markdown).map_err(failed)?)?,
        Shown::Html => ctx.out.write_all(&document(export::Format::Html).map_err(failed)?)?,
        Shown::QuestionnaireMd => {
            let text = export::questionnaire::markdown(&questionnaire(&framework));
            ctx.out.write_all(text.as_bytes())?;
        }
        Shown::Questionnaire => {
            let page = export::questionnaire::render(&questionnaire(&framework)).map_err(failed)?;
            ctx.out.write_all(page.as_bytes())?;
        }
    }
    Ok(Outcome::Done)
}

/// Prints the questions by the values of a scheme.
fn by_tags(
    framework: &Framework,
    scheme: &str,
    format: Shown,
    ctx: &mut Context<'_>,
) -> Result<Outcome, CliError> {
    let Some(found) = framework.scheme(scheme) else {
        let (id, version) = (&framework.id, &framework.version);
        return Err(CliError::failed(format!("{id} {version} has no scheme '{scheme}'"))
            .hint(format!("it has {}", framework.scheme_ids().join(", "))));
    };
    let format = match format {
        Shown::Table => Format::Table,
        Shown::Json => Format::Json,
        Shown::Csv => Format::Csv,
        Shown::Tree | Shown::Md | Shown::Html | Shown::Questionnaire | Shown::QuestionnaireMd => {
            return Err(CliError::usage("--tags prints a table, JSON or CSV")
                .hint("take --format table, json or csv; md and html show every tag anyway"));
        }
    };
    print::table(ctx, &questions_by(framework, &found), format)?;
    Ok(Outcome::Done)
}

pub(super) fn pin(text: &str) -> Result<(Id, Option<String>), String> {
    match text.split_once('@') {
        Some((id, version)) => Ok((Id::new(id)?, Some(version.to_owned()))),
        None => Ok((Id::new(text)?, None)),
    }
}
