//! Letters by the place of their key, so that a command works while a Cyrillic layout is on.

/// The letter that the same key gives on a Latin keyboard, in small; everything that is no letter
/// of a known layout stays as it is.
pub(super) fn latin(c: char) -> char {
    const CYRILLIC: &str = "йцукенгшщзхїфіывапролджєячсмитьбю";
    const LATIN: &str = "qwertyuiop[]assdfghjkl;'zxcvbnm,.";
    let small = c.to_lowercase().next().unwrap_or(c);
    let at = CYRILLIC.chars().position(|other| other == small);
    at.and_then(|at| LATIN.chars().nth(at)).unwrap_or(small)
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn a_key_means_the_same_in_another_layout() {
        let keys = [('й', 'q'), ('т', 'n'), ('і', 's'), ('ы', 's'), ('Ч', 'x'), ('Q', 'q')];
        for (pressed, meant) in keys {
            assert_eq!(latin(pressed), meant, "{pressed}");
        }
        assert_eq!(latin('/'), '/');
    }
}
