//! The tiny framework, and assessments that are answered against it.

use std::path::Path;

use anyhow::Result;
use stocktake::domain::{Assessment, Change, Framework, Key, Selection};
use stocktake::store::{Document, read_framework};
use stocktake::workspace::pin;

pub fn framework() -> Result<Framework> {
    Ok(read_framework(Path::new("tiny.toml"), include_str!("../documents/tiny.toml"))?)
}

pub fn key() -> Key {
    Selection::new("XAA/2025").ok().and_then(|s| s.single()).expect("a selection of one")
}

/// An assessment with what fits of some changes applied, and its document.
pub fn edited(framework: &Framework, start: &Assessment, changes: &[Change]) -> Assessment {
    let mut assessment = start.clone();
    for change in changes {
        // What does not fit is not an accepted edit.
        let _ = assessment.apply(framework, change);
    }
    assessment
}

pub fn blank(framework: &Framework) -> Assessment {
    Assessment::blank(key(), pin(framework))
}

pub fn text(framework: &Framework, assessment: &Assessment) -> String {
    Document::new(assessment, framework).text()
}
