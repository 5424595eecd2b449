//! The action plan, what became of earlier actions, and what treaty bodies recommended.

use crate::analysis::Scored;
use crate::domain::{
    CostBand, Funding, Id, PlannedAction, RecommendationLevel, Stage, Status, TreatyRecommendation,
    TreatyStatus, Worked,
};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::{assessment_label, name_of};

/// The action plan: a line for each action, by deadline, those without one behind.
pub fn actions(scored: Scored<'_>) -> Table {
    let all = by_deadline(scored);
    let row = |action: &&PlannedAction| {
        vec![
            Cell::text(action.id.as_str()),
            Cell::text(&*action.title),
            Cell::text(aim(scored, action)),
            Cell::text(&*action.owner),
            Cell::text(action.partners.join("; ")),
            Cell::text(action.deadline.map(|date| date.to_string()).unwrap_or_default())
                .marked_text(if is_late(scored, action) { " late" } else { "" }),
            Cell::text(action.cost.map_or("", CostBand::name)),
            Cell::text(money(action)),
            Cell::text(&*action.indicator),
            Cell::text(action.stage.map_or("", |stage| name_of(&Stage::ALL, &stage))),
            Cell::text(status(action)),
        ]
    };
    let mut notes = Vec::new();
    if all.iter().any(|action| is_late(scored, action)) {
        notes.push(
            "late: the deadline lies before the year of the round, and it is not done".into(),
        );
    }
    let without = |what: &str, is: &dyn Fn(&PlannedAction) -> bool| {
        let ids: Vec<&str> =
            all.iter().filter(|a| !over(a) && is(a)).map(|a| a.id.as_str()).collect();
        (!ids.is_empty()).then(|| format!("without {what}: {}", ids.join(", ")))
    };
    notes.extend(without("an owner", &|action| action.owner.is_empty()));
    notes.extend(without("a deadline", &|action| action.deadline.is_none()));
    notes.extend(without("money", &|action| {
        matches!(action.funding, None | Some(Funding::Missing | Funding::Sought))
    }));
    Table {
        title: format!("{}: action plan", assessment_label(scored.assessment)),
        columns: vec![
            Column::text("id", "Id"),
            Column::text("title", "What is done"),
            Column::text("aim", "For"),
            Column::text("owner", "Owner"),
            Column::text("partners", "Partners"),
            Column::text("deadline", "Deadline"),
            Column::text("cost", "Cost"),
            Column::text("money", "Money"),
            Column::text("indicator", "Indicator"),
            Column::text("stage", "Stage"),
            Column::text("status", "Status"),
        ],
        rows: all.iter().map(row).collect(),
        notes,
    }
}

/// What became of the actions of earlier rounds; nothing where none was carried over.
pub fn outcomes(scored: Scored<'_>) -> Option<Table> {
    let all = scored.assessment.actions.iter().filter(|action| action.carried_from.is_some());
    let row = |action: &PlannedAction| {
        let worked = action.worked.map(|worked| name_of(&Worked::ALL, &worked));
        vec![
            Cell::text(action.id.as_str()),
            Cell::text(&*action.title),
            Cell::number(action.carried_from.map(f64::from), 0),
            Cell::text(name_of(&Status::ALL, &action.status)),
            Cell::text(worked.unwrap_or("nobody has said yet")),
            Cell::text(&*action.outcome),
        ]
    };
    let rows: Vec<_> = all.map(row).collect();
    (!rows.is_empty()).then(|| Table {
        title: "Did it work? What became of the actions of earlier rounds".into(),
        columns: vec![
            Column::text("id", "Id"),
            Column::text("title", "What was to be done"),
            Column::number("from", "Round"),
            Column::text("status", "Status"),
            Column::text("worked", "Did it work?"),
            Column::text("outcome", "What came of it"),
        ],
        rows,
        notes: Vec::new(),
    })
}

