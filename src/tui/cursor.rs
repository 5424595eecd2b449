//! The chosen line of a list, and the part of a list that a screen shows.

use super::action::Action;

/// Moves the chosen line of a list of `count`; `false` for an action that moves nothing.
pub fn step(at: &mut usize, count: usize, page: usize, action: &Action) -> bool {
    let last = count.saturating_sub(1);
    let page = page.max(2) - 1;
    *at = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => *at + 1,
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => *at + page,
        Action::First => 0,
        Action::Last => last,
        Action::Pick(line) => *line,
        _ => return false,
    }
    .min(last);
    true
}

/// Moves a text that is longer than its place; `false` for an action that moves nothing.
pub fn scroll(at: &mut usize, end: usize, page: usize, action: &Action) -> bool {
    let page = page.max(2) - 1;
    *at = match action {
        Action::Up => at.saturating_sub(1),
        Action::Down => *at + 1,
        Action::PageUp => at.saturating_sub(page),
        Action::PageDown => *at + page,
        Action::First => 0,
        Action::Last => end,
        _ => return false,
    }
    .min(end);
    true
}

/// The first line that a window of `room` lines shows, so that line `at` of `count` is in it with
/// its neighbours, and the window is full where there is enough to fill it.
pub fn window(at: usize, count: usize, room: usize) -> usize {
    let middle = at.saturating_sub(room / 2);
    middle.min(count.saturating_sub(room))
}

#[cfg(test)]
mod tests {
    use super::{step, window};
    use crate::tui::action::Action;

    #[test]
    fn a_step_stays_inside_the_list() {
        let mut at = 0;
        assert!(step(&mut at, 3, 10, &Action::Up) && at == 0);
        assert!(step(&mut at, 3, 10, &Action::PageDown) && at == 2);
        assert!(step(&mut at, 0, 10, &Action::Last) && at == 0);
        assert!(!step(&mut at, 3, 10, &Action::Open));
    }

    #[test]
    fn the_window_holds_the_chosen_line_and_is_full() {
        for count in 0..30 {
            for room in 1..12 {
                for at in 0..count {
                    let first = window(at, count, room);
                    assert!(first <= at && at < first + room, "{at} of {count} in {room}");
                    assert!(first + room <= count || first == 0);
                }
            }
        }
    }
}
