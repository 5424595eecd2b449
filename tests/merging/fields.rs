//! The laws of fields, for every field that an assessment can have: what it takes it holds, what is
//! no value for it is refused and alters nothing, and what is taken back is the same again.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use stocktake::domain::limits;
use stocktake::domain::{
    Assessment, Boxed, Change, Entry, EntryKind, Field, Framework, Grade, Holder, MergeError,
    NoteKind, Offer, Selection, Side, Value, Verdict, merge, mergeable,
};
use stocktake::store::{read_assessment, read_framework};

use crate::edits::id;
use crate::tiny;

const FRAMEWORK: &str = include_str!("../documents/every-field.toml");
/// Every field that a file can have.
const EVERY: &str = include_str!("../documents/every-assessment.toml");

fn read(text: &str) -> Result<(Framework, Assessment)> {
    let framework = read_framework(Path::new("every.toml"), FRAMEWORK)?;
    let key = Selection::new("XAA/2025/shadow@north~1.0").map_err(anyhow::Error::msg)?;
    let key = key.single().context("one assessment")?;
    let (assessment, _) = read_assessment(Path::new("shadow.toml"), &key, text)?;
    Ok((framework, assessment))
}

/// The file without its conflict.
fn settled() -> Result<(Framework, Assessment)> {
    let (text, _) = EVERY.split_once("[[conflicts]]").context("a conflict")?;
    read(text)
}

/// Everything that has fields.
fn holders(a: &Assessment) -> Vec<Holder> {
    let entry = |kind: EntryKind| move |id| Holder::Entry(kind, id);
    let mut all = vec![Holder::Head];
    all.extend(a.answers.keys().cloned().map(Holder::Answer));
    all.extend(a.notes.keys().cloned().map(Holder::Notes));
    all.extend(a.evidence.iter().map(|e| e.id.clone()).map(entry(EntryKind::Evidence)));
    all.extend(a.priorities.iter().map(|e| e.id.clone()).map(entry(EntryKind::Priority)));
    let written = a.recommendations.iter().map(|e| e.id.clone());
    all.extend(written.map(entry(EntryKind::Recommendation)));
    all.extend(a.targets.iter().map(|e| e.id.clone()).map(entry(EntryKind::Target)));
    all.extend(a.actions.iter().map(|e| e.id.clone()).map(entry(EntryKind::Action)));
    all.extend(a.duties.iter().map(|e| e.id.clone()).map(entry(EntryKind::Duty)));
    all.extend(a.treaty.iter().map(|e| e.id.clone()).map(entry(EntryKind::Treaty)));
    all.extend(a.offers.iter().map(|e| e.id.clone()).map(entry(EntryKind::Offer)));
    all.extend(a.requests.iter().map(|e| e.id.clone()).map(entry(EntryKind::Request)));
    all
}

fn fields(a: &Assessment) -> Vec<Field> {
    let whole = |holder: &Holder| matches!(holder, Holder::Entry(..)).then_some(Field::WHOLE);
    let named = |holder: Holder| {
        let keys: Vec<_> = Field::keys(&holder).into_iter().chain(whole(&holder)).collect();
        keys.into_iter().filter_map(move |key| Field::new(holder.clone(), key))
    };
    holders(a).into_iter().flat_map(named).collect()
}

/// Values of every kind, a few of which are none for any field.
fn values(a: &Assessment) -> Vec<Value> {
    let texts = |all: &[&str]| Value::Texts(all.iter().map(ToString::to_string).collect());
    let mut all: Vec<Value> = fields(a).iter().map(|field| field.get(a)).collect();
    all.extend([
        Value::Nothing,
        Value::Text("no such word".into()),
        Value::Number(2.0),
        Value::Number(2.5),
        Value::Number(-1.0),
        Value::Number(f64::NAN),
        Value::Number(1e300),
        Value::Flag(true),
        Value::Flag(false),
        texts(&["one", "two"]),
        texts(&["Not an id"]),
        Value::Numbers(vec![1.0, 2.0]),
        Value::Numbers(vec![2.5, 9.0]),
        Value::Verdict { verdict: Verdict::Unknown, carried: false },
        Value::Verdict { verdict: Verdict::Scored(2.0), carried: true },
    ]);
    all
}

/// Sets a field; `None` where the value is refused, by the field or by the assessment.
fn set(f: &Framework, a: &Assessment, field: &Field, value: &Value) -> Option<Assessment> {
    let change = field.change(a, value).ok()?;
    let mut after = a.clone();
    after.apply(f, &change).ok()?;
    Some(after)
}

