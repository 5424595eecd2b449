//! Files for others.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::export::Format;
use crate::tui::app::App;
use crate::tui::canvas::{Canvas, below, inside, split_top};
use crate::tui::screens::export::{Export, What, good_for};
use crate::tui::text::pad;
use crate::tui::widgets::{ListLook, list, paragraph};

pub(super) fn draw(app: &App, export: &Export, canvas: &mut Canvas<'_>, area: Rect) {
    let (theme, area) = (canvas.theme, inside(area, 1, 0));
    let room = usize::from(area.width);
    let (head, rest) = split_top(area, 1);
    canvas.line(head, Span::styled("What to write", theme.title));
    let (rows, rest) = split_top(rest, u16::try_from(What::ALL.len()).unwrap_or(4));
    list(canvas, rows, What::ALL.len(), export.at, ListLook::Active, |at, cells| {
        let Some((_, name, about)) = What::ALL.get(at) else { return Line::default() };
        Line::from(vec![
            Span::styled(pad(name, 17, ""), theme.strong),
            Span::raw(pad(about, cells.saturating_sub(17), theme.glyphs.cut)),
        ])
    });
    let rest = below(rest, 1);
    let [_, _, back, forth] = theme.glyphs.arrows;
    let title = format!("In which format   {back} {forth}");
    canvas.line(rest, Span::styled(title, theme.title));
    let mut rest = below(rest, 1);
    for (at, (format, name)) in Format::ALL.iter().enumerate() {
        let mark = if at == export.format { "(*)" } else { "( )" };
        let style = if at == export.format { theme.strong } else { theme.text };
        let line = format!("{mark} {} {}", pad(name, 7, ""), good_for(*format));
        canvas.line(rest, Span::styled(line, style));
        rest = below(rest, 1);
    }
    let folder = app.workspace.exports();
    let rest = below(rest, 1);
    let place = format!("Files go to {}", folder.display());
    let rest = canvas.lines(rest, paragraph(&place, room, theme.text));
    let written = export.written.iter().rev();
    canvas.lines(
        rest,
        written.map(|path| Line::from(Span::styled(format!("written: {path}"), theme.good))),
    );
}
