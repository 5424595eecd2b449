//! Questions and their answers.

use super::{Fate, Move, Mover, What};
use crate::domain::crosswalk::{Link, LinkKind, Relation};
use crate::domain::{Answer, Boxed, Id, Node, Verdict};

/// How an old answer comes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// With its state.
    AsItIs,
    /// To be confirmed.
    Unconfirmed,
}

impl<'a> Mover<'a> {
    /// Every question of the new framework.
    pub(super) fn questions(&mut self) {
        for (_, node, _) in self.to.questions() {
            match self.new_links.get(node.id.as_str()).copied() {
                Some(link) => self.linked(node, link),
                None => match self.by_id(node.id.as_str()) {
                    Some((old, _)) => self.same_id(old, node),
                    None => self.note(&[], node, Fate::New, None, "new"),
                },
            }
        }
    }

    /// Old answers that no new question took.
    pub(super) fn leftovers(&mut self) {
        for (id, answer) in &self.old.answers {
            if self.seen.contains_key(id) {
                continue;
            }
            let (to, reason) = match self.old_links.get(id.as_str()) {
                Some(link) => (link.to.clone(), told(link)),
                None => (Vec::new(), "no longer asked".to_owned()),
            };
            self.shelve(id, &reason);
            self.moves.push(Move {
                what: What::Question,
                old: vec![id.clone()],
                new: to,
                fate: Fate::Attic,
                before: answer.verdict.clone(),
                after: None,
                reason,
            });
        }
    }

    fn note(&mut self, old: &[Id], new: &Node, fate: Fate, before: Option<Verdict>, reason: &str) {
        let after = self.new.answers.get(&new.id).and_then(|a| a.verdict.clone());
        self.moves.push(Move {
            what: What::Question,
            old: old.to_vec(),
            new: vec![new.id.clone()],
            fate,
            before,
            after,
            reason: reason.to_owned(),
        });
    }

    /// A question with the same id and no link.
    fn same_id(&mut self, old: &'a Node, new: &'a Node) {
        let place = |f: &crate::domain::Framework, node: &Node| f.find(node.id.as_str());
        let (from, to) = (self.from, self.to);
        let meaning = place(from, old).map(|at| from.meaning(at));
        if meaning == place(to, new).map(|at| to.meaning(at)) {
            self.carry(old, new, None, Way::AsItIs, "the same question");
        } else if from.scale(old).same_numbers(to.scale(new)) {
            let reason = "the question or its levels are worded differently";
            self.carry(old, new, None, Way::Unconfirmed, reason);
        } else {
            self.put_aside(
                std::slice::from_ref(&old.id),
                new,
                "it is answered on another scale now",
            );
        }
    }

    /// A question that a link names.
    fn linked(&mut self, new: &'a Node, link: &'a Link) {
        let reason = told(link);
        let olds: Vec<&'a Node> = link
            .from
            .iter()
            .filter_map(|id| self.from.question(id.as_str()))
            .map(|(node, _)| node)
            .collect();
        let relation = match (olds.as_slice(), self.bridge) {
            ([old], Some(bridge)) => bridge.relation(link, old.origin, new.origin),
            _ => link.relation,
        };
        match olds.as_slice() {
            [] => self.note(&[], new, Fate::New, None, &reason),
            _ if relation < Relation::Caution => self.put_aside(&link.from, new, &reason),
            [old] if link.from.len() == 1 => {
                let exact = relation == Relation::Same
                    && link.to.len() == 1
                    && !link.changes_numbers()
                    && self.from.scale(old).same_numbers(self.to.scale(new));
                let way = if exact { Way::AsItIs } else { Way::Unconfirmed };
                self.carry(old, new, Some(link), way, &reason);
            }
            olds => self.merge(olds, new, link, &reason),
        }
    }

    /// Carries one old answer to one new question.
    fn carry(&mut self, old: &'a Node, new: &'a Node, link: Option<&Link>, way: Way, reason: &str) {
        let ids = [old.id.clone()];
        let Some((id, answer)) = self.old.answers.get_key_value(&old.id) else {
            return self.note(&ids, new, Fate::Open, None, "not answered before");
        };
        let before = answer.verdict.clone();
        let Some(verdict) = self.converted(answer, old, new, link) else {
            let why = format!("{reason}; the level has no counterpart there");
            return self.put_aside(&ids, new, &why);
        };
        self.seen.insert(id, ());
        let mut reason = reason.to_owned();
        if verdict != answer.verdict {
            self.shelve(id, &reason);
        }
        let mut live = Answer { verdict, ..answer.clone() };
        if live.in_place.is_some() && !new.question().is_some_and(|q| q.paper_and_practice) {
            self.shelve(id, "the mark for paper and practice is not asked for any more");
            live.in_place = None;
            reason += "; it does not ask for paper and practice any more";
        }
        if self.other_text && way == Way::AsItIs {
            reason += "; answered against another text of the framework";
        }
        live.carried |= way == Way::Unconfirmed || self.other_text;
        live.carried &= live.verdict.is_some();
        let fate = match (live.verdict.is_some(), live.carried) {
            (false, _) => Fate::Open,
            (true, true) => Fate::ToConfirm,
            (true, false) => Fate::Unchanged,
        };
        if !live.is_blank() {
            self.new.answers.each_mut().insert(new.id.clone(), live);
        }
        self.note(&ids, new, fate, before, &reason);
    }

