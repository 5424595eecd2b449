//! Merging lists by their content: an element that one side added is added, one that a side took
//! out is taken out, and nothing can be in conflict.

use std::collections::BTreeMap;

/// One element of a list, told from its equals by how many of them stand before it.
type Mark<'a> = (&'a str, usize);

/// The three-way merge of a list of texts, the same whichever side is called ours.
pub(super) fn merge(base: &[String], ours: &[String], theirs: &[String]) -> Vec<String> {
    if ours == theirs || theirs == base {
        return ours.to_vec();
    }
    if ours == base {
        return theirs.to_vec();
    }
    let [base, ours, theirs] = [base, ours, theirs].map(marks);
    // Where an element was in the base, either side may take it out; where it was not, either may
    // add it.
    let kept = |mark: &Mark<'_>| {
        let (in_ours, in_theirs) = (ours.contains(mark), theirs.contains(mark));
        if base.contains(mark) { in_ours && in_theirs } else { in_ours || in_theirs }
    };
    let [old, old_ours, old_theirs] =
        [&base, &ours, &theirs].map(|list| only(list, |mark| base.contains(mark) && kept(mark)));
    let [new_ours, new_theirs] =
        [&ours, &theirs].map(|list| only(list, |mark| !base.contains(mark)));
    let mut merged = order(old, old_ours, old_theirs);
    merged.extend(interleave(&new_ours, &new_theirs));
    merged.into_iter().map(|(text, _)| text.to_owned()).collect()
}

fn marks(list: &[String]) -> Vec<Mark<'_>> {
    let mut seen = BTreeMap::new();
    list.iter()
        .map(|text| {
            let count = seen.entry(text.as_str()).or_insert(0_usize);
            *count += 1;
            (text.as_str(), *count - 1)
        })
        .collect()
}

fn only<'a>(list: &[Mark<'a>], wanted: impl Fn(&Mark<'a>) -> bool) -> Vec<Mark<'a>> {
    list.iter().filter(|mark| wanted(mark)).copied().collect()
}

/// The order of elements that all three have: of the side that altered it, else the smaller one.
fn order<'a>(base: Vec<Mark<'a>>, ours: Vec<Mark<'a>>, theirs: Vec<Mark<'a>>) -> Vec<Mark<'a>> {
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
            (Some(x), Some(y)) if x <= y => a.next(),
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
            ("", "aa", "a", "aa"),
            ("aa", "a", "aaa", "aa"),
            ("abc", "cab", "abcx", "cabx"),
            ("abc", "cba", "bac", "bac"),
        ] {
            assert_eq!(merged(base, ours, theirs), wanted, "{base} {ours} {theirs}");
        }
    }
}
