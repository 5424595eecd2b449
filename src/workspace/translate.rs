//! A framework in other languages: what there is, what is missing, and what translators send back.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use super::{OpenError, Workspace, WorkspaceError};
use crate::domain::translation::{Place, Translation, Word, mark};
use crate::domain::{Framework, Id};
use crate::import::TranslatedRow;
use crate::store::{self, BadFile, write_translation};

/// What an import of translated texts did.
#[derive(Debug, Default)]
pub struct TranslationReport {
    /// The side file.
    pub path: PathBuf,
    /// Texts that are new or different now.
    pub taken: usize,
    /// Rows without a translation.
    pub blank: usize,
    /// Places that the framework does not have.
    pub unknown: Vec<String>,
}

impl Workspace {
    /// The translations of a framework, and the side files of it that cannot be used. A side file
    /// of another version serves too: what has changed since shows as stale. An overlay speaks in
    /// the words of its base, and of its own side files before them.
    pub fn translations(&self, framework: &Framework) -> (Vec<Translation>, Vec<BadFile>) {
        let (mut good, mut bad) = self.side_files(framework.family());
        if framework.base.is_some() {
            let (own, unusable) = self.side_files(&framework.id);
            bad.extend(unusable);
            for overlay in own {
                match good.iter_mut().find(|base| base.language == overlay.language) {
                    Some(base) => base.put_over(overlay),
                    None => good.push(overlay),
                }
            }
        }
        (good, bad)
    }

    /// The side files that name a framework, and those of them that cannot be used.
    fn side_files(&self, id: &Id) -> (Vec<Translation>, Vec<BadFile>) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for read in self.library.translations(id.as_str()) {
            match read {
                Ok(translation) => good.push(translation),
                Err(file) => bad.push(file),
            }
        }
        (good, bad)
    }

    /// The framework in a language, with the texts that have no translation in its own.
    ///
    /// # Errors
    /// When there is no such translation, or its file is broken.
    pub fn in_language(
        &self,
        framework: &Arc<Framework>,
        language: &str,
    ) -> Result<Arc<Framework>, WorkspaceError> {
        if framework.language == language {
            return Ok(Arc::clone(framework));
        }
        let (good, bad) = self.translations(framework);
        match good.iter().find(|t| t.language == language) {
            Some(translation) => Ok(Arc::new(framework.in_language(translation))),
            None => Err(match bad.into_iter().next() {
                Some(bad) => WorkspaceError::Open(OpenError::Bad(bad)),
                None => WorkspaceError::Content(format!(
                    "there is no translation of {} into '{language}' here",
                    framework.id
                )),
            }),
        }
    }

    /// The translation of a framework into a language, empty where there is none yet.
    ///
    /// # Errors
    /// When a side file of the framework is broken: writing it anew would lose what it holds.
    pub fn translation(
        &self,
        framework: &Framework,
        language: &str,
    ) -> Result<Translation, WorkspaceError> {
        let (good, bad) = self.translations(framework);
        if let Some(bad) = bad.into_iter().next() {
            return Err(WorkspaceError::Open(OpenError::Bad(bad)));
        }
        Ok(in_language(good, language).unwrap_or_else(|| none_yet(framework, language)))
    }

    /// Takes what translators sent back into the side file of a language. Each text is marked with
    /// the text that it was made from. What an overlay has from its base and its translators left as
    /// it is stays in the base's side file, which is not touched.
    ///
    /// # Errors
    /// When the language is no tag, or the side file cannot be read or saved.
    pub fn take_translations(
        &self,
        framework: &Framework,
        language: &str,
        rows: &[TranslatedRow],
    ) -> Result<TranslationReport, WorkspaceError> {
        // The language becomes part of a file name.
        let tag = Id::new(language).map_err(WorkspaceError::Content)?;
        let shown = self.translation(framework, language)?;
        let own = in_language(self.side_files(&framework.id).0, language);
        let mut translation = own.unwrap_or_else(|| none_yet(framework, language));
        translation.version.clone_from(&framework.version);
        let places: BTreeMap<String, Place> = framework
            .translatable()
            .into_iter()
            .map(|(place, _)| (place.key(framework), place))
            .collect();
        let mut report = TranslationReport::default();
        for row in rows {
            match places.get(&row.place) {
                None => report.unknown.push(row.place.clone()),
                Some(_) if row.text.trim().is_empty() => report.blank += 1,
                Some(place) => {
                    let word = Word { text: row.text.clone(), of: mark(&row.source) };
                    if shown.words.get(place) != Some(&word) {
                        translation.words.insert(place.clone(), word);
                        report.taken += 1;
                    }
                }
            }
        }
        let name = format!("{}.{tag}.toml", framework.id);
        report.path = self.frameworks().join(name);
        let head = "# Words in another language; reviewed = true once a person has read them.\n";
        let text = format!("{head}{}", write_translation(&translation, framework));
        store::replace(&report.path, text.as_bytes())?;
        Ok(report)
    }
}

fn in_language(all: Vec<Translation>, language: &str) -> Option<Translation> {
    all.into_iter().find(|translation| translation.language == language)
}

fn none_yet(framework: &Framework, language: &str) -> Translation {
    Translation {
        framework: framework.id.clone(),
        version: framework.version.clone(),
        language: language.to_owned(),
        reviewed: false,
        words: BTreeMap::new(),
    }
}
