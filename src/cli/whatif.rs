//! `stocktake what-if`: other answers, weights and rules beside an assessment.

use super::compare::find;
use super::print::{self, Format, FormatArgs};
use super::set::verdict;
use super::show::find_question;
use super::uncertainty::without_indent;
use super::{CliError, Context, Outcome, gather};
use crate::analysis::Scored;
use crate::analysis::score::Scores;
use crate::analysis::whatif::outcome;
use crate::domain::{Framework, Id, Rule, Scenario, Selection};
use crate::report::{Cell, Column, Table, whatif as report};
use crate::workspace::{OtherTexts, Workspace};

/// Try out other answers, weights and rules beside an assessment
///
/// The assessment stays as it is: what is supposed is shown beside it, and can be kept under a name as
/// a file of scenarios/. A level that is supposed counts as if the evidence for it were there.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// Suppose an answer: a level, unknown, na or open
    #[arg(long, value_name = "QUESTION=ANSWER", value_parser = pair)]
    answer: Vec<(String, String)>,
    /// Suppose a weight among its siblings
    #[arg(long, value_name = "NODE=WEIGHT", value_parser = pair)]
    weight: Vec<(String, String)>,
    /// Suppose a rule: mean, weighted, weakest-link, minimum, geometric or share
    #[arg(long, value_name = "NODE=RULE", value_parser = pair)]
    rule: Vec<(String, String)>,
    /// Begin with a scenario that was kept
    #[arg(long, value_name = "NAME", value_parser = Id::new)]
    scenario: Option<Id>,
    /// Keep what is supposed under this name
    #[arg(long, value_name = "NAME", value_parser = Id::new)]
    keep: Option<Id>,
    /// With --keep: in place of the scenario of that name
    #[arg(long, requires = "keep")]
    force: bool,
    /// With --keep: what it is about
    #[arg(long, value_name = "TEXT", requires = "keep")]
    note: Option<String>,
    /// List the scenarios that were kept
    #[arg(long, conflicts_with_all = ["answer", "weight", "rule", "scenario", "keep"])]
    list: bool,
    /// Go down to this depth; what something is supposed of is shown at any depth
    #[arg(long, value_name = "N", default_value_t = 2)]
    depth: usize,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints what a scenario would come to.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = gather::single(&args.selection)?;
    let opened = workspace.read(&key)?;
    let (framework, assessment) = (&*opened.framework, &opened.assessment);
    if args.list {
        return list(&workspace, &args, ctx);
    }
    let mut scenario = match &args.scenario {
        Some(name) if !workspace.has_scenario(name) => {
            return Err(CliError::failed(format!("there is no scenario '{name}'"))
                .hint("what-if SEL --list names those that were kept"));
        }
        Some(name) => workspace.read_scenario(name, &opened).map_err(CliError::from)?,
        None => Scenario::new(assessment),
    };
    suppose(&args, framework, &mut scenario)?;
    if scenario.is_empty() {
        return Err(CliError::usage("nothing is supposed").hint(
            "give --answer, --weight, --rule, or --scenario; --list names those that were kept",
        ));
    }
    scenario.fits(assessment, framework).map_err(CliError::usage)?;
    let scores = Scores::of(framework, assessment);
    let scored = Scored { framework, assessment, scores: &scores };
    let found = outcome(framework, assessment, &scenario);
    let mut table = report::table(scored, &scenario, &found.scores, args.depth);
    if args.print.format != Format::Table {
        without_indent(&mut table);
    }
    print::table(ctx, &table, args.print.format)?;
    ctx.other_texts(&OtherTexts::of(assessment, framework));
    if let Some(name) = &args.keep {
        let path = workspace.keep_scenario(name, &scenario, args.force)?;
        ctx.say(format!("kept as {}", path.display()));
    }
    Ok(Outcome::Done)
}

/// Adds what was given to the scenario.
fn suppose(args: &Args, framework: &Framework, to: &mut Scenario) -> Result<(), CliError> {
    for (question, text) in &args.answer {
        let node = find_question(framework, question)?;
        let reason = (text == "na").then_some("supposed");
        to.answers.insert(node.id.clone(), verdict(text, reason, framework, node)?);
    }
    for (node, text) in &args.weight {
        let place = find(framework, node)?;
        let weight = text.parse().map_err(|_| {
            CliError::usage(format!("'{text}' is not a weight")).hint("write a number above 0")
        })?;
        to.weights.insert(framework.node(place).id.clone(), weight);
    }
    for (node, text) in &args.rule {
        let place = find(framework, node)?;
        let rule = Rule::ALL.iter().find(|(_, name)| name == text).map(|(rule, _)| *rule);
        let names = Rule::ALL.map(|(_, name)| name).join(", ");
        let rule = rule.ok_or_else(|| {
            CliError::usage(format!("'{text}' is not a rule")).hint(format!("take one of {names}"))
        })?;
        to.rules.insert(framework.node(place).id.clone(), rule);
    }
    if let Some(note) = &args.note {
        to.note.clone_from(note);
    }
    Ok(())
}

fn list(workspace: &Workspace, args: &Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let key = gather::single(&args.selection)?;
    let (kept, bad) = workspace.list_scenarios(&key);
    let row = |one: &crate::workspace::KeptScenario| {
        vec![
            Cell::text(one.name.as_str()),
            Cell::count(u32::try_from(one.scenario.len()).unwrap_or(u32::MAX)),
            Cell::text(&*one.scenario.note),
        ]
    };
    let table = Table {
        title: format!("Scenarios of {key}"),
        columns: vec![
            Column::text("scenario", "Scenario"),
            Column::number("supposed", "Supposed"),
            Column::text("note", "Note"),
        ],
        rows: kept.iter().map(row).collect(),
        notes: Vec::new(),
    };
    print::table(ctx, &table, args.print.format)?;
    Ok(ctx.bad_files(&bad))
}

/// `NAME=VALUE`.
fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() && !value.is_empty() => {
            Ok((name.trim().to_owned(), value.trim().to_owned()))
        }
        _ => Err("write it as NAME=VALUE".into()),
    }
}
