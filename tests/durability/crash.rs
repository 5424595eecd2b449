//! Every state that a crash may leave: after each step, with each legal subset of the names that
//! were not flushed yet and each way in which what was not flushed may have reached the disk.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::log::{Names, Node, Promise, Step, alter};

/// The files of the folder, each with its content.
pub type Files = BTreeMap<String, Vec<u8>>;

/// What was promised before a crash.
#[derive(Clone, Debug, Default, Hash)]
pub struct Promised {
    /// The changes that must survive.
    pub recorded: BTreeSet<usize>,
    /// The newest change that must be in the file itself.
    pub saved: usize,
}

/// Looks at every state; gives back how many there were, and calls `look` once for each that
/// differs from those before.
///
/// A step on names is on disk after the folder was flushed. Until then each may be there or not, in
/// any order, except that a step needs those before it that touch the same name. Bytes are on disk
/// after the file was flushed, and until then may be there in part, or as zeros.
pub fn crashes(
    story: &(Vec<Vec<u8>>, Names, Vec<Step>),
    look: &mut dyn FnMut(&Files, &Promised),
) -> usize {
    let (contents, names, log) = story;
    let mut seen = HashSet::new();
    let mut promised = Promised::default();
    let mut safe = names.clone();
    let mut loose: Vec<&Step> = Vec::new();
    let mut data: BTreeMap<Node, Data> =
        contents.iter().cloned().map(Data::of).enumerate().collect();
    let mut count = 0;
    for step in [None].into_iter().chain(log.iter().map(Some)) {
        match step {
            None => {}
            Some(Step::Told(Promise::Recorded(change))) => {
                promised.recorded.insert(*change);
            }
            Some(Step::Told(Promise::Saved(change))) => {
                promised.saved = promised.saved.max(*change);
            }
            Some(Step::FolderFlushed) => {
                for step in loose.drain(..) {
                    alter(&mut safe, step);
                }
            }
            Some(Step::Wrote { node, bytes, doomed }) => {
                let piece = Piece { bytes, doomed: *doomed, flushed: false };
                data.entry(*node).or_default().pieces.push(piece);
            }
            Some(Step::Emptied { node }) => *data.entry(*node).or_default() = Data::default(),
            Some(Step::Flushed { node }) => data.entry(*node).or_default().flush(),
            Some(step) => {
                if let Step::Made { node, .. } = step {
                    data.entry(*node).or_default();
                }
                loose.push(step);
            }
        }
        for names in subsets(&safe, &loose) {
            count += each(&names, &data, &mut |files| {
                if seen.insert(mark(files, &promised)) {
                    look(files, &promised);
                }
            });
        }
    }
    count
}

fn mark(files: &Files, promised: &Promised) -> u64 {
    let mut hasher = DefaultHasher::new();
    (files, promised).hash(&mut hasher);
    hasher.finish()
}

/// What a file holds on disk, and what was written since.
#[derive(Default)]
struct Data<'a> {
    safe: Vec<u8>,
    pieces: Vec<Piece<'a>>,
}

struct Piece<'a> {
    bytes: &'a [u8],
    /// A flush has failed: no later one brings it to the disk.
    doomed: bool,
    flushed: bool,
}

impl Data<'_> {
    fn of(content: Vec<u8>) -> Self {
        Self { safe: content, pieces: Vec::new() }
    }

    fn flush(&mut self) {
        for piece in &mut self.pieces {
            piece.flushed = !piece.doomed;
        }
        while self.pieces.first().is_some_and(|piece| piece.flushed) {
            self.safe.extend_from_slice(self.pieces.remove(0).bytes);
        }
    }

    /// Everything that the disk may hold.
    fn outcomes(&self) -> Vec<Vec<u8>> {
        // As far as something is on disk for certain, the file is as long; what is doomed before
        // that may be zeros, also in part.
        let sure = self.pieces.iter().rposition(|piece| piece.flushed).map_or(0, |at| at + 1);
        let mut begun = vec![self.safe.clone()];
        for piece in &self.pieces[..sure] {
            let ways = if piece.flushed { vec![piece.bytes.to_vec()] } else { holed(piece.bytes) };
            begun = begun
                .iter()
                .flat_map(|start| ways.iter().map(move |way| [&start[..], way].concat()))
                .collect();
        }
        let mut outcomes = Vec::new();
        for mut start in begun {
            outcomes.push(start.clone());
            for piece in &self.pieces[sure..] {
                let length = piece.bytes.len();
                outcomes.extend(holed(piece.bytes).iter().map(|way| [&start[..], way].concat()));
                for cut in [1, 8, 17, length / 2, length.saturating_sub(1)] {
                    outcomes.push([&start[..], &piece.bytes[..cut.min(length)]].concat());
                }
                start.extend_from_slice(piece.bytes);
            }
        }
        outcomes.sort();
        outcomes.dedup();
        outcomes
    }
}

/// Bytes that came, came as zeros, or came in one half.
fn holed(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (half, length) = (bytes.len() / 2, bytes.len());
    let zeros = |range: std::ops::Range<usize>| {
        let mut holed = bytes.to_vec();
        holed[range].fill(0);
        holed
    };
    vec![bytes.to_vec(), zeros(0..length), zeros(0..half), zeros(half..length)]
}

/// The names after each legal subset of the steps that were not flushed.
fn subsets(safe: &Names, loose: &[&Step]) -> BTreeSet<Names> {
    let mut all = BTreeSet::new();
    // Sessions flush the folder with each save, so this stays small; what faults pile up is taken
    // in its order up to the last ten steps.
    let settled = loose.len().saturating_sub(10);
    for chosen in 0..1_u32 << (loose.len() - settled) {
        let mut names = safe.clone();
        let mut left_out: BTreeSet<&str> = BTreeSet::new();
        let mut legal = true;
        for (at, step) in loose.iter().enumerate() {
            let taken = at < settled || chosen >> (at - settled) & 1 == 1;
            let touched = step.names();
            if !taken {
                left_out.extend(touched);
            } else if touched.iter().any(|name| left_out.contains(name)) || !alter(&mut names, step)
            {
                legal = false;
                break;
            }
        }
        if legal {
            all.insert(names);
        }
    }
    all
}

/// Calls `look` for every combination of what the named files may hold.
fn each(names: &Names, data: &BTreeMap<Node, Data<'_>>, look: &mut dyn FnMut(&Files)) -> usize {
    let mut states = vec![Files::new()];
    for (name, node) in names {
        let outcomes = data.get(node).map_or(vec![Vec::new()], Data::outcomes);
        states = states
            .into_iter()
            .flat_map(|files| {
                outcomes.iter().map(move |content| {
                    let mut files = files.clone();
                    files.insert(name.clone(), content.clone());
                    files
                })
            })
            .collect();
    }
    states.iter().for_each(look);
    states.len()
}

/// The files of a state, short enough to read.
pub fn shown(files: &Files) -> String {
    let short = |content: &[u8]| {
        let text = String::from_utf8_lossy(content).replace('\0', "0");
        let from = text.floor_char_boundary(text.len().saturating_sub(160));
        format!("{} bytes ..{:?}", content.len(), &text[from..])
    };
    files.iter().map(|(name, content)| format!("\n  {name}: {}", short(content))).collect()
}
