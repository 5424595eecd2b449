//! Files that are no assessments any more: cut off, flipped, doubled, in other encodings, too deep,
//! too large, half merged. Each is refused with its place, and left as it is.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use stocktake::domain::Key;
use stocktake::workspace::{FileKind, OpenError, Workspace};

use crate::places::refused_with_places;
use crate::tier::nightly;

const GOLDEN: &str = include_str!("../documents/every-assessment.toml");
const FRAMEWORK: &str = include_str!("../documents/every-field.toml");
const FILE: &str = "assessments/XAA/2025/shadow@north~1.0.toml";

/// What takes this long would never have ended; how fast a file is read is for benchmarks to say.
const NEVER: Duration = Duration::from_secs(60);

/// A bad file, and what was done to it.
type Bad = (String, Vec<u8>);

/// Cut off at every byte.
fn cut() -> Vec<Bad> {
    (0..GOLDEN.len()).map(|at| (format!("cut at {at}"), GOLDEN.as_bytes()[..at].to_vec())).collect()
}

/// One bit flipped, in every byte.
fn flipped() -> Vec<Bad> {
    let bits: &[u32] = if nightly() { &[0, 1, 2, 3, 4, 5, 6, 7] } else { &[4, 7] };
    let flip = |at: usize, bit: u32| {
        let mut bytes = GOLDEN.as_bytes().to_vec();
        bytes[at] ^= 1_u8 << bit;
        (format!("bit {bit} of byte {at}"), bytes)
    };
    (0..GOLDEN.len()).flat_map(|at| bits.iter().map(move |bit| flip(at, *bit))).collect()
}

/// A byte put in, at every place of a stride.
fn spoilt() -> Vec<Bad> {
    let what: [(&str, &[u8]); 7] = [
        ("NUL", b"\0"),
        ("DEL", b"\x7f"),
        ("invalid UTF-8", b"\xff"),
        ("half a character", b"\xc3"),
        ("a surrogate", b"\xed\xa0\x80"),
        ("a byte-order mark", b"\xef\xbb\xbf"),
        ("a bare carriage return", b"\r"),
    ];
    let step = if nightly() { 1 } else { 17 };
    let mut all = Vec::new();
    for (name, bytes) in what {
        for at in (1..GOLDEN.len()).step_by(step) {
            let mut content = GOLDEN.as_bytes().to_vec();
            content.splice(at..at, bytes.iter().copied());
            all.push((format!("{name} at {at}"), content));
        }
    }
    all
}

/// Every line doubled, misspelt, or with another kind of value.
fn altered() -> Vec<Bad> {
    let lines: Vec<&str> = GOLDEN.lines().collect();
    let mut all = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let with = |new: &str| {
            let mut lines = lines.clone();
            lines[at] = new;
            lines.join("\n").into_bytes()
        };
        all.push((format!("line {} twice", at + 1), with(&format!("{line}\n{line}"))));
        all.push((
            format!("conflict at line {}", at + 1),
            with(&format!("<<<<<<< HEAD\n{line}\n=======\n{line}\n>>>>>>> x")),
        ));
        if let Some((key, _)) = line.split_once(" = ") {
            for value in [
                "nan",
                "inf",
                "1979-05-27",
                "{ a = 1 }",
                "[[]]",
                "1e999",
                "yes",
                "1,5",
                "\u{201c}x\u{201d}",
                "99999999999999999999",
                "\"\\ud800\"",
            ] {
                all.push((format!("{key} = {value}"), with(&format!("{key} = {value}"))));
            }
        }
    }
    all
}

/// Too deep, too large, in another encoding, empty.
fn whole() -> Vec<Bad> {
    let deep = |open: &str, close: &str| {
        format!("{GOLDEN}\nx = {}{}\n", open.repeat(100_000), close.repeat(100_000)).into_bytes()
    };
    let utf16 = |mark: [u8; 2], bytes: fn(u16) -> [u8; 2]| {
        mark.into_iter().chain(GOLDEN.encode_utf16().flat_map(bytes)).collect::<Vec<u8>>()
    };
    vec![
        ("arrays 100,000 deep".into(), deep("[", "]")),
        ("tables 100,000 deep".into(), deep("{ a = ", " }")),
        (
            "a key 100,000 deep".into(),
            format!("{GOLDEN}\n{}b = 1\n", "a.".repeat(100_000)).into_bytes(),
        ),
        (
            "a header 100,000 deep".into(),
            format!("{GOLDEN}\n[{}b]\n", "a.".repeat(100_000)).into_bytes(),
        ),
        ("5 MiB".into(), format!("{GOLDEN}\n# {}\n", "x".repeat(5 * 1024 * 1024)).into_bytes()),
        ("5 MiB of zeros".into(), vec![0; 5 * 1024 * 1024]),
        ("UTF-16, little".into(), utf16([0xff, 0xfe], u16::to_le_bytes)),
        ("UTF-16, big".into(), utf16([0xfe, 0xff], u16::to_be_bytes)),
        ("empty".into(), Vec::new()),
        ("a byte-order mark alone".into(), b"\xef\xbb\xbf".to_vec()),
        ("blanks".into(), b" \n\t\n".to_vec()),
        ("JSON".into(), b"{\"country\": \"XAA\"}".to_vec()),
        ("a workbook".into(), b"PK\x03\x04\x14\0\0\0".to_vec()),
        ("a page".into(), b"<!doctype html><p>x".to_vec()),
        ("a framework".into(), FRAMEWORK.into()),
    ]
}

