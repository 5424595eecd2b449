//! The shape of the content: how many of what, how long, and what may not stand in it.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};
use stocktake::domain::{Framework, Kind, Lens, Question};

use crate::shipped::framework;

const SHIPPED: [&str; 3] = ["cpsa-core", "cpsa-rapid", "service-response"];

#[test]
fn the_core_has_the_counts_that_it_was_drawn_up_with() -> Result<()> {
    let framework = framework("cpsa-core")?;
    let count = |what: &dyn Fn(&Question) -> bool| {
        framework.questions().filter(|(_, _, q)| what(q)).count()
    };
    let domains = framework.node(Framework::ROOT).children.len();
    let groups = framework.nodes().len() - 1 - count(&|_| true);
    assert_eq!((domains, groups - domains, count(&|_| true)), (7, 30, 124));
    assert_eq!((count(&|q| q.core), count(&|q| q.critical)), (51, 21));
    assert_eq!((count(&|q| q.subnational), count(&|q| q.paper_and_practice)), (34, 62));
    let kind = |kind| count(&|q| q.kind == Some(kind));
    assert_eq!((kind(Kind::Structure), kind(Kind::Process), kind(Kind::Outcome)), (30, 85, 9));
    assert!(framework.glossary.len() >= 40);
    Ok(())
}

#[test]
fn every_question_is_written_out() -> Result<()> {
    for id in SHIPPED {
        let framework = framework(id)?;
        for (_, node, q) in framework.questions() {
            let at = format!("{id} {}", node.id);
            let sentences = sentences(&q.guidance);
            ensure!((2..=4).contains(&sentences), "{at}: guidance of {sentences} sentences");
            ensure!((2..=4).contains(&q.evidence.len()), "{at}: {} items", q.evidence.len());
            ensure!(
                q.evidence.iter().all(|text| text.chars().count() >= 15),
                "{at}: short evidence"
            );
            ensure!(q.levels.len() == 4, "{at}: {} descriptors", q.levels.len());
            ensure!(!q.standards.is_empty(), "{at}: no standard");
            ensure!(q.kind.is_some() && q.action.is_some(), "{at}: no kind or action");
            for level in [2.0, 3.0, 4.0] {
                let steps = q.next.iter().filter(|step| (step.to - level).abs() < 1e-9).count();
                ensure!((1..=2).contains(&steps), "{at}: {steps} steps to level {level}");
            }
            for step in &q.next {
                ensure!(["low", "medium", "high"].contains(&&*step.cost), "{at}: {}", step.cost);
                ensure!(
                    !step.who.is_empty() && step.action.ends_with('.'),
                    "{at}: {}",
                    step.action
                );
            }
            for text in
                [&node.name, &q.guidance, &q.paper, &q.practice].into_iter().chain(&q.levels)
            {
                ensure!(!text.contains("  ") && text.trim() == text, "{at}: blanks in '{text}'");
            }
            ensure!(
                q.levels.iter().all(|text| text.ends_with('.')),
                "{at}: a full stop is missing"
            );
        }
    }
    Ok(())
}

fn sentences(text: &str) -> usize {
    let ends = text.char_indices().filter(|(at, c)| {
        let rest = &text[at + c.len_utf8()..];
        let starts = |c: char| c.is_uppercase() || c == '\'';
        matches!(c, '.' | '?' | '!')
            && (rest.is_empty() || rest.strip_prefix(' ').is_some_and(|r| r.starts_with(starts)))
    });
    ends.count()
}

/// What counts on paper and what in practice is said for every question that asks for both, in words
/// of that question.
#[test]
fn both_axes_speak_of_their_own_question() -> Result<()> {
    for id in SHIPPED {
        let framework = framework(id)?;
        for (_, node, q) in framework.questions() {
            let axes = [&q.paper, &q.practice];
            if !q.paper_and_practice {
                ensure!(axes.iter().all(|text| text.is_empty()), "{id} {}: not asked", node.id);
                continue;
            }
            let about = [&*node.name, &q.guidance, &q.levels.join(" "), &q.evidence.join(" ")];
            let own: BTreeSet<String> = about.iter().flat_map(|text| stems(text)).collect();
            for text in axes {
                let length = text.chars().count();
                ensure!((40..=320).contains(&length), "{id} {}: {length} characters", node.id);
                let shared = stems(text).iter().filter(|stem| own.contains(*stem)).count();
                ensure!(shared >= 3, "{id} {}: only {shared} own words in '{text}'", node.id);
            }
        }
    }
    Ok(())
}

/// The first letters of the longer words: what a text is about.
fn stems(text: &str) -> BTreeSet<String> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| word.chars().count() >= 5);
    words.map(|word| word.to_lowercase().chars().take(5).collect()).collect()
}

/// A theme that runs across the domains has a question in each of them.
#[test]
fn every_lens_runs_through_every_domain() -> Result<()> {
    let framework = framework("cpsa-core")?;
    for (lens, name) in Lens::ALL {
        for domain in &framework.node(Framework::ROOT).children {
            let held =
                framework.questions_below(*domain).filter(|(_, _, q)| q.lenses.contains(&lens));
            ensure!(
                held.count() > 0,
                "no question of {} looks at {name}",
                framework.node(*domain).id
            );
        }
    }
    Ok(())
}

#[test]
fn no_two_standards_of_a_question_and_no_two_terms_are_the_same() -> Result<()> {
    for id in SHIPPED {
        let framework = framework(id)?;
        for (_, node, q) in framework.questions() {
            let once: BTreeSet<&String> = q.standards.iter().collect();
            ensure!(once.len() == q.standards.len(), "{id} {}: {:?}", node.id, q.standards);
        }
        let terms: Vec<String> = framework.glossary.iter().map(|t| t.term.to_lowercase()).collect();
        let once: BTreeSet<&String> = terms.iter().collect();
        ensure!(once.len() == terms.len(), "{id}: a term stands twice");
        for term in &framework.glossary {
            let length = term.means.chars().count();
            ensure!((30..=600).contains(&length), "{id}: '{}' has {length} characters", term.term);
        }
    }
    Ok(())
}
