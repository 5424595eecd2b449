//! `stocktake set`: answer a question.

use super::gather::single;
use super::show::find_question;
use super::{CliError, Context, Outcome};
use crate::analysis::choose::of_one_framework;
use crate::analysis::years::compare;
use crate::domain::{
    Answer, Assessment, Boxed, Change, Confidence, Editions, Framework, Id, InPlace, Key, Node,
    ReasonOfChange, Selection, Verdict, Years,
};
use crate::report::said;
use crate::workspace::{OtherTexts, Trust, Workspace};

/// Answer a question, or write down more about its answer
#[derive(Debug, clap::Args)]
pub struct Args {
    /// COUNTRY/YEAR[/perspective][@unit][~edition]
    #[arg(value_name = "SEL", value_parser = Selection::new)]
    selection: Selection,
    /// The question, by its id or its printed number
    #[arg(value_name = "QUESTION")]
    question: String,
    /// A level of the question's scale, unknown, na (with --reason), or open to take it back
    #[arg(value_name = "LEVEL|unknown|na|open", allow_negative_numbers = true)]
    level: Option<String>,
    /// Why the question does not apply
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    /// Why the level is another one than last round: performance, evidence, reading, scope,
    /// definition, error, or none; only performance counts as progress
    #[arg(long, value_name = "REASON", value_parser = cause)]
    reason_of_change: Option<Word<ReasonOfChange>>,
    /// How sure the group is: guess, doubtful, fair, sure, certain, or none
    #[arg(long, value_name = "STEP", value_parser = step)]
    confidence: Option<Word<Confidence>>,
    /// What is in place: neither, paper, practice, both, or none
    #[arg(long, value_name = "MARK", value_parser = mark)]
    in_place: Option<Word<InPlace>>,
    /// A piece of the evidence register that the answer rests on; may be given several times
    #[arg(long, value_name = "ID", value_parser = Id::new)]
    evidence: Vec<Id>,
    /// What is claimed; an empty text clears it, here and below
    #[arg(long, value_name = "TEXT")]
    claim: Option<String>,
    /// What is missing for the next level
    #[arg(long, value_name = "TEXT")]
    missing: Option<String>,
    /// What somebody does not agree with
    #[arg(long, value_name = "TEXT")]
    reservation: Option<String>,
    /// Who agreed, and how
    #[arg(long, value_name = "TEXT")]
    agreed_by: Option<String>,
    /// Leave the question to the plenary
    #[arg(long, conflicts_with = "unpark")]
    park: bool,
    /// Take the question back from the plenary
    #[arg(long)]
    unpark: bool,
    /// Confirm the answer that was carried over
    #[arg(long, conflicts_with = "level")]
    confirm: bool,
}

/// A word of a closed vocabulary, or `none`, which clears it.
#[derive(Clone, Copy, Debug)]
struct Word<T>(Option<T>);

/// Applies what was given as one step.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    let key = single(&args.selection)?;
    let mut session = workspace.edit(&key)?;
    let framework = session.framework().clone();
    let node = find_question(&framework, &args.question)?;
    let changes = changes(&args, &framework, node, session.assessment())?;
    session.apply(&changes)?;
    let incoming = session.finish(&workspace)?;
    if !incoming.is_empty() {
        ctx.say(incoming.summary());
    }
    let node = find_question(&framework, &args.question)?;
    ctx.say(format!("{key} {}: {}", node.id, answer_line(&framework, session.assessment(), node)));
    if args.level.is_some() || args.confirm || args.reason_of_change.is_some() {
        ask_why(&workspace, &key, &framework.id, node, ctx)?;
    }
    ctx.other_texts(&OtherTexts::of(session.assessment(), &framework));
    Ok(if incoming.conflicts.is_empty() { Outcome::Done } else { Outcome::Findings })
}

/// Asks why the level is another one than in the round before, where nobody has said so.
fn ask_why(
    workspace: &Workspace,
    key: &Key,
    framework: &Id,
    node: &Node,
    ctx: &mut Context<'_>,
) -> Result<(), CliError> {
    let selection = Selection {
        country: Some(key.country),
        years: Years::Between(Years::FIRST, key.year),
        perspective: Some(key.perspective),
        unit: Some(key.unit.clone()),
        edition: Editions::preferring(key.edition.as_ref()),
    };
    let rounds = workspace.rounds_to_compare(&[selection], Trust::Files)?;
    let mut comparisons = rounds.comparisons();
    let chosen = of_one_framework(rounds.scored(), Some(framework), &comparisons).rows;
    let two = &chosen[chosen.len().saturating_sub(2)..];
    let [before, now] = two else { return Ok(()) };
    let series = compare(two, &mut comparisons);
    let line = series.lines.iter().find(|l| l.node.id == node.id);
    let is_asked = line.is_some_and(|line| line.reasons(0).unexplained > 0);
    if is_asked && now.assessment.key == *key {
        let than = before.assessment.key.round();
        ctx.say(format!("note: the level is another one than in {than}, and no reason is given: it is not counted as progress"));
        let names: Vec<&str> = ReasonOfChange::ALL.iter().map(|(_, name)| *name).collect();
        ctx.say(format!("note: --reason-of-change says why: {}", names.join(", ")));
    }
    Ok(())
}

