//! Journals: what was written is read back, and what was altered shows.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use super::{Act, Journal, Record, Replay, line};
use crate::domain::{Change, Id, Verdict};
use crate::store::RealDisk;

fn record(after: &str, level: f64) -> Record {
    let id = Id::new("q").expect("an id");
    Record {
        number: 0,
        at: "2026-01-31T10:00:00Z".into(),
        by: "Ж \"quoted\"\n".into(),
        act: Act::Change,
        changes: vec![Change::verdict(&id, Some(Verdict::Scored(level)))],
        inverse: vec![Change::verdict(&id, None)],
        on: String::new(),
        with: String::new(),
        after: after.into(),
        previous: String::new(),
    }
}

fn mark(act: Act, after: &str) -> Record {
    Record { act, changes: Vec::new(), inverse: Vec::new(), ..record(after, 1.0) }
}

fn written(folder: &tempfile::TempDir, records: &[Record]) -> anyhow::Result<PathBuf> {
    let path = folder.path().join(".self.journal");
    let (mut journal, _) = Journal::open(Arc::new(RealDisk), path.clone())?;
    for record in records {
        journal.append(record.clone())?;
    }
    Ok(path)
}

#[test]
fn what_is_written_is_read_back_in_a_chain() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = written(&folder, &[record("a", 1.0), record("b", 2.5)])?;
    // Somebody else opens it and goes on; the first notices.
    let (mut other, replay) = Journal::open(Arc::new(RealDisk), path.clone())?;
    assert_eq!(replay.records.len(), 2);
    let (mut first, _) = Journal::open(Arc::new(RealDisk), path.clone())?;
    other.append(record("c", 3.0))?;
    first.append(record("d", 4.0))?;
    let replay = Replay::of(&fs::read(&path)?);
    assert_eq!(replay.damage, []);
    assert_eq!(replay.records.iter().map(|r| r.number).collect::<Vec<_>>(), [1, 2, 3, 4]);
    assert_eq!(replay.records[1].changes, record("b", 2.5).changes);
    assert_eq!(replay.records[1].by, record("b", 2.5).by);
    Ok(())
}

#[test]
fn a_line_that_broke_off_is_harmless_and_the_next_one_follows() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = written(&folder, &[record("a", 1.0), record("b", 2.0)])?;
    let whole = fs::read(&path)?;
    let second = whole.iter().position(|b| *b == b'\n').expect("a line") + 1;
    for cut in second + 1..whole.len() - 1 {
        fs::write(&path, &whole[..cut])?;
        let (mut journal, replay) = Journal::open(Arc::new(RealDisk), path.clone())?;
        assert_eq!(replay.records.len(), 1, "cut at {cut}");
        assert!(replay.damage.iter().all(|d| d.harmless) && !replay.damage.is_empty());
        journal.append(record("c", 3.0))?;
        let replay = Replay::of(&fs::read(&path)?);
        assert_eq!(replay.records.len(), 2, "cut at {cut}");
        assert!(replay.damage.iter().all(|d| d.harmless), "{:?}", replay.damage);
        // The next one may break off, too, right behind the line end that it begins with.
        let damage = Replay::of(&[&whole[..cut], b"\n"].concat()).damage;
        assert!(damage.iter().all(|d| d.harmless) && damage.len() == 1, "cut at {cut}: {damage:?}");
    }
    // What is no text was altered, unless it is all there is of the last character.
    let (end, start) = (whole.len() - 2, second + 30);
    for (at, cut) in [(end, end + 1), (start, end)] {
        let mut altered = whole[..cut].to_vec();
        altered[at] = 0xD0;
        let damage = Replay::of(&[&altered[..], b"\n"].concat()).damage;
        assert!(damage.iter().any(|d| !d.harmless), "altered at {at}: {damage:?}");
    }
    Ok(())
}

/// It may hold work that is not in the file: it is not taken for a journal that is not there.
#[test]
fn a_journal_that_cannot_be_read_is_refused() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join(".self.journal");
    fs::create_dir(&path)?;
    assert!(Journal::open(Arc::new(RealDisk), path).is_err());
    Ok(())
}

