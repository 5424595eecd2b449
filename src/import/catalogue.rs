//! The lines of a PO catalogue, put in order before the parser sees them.
//!
//! The parser takes the form of every line for granted: it panics at a text without quotes, drops the
//! first and the last character of one that has others, runs two messages together that have no
//! empty line between them, and passes over what it does not know. So each line is checked here.

/// Keywords; `msgstr[0]` to `msgstr[9]` come as well.
const KEYWORDS: [&str; 4] = ["msgctxt", "msgid", "msgid_plural", "msgstr"];

/// The same catalogue in the form that the parser expects, without the comments for people.
///
/// # Errors
/// A sentence with the first line that is none of a catalogue.
pub(super) fn in_order(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    // What the message has so far: a keyword, and a translation.
    let (mut begun, mut translated) = (false, false);
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        let wrong = |why: &str| Err(format!("line {}: {why}", at + 1));
        let opens = line.starts_with('#') || line.starts_with("msgctxt") || is_id(line);
        if line.is_empty() || (translated && opens) {
            out.push('\n');
            (begun, translated) = (false, false);
        }
        if line.is_empty() || (line.starts_with('#') && !line.starts_with("#, ")) {
            continue;
        }
        if let Some((keyword, value)) = keyword(line) {
            if !quoted(value) {
                return wrong("the text behind the keyword stands in double quotes");
            }
            out.extend([keyword, " ", value, "\n"]);
            begun = true;
            translated |= keyword.starts_with("msgstr");
        } else if line.starts_with("#, ") || (begun && quoted(line)) {
            out.extend([line, "\n"]);
        } else if line.starts_with('"') {
            return wrong("a text stands behind a keyword, in double quotes");
        } else {
            return wrong(
                "this is no line of a PO catalogue: it starts with msgctxt, msgid or msgstr",
            );
        }
    }
    Ok(out)
}

fn is_id(line: &str) -> bool {
    keyword(line).is_some_and(|(keyword, _)| keyword == "msgid")
}

/// The keyword of a line, and what stands behind it.
fn keyword(line: &str) -> Option<(&str, &str)> {
    let end = line.find(|c: char| c == '"' || c.is_whitespace())?;
    let (keyword, value) = line.split_at(end);
    let plural = keyword
        .strip_prefix("msgstr[")
        .and_then(|rest| rest.strip_suffix(']'))
        .is_some_and(|digit| digit.len() == 1 && digit.bytes().all(|b| b.is_ascii_digit()));
    (plural || KEYWORDS.contains(&keyword)).then(|| (keyword, value.trim_start()))
}

/// Whether a text begins and ends with a double quote, and has none between that is not escaped.
fn quoted(text: &str) -> bool {
    let Some(inner) = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        return false;
    };
    let mut escaped = false;
    for c in inner.chars() {
        if c == '"' && !escaped {
            return false;
        }
        escaped = c == '\\' && !escaped;
    }
    !escaped
}

#[cfg(test)]
mod tests {
    use super::in_order;
    use crate::import::read_translation_po;

    const HEAD: &str = "msgid \"\"\nmsgstr \"Language: sq\\n\"\n";

    #[test]
    fn messages_without_a_line_between_them_stay_apart() {
        let text = format!(
            "# for people\n{HEAD}msgctxt \"a\"\nmsgid \"A \"\n\"B\"\nmsgstr \"X\"\n#, fuzzy\n\
             msgctxt \"b\"\n\tmsgid \"C\"\nmsgstr\"Y\"\n#~ msgid \"gone\"\n"
        );
        let rows = read_translation_po(&text).unwrap();
        let said: Vec<_> = rows.iter().map(|r| [&r.place, &r.source, &r.text]).collect();
        assert_eq!(said, [["a", "A B", "X"], ["b", "C", ""]]);
    }

    #[test]
    fn what_is_no_catalogue_is_refused_with_its_line() {
        for (lines, line) in [
            ("msgid p\n", 3),
            ("msgid \u{436}\n", 3),
            ("msgid \"\n", 3),
            ("msgid \"a\\\"\n", 3),
            ("msgid \"a\" b\"\n", 3),
            ("\n\"a\"\n", 4),
            ("\n\n\"\n", 5),
            ("hello\n", 3),
            ("msgstr[12] \"a\"\n", 3),
        ] {
            let why = read_translation_po(&format!("{HEAD}{lines}")).unwrap_err();
            assert!(why.contains(&format!("line {line}: ")), "{lines}: {why}");
        }
        assert_eq!(in_order("#\n#. x\n"), Ok(String::new()));
    }
}
