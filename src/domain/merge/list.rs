//! Merging lists by their content: an element that one side added is added, one that a side took
//! out is taken out, and nothing can be in conflict.

use std::collections::BTreeSet;

/// The three-way merge of a list of texts, the same whichever side is called ours.
pub(super) fn merge(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    if ours == theirs || theirs == base {
        return ours.to_vec();
    }
    if ours == base {
        return theirs.to_vec();
    }
    let [base, ours, theirs] = [base, ours, theirs].map(once);
    // What was in the base either side may take out; what was not, either may add.
    let kept = |mark: &&str| ours.contains(mark) && theirs.contains(mark);
    let [old, old_ours, old_theirs] =
        [&base, &ours, &theirs].map(|list| only(list, |mark| base.contains(mark) && kept(mark)));
    let [new_ours, new_theirs] =
        [&ours, &theirs].map(|list| only(list, |mark| !base.contains(mark)));
    let mut merged = order(old, old_ours, old_theirs);
    merged.extend(interleave(&new_ours, &new_theirs));
    merged.into_iter().map(str::to_owned).collect()
}

/// The elements, each once: a second one says nothing that the first does not, and were it told
/// apart, taking one out and adding another would look as if nothing had happened.
fn once(list: &[String]) -> Vec<&str> {
    let mut seen = BTreeSet::new();
    list.iter().map(String::as_str).filter(|text| seen.insert(*text)).collect()
}

fn only<'a>(list: &[&'a str], wanted: impl Fn(&&'a str) -> bool) -> Vec<&'a str> {
    list.iter().filter(|mark| wanted(mark)).copied().collect()
}

/// The order of elements that all three have: of the side that altered it, else the smaller one.
fn order<'a>(base: Vec<&'a str>, ours: Vec<&'a str>, theirs: Vec<&'a str>) -> Vec<&'a str> {
    if ours == base {
        theirs
    } else if theirs == base {
        ours
    } else {
        ours.min(theirs)
    }
}

/// Two lists of new elements as one: each keeps its order, and of two next ones the smaller goes
/// first.
fn interleave<T: Ord + Copy>(a: &[T], b: &[T]) -> Vec<T> {
    let (mut a, mut b) = (a.iter().copied().peekable(), b.iter().copied().peekable());
    let mut merged = Vec::new();
    loop {
        let next = match (a.peek(), b.peek()) {
            (Some(x), Some(y)) if x == y => {
                // One element that both sides added: both go on behind it.
                b.next();
                a.next()
            }
            (Some(x), Some(y)) if x < y => a.next(),
            (_, Some(_)) => b.next(),
            (Some(_), None) => a.next(),
            (None, None) => return merged,
        };
        merged.extend(next.filter(|next| !merged.contains(next)));
    }
}

#[cfg(test)]
mod tests {
    use super::merge;

    fn merged(base: &str, ours: &str, theirs: &str) -> String {
        let list = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        let (base, ours, theirs) = (list(base), list(ours), list(theirs));
        let one = merge(&base, &ours, &theirs).concat();
        assert_eq!(one, merge(&base, &theirs, &ours).concat(), "the sides do not matter");
        one
    }

    #[test]
    fn keeps_what_was_added_and_leaves_out_what_was_taken_out() {
        for (base, ours, theirs, wanted) in [
            ("abc", "abc", "abc", "abc"),
            ("abc", "ab", "bc", "b"),
            ("abc", "abcx", "abcy", "abcxy"),
            ("abc", "xabc", "bc", "bcx"),
            ("", "zy", "a", "azy"),
            ("", "zx", "zy", "zxy"),
            ("", "aa", "a", "a"),
            ("aa", "a", "aaa", "a"),
            ("z", "", "zz", ""),
            ("abc", "cab", "abcx", "cabx"),
            ("abc", "cba", "bac", "bac"),
        ] {
            assert_eq!(merged(base, ours, theirs), wanted, "{base} {ours} {theirs}");
        }
    }
}
