//! Scenarios: what if.

use std::path::PathBuf;

use super::{Opened, Workspace, WorkspaceError};
use crate::domain::{Id, Key, Place, Problem, Scenario};
use crate::store::{
    BadFile, Located, list_toml, read_scenario, read_text, replace, write_scenario,
};

/// A scenario that was kept.
#[derive(Clone, Debug)]
pub struct KeptScenario {
    /// Its name.
    pub name: Id,
    /// What it supposes.
    pub scenario: Scenario,
}

impl Workspace {
    /// The folder of the scenarios.
    pub fn scenarios(&self) -> PathBuf {
        self.root.join("scenarios")
    }

    fn scenario_path(&self, name: &Id) -> PathBuf {
        self.scenarios().join(format!("{name}.toml"))
    }

    /// Whether a scenario of this name was kept.
    pub fn has_scenario(&self, name: &Id) -> bool {
        self.scenario_path(name).exists()
    }

    /// Reads a scenario and holds it against the assessment that it is laid over.
    ///
    /// # Errors
    /// When it is not there, cannot be read, or does not fit.
    pub fn read_scenario(&self, name: &Id, opened: &Opened) -> Result<Scenario, BadFile> {
        let path = self.scenario_path(name);
        let text = read_text(&path)?;
        let scenario = read_scenario(&path, &text)?;
        scenario.fits(&opened.assessment, &opened.framework).map_err(|why| {
            let problem = Problem::error("scenario", Place::top(), why)
                .hint("correct the file, or keep the scenario anew");
            BadFile { path: path.clone(), problems: Located::all(&path, &text, vec![problem]) }
        })?;
        Ok(scenario)
    }

    /// Keeps a scenario under a name.
    ///
    /// # Errors
    /// When the name is taken and `anew` is not given, or the file cannot be saved.
    pub fn keep_scenario(
        &self,
        name: &Id,
        scenario: &Scenario,
        anew: bool,
    ) -> Result<PathBuf, WorkspaceError> {
        let path = self.scenario_path(name);
        if path.exists() && !anew {
            return Err(WorkspaceError::Exists(path));
        }
        replace(&path, write_scenario(scenario).as_bytes())?;
        Ok(path)
    }

    /// The scenarios that are laid over an assessment, by name, and the files that cannot be read.
    pub fn list_scenarios(&self, key: &Key) -> (Vec<KeptScenario>, Vec<BadFile>) {
        let (mut kept, mut bad) = (Vec::new(), Vec::new());
        for path in list_toml(&self.scenarios()) {
            let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let Some(name) = stem.and_then(|stem| Id::new(&stem).ok()) else { continue };
            match read_text(&path).and_then(|text| read_scenario(&path, &text)) {
                Ok(scenario) if scenario.of == *key => kept.push(KeptScenario { name, scenario }),
                Ok(_) => {}
                Err(file) => bad.push(file),
            }
        }
        (kept, bad)
    }
}
