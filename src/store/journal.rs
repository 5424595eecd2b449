//! The journal of an assessment: every accepted change, one line each, flushed before the change
//! counts as recorded.
//!
//! It lies beside the assessment as `.NAME.journal` and serves four ends: what was recorded and not
//! yet saved when the program died is found there; undo reaches back across restarts; it says who
//! changed what, when and from what; and because every line holds the digest of the line before,
//! an edit of the past shows.
//!
//! A line is `LENGTH CHECKSUM {json}`, both in eight hexadecimal digits: the length and the CRC-32
//! of the JSON. docs/reliability.md describes the JSON.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Disk, folder_of};
use super::save::{Expected, lock_folder, save};
use crate::domain::{Change, digest};

mod line;

use line::{is_torn, read_line, write_line};

/// A journal that is being written.
#[derive(Debug)]
pub struct Journal {
    disk: Arc<dyn Disk>,
    path: PathBuf,
    /// How long the file was when it was last read or written here.
    size: u64,
    /// Whether the file ends in the middle of a line.
    torn: bool,
    /// Whether its name is known to be on disk.
    named: bool,
    /// Whether the last line could not be flushed: what is read back then need not be on disk, and
    /// no later flush brings it there.
    doubtful: bool,
    last: Option<Mark>,
}

/// What the next line needs to know of the one before.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    number: u64,
    digest: String,
    after: String,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Its number, from 1.
    pub number: u64,
    /// When it was written: UTC, to the second.
    pub at: String,
    /// Who wrote it, as the system or the person calls them.
    pub by: String,
    /// What happened.
    pub act: Act,
    /// The changes that were applied, in order.
    pub changes: Vec<Change>,
    /// What undoes them, in order.
    pub inverse: Vec<Change>,
    /// The digest of the text that it was made on; [`text_digest`]. Empty: that of the line before,
    /// and unknown in the first line.
    pub on: String,
    /// The digest of the other text, where two were merged.
    pub with: String,
    /// The digest of the text after it.
    pub after: String,
    /// The digest of the line before; empty for the first.
    pub previous: String,
}

/// What a line of the journal records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Somebody changed something.
    Change,
    /// Somebody took a step back.
    Undo,
    /// Somebody did an undone step again.
    Redo,
    /// Somebody else's changes came in.
    Merge,
    /// Changes that a crash had kept out of the file were applied.
    Recover,
    /// Changes that a crash had kept out of the file were left out of it for good.
    SetAside,
    /// The file was found changed by another program.
    Found,
    /// The file was saved.
    Saved,
}

impl Act {
    /// All acts with their names in journals.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::Change, "change"),
        (Self::Undo, "undo"),
        (Self::Redo, "redo"),
        (Self::Merge, "merge"),
        (Self::Recover, "recover"),
        (Self::SetAside, "set-aside"),
        (Self::Found, "found"),
        (Self::Saved, "saved"),
    ];

    /// Whether it altered the assessment.
    pub fn alters(self) -> bool {
        !matches!(self, Self::SetAside | Self::Found | Self::Saved)
    }
}

/// What a journal holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Replay {
    /// The lines that are whole, in order.
    pub records: Vec<Record>,
    /// What is wrong with the others, and with the chain.
    pub damage: Vec<Damage>,
    last: Option<Mark>,
}

/// Something in a journal that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: &'static str,
    /// Whether a crash alone explains it: the line broke off, and the line behind it follows on the
    /// one before.
    pub harmless: bool,
}

/// The digest of a file's text, as journals hold it.
pub fn text_digest(text: &str) -> String {
    short_digest(text.as_bytes())
}

/// 128 bits are enough to tell texts apart, and keep the lines short.
fn short_digest(content: &[u8]) -> String {
    digest(content).chars().skip("sha256:".len()).take(32).collect()
}

/// Where the journal of a file lies.
pub fn journal_of(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{stem}.journal"))
}

