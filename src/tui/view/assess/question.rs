//! A question: what is asked, the ladder, the answer; and what belongs to it.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::ladder::{self, Spacing};
use crate::analysis::comparable::Comparability;
use crate::analysis::reading::Reading;
use crate::domain::{Boxed, Question, Scale, Verdict};
use crate::tui::open::Open;
use crate::tui::screens::assess::by_digit;
use crate::tui::theme::Theme;
use crate::tui::view::reference;
use crate::tui::view::wording::{LABEL, brief, remarks};
use crate::tui::widgets::{labelled, paragraph};
use crate::tui::words;

/// The question, its answer, which stays in sight, and its ladder.
pub(super) fn answer(
    theme: &Theme,
    open: &Open,
    place: usize,
    room: usize,
    spacing: Spacing,
) -> Vec<Line<'static>> {
    let node = open.framework().node(place);
    let mut lines = vec![head(theme, open, place)];
    lines.extend(paragraph(&node.name, room, theme.title));
    let say = |label: &str, text: &str, style: Style| {
        labelled(label, LABEL, text, room, (theme.strong, style))
    };
    lines.extend(say("Answer", &said(open, place), theme.text));
    if let Some(why) = capped(open, place) {
        lines.extend(say("Counts as", &why, theme.warn));
    }
    if let Some((label, text)) = last_round(open, place) {
        lines.extend(say(&label, &text, theme.text));
    }
    if let Some((text, is_given)) = change(open, place) {
        let style = if is_given { theme.text } else { theme.warn };
        lines.extend(say("Change", &text, style));
    }
    lines.extend(brief(theme, &open.wording, place, room));
    lines.push(Line::default());
    lines.extend(ladder::lines(theme, open, place, room, spacing));
    lines
}

/// Evidence, boxes, guidance, and what usually comes next.
pub(super) fn more(theme: &Theme, open: &Open, place: usize, room: usize) -> Vec<Line<'static>> {
    let node = open.framework().node(place);
    let mut lines = Vec::new();
    lines.extend(evidence(theme, open, place, room));
    if let Some(answer) = open.answer(place) {
        for (which, _) in Boxed::ALL {
            let text = answer.boxes.get(which);
            if !text.is_empty() {
                lines.push(Line::from(Span::styled(words::boxed(which), theme.strong)));
                lines.extend(paragraph(text, room, theme.text));
            }
        }
    }
    let Some(question) = node.question() else { return lines };
    let remarks = remarks(theme, &open.wording, place, room);
    if !remarks.is_empty() {
        lines.push(Line::default());
        lines.extend(remarks);
    }
    lines.extend(reference::guidance(theme, question, room));
    lines.extend(reference::evidence(theme, question, room));
    if let Some(step) = next_step(open, place, question) {
        lines.extend(reference::heading(theme, "To the next level"));
        lines.extend(paragraph(&step, room, theme.text));
    }
    if !question.standards.is_empty() {
        lines.push(Line::default());
        lines.extend(reference::standards(theme, question, room));
    }
    lines
}

/// The number of the question, its marks, and whether it is parked.
fn head(theme: &Theme, open: &Open, place: usize) -> Line<'static> {
    let mut line = reference::head(theme, open.framework(), place);
    if open.answer(place).is_some_and(|a| a.parked) {
        line.spans.insert(1, Span::styled("PARKED  ", theme.warn));
    }
    line
}

/// The answer in words.
fn said(open: &Open, place: usize) -> String {
    let node = open.framework().node(place);
    let scale = open.framework().scale(node);
    let answer = open.answer(place);
    let mut conflicts = open.assessment().conflicts.iter();
    if let Some(conflict) = conflicts.find(|c| c.about_verdict(&node.id)) {
        let (ours, theirs) = (&conflict.ours.value, &conflict.theirs.value);
        return format!("not agreed: ours {ours}, theirs {theirs}; choose in the review (F4)");
    }
    let verdict = match answer.and_then(|a| a.verdict.as_ref()) {
        None => return format!("open: {}", how_to_answer(scale)),
        Some(Verdict::Unknown) => "not known*: counts as the lowest level".into(),
        Some(Verdict::NotApplicable { reason }) => format!("not applicable: {reason}"),
        Some(Verdict::Scored(number)) => level(scale, *number),
    };
    let mut parts = vec![verdict];
    if let Some(answer) = answer {
        if answer.carried {
            parts.push("carried over, not counted: y confirms".into());
        }
        if answer.confidence.is_some() {
            parts.push(words::confidence(answer.confidence).into());
        }
        let asks = node.question().is_some_and(|q| q.paper_and_practice);
        if asks {
            parts.push(match answer.in_place {
                None => "paper and practice not marked".into(),
                mark => words::in_place(mark).into(),
            });
        }
    }
    parts.join("; ")
}

