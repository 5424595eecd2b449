//! What the program leaves for others to find: the modes of its files, what it deletes again, and
//! that it never speaks to a network.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

/// A run below a mask of modes, with the commands of a whole working day.
struct Day {
    folder: tempfile::TempDir,
    mask: &'static str,
}

const TINY: &str = include_str!("../documents/tiny.toml");

const COMMANDS: [&str; 13] = [
    "init work",
    "-C work new XAA/2025 --framework tiny",
    "-C work set XAA/2025 b 3 --claim Word",
    "-C work set XAA/2025 c 2",
    "-C work set XAA/2025 b 2",
    "-C work import csv ../scores.csv --framework tiny",
    "-C work export report XAA/2025 --format html",
    "-C work export report XAA/2025 --format xlsx",
    "-C work export priorities XAA/2025 --format csv",
    "-C work packet cut XAA/2025 --component group --to ../packet",
    "-C work framework new other",
    "-C work check --privacy",
    "-C work show XAA/2025",
];

impl Day {
    fn new(mask: &'static str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let table = "iso3,country,year,id,value\nXBB,Beta,2024,b,2\nXBB,Beta,2024,c,3\n";
        fs::write(folder.path().join("scores.csv"), table).expect("written");
        Self { folder, mask }
    }

    /// Runs a line of the program, behind a word such as a tracer.
    fn run(&self, before: &str, line: &str) -> Output {
        let line = line.replace("../", &format!("{}/", self.folder.path().display()));
        let script = format!(
            "umask {} && exec {before} {} {line}",
            self.mask,
            env!("CARGO_BIN_EXE_stocktake")
        );
        let mut command = Command::new("sh");
        command.current_dir(self.folder.path()).env("HOME", self.folder.path());
        command.env_remove("XDG_DATA_HOME").args(["-c", &script]).output().expect("started")
    }

    fn done(&self, line: &str) {
        let run = self.run("", line);
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        let fine = run.status.success() || line.contains(" check") && run.status.code() == Some(1);
        assert!(fine, "{line}: {told}");
        if line.starts_with("init") {
            // A person's own copy has the mode that the person gave it.
            fs::write(self.folder.path().join("work/frameworks/tiny.toml"), TINY).expect("written");
        }
    }

    fn all(&self) -> Vec<(PathBuf, u32)> {
        let mut found = Vec::new();
        walk(&self.folder.path().join("work"), &mut found);
        walk(&self.folder.path().join("packet"), &mut found);
        found
    }
}

fn walk(path: &Path, found: &mut Vec<(PathBuf, u32)>) {
    let Ok(about) = path.symlink_metadata() else { return };
    found.push((path.to_owned(), about.permissions().mode() & 0o7777));
    if about.is_dir() {
        for entry in fs::read_dir(path).expect("listed") {
            walk(&entry.expect("an entry").path(), found);
        }
    }
}

#[test]
fn files_are_for_their_owner_alone_under_any_mask() {
    for mask in ["000", "077", "022"] {
        let day = Day::new(mask);
        COMMANDS.iter().for_each(|line| day.done(line));
        let all = day.all();
        for (path, mode) in &all {
            if path.ends_with("tiny.toml") && path.starts_with(day.folder.path().join("work")) {
                continue;
            }
            let right = if path.is_dir() { 0o700 } else { 0o600 };
            assert_eq!(*mode, right, "{} under {mask}: {mode:o}", path.display());
        }
        let names: Vec<String> = all.iter().map(|(path, _)| path.display().to_string()).collect();
        let has = |end: &str| names.iter().any(|name| name.ends_with(end));
        for end in
            [".self.journal", ".bak", "XAA-2025-report.html", "XBB/2024/self.toml", "slip.toml"]
        {
            assert!(
                has(end) || end == "slip.toml" && names.iter().any(|n| n.contains("packet/")),
                "{end}: {names:#?}"
            );
        }
    }
}

#[test]
fn what_was_derived_is_listed_and_then_deleted_and_the_assessment_stays() {
    let day = Day::new("022");
    COMMANDS.iter().for_each(|line| day.done(line));
    day.done("-C work new XAA/2025/shadow --framework tiny");
    day.done("-C work export report XAA/2025/shadow --format md");
    let listed = day.run("", "-C work purge XAA/2025 --format csv");
    let listed = String::from_utf8(listed.stdout).expect("UTF-8");
    let mut lines: Vec<&str> = listed.lines().skip(1).collect();
    lines.sort_unstable();
    assert_eq!(
        lines,
        [
            "export,exports/XAA-2025-priorities.csv",
            "export,exports/XAA-2025-report.html",
            "export,exports/XAA-2025-report.xlsx",
            "journal,assessments/XAA/2025/.self.journal",
            "previous,assessments/XAA/2025/.self.toml.bak",
        ]
    );
    let there = |line: &&&str| {
        let name = line.split_once(',').expect("two columns").1;
        day.folder.path().join("work").join(name).exists()
    };
    assert_eq!(lines.iter().filter(there).count(), lines.len(), "listing deletes nothing");
    let file = day.folder.path().join("work/assessments/XAA/2025/self.toml");
    let before = fs::read(&file).expect("read");
    let run = day.run("", "-C work purge XAA/2025 --yes");
    let told = String::from_utf8_lossy(&run.stderr).into_owned();
    assert!(run.status.success() && told.contains("no secure erase"), "{told}");
    assert_eq!(lines.iter().filter(there).count(), 0);
    assert_eq!(fs::read(&file).expect("read"), before);
    assert!(day.folder.path().join("work/exports/XAA-2025-shadow-report.md").exists());
    day.done("-C work show XAA/2025");
}

