//! What a simulated file system did, in steps as small as a crash can tell apart.

use std::collections::BTreeMap;

/// A file, whatever it is called.
pub type Node = usize;

/// One step.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// A name was made for a new, empty file.
    Made { name: String, node: Node },
    /// Bytes were added to the end of a file. `doomed`: a flush has failed since, after which the
    /// system forgets that they are not on disk.
    Wrote { node: Node, bytes: Vec<u8>, doomed: bool },
    /// A file was emptied.
    Emptied { node: Node },
    /// What was written to a file is on disk.
    Flushed { node: Node },
    /// A file got another name.
    Renamed { from: String, to: String },
    /// Two files exchanged their names.
    Exchanged { a: String, b: String },
    /// A name was taken away.
    Removed { name: String },
    /// The names are on disk.
    FolderFlushed,
    /// Whoever saves was told something that must be true from here on.
    Told(Promise),
}

/// What was promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promise {
    /// The change of this number survives.
    Recorded(usize),
    /// The file holds everything up to the change of this number.
    Saved(usize),
}

impl Step {
    /// The names that a step on the folder touches; none for the others.
    pub fn names(&self) -> Vec<&str> {
        match self {
            Self::Made { name, .. } | Self::Removed { name } => vec![name],
            Self::Renamed { from, to } => vec![from, to],
            Self::Exchanged { a, b } => vec![a, b],
            _ => Vec::new(),
        }
    }
}

/// The names of one folder, each with the file behind it.
pub type Names = BTreeMap<String, Node>;

/// Does a step on names; `false` where what it needs is not there.
pub fn alter(names: &mut Names, step: &Step) -> bool {
    match step {
        Step::Made { name, node } => {
            names.insert(name.clone(), *node);
            true
        }
        Step::Removed { name } => names.remove(name).is_some(),
        Step::Renamed { from, to } => match names.remove(from) {
            Some(node) => {
                names.insert(to.clone(), node);
                true
            }
            None => false,
        },
        Step::Exchanged { a, b } => match (names.get(a).copied(), names.get(b).copied()) {
            (Some(one), Some(other)) => {
                names.insert(a.clone(), other);
                names.insert(b.clone(), one);
                true
            }
            _ => false,
        },
        _ => true,
    }
}
