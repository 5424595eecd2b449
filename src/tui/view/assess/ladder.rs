//! The ladder: every level of the scale with what it looks like here, filled up to the level that
//! counts, so that the level is found by reading rather than by arguing.

use ratatui::text::{Line, Span};

use crate::analysis::reading::Reading;
use crate::domain::{Level, Scale, Verdict};
use crate::report::shown;
use crate::tui::open::Open;
use crate::tui::text::wrap;
use crate::tui::theme::Theme;
use crate::tui::widgets::bar;

const TINY: f64 = 1e-9;

/// Whether there is a free line between the rungs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    /// There is none.
    Tight,
    /// There is one.
    Airy,
}

/// The ladder of a question in lines of a width.
pub(super) fn lines(
    theme: &Theme,
    open: &Open,
    place: usize,
    room: usize,
    spacing: Spacing,
) -> Vec<Line<'static>> {
    let node = open.framework().node(place);
    let scale = open.framework().scale(node);
    let marks = Marks::of(open, place, scale);
    if scale.all_levels().is_empty() {
        return range(theme, scale, &marks, room);
    }
    let described = node.question().map_or(&[][..], |q| &q.levels);
    let mut out = Vec::new();
    for (at, level) in scale.all_levels().iter().enumerate() {
        let text = described.get(at).map_or(level.meaning.as_str(), String::as_str);
        let lines = rung(theme, level, text, &marks, room);
        if let (Spacing::Airy, true, Some(first)) = (spacing, at > 0, lines.first()) {
            out.push(Line::from(first.spans.first().cloned().unwrap_or_default()));
        }
        out.extend(lines);
    }
    out
}

/// What the ladder marks.
struct Marks {
    claimed: Option<f64>,
    counts: Option<f64>,
    carried: Option<f64>,
    unknown: bool,
    earlier: Option<(i16, f64)>,
}

impl Marks {
    fn of(open: &Open, place: usize, scale: &Scale) -> Self {
        let reading = open.reading(place).unwrap_or(Reading::Open);
        let (claimed, counts) = match reading {
            Reading::Scored { claimed, supported, .. } => (Some(claimed), Some(supported)),
            _ => (None, None),
        };
        let scored = |verdict: Option<&Verdict>| match verdict {
            Some(Verdict::Scored(number)) => Some(*number),
            _ => None,
        };
        // What an answer holds while two sides disagree about it is on no step of the ladder.
        let agreed = !open.assessment().disputed(&open.framework().node(place).id);
        let carried = open.answer(place).filter(|a| a.carried && agreed);
        let carried = carried.and_then(|a| scored(a.verdict.as_ref()));
        let earlier = open.earlier.as_ref().and_then(|earlier| {
            let (_, answer, _) = earlier.answer(place)?;
            let number =
                scored(answer.verdict.as_ref()).filter(|n| scale.value_of(*n).is_some())?;
            Some((earlier.year(), number))
        });
        Self { claimed, counts, carried, unknown: reading == Reading::Unknown, earlier }
    }

    /// The words behind a level's name.
    fn words(&self, level: &Level, is_lowest: bool) -> Vec<String> {
        let is = |n: Option<f64>| n.is_some_and(|n| (n - level.number).abs() < TINY);
        let mut words = Vec::new();
        match (is(self.claimed), is(self.counts)) {
            (true, true) => words.push("chosen".to_owned()),
            (true, false) => words.push("claimed".to_owned()),
            (false, true) => words.push("counts, by the evidence".to_owned()),
            _ => {}
        }
        if is(self.carried) {
            words.push("carried over: y confirms".into());
        }
        if self.unknown && is_lowest {
            words.push("not known: counts as this".into());
        }
        if let Some((year, _)) = self.earlier.filter(|(_, number)| is(Some(*number))) {
            words.push(format!("{year}"));
        }
        words
    }
}

fn rung(
    theme: &Theme,
    level: &Level,
    text: &str,
    marks: &Marks,
    room: usize,
) -> Vec<Line<'static>> {
    let reached = |n: Option<f64>| n.is_some_and(|n| level.number <= n + TINY);
    let (rail, style) = if reached(marks.counts) {
        (theme.glyphs.rung, theme.bar)
    } else if reached(marks.claimed) || reached(marks.carried) {
        (theme.glyphs.rung_claimed, theme.warn)
    } else {
        (theme.glyphs.rung_open, theme.rule)
    };
    let is_lowest = marks.unknown && level.number <= 1.0 + TINY;
    let words = marks.words(level, is_lowest);
    let number = level.mark.clone().unwrap_or_else(|| level.number.to_string());
    let tag = if words.is_empty() { String::new() } else { format!(" [{}]", words.join("; ")) };
    let head = format!("{number} {}{tag}", level.name);
    let head = if text.is_empty() { head } else { format!("{head}:") };
    let chosen = [marks.claimed, marks.counts, marks.carried]
        .into_iter()
        .flatten()
        .any(|n| (n - level.number).abs() < TINY);
    // The head and the descriptor run on: the wrap decides where the lines break.
    let whole = format!("{head} {text}");
    let mut left = head.chars().filter(|c| *c != ' ').count();
    let lines = wrap(&whole, room.saturating_sub(4));
    let line = |(at, line): (usize, String)| {
        let (bold, rest) = take(&line, &mut left);
        let indent = if at == 0 { " " } else { "   " };
        let style_of_head = if chosen && at == 0 { theme.selected } else { theme.strong };
        Line::from(vec![
            Span::styled(rail, style),
            Span::raw(indent),
            Span::styled(bold, style_of_head),
            Span::styled(rest, theme.text),
        ])
    };
    lines.into_iter().enumerate().map(line).collect()
}

/// Splits a line behind the characters that belong to the head; spaces are not counted, because
/// wrapping may have dropped them.
fn take(line: &str, left: &mut usize) -> (String, String) {
    let mut end = 0;
    for (at, c) in line.char_indices() {
        if *left == 0 {
            break;
        }
        end = at + c.len_utf8();
        *left -= usize::from(c != ' ');
    }
    (line[..end].to_owned(), line[end..].to_owned())
}

/// A scale without levels: a bar between its ends.
fn range(theme: &Theme, scale: &Scale, marks: &Marks, room: usize) -> Vec<Line<'static>> {
    let (low, high) = (scale.lowest().to_string(), scale.highest().to_string());
    let value = marks.claimed.or(marks.carried);
    let cells = room.saturating_sub(low.len() + high.len() + 4).clamp(4, 50);
    let mut spans = vec![Span::raw(format!("{low} "))];
    spans.extend(bar(theme, value.map(|v| scale.percent(v)), cells));
    spans.push(Span::raw(format!(" {high}")));
    let said = match value {
        Some(value) => format!("{value} ({} %)", shown(scale.percent(value), 1)),
        None => format!("{}: a digit starts it", scale.describe()),
    };
    vec![Line::from(spans), Line::from(Span::styled(said, theme.strong))]
}
