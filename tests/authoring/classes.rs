//! Broken frameworks by class, as files in one folder: `check` lists every one of them in one pass,
//! each with its place and a remedy, and at most fifty problems of each.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use anyhow::{Context, Result, ensure};
use stocktake::store::read_framework;

const GOOD: &str = include_str!("../documents/every-field.toml");

/// The least number of broken files of each class. The numbers are those of this test: a class that
/// shrinks is noticed.
const CLASSES: [(&str, usize); 13] = [
    ("bit-flip", 80),
    ("cross-file", 14),
    ("cycle", 5),
    ("depth", 5),
    ("duplicate-id", 12),
    ("encoding", 6),
    ("many", 1),
    ("missing-field", 20),
    ("number", 15),
    ("overlay-of-overlay", 5),
    ("truncation", 60),
    ("wrong-digest", 5),
    ("wrong-type", 300),
];

/// Broken files by name; the class is the part before the first `@`.
#[derive(Default)]
struct Broken(BTreeMap<String, Vec<u8>>);

impl Broken {
    fn add(&mut self, class: &str, bytes: impl Into<Vec<u8>>) {
        let n = self.0.keys().filter(|name| name.starts_with(&format!("{class}@"))).count();
        self.0.insert(format!("{class}@{n:03}.toml"), bytes.into());
    }

    /// Adds a text that the reader has to refuse by itself, whatever lies beside it.
    fn add_refused(&mut self, class: &str, text: &str) -> Result<()> {
        ensure!(self.add_if_refused(class, text), "{class} passes:\n{text}");
        Ok(())
    }

    /// Adds the text where the reader refuses it, and tells whether it did.
    fn add_if_refused(&mut self, class: &str, text: &str) -> bool {
        let refused = read_framework(Path::new("x.toml"), text).is_err();
        if refused {
            self.add(class, text);
        }
        refused
    }
}

/// The good file with something behind it.
fn with(more: &str) -> String {
    format!("{GOOD}\n{more}\n")
}

fn question(id: &str, parent: &str) -> String {
    format!(
        "[[question]]\nid = \"{id}\"\nparent = \"{parent}\"\ntext = \"Q?\"\nscale = \"percent\""
    )
}

fn node(id: &str, parent: &str) -> String {
    format!("[[node]]\nid = \"{id}\"\nparent = \"{parent}\"\nname = \"N\"\n")
}

/// The lines that hold a key, with the key and the value.
fn fields() -> Vec<(usize, &'static str, &'static str)> {
    let lines = GOOD.lines().enumerate().filter(|(_, line)| !line.starts_with([' ', '[', ']']));
    lines.filter_map(|(at, line)| line.split_once(" = ").map(|(k, v)| (at, k, v))).collect()
}

/// The good file with one line in another form, or without it.
fn with_line(at: usize, line: Option<&str>) -> String {
    let lines = GOOD.lines().enumerate();
    let kept = lines.filter_map(|(n, own)| if n == at { line } else { Some(own) });
    kept.map(|line| format!("{line}\n")).collect()
}

