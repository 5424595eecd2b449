//! Finding questions and assessments by words.

use crate::tui::action::Tab;
use crate::tui::catalogue::{Catalogue, Entry, State};
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{Candidate, Find};
use crate::tui::words;

/// Every question of the framework, found by number, text, guidance, component, and by what the
/// group wrote about it.
pub(super) fn questions(open: &Open) -> Find {
    let framework = open.framework();
    let candidate =
        |(at, node, question): (usize, &crate::domain::Node, &crate::domain::Question)| {
            let component = framework.node(open.component(at));
            let boxes = open.answer(at).map(|answer| {
                let written = crate::domain::Boxed::ALL.iter().map(|(b, _)| answer.boxes.get(*b));
                written.collect::<Vec<_>>().join(" ")
            });
            let more = format!(
                "{} {} {} {}",
                node.id,
                component.name,
                question.guidance,
                boxes.unwrap_or_default()
            );
            let text = words::title(node);
            Candidate::new(text, &more, Effect::Question(at))
        };
    Find::new("Find a question", framework.questions().map(candidate).collect())
}

/// Every assessment, found by the country's name and code, the year and the view.
pub(super) fn assessments(catalogue: &Catalogue) -> Find {
    let candidate = |entry: &Entry| {
        let key = &entry.key;
        let name = match &entry.state {
            State::Read(summary) => summary.country.clone(),
            _ => key.country.standard_name().unwrap_or_default().to_owned(),
        };
        let text = format!("{} {} {} {name}", key.country, key.year, key.stem());
        Candidate::new(text, "", Effect::Open(key.clone(), Tab::Assess))
    };
    Find::new("Find an assessment", catalogue.entries.iter().map(candidate).collect())
}