/// What the answer says now, and whether it waits for the plenary.
fn answer_line(framework: &Framework, assessment: &Assessment, node: &Node) -> String {
    let parked = assessment.answers.get(&node.id).is_some_and(|answer| answer.parked);
    let parked = if parked { "; parked for the plenary" } else { "" };
    said(framework, assessment, node) + parked
}

fn changes(
    args: &Args,
    framework: &Framework,
    node: &Node,
    assessment: &Assessment,
) -> Result<Vec<Change>, CliError> {
    let blank = Answer::default();
    let (id, answer) = (&node.id, assessment.answers.get(&node.id).unwrap_or(&blank));
    let mut changes = Vec::new();
    if let Some(text) = &args.level {
        let verdict = verdict(text, args.reason.as_deref(), framework, node)?;
        changes.push(Change::verdict(id, verdict));
    } else if args.reason.is_some() {
        return Err(CliError::usage("--reason belongs to the answer na"));
    }
    if args.confirm {
        if !answer.carried {
            let why = format!("the answer to '{id}' was not carried over: nothing to confirm");
            return Err(CliError::failed(why));
        }
        changes.push(Change::verdict(id, answer.verdict.clone()));
    }
    let reason = args.reason_of_change;
    changes.extend(reason.map(|Word(reason)| Change::ReasonOfChange(id.clone(), reason)));
    changes.extend(args.in_place.map(|Word(mark)| Change::InPlace(id.clone(), mark)));
    changes.extend(args.confidence.map(|Word(step)| Change::Confidence(id.clone(), step)));
    if args.park || args.unpark {
        changes.push(Change::Parked(id.clone(), args.park));
    }
    if !args.evidence.is_empty() {
        let mut sources = answer.sources.clone();
        for piece in &args.evidence {
            if !sources.contains(piece) {
                sources.push(piece.clone());
            }
        }
        changes.push(Change::Sources(id.clone(), sources));
    }
    for (which, text) in [
        (Boxed::Claim, &args.claim),
        (Boxed::Missing, &args.missing),
        (Boxed::Reservation, &args.reservation),
        (Boxed::AgreedBy, &args.agreed_by),
    ] {
        changes.extend(text.clone().map(|text| Change::Text(id.clone(), which, text)));
    }
    if changes.is_empty() {
        return Err(CliError::usage(
            "there is nothing to set: give a level, or one of the options",
        )
        .hint("stocktake set --help lists them"));
    }
    Ok(changes)
}

/// The verdict that a person means by a word or a level.
pub(super) fn verdict(
    text: &str,
    reason: Option<&str>,
    framework: &Framework,
    node: &Node,
) -> Result<Option<Verdict>, CliError> {
    let scale = framework.scale(node);
    if reason.is_some() && text != "na" {
        return Err(CliError::usage("--reason belongs to the answer na"));
    }
    let marked = |text: &str| {
        let by_mark = scale.all_levels().iter().find(|level| level.mark.as_deref() == Some(text));
        by_mark.map(|level| level.number)
    };
    match text {
        "unknown" => Ok(Some(Verdict::Unknown)),
        "open" => Ok(None),
        "na" => match reason {
            Some(reason) => Ok(Some(Verdict::NotApplicable { reason: reason.to_owned() })),
            None => Err(CliError::usage("na needs a reason")
                .hint("for instance: --reason \"There are no islands.\"")),
        },
        _ => match marked(text).or_else(|| text.parse().ok()) {
            Some(number) => Ok(Some(Verdict::Scored(number))),
            None => {
                let why = format!("'{text}' is not an answer to '{}'", node.id);
                Err(CliError::usage(why)
                    .hint(format!("take {}, or unknown, na or open", scale.describe())))
            }
        },
    }
}

fn cause(text: &str) -> Result<Word<ReasonOfChange>, String> {
    word(text, &ReasonOfChange::ALL)
}

fn step(text: &str) -> Result<Word<Confidence>, String> {
    word(text, &Confidence::ALL)
}

fn mark(text: &str) -> Result<Word<InPlace>, String> {
    word(text, &InPlace::ALL)
}

fn word<T: Copy>(text: &str, all: &[(T, &'static str)]) -> Result<Word<T>, String> {
    if text == "none" {
        return Ok(Word(None));
    }
    match all.iter().find(|(_, name)| *name == text) {
        Some((value, _)) => Ok(Word(Some(*value))),
        None => {
            let names: Vec<_> = all.iter().map(|(_, name)| *name).collect();
            Err(format!("take one of {}, or none", names.join(", ")))
        }
    }
}
