//! Which frameworks there are, and what the chosen one is; of a broken file, what is wrong with it.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::node;
use crate::domain::Framework;
use crate::tui::app::App;
use crate::tui::canvas::{Canvas, below, inside, split_left, split_top};
use crate::tui::screens::frameworks::{Frameworks, Shelved};
use crate::tui::text::{pad, pad_left, width};
use crate::tui::theme::Theme;
use crate::tui::view::TWO_PARTS;
use crate::tui::widgets::{ListLook, labelled, list, paragraph};
use crate::tui::words;
use crate::workspace::Wording;

const QUESTIONS: usize = 9;
const LANGUAGES: usize = 12;

pub(super) fn draw(app: &App, screen: &Frameworks, canvas: &mut Canvas<'_>, area: Rect) {
    let Some(shelf) = &screen.shelf else {
        return canvas.line(inside(area, 2, 1), Span::raw("The frameworks are being read."));
    };
    let (listed, detail) = if area.width >= TWO_PARTS {
        split_left(area, (area.width / 2).min(100), 3)
    } else {
        let wanted = u16::try_from(shelf.len() + 2).unwrap_or(u16::MAX);
        split_top(area, wanted.min(area.height.saturating_sub(8)).max(area.height / 3))
    };
    let (head, rows) = split_top(inside(listed, 1, 0), 1);
    let theme = canvas.theme;
    let room = usize::from(rows.width);
    let name = shelf.iter().map(|shelved| width(&title(app, shelved))).max().unwrap_or(0);
    let name = name.clamp(9, room.saturating_sub(QUESTIONS + LANGUAGES + 16).max(9));
    let heading = format!(
        "{} {}  {} Title",
        pad("Framework", name, theme.glyphs.cut),
        pad_left("Questions", QUESTIONS, ""),
        pad("Languages", LANGUAGES, ""),
    );
    canvas.line(head, Span::styled(heading, theme.title));
    list(canvas, rows, shelf.len(), screen.at, ListLook::Active, |at, cells| {
        shelf.get(at).map_or_else(Line::default, |shelved| row(theme, app, shelved, name, cells))
    });
    let detail = if area.width < TWO_PARTS {
        canvas.rule(detail);
        inside(below(detail, 1), 1, 0)
    } else {
        canvas.rule_down(Rect { x: detail.x.saturating_sub(2), ..detail });
        detail
    };
    if let Some(shelved) = screen.chosen() {
        let lines = about(theme, app, shelved, usize::from(detail.width));
        canvas.lines(detail, lines);
    }
}

/// The id and the version, or the file where there is neither.
fn title(app: &App, shelved: &Shelved) -> String {
    match &shelved.content {
        Ok(framework) => format!("{} {}", framework.id, framework.version),
        Err(_) => app.shorten(&shelved.file),
    }
}

fn row(theme: &Theme, app: &App, shelved: &Shelved, name: usize, cells: usize) -> Line<'static> {
    let cut = theme.glyphs.cut;
    let title = title(app, shelved);
    let Ok(framework) = &shelved.content else {
        let text = format!("cannot be used: {title}");
        return Line::from(Span::styled(pad(&text, cells, cut), theme.bad));
    };
    let left = cells.saturating_sub(name + QUESTIONS + LANGUAGES + 4);
    Line::from(vec![
        Span::styled(pad(&title, name, cut), theme.strong),
        Span::raw(format!(
            " {}  {} {}",
            pad_left(&framework.questions().count().to_string(), QUESTIONS, cut),
            pad(&shelved.languages.join(" "), LANGUAGES, cut),
            pad(&framework.title, left, cut)
        )),
    ])
}

/// What the chosen file holds, or what is wrong with it.
fn about(theme: &Theme, app: &App, shelved: &Shelved, room: usize) -> Vec<Line<'static>> {
    let framework = match &shelved.content {
        Ok(framework) => framework,
        Err(bad) => {
            let text = "This file cannot be used; the others can.";
            let mut lines = paragraph(text, room, theme.bad);
            lines.extend(paragraph(&app.shorten(&bad.to_string()), room, theme.text));
            return lines;
        }
    };
    let mut lines = paragraph(&framework.title, room, theme.title);
    let styles = (theme.strong, theme.text);
    let file = match shelved.built_in {
        true => "part of the program".to_owned(),
        false => app.shorten(&shelved.file),
    };
    lines.extend(labelled("File", 11, &file, room, styles));
    let languages: Vec<String> = shelved.languages.iter().map(|l| words::language(l)).collect();
    lines.extend(labelled("Languages", 11, &languages.join(", "), room, styles));
    lines.extend(node::facts(theme, &Wording::own(framework), Framework::ROOT, room));
    lines
}
