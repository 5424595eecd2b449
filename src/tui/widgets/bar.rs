//! Bars of a share, always beside the number that they picture.

use ratatui::text::Span;

use crate::tui::theme::Theme;

/// A bar of `cells` for a percentage; nothing but the track where there is none.
pub fn bar(theme: &Theme, percent: Option<f64>, cells: usize) -> Vec<Span<'static>> {
    let halves = percent.map_or(0, |percent| filled(percent, cells * 2));
    let full = theme.glyphs.full.repeat(halves / 2);
    let half = theme.glyphs.half.repeat(halves % 2);
    let rest = theme.glyphs.empty.repeat(cells - halves.div_ceil(2));
    vec![Span::styled(full + &half, theme.bar), Span::styled(rest, theme.rule)]
}

/// A bar that also shows how low and how high the value can still become.
pub fn range_bar(
    theme: &Theme,
    percent: Option<f64>,
    [lowest, highest]: [Option<f64>; 2],
    cells: usize,
) -> Vec<Span<'static>> {
    let reached = percent.map_or(0, |p| filled(p, cells));
    let sure = lowest.map_or(reached, |p| filled(p, cells)).min(reached);
    let most = highest.map_or(reached, |p| filled(p, cells)).max(reached);
    vec![
        Span::styled(theme.glyphs.full.repeat(sure), theme.bar),
        Span::styled(theme.glyphs.unsure.repeat(reached - sure), theme.bar),
        Span::styled(theme.glyphs.empty.repeat(most - reached), theme.bar),
        Span::styled(theme.glyphs.track.repeat(cells - most), theme.rule),
    ]
}

/// A bar for a count of a whole.
pub fn progress_bar(theme: &Theme, done: u32, of: u32, cells: usize) -> Vec<Span<'static>> {
    let percent = (of > 0).then(|| f64::from(done) / f64::from(of) * 100.0);
    bar(theme, percent, cells)
}

/// How many of `steps` a percentage fills: none only at nothing, all only at everything.
fn filled(percent: f64, steps: usize) -> usize {
    let share = (percent / 100.0).clamp(0.0, 1.0);
    // Counting steps up instead of turning a float into an integer: no cast can go wrong.
    let reached = (1..=u32::try_from(steps).unwrap_or(0))
        .filter(|step| {
            f64::from(*step) <= share * f64::from(u32::try_from(steps).unwrap_or(0)) + 1e-9
        })
        .count();
    if share > 0.0 { reached.max(1) } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{Theme, bar, filled};
    use crate::tui::text::width;
    use crate::tui::theme::Glyphs;

    #[test]
    fn only_nothing_is_empty_and_only_everything_is_full() {
        assert_eq!([0.0, 0.1, 50.0, 99.9, 100.0].map(|p| filled(p, 20)), [0, 1, 10, 19, 20]);
        assert_eq!([f64::NAN, -5.0, 400.0].map(|p| filled(p, 20)), [0, 0, 20]);
    }

    #[test]
    fn a_bar_always_has_its_cells() {
        let theme = Theme::mono(Glyphs::unicode());
        for percent in [None, Some(0.0), Some(12.5), Some(100.0)] {
            let cells: usize = bar(&theme, percent, 10).iter().map(|s| width(&s.content)).sum();
            assert_eq!(cells, 10);
        }
    }
}
