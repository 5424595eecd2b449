//! `stocktake plan steps`: the cheapest set of steps to a score.

use super::super::gather::single;
use super::super::print::{self, Format, FormatArgs};
use super::super::{CliError, Context, Outcome};
use super::with_scored;
use crate::analysis::Scored;
use crate::analysis::plan::cheapest::{Found, Wish, cheapest};
use crate::analysis::plan::{Costs, ladders};
use crate::domain::{Change, Entry, Framework, Selection, Target, Years};
use crate::report::plan::{steps, tidy_steps, verdict};

/// Find the cheapest set of steps to a score, or the best that a budget buys
///
/// Exact: no other set of steps is cheaper, or better for the budget. Scores are those of the
/// framework's rules. A step comes after those below it, and after the steps that its planned action
/// waits for; what a closed gate keeps from being done is left out. Exit code 1: the target is out of
/// reach, and what the budget buys at best is shown.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// The score to reach, on the node's scale, for instance 3, or in percent, for instance 60%
    #[arg(long, value_name = "SCORE", required_unless_present = "budget")]
    target: Option<String>,
    /// The most points that the steps may cost together
    #[arg(long, value_name = "POINTS")]
    budget: Option<u32>,
    /// The domain, component or question whose score is to rise; else the whole
    #[arg(long, value_name = "NODE")]
    node: Option<String>,
    /// What steps of low, medium and high cost count for
    #[arg(long, value_name = "LOW,MEDIUM,HIGH", value_parser = Costs::new, default_value = "1,3,9")]
    costs: Costs,
    /// Write the levels that the steps lead to into the file as targets for the end of this year
    #[arg(long, value_name = "YEAR", value_parser = year)]
    keep: Option<i16>,
    #[command(flatten)]
    print: FormatArgs,
}

fn year(text: &str) -> Result<i16, String> {
    Years::one(text).ok_or_else(|| format!("'{text}' is not a year from 1900 to 2999"))
}

pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let mut targets = Vec::new();
    let outcome = with_scored(&args.selection, ctx, |scored, ctx| {
        let wish = wish(&args, scored)?;
        let found = cheapest(scored, wish);
        let all = ladders(scored);
        if args.print.format == Format::Table {
            for line in verdict(scored, &wish, &found) {
                ctx.line(line)?;
            }
            print::table(ctx, &steps(scored, &all, &wish, &found), args.print.format)?;
        } else {
            print::table(ctx, &tidy_steps(scored, &all, &wish, &found), args.print.format)?;
        }
        if let Some(year) = args.keep {
            targets = kept(scored, &wish, &found, year);
        }
        let path = found.answer(&wish);
        let reached = wish.target.is_none() || found.cheapest.as_ref() == Some(path);
        Ok(if reached { Outcome::Done } else { Outcome::Findings })
    })?;
    if let Some(year) = args.keep.filter(|_| !targets.is_empty()) {
        let key = single(&args.selection)?;
        let workspace = ctx.open()?;
        let mut session = workspace.edit(&key)?;
        let changes: Vec<Change> =
            targets.into_iter().map(|target| Change::put(Entry::Target(target))).collect();
        session.apply(&changes)?;
        let incoming = session.finish(&workspace)?;
        if !incoming.is_empty() {
            ctx.say(incoming.summary());
        }
        ctx.say(format!("{key}: {} targets for the end of {year} written", changes.len()));
    }
    Ok(outcome)
}

/// The highest level of each question that the steps lead to.
fn kept(scored: Scored<'_>, wish: &Wish, found: &Found, year: i16) -> Vec<Target> {
    let mut targets: Vec<Target> = Vec::new();
    for step in &found.answer(wish).steps {
        let id = &scored.framework.node(step.place).id;
        match targets.iter_mut().find(|target| target.id == *id) {
            Some(target) => target.level = step.to,
            None => {
                let old = scored.assessment.targets.iter().find(|target| target.id == *id);
                let note = old.map_or(String::new(), |target| target.note.clone());
                targets.push(Target { id: id.clone(), level: step.to, year: Some(year), note });
            }
        }
    }
    targets
}

fn wish(args: &Args, scored: Scored<'_>) -> Result<Wish, CliError> {
    let framework = scored.framework;
    let node = match &args.node {
        None => Framework::ROOT,
        Some(name) => {
            let by_code = || framework.nodes().iter().position(|node| node.code == *name);
            let unknown = || {
                CliError::failed(format!("'{name}' is no node of {}", framework.id))
                    .hint(format!("stocktake framework show {} lists them", framework.id))
            };
            framework.find(name).or_else(by_code).ok_or_else(unknown)?
        }
    };
    let scale = framework.scale(framework.node(node));
    let target = match &args.target {
        None => None,
        Some(text) => {
            let number = |text: &str| text.trim().parse::<f64>().ok().filter(|n| n.is_finite());
            let value = match text.strip_suffix('%') {
                Some(percent) => number(percent)
                    .map(|p| scale.lowest() + p / 100.0 * (scale.highest() - scale.lowest())),
                None => number(text),
            };
            let fits = value.filter(|v| (scale.lowest()..=scale.highest()).contains(v));
            let wrong = || {
                CliError::usage(format!("'{text}' is no score of this node")).hint(format!(
                    "take a number from {} to {}, or a percentage such as 60%",
                    scale.lowest(),
                    scale.highest()
                ))
            };
            Some(fits.ok_or_else(wrong)?)
        }
    };
    Ok(Wish { node, target, budget: args.budget, costs: args.costs })
}
