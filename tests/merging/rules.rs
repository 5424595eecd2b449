//! The rules of the merge one by one: lists, conflicts that stand, conflicts that one side has settled,
//! and what a field holds meanwhile.

use anyhow::{Context, Result, ensure};
use stocktake::domain::{
    Answer, Assessment, Boxed, Change, Choice, Claim, Conflict, Entry, EntryKind, Field, Framework,
    Holder, Id, Merged, NoteKind, Offer, Priority, Side, Value, Verdict, differences, merge,
};

use crate::edits::id;
use crate::tiny;

struct Room {
    framework: Framework,
    base: Assessment,
}

impl Room {
    fn new(changes: &[Change]) -> Result<Self> {
        let framework = tiny::framework()?;
        let base = tiny::edited(&framework, &tiny::blank(&framework), changes);
        Ok(Self { framework, base })
    }

    fn edited(&self, start: &Assessment, changes: &[Change]) -> Assessment {
        tiny::edited(&self.framework, start, changes)
    }

    fn merge(&self, all: [&Assessment; 3]) -> Result<Merged> {
        let side = |by: &str| Side { by: by.into(), at: String::new() };
        Ok(merge(&self.framework, all, [&side("Ana"), &side("Bo")])?)
    }

    /// The base as a merge of two different levels leaves it: the question is in conflict.
    fn disputed(&self, ours: f64, theirs: f64) -> Result<Assessment> {
        let [ours, theirs] =
            [ours, theirs].map(|level| self.edited(&self.base, &[level_of(level)]));
        Ok(self.merge([&self.base, &ours, &theirs])?.assessment)
    }

    /// What somebody gets who settles the only conflict by a choice.
    fn settled(&self, disputed: &Assessment, choice: &Choice) -> Result<Assessment> {
        let conflict = disputed.conflicts.first().context("a conflict")?;
        let changes = conflict.resolve(disputed, choice).map_err(anyhow::Error::msg)?;
        Ok(self.edited(disputed, &changes))
    }
}

fn level_of(level: f64) -> Change {
    Change::verdict(&id("a.1"), Some(Verdict::Scored(level)))
}

fn verdict(a: &Assessment) -> Option<(Verdict, bool)> {
    let answer = a.answers.get(&id("a.1"))?;
    Some((answer.verdict.clone()?, answer.carried))
}

fn strengths(all: &[&str]) -> Change {
    let texts = all.iter().map(ToString::to_string).collect();
    Change::Notes(id("group"), NoteKind::Strengths, texts)
}

#[test]
fn two_additions_to_one_list_are_both_kept_without_a_conflict() -> Result<()> {
    let room = Room::new(&[strengths(&["shared"])])?;
    let ours = room.edited(&room.base, &[strengths(&["shared", "mine"])]);
    let theirs = room.edited(&room.base, &[strengths(&["shared", "theirs"])]);
    for all in [[&room.base, &ours, &theirs], [&room.base, &theirs, &ours]] {
        let merged = room.merge(all)?;
        assert_eq!(merged.conflicts, []);
        let notes = merged.assessment.notes.get(&id("group")).context("notes")?;
        let mut held = notes.get(NoteKind::Strengths).to_vec();
        held.sort();
        assert_eq!(held, ["mine", "shared", "theirs"]);
    }
    // The last text of a list goes where one side took it out and the other left it alone.
    let none = room.edited(&room.base, &[strengths(&[])]);
    let merged = room.merge([&room.base, &none, &room.base])?;
    ensure!(merged.assessment.notes.is_empty() && merged.conflicts.is_empty());
    Ok(())
}