fn workspace() -> (tempfile::TempDir, Workspace, PathBuf, Key) {
    let folder = tempfile::tempdir().expect("a folder");
    Workspace::init(folder.path()).expect("a workspace");
    fs::write(folder.path().join("frameworks/every.toml"), FRAMEWORK).expect("written");
    let path = folder.path().join(FILE);
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(&path, GOLDEN).expect("written");
    let workspace = Workspace::open(folder.path()).expect("a workspace");
    let key = workspace.list().expect("listed").keys.remove(0);
    workspace.read(&key).expect("the golden file is in order");
    (folder, workspace, path, key)
}

/// Tries one file. `true` where it was refused; one that is in order all the same is not counted.
fn refused(workspace: &Workspace, path: &Path, key: &Key, (what, content): &Bad) -> bool {
    fs::write(path, content).expect("written");
    let start = Instant::now();
    let edited = workspace.edit(key);
    assert!(start.elapsed() < NEVER, "{what}: {:?}", start.elapsed());
    let Err(error) = edited else { return false };
    let OpenError::Bad(bad) = error else { panic!("{what}: {error}") };
    refused_with_places(what, &String::from_utf8_lossy(content), &bad);
    assert!(fs::read(path).expect("read") == *content, "{what}: the file was altered");
    let checked = workspace.check(&[path.to_owned()], Some(FileKind::Assessment));
    assert!(checked[0].problems.iter().any(|l| l.problem.is_error()), "{what}");
    true
}

#[test]
fn a_thousand_bad_files_are_refused_with_their_place_and_left_alone() {
    let (_keep, workspace, path, key) = workspace();
    let mut all = Vec::new();
    for (kind, files, least) in [
        ("cut", cut(), 900),
        ("flipped", flipped(), 1_000),
        ("spoilt", spoilt(), 400),
        ("altered", altered(), 400),
        ("whole", whole(), 15),
    ] {
        let count = files.iter().filter(|bad| refused(&workspace, &path, &key, bad)).count();
        println!("{kind}: {count} of {} refused", files.len());
        assert!(count >= least, "{kind}: only {count} of {} were refused", files.len());
        all.push(count);
    }
    assert!(all.iter().sum::<usize>() >= 1_000);
    assert!(fs::read_dir(path.parent().expect("a folder")).expect("listed").count() == 1);
}

#[test]
fn the_program_says_where_and_ends_with_three() {
    let (folder, workspace, path, key) = workspace();
    let step = if nightly() { 50 } else { 300 };
    let mut files = whole();
    for kind in [cut(), flipped(), spoilt(), altered()] {
        files.extend(kind.into_iter().step_by(step));
    }
    let mut tried = 0;
    for bad in files {
        if !refused(&workspace, &path, &key, &bad) {
            continue;
        }
        tried += 1;
        let mut command = Command::new(env!("CARGO_BIN_EXE_stocktake"));
        command.current_dir(folder.path()).env_clear().env("HOME", folder.path());
        let run = command.args(["show", &key.to_string()]).output().expect("started");
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        assert_eq!(run.status.code(), Some(3), "{}: {told}", bad.0);
        let placed = told.split("shadow@north~1.0.toml:").skip(1).any(|place| {
            let mut parts = place.splitn(3, ':');
            let mut number = || parts.next().is_some_and(|p| p.parse::<usize>().is_ok());
            number() && number() && parts.next().unwrap_or_default().starts_with(" error[")
        });
        assert!(placed, "{}: {told}", bad.0);
        assert!(!told.contains("panicked") && !told.contains("RUST_BACKTRACE"), "{told}");
        assert!(fs::read(&path).expect("read") == bad.1, "{}: altered", bad.0);
    }
    assert!(tried >= 25, "only {tried} were tried");
}
