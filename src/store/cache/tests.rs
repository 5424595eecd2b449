//! What a record gives back, and that no bytes at all can do harm.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;

use super::{Cache, cache_of, framed, head, index, pack};
use crate::domain::{Assessment, Framework, Key, check_assessment};
use crate::store::{
    Folder, Library, Stamp, list_assessments, path_of, read_assessment, read_framework, read_text,
};

const TINY: &str = include_str!("../../../tests/documents/tiny.toml");
const FILE: &str = r#"
country = "XAA"
year = 2025
perspective = "self"
country_name = "Asteria"
territory_note = "a note"
[framework]
id = "tiny"
version = "1"
[answers."a.1"]
level = 3
[answers.b]
level = 2
in_place = "paper"
confidence = "fair"
sources = ["law"]
claim = "A claim."
[answers.c]
state = "not-applicable"
reason = "none here"
[answers.d]
state = "unknown"
[[evidence]]
id = "law"
kind = "official-document"
title = "A law"
date = "2024-05"
stance = "against"
[notes.group]
strengths = ["one", "two"]
[[priorities]]
id = "p"
question = "b"
target = 3
impact = [4, 5]
legal = true
exchange = true
[[recommendations]]
id = "r"
level = "policy"
text = "Do it."
about = ["group"]
[[targets]]
id = "b"
level = 3
year = 2028
[[actions]]
id = "x"
title = "Do it"
question = "b"
to = 3
partners = ["an office"]
deadline = "2027-06"
cost = "high"
carried_from = 2022
worked = "partly"
[[duties]]
id = "u"
step = "report"
level = "local"
body = "an office"
[[treaty]]
id = "t"
body = "CRC"
year = 2023
text = "Do it."
level = "policy"
[[offers]]
id = "o"
title = "A visit"
about = ["a.1"]
forms = ["visit"]
[[requests]]
id = "s"
title = "A mentor"
about = ["d"]
languages = ["en"]
"#;

fn stamp() -> Stamp {
    Stamp::of(Path::new(file!())).expect("this file is there, on a system with stamps")
}

/// A file with something of everything, and its record.
fn record() -> (Assessment, Arc<Framework>, Vec<u8>) {
    let f = Arc::new(read_framework(Path::new("tiny.toml"), TINY).expect("a framework"));
    let key = Key::from_parts("XAA", "2025", "self").expect("a key");
    let (a, _) = read_assessment(Path::new("x.toml"), &key, FILE).expect("an assessment");
    let body = pack::pack(&stamp(), &a, &f).expect("a record");
    (a, f, body)
}

fn unpacked(body: &[u8], key: &Key, f: &Arc<Framework>) -> Option<Assessment> {
    unpacked_at(body, &stamp(), key, f)
}

fn unpacked_at(body: &[u8], stamp: &Stamp, key: &Key, f: &Arc<Framework>) -> Option<Assessment> {
    let find = |id: &str, version: &str| {
        (f.id.as_str() == id && f.version == version).then(|| Arc::clone(f))
    };
    pack::unpack(body, &key.to_string(), stamp, key, find).map(|(assessment, _)| assessment)
}

/// Every assessment that comes with the program, with everything that one can hold.
#[test]
fn what_is_packed_comes_back_to_the_bit() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let library = Library::open(&root.join("frameworks")).unwrap();
    let folder = root.join("assessments");
    let mut seen = 0;
    for key in list_assessments(&folder).unwrap().keys {
        let path = path_of(&folder, &key);
        let text = read_text(&path).unwrap();
        let (assessment, warnings) = read_assessment(&path, &key, &text).unwrap();
        let pin = &assessment.framework;
        let f = library.get(pin.id.as_str(), &pin.version).unwrap();
        if !warnings.is_empty() || !check_assessment(&assessment, &f).is_empty() {
            continue;
        }
        let body = pack::pack(&stamp(), &assessment, &f).expect("a record");
        assert_eq!(unpacked(&body, &key, &f).as_ref(), Some(&assessment), "{key}");
        seen += 1;
    }
    assert!(seen > 8, "only {seen} were packed");
}