    /// What a verdict is on the new scale; `None` where it cannot be carried.
    #[expect(clippy::option_option, reason = "an open question has no verdict and is carried")]
    fn converted(
        &self,
        answer: &Answer,
        old: &Node,
        new: &Node,
        link: Option<&Link>,
    ) -> Option<Option<Verdict>> {
        Some(match &answer.verdict {
            Some(Verdict::Scored(number)) => {
                let (from, to) = (self.from.scale(old), self.to.scale(new));
                let number = match link {
                    Some(link) => link.convert(*number, from, to)?,
                    None => *number,
                };
                Some(Verdict::Scored(number))
            }
            other => other.clone(),
        })
    }

    /// Puts the old answers aside; the new question stays open.
    fn put_aside(&mut self, ids: &[Id], new: &'a Node, reason: &str) {
        let mut any = false;
        let mut before = None;
        for id in ids {
            if let Some((id, answer)) = self.old.answers.get_key_value(id) {
                self.seen.insert(id, ());
                self.shelve(id, reason);
                before = answer.verdict.clone().filter(|_| ids.len() == 1);
                any = true;
            }
        }
        let (fate, reason) =
            if any { (Fate::Attic, reason) } else { (Fate::Open, "not answered before") };
        self.note(ids, new, fate, before, reason);
    }

    /// Several old questions that became one: their answer is carried where it is the same one.
    fn merge(&mut self, olds: &[&'a Node], new: &'a Node, link: &'a Link, reason: &str) {
        let all: Vec<(&Node, &'a Answer)> =
            olds.iter().filter_map(|old| Some((*old, self.old_answer(&old.id)?))).collect();
        let verdicts: Vec<Option<Verdict>> = all
            .iter()
            .map(|(old, answer)| self.converted(answer, old, new, Some(link)).flatten())
            .collect();
        let agreed = match verdicts.as_slice() {
            [first, rest @ ..] if all.len() == link.from.len() => {
                first.clone().filter(|_| rest.iter().all(|v| v == first))
            }
            _ => None,
        };
        let Some(verdict) = agreed else {
            let hint = format!("{reason}; the old answers do not agree, so somebody has to decide");
            return self.put_aside(&link.from, new, &hint);
        };
        let mut live = Answer { verdict: Some(verdict), carried: true, ..Answer::default() };
        for (old, answer) in &all {
            self.seen.extend(self.old.answers.get_key_value(&old.id).map(|(id, _)| (id, ())));
            self.shelve(&old.id, reason);
            live.parked |= answer.parked;
            live.confidence = match (live.confidence, answer.confidence) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            };
            for source in &answer.sources {
                if !live.sources.contains(source) {
                    live.sources.push(source.clone());
                }
            }
            for (which, _) in Boxed::ALL {
                let text = [live.boxes.get(which), answer.boxes.get(which)];
                let text: Vec<&str> = text.into_iter().filter(|t| !t.is_empty()).collect();
                let text = text.join("\n");
                live.boxes.set(which, text);
            }
        }
        self.new.answers.each_mut().insert(new.id.clone(), live);
        self.note(&link.from, new, Fate::ToConfirm, None, reason);
    }
}

/// What a link says, for people.
pub(super) fn told(link: &Link) -> String {
    let ids = |ids: &[Id]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let subject = match link.relation {
        Relation::Subject => "the same subject, asked in another way",
        Relation::None if !link.to.is_empty() && !link.from.is_empty() => "not comparable",
        _ => "",
    };
    let kind = match link.kind() {
        LinkKind::Kept => match link.relation {
            Relation::Same => "the same question".to_owned(),
            Relation::Caution => "asked in other words".to_owned(),
            _ => String::new(),
        },
        LinkKind::Renamed => format!("was {}", ids(&link.from)),
        LinkKind::Rescaled => "other levels".to_owned(),
        LinkKind::Split => format!("split into {}", ids(&link.to)),
        LinkKind::Merged => format!("merged from {}", ids(&link.from)),
        LinkKind::Dropped => "no longer asked".to_owned(),
        LinkKind::Added => "new".to_owned(),
    };
    let parts = [kind.as_str(), subject, link.why.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(": ")
}
