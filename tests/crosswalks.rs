//! Crosswalks as people use them: what ships is true, what is wrong is named with its line, and
//! comparisons go by them.

use std::collections::HashSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use stocktake::analysis::draft::same_words;
use stocktake::domain::crosswalk::{Link, LinkKind, Relation};
use stocktake::domain::{Crosswalk, Framework};
use stocktake::store::{Library, crosswalk_name, is_crosswalk, read_crosswalk};

#[path = "crosswalks/chain.rs"]
mod chain;
#[path = "crosswalks/migration.rs"]
mod migration;
#[path = "crosswalks/support.rs"]
mod support;

use support::Bench;

fn shipped() -> Result<Vec<(String, String)>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("frameworks");
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if is_crosswalk(&path) {
            let name = path.file_name().context("a name")?.to_string_lossy().into_owned();
            found.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(found)
}

/// Every shipped crosswalk is built in, passes the check without a word, is named after what it is
/// about, and says of each question what its texts allow.
#[test]
fn the_shipped_crosswalks_say_true_things() -> Result<()> {
    let library = Library::open(Path::new("/nowhere"))?;
    let shipped = shipped()?;
    assert_eq!(shipped.len(), library.crosswalks().good.len(), "built in");
    ensure!(!shipped.is_empty() && library.crosswalks().bad.is_empty());
    for (name, text) in shipped {
        let (crosswalk, problems) = library.read_crosswalk(Path::new(&name), &text)?;
        ensure!(problems.is_empty(), "{}", problems[0]);
        assert_eq!(name, crosswalk_name(&crosswalk.from, &crosswalk.to));
        let get = |pin: &stocktake::domain::Pin| {
            library.get(pin.id.as_str(), &pin.version).map_err(|_| anyhow::anyhow!("{name}"))
        };
        let (from, to) = (get(&crosswalk.from)?, get(&crosswalk.to)?);
        truth(&crosswalk, &from, &to)?;
        ensure!(Crosswalk::find(&library.crosswalks().good, &from, &to).is_some());
    }
    Ok(())
}

fn truth(crosswalk: &Crosswalk, from: &Framework, to: &Framework) -> Result<()> {
    let mut named = HashSet::new();
    for link in &crosswalk.links {
        ensure!(!link.why.is_empty(), "{:?} does not say why", link.from);
        named.extend(link.from.iter().map(|id| id.as_str()));
        let [a, b] = [link.from.first(), link.to.first()];
        let place = |f: &Framework, id: Option<&stocktake::domain::Id>| f.find(id?.as_str());
        if let (Some(a), Some(b)) = (place(from, a), place(to, b)) {
            let alike = same_words((from, a), (to, b));
            ensure!(alike == (link.relation == Relation::Same), "{}", from.node(a).id);
        }
        ensure!(link.kind() != LinkKind::Dropped || to.find(link.from[0].as_str()).is_none());
    }
    // Nothing falls silently between the two: what has no link is there under its id.
    for node in from.nodes().iter().skip(1) {
        let id = node.id.as_str();
        ensure!(named.contains(id) || to.find(id).is_some(), "nothing is said of {id}");
    }
    Ok(())
}