impl Replay {
    /// Reads the content of a journal. Nothing in it can make this fail: what cannot be read is
    /// damage.
    pub fn of(content: &[u8]) -> Self {
        let mut replay = Self::default();
        let mut before: Option<Mark> = None;
        // Lines that could not be read since the last one that could.
        let mut broken: Vec<(usize, &'static str)> = Vec::new();
        // Whether all of those are such as a crash leaves.
        let mut torn = true;
        for (at, line) in content.split(|byte| *byte == b'\n').enumerate() {
            if line.is_empty() {
                continue;
            }
            let (mut record, own) = match read_line(line) {
                Ok(read) => read,
                Err(what) => {
                    broken.push((at + 1, what));
                    torn &= is_torn(line, what);
                    continue;
                }
            };
            let follows = match &before {
                None => record.previous.is_empty() && record.number == 1,
                Some(mark) => {
                    record.previous == mark.digest
                        && Some(record.number) == mark.number.checked_add(1)
                }
            };
            replay.report(&mut broken, follows);
            torn = true;
            if !follows {
                let what =
                    "it does not follow on the line before: something was changed or is missing";
                replay.damage.push(Damage { line: at + 1, what, harmless: false });
            }
            if let (true, Some(before)) = (record.on.is_empty(), &before) {
                record.on.clone_from(&before.after);
            }
            let (number, after) = (record.number, record.after.clone());
            before = Some(Mark { number, digest: own, after });
            replay.records.push(record);
        }
        replay.last = before;
        // What breaks off at the very end was never acknowledged.
        replay.report(&mut broken, torn || !content.ends_with(b"\n"));
        replay
    }

    fn report(&mut self, broken: &mut Vec<(usize, &'static str)>, harmless: bool) {
        let damage = broken.drain(..).map(|(line, what)| Damage { line, what, harmless });
        self.damage.extend(damage);
    }

    /// The last line of all.
    pub fn last(&self) -> Option<&Record> {
        self.records.last()
    }

    /// Which records were recorded and are in none of what was saved, by their places: what a crash
    /// kept out of a file with this digest. This rests on nothing being saved that was not recorded
    /// before.
    pub fn pending(&self, file: &str) -> Vec<usize> {
        let held = self.held(file);
        let decided = self.decided();
        let out = |at: &usize| *at >= decided && !held[*at] && self.records[*at].act.alters();
        (0..self.records.len()).filter(out).collect()
    }

    /// Which records a file with this digest rests on, or one that was saved. Two programs that have
    /// the file open at once write into one journal, each on a text of its own, until one merges
    /// what the other has saved: so not every line rests on the line before.
    pub fn held(&self, file: &str) -> Vec<bool> {
        let records = &self.records;
        let mut held = vec![false; records.len()];
        let mut texts: Vec<(usize, &str)> = vec![(records.len(), file)];
        let saved = records.iter().enumerate().filter(|(_, record)| record.act == Act::Saved);
        texts.extend(saved.map(|(at, record)| (at, &*record.after)));
        while let Some((before, text)) = texts.pop() {
            let made = records[..before].iter().rposition(|record| record.after == text);
            if let Some(at) = made.filter(|at| !text.is_empty() && !held[*at]) {
                held[at] = true;
                texts.extend([(at, &*records[at].on), (at, &*records[at].with)]);
            }
        }
        held
    }

    /// The first record that nobody has decided about: what lies before was left out for good, brought
    /// in, or given up for what another program had made of the file.
    fn decided(&self) -> usize {
        let decides =
            |record: &Record| matches!(record.act, Act::Found | Act::SetAside | Act::Recover);
        self.records.iter().rposition(decides).unwrap_or(0)
    }

    /// Whether a file with this digest is known to it.
    pub fn knows(&self, file: &str) -> bool {
        self.records.iter().any(|record| record.after == file)
    }
}

impl Journal {
    /// Opens the journal of a file, and reads what it holds; none is made yet.
    ///
    /// # Errors
    /// Where it is there and cannot be read.
    pub fn open(disk: Arc<dyn Disk>, path: PathBuf) -> io::Result<(Self, Replay)> {
        let (named, doubtful) = (false, false);
        let mut journal = Self { disk, path, size: 0, torn: false, named, doubtful, last: None };
        let replay = journal.read()?;
        Ok((journal, replay))
    }

    /// Where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Adds a line and flushes it: once this returns `Ok`, the line survives a power cut. The number
    /// and the digest of the line before are filled in.
    ///
    /// # Errors
    /// Where it cannot be written or flushed. The line may be there in part then, and the next one
    /// begins behind it; or as a whole, and the journal is written anew with the next one.
    pub fn append(&mut self, mut record: Record) -> io::Result<()> {
        // Two programs that each look at the last line and then add one must not do so at once: both
        // would follow on the same line. The lock lies on the folder above, because whoever saves
        // holds that of the folder itself, and no key waits for a save.
        let _lock = lock_folder(folder_of(&self.path));
        if self.doubtful {
            return self.renew(record);
        }
        // Somebody else may have written since.
        if self.disk.attributes(&self.path).map_or(0, |now| now.size) != self.size {
            self.read()?;
        }
        let (line, mark) = self.next_line(&mut record);
        let length = u64::try_from(line.len()).unwrap_or(u64::MAX);
        let whole = self.size.saturating_add(length);
        self.doubtful = true;
        if let Err(cause) = self.disk.append(&self.path, line.as_bytes()) {
            // A line that broke off was never flushed, so no flush of it has failed: a full disk
            // that has room again for a line need not have it for the whole journal.
            if self.read().is_ok() {
                self.doubtful = self.size >= whole;
            }
            return Err(cause);
        }
        // A line that nobody finds is lost, so the name must be on disk, too. That the file is there
        // says nothing: a crash may have come between its making and the flush.
        if !self.named {
            self.disk.flush_folder(folder_of(&self.path))?;
        }
        (self.named, self.doubtful, self.torn) = (true, false, false);
        self.size = whole;
        self.last = Some(mark);
        Ok(())
    }

    /// Writes the journal anew, with this record at its end unless it is there already.
    fn renew(&mut self, mut record: Record) -> io::Result<()> {
        let (mut content, replay) = self.read_all()?;
        let same = |last: &Record| {
            let (number, previous, on) = (last.number, last.previous.clone(), last.on.clone());
            Record { number, previous, on, ..record.clone() } == *last
        };
        if !replay.last().is_some_and(same) {
            let (line, mark) = self.next_line(&mut record);
            content.extend_from_slice(line.as_bytes());
            self.last = Some(mark);
        }
        save(self.disk.as_ref(), &self.path, &content, Expected::Anything)
            .map_err(io::Error::other)?;
        self.size = u64::try_from(content.len()).unwrap_or(u64::MAX);
        (self.named, self.doubtful, self.torn) = (true, false, false);
        Ok(())
    }

    /// The text that adds a record, and what the one behind it needs to know.
    fn next_line(&self, record: &mut Record) -> (String, Mark) {
        record.number = self.last.as_ref().map_or(1, |mark| mark.number.saturating_add(1));
        record.previous = self.last.as_ref().map(|mark| mark.digest.clone()).unwrap_or_default();
        if self.last.as_ref().is_some_and(|mark| mark.after == record.on) {
            record.on.clear();
        }
        let (line, digest) = write_line(record);
        let line = if self.torn { format!("\n{line}") } else { line };
        (line, Mark { number: record.number, digest, after: record.after.clone() })
    }

    fn read(&mut self) -> io::Result<Replay> {
        self.read_all().map(|(_, replay)| replay)
    }

    fn read_all(&mut self) -> io::Result<(Vec<u8>, Replay)> {
        let content = match self.disk.read(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            content => content?,
        };
        let replay = Replay::of(&content);
        self.size = u64::try_from(content.len()).unwrap_or(u64::MAX);
        self.torn = !content.is_empty() && !content.ends_with(b"\n");
        self.last.clone_from(&replay.last);
        Ok((content, replay))
    }
}

#[cfg(test)]
mod tests;