#[test]
fn while_it_stands_a_disputed_level_is_that_of_before_and_confirms_nothing() -> Result<()> {
    let room = Room::new(&[level_of(2.0)])?;
    let disputed = room.disputed(3.0, 4.0)?;
    assert_eq!(disputed.conflicts.len(), 1);
    assert_eq!(verdict(&disputed), Some((Verdict::Scored(2.0), true)));
    // A level of another version need not be on this scale: there is none then.
    let (mut older, mut both) = (room.base.clone(), Vec::new());
    older.framework.version = "0".into();
    for level in [3.0, 4.0] {
        both.push(room.edited(&room.base, &[level_of(level)]));
    }
    let merged = room.merge([&older, &both[0], &both[1]])?;
    assert_eq!((merged.conflicts.len(), verdict(&merged.assessment)), (1, None));
    Ok(())
}

#[test]
fn a_conflict_of_one_side_stays_with_its_value_and_a_new_value_is_added_to_it() -> Result<()> {
    let room = Room::new(&[level_of(2.0)])?;
    let disputed = room.disputed(3.0, 4.0)?;
    // Nobody else touched it, on whichever side it stands.
    for all in [[&room.base, &disputed, &room.base], [&room.base, &room.base, &disputed]] {
        let merged = room.merge(all)?.assessment;
        assert_eq!(merged.conflicts.len(), 1);
        assert_eq!(verdict(&merged), verdict(&disputed));
    }
    // Somebody else took one of the values that are on record: nothing new. Another value is.
    for (level, conflicts) in [(3.0, 1), (4.0, 1), (1.0, 2)] {
        let other = room.edited(&room.base, &[level_of(level)]);
        for all in [[&room.base, &disputed, &other], [&room.base, &other, &disputed]] {
            let merged = room.merge(all)?.assessment;
            assert_eq!(merged.conflicts.len(), conflicts, "{level}");
            assert_eq!(verdict(&merged), verdict(&disputed), "{level}");
        }
    }
    // A conflict about another field is none about this one.
    let claim = |text: &str| Change::Text(id("a.1"), Boxed::Claim, text.into());
    let [ours, theirs] = ["x", "y"].map(|text| room.edited(&room.base, &[claim(text)]));
    let about_text = room.merge([&room.base, &ours, &theirs])?.assessment;
    let other = room.edited(&room.base, &[level_of(1.0)]);
    let merged = room.merge([&room.base, &about_text, &other])?.assessment;
    assert_eq!(
        (merged.conflicts.len(), verdict(&merged)),
        (1, Some((Verdict::Scored(1.0), false)))
    );
    Ok(())
}

#[test]
fn conflicts_of_different_pasts_are_all_kept_whosever_they_are() -> Result<()> {
    let room = Room::new(&[level_of(2.0)])?;
    let ours = room.disputed(3.0, 4.0)?;
    let theirs = Room::new(&[level_of(1.0)])?.disputed(3.0, 4.0)?;
    for [one, other] in [[&ours, &theirs], [&theirs, &ours]] {
        let merged = room.merge([&room.base, one, other])?;
        assert_eq!(merged.refused, []);
        let merged = merged.assessment;
        assert_eq!(merged.conflicts.len(), 3);
        assert_eq!(verdict(&merged), Some((Verdict::Scored(2.0), true)));
        // Who knows of all of them learns nothing more from who knows of one.
        let again = room.merge([&room.base, &merged, other])?;
        assert_eq!((again.refused, again.assessment), (Vec::new(), merged));
    }
    Ok(())
}

