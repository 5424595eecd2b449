//! Packets: a part of an assessment that a sub-group fills in by itself, and that comes back.
//!
//! A packet is a workspace of its own, a folder that fits on a stick: the part of the assessment,
//! the frameworks of one's own, a copy of the part as it was handed out, and a slip that says what
//! it is. So everything that the program does works in it as it is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::{MergedFile, OpenError, Workspace, WorkspaceError};
use crate::domain::packet::{cut, ids_below, is_outside};
use crate::domain::{Field, Id, Key, Place, Problem, Selection, Side, digest};
use crate::store::{BadFile, Document, Located, list_toml, read_text, replace};

/// The slip of a packet.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Slip {
    /// The packet's name, by which the workspace remembers what it has taken from it.
    pub id: String,
    /// The assessment, as a selection.
    pub assessment: String,
    /// The nodes that it holds, with everything below them.
    pub components: Vec<String>,
    /// The digest of the part as it was handed out.
    pub base: String,
}

/// A packet that was made.
#[derive(Clone, Debug)]
pub struct Cut {
    /// What its slip says.
    pub slip: Slip,
    /// How many questions it holds.
    pub questions: usize,
    /// How many pieces of confidential evidence travel with it.
    pub confidential: usize,
}

/// A packet as it would come back, or has.
#[derive(Debug)]
pub struct Returned {
    /// What its slip says.
    pub slip: Slip,
    /// What the merge comes to.
    pub merged: MergedFile,
    /// What the sub-group changed beyond what the packet was about.
    pub outside: Vec<Field>,
    /// Our file.
    pub path: PathBuf,
    /// The text of the packet, which is remembered once it is taken.
    text: String,
}

/// The slip, and the part as it was handed out.
const SLIP: &str = "packet.toml";
const BASE: &str = "base.toml";
/// The folder in which a workspace remembers the packets that it has taken.
const TAKEN: &str = "packets";

const HEAD: &str = "\
# A packet of stocktake: a part of an assessment, for a sub-group to fill in.
# Work in it with stocktake --workspace THIS-FOLDER, on the screens or by commands, and give the
# whole folder back. base.toml is the part as it was handed out: leave it as it is.
";

impl Workspace {
    /// Makes a packet of some nodes of an assessment in a new folder.
    ///
    /// # Errors
    /// When the assessment cannot be used, a node is not there, or the folder is in use.
    pub fn cut_packet(
        &self,
        key: &Key,
        nodes: &[Id],
        folder: &Path,
    ) -> Result<Cut, WorkspaceError> {
        let opened = self.read(key)?;
        let framework = &opened.framework;
        if let Some(id) = nodes.iter().find(|id| framework.find(id.as_str()).is_none()) {
            let (of, version) = (&framework.id, &framework.version);
            let why = format!("'{id}' is not in framework {of} {version}");
            return Err(WorkspaceError::Content(why));
        }
        let mut there = fs::read_dir(folder).into_iter().flatten();
        if there.next().is_some() || folder.is_file() {
            return Err(WorkspaceError::Exists(folder.to_owned()));
        }
        let ids = ids_below(framework, nodes);
        let part = cut(&opened.assessment, &ids);
        let text = Document::new(&part, framework).text();
        let base = digest(text.as_bytes());
        let components: Vec<String> = nodes.iter().map(ToString::to_string).collect();
        let mark = digest(format!("{base} {key} {}", components.join(" ")).as_bytes());
        let id = format!(
            "packet-{}",
            mark.rsplit(':').next().unwrap_or_default().get(..12).unwrap_or_default()
        );
        let slip = Slip { id, assessment: key.to_string(), components, base };
        Self::init(folder)?;
        for path in list_toml(&self.frameworks()) {
            let name = path.file_name().unwrap_or_default();
            let content = read_text(&path).map_err(OpenError::Bad)?;
            replace(&folder.join("frameworks").join(name), content.as_bytes())?;
        }
        let packet = Self::open(folder)?;
        replace(&packet.path_of(key), text.as_bytes())?;
        replace(&folder.join(BASE), text.as_bytes())?;
        let said = toml::to_string(&slip).map_err(|e| WorkspaceError::Content(e.to_string()))?;
        replace(&folder.join(SLIP), format!("{HEAD}{said}").as_bytes())?;
        Ok(Cut {
            slip,
            questions: framework.questions().filter(|(_, node, _)| ids.contains(&node.id)).count(),
            confidential: part.evidence.iter().filter(|e| e.confidential).count(),
        })
    }

