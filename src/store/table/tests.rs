//! The plain reader beside the whole parser.

use toml::de::DeTable;

use super::{Table, plain};

/// What the whole parser makes of a text.
fn whole(text: &str) -> Option<Table<'_>> {
    DeTable::parse(text).ok().map(|table| table.into_inner().into())
}

#[test]
fn a_plain_file_reads_as_the_whole_parser_reads_it() {
    let text = "# head\na = 1\n\"b c\" = \"x\\ty\" # why\n[answers]\n[answers.one]\nlevel = 2.5\n\
        sources = [\"s\", 't'\n, \"u\", ]\ncarried = true\n[answers.\"two three\"]\nstate = '''na\n'''\n\
        [[evidence]]\nid = \"e\"\n[[evidence]]\nid = \"f\"\nn = 1_000\nx = -0.5e3\n[notes.a]\n";
    assert!(plain(text).is_some());
    assert_eq!(plain(text), whole(text));
}

/// Whatever is not plain, and whatever is wrong, is left to the whole parser.
#[test]
fn what_is_not_plain_is_left_alone() {
    for text in [
        "a.b = 1",
        "a = {b = 1}",
        "a = [[1]]",
        "a = [{b = 1}]",
        "a = 0x10",
        "a = 2020-01-01",
        "[a.b.c]",
        "[[a.b]]",
        "a = 1\na = 2",
        "[a]\n[a]",
        "[a]\nb = 1\n[a.b]",
        "[a.b]\n[a.b]",
        "a = 1\n[a.b]",
        "a = 1\n[[a]]",
        "a = [1]\n[[a]]",
        "[a]\n[[a]]",
        "[[a]]\n[a]",
        "[[a]]\n[a.b]",
        "a = ",
        "a = \"",
        "a = 01",
        "= 1",
        "[a",
        "[]",
        "a = 1 b = 2",
        "a = [1 2]",
        "a = \"\\q\"",
        "\u{feff}a = \"\u{1}\"",
        "a = 1 # \u{1}",
        "\"a\" = 1\na = 2",
    ] {
        assert_eq!(plain(text), None, "{text}");
    }
}

/// Small pieces of files in every order: where the plain reader answers, it agrees.
#[test]
fn the_two_readers_agree() {
    use proptest::prelude::{Strategy, prop};
    use proptest::test_runner::{Config, TestRunner};
    let piece = prop::sample::select(vec![
        "a = 1\n",
        "b = \"x\"\n",
        "c = [1, \"y\"]\n",
        "[a]\n",
        "[b]\n",
        "[a.b]\n",
        "[a.c]\n",
        "[[b]]\n",
        "[[c]]\n",
        "a.b = 1\n",
        "d = {e = 1}\n",
        " # word\n",
        "\r\n",
        "e = -1.50\n",
        "'f' = true\n",
        "[b.a]\n",
        "g = ",
        "\"",
        "]",
        "\n",
    ]);
    let text = prop::collection::vec(piece, 0..9).prop_map(|pieces| pieces.concat());
    let mut plain_ones = 0;
    let mut runner =
        TestRunner::new(Config { cases: 20_000, failure_persistence: None, ..Config::default() });
    let outcome = runner.run(&text, |text| {
        if let Some(table) = plain(&text) {
            proptest::prop_assert_eq!(Some(table), whole(&text));
        }
        Ok(())
    });
    assert!(outcome.is_ok(), "{outcome:?}");
    let mut count = |text: &str| plain_ones += usize::from(plain(text).is_some());
    count("[a]\nb = \"x\"\n[[b]]\n");
    assert_eq!(plain_ones, 1);
}