#[test]
fn a_conflict_that_one_side_has_settled_is_settled() -> Result<()> {
    let room = Room::new(&[level_of(2.0)])?;
    let disputed = room.disputed(3.0, 4.0)?;
    let settled = room.settled(&disputed, &Choice::Theirs)?;
    ensure!(settled.conflicts.is_empty());
    for all in [[&disputed, &settled, &disputed], [&disputed, &disputed, &settled]] {
        let merged = room.merge(all)?;
        assert_eq!((merged.assessment.conflicts.len(), merged.conflicts.len()), (0, 0));
        assert_eq!(verdict(&merged.assessment), Some((Verdict::Scored(4.0), false)));
    }
    // Neither has: it stands, once.
    assert_eq!(room.merge([&disputed, &disputed, &disputed])?.assessment.conflicts.len(), 1);
    // One conflict of three places at once, and a second one that only one side has.
    let [ours, theirs] = [3.0, 1.0].map(|level| {
        room.edited(&disputed, &[Change::verdict(&id("c"), Some(Verdict::Scored(level)))])
    });
    let two = room.merge([&disputed, &ours, &theirs])?.assessment;
    assert_eq!(two.conflicts.len(), 2);
    assert_eq!(room.merge([&disputed, &two, &disputed])?.assessment.conflicts.len(), 2);
    assert_eq!(room.merge([&disputed, &disputed, &two])?.assessment.conflicts.len(), 2);
    let merged = room.merge([&disputed, &two, &settled])?.assessment;
    let left: Vec<String> = merged.conflicts.iter().map(|c| c.field.to_string()).collect();
    assert_eq!(left, ["c verdict"]);
    Ok(())
}

/// What one side's file holds already is not put to the question again because the rules of today
/// would not take it.
#[test]
fn an_entry_of_one_side_is_taken_as_it_is() -> Result<()> {
    let room = Room::new(&[])?;
    let priority = |title: &str| Priority {
        id: id("p"),
        question: id("gone"),
        title: title.into(),
        target: None,
        ratings: Vec::new(),
        gates: Vec::new(),
        exchange: false,
        place: None,
        place_reason: String::new(),
        note: String::new(),
    };
    let with = |title: &str| {
        let mut a = room.base.clone();
        a.priorities.push(priority(title));
        a
    };
    let (base, ours) = (with("Raise it"), with("Raise it soon"));
    ensure!(
        Change::put(Entry::Priority(priority("x"))).allowed(&base, &room.framework).is_err(),
        "the rules of today do not take it"
    );
    for all in [[&base, &ours, &base], [&base, &base, &ours]] {
        let merged = room.merge(all)?;
        assert_eq!(merged.conflicts, []);
        assert_eq!(merged.assessment.priorities, ours.priorities);
    }
    Ok(())
}

#[test]
fn a_third_value_settles_a_conflict_and_choosing_what_stands_only_takes_it_off() -> Result<()> {
    let room = Room::new(&[level_of(2.0)])?;
    let disputed = room.disputed(3.0, 4.0)?;
    let value = Value::Verdict { verdict: Verdict::Scored(1.0), carried: false };
    let third = room.settled(&disputed, &Choice::Value(value))?;
    assert_eq!((third.conflicts.len(), verdict(&third)), (0, Some((Verdict::Scored(1.0), false))));
    let now = room.settled(&disputed, &Choice::Now)?;
    assert_eq!((now.conflicts.len(), verdict(&now)), (0, verdict(&disputed)));
    let answer = third.answers.get(&id("a.1")).context("an answer")?;
    ensure!(answer == &Answer { verdict: Some(Verdict::Scored(1.0)), ..Answer::default() });
    let field = Field::new(Holder::Answer(id("a.1")), Field::VERDICT).context("a field")?;
    ensure!(disputed.conflicts[0].field == field);
    Ok(())
}

/// Two entries that two people made under one id are told apart by a few digits, also where the id is
/// as long as an id can be.
#[test]
fn a_long_id_that_two_people_took_is_cut_for_the_digits_that_tell_them_apart() -> Result<()> {
    let room = Room::new(&[])?;
    for length in [1, 55, 56, Id::MAX] {
        let name = "x".repeat(length);
        let with = |title: &str| room.edited(&room.base, &[Change::put(offer(&name, title))]);
        let merged = room.merge([&room.base, &with("One"), &with("Two")])?;
        let ids: Vec<&str> = merged.assessment.offers.iter().map(|o| o.id.as_str()).collect();
        let kept = &name[..length.min(Id::MAX - 9)];
        let other = ids.iter().find(|id| **id != name).context("another id")?;
        ensure!(ids.len() == 2 && ids.contains(&name.as_str()), "{ids:?}");
        ensure!(other.len() == kept.len() + 9 && other.starts_with(kept), "{ids:?}");
    }
    Ok(())
}