/// Every byte of the past, changed to another, shows; so do a line taken out and two exchanged.
#[test]
fn an_edit_of_the_past_shows() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let records = [record("a", 1.0), record("b", 2.0), record("c", 3.0), record("d", 4.0)];
    let path = written(&folder, &records)?;
    let whole = fs::read(&path)?;
    let lines: Vec<&[u8]> = whole.split_inclusive(|b| *b == b'\n').collect();
    let shows = |content: &[u8]| Replay::of(content).damage.iter().any(|d| !d.harmless);
    assert!(!shows(&whole));
    for at in 0..whole.len() - lines[3].len() {
        let mut changed = whole.clone();
        changed[at] ^= 1;
        assert!(shows(&changed), "byte {at}");
    }
    assert!(shows(&[lines[0], lines[2], lines[3]].concat()));
    // The line is named as an editor counts it.
    let damage = Replay::of(&[lines[0], lines[1], lines[3]].concat()).damage;
    assert_eq!(damage.iter().map(|damage| damage.line).collect::<Vec<_>>(), [3]);
    assert!(shows(&[lines[0], lines[2], lines[1], lines[3]].concat()));
    assert!(shows(&[lines[1], lines[2], lines[3]].concat()));
    // A line that has only its number, or only its digest, from the chain was not written in it.
    let (first, own) = line::write_line(&Record { number: 1, ..record("a", 1.0) });
    for (number, previous, fits) in [(2, &*own, true), (3, &*own, false), (2, "another", false)] {
        let second = Record { number, previous: previous.into(), ..record("b", 2.0) };
        let both = first.clone() + &line::write_line(&second).0;
        assert_eq!(shows(both.as_bytes()), !fits, "{number} {previous}");
    }
    Ok(())
}

/// The end of the file may have arrived before what lies ahead of it, as zeros or not at all.
#[test]
fn a_last_line_with_zeros_in_it_is_a_crash_and_one_that_was_altered_is_not() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = written(&folder, &[record("a", 1.0), record("b", 2.0)])?;
    let whole = fs::read(&path)?;
    let second = whole.iter().position(|b| *b == b'\n').expect("a line") + 1;
    for hole in [second..whole.len(), second..second + 40, whole.len() - 40..whole.len() - 1] {
        let mut torn = whole.clone();
        torn[hole].fill(0);
        let damage = Replay::of(&torn).damage;
        assert!(!damage.is_empty() && damage.iter().all(|d| d.harmless), "{damage:?}");
    }
    let mut altered = whole.clone();
    altered[whole.len() - 10] ^= 1;
    assert!(Replay::of(&altered).damage.iter().any(|d| !d.harmless));
    Ok(())
}

#[test]
fn what_a_crash_kept_out_of_the_file_is_pending() {
    let pending = |records: &[Record], file: &str| replayed(records).pending(file).len();
    let all = [record("a", 1.0), mark(Act::Saved, "a"), record("b", 2.0), record("c", 3.0)];
    assert_eq!(pending(&all, "c"), 0);
    assert_eq!(pending(&all, "b"), 1);
    assert_eq!(pending(&all, "a"), 2);
    // Changed by another program since the save.
    assert_eq!(pending(&all, "x"), 2);
    assert_eq!(pending(&all[..2], "x"), 0);
    // An older state was put back, from a copy or a version control: that is no crash.
    let saved = [&all[..], &[mark(Act::Saved, "c")]].concat();
    assert_eq!((pending(&saved, "a"), pending(&saved, "x")), (0, 0));
    assert_eq!(pending(&[&all[..], &[mark(Act::SetAside, "a")]].concat(), "a"), 0);
}

/// Records as a journal that was written and read again.
fn replayed(records: &[Record]) -> Replay {
    let folder = tempfile::tempdir().expect("a folder");
    let path = written(&folder, records).expect("a journal");
    Replay::of(&fs::read(path).expect("it is there"))
}

