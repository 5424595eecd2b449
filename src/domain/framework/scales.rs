//! The scales of a framework, and those and the caps of a draft.

use super::build::Builder;
use super::{EvidenceCap, Framework, Node, Scoring};
use crate::domain::draft::{DraftScale, DraftScoring};
use crate::domain::{Grade, Level, Place, Scale};

impl Framework {
    /// The scale of a node.
    pub fn scale(&self, node: &Node) -> &Scale {
        &self.scales[node.scale]
    }

    /// The scale of the node at a place, and its number: nodes with one number have one scale.
    ///
    /// # Panics
    /// When the place came from another framework.
    pub fn scale_at(&self, at: usize) -> (usize, &Scale) {
        let number = self.scale_of[at];
        (number, &self.scales[number])
    }

    /// The scales by their numbers, the framework's own first.
    pub fn scales(&self) -> &[Scale] {
        &self.scales
    }

    /// The framework's own scale.
    pub fn default_scale(&self) -> &Scale {
        &self.scales[0]
    }
}

impl Builder<'_> {
    pub(super) fn scales(&mut self) -> Vec<Scale> {
        let draft = self.draft;
        let mut scales = Vec::new();
        match &draft.scale {
            Some(scale) => scales.extend(self.scale("default", scale, Place::keys(&["scale"]))),
            None => self.error(
                "scale",
                Place::top(),
                "the framework has no scale",
                "add a table [scale] with levels, or with min and max",
            ),
        }
        for (name, scale) in &draft.scales {
            scales.extend(self.scale(name, scale, Place::keys(&["scales", name])));
        }
        scales
    }

    fn scale(&mut self, name: &str, draft: &DraftScale, place: Place) -> Option<Scale> {
        let id = self.id(name, place.clone())?;
        let levels: Vec<Level> = draft
            .levels
            .iter()
            .map(|l| Level {
                number: l.level,
                value: l.value.unwrap_or(l.level),
                mark: l.mark.clone(),
                name: l.name.clone(),
                meaning: l.meaning.clone(),
            })
            .collect();
        let made = match (levels.is_empty(), draft.min, draft.max) {
            (true, Some(min), Some(max)) => Scale::range(id, min, max),
            (true, ..) => Err("a scale has levels, or both min and max".into()),
            (false, min, max) => Scale::levels(id, levels, draft.halves, min, max),
        };
        made.map_err(|why| {
            self.error(
                "scale",
                place,
                why,
                "see docs/framework-format.md for the three kinds of scale",
            )
        })
        .ok()
    }

    pub(super) fn scoring(&mut self, draft: &DraftScoring, scale: Option<&Scale>) -> Scoring {
        let completeness = draft.completeness.unwrap_or(0.0);
        if !(0.0..=1.0).contains(&completeness) {
            self.error(
                "completeness",
                Place::keys(&["scoring", "completeness"]),
                format!("completeness is a share from 0 to 1, not {completeness}"),
                "write 0.6 for 60 %",
            );
        }
        let mut evidence_caps = Vec::new();
        for (at, cap) in draft.evidence_cap.iter().enumerate() {
            let place = Place {
                steps: [
                    Place::keys(&["scoring"]).steps,
                    Place::element("evidence_cap", at, "").steps,
                ]
                .concat(),
                span: None,
            };
            let known = scale.is_none_or(|s| s.value_of(cap.level).is_some());
            match self.word(&cap.needs, &Grade::ALL, "grade of evidence", place.clone()) {
                Some(needs) if known => evidence_caps.push(EvidenceCap { level: cap.level, needs }),
                Some(_) => self.error(
                    "evidence-cap",
                    place,
                    format!("level {} is not on the scale", cap.level),
                    "name a level of [scale]",
                ),
                None => {}
            }
        }
        evidence_caps.sort_by(|a: &EvidenceCap, b| a.level.total_cmp(&b.level));
        Scoring { completeness, evidence_caps }
    }

    pub(super) fn scale_at(&mut self, name: &str, scales: &[Scale], place: Place) -> usize {
        let wanted = if name.is_empty() { "default" } else { name };
        scales.iter().position(|s| s.id.as_str() == wanted).unwrap_or_else(|| {
            if !scales.is_empty() {
                self.error(
                    "scale",
                    place,
                    format!("there is no scale '{name}'"),
                    "add a table [scales.NAME], or leave the key out for the framework's own scale",
                );
            }
            0
        })
    }
}