#[test]
fn every_field_is_seen_and_has_a_name_of_its_own() -> Result<()> {
    let (_, a) = settled()?;
    let all = fields(&a);
    let names: BTreeSet<String> = all.iter().map(ToString::to_string).collect();
    assert_eq!(names.len(), all.len(), "two fields have one name");
    ensure!(names.contains("evidence law") && names.contains("evidence law title"), "{names:?}");
    for field in &all {
        // One answer and one action have everything; the other of each has not.
        let sparse = ["two ", "a2 "].iter().any(|id| field.to_string().contains(id));
        ensure!(sparse || field.get(&a) != Value::Nothing, "{field} is not in the file");
    }
    ensure!(Field::new(Holder::Answer(id("one")), Field::WHOLE).is_none(), "an answer has parts");
    ensure!(Field::new(Holder::Head, "no such key").is_none());
    Ok(())
}

#[test]
fn what_a_field_takes_it_holds_and_nothing_else_moves() -> Result<()> {
    let (f, a) = settled()?;
    let (all, values) = (fields(&a), values(&a));
    let (mut taken, mut refused) = (0, 0);
    for field in &all {
        let mut here = BTreeSet::new();
        for value in &values {
            let Some(after) = set(&f, &a, field, value) else {
                refused += 1;
                // What is refused says of which field.
                if let Err(why) = field.change(&a, value) {
                    ensure!(!why.is_empty(), "{field} refuses {value} without a word");
                }
                continue;
            };
            let held = field.get(&after);
            // Nothing is what the field starts with: nothing, "no", or the first of its words.
            let nothing = [Value::Nothing, Value::Flag(false)].contains(value);
            let again = set(&f, &after, field, value);
            let start = nothing && again.is_some_and(|again| field.get(&again) == held);
            ensure!(held == *value || start, "{field}: {value} is {held}");
            here.insert(format!("{held:?}"));
            for other in all.iter().filter(|other| *other != field) {
                let parts = field.key == Field::WHOLE || other.key == Field::WHOLE;
                let same = parts && other.holder == field.holder;
                // A level that is another one takes the reason of the old one with it.
                ensure!(
                    same || other.get(&after) == other.get(&a),
                    "{field} = {value} moves {other}"
                );
            }
            let old = field.get(&a);
            let back = set(&f, &after, field, &old).with_context(|| format!("{field}: {old}"))?;
            ensure!(field.get(&back) == old, "{field} does not go back to {old}");
            taken += 1;
        }
        let needed = ["kind", "title", "text", "level", "id"].contains(&field.key);
        ensure!(!here.is_empty() || needed, "{field} takes nothing at all");
    }
    ensure!(taken > 300 && refused > 3_000, "{taken} were taken and {refused} refused");
    Ok(())
}

#[test]
fn a_whole_entry_is_put_and_taken_away_under_its_own_id_alone() -> Result<()> {
    let (f, a) = settled()?;
    let field =
        |kind, name| Field::new(Holder::Entry(kind, id(name)), Field::WHOLE).context("a field");
    let (law, offer) = (field(EntryKind::Evidence, "law")?, field(EntryKind::Offer, "o1")?);
    let value = law.get(&a);
    ensure!(matches!(law.change(&a, &Value::Nothing), Ok(Change::Remove(EntryKind::Evidence, _))));
    // Another kind, another id, and what is no entry at all.
    for (field, value) in [
        (&law, offer.get(&a)),
        (&field(EntryKind::Evidence, "other")?, value.clone()),
        (&law, Value::Text("law".into())),
    ] {
        let why =
            field.change(&a, &value).err().with_context(|| format!("{field} takes {value}"))?;
        assert_eq!(why, format!("this is not a value for {field}"));
    }
    let offers = set(&f, &a, &offer, &Value::Nothing).context("the offer goes")?;
    ensure!(offers.offers.is_empty() && offer.get(&offers) == Value::Nothing);
    let again = set(&f, &offers, &offer, &offer.get(&a)).context("the offer comes back")?;
    ensure!(again == a, "it comes back as it was");
    Ok(())
}

#[test]
fn a_verdict_in_conflict_does_not_count_and_neither_does_evidence_in_conflict() -> Result<()> {
    let (_, calm) = settled()?;
    let grade = |a: &Assessment| a.answers.get(&id("one")).map(|answer| a.grade_of(answer));
    ensure!(grade(&calm).is_some_and(|grade| grade > Grade::E0), "{:?}", grade(&calm));
    // Whatever the file says: a verdict that two sides dispute waits for somebody to choose.
    let text = EVERY.replace("carried = true\n", "");
    let (_, disputed) = read(&text)?;
    ensure!(disputed.answers.get(&id("one")).is_some_and(|answer| answer.carried));
    let (_, open) = read(&text.replace("level = 3\nreason_of_change", "reason_of_change"))?;
    ensure!(open.answers.get(&id("one")).is_some_and(|answer| !answer.carried));
    let (_, other) = read(&text.replace("question = \"one\"\nfield", "question = \"two\"\nfield"))?;
    ensure!(other.answers.get(&id("one")).is_some_and(|answer| !answer.carried));

    let mut doubted = calm.clone();
    let field =
        Field::new(Holder::Entry(EntryKind::Evidence, id("law")), "kind").context("a field")?;
    let (mut conflict, others) = (disputed.conflicts[0].clone(), calm.conflicts.len());
    conflict.field = field;
    doubted.conflicts.push(conflict);
    assert_eq!((others, grade(&doubted)), (0, Some(Grade::E0)));
    Ok(())
}

