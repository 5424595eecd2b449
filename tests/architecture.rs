//! The rules that keep the code in its shape: arrows that point down, files that stay small, and
//! boundaries that a word search can check.

use std::fs;
use std::path::{Path, PathBuf};

/// For each module: what its sources never mention.
const FORBIDDEN: [(&str, &[&str]); 9] = [
    (
        "domain",
        &[
            "std::fs",
            "std::env",
            "std::io",
            "SystemTime",
            "Instant",
            "Zoned",
            "toml::",
            "toml_edit",
            "serde_json",
            "ratatui",
            "crossterm",
            "clap",
            "crate::analysis",
            "crate::report",
            "crate::export",
            "crate::import",
            "crate::store",
            "crate::workspace",
            "crate::cli",
            "crate::tui",
            "println!",
        ],
    ),
    (
        "analysis",
        &[
            "std::fs",
            "std::env",
            "std::io",
            "SystemTime",
            "Instant",
            "Zoned",
            "toml",
            "serde_json",
            "ratatui",
            "clap",
            "crate::report",
            "crate::export",
            "crate::import",
            "crate::store",
            "crate::workspace",
            "crate::cli",
            "crate::tui",
            "println!",
        ],
    ),
    (
        "report",
        &[
            "std::fs",
            "std::env",
            "ratatui",
            "crossterm",
            "clap",
            "crate::export",
            "crate::store",
            "crate::workspace",
            "crate::cli",
            "crate::tui",
            "println!",
        ],
    ),
    (
        "export",
        &[
            "std::fs",
            "std::env",
            "println!",
            "ratatui",
            "clap",
            "crate::analysis",
            "crate::store",
            "crate::workspace",
            "crate::cli",
            "crate::tui",
        ],
    ),
    (
        "import",
        &[
            "std::fs",
            "println!",
            "ratatui",
            "clap",
            "crate::store",
            "crate::workspace",
            "crate::cli",
            "crate::tui",
        ],
    ),
    (
        "store",
        &[
            "ratatui",
            "crossterm",
            "clap",
            "println!",
            "crate::report",
            "crate::export",
            "crate::workspace",
            "crate::cli",
            "crate::tui",
            "crate::analysis",
        ],
    ),
    ("workspace", &["ratatui", "crossterm", "clap", "println!", "crate::cli", "crate::tui"]),
    ("cli", &["ratatui", "crate::tui", "println!", "process::exit"]),
    ("tui", &["clap", "crate::cli", "crate::store", "println!", "RefCell", "process::exit"]),
];

/// The wall for a file, in lines; most have 60 to 250.
const LONGEST: usize = 400;

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn src() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The code of a file without its comments and without the tests at its end; nothing of a file
/// that holds tests alone.
fn code(path: &Path) -> String {
    let tests = |name: &str| ["tests", "testing"].contains(&name);
    let below = path.strip_prefix(src()).unwrap_or(path);
    let mut names = below.iter().filter_map(|name| name.to_str());
    if names.any(|name| tests(name.strip_suffix(".rs").unwrap_or(name))) {
        return String::new();
    }
    let text = fs::read_to_string(path).unwrap_or_default();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|l| !l.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn arrows_point_down() {
    let mut broken = Vec::new();
    let mut read = 0;
    for (module, words) in FORBIDDEN {
        let mut files = sources(&src().join(module));
        files.push(src().join(format!("{module}.rs")));
        for file in files.iter().filter(|f| f.is_file()) {
            read += 1;
            let code = code(file);
            for word in words.iter().filter(|w| code.contains(**w)) {
                broken.push(format!("{} mentions {word}", file.display()));
            }
        }
    }
    assert!(read > 40, "only {read} files were read: has the layout changed?");
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_stays_short() {
    let mut broken = Vec::new();
    for file in sources(&src()) {
        let text = fs::read_to_string(&file).unwrap_or_default();
        if !text.starts_with("//!") {
            broken.push(format!("{} does not open with //!", file.display()));
        }
        let lines = text.lines().count();
        if lines > LONGEST {
            broken.push(format!("{} has {lines} lines", file.display()));
        }
        if file.file_name().is_some_and(|n| n == "mod.rs") {
            broken.push(format!("{} is a mod.rs", file.display()));
        }
        let code = code(&file);
        for word in [".unwrap()", "todo!(", "unimplemented!(", "dbg!("] {
            if code.contains(word) {
                broken.push(format!("{} holds {word}", file.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn main_only_parses_chooses_and_prints() {
    let lines = fs::read_to_string(src().join("main.rs")).unwrap_or_default().lines().count();
    assert!(lines <= 60, "main.rs has {lines} lines");
}