/// What is in conflict about an entry that gets another id goes with it, and nothing else does.
#[test]
fn a_conflict_follows_its_entry_to_another_id() -> Result<()> {
    let room = Room::new(&[])?;
    let about = |name: &str, at: usize| {
        let [base, ours, theirs] = ["a", "b", "c"].map(|text| Value::Text(text.into()));
        let claim = |value| Claim { value, side: Side::default() };
        let holder = Holder::Entry(EntryKind::Offer, id(name));
        let field = Field { holder, key: "title" };
        let conflict = Conflict { field, base, ours: claim(ours), theirs: claim(theirs) };
        Change::Dispute { conflict: Box::new(conflict), at }
    };
    let offers = |title: &str| [Change::put(offer("x", title)), Change::put(offer("y", "y"))];
    let ours = room.edited(&room.base, &offers("Two"));
    let ours = room.edited(&ours, &[about("x", 0), about("y", 1)]);
    let theirs = room.edited(&room.base, &offers("One"));
    for sides in [[&ours, &theirs], [&theirs, &ours]] {
        let merged = room.merge([&room.base, sides[0], sides[1]])?;
        let to = &merged.renamed.first().context("a new id")?.to;
        let holder = |name: &Id| Holder::Entry(EntryKind::Offer, name.clone());
        let held: Vec<_> =
            merged.assessment.conflicts.iter().map(|c| c.field.holder.clone()).collect();
        assert_eq!(held, [holder(to), holder(&id("y"))]);
    }
    Ok(())
}

fn offer(name: &str, title: &str) -> Entry {
    Entry::Offer(Offer {
        id: id(name),
        title: title.into(),
        about: Vec::new(),
        forms: Vec::new(),
        languages: Vec::new(),
        contact: String::new(),
        lesson: String::new(),
        conditions: String::new(),
    })
}

/// What came in is told from this: an entry that only one of the two has is told as a whole, once.
#[test]
fn an_entry_that_was_added_or_taken_out_is_a_difference_and_no_other_is() -> Result<()> {
    let [one, two] = ["one", "two"].map(|name| Change::put(offer(name, name)));
    for before in [vec![], vec![one.clone()]] {
        let room = Room::new(&before)?;
        let after = room.edited(&room.base, std::slice::from_ref(&two));
        for pair in [[&room.base, &after], [&after, &room.base]] {
            let found = differences(pair[0], pair[1]);
            let fields: Vec<&Field> = found.iter().map(|d| &d.field).collect();
            let holder = Holder::Entry(EntryKind::Offer, id("two"));
            ensure!(fields == [&Field { holder, key: Field::WHOLE }], "{found:?}");
        }
    }
    Ok(())
}

#[test]
fn a_conflict_is_put_on_record_once_and_never_beside_an_answer_that_counts() -> Result<()> {
    let room = Room::new(&[level_of(2.0)])?;
    let disputed = room.disputed(3.0, 4.0)?;
    let conflict = disputed.conflicts.first().context("a conflict")?;
    let dispute = || Change::Dispute { conflict: Box::new(conflict.clone()), at: 0 };
    let why = |a: &Assessment| dispute().allowed(a, &room.framework).err().unwrap_or_default();
    ensure!(why(&disputed).contains("on record already"), "{}", why(&disputed));
    ensure!(why(&room.base).contains("counts"), "{}", why(&room.base));
    let open = room.edited(&room.base, &[Change::verdict(&id("a.1"), None)]);
    assert_eq!(why(&open), "");
    // About another field of the answer that counts there is no such rule.
    let mut about_text = conflict.clone();
    about_text.field = Field::new(Holder::Answer(id("a.1")), "claim").context("a field")?;
    let change = Change::Dispute { conflict: Box::new(about_text), at: 0 };
    ensure!(change.allowed(&room.base, &room.framework).is_ok());
    Ok(())
}
