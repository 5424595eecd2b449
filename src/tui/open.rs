//! The assessment that is open, with everything that follows from its answers: worked out once
//! after each change and not for each frame.

use std::sync::Arc;

use jiff::civil::Time;

use crate::analysis::Scored;
use crate::analysis::comparable::{Comparability, Comparison};
use crate::analysis::reading::Reading;
use crate::analysis::review::{Finding, Progress, progress, review};
use crate::analysis::score::Scores;
use crate::domain::crosswalk::Ways;
use crate::domain::{Answer, Assessment, Framework, Key, Node};
use crate::workspace::{Opened, SaveState, Session, SessionError, Wording};

/// The assessment that is open.
#[derive(Debug)]
pub struct Open {
    /// The session that saves every change.
    pub session: Session,
    /// Its framework in the language that is shown.
    pub wording: Wording,
    /// The year before in the same series.
    pub earlier: Option<Earlier>,
    /// The scores.
    pub scores: Scores,
    /// What every answer comes to, by place; `None` for groups.
    pub readings: Vec<Option<Reading>>,
    /// How far it has come.
    pub progress: Progress,
    /// What somebody should look at.
    pub findings: Vec<Finding>,
    /// When and whether the last change was saved.
    pub saved: Saved,
    /// The number of changes since it was opened: what screens keep is of one revision.
    pub revision: u64,
}

/// The assessment of the year before.
#[derive(Debug)]
pub struct Earlier {
    /// The assessment and its framework.
    pub opened: Opened,
    /// Its framework in the language that is shown.
    pub shown: Arc<Framework>,
    comparison: Comparison,
}

/// Whether what is on the screen is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    /// Nothing was changed since it was opened.
    Unchanged,
    /// The last change is on its way to the disk.
    Unsaved,
    /// Everything is in the journal, on disk, and the file is being saved.
    Recorded,
    /// Everything is in the file since then.
    At(Time),
    /// Everything is in the file, and whether that survives a power cut could not be confirmed.
    NotConfirmed(String),
    /// The file could not be written. Whether the changes are in the journal at least.
    Failed(String, bool),
    /// The file could not be written because somebody else has changed it; the changes are in the
    /// journal.
    Overtaken(String),
}

impl Saved {
    /// Why the last change is not in the file, if it is not.
    pub fn trouble(&self) -> Option<&str> {
        match self {
            Self::Failed(why, _) | Self::Overtaken(why) | Self::NotConfirmed(why) => Some(why),
            Self::Unchanged | Self::Unsaved | Self::Recorded | Self::At(_) => None,
        }
    }

    /// Whether the changes are in memory only.
    pub fn is_in_memory_only(&self) -> bool {
        matches!(self, Self::Failed(_, false))
    }
}

impl Open {
    /// Puts a session together with the year before, compared by the crosswalks of the workspace.
    pub fn new(session: Session, earlier: Option<Opened>, ways: Ways<'_>) -> Self {
        let earlier = earlier.map(|opened| {
            let (then, now) = (&opened.framework, session.framework());
            let comparison = Comparison::through(then, now, ways);
            Earlier { shown: Arc::clone(&opened.framework), opened, comparison }
        });
        let (framework, assessment) = (session.framework().clone(), session.assessment());
        let mut open = Self {
            scores: Scores::of(&framework, assessment),
            wording: Wording::own(&framework),
            session,
            earlier,
            readings: Vec::new(),
            progress: Progress::default(),
            findings: Vec::new(),
            saved: Saved::Unchanged,
            revision: 0,
        };
        open.work_out();
        open
    }

    /// Works out anew what follows from the answers.
    pub fn work_out(&mut self) {
        let (framework, assessment) = (self.session.framework(), self.session.assessment());
        self.scores = Scores::of(framework, assessment);
        let reading =
            |node: &Node| node.question().map(|_| Reading::of(framework, assessment, node));
        self.readings = framework.nodes().iter().map(reading).collect();
        self.progress = progress(framework, assessment);
        self.findings = review(framework, assessment);
        self.revision += 1;
    }

    /// Shows the frameworks in another language. Nothing that is computed changes by it.
    pub fn speak(&mut self, wording: Wording, earlier: Option<Arc<Framework>>) {
        self.wording = wording;
        if let (Some(now), Some(shown)) = (&mut self.earlier, earlier) {
            now.shown = shown;
        }
        // What screens keep of the words is out of date.
        self.revision += 1;
    }