fn single_files(broken: &mut Broken) -> Result<()> {
    // Cut off: most places leave something that cannot be read; those that do not are no defect.
    for part in 1..80 {
        let end = GOOD.len() * part / 80;
        broken.add_if_refused("truncation", &GOOD[..end]);
    }
    for at in (0..GOOD.len()).step_by(17) {
        let mut bytes = GOOD.as_bytes().to_vec();
        bytes[at] ^= [1, 4, 16, 128][at % 4];
        match String::from_utf8(bytes) {
            Ok(text) => drop(broken.add_if_refused("bit-flip", &text)),
            Err(error) => broken.add("bit-flip", error.into_bytes()),
        }
    }
    // A list or table over several lines keeps its other lines and is refused as well.
    let mut optional = BTreeSet::new();
    for (at, key, _) in fields() {
        if !broken.add_if_refused("missing-field", &with_line(at, None)) {
            optional.insert(key);
        }
    }
    for key in ["id", "version", "title", "name", "text", "min", "max", "levels", "term", "means"] {
        let all = fields().into_iter().filter(|(_, own, _)| *own == key);
        let refused = all
            .filter(|(at, ..)| read_framework(Path::new("x.toml"), &with_line(*at, None)).is_err());
        ensure!(refused.count() > 0, "no file without '{key}' is refused");
    }
    // Every field, each with values of every other type: none of them passes.
    for (at, key, value) in fields() {
        let kind = |value: &str| match value.chars().next() {
            Some('"') => "text",
            Some('[') => "list",
            Some('{') => "table",
            Some('t' | 'f') => "flag",
            _ => "number",
        };
        for wrong in ["7", "\"x y\"", "true", "[[true]]", "{ no_such_key = 1 }", "1979-05-27"] {
            let is_date = wrong.starts_with("1979");
            if !is_date && kind(wrong) == kind(value) && !matches!(kind(value), "list" | "table") {
                continue;
            }
            let line = match value.ends_with('[') {
                // The lines below would be left without a beginning.
                true => format!("{key} = {wrong}\nrest = ["),
                false => format!("{key} = {wrong}"),
            };
            let refused = broken.add_if_refused("wrong-type", &with_line(at, Some(&line)));
            ensure!(refused, "line {}: {line} passes", at + 1);
        }
    }
    for id in ["one", "ONE", "two", "domain", "Domain", "top", "TOP"] {
        broken.add_refused("duplicate-id", &with(&question(id, "domain")))?;
        broken.add_refused("duplicate-id", &with(&node(id, "top")))?;
    }
    for ring in [1, 2, 3, 7, 200] {
        let nodes = (0..ring).map(|n| node(&format!("n{n}"), &format!("n{}", (n + 1) % ring)));
        broken.add_refused("cycle", &with(&nodes.collect::<String>()))?;
    }
    for depth in [6, 7, 20, 300, 3000] {
        let above = |n: usize| if n == 0 { "top".into() } else { format!("n{}", n - 1) };
        let nodes = (0..depth).map(|n| node(&format!("n{n}"), &above(n))).collect::<String>();
        broken.add_refused("depth", &with(&(nodes + &question("deep", &above(depth)))))?;
    }
    for number in ["nan", "inf", "-inf", "0", "-1", "1e999", "-0.0", "+nan"] {
        broken.add_refused(
            "number",
            &with(&format!("{}\nweight = {number}", question("three", "domain"))),
        )?;
    }
    for (from, to) in [
        ("min = 0\nmax = 100", "min = 100\nmax = 0"),
        ("min = 0\nmax = 100", "min = 1\nmax = 1"),
        ("min = 0\nmax = 100", "min = nan\nmax = 100"),
        ("level = 3, mark", "level = 1, mark"),
        ("level = 3, mark", "level = 0, mark"),
        ("completeness = 0.5", "completeness = 1.5"),
        ("decimals = 2", "decimals = -1"),
        ("decimals = 2", "decimals = 99"),
    ] {
        ensure!(GOOD.contains(from), "{from}");
        broken.add_refused("number", &GOOD.replacen(from, to, 1))?;
    }
    for bytes in [
        Vec::new(),
        b"\xff\xfei\0d\0".to_vec(),
        [GOOD.as_bytes(), b"\xe9"].concat(),
        [GOOD.as_bytes(), b"\0"].concat(),
        GOOD.replace('\n', "\r").into_bytes(),
        b"#".repeat(5 * 1024 * 1024),
    ] {
        broken.add("encoding", bytes);
    }
    let bad = (0..200).map(|n| question(&format!("q {n}"), "nowhere") + "\n");
    broken.add_refused("many", &with(&bad.collect::<String>()))?;
    Ok(())
}

/// Files that are wrong only beside others.
fn groups_of_files(broken: &mut Broken) {
    let overlay = |id: &str, base: &str, version: &str, more: &str| {
        format!(
            "id = \"{id}\"\nversion = \"1\"\ntitle = \"T\"\n\
             [base]\nid = \"{base}\"\nversion = \"{version}\"\n{more}\n"
        )
    };
    let over = |more: &str| overlay("over", "base", "1.0", more);
    let cross = [
        overlay("over", "nobody", "1.0", ""),
        overlay("over", "base", "9.9", ""),
        overlay("over", "truncation@000", "1.0", ""),
        over("keep = [\"nowhere\"]"),
        over("drop = [\"nowhere\"]"),
        over("keep = [\"one\"]\ndrop = [\"two\"]"),
        over("drop = [\"one\", \"two\"]"),
        over("[[reword]]\nid = \"nowhere\"\ntext = \"T?\""),
        over("[[question]]\nid = \"new\"\nparent = \"nowhere\"\ntext = \"T?\""),
        over("[[question]]\nid = \"one\"\nparent = \"domain\"\ntext = \"T?\""),
        over("[[question]]\nid = \"new\"\nparent = \"one\"\ntext = \"T?\""),
        over("[[question]]\nid = \"new\"\nparent = \"domain\"\ntext = \"T?\"\nscale = \"none\""),
        "translates = \"nobody\"\nversion = \"1.0\"\nlanguage = \"sq\"\n".to_owned(),
        "translates = \"base\"\nversion = \"9.9\"\nlanguage = \"sq\"\n".to_owned(),
    ];
    cross.iter().for_each(|text| broken.add("cross-file", text.as_str()));
    // The first of these is in order in itself: it is what the others must not be laid over.
    for (id, below) in
        [("l1", "good-overlay"), ("l2", "l1"), ("l3", "l4"), ("l4", "l3"), ("l5", "l5")]
    {
        broken.add("overlay-of-overlay", overlay(id, below, "1", "drop = [\"two\"]"));
    }
    for (n, (from, to)) in [
        ("Question one?", "Question 1?"),
        ("weight = 2", "weight = 3"),
        ("\"E2\"", "\"E3\""),
        ("critical = true", "core = true"),
        ("\"Meaning\"", "\"Another meaning\""),
    ]
    .into_iter()
    .enumerate()
    {
        let text = GOOD.replace("every-field", &format!("released-{n}"));
        broken.add("wrong-digest", text.replacen(from, to, 1));
    }
}

