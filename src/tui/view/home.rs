//! Countries and their assessments, with a small profile of the chosen one.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::TWO_PARTS;
use super::header::year_and_view;
use crate::report::shown;
use crate::tui::app::App;
use crate::tui::canvas::{Canvas, below, inside, split_left, split_top};
use crate::tui::catalogue::{Entry, State, Summary};
use crate::tui::cursor::window;
use crate::tui::screens::home::Home;
use crate::tui::text::{pad, pad_left, width};
use crate::tui::theme::Theme;
use crate::tui::widgets::{ListLook, bar, list, paragraph, progress_bar};
use crate::tui::words;

pub(super) fn draw(app: &App, home: &Home, canvas: &mut Canvas<'_>, area: Rect) {
    let count = app.catalogue.entries.len() + app.catalogue.stray.len();
    if count == 0 {
        return empty(app, canvas, area);
    }
    let (listed, profile) = if area.width >= TWO_PARTS {
        split_left(area, (area.width / 2).clamp(TWO_PARTS / 2, 92), 3)
    } else {
        let wanted = u16::try_from(count + 2).unwrap_or(u16::MAX);
        split_top(area, wanted.min(area.height.saturating_sub(11)).max(area.height / 2))
    };
    let (head, rows) = split_top(inside(listed, 1, 0), 1);
    let columns = Columns::of(app, usize::from(rows.width));
    canvas.line(head, Span::styled(columns.heading(canvas.theme), canvas.theme.title));
    let theme = canvas.theme;
    let first = window(home.at, count, usize::from(rows.height));
    list(canvas, rows, count, home.at, ListLook::Active, |at, cells| {
        match app.catalogue.entries.get(at) {
            Some(entry) => {
                let before = at.checked_sub(1).filter(|_| at > first);
                let before = before.and_then(|n| app.catalogue.entries.get(n));
                let repeats = before.is_some_and(|b| b.key.country == entry.key.country);
                columns.row(theme, entry, repeats)
            }
            None => {
                let stray = app.catalogue.stray.get(at - app.catalogue.entries.len());
                let path = stray.map(|s| app.shorten(&s.path.display().to_string()));
                let path = path.unwrap_or_default();
                let name = format!("not used: {path}");
                Line::from(Span::styled(pad(&name, cells, theme.glyphs.cut), theme.bad))
            }
        }
    });
    if area.width < TWO_PARTS {
        canvas.rule(profile);
        chosen(app, home, canvas, inside(below(profile, 1), 1, 0));
    } else {
        canvas.rule_down(Rect { x: profile.x.saturating_sub(2), ..profile });
        chosen(app, home, canvas, profile);
    }
}

/// What an empty folder shows.
fn empty(app: &App, canvas: &mut Canvas<'_>, area: Rect) {
    let text = format!(
        "There are no assessments in {} yet.\n\nn makes a new one: a country, a year, and the \
         questions of the framework to walk through.",
        app.workspace.root().display()
    );
    let place = inside(area, 2, 1);
    let lines = paragraph(&text, usize::from(place.width), canvas.theme.text);
    canvas.lines(place, lines);
}

/// How the width is shared out among the columns.
struct Columns {
    country: usize,
    round: usize,
    bar: usize,
}

const STATUS: usize = 12;
const COUNT: usize = 9;

impl Columns {
    fn of(app: &App, room: usize) -> Self {
        let entries = &app.catalogue.entries;
        let round = entries.iter().map(|e| width(&year_and_view(&e.key))).max().unwrap_or(4);
        let round = round.clamp(4, 30);
        let free = room.saturating_sub(round + STATUS + COUNT + 8);
        let country = (free / 2).clamp(8, 26);
        Self { country, round, bar: free.saturating_sub(country).clamp(4, 24) }
    }

    fn heading(&self, theme: &Theme) -> String {
        let cut = theme.glyphs.cut;
        format!(
            "{}  {}  {}  {}",
            pad("Country", self.country, cut),
            pad("Year", self.round, cut),
            pad("Status", STATUS, cut),
            "Answered",
        )
    }

