//! `stocktake framework translate`.

use std::path::{Path, PathBuf};

use super::show::pin;
use crate::cli::print::{self, FormatArgs};
use crate::cli::{CliError, Context, Outcome};
use crate::domain::Id;
use crate::export::translation::{translation_csv, translation_po};
use crate::import::{TranslatedRow, read_translation_csv, read_translation_po};
use crate::report::{Wanted, translation};
use crate::store::read_text;

/// List what is translated, and exchange tables with translators
///
/// Tables have the columns place, source and translation, as CSV; or they are PO catalogues with the
/// place as the context. Side files lie in frameworks/ and are named ID.LANGUAGE.toml.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The framework, as ID or ID@VERSION; else the newest version
    #[arg(value_name = "ID[@VERSION]", value_parser = pin)]
    framework: (Id, Option<String>),
    /// The language, as a tag such as sq
    #[arg(long, value_name = "TAG")]
    language: String,
    /// Only texts without a translation
    #[arg(long, conflicts_with = "stale")]
    missing: bool,
    /// Only translations whose source has changed, or is not noted
    #[arg(long)]
    stale: bool,
    /// Write the table for a translator: .csv or .po
    #[arg(long, value_name = "FILE")]
    export: Option<PathBuf>,
    /// Take in what a translator sent back: .csv or .po
    #[arg(long, value_name = "FILE", conflicts_with_all = ["export", "missing", "stale"])]
    import: Option<PathBuf>,
    #[command(flatten)]
    print: FormatArgs,
}

/// Lists, writes or takes in.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let (id, version) = &args.framework;
    let framework = workspace.framework(id.as_str(), version.as_deref())?;
    if let Some(path) = &args.import {
        let rows = read(path)?;
        let report = workspace.take_translations(&framework, &args.language, &rows)?;
        report.unknown.iter().try_for_each(|place| {
            ctx.line(format!("{}: '{place}' is not a place of {}", path.display(), framework.id))
        })?;
        let (path, taken, blank) = (report.path.display(), report.taken, report.blank);
        ctx.say(format!("{path}: {taken} texts taken, {blank} rows without a translation"));
        return Ok(if report.unknown.is_empty() { Outcome::Done } else { Outcome::Findings });
    }
    let wanted = match (args.missing, args.stale) {
        (true, _) => Wanted::Missing,
        (_, true) => Wanted::Stale,
        _ => Wanted::All,
    };
    let words = workspace.translation(&framework, &args.language)?;
    let table = translation(&framework, &words, wanted);
    let Some(path) = &args.export else {
        print::table(ctx, &table, args.print.format)?;
        return Ok(Outcome::Done);
    };
    let text =
        if is_po(path) { translation_po(&table, &args.language) } else { translation_csv(&table) };
    let text = text.map_err(|error| CliError::failed(error.to_string()))?;
    let current = std::env::current_dir().unwrap_or_default();
    let written = workspace.write_export(&current.join(path), text.as_bytes())?;
    ctx.say(format!("{}: {} texts", written.display(), table.rows.len()));
    Ok(Outcome::Done)
}

fn is_po(path: &Path) -> bool {
    path.extension().is_some_and(|e| e.eq_ignore_ascii_case("po"))
}

fn read(path: &Path) -> Result<Vec<TranslatedRow>, CliError> {
    let text = read_text(path).map_err(|bad| CliError::invalid(bad.to_string()))?;
    let rows = if is_po(path) { read_translation_po(&text) } else { read_translation_csv(&text) };
    rows.map_err(|why| CliError::invalid(format!("{}: {why}", path.display())))
}
