//! `stocktake plan target`: the level that a question should have, and by when.

use super::super::gather::single;
use super::super::show::find_question;
use super::super::{CliError, Context, Outcome};
use crate::analysis::reading::Reading;
use crate::domain::{Change, Entry, EntryKind, Selection, Target, Years};

/// Set the level that a question should have, and by when
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// The question, by its id or its printed number
    #[arg(value_name = "QUESTION")]
    question: String,
    /// The level to reach, or none to take the target back
    #[arg(value_name = "LEVEL|none")]
    level: String,
    /// The year by whose end it should be reached
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
    /// Who agreed on it, and anything else worth saying
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = single(&args.selection)?;
    let mut session = workspace.edit(&key)?;
    let framework = session.framework().clone();
    let node = find_question(&framework, &args.question)?;
    let scale = framework.scale(node);
    let (change, said) = if args.level == "none" {
        (Change::Remove(EntryKind::Target, node.id.clone()), "no target".to_owned())
    } else {
        let marked = scale.all_levels().iter().find(|l| l.mark.as_deref() == Some(&args.level));
        let level = marked.map(|level| level.number).or_else(|| args.level.parse().ok());
        let level = level.filter(|level| scale.value_of(*level).is_some()).ok_or_else(|| {
            CliError::usage(format!("'{}' is no level of '{}'", args.level, node.id))
                .hint(format!("take {}, or none", scale.describe()))
        })?;
        let old = session.assessment().targets.iter().find(|target| target.id == node.id);
        let year = match args.year.as_deref() {
            None => old.and_then(|target| target.year),
            Some(text) => Some(Years::one(text).ok_or_else(|| {
                CliError::usage(format!("'{text}' is not a year from 1900 to 2999"))
            })?),
        };
        let note = args.note.or_else(|| old.map(|target| target.note.clone())).unwrap_or_default();
        let by = year.map(|year| format!(" by the end of {year}")).unwrap_or_default();
        let target = Target { id: node.id.clone(), level, year, note };
        let reading = Reading::of(&framework, session.assessment(), node);
        let stands =
            reading.value(scale).zip(scale.value_of(level)).is_some_and(|(is, to)| is >= to);
        let there = if stands { ", where it stands already" } else { "" };
        let said = format!("level {}{by}{there}", scale.label(level));
        (Change::put(Entry::Target(target)), said)
    };
    let line = format!("{key} {}: {said}", node.id);
    session.apply(&[change])?;
    let incoming = session.finish(&workspace)?;
    if !incoming.is_empty() {
        ctx.say(incoming.summary());
    }
    ctx.say(line);
    Ok(if incoming.conflicts.is_empty() { Outcome::Done } else { Outcome::Findings })
}