/// Every action with every field, for machines.
pub fn tidy_actions(scored: Scored<'_>) -> Table {
    let key = &scored.assessment.key;
    let word = |text: Option<&'static str>| Cell::text(text.unwrap_or_default());
    let row = |a: &PlannedAction| {
        let after: Vec<&str> = a.after.iter().map(Id::as_str).collect();
        vec![
            Cell::text(key.country.as_str()),
            Cell::number(f64::from(key.year), 0),
            Cell::text(a.id.as_str()),
            Cell::text(&*a.title),
            Cell::text(a.question.as_ref().map_or("", Id::as_str)),
            Cell::number(a.to, 2),
            word(a.level.map(|level| name_of(&RecommendationLevel::ALL, &level))),
            Cell::text(&*a.owner),
            Cell::text(a.partners.join("; ")),
            Cell::text(a.deadline.map(|date| date.to_string()).unwrap_or_default()),
            word(a.cost.map(CostBand::name)),
            Cell::text(&*a.budget_line),
            word(a.funding.map(|funding| name_of(&Funding::ALL, &funding))),
            Cell::text(&*a.indicator),
            word(a.stage.map(|stage| name_of(&Stage::ALL, &stage))),
            Cell::text(name_of(&Status::ALL, &a.status)),
            Cell::text(after.join(" ")),
            Cell::text(if is_late(scored, a) { "yes" } else { "no" }),
            Cell::number(a.carried_from.map(f64::from), 0),
            word(a.worked.map(|worked| name_of(&Worked::ALL, &worked))),
            Cell::text(&*a.outcome),
            Cell::text(&*a.note),
        ]
    };
    let columns = [
        ("country", "Country"),
        ("year", "Year"),
        ("id", "Id"),
        ("title", "What is done"),
        ("question", "Question"),
        ("to", "Leads to level"),
        ("level", "Policy, system, service"),
        ("owner", "Owner"),
        ("partners", "Partners"),
        ("deadline", "Deadline"),
        ("cost", "Cost"),
        ("budget_line", "Budget line"),
        ("funding", "Funding"),
        ("indicator", "Indicator"),
        ("stage", "Stage"),
        ("status", "Status"),
        ("after", "After"),
        ("late", "Late"),
        ("carried_from", "Carried from"),
        ("worked", "Did it work?"),
        ("outcome", "What came of it"),
        ("note", "Note"),
    ];
    let column = |(key, title): (&str, &str)| match key {
        "year" | "to" | "carried_from" => Column::number(key, title),
        _ => Column::text(key, title),
    };
    Table {
        title: "Actions".into(),
        columns: columns.map(column).to_vec(),
        rows: scored.assessment.actions.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

/// What treaty bodies recommended and what became of it: those without an answer first, then the
/// newest.
pub fn treaty(scored: Scored<'_>) -> Table {
    let mut all: Vec<&TreatyRecommendation> = scored.assessment.treaty.iter().collect();
    all.sort_by(|x, y| (x.status, -x.year, &x.body).cmp(&(y.status, -y.year, &y.body)));
    let row = |one: &&TreatyRecommendation| {
        let about: Vec<String> = one.about.iter().map(|id| label(scored, id)).collect();
        vec![
            Cell::text(one.id.as_str()),
            Cell::text(&*one.body),
            Cell::number(f64::from(one.year), 0),
            Cell::text(&*one.reference),
            Cell::text(&*one.text),
            Cell::text(name_of(&RecommendationLevel::ALL, &one.level)),
            Cell::text(about.join(", ")),
            Cell::text(name_of(&TreatyStatus::ALL, &one.status)),
            Cell::text(&*one.answer),
        ]
    };
    let of = |status| all.iter().filter(|one| one.status == status).count();
    let mut notes = vec![format!(
        "{} unanswered, {} under way, {} implemented, {} not accepted",
        of(TreatyStatus::Unanswered),
        of(TreatyStatus::UnderWay),
        of(TreatyStatus::Implemented),
        of(TreatyStatus::NotAccepted)
    )];
    let loose: Vec<&str> =
        all.iter().filter(|one| one.about.is_empty()).map(|one| one.id.as_str()).collect();
    if !loose.is_empty() {
        notes.push(format!("linked to no question: {}", loose.join(", ")));
    }
    Table {
        title: format!("{}: treaty recommendations", assessment_label(scored.assessment)),
        columns: vec![
            Column::text("id", "Id"),
            Column::text("body", "Body"),
            Column::number("year", "Year"),
            Column::text("reference", "Reference"),
            Column::text("text", "Recommendation"),
            Column::text("level", "Level"),
            Column::text("about", "About"),
            Column::text("status", "Status"),
            Column::text("answer", "Answer"),
        ],
        rows: all.iter().map(row).collect(),
        notes,
    }
}

/// The number of a node, or its id where the framework does not have it.
pub(super) fn label(scored: Scored<'_>, id: &Id) -> String {
    let place = scored.framework.find(id.as_str());
    place.map_or_else(|| id.to_string(), |at| scored.framework.node(at).label().to_owned())
}

/// The actions in the order of their deadlines.
pub(super) fn by_deadline(scored: Scored<'_>) -> Vec<&PlannedAction> {
    let mut all: Vec<&PlannedAction> = scored.assessment.actions.iter().collect();
    all.sort_by_key(|action| (over(action), action.deadline.is_none(), action.deadline));
    all
}

/// Whether nothing is left to be done.
fn over(action: &PlannedAction) -> bool {
    matches!(action.status, Status::Done | Status::Dropped)
}

/// Whether the deadline lies before the year of the round and the action is not done.
fn is_late(scored: Scored<'_>, action: &PlannedAction) -> bool {
    let year = scored.assessment.key.year;
    !over(action) && action.deadline.is_some_and(|date| date.year() < year)
}

/// The question that it raises, and how far.
pub(super) fn aim(scored: Scored<'_>, action: &PlannedAction) -> String {
    let Some(id) = &action.question else { return String::new() };
    let label = label(scored, id);
    let Some((node, _)) = scored.framework.question(id.as_str()) else { return label };
    let scale = scored.framework.scale(node);
    match action.to {
        Some(to) => format!("{label} to level {}", scale.label(to)),
        None => label,
    }
}

fn money(action: &PlannedAction) -> String {
    let funding = action.funding.map(|funding| name_of(&Funding::ALL, &funding));
    match (funding, action.budget_line.as_str()) {
        (None, line) => line.to_owned(),
        (Some(funding), "") => funding.to_owned(),
        (Some(funding), line) => format!("{funding}: {line}"),
    }
}

fn status(action: &PlannedAction) -> String {
    let status = name_of(&Status::ALL, &action.status);
    match (action.worked, action.carried_from) {
        (Some(worked), _) => {
            format!("{status}; worked: {}", name_of(&Worked::ALL, &worked))
        }
        (None, Some(_)) => format!("{status}; did it work?"),
        (None, None) => status.to_owned(),
    }
}
