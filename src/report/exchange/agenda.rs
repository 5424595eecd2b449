//! A proposal for the agenda: one meeting for each pair of countries that have something to give
//! each other, in rounds in which no country is needed twice.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::{country, sought};
use crate::analysis::exchange::{Exchange, Match, Strength};
use crate::domain::Country;
use crate::report::table::{Cell, Column, Table};

/// A meeting of two countries.
#[derive(Clone, Debug, PartialEq)]
pub struct Meeting {
    /// The round that it is held in, from 1.
    pub round: u32,
    /// The two countries.
    pub countries: (Country, Country),
    /// Their names.
    pub names: (String, String),
    /// What they talk about: who seeks what, each topic once.
    pub topics: Vec<String>,
    /// How many strong matches it rests on.
    pub strong: u32,
    /// The sum of the points of its matches.
    pub points: u32,
}

/// The meetings, round by round; within a round those with the most strong matches first.
pub fn meetings(exchange: &Exchange<'_>) -> Vec<Meeting> {
    let mut pairs: BTreeMap<(Country, Country), Meeting> = BTreeMap::new();
    for found in &exchange.matches {
        add(exchange, found, &mut pairs);
    }
    let mut all: Vec<Meeting> = pairs.into_values().collect();
    all.sort_by_key(|m| (Reverse((m.strong, m.points)), m.countries));
    let mut busy: Vec<Vec<Country>> = Vec::new();
    for meeting in &mut all {
        let (a, b) = meeting.countries;
        let free = |round: &Vec<Country>| !round.contains(&a) && !round.contains(&b);
        let round = busy.iter().position(free).unwrap_or(busy.len());
        if round == busy.len() {
            busy.push(Vec::new());
        }
        busy[round].extend([a, b]);
        meeting.round = u32::try_from(round + 1).unwrap_or(u32::MAX);
    }
    // Stable: the order within a round stays.
    all.sort_by_key(|m| m.round);
    all
}

/// The meetings as a table.
pub fn agenda(exchange: &Exchange<'_>) -> Table {
    let row = |meeting: &Meeting| {
        vec![
            Cell::count(meeting.round),
            Cell::text(&*meeting.names.0),
            Cell::text(&*meeting.names.1),
            Cell::text(meeting.topics.join("; ")),
            Cell::count(meeting.strong),
            Cell::count(meeting.points),
        ]
    };
    Table {
        title: "Who meets whom".into(),
        columns: vec![
            Column::number("round", "Round"),
            Column::text("first", "Country"),
            Column::text("second", "meets"),
            Column::text("topics", "To talk about"),
            Column::number("strong", "Strong fits"),
            Column::number("points", "Points"),
        ],
        rows: meetings(exchange).iter().map(row).collect(),
        notes: vec!["in one round every country has at most one meeting".into()],
    }
}

fn add(exchange: &Exchange<'_>, found: &Match, pairs: &mut BTreeMap<(Country, Country), Meeting>) {
    let (Some(request), Some(offer)) =
        (exchange.requests.get(found.request), exchange.offers.get(found.offer))
    else {
        return;
    };
    let side =
        |scored: crate::analysis::Scored<'_>| (scored.assessment.key.country, country(scored));
    let (seeker, giver) = (side(request.scored), side(offer.scored));
    let topic = format!("{} seeks: {}", seeker.1, sought(request));
    let (first, second) = if seeker.0 <= giver.0 { (seeker, giver) } else { (giver, seeker) };
    let meeting = pairs.entry((first.0, second.0)).or_insert_with(|| Meeting {
        round: 0,
        countries: (first.0, second.0),
        names: (first.1, second.1),
        topics: Vec::new(),
        strong: 0,
        points: 0,
    });
    if !meeting.topics.contains(&topic) {
        meeting.topics.push(topic);
    }
    meeting.strong += u32::from(found.strength == Strength::Strong);
    meeting.points += found.points;
}
