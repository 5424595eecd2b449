//! The countries of the heat map through the years.

use std::collections::HashMap;

use crate::analysis::choose::{Choice, When, choose};
use crate::analysis::countries::usual_framework;
use crate::analysis::panel::{Point, panel};
use crate::domain::{Country, Perspective};
use crate::report::panel::rests;
use crate::report::shown;
use crate::tui::data::Data;

/// Every node of every country in every year, on the framework of the heat map.
#[derive(Debug)]
pub struct Trends {
    /// The years, oldest first.
    pub years: Vec<i16>,
    /// The content of the framework whose places the nodes have.
    digest: String,
    /// By country, node and year.
    points: HashMap<Country, Vec<Vec<Option<Point>>>>,
}

impl Trends {
    /// Works the trends out; `None` where there is nothing to compare.
    pub fn of(data: &Data) -> Option<Self> {
        let scored = data.scored();
        let choice = Choice { when: When::Latest, perspective: Perspective::Own };
        let framework = usual_framework(&choose(scored.iter().copied(), choice))?;
        let places = (0..framework.nodes().len()).collect();
        let found = panel(scored, framework, places, &mut data.comparisons());
        let of =
            |row: crate::analysis::panel::Row<'_>| (row.newest.assessment.key.country, row.nodes);
        Some(Self {
            years: found.years,
            digest: framework.digest().to_owned(),
            points: found.rows.into_iter().map(of).collect(),
        })
    }

    /// One node of one country, where the map shows this framework.
    pub fn points(&self, digest: &str, country: Country, place: usize) -> Option<&[Option<Point>]> {
        let nodes = self.points.get(&country).filter(|_| self.digest == digest)?;
        nodes.get(place).map(Vec::as_slice)
    }

    /// The same in words: the years that have a round, with their values.
    pub fn words(&self, points: &[Option<Point>]) -> String {
        let rounds =
            self.years.iter().zip(points).filter_map(|(year, point)| Some((year, (*point)?)));
        let said = rounds.map(|(year, point)| {
            let mark = match (point.breaks, point.caution) {
                (true, _) => " !",
                (_, true) => " ~",
                _ => "",
            };
            match point.percent {
                Some(percent) => format!("{year} {}{}{mark}", shown(percent, 1), rests(&point)),
                None => format!("{year} no finding"),
            }
        });
        said.collect::<Vec<_>>().join(", ")
    }
}