    /// Reads a packet that came back and merges it in memory; nothing is written.
    ///
    /// The base is the packet as it was last taken, else as it was handed out, so that taking a
    /// packet twice brings in only what was changed in between. `from_cut` takes the latter.
    ///
    /// # Errors
    /// When the packet or our assessment cannot be used, or the two cannot be merged.
    pub fn return_packet(
        &self,
        folder: &Path,
        by: &str,
        from_cut: bool,
    ) -> Result<Returned, WorkspaceError> {
        // The slip itself may be named in place of the folder.
        let folder = if folder.is_file() { folder.parent().unwrap_or(folder) } else { folder };
        let slip = read_slip(&folder.join(SLIP))?;
        let key = Selection::new(&slip.assessment).ok().and_then(|s| s.single());
        let key = key.ok_or_else(|| {
            WorkspaceError::Content(format!("'{}' is no assessment", slip.assessment))
        })?;
        let read = |path: &Path| read_text(path).map_err(OpenError::Bad);
        let theirs = Self::open(folder)?.path_of(&key);
        let ours = self.path_of(&key);
        let text = read(&theirs)?;
        let taken = self.taken(&slip)?;
        let base = if taken.is_file() && !from_cut { taken } else { folder.join(BASE) };
        let base_text = read(&base)?;
        if base == folder.join(BASE) && digest(base_text.as_bytes()) != slip.base {
            let why = format!("{} is not what was handed out", base.display());
            return Err(WorkspaceError::Content(why));
        }
        let side = Side {
            by: if by.is_empty() { slip.id.clone() } else { by.to_owned() },
            ..Side::default()
        };
        let our_text = self.read_with_text(&key)?.1;
        let texts = [(base.as_path(), &*base_text), (&ours, &our_text), (&theirs, &text)];
        let merged = self.merge_texts(texts, [&Side::default(), &side])?;
        let nodes: Result<Vec<Id>, _> = slip.components.iter().map(|id| Id::new(id)).collect();
        let framework = self.read(&key)?.framework;
        let ids: BTreeSet<Id> = ids_below(&framework, &nodes.map_err(WorkspaceError::Content)?);
        let incoming = merged.incoming().into_iter().map(|d| d.field);
        let found = merged.merged.conflicts.iter().map(|c| c.field.clone());
        let outside = incoming.chain(found).filter(|field| is_outside(field, &ids)).collect();
        Ok(Returned { slip, merged, outside, path: ours, text })
    }

    /// Writes what a packet brought, and remembers what was taken from it.
    ///
    /// # Errors
    /// When our file was changed meanwhile, or cannot be saved.
    pub fn take_packet(&self, returned: &Returned) -> Result<(), WorkspaceError> {
        self.write_merged(&returned.path, &returned.merged)?;
        // Last: without it the same packet is merged once more, which changes nothing.
        Ok(replace(&self.taken(&returned.slip)?, returned.text.as_bytes())?)
    }

    /// Where the workspace remembers a packet.
    fn taken(&self, slip: &Slip) -> Result<PathBuf, WorkspaceError> {
        // The name becomes part of a path.
        let id = Id::new(&slip.id).map_err(WorkspaceError::Content)?;
        Ok(self.root().join(TAKEN).join(format!("{id}.toml")))
    }
}

fn read_slip(path: &Path) -> Result<Slip, WorkspaceError> {
    let text = read_text(path).map_err(OpenError::Bad)?;
    toml::from_str(&text).map_err(|error| {
        let place = error.span().map_or_else(Place::top, Place::span);
        let problem = Problem::error("packet", place, error.message())
            .hint("the slip of a packet is written by stocktake packet cut: take it as it was");
        let problems = Located::all(path, &text, vec![problem]);
        OpenError::Bad(BadFile { path: path.to_owned(), problems }).into()
    })
}
