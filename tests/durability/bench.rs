//! A workspace with one assessment, and changes that tell in the file which of them are in it.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use stocktake::domain::{
    Assessment, Boxed, Change, Entry, Evidence, EvidenceKind, Id, Key, Sector, Selection, Stance,
};
use stocktake::workspace::{New, Workspace};

pub struct Bench {
    folder: tempfile::TempDir,
    pub workspace: Workspace,
    pub key: Key,
}

impl Bench {
    /// For a session whose disk is simulated: wherever it is quick.
    pub fn new() -> Result<Self> {
        Self::in_folder(tempfile::tempdir()?)
    }

    /// For the real program, on the disk that the tests are built on. In memory a file is written
    /// so fast that hardly a kill comes in between, and a store that is broken goes unnoticed.
    pub fn on_disk() -> Result<Self> {
        Self::in_folder(tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?)
    }

    fn in_folder(folder: tempfile::TempDir) -> Result<Self> {
        let root = folder.path();
        fs::create_dir_all(root.join("frameworks"))?;
        let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/tiny.toml");
        fs::copy(tiny, root.join("frameworks/tiny.toml"))?;
        let workspace = Workspace::open(root)?;
        let key =
            Selection::new("XAA/2025").map_err(anyhow::Error::msg)?.single().context("a key")?;
        let framework = Some(id("tiny"));
        workspace.create(&New { key: key.clone(), framework, version: None, from: None })?;
        Ok(Self { folder, workspace, key })
    }

    pub fn root(&self) -> &Path {
        self.folder.path()
    }

    pub fn file(&self) -> PathBuf {
        self.workspace.path_of(&self.key)
    }

    /// The folder of the assessment.
    pub fn place(&self) -> PathBuf {
        self.file().parent().unwrap_or(Path::new(".")).to_owned()
    }
}

fn id(text: &str) -> Id {
    Id::new(text).expect("the ids of this test are ids")
}

/// The step of this number: one entry that no other step touches, and a box that every step
/// overwrites.
pub fn step(number: usize) -> Vec<Change> {
    let entry = Entry::Evidence(Evidence {
        id: id(&format!("e{number}")),
        kind: EvidenceKind::Survey,
        title: format!("Number {number} of \"many\""),
        issuer: String::new(),
        sector: Sector::Independent,
        date: None,
        valid_until: None,
        unit: String::new(),
        language: String::new(),
        reference: String::new(),
        page: String::new(),
        holder: String::new(),
        confidential: false,
        stance: Stance::For,
    });
    vec![Change::put(entry), Change::Text(id("b"), Boxed::Claim, number.to_string())]
}

/// Which steps are in an assessment: the number in the box, and the entries.
pub fn steps_in(assessment: &Assessment) -> (usize, Vec<usize>) {
    let claim =
        assessment.answers.get(&id("b")).map_or("", |answer| answer.boxes.get(Boxed::Claim));
    let number = |id: &Id| id.as_str().strip_prefix('e').and_then(|n| n.parse().ok());
    let entries = assessment.evidence.iter().filter_map(|e| number(&e.id)).collect();
    (claim.parse().unwrap_or(0), entries)
}
