//! `stocktake resolve`: choose where two sides disagree.

use super::gather::single;
use super::print::{self, FormatArgs};
use super::set::verdict;
use super::show::find_question;
use super::{CliError, Context, Outcome};
use crate::domain::{Choice, Conflict, Field, Framework, Holder, Selection, Value};
use crate::report::merging::conflicts;

/// List what two sides disagree about after a merge, or choose
///
/// Without a number the conflicts are listed; the exit code is 1 while there are any. A verdict in
/// conflict counts as open until somebody chooses, and evidence in conflict earns no grade. A choice
/// ends every conflict about the same field.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// The number of the conflict in the list
    #[arg(value_name = "N", requires = "choice")]
    number: Option<usize>,
    /// What holds from now on: one side, what it was before, what the field holds now, or a third
    /// value (a level, unknown, na or open for a verdict, and a text for a text)
    #[arg(value_name = "ours|theirs|base|now|VALUE", allow_negative_numbers = true)]
    choice: Option<String>,
    /// Why the question does not apply, for the answer na
    #[arg(long, value_name = "TEXT", requires = "choice")]
    reason: Option<String>,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the conflicts, or resolves one.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = single(&args.selection)?;
    let (Some(number), Some(choice)) = (args.number, &args.choice) else {
        let opened = workspace.read(&key)?;
        if opened.assessment.conflicts.is_empty() {
            ctx.say(format!("{key}: no conflicts"));
            return Ok(Outcome::Done);
        }
        print::table(ctx, &conflicts(&opened.assessment), args.print.format)?;
        ctx.say(format!("choose: stocktake resolve {key} N ours|theirs|base|now|VALUE"));
        return Ok(Outcome::Findings);
    };
    let mut session = workspace.edit(&key)?;
    let all = &session.assessment().conflicts;
    let conflict = number.checked_sub(1).and_then(|at| all.get(at)).cloned();
    let conflict = conflict.ok_or_else(|| {
        CliError::invalid(format!("there is no conflict {number} in {key}"))
            .hint(format!("stocktake resolve {key} lists them with their numbers"))
    })?;
    let framework = session.framework().clone();
    let choice = read(choice, args.reason.as_deref(), &conflict, &framework)?;
    let changes = conflict.resolve(session.assessment(), &choice).map_err(CliError::invalid)?;
    session.apply(&changes)?;
    let now = conflict.field.get(session.assessment());
    let left = session.assessment().conflicts.len();
    ctx.say(format!("{key} {}: {now}", conflict.field));
    ctx.say(match left {
        0 => "no conflicts are left".to_owned(),
        1 => "1 conflict is left".to_owned(),
        n => format!("{n} conflicts are left"),
    });
    Ok(Outcome::Done)
}

fn read(
    text: &str,
    reason: Option<&str>,
    conflict: &Conflict,
    framework: &Framework,
) -> Result<Choice, CliError> {
    let named = match text {
        "ours" => Some(Choice::Ours),
        "theirs" => Some(Choice::Theirs),
        "base" => Some(Choice::Base),
        "now" => Some(Choice::Now),
        _ => None,
    };
    match named {
        Some(choice) if reason.is_none() => Ok(choice),
        Some(_) => Err(CliError::usage("--reason belongs to the answer na")),
        None => value(text, reason, conflict, framework).map(Choice::Value),
    }
}

/// A third value, read as what the field holds.
fn value(
    text: &str,
    reason: Option<&str>,
    conflict: &Conflict,
    framework: &Framework,
) -> Result<Value, CliError> {
    let field = &conflict.field;
    let wrong = |wanted: &str| {
        CliError::usage(format!("'{text}' is not a value for {field}"))
            .hint(format!("take ours, theirs, base, now, or {wanted}"))
    };
    if let (Holder::Answer(id), Field::VERDICT) = (&field.holder, field.key) {
        let node = find_question(framework, id.as_str())?;
        let verdict = verdict(text, reason, framework, node)?;
        return Ok(
            verdict.map_or(Value::Nothing, |verdict| Value::Verdict { verdict, carried: false })
        );
    }
    if reason.is_some() {
        return Err(CliError::usage("--reason belongs to the answer na"));
    }
    if field.key == Field::WHOLE {
        return Err(CliError::usage("an entry as a whole is chosen from the two sides")
            .hint("take ours, theirs, base or now"));
    }
    let said = [&conflict.ours.value, &conflict.theirs.value, &conflict.base];
    let example = said.into_iter().find(|value| **value != Value::Nothing);
    match (example, text) {
        (_, "") => Ok(Value::Nothing),
        (Some(Value::Number(_)), _) => {
            text.parse().map(Value::Number).map_err(|_| wrong("a number such as 3"))
        }
        (Some(Value::Numbers(_)), _) => {
            let numbers: Result<Vec<f64>, _> = text.split(',').map(|n| n.trim().parse()).collect();
            numbers.map(Value::Numbers).map_err(|_| wrong("numbers such as 4,5,3"))
        }
        (Some(Value::Flag(_)), "yes" | "no") => Ok(Value::Flag(text == "yes")),
        (Some(Value::Flag(_)), _) => Err(wrong("yes or no")),
        _ => Ok(Value::Text(text.to_owned())),
    }
}