fn stocktake(folder: &Path, words: &[&str]) -> Result<Output> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stocktake"));
    Ok(command.current_dir(folder).env_clear().env("HOME", folder).args(words).output()?)
}

#[test]
fn a_folder_of_broken_frameworks_is_listed_in_one_pass() -> Result<()> {
    let mut broken = Broken::default();
    single_files(&mut broken)?;
    groups_of_files(&mut broken);
    let folder = tempfile::tempdir()?;
    let frameworks = folder.path().join("frameworks");
    fs::create_dir_all(folder.path().join("assessments"))?;
    fs::create_dir_all(&frameworks)?;
    // What is in order: a base, an overlay of it, and what was released before it was changed.
    let good_overlay = "id = \"good-overlay\"\nversion = \"1\"\ntitle = \"T\"\n\
                        [base]\nid = \"base\"\nversion = \"1.0\"\ndrop = [\"two\"]\n";
    fs::write(frameworks.join("base.toml"), GOOD.replace("every-field", "base"))?;
    fs::write(frameworks.join("good-overlay.toml"), good_overlay)?;
    for n in 0..5 {
        let path = frameworks.join("x.toml");
        fs::write(&path, GOOD.replace("every-field", &format!("released-{n}")))?;
        let run = stocktake(folder.path(), &["framework", "release", "frameworks/x.toml"])?;
        ensure!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        fs::remove_file(path)?;
    }
    for (name, bytes) in &broken.0 {
        fs::write(frameworks.join(name), bytes)?;
    }
    let run = stocktake(folder.path(), &["check", "frameworks", "--format", "csv"])?;
    let told = String::from_utf8(run.stderr)?;
    ensure!(run.status.code() == Some(3), "{told}");
    let mut found: BTreeMap<String, Vec<csv::StringRecord>> = BTreeMap::new();
    for row in csv::Reader::from_reader(run.stdout.as_slice()).records() {
        let row = row?;
        let file = Path::new(&row[0]).file_name().context("a name")?.to_string_lossy();
        found.entry(file.into_owned()).or_default().push(row);
    }
    let mut table: BTreeMap<&str, (usize, BTreeSet<String>)> = BTreeMap::new();
    for name in broken.0.keys() {
        let rows = found.remove(name).with_context(|| format!("{name} passes: {told}"))?;
        let errors: Vec<_> = rows.iter().filter(|row| &row[3] == "error").collect();
        ensure!(!errors.is_empty(), "{name} has warnings only");
        for row in &rows {
            let place = (row[1].parse::<usize>()?, row[2].parse::<usize>()?);
            ensure!(place.0 >= 1 && place.1 >= 1, "{name}: {row:?}");
            ensure!(row.iter().all(|cell| !cell.is_empty()), "{name} lacks something: {row:?}");
        }
        let class = name.split('@').next().unwrap_or_default();
        let class = CLASSES.iter().find(|(known, _)| *known == class).context("a known class")?.0;
        let entry = table.entry(class).or_default();
        entry.0 += 1;
        entry.1.extend(errors.iter().map(|row| row[4].to_owned()));
    }
    ensure!(found.is_empty(), "files that are in order are listed: {:?}", found.keys());
    let mut shown = String::from("class                files  codes\n");
    for (class, (count, codes)) in &table {
        let codes = codes.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        writeln!(shown, "{class:<20} {count:>5}  {codes}")?;
    }
    writeln!(shown, "{:<20} {:>5}", "all", broken.0.len())?;
    println!("{shown}");
    for (class, least) in CLASSES {
        let count = table.get(class).map_or(0, |entry| entry.0);
        ensure!(count >= least, "{class}: {count} of at least {least}\n{shown}");
    }
    ensure!(broken.0.len() >= 300, "{shown}");

    // For people the first fifty problems of a file, and how many more there are.
    let run = stocktake(folder.path(), &["check", "frameworks"])?;
    let out = String::from_utf8(run.stdout)?;
    for name in broken.0.keys() {
        let lines = out.lines().filter(|line| line.contains(&format!("/{name}:"))).count();
        ensure!((1..=51).contains(&lines), "{name}: {lines} lines");
    }
    ensure!(out.contains("many@000.toml: 200 problems in all, 150 not listed"), "{told}");
    Ok(())
}
