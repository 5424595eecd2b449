//! The accountability map: who must do what, at each step of a case and at each level.

use super::actions::label;
use crate::analysis::Scored;
use crate::domain::{CaseStep, Duty, Role, Tier};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::{assessment_label, name_of};

/// The map: a row for each step of a case, a column for each level; who leads stands first.
pub fn duty_map(scored: Scored<'_>) -> Table {
    let all = &scored.assessment.duties;
    let mut columns = vec![Column::text("step", "Step of a case")];
    columns.extend(Tier::ALL.map(|(_, name)| Column::text(name, name)));
    columns.push(Column::text("gaps", "What is missing"));
    let row = |(step, _): &(CaseStep, &'static str)| {
        let here: Vec<&Duty> = all.iter().filter(|duty| duty.step == *step).collect();
        let mut cells = vec![Cell::text(step_text(*step))];
        cells.extend(Tier::ALL.map(|(tier, _)| {
            let mut bodies: Vec<&&Duty> = here.iter().filter(|duty| duty.level == tier).collect();
            bodies.sort_by_key(|duty| duty.role);
            let bodies: Vec<String> = bodies.into_iter().map(|duty| body(duty)).collect();
            Cell::text(bodies.join("; "))
        }));
        let mut gaps: Vec<String> = Vec::new();
        if here.is_empty() {
            gaps.push("nobody is named".into());
        } else if !here.iter().any(|duty| duty.role == Role::Leads) {
            gaps.push("nobody leads".into());
        }
        for duty in &here {
            if duty.basis.is_empty() {
                gaps.push(format!("{}: laid down nowhere", duty.body));
            }
            if !duty.gap.is_empty() {
                gaps.push(format!("{}: {}", duty.body, duty.gap));
            }
        }
        cells.push(Cell::text(gaps.join("; ")));
        cells
    };
    Table {
        title: format!("{}: who must do what for a case", assessment_label(scored.assessment)),
        columns,
        rows: CaseStep::ALL.iter().map(row).collect(),
        notes: vec![
            "first who leads, then who takes part (+), is told (i) and watches over it (o)".into(),
        ],
    }
}

/// Every duty with every field, in the order of a case; also for machines.
pub fn duties(scored: Scored<'_>) -> Table {
    let key = &scored.assessment.key;
    let mut all: Vec<&Duty> = scored.assessment.duties.iter().collect();
    all.sort_by_key(|duty| (duty.step, duty.level, duty.role));
    let row = |duty: &&Duty| {
        let about: Vec<String> = duty.about.iter().map(|id| label(scored, id)).collect();
        vec![
            Cell::text(key.country.as_str()),
            Cell::number(f64::from(key.year), 0),
            Cell::text(duty.id.as_str()),
            Cell::text(name_of(&CaseStep::ALL, &duty.step)),
            Cell::text(name_of(&Tier::ALL, &duty.level)),
            Cell::text(&*duty.body),
            Cell::text(name_of(&Role::ALL, &duty.role)),
            Cell::text(&*duty.task),
            Cell::text(&*duty.within),
            Cell::text(&*duty.basis),
            Cell::text(about.join(", ")),
            Cell::text(&*duty.gap),
        ]
    };
    Table {
        title: "Duties".into(),
        columns: vec![
            Column::text("country", "Country"),
            Column::number("year", "Year"),
            Column::text("id", "Id"),
            Column::text("step", "Step"),
            Column::text("level", "Level"),
            Column::text("body", "Body"),
            Column::text("role", "Role"),
            Column::text("task", "What it must do"),
            Column::text("within", "Within"),
            Column::text("basis", "Laid down in"),
            Column::text("about", "About"),
            Column::text("gap", "What is missing"),
        ],
        rows: all.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

/// A step of a case in words.
pub fn step_text(step: CaseStep) -> &'static str {
    match step {
        CaseStep::Identify => "identify: somebody notices",
        CaseStep::Report => "report it",
        CaseStep::Receive => "receive and weigh the report",
        CaseStep::Protect => "make the child safe at once",
        CaseStep::Assess => "assess risks and needs",
        CaseStep::Refer => "plan, and refer to services",
        CaseStep::Investigate => "investigate, and justice",
        CaseStep::Support => "help to recover",
        CaseStep::FollowUp => "follow up and close",
        CaseStep::Oversee => "supervise, monitor, hear complaints",
    }
}

fn body(duty: &Duty) -> String {
    let mark = match duty.role {
        Role::Leads => "",
        Role::TakesPart => "+ ",
        Role::Informed => "i ",
        Role::Oversees => "o ",
    };
    let within = match duty.within.as_str() {
        "" => String::new(),
        within => format!(" ({within})"),
    };
    format!("{mark}{}{within}", duty.body)
}