#[test]
fn only_two_answers_to_the_same_framework_are_merged() -> Result<()> {
    let framework = tiny::framework()?;
    let one = tiny::blank(&framework);
    let altered = |alter: &dyn Fn(&mut Assessment)| {
        let mut other = one.clone();
        alter(&mut other);
        other
    };
    ensure!(mergeable(&one, &one).is_ok());
    // A pin without a digest says nothing against the other's.
    let bare = altered(&|a| a.framework.digest.clear());
    ensure!(mergeable(&one, &bare).is_ok() && mergeable(&bare, &one).is_ok());
    ensure!(mergeable(&bare, &bare).is_ok());
    let year = altered(&|a| a.key.year += 1);
    assert_eq!(
        mergeable(&one, &year),
        Err(MergeError::Keys("XAA/2025/self".into(), "XAA/2026/self".into()))
    );
    for other in [
        altered(&|a| a.framework.id = id("another")),
        altered(&|a| a.framework.version = "9.9".into()),
        altered(&|a| a.framework.digest = "sha256:11".into()),
    ] {
        for [ours, theirs] in [[&one, &other], [&other, &one]] {
            let Err(MergeError::Frameworks(a, b)) = mergeable(ours, theirs) else {
                anyhow::bail!("{:?} and {:?} are merged", ours.framework, theirs.framework)
            };
            ensure!(a != b, "{a}");
            let nobody = Side::default();
            let merged = merge(&framework, [&one, ours, theirs], [&nobody, &nobody]);
            ensure!(merged.is_err(), "{a} and {b}");
        }
    }
    Ok(())
}

#[test]
fn the_words_of_an_entry_are_those_that_its_fields_take() -> Result<()> {
    let (f, a) = settled()?;
    let listed = [EntryKind::Target, EntryKind::Action, EntryKind::Duty, EntryKind::Treaty];
    let (mut with_words, mut free, mut taken_away) = (0, 0, 0);
    for holder in holders(&a) {
        let Holder::Entry(kind, _) = &holder else { continue };
        if !listed.contains(kind) {
            continue;
        }
        for key in Entry::keys(*kind) {
            let field = Field::new(holder.clone(), key).context("a field")?;
            let words = Entry::words(*kind, key);
            for word in &words {
                let value = Value::Text((*word).into());
                let after =
                    set(&f, &a, &field, &value).with_context(|| format!("{field}: {word}"))?;
                ensure!(field.get(&after) == value, "{field}: {word}");
            }
            let other = field.change(&a, &Value::Text("no such word".into()));
            let closed = other.as_ref().is_err_and(|why| why.contains("take one of"));
            ensure!(closed != words.is_empty(), "{field} takes {words:?} and says {other:?}");
            // What an entry cannot do without is not taken away.
            let without = set(&f, &a, &field, &Value::Nothing);
            let stays = without.as_ref().is_none_or(|a| field.get(a) != Value::Nothing);
            let needed = Entry::needed(*kind).contains(key);
            ensure!(stays || !needed, "{field} is needed, and can be taken away");
            taken_away += usize::from(!needed && !stays);
            with_words += usize::from(!words.is_empty());
            free += usize::from(words.is_empty());
        }
    }
    ensure!(with_words >= 10 && free >= 10, "{with_words} with words, {free} without");
    ensure!(taken_away >= 20, "{taken_away} can be taken away");
    Ok(())
}

#[test]
fn a_text_that_is_too_long_is_refused_wherever_it_stands() -> Result<()> {
    let (f, a) = settled()?;
    let long = |more: usize| "x".repeat(limits::TEXT_BYTES + more);
    let one = || id("one");
    let offered = |text: String| {
        let mut offer = a.offers[0].clone();
        offer.languages.push(text);
        Change::put(Entry::Offer(offer))
    };
    let taught = |lesson: String| {
        let offer = a.offers[0].clone();
        Change::put(Entry::Offer(Offer { lesson, ..offer }))
    };
    let makers: [&dyn Fn(String) -> Change; 5] = [
        &offered,
        &taught,
        &|reason| Change::verdict(&one(), Some(Verdict::NotApplicable { reason })),
        &|text| Change::Text(one(), Boxed::Claim, text),
        &|text| Change::Notes(id("domain"), NoteKind::Lessons, vec!["short".into(), text]),
    ];
    for make in makers {
        ensure!(make(long(0)).allowed(&a, &f).is_ok());
        ensure!(make(long(1)).allowed(&a, &f).is_err());
    }
    let blank = Change::verdict(&one(), Some(Verdict::NotApplicable { reason: " ".into() }));
    ensure!(blank.allowed(&a, &f).is_err_and(|why| why.contains("only with a reason")));
    Ok(())
}
