//! Making a framework file of a table, a library or a form of others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::domain::limits::{TABLE_BYTES, WORKBOOK_BYTES};
use crate::domain::translation::{Place, Translation, Word, mark};
use crate::domain::{DraftFramework, Framework, Id};
use crate::import::{
    FrameworkTable, Remark, is_level_table, read_form, read_framework_table, read_level_table,
    read_library,
};
use crate::store::{
    self, read_bytes_of, read_framework, read_text_of, write_framework, write_translation,
};
use crate::workspace::{OpenError, Workspace, WorkspaceError};

/// A framework that was imported.
#[derive(Debug)]
pub struct Imported {
    /// Its file.
    pub path: PathBuf,
    /// The side files of its translations.
    pub side_files: Vec<PathBuf>,
    /// Its questions.
    pub questions: usize,
    /// Its nodes, the root not counted.
    pub nodes: usize,
    /// What could not be carried: the line, or the sheet and the row, and what is to be said.
    pub left_out: Vec<(String, String)>,
}

/// What others wrote, in our terms.
#[derive(Default)]
struct Brought {
    draft: DraftFramework,
    words: BTreeMap<String, BTreeMap<Place, String>>,
    left_out: Vec<(String, String)>,
}

impl Workspace {
    /// Makes a framework file of a long table, a library or a form; `only` chooses one of several
    /// frameworks in it.
    ///
    /// # Errors
    /// When the table is not as it should be, the file is there already, or it cannot be saved.
    pub fn import_framework(
        &self,
        table: &Path,
        more: &FrameworkTable,
        only: Option<&str>,
        out: Option<&Path>,
    ) -> Result<Imported, WorkspaceError> {
        // The id becomes a file name, so it is checked before anything else.
        let id = Id::new(&more.id).map_err(WorkspaceError::Content)?;
        let Brought { draft, words, left_out } = bring(table, more, only)?;
        let path = out.map_or_else(|| self.frameworks().join(format!("{id}.toml")), Path::to_owned);
        let beside = |language: &String| path.with_file_name(format!("{id}.{language}.toml"));
        let all = [path.clone()].into_iter().chain(words.keys().map(beside));
        if let Some(there) = all.into_iter().find(|path| path.exists()) {
            return Err(WorkspaceError::Exists(there));
        }
        let content = write_framework(&draft).map_err(WorkspaceError::Content)?;
        let framework = read_framework(&path, &content)
            .map_err(|bad| WorkspaceError::Open(OpenError::Bad(bad)))?;
        let content = self.headed_framework(&path, &content);
        store::replace(&path, content.as_bytes())?;
        let mut side_files = Vec::new();
        for (language, words) in words {
            let side_file = beside(&language);
            let translation = translation(&framework, language, &words);
            let text = format!("{HEAD}{}", write_translation(&translation, &framework));
            store::replace(&side_file, text.as_bytes())?;
            side_files.push(side_file);
        }
        let questions = framework.questions().count();
        let nodes = framework.nodes().len() - 1 - questions;
        Ok(Imported { path, side_files, questions, nodes, left_out })
    }
}

const HEAD: &str = "\
# Words in another language, as they came in; reviewed = true once a person has read them.
";

fn bring(
    table: &Path,
    more: &FrameworkTable,
    only: Option<&str>,
) -> Result<Brought, WorkspaceError> {
    let extension = table.extension().and_then(|e| e.to_str()).unwrap_or_default();
    let extension = extension.to_ascii_lowercase();
    let refuse = |lines: Vec<String>| WorkspaceError::Content(lines.join("\n"));
    if matches!(extension.as_str(), "xlsx" | "xlsm") {
        if only.is_some() {
            let why = "a form holds one framework: leave --only away";
            return Err(WorkspaceError::Content(why.into()));
        }
        let bytes = read_bytes_of(table, WORKBOOK_BYTES).map_err(OpenError::Bad)?;
        let form = read_form(&bytes, more).map_err(|wrong| {
            let line = |noted: &crate::import::Noted| {
                format!("{}:{}: error[form]: {}", table.display(), noted.place(), noted.why())
            };
            refuse(wrong.iter().map(line).collect())
        })?;
        let noted = form.left_out.iter().map(|noted| (noted.place(), noted.why().to_owned()));
        let left_out = noted.collect();
        return Ok(Brought { draft: form.draft, words: form.words, left_out });
    }
    let text = read_text_of(table, TABLE_BYTES).map_err(OpenError::Bad)?;
    let read = match is_level_table(&text) {
        _ if matches!(extension.as_str(), "yaml" | "yml") => {
            read_library(&text, more, only).map(|read| (read.draft, read.left_out))
        }
        true => read_level_table(&text, more, only).map(|read| (read.draft, read.left_out)),
        false => read_framework_table(&text, more).map(|draft| (draft, Vec::new())),
    };
    let (draft, left_out): (_, Vec<Remark>) = read.map_err(|wrong| {
        let line =
            |(line, why): &Remark| format!("{}:{line}:1: error[table]: {why}", table.display());
        refuse(wrong.iter().map(line).collect())
    })?;
    let left_out = left_out.into_iter().map(|(line, why)| (line.to_string(), why)).collect();
    Ok(Brought { draft, left_out, ..Brought::default() })
}

/// The words that have a place in the framework, each with the mark of what it translates.
fn translation(
    framework: &Framework,
    language: String,
    words: &BTreeMap<Place, String>,
) -> Translation {
    let word = |(place, source): (Place, &str)| {
        let text = words.get(&place)?.clone();
        Some((place, Word { text, of: mark(source) }))
    };
    Translation {
        framework: framework.family().clone(),
        version: framework.version.clone(),
        language,
        reviewed: false,
        words: framework.translatable().into_iter().filter_map(word).collect(),
    }
}
