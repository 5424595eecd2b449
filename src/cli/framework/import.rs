//! `stocktake framework import`.

use std::path::PathBuf;

use crate::cli::{CliError, Context, Outcome};
use crate::domain::{Id, Rule};
use crate::import::FrameworkTable;

/// What to make a framework of, and how
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The table or the library
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The id of the framework
    #[arg(long, value_name = "ID", value_parser = Id::new)]
    id: Id,
    /// Its version; else 1.0
    #[arg(long, value_name = "V")]
    version: Option<String>,
    /// Its title; else the name of the root
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// How every node is scored: mean, weighted, weakest-link, minimum, geometric or share
    #[arg(long, value_name = "RULE", value_parser = rule, default_value = "mean")]
    rule: Rule,
    /// Round the score of every node to so many decimals, halves up; else full precision
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=6))]
    decimals: Option<u8>,
    /// Withhold the score of a node of whose answers there are fewer than this share, from 0 to 1; else
    /// a single answer gives a score
    #[arg(long, value_name = "SHARE", value_parser = crate::cli::analyse::share)]
    completeness: Option<f64>,
    /// The framework to take from a table that holds several; of a library, the implementation
    /// group
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
    /// The file to make; else frameworks/ID.toml in the workspace
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Makes the file and prints its path.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let more = FrameworkTable {
        id: args.id.to_string(),
        version: args.version.unwrap_or_default(),
        title: args.title.unwrap_or_default(),
        rule: args.rule.to_string(),
        decimals: args.decimals.map(i64::from),
        completeness: args.completeness,
    };
    let made =
        workspace.import_framework(&args.file, &more, args.only.as_deref(), args.out.as_deref())?;
    ctx.line(made.path.display())?;
    ctx.say(format!(
        "made framework {}: {} nodes, {} questions",
        args.id, made.nodes, made.questions
    ));
    for path in &made.side_files {
        ctx.line(path.display())?;
    }
    for (line, why) in &made.left_out {
        ctx.say(format!("{}:{line}: {why}", args.file.display()));
    }
    if made.left_out.is_empty() {
        return Ok(Outcome::Done);
    }
    ctx.say(match made.left_out.len() {
        1 => "the framework is in place; 1 thing was not carried as it stands".to_owned(),
        n => format!("the framework is in place; {n} things were not carried as they stand"),
    });
    Ok(Outcome::Findings)
}

fn rule(text: &str) -> Result<Rule, String> {
    Rule::ALL.iter().find(|(_, name)| *name == text).map(|(rule, _)| *rule).ok_or_else(|| {
        let names: Vec<_> = Rule::ALL.iter().map(|(_, name)| *name).collect();
        format!("take one of {}", names.join(", "))
    })
}