/// Two programs have the file open, and one dies between recording and saving: `on` says which text
/// each line was made on.
#[test]
fn a_line_rests_on_the_text_that_it_was_made_on_and_not_on_the_line_before() {
    let on = |on: &str, record: Record| Record { on: on.into(), ..record };
    let one = [on("0", record("b1", 1.0)), on("0", record("a1", 2.0)), on("b1", record("b2", 3.0))];
    let replay = replayed(&one);
    assert_eq!(replay.damage, []);
    assert_eq!(replay.records[2].on, "b1");
    assert_eq!(replay.pending("b2"), [1], "saved by b, and a1 is nowhere");
    assert_eq!(replay.pending("a1"), [0, 2]);
    assert_eq!(replay.pending("0"), [0, 1, 2]);
    // That b has left says nothing of a.
    let left = [&one[..], &[on("b2", mark(Act::Saved, "b2"))]].concat();
    assert_eq!(replayed(&left).pending("b2"), [1]);
    assert_eq!(replayed(&left).pending("x"), [1]);
    // A merge rests on both.
    let merged = Record { with: "a1".into(), ..on("b2", mark(Act::Merge, "m")) };
    let merged = [&one[..], &[merged]].concat();
    assert_eq!(replayed(&merged).pending("m"), [] as [usize; 0]);
    assert_eq!(replayed(&merged).pending("b2"), [1, 3]);
    // Once somebody has decided, it is decided.
    for act in [Act::SetAside, Act::Found] {
        let decided = [&left[..], &[on("b2", mark(act, "b2"))]].concat();
        assert_eq!(replayed(&decided).pending("b2"), [] as [usize; 0]);
    }
    let recovered = on("b2", Record { act: Act::Recover, ..record("r", 4.0) });
    let recovered = [&left[..], &[recovered]].concat();
    assert_eq!(replayed(&recovered).pending("b2"), [4], "brought in, and not saved yet");
}

/// Two programs that take turns merging: a line rests on two, each of them on two more, and so on.
/// Whoever went every way back would never come to the end.
#[test]
fn a_long_chain_of_merges_is_gone_through_once() {
    let merged = |at: usize| {
        let (on, with) = (format!("t{}", at - 1), format!("t{}", at - 2));
        Record { on, with, ..mark(Act::Merge, &format!("t{at}")) }
    };
    let replay = Replay { records: (2..90).map(merged).collect(), ..Replay::default() };
    assert_eq!(replay.pending("t89"), [] as [usize; 0]);
    assert_eq!(replay.pending("t88"), [87]);
}

#[test]
fn a_line_that_nobody_wrote_so_shows() -> anyhow::Result<()> {
    let folder = tempfile::tempdir()?;
    let path = written(&folder, &[record("a", 1.0), record("b", 2.0)])?;
    let text = fs::read_to_string(&path)?;
    let (_, second) = text.split_at(text.find('\n').map_or(0, |end| end + 1));
    // The same numbers in other spellings.
    let json = text.lines().next().map_or("", |line| &line[18..]);
    let (length, sum) = (json.len(), crc32fast::hash(json.as_bytes()));
    for frame in [
        format!("{length:x} {sum:08x} "),
        format!("+{length:07x} {sum:08x} "),
        format!("{length:08X} {sum:08X} "),
        format!("{length:08x}  {sum:08x} "),
        format!("{length:09x} {sum:08x} "),
    ] {
        let replay = Replay::of(format!("{frame}{json}\n{second}").as_bytes());
        assert!(replay.damage.iter().any(|damage| !damage.harmless), "{frame}: {replay:?}");
    }
    // The first line is gone, or was given another number, be it the largest of all.
    assert!(!Replay::of(second.as_bytes()).damage.is_empty());
    for number in [0, 2, u64::MAX] {
        let (line, _) = line::write_line(&Record { number, ..record("a", 1.0) });
        assert!(!Replay::of(line.as_bytes()).damage.is_empty(), "{number}");
        fs::write(&path, &line)?;
        let (mut journal, _) = Journal::open(Arc::new(RealDisk), path.clone())?;
        journal.append(record("b", 2.0))?;
        assert_eq!(Replay::of(&fs::read(&path)?).records.len(), 2);
    }
    Ok(())
}
