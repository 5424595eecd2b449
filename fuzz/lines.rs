//! Mutations of whole lines: taken out, doubled, exchanged, moved, or given the value of another.

/// An input with one line altered; `None` where it has too few of them.
pub fn mutated(data: &[u8], seed: u32) -> Option<Vec<u8>> {
    let mut lines: Vec<&[u8]> = data.split(|byte| *byte == b'\n').collect();
    let mut state = u64::from(seed) | 1 << 40;
    let mut below = |most: usize| {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).unwrap_or(0) % most.max(1)
    };
    if lines.len() < 2 {
        return None;
    }
    let (one, other) = (below(lines.len()), below(lines.len()));
    let made;
    match below(5) {
        0 => drop(lines.remove(one)),
        1 => lines.insert(other, lines[one]),
        2 => lines.swap(one, other),
        3 => {
            let moved = lines.remove(one);
            lines.insert(other.min(lines.len()), moved);
        }
        _ => {
            // The start of one line up to a sign, and the end of the other from the same sign on.
            let sign = [b'=', b',', b':', b'"', b' '][below(5)];
            let places = |line: &[u8]| -> Vec<usize> {
                (0..line.len()).filter(|at| line[*at] == sign).collect()
            };
            let (ours, theirs) = (places(lines[one]), places(lines[other]));
            let from = *ours.get(below(ours.len()))?;
            let to = *theirs.get(below(theirs.len()))?;
            made = [&lines[one][..from], &lines[other][to..]].concat();
            lines[one] = &made;
        }
    }
    Some(lines.join(&b'\n'))
}
