//! Looking things up in the framework in front: nodes, words of the glossary, standards.

use crate::domain::{Framework, Standard, Term};
use crate::tui::effect::Effect;
use crate::tui::overlay::{Candidate, Find, List, Row};
use crate::tui::theme::Theme;
use crate::tui::words;
use crate::workspace::Wording;

use super::Ask;

/// Every node, found by number, id and everything that is written about it, in both languages
/// where it is shown in another one; and every word of the glossary.
pub(super) fn nodes(wording: &Wording) -> Find {
    let (shown, own) = (&wording.shown, &wording.own);
    let node = |at: usize| {
        let node = shown.node(at);
        let mut more = format!("{} {}", node.id, shown.text_of(at));
        if wording.foreign.is_some() {
            more = format!("{more} {}", own.text_of(at));
        }
        if let Some(question) = node.question() {
            more = format!("{more} {}", question.standards.join(" "));
        }
        Candidate::new(words::title(node), &more, Effect::Node(at)).detail(node.id.to_string())
    };
    let term = |term: &Term| {
        let text = format!("{} (glossary)", term.term);
        let does = Effect::Ask(Ask::Uses(term.term.clone()));
        Candidate::new(text, &term.means, does).detail(&*term.means)
    };
    let nodes = (1..shown.nodes().len()).map(node);
    let all = nodes.chain(own.glossary.iter().map(term)).collect();
    Find::new("Find in the framework", all)
}

/// The glossary, those words first that occur in the node at a place; and behind it the bodies that
/// an overlay names.
pub(super) fn glossary(wording: &Wording, place: usize, theme: &Theme) -> Find {
    let own = &wording.own;
    let text = own.text_of(place);
    let here = |term: &&Term| place != Framework::ROOT && term.occurs_in(&text);
    let (first, rest): (Vec<&Term>, Vec<&Term>) = own.glossary.iter().partition(here);
    let mark = |term: &&Term, mark: &str| {
        let does = Effect::Ask(Ask::Uses(term.term.clone()));
        Candidate::new(format!("{}{mark}", term.term), &term.means, does).detail(&*term.means)
    };
    let sign = format!(" {} used here", theme.glyphs.arrow);
    let bodies = own.bodies.iter().map(|body| {
        let text = format!("{} (who does what here)", body.name);
        Candidate::new(text, &body.role, Effect::Close).detail(&*body.role)
    });
    let first = first.iter().map(|term| mark(term, &sign));
    let rest = rest.iter().map(|term| mark(term, ""));
    Find::new(
        "Glossary: Enter lists where the word is used",
        first.chain(rest).chain(bodies).collect(),
    )
}

/// Every standard that is cited, found by its name; those of the node at a place first.
pub(super) fn standards(wording: &Wording, place: usize, theme: &Theme) -> Find {
    let framework = &wording.shown;
    let all = framework.standards();
    let here = |standard: &&Standard<'_>| standard.questions.contains(&place);
    let candidate = |standard: &Standard<'_>| {
        let count = match standard.questions.as_slice() {
            [_] => "1 question".to_owned(),
            several => format!("{} questions", several.len()),
        };
        let mark = match here(&standard) {
            true => format!(" {} cited here", theme.glyphs.arrow),
            false => String::new(),
        };
        let cited = standard.questions.iter().map(|at| framework.node(*at).label());
        let cited = cited.collect::<Vec<_>>().join(", ");
        let does = Effect::Ask(Ask::Cites(standard.name.to_owned()));
        Candidate::new(format!("{}: {count}{mark}", standard.name), "", does).detail(cited)
    };
    let (first, rest): (Vec<_>, Vec<_>) = all.iter().partition(here);
    let all = first.into_iter().chain(rest).map(candidate).collect();
    Find::new("Standards: Enter lists the questions that cite one", all)
}

/// The questions that cite a standard.
pub(super) fn cites(wording: &Wording, name: &str) -> List {
    let framework = &wording.shown;
    let all = framework.standards();
    let questions = all.into_iter().find(|s| s.name == name).map(|s| s.questions);
    list(framework, name, questions.unwrap_or_default(), Ask::Standards)
}

/// The nodes in whose words a word of the glossary occurs, with what it means.
pub(super) fn uses(wording: &Wording, name: &str) -> Option<List> {
    let own = &wording.own;
    let term = own.glossary.iter().find(|term| term.term == name)?;
    let used = (1..own.nodes().len()).filter(|at| term.occurs_in(&own.text_of(*at))).collect();
    let mut list = list(&wording.shown, name, used, Ask::Glossary);
    list.lead = vec![term.means.clone()];
    Some(list)
}

/// Nodes to go to, and the way back to where they were looked up.
fn list(framework: &Framework, title: &str, places: Vec<usize>, back: Ask) -> List {
    let row = |at: &usize| {
        let node = framework.node(*at);
        Row::new(words::title(node), Effect::Node(*at)).detail(&*node.name)
    };
    let mut rows: Vec<Row> = places.iter().map(row).collect();
    let title = match rows.len() {
        0 => format!("{title}: nowhere in the questions"),
        1 => format!("{title}: in one place"),
        count => format!("{title}: in {count} places"),
    };
    rows.push(Row::new("Back", Effect::Ask(back)));
    List { title, rows, ..List::default() }
}