    fn row(&self, theme: &Theme, entry: &Entry, repeats: bool) -> Line<'static> {
        let cut = theme.glyphs.cut;
        let name = match &entry.state {
            State::Read(summary) => summary.country.clone(),
            _ => entry.key.country.standard_name().unwrap_or(entry.key.country.as_str()).into(),
        };
        let name = if repeats { String::new() } else { name };
        let mut spans = vec![
            Span::styled(pad(&name, self.country, cut), theme.strong),
            Span::raw(format!("  {}  ", pad(&year_and_view(&entry.key), self.round, cut))),
        ];
        match &entry.state {
            State::Waiting => spans.push(Span::raw("...")),
            State::Bad(_) => spans.push(Span::styled("unreadable: see below", theme.bad)),
            State::Read(summary) => {
                let p = &summary.progress;
                let status = words::status(p.status());
                spans.push(Span::raw(format!("{}  ", pad(status, STATUS, cut))));
                spans.extend(progress_bar(theme, p.answered, p.applicable, self.bar));
                let count = format!("{}/{}", p.answered, p.applicable);
                spans.push(Span::raw(pad_left(&count, COUNT, cut)));
            }
        }
        Line::from(spans)
    }
}

/// What is known of the chosen line.
fn chosen(app: &App, home: &Home, canvas: &mut Canvas<'_>, area: Rect) {
    let room = usize::from(area.width);
    let theme = canvas.theme;
    let lines = match app.catalogue.entries.get(home.at) {
        Some(Entry { key, state: State::Read(summary) }) => {
            let title = format!("{} {}", summary.country, year_and_view(key));
            profile(theme, &title, summary, room, usize::from(area.height))
        }
        Some(Entry { state: State::Waiting, .. }) => {
            vec![Line::from("Being read. Enter opens it at once.")]
        }
        Some(Entry { state: State::Bad(bad), .. }) => {
            broken(theme, &app.shorten(&bad.to_string()), room)
        }
        None => {
            let at = home.at.saturating_sub(app.catalogue.entries.len());
            let text = app.catalogue.stray.get(at).map(|bad| app.shorten(&bad.to_string()));
            broken(theme, &text.unwrap_or_default(), room)
        }
    };
    canvas.lines(area, lines);
}

fn broken(theme: &Theme, text: &str, room: usize) -> Vec<Line<'static>> {
    let mut lines =
        vec![Line::from(Span::styled("This file cannot be used; the others can.", theme.bad))];
    lines.extend(paragraph(text, room, theme.text));
    lines
}

fn profile(
    theme: &Theme,
    title: &str,
    summary: &Summary,
    room: usize,
    height: usize,
) -> Vec<Line<'static>> {
    let p = &summary.progress;
    let mut counts = vec![format!("{} of {} answered", p.answered, p.applicable)];
    if p.core_applicable > 0 {
        counts.push(format!("core {} of {}", p.core_answered, p.core_applicable));
    }
    let further = [(p.parked, "parked"), (p.carried, "to confirm"), (p.unknown, "not known")];
    let further = further.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}"));
    counts.extend(further);
    let mut lines = vec![
        Line::from(vec![
            Span::styled(title.to_owned(), theme.title),
            Span::raw(format!("  {}", summary.framework)),
        ]),
        Line::from(counts.join(", ")),
    ];
    let name = summary.domains.iter().map(|d| width(&d.name)).max().unwrap_or(0);
    let name = name.min(room.saturating_sub(40)).max(8);
    let cells = room.saturating_sub(name + 32).clamp(4, 40);
    if height > summary.domains.len() + 4 {
        lines.push(Line::default());
    }
    if height > summary.domains.len() + 2 {
        let columns = format!("{}  Score     Answered  Evidence", " ".repeat(name + cells + 1));
        lines.push(Line::from(Span::styled(columns, theme.strong)));
    }
    for domain in &summary.domains {
        let score = match domain.percent {
            Some(percent) => {
                let star = if domain.starred { "*" } else { " " };
                format!("{} %{star}", shown(percent, 1))
            }
            None => {
                if domain.coverage == Some(0.0) {
                    "-".into()
                } else {
                    "withheld".into()
                }
            }
        };
        let grade = domain.evidence.map_or("", crate::domain::Grade::name);
        let covered = domain.coverage.map_or(0.0, |c| c * 100.0);
        let mut spans = vec![Span::raw(format!("{}  ", pad(&domain.name, name, theme.glyphs.cut)))];
        spans.extend(bar(theme, domain.percent, cells));
        let covered = format!("{} %", shown(covered, 0));
        let (score, covered) = (pad_left(&score, 8, ""), pad_left(&covered, 8, ""));
        spans.push(Span::raw(format!(" {score}  {covered}  {grade}")));
        lines.push(Line::from(spans));
    }
    if height > summary.domains.len() + 5 {
        lines.push(Line::default());
        let key = "Scores are percent of the scale; * counts a \"not known\"; evidence is the median grade.";
        lines.extend(paragraph(key, room, theme.text));
    }
    for warning in &summary.warnings {
        lines.extend(paragraph(warning, room, theme.warn));
    }
    lines
}