#[test]
fn nothing_is_purged_that_is_the_only_copy() {
    let day = Day::new("022");
    COMMANDS[..5].iter().for_each(|line| day.done(line));
    let folder = day.folder.path().join("work/assessments/XAA/2025");
    // The file is put back to an earlier state: the journal knows more than it.
    let journal = fs::read(folder.join(".self.journal")).expect("a journal");
    fs::write(folder.join("self.toml"), "broken = ").expect("written");
    let run = day.run("", "-C work purge XAA/2025 --yes");
    assert_eq!(run.status.code(), Some(3), "{}", String::from_utf8_lossy(&run.stderr));
    assert_eq!(fs::read(folder.join(".self.journal")).expect("still there"), journal);
    assert!(folder.join(".self.toml.bak").exists());
}

#[test]
fn no_command_speaks_to_a_network() {
    let day = Day::new("022");
    if Command::new("strace").arg("-V").output().is_err() {
        eprintln!("SKIPPED: strace is not here, so nobody looked for network calls");
        return;
    }
    let trace = day.folder.path().join("trace");
    for line in COMMANDS {
        let run = day.run(&format!("strace -f -qq -e trace=network -o {}", trace.display()), line);
        if !trace.exists() {
            let told = String::from_utf8_lossy(&run.stderr).into_owned();
            eprintln!("SKIPPED: strace may not trace here: {told}");
            return;
        }
        if line.starts_with("init") {
            fs::write(day.folder.path().join("work/frameworks/tiny.toml"), TINY).expect("written");
        }
        let calls = fs::read_to_string(&trace).expect("read");
        let calls: Vec<&str> =
            calls.lines().filter(|l| !l.contains("+++") && !l.contains("---")).collect();
        assert!(calls.is_empty(), "{line}: {calls:#?}");
    }
}

/// The sources name no way to a network either.
#[test]
fn no_source_names_a_network() {
    let mut left = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    let mut read = 0;
    while let Some(path) = left.pop() {
        if path.is_dir() {
            left.extend(fs::read_dir(&path).expect("listed").map(|e| e.expect("an entry").path()));
            continue;
        }
        let text = fs::read_to_string(&path).expect("read");
        read += 1;
        for word in
            ["std::net", "TcpStream", "UdpSocket", "UnixStream", "reqwest", "ureq", "hyper::"]
        {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
    assert!(read > 200, "only {read} files were read");
}

/// A save that was cut short leaves a temporary file: it is told, and deleted only when somebody says
/// so and when nothing is lost by it.
#[test]
fn what_a_crash_left_is_told_and_what_may_be_new_stays() {
    let day = Day::new("022");
    COMMANDS[..5].iter().for_each(|line| day.done(line));
    let folder = day.folder.path().join("work/assessments/XAA/2025");
    let text = fs::read(folder.join("self.toml")).expect("a file");
    let journal = fs::read(folder.join(".self.journal")).expect("a journal");
    // No program has this number.
    let left = |name: &str, content: &[u8], minutes: u64| {
        let path = folder.join(name);
        fs::write(&path, content).expect("written");
        let then = SystemTime::now() - Duration::from_secs(60 * minutes);
        let file = fs::File::options().write(true).open(path).expect("open");
        file.set_modified(then).expect("a time");
    };
    left(".self.toml.4294967294-0.tmp", &text[..text.len() / 2], 60);
    left(".self.toml.4294967294-1.tmp", b"what somebody else wrote", 60);
    left(".self.toml.4294967294-2.tmp", &text, 1);
    left(&format!(".self.toml.{}-3.tmp", std::process::id()), &text, 60);
    left("..self.journal.4294967294-4.tmp", &journal, 60);
    let told = |line: &str| {
        let run = day.run("", line);
        (
            run.status.code(),
            String::from_utf8(run.stdout).unwrap(),
            String::from_utf8(run.stderr).unwrap(),
        )
    };
    let (_, listed, _) = told("-C work purge XAA/2025 --leftovers --format csv");
    let holds = |number: usize| {
        let line = listed.lines().find(|line| line.contains(&format!("-{number}.tmp")));
        line.and_then(|line| line.rsplit(',').next()).unwrap_or_default().to_owned()
    };
    let expected = [
        "nothing new",
        "perhaps something new",
        "perhaps in use",
        if cfg!(target_os = "linux") { "perhaps in use" } else { "nothing new" },
        "nothing new",
    ];
    assert_eq!([0, 1, 2, 3, 4].map(holds), expected, "{listed}");
    for line in ["-C work recover XAA/2025", "-C work check"] {
        let (_, _, err) = told(line);
        assert!(err.contains("a crash left 5 temporary file"), "{line}: {err}");
    }
    let (code, _, err) = told("-C work purge XAA/2025 --leftovers --yes");
    assert_eq!(code, Some(1), "{err}");
    assert!(!folder.join(".self.toml.4294967294-0.tmp").exists());
    assert!(!folder.join("..self.journal.4294967294-4.tmp").exists());
    assert!(folder.join(".self.toml.4294967294-1.tmp").exists());
    assert!(folder.join(".self.toml.4294967294-2.tmp").exists());
    assert_eq!(fs::read(folder.join("self.toml")).expect("still there"), text);
}