#[test]
fn a_record_holds_for_one_stamp_one_key_and_one_text_of_the_framework() {
    let (a, f, body) = record();
    assert_eq!(unpacked(&body, &a.key, &f), Some(a.clone()));
    assert_eq!(unpacked(&body, &a.key.in_year(2021), &f), None);
    let other = Stamp::of(Path::new("Cargo.toml")).unwrap();
    assert_eq!(unpacked_at(&body, &other, &a.key, &f), None);
    let reworded = TINY.replacen("title = \"", "title = \"Very ", 1);
    let reworded = read_framework(Path::new("tiny.toml"), &reworded).unwrap();
    assert_ne!(reworded.digest(), f.digest());
    assert_eq!(unpacked(&body, &a.key, &Arc::new(reworded)), None);
}

/// A cache whose every byte but the sums somebody chose, for a file whose stamp they knew.
#[test]
fn a_record_that_no_file_could_have_given_is_doubted() {
    let (a, f, body) = record();
    let key = &a.key;
    for (at, byte) in body.iter().enumerate() {
        for other in [0, 1, 0x7f, 0x80, 0xff, byte.wrapping_add(1)] {
            let mut forged = body.clone();
            forged[at] = other;
            if let Some(read) = unpacked(&forged, key, &f) {
                // Another answer that the framework allows is all that can come of it.
                assert!(check_assessment(&read, &f).is_empty());
            }
        }
        assert_eq!(unpacked(&body[..at], key, &f), None, "cut at {at}");
    }
    let longer = [body.as_slice(), &[0]].concat();
    assert_eq!(unpacked(&longer, key, &f), None);
}

#[test]
fn a_cache_of_another_build_is_not_looked_at() {
    let (a, _, body) = record();
    let folder = tempfile::tempdir().unwrap();
    let path = cache_of(folder.path());
    fs::create_dir(path.parent().unwrap()).unwrap();
    let whole = [head(), framed(&body).unwrap()].concat();
    fs::write(&path, &whole).unwrap();
    assert_eq!(Cache::open(folder.path()).len(), 1);
    let at = whole.iter().position(|b| *b == b'\n').unwrap();
    for touched in [0, at / 2, at - 1] {
        let mut other = whole.clone();
        other[touched] ^= 1;
        fs::write(&path, other).unwrap();
        assert!(Cache::open(folder.path()).is_empty(), "byte {touched} of the head");
    }
    // A length that leads beyond the end, and a sum that does not fit.
    let mut other = whole.clone();
    other[at + 4] = 0xff;
    assert_eq!(index(&other).map(|i| i.assessments.len()), None);
    let mut other = whole;
    *other.last_mut().unwrap() ^= 1;
    fs::write(&path, other).unwrap();
    let cache = Cache::open(folder.path());
    let any = |_: &str, _: &str| -> Option<Arc<Framework>> { panic!("the sum comes first") };
    let file = path_of(folder.path(), &a.key);
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, FILE).unwrap();
    let list = cache.list(&Folder::at(folder.path()), |_| true).unwrap();
    assert!(list.stamps[0].is_some() && cache.find(&list, &a.key, any).is_none());
}

proptest! {
    /// Whatever lies in the file, reading it ends, quickly and without a panic.
    #[test]
    fn no_bytes_do_harm(
        bytes in proptest::collection::vec(any::<u8>(), 0..400),
        edits in proptest::collection::vec((0..300_usize, any::<u8>()), 1..6),
    ) {
        let (a, f, mut body) = record();
        let _ = unpacked(&bytes, &a.key, &f);
        let _ = index(&[head(), bytes].concat());
        for (at, byte) in edits {
            let at = at % body.len();
            body[at] = byte;
        }
        if let Some(read) = unpacked(&body, &a.key, &f) {
            prop_assert!(check_assessment(&read, &f).is_empty());
        }
    }
}
