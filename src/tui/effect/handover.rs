//! Putting a file for others together and writing it.

use std::path::{Path, PathBuf};

use crate::analysis::comparable::Comparisons;
use crate::analysis::exchange::exchange;
use crate::analysis::priorities::priorities;
use crate::analysis::years::compare;
use crate::domain::Key;
use crate::export::{Format, render};
use crate::report::{self, Block, Depth, Document};
use crate::tui::data::{Data, Loaded, Wanted};
use crate::tui::job::Pace;
use crate::tui::screens::export::What;
use crate::workspace::Workspace;

/// The most offers that are named for a request.
const MOST: usize = 3;

/// Writes what was asked for into the folder of exports, and says where it is.
pub(super) fn write(
    workspace: &Workspace,
    key: &Key,
    what: What,
    format: Format,
    pace: &Pace,
) -> Result<PathBuf, String> {
    let document = document(workspace, key, what, pace)?;
    let content = render(&document, format).map_err(|error| error.to_string())?;
    let name = match what {
        What::Exchange => format!("exchange.{}", format.name()),
        _ => {
            format!("{}-{}-{}-{}.{}", key.country, key.year, key.stem(), what.name(), format.name())
        }
    };
    workspace.write_export(Path::new(&name), &content).map_err(|error| error.to_string())
}

fn document(workspace: &Workspace, key: &Key, what: What, pace: &Pace) -> Result<Document, String> {
    if what == What::Exchange {
        let data = Data::read(workspace, &Wanted::Countries, pace)?;
        return Ok(report::exchange::document(&exchange(&data.scored(), MOST)));
    }
    let mut data = Data::read(workspace, &Wanted::Series(key.clone()), pace)?;
    data.loaded.retain(|loaded| loaded.opened.assessment.key.year <= key.year);
    let newest = data.loaded.iter().find(|l| l.opened.assessment.key == *key);
    let scored = newest.map(Loaded::scored).ok_or_else(|| format!("{key} cannot be read"))?;
    Ok(match what {
        What::Priorities => report::priorities::document(scored, &priorities(scored)),
        What::Scores => {
            let table = report::scores(&[scored], Depth::All, report::Overall::Hidden);
            let mut document = Document::new("Scores", table.title.clone());
            document.section("Scores", vec![Block::Table(table)]);
            document.data = Some(report::tidy_scores(scored, Depth::All));
            document
        }
        What::Report | What::Exchange => {
            let years = data.scored();
            let mut comparisons = Comparisons::default();
            let series = (years.len() > 1).then(|| compare(&years, &mut comparisons));
            report::national::document(scored, series.as_ref())
        }
    })
}
