//! Colours and signs by what they mean.
//!
//! The colours are those of the terminal's own palette, so that light and dark terminals both stay
//! readable; text keeps the terminal's own colour, and where a colour is laid under a text the
//! colour of that text is set with it. No meaning rests on a colour alone: a word or a sign says
//! the same.

use std::env;

use ratatui::style::{Color, Modifier, Style};

/// The styles of the screens by role, and their signs.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Headings.
    pub title: Style,
    /// What matters in a line.
    pub strong: Style,
    /// Ordinary text.
    pub text: Style,
    /// Lines that only divide.
    pub rule: Style,
    /// The chosen line of the part that has the keys.
    pub selected: Style,
    /// The chosen line of the other part.
    pub marked: Style,
    /// A key in the footer.
    pub key: Style,
    /// What is well.
    pub good: Style,
    /// What somebody should look at.
    pub warn: Style,
    /// What is wrong.
    pub bad: Style,
    /// What must not be overlooked.
    pub alarm: Style,
    /// The filled part of a bar.
    pub bar: Style,
    /// The four quarters of a scale, lowest first, as a ground with its text.
    pub quarters: [Style; 4],
    /// The signs.
    pub glyphs: Glyphs,
}

/// The signs of the screens.
#[derive(Clone, Debug)]
pub struct Glyphs {
    /// Ends a text that was cut.
    pub cut: &'static str,
    /// Points at the chosen line.
    pub pointer: &'static str,
    /// A filled cell of a bar.
    pub full: &'static str,
    /// Half a cell of a bar.
    pub half: &'static str,
    /// An empty cell of a bar.
    pub empty: &'static str,
    /// A cell of a bar that may still be lost.
    pub unsure: &'static str,
    /// A cell that a bar never reaches.
    pub track: &'static str,
    /// A line across.
    pub across: &'static str,
    /// A line down.
    pub down: &'static str,
    /// A rung of the ladder that counts.
    pub rung: &'static str,
    /// A rung that is claimed and not supported.
    pub rung_claimed: &'static str,
    /// A rung that is not reached.
    pub rung_open: &'static str,
    /// Between the parts of a line.
    pub dot: &'static str,
    /// Between the steps of the way to a screen.
    pub step: &'static str,
    /// A group that is shown with what is below it.
    pub opened: &'static str,
    /// A group that is folded.
    pub closed: &'static str,
    /// Up, down, the same.
    pub moves: [&'static str; 3],
    /// An open question.
    pub open: &'static str,
    /// From one value to another.
    pub arrow: &'static str,
    /// A point of a chart.
    pub point: &'static str,
    /// A line of a chart.
    pub trend: &'static str,
    /// Where a chart must not be joined.
    pub broken: &'static str,
    /// What is done.
    pub done: &'static str,
    /// Names of the keys up, down, left and right.
    pub arrows: [&'static str; 4],
    /// The corners of a box: top left, top right, bottom left, bottom right.
    pub corners: [&'static str; 4],
}

impl Theme {
    /// The theme that the environment asks for: without colours where `NO_COLOR` is set, with
    /// plain signs where `STOCKTAKE_ASCII` is set or the locale is not UTF-8.
    pub fn from_environment() -> Self {
        let set = |name: &str| env::var_os(name).is_some_and(|v| !v.is_empty());
        let plain = set("STOCKTAKE_ASCII") || !speaks_utf8();
        let glyphs = if plain { Glyphs::ascii() } else { Glyphs::unicode() };
        if set("NO_COLOR") { Self::mono(glyphs) } else { Self::colours(glyphs) }
    }

    /// The theme with the terminal's own colours.
    pub fn colours(glyphs: Glyphs) -> Self {
        let on = |ground, text| Style::new().bg(ground).fg(text);
        Self {
            good: Style::new().fg(Color::Green).add_modifier(Modifier::BOLD),
            warn: Style::new().fg(Color::Magenta).add_modifier(Modifier::BOLD),
            bad: Style::new().fg(Color::Red).add_modifier(Modifier::BOLD),
            alarm: on(Color::Red, Color::White).add_modifier(Modifier::BOLD),
            bar: Style::new().fg(Color::Cyan),
            quarters: [
                on(Color::Red, Color::White).add_modifier(Modifier::BOLD),
                on(Color::Yellow, Color::Black),
                on(Color::Cyan, Color::Black),
                on(Color::Blue, Color::White).add_modifier(Modifier::BOLD),
            ],
            ..Self::mono(glyphs)
        }
    }

    /// The theme without colours: bold, underlined and reversed only.
    pub fn mono(glyphs: Glyphs) -> Self {
        let (plain, bold) = (Style::new(), Style::new().add_modifier(Modifier::BOLD));
        let reversed = Style::new().add_modifier(Modifier::REVERSED);
        Self {
            title: bold,
            strong: bold,
            text: plain,
            rule: Style::new().add_modifier(Modifier::DIM),
            selected: reversed,
            marked: bold.add_modifier(Modifier::UNDERLINED),
            key: bold,
            good: bold,
            warn: bold,
            bad: bold,
            alarm: reversed.add_modifier(Modifier::BOLD),
            bar: plain,
            quarters: [reversed, bold.add_modifier(Modifier::UNDERLINED), bold, plain],
            glyphs,
        }
    }

    /// The style of a share of a scale, 0 to 100 percent.
    pub fn quarter(&self, percent: f64) -> Style {
        let [lowest, low, high, highest] = self.quarters;
        match percent {
            p if p < 25.0 => lowest,
            p if p < 50.0 => low,
            p if p < 75.0 => high,
            _ => highest,
        }
    }
}

impl Glyphs {
    /// Signs that every font for terminals of today has.
    pub fn unicode() -> Self {
        Self {
            cut: "…",
            pointer: "▸",
            full: "█",
            half: "▌",
            empty: "░",
            unsure: "▓",
            track: "·",
            across: "─",
            down: "│",
            rung: "█",
            rung_claimed: "▒",
            rung_open: "│",
            dot: "·",
            step: "›",
            opened: "▾",
            closed: "▸",
            moves: ["▲", "▼", "="],
            open: "·",
            arrow: "→",
            point: "●",
            trend: "·",
            broken: "┊",
            done: "✓",
            arrows: ["↑", "↓", "←", "→"],
            corners: ["┌", "┐", "└", "┘"],
        }
    }

    /// Signs of the oldest character set.
    pub fn ascii() -> Self {
        Self {
            cut: "~",
            pointer: ">",
            full: "#",
            half: "#",
            empty: ".",
            unsure: "=",
            track: " ",
            across: "-",
            down: "|",
            rung: "#",
            rung_claimed: "%",
            rung_open: "|",
            dot: "-",
            step: ">",
            opened: "-",
            closed: "+",
            moves: ["^", "v", "="],
            open: ".",
            arrow: "->",
            point: "*",
            trend: ".",
            broken: ":",
            done: "x",
            arrows: ["Up", "Down", "Left", "Right"],
            corners: ["+", "+", "+", "+"],
        }
    }
}

/// Whether the locale says UTF-8; a system without locales is taken to.
fn speaks_utf8() -> bool {
    if cfg!(windows) {
        return true;
    }
    let first = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| env::var(name).ok().filter(|v| !v.is_empty()));
    first.is_some_and(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}
