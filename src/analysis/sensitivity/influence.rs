//! How a score hangs on each part below it, as things stand.

use crate::analysis::Scored;
use crate::analysis::score::combine;
use crate::domain::Framework;

/// What one part does to the score of a node above it; all of it in percent of the scales.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// The part.
    pub place: usize,
    /// Its own score.
    pub percent: f64,
    /// By how many points the node above moves with one point of this part: of means the product of
    /// the weights on the way, each in share of what has a value; of other rules the slope here.
    pub weight: f64,
    /// The score of the node above if this part were left out; `None` where nothing is left.
    pub without: Option<f64>,
    /// The score of the node above if this part stood at the lowest value of its scale.
    pub at_lowest: Option<f64>,
    /// The score of the node above if this part stood at the highest.
    pub at_highest: Option<f64>,
}

/// The influence of every part with a value down to some depths below a node.
pub fn influence(scored: Scored<'_>, place: usize, depths: usize) -> Vec<Influence> {
    let framework = scored.framework;
    let values: Vec<Option<f64>> = scored.scores.nodes().map(|node| node.value).collect();
    let top = framework.node(place);
    let percent_of_top = |value: f64| framework.scale(top).percent(value);
    let below = framework.nodes().iter().enumerate().skip(place + 1);
    let below = below.take_while(|(_, node)| node.depth > top.depth);
    let near = below.filter(|(_, node)| node.depth <= top.depth + depths);
    let of = |(at, node): (usize, &crate::domain::Node)| {
        let own = values[at]?;
        let scale = framework.scale(node);
        let with = |value| otherwise(framework, &values, place, at, value).map(percent_of_top);
        // A hundredth of the scale, towards the side where there is room.
        let width = scale.highest() - scale.lowest();
        let step = if own + width / 100.0 <= scale.best() { width } else { -width } / 100.0;
        let moved = with(Some(own + step))? - with(Some(own))?;
        Some(Influence {
            place: at,
            percent: scale.percent(own),
            weight: moved / (step / width * 100.0),
            without: with(None),
            at_lowest: with(Some(scale.worst())),
            at_highest: with(Some(scale.best())),
        })
    };
    near.filter_map(of).collect()
}

/// The score of a node if a part below it had another value, or none.
fn otherwise(
    framework: &Framework,
    values: &[Option<f64>],
    place: usize,
    part: usize,
    value: Option<f64>,
) -> Option<f64> {
    let mut values = values.to_vec();
    values[part] = value;
    let mut at = part;
    while at != place {
        at = framework.node(at).parent?;
        let node = framework.node(at);
        values[at] = combine(framework, node, node.group()?, &values).map(|c| c.result);
    }
    values[place]
}

#[cfg(test)]
mod tests {
    use super::influence;
    use crate::analysis::testing::{assessment, framework, id, revised, scored};
    use crate::domain::Verdict;

    #[test]
    fn of_means_the_weights_multiply_and_of_the_weakest_link_one_part_counts() {
        let f = framework();
        let states = [("a1", "2"), ("a2", "1"), ("a3", "open"), ("b1", "3 E2"), ("b2", "1")];
        let a = assessment(&f, "XAA", 2020, &states);
        let found = influence(scored(&f, &a), 0, 2);
        let weight = |name: &str| {
            let at = f.find(name).unwrap();
            found.iter().find(|one| one.place == at).map(|one| one.weight)
        };
        for (name, expected) in [("a", 0.5), ("b", 0.5), ("a1", 0.25), ("b2", 0.25)] {
            assert!((weight(name).unwrap() - expected).abs() < 1e-9, "{name}");
        }
        assert_eq!(weight("a3"), None, "an open question has no value to move");
        // Without a: the mean of b alone, which is 2 of 1 to 4.
        let part = &found[0];
        assert!((part.without.unwrap() - 100.0 / 3.0).abs() < 1e-9, "{part:?}");
        assert!((part.at_highest.unwrap() - 200.0 / 3.0).abs() < 1e-9, "{part:?}");
        let weakest = revised(|draft| draft.node[0].rule = "minimum".into());
        let a = assessment(&weakest, "XAA", 2020, &states);
        let found = influence(scored(&weakest, &a), 1, 1);
        let slopes: Vec<f64> = found.iter().map(|one| one.weight.round()).collect();
        assert_eq!(slopes, [0.0, 1.0]);
    }

    /// What the program says of a part is what the scores say when its question is answered so.
    #[test]
    fn the_ends_are_the_scores_of_other_answers() {
        let f = framework();
        let states = [("a1", "2"), ("a2", "1"), ("a3", "2"), ("b1", "2"), ("b2", "1")];
        let a = assessment(&f, "XAA", 2020, &states);
        let at = f.find("b1").unwrap();
        let found = influence(scored(&f, &a), 0, 2);
        let found = found.iter().find(|one| one.place == at).unwrap();
        let mut lower = a.clone();
        lower.answers.each_mut().get_mut(&id("b1")).unwrap().verdict = Some(Verdict::Scored(1.0));
        let expected = scored(&f, &lower).percent(0).unwrap();
        assert!((found.at_lowest.unwrap() - expected).abs() < 1e-9);
    }
}