    /// Takes in what became of saves; `true` when there was something new.
    pub fn hear(&mut self, now: Time) -> bool {
        let heard = self.session.poll();
        let saved = match self.session.state() {
            SaveState::Unchanged => Saved::Unchanged,
            SaveState::Unsaved => Saved::Unsaved,
            SaveState::Recorded => Saved::Recorded,
            SaveState::Saved if heard || !matches!(self.saved, Saved::At(_)) => Saved::At(now),
            SaveState::Saved => return heard,
            SaveState::NotConfirmed(why) => Saved::NotConfirmed(why.clone()),
            SaveState::Failed { why, recorded } => Saved::Failed(why.clone(), *recorded),
            SaveState::Overtaken(why) => Saved::Overtaken(why.clone()),
        };
        let news = saved != self.saved;
        self.saved = saved;
        news
    }

    /// Takes the last step back; `Ok(false)` when there is none.
    ///
    /// # Errors
    /// As for [`Session::undo`].
    pub fn undo(&mut self) -> Result<bool, SessionError> {
        self.session.undo()
    }

    /// Does the last undone step again; `Ok(false)` when there is none.
    ///
    /// # Errors
    /// As for [`Session::redo`].
    pub fn redo(&mut self) -> Result<bool, SessionError> {
        self.session.redo()
    }

    /// Whether the file is known to lack something, as far as was heard.
    pub fn lacks(&self) -> bool {
        !matches!(self.session.state(), SaveState::Unchanged | SaveState::Saved)
    }

    /// The assessment as it is now, as if it had been read.
    pub fn opened(&self) -> Opened {
        Opened {
            assessment: self.assessment().clone(),
            framework: Arc::clone(self.session.framework()),
            warnings: self.session.warnings().to_vec(),
        }
    }

    /// Which assessment it is.
    pub fn key(&self) -> &Key {
        &self.assessment().key
    }

    /// The assessment.
    pub fn assessment(&self) -> &Assessment {
        self.session.assessment()
    }

    /// Its framework, as it is shown.
    pub fn framework(&self) -> &Framework {
        &self.wording.shown
    }

    /// The assessment with its framework and scores, as the analysis takes it.
    pub fn scored(&self) -> Scored<'_> {
        Scored { framework: self.framework(), assessment: self.assessment(), scores: &self.scores }
    }

    /// The answer to the question at a place.
    pub fn answer(&self, place: usize) -> Option<&Answer> {
        self.assessment().answers.get(&self.framework().node(place).id)
    }

    /// What the answer at a place comes to; `None` for a group.
    pub fn reading(&self, place: usize) -> Option<Reading> {
        self.readings.get(place).copied().flatten()
    }

    /// The levels of the earlier round and of this one that count, where both have one, the
    /// question means the same or nearly, and they differ.
    pub fn moved(&self, place: usize) -> Option<(f64, f64)> {
        let earlier = self.earlier.as_ref()?;
        let (node, _, comparability) = earlier.answer(place)?;
        let (old, new) = (&earlier.opened.framework, self.session.framework());
        let then = earlier.reading(node).value(old.scale(node))?;
        let now = self.reading(place)?.value(new.scale(new.node(place)))?;
        let differ = comparability > Comparability::None && (now - then).abs() > 1e-9;
        differ.then_some((then, now))
    }

    /// The component of a question: the group right above it; of a group itself.
    pub fn component(&self, place: usize) -> usize {
        let node = self.framework().node(place);
        match node.question() {
            Some(_) => node.parent.unwrap_or(Framework::ROOT),
            None => place,
        }
    }

    /// Whether a question waits for somebody to decide and is not parked.
    pub fn is_open(&self, place: usize) -> bool {
        self.reading(place).is_some_and(Reading::is_undecided)
            && !self.answer(place).is_some_and(|a| a.parked)
    }

    /// The place of the next question that waits for somebody, behind a place and then from the
    /// beginning.
    pub fn next_open(&self, place: usize) -> Option<usize> {
        let all = 0..self.readings.len();
        let behind = all.clone().skip(place + 1).find(|at| self.is_open(*at));
        behind.or_else(|| all.take(place).find(|at| self.is_open(*at)))
    }

    /// The place of the first question.
    pub fn first_question(&self) -> usize {
        self.framework().questions().next().map_or(Framework::ROOT, |(at, ..)| at)
    }
}

impl Earlier {
    /// Last round's answer to a question of this round, the node it was given to, and whether the
    /// two can be compared.
    pub fn answer(&self, place: usize) -> Option<(&Node, &Answer, Comparability)> {
        let there = self.opened.framework.node(self.comparison.counterpart(place)?);
        there.question()?;
        let answer = self.opened.assessment.answers.get(&there.id)?;
        Some((there, answer, self.comparison.of(place)))
    }

    /// What that answer came to.
    pub fn reading(&self, node: &Node) -> Reading {
        Reading::of(&self.opened.framework, &self.opened.assessment, node)
    }

    /// The year.
    pub fn year(&self) -> i16 {
        self.opened.assessment.key.year
    }
}