fn how_to_answer(scale: &Scale) -> String {
    match (by_digit(scale), scale.all_levels()) {
        (true, [first, .., last]) => {
            format!("{} to {} choose a level", first.number, last.number)
        }
        _ => format!("type {}", scale.describe()),
    }
}

/// A number of a scale with the name of its level.
fn level(scale: &Scale, number: f64) -> String {
    let named = scale.all_levels().iter().find(|l| (l.number - number).abs() < 1e-9);
    match named {
        Some(level) => format!("{} {}", scale.label(number), level.name).trim().to_owned(),
        None => scale.label(number),
    }
}

/// Why less counts than was claimed.
fn capped(open: &Open, place: usize) -> Option<String> {
    let Some(Reading::Scored { claimed, supported, grade }) = open.reading(place) else {
        return None;
    };
    let scale = open.framework().scale(open.framework().node(place));
    let caps = &open.framework().scoring.evidence_caps;
    let cap = caps.iter().find(|cap| claimed >= cap.level && grade < cap.needs)?;
    (supported < claimed).then(|| {
        format!(
            "{}: level {} needs {}, and this rests on {}",
            level(scale, supported),
            scale.label(cap.level),
            cap.needs.name(),
            words::grade(grade)
        )
    })
}

/// What the year before said.
fn last_round(open: &Open, place: usize) -> Option<(String, String)> {
    let earlier = open.earlier.as_ref()?;
    let label = format!("In {}", earlier.year());
    let Some((node, answer, comparability)) = earlier.answer(place) else {
        return Some((label, "not asked or not answered".into()));
    };
    let scale = earlier.shown.scale(node);
    let mut text = match (&answer.verdict, earlier.reading(node)) {
        (_, Reading::Scored { claimed, supported, .. }) if supported < claimed => {
            format!("{}, counted as {}", level(scale, claimed), scale.label(supported))
        }
        (Some(Verdict::Scored(number)), _) => level(scale, *number),
        (Some(Verdict::Unknown), _) => "not known".into(),
        (Some(Verdict::NotApplicable { reason }), _) => format!("not applicable: {reason}"),
        (None, _) => "open".into(),
    };
    if answer.carried {
        text.push_str(", never confirmed");
    }
    match comparability {
        Comparability::Same => {}
        Comparability::Caution => text.push_str("; the question was worded otherwise"),
        Comparability::None => text.push_str("; on another scale, not comparable"),
    }
    Some((label, text))
}

/// What became of the level since the year before, why, and whether somebody has said so.
fn change(open: &Open, place: usize) -> Option<(String, bool)> {
    let (then, now) = open.moved(place)?;
    let way = if now > then { "up" } else { "down" };
    let reason = open.answer(place).and_then(|answer| answer.reason_of_change);
    Some(match reason {
        Some(reason) => (format!("{way}: {}", reason.words()), true),
        None => {
            (format!("{way}, no reason given: r says why. It is no progress until then."), false)
        }
    })
}

fn evidence(theme: &Theme, open: &Open, place: usize, room: usize) -> Vec<Line<'static>> {
    let assessment = open.assessment();
    let pieces: Vec<_> =
        open.answer(place).map(|a| assessment.evidence_of(a).collect()).unwrap_or_default();
    let summary = match (open.answer(place), pieces.is_empty()) {
        (Some(answer), false) => words::grade(assessment.grade_of(answer)).to_owned(),
        _ => "none attached: e attaches some".to_owned(),
    };
    let mut lines = labelled("Evidence", LABEL, &summary, room, (theme.strong, theme.text));
    for piece in pieces {
        let text = format!("{} ({})", piece.title, words::evidence(piece, assessment.key.year));
        lines.extend(labelled(theme.glyphs.dot, 2, &text, room, (theme.text, theme.text)));
    }
    lines
}

/// What usually takes a country from the level that counts to the next one.
fn next_step(open: &Open, place: usize, question: &Question) -> Option<String> {
    let now = match open.reading(place)? {
        Reading::Scored { supported, .. } => supported,
        Reading::Unknown | Reading::Open | Reading::Carried => f64::NEG_INFINITY,
        Reading::NotApplicable => return None,
    };
    let step = question.next.iter().find(|step| step.to > now + 1e-9)?;
    Some(reference::step(step))
}
