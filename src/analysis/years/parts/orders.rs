//! The mean effect of each player over all orders in which they can come in, and how it is written
//! down so that nothing is lost.

/// Who takes part: some players of their own, and then some who come in together, one right behind
/// the other in any order.
#[derive(Clone, Copy, Debug)]
pub struct Players {
    /// Players of their own; their bits of a set come first.
    pub others: usize,
    /// Players who come in together.
    pub together: usize,
}

/// What each player does to the value when it comes in, summed over all orders, and the number of
/// orders: the mean of each is its share, and the shares add up to the value of everybody less that
/// of nobody.
///
/// `value` is of a set of players, as bits. Where a set has no value, the orders that pass through
/// it are left out. `None` where no order is left.
pub fn effects(
    players: Players,
    value: impl Fn(usize) -> Option<i128>,
) -> Option<(Vec<i128>, i128)> {
    let count = players.others + players.together;
    let all = (1_usize << count) - 1;
    let block = all & !((1 << players.others) - 1);
    let values: Vec<Option<i128>> = (0..=all).map(value).collect();
    // From a set in which only some of those are in who come together, another of them comes next.
    let may_follow = |set: usize, player: usize| {
        let inside = set & block;
        let bit = 1 << player;
        set & bit == 0
            && (inside == 0 || inside == block || bit & block != 0)
            && values[set].is_some()
            && values[set | bit].is_some()
    };
    let followers = |set: usize| (0..count).filter(move |player| may_follow(set, *player));
    // How many orders lead from nobody to a set, and from a set to everybody.
    let mut towards = vec![0_i128; all + 1];
    towards[0] = 1;
    for set in 0..=all {
        for player in followers(set) {
            towards[set | 1 << player] += towards[set];
        }
    }
    let mut onwards = vec![0_i128; all + 1];
    onwards[all] = 1;
    for set in (0..all).rev() {
        onwards[set] = followers(set).map(|player| onwards[set | 1 << player]).sum();
    }
    let mut sums = vec![0_i128; count];
    for set in 0..all {
        for player in followers(set) {
            let next = set | 1 << player;
            sums[player] += towards[set] * onwards[next] * (values[next]? - values[set]?);
        }
    }
    (towards[all] > 0).then_some((sums, towards[all]))
}

/// The binary digits behind the point that values are taken to, exactly.
const DIGITS: u32 = 60;

/// A number in units of 2^-60.
#[expect(clippy::cast_possible_truncation, reason = "percentages are far below 2^67")]
pub fn exact(value: f64) -> i128 {
    (value * power(DIGITS)).round() as i128
}

/// The shares as doubles whose sum is `whole` without any remainder, in whatever order they are
/// added, and that sum.
///
/// They stand on the finest grid of a power of two on which every sum of some of them still is a
/// double. Each is rounded down to it, and the few steps that are missing go to the largest
/// remainders, to the earlier player where two are equal. `whole` itself is put on the grid: it
/// changes, in its last bits, only where shares cancel each other that are larger than it is.
pub fn written(effects: &[i128], orders: i128, whole: f64) -> (Vec<f64>, f64) {
    let size: i128 = effects.iter().map(|sum| sum.abs()).sum::<i128>() / orders;
    let size = size.max(exact(whole).abs()) + (1 << (DIGITS - 40));
    // All sums of shares lie below 2^bits units, and a double holds 53 digits.
    let bits = i128::BITS - size.leading_zeros();
    let coarser = bits.saturating_sub(53);
    let step = 1_i128 << coarser;
    let whole = (exact(whole) + step / 2).div_euclid(step);
    let unit = orders * step;
    let mut shares: Vec<i128> = effects.iter().map(|sum| sum.div_euclid(unit)).collect();
    let missing = whole - shares.iter().sum::<i128>();
    let mut by_rest: Vec<usize> = (0..shares.len()).collect();
    by_rest.sort_by_key(|player| std::cmp::Reverse(effects[*player].rem_euclid(unit)));
    for player in by_rest.into_iter().take(usize::try_from(missing).unwrap_or(0)) {
        shares[player] += 1;
    }
    let grid = power(DIGITS - coarser);
    #[expect(clippy::cast_precision_loss, reason = "below 2^53 by the choice of the grid")]
    let number = |steps: i128| steps as f64 / grid;
    let sum = shares.iter().sum();
    (shares.into_iter().map(number).collect(), number(sum))
}

/// A power of two.
fn power(of: u32) -> f64 {
    f64::from(1_u32 << (of / 3))
        * f64::from(1_u32 << (of / 3))
        * f64::from(1_u32 << (of - of / 3 * 2))
}

#[cfg(test)]
mod tests {
    use super::{Players, effects, exact, written};

    fn game(values: &'static [i128]) -> impl Fn(usize) -> Option<i128> {
        move |set| Some(values[set])
    }

    #[test]
    fn two_who_only_work_together_share_what_they_do() {
        let found = effects(Players { others: 2, together: 0 }, game(&[0, 0, 0, 10]));
        assert_eq!(found, Some((vec![10, 10], 2)));
    }

    /// The textbook glove game: one left glove, two right ones; 4, 1 and 1 sixths.
    #[test]
    fn the_glove_game_has_its_known_solution() {
        let found = effects(Players { others: 3, together: 0 }, game(&[0, 0, 0, 1, 0, 1, 0, 1]));
        assert_eq!(found, Some((vec![4, 1, 1], 6)));
    }

    /// When the two right gloves come in together, the left one gets half, and they share the rest.
    #[test]
    fn those_who_come_together_share_what_they_get_as_one() {
        let found = effects(Players { others: 1, together: 2 }, game(&[0, 0, 0, 1, 0, 1, 0, 1]));
        assert_eq!(found, Some((vec![2, 1, 1], 4)));
    }

    #[test]
    fn an_order_through_a_set_without_a_value_is_left_out() {
        let value = |set: usize| [Some(0), None, Some(3), Some(5)][set];
        let found = effects(Players { others: 2, together: 0 }, value);
        assert_eq!(found, Some((vec![2, 3], 1)));
        let none = |set: usize| [Some(0), None, None, Some(5)][set];
        assert_eq!(effects(Players { others: 2, together: 0 }, none), None);
    }

    #[test]
    fn what_is_written_down_adds_up_to_the_last_bit() {
        for (thirds, whole) in [([1, 1, 1], 1.0), ([1, 4, -2], 1.0), ([100, -99, 2], 1.0)] {
            let (shares, sum) = written(&thirds.map(|n| n * exact(1.0)), 3, whole);
            assert_eq!(sum.to_bits(), whole.to_bits());
            let [a, b, c] = shares[..] else { panic!("three shares") };
            for total in [a + b + c, c + b + a, (a + c) + b] {
                assert_eq!(total.to_bits(), whole.to_bits(), "{shares:?}");
            }
        }
        let third = 100.0 / 3.0;
        let (shares, sum) = written(&[exact(third), 0], 1, third);
        assert_eq!((shares[0].to_bits(), sum.to_bits()), (third.to_bits(), third.to_bits()));
    }
}