const LINKED: &str = "\
[[link]]
from = [\"one\"]
to = [\"first\"]
compare = \"same\"
";

/// The file, its place and the words that name each defect.
#[test]
fn every_defect_is_named_with_its_line() -> Result<()> {
    let bench = Bench::new()?;
    bench.frameworks()?;
    for (links, place, words) in [
        ("[[link]]\nfrom = [\"onne\"]\n", "8:9", "error[unknown-id]: 'onne' is not in f 1"),
        ("[[link]]\nto = [\"first\", \"x\"]\n", "8:16", "error[unknown-id]: 'x' is not in g 1"),
        (&format!("{LINKED}{LINKED}"), "12:9", "error[twice]"),
        (
            "[[link]]\nfrom = [\"one\"]\nto = [\"wide\"]\ncompare = \"caution\"\n",
            "10:11",
            "error[scale]",
        ),
        (
            "[[link]]\nfrom = [\"one\"]\nto = [\"first\"]\ncompare = \"like\"\n",
            "10:11",
            "error[word]",
        ),
        ("[[link]]\nfrom = [\"one\"]\nto = [\"first\"]\n", "7:1", "error[missing-key]"),
        (
            "[[link]]\nfrom = [\"one\"]\nto = [\"first\"]\ncompare = \"same\"\nlevels = [[1, 9]]\n",
            "11:11",
            "off-scale",
        ),
        ("[[link]\n", "7:8", "error[syntax]"),
        ("", "", "no problems"),
    ] {
        bench.crosswalk(links)?;
        for command in ["framework check", "check", "check frameworks"] {
            let run = bench.run(command)?;
            let said = format!("{}{}", run.out, run.err);
            ensure!(
                said.contains(&format!("crosswalk.toml:{place}")) || place.is_empty(),
                "{place}: {said}"
            );
            ensure!(said.contains(words), "{words}: {said}");
            ensure!(
                run.code == Some(if place.is_empty() { 0 } else { 3 }),
                "{words}: {:?}",
                run.code
            );
        }
    }
    Ok(())
}

/// A crosswalk lies among the frameworks and is none.
#[test]
fn a_crosswalk_is_not_taken_for_a_framework() -> Result<()> {
    let bench = Bench::new()?;
    bench.frameworks()?;
    bench.crosswalk(LINKED)?;
    let run = bench.run("framework list --format csv")?;
    ensure!(run.code == Some(0) && !run.out.contains("crosswalk"), "{}{}", run.out, run.err);
    Ok(())
}

/// Two frameworks without a common id stand in one series where a crosswalk joins them, and the line
/// of the question that it calls the same goes on.
#[test]
fn years_are_joined_across_frameworks_as_far_as_the_crosswalk_says() -> Result<()> {
    let bench = Bench::new()?;
    bench.frameworks()?;
    bench.done("new XAA/2020 --framework f")?;
    bench.done("new XAA/2022 --framework g")?;
    bench.done("set XAA/2020 one 1")?;
    bench.done("set XAA/2022 first 2")?;
    let alone = bench.run("compare years XAA --depth 3 --format csv")?;
    ensure!(alone.err.contains("XAA/2020/self does not take part"), "{}", alone.err);
    bench.crosswalk(LINKED)?;
    let joined = bench.done("compare years XAA --depth 3 --format csv")?;
    let row = joined.out.lines().find(|l| l.contains(",2022,g,1,first,")).context("a row")?;
    ensure!(row.contains(",same,100,up,"), "{row}");
    bench.crosswalk(&LINKED.replace("same", "subject"))?;
    let parted = bench.done("compare years XAA --depth 3 --format csv")?;
    let row = parted.out.lines().find(|l| l.contains(",2022,g,1,first,")).context("a row")?;
    ensure!(row.contains(",none,,not-comparable,"), "{row}");
    // A crosswalk that cannot be used is no quiet loss.
    bench.crosswalk(&LINKED.replace("one", "none-such"))?;
    let run = bench.run("compare years XAA")?;
    ensure!(run.code == Some(3) && run.err.contains("unknown-id"), "{:?}\n{}", run.code, run.err);
    Ok(())
}

/// A country that answered both frameworks stands once, with the newest.
#[test]
fn nobody_is_counted_twice_where_two_frameworks_are_joined() -> Result<()> {
    let bench = Bench::new()?;
    bench.frameworks()?;
    bench.crosswalk(LINKED)?;
    for (key, framework, question) in [
        ("XAA/2020", "f", "one"),
        ("XAA/2022", "g", "first"),
        ("XBB/2020", "f", "one"),
        ("XCC/2022", "g", "first"),
    ] {
        bench.done(&format!("new {key} --framework {framework}"))?;
        bench.done(&format!("set {key} {question} 2"))?;
    }
    let run = bench.done("compare countries --node first --framework g --format csv")?;
    let rows = |country: &str| -> Vec<&str> {
        run.out.lines().filter(|l| l.starts_with(country) && l.contains(",first,")).collect()
    };
    assert_eq!(rows("XAA").len(), 1);
    ensure!(rows("XAA")[0].starts_with("XAA,2022,self,,g,1,first,"), "{}", run.out);
    Ok(())
}

/// A draft of two frameworks that share nothing but texts passes the check as it is.
#[test]
fn a_draft_passes_the_check_and_says_what_is_left_to_decide() -> Result<()> {
    let bench = Bench::new()?;
    bench.frameworks()?;
    let file = "frameworks/f-g.crosswalk.toml";
    let run = bench.done(&format!("framework crosswalk f g --out {file}"))?;
    ensure!(run.err.contains("to decide: look for TODO"), "{}", run.err);
    let text = fs::read_to_string(bench.path(file))?;
    let crosswalk = read_crosswalk(Path::new(file), &text)?;
    let same = |l: &&Link| l.relation == Relation::Same && l.from[0].as_str() == "one";
    let same = crosswalk.links.iter().find(same).context("a link")?;
    assert_eq!(same.to[0].as_str(), "first");
    ensure!(text.contains("# TODO dropped?"), "{text}");
    bench.done("framework check")?;
    ensure!(bench.run(&format!("framework crosswalk f g --out {file}"))?.code == Some(1));
    // Versions of one framework, as shipped.
    bench
        .done("framework crosswalk cpsa-core@0.9 cpsa-core --out frameworks/own.crosswalk.toml")?;
    bench.done("framework check")?;
    Ok(())
}
