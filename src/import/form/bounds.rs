//! The bounds of a number that a form states.

/// The lowest and the highest number, and what of the statement is not kept.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bounds {
    pub(super) min: f64,
    pub(super) max: f64,
    pub(super) lost: Vec<String>,
}

/// The bounds of a constraint such as `. >= 0 and . <= 100`; `None` where it does not state both.
pub(super) fn of_constraint(constraint: &str, is_whole: bool) -> Option<Bounds> {
    let (mut min, mut max, mut lost) = (None::<f64>, None::<f64>, Vec::new());
    let words: Vec<&str> = constraint.split_whitespace().collect();
    for part in words.join(" ").split(" and ") {
        let Some((comparison, number)) = comparison(part) else {
            lost.push(format!("of the constraint, '{}' is not kept", part.trim()));
            continue;
        };
        let strict = |step: f64| if is_whole { step } else { 0.0 };
        if matches!(comparison, "<" | ">") && !is_whole {
            lost.push(format!("{number} itself counts as allowed"));
        }
        match comparison {
            ">=" => min = Some(min.map_or(number, |m| m.max(number))),
            ">" => {
                let number = if is_whole { number.floor() + strict(1.0) } else { number };
                min = Some(min.map_or(number, |m| m.max(number)));
            }
            "<=" => max = Some(max.map_or(number, |m| m.min(number))),
            _ => {
                let number = if is_whole { number.ceil() - strict(1.0) } else { number };
                max = Some(max.map_or(number, |m| m.min(number)));
            }
        }
    }
    let (min, max) = (min?, max?);
    (min < max).then_some(Bounds { min, max, lost })
}

/// One comparison of the answer, which is written as a dot, with a number.
fn comparison(part: &str) -> Option<(&'static str, f64)> {
    let part = part.trim().trim_matches(['(', ')']).trim();
    for (sign, turned) in [(">=", "<="), ("<=", ">="), (">", "<"), ("<", ">")] {
        let Some((left, right)) = part.split_once(sign) else { continue };
        let (left, right) = (left.trim(), right.trim());
        let number = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite());
        return match (left, right) {
            (".", right) => number(right).map(|n| (sign, n)),
            (left, ".") => number(left).map(|n| (turned, n)),
            _ => None,
        };
    }
    None
}

/// The bounds of the parameters of a range, `start=1 end=10 step=1`; `None` where both are not
/// stated.
pub(super) fn of_parameters(parameters: &str) -> Option<Bounds> {
    let (mut start, mut end, mut lost) = (None, None, Vec::new());
    let tight = parameters.replace(" =", "=").replace("= ", "=");
    for part in tight.split([' ', ',', ';']).filter(|part| !part.is_empty()) {
        let number = |text: &str| text.parse::<f64>().ok().filter(|n| n.is_finite());
        match part.split_once('=') {
            Some(("start", text)) => start = number(text),
            Some(("end", text)) => end = number(text),
            _ => lost.push(format!("of the parameters, '{part}' is not kept")),
        }
    }
    let (min, max) = (start?, end?);
    (min < max).then_some(Bounds { min, max, lost })
}

#[cfg(test)]
mod tests {
    use super::{of_constraint, of_parameters};

    #[test]
    fn bounds_are_read_where_both_are_stated() {
        let both = |text: &str, whole| of_constraint(text, whole).map(|b| (b.min, b.max));
        assert_eq!(both(". >= 0 and . <= 100", true), Some((0.0, 100.0)));
        assert_eq!(both("(.>=0) and (10>=.)", false), Some((0.0, 10.0)));
        assert_eq!(both(".>0 and .<10", true), Some((1.0, 9.0)));
        assert_eq!(both(". > -1 and . < 2.5 and . <= 2", true), Some((0.0, 2.0)));
        for none in ["", ". >= 0", ". <= 1 or . >= 0", "${a} > 1 and . < 2", ". >= 5 and . <= 1"] {
            assert_eq!(both(none, true), None, "{none}");
        }
        let lost = |text: &str| of_constraint(text, false).map(|b| b.lost.len());
        assert_eq!(lost(". > 0 and . <= 1"), Some(1));
        assert_eq!(lost(". >= 0 and . <= 1 and . != 0.5"), Some(1));
        let range = of_parameters("start=1; end = 5 step=2").map(|b| (b.min, b.max, b.lost.len()));
        assert_eq!(range, Some((1.0, 5.0, 1)));
        assert_eq!(of_parameters("end=5"), None);
    }
}
