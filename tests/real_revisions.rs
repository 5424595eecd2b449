//! Two revisions that really happened: the questionnaire of the International Health Regulations
//! changed in 2018, and the joint external evaluations have a first and a third edition.
//!
//! The data are not part of this repository; see `tests/real_data.rs`. The crosswalks here are written
//! for the tests, and cautious: no question has the same text in both, so that nothing is `same`.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use stocktake::analysis::choose::of_one_framework;
use stocktake::analysis::migration::Fate;
use stocktake::analysis::years::{self, Movement};
use stocktake::domain::{Framework, Perspective, Selection};
use stocktake::import::FrameworkTable;
use stocktake::workspace::{Trust, Workspace};

fn data(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data");
    let folder = env::var_os("STOCKTAKE_DATA").map_or(beside, PathBuf::from).join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("SKIPPED: {} is not here, so the revision of {name} was not tried", folder.display());
    None
}

fn table(id: &str, version: &str) -> FrameworkTable {
    FrameworkTable { id: id.into(), version: version.into(), ..FrameworkTable::default() }
}

/// The file of a crosswalk with links written `old,old > new,new relation`.
fn crosswalk(workspace: &Path, from: (&str, &str), to: (&str, &str), links: &str) -> Result<()> {
    let end = |(id, version)| format!("framework = \"{id}\"\nversion = \"{version}\"\n");
    let mut text = format!("[from]\n{}[to]\n{}", end(from), end(to));
    for line in links.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (old, rest) = line.split_once('>').context("a link")?;
        let (new, relation) = rest.trim().rsplit_once(' ').unwrap_or(("", rest.trim()));
        let ids = |text: &str| -> String {
            let ids = text.split(',').map(str::trim).filter(|id| !id.is_empty());
            ids.map(|id| format!("\"{id}\"")).collect::<Vec<_>>().join(", ")
        };
        text += &format!("[[link]]\nfrom = [{}]\nto = [{}]\n", ids(old), ids(new));
        if !relation.is_empty() {
            text += &format!("compare = \"{relation}\"\n");
        }
    }
    let name = format!("{}@{}--{}@{}.crosswalk.toml", from.0, from.1, to.0, to.1);
    fs::write(workspace.join("frameworks").join(name), text)?;
    Ok(())
}

/// The capacities of the questionnaire from 2018 on, in its order, which is not that of before.
const SPAR: [&str; 13] = [
    "Legislation and financing",
    "Coordination and national focal point",
    "Zoonotic events",
    "Food safety",
    "Laboratory",
    "Surveillance",
    "Human resources",
    "Emergency framework",
    "Health service provision",
    "Risk communication",
    "Points of entry",
    "Chemical events",
    "Radiation emergencies",
];

/// The same subject under another number, asked in another way; two became one, one is new.
const BY_SUBJECT: &str = "
    IHR01 > spar01 subject
    IHR02 > spar02 subject
    IHR03 > spar06 subject
    IHR04, IHR05 > spar08 subject
    IHR06 > spar10 subject
    IHR07 > spar07 subject
    IHR08 > spar05 subject
    IHR09 > spar11 subject
    IHR10 > spar03 subject
    IHR11 > spar04 subject
    IHR12 > spar12 subject
    IHR13 > spar13 subject
    > spar09 none
";

/// Answers of 2010 to 2017 against `ihr`, and of 2018 and 2019, as the United Nations publish them,
/// against `spar`.
fn ihr(workspace: &Path, folder: &Path) -> Result<Workspace> {
    Workspace::init(workspace)?;
    let mut spar = String::from("id,parent,level,name,min,max,weight\nSPAR,,0,Average,0,100,1\n");
    for (at, name) in SPAR.iter().enumerate() {
        spar += &format!("spar{:02},SPAR,1,{name},0,100,1\n", at + 1);
    }
    fs::write(workspace.join("spar.csv"), spar)?;
    let open = Workspace::open(workspace)?;
    open.import_framework(&folder.join("framework.csv"), &table("ihr", "2010"), None, None)?;
    open.import_framework(&workspace.join("spar.csv"), &table("spar", "2018"), None, None)?;
    let mut scores = String::from("iso3,country,year,id,value\n");
    let mut reader = csv::Reader::from_path(folder.join("raw_unsd_sh_ihr_caps.csv"))?;
    for row in reader.records() {
        let row = row?;
        // Numbers of the United Nations' areas; regions and the world are no countries.
        let country = row[0].parse().ok().and_then(rust_iso3166::from_numeric);
        if let Some(country) = country.filter(|_| row[1].starts_with("spar")) {
            let code = country.alpha3;
            scores += &format!("{code},{code},{},{},{}\n", &row[4], &row[1], &row[5]);
        }
    }
    fs::write(workspace.join("spar_scores.csv"), scores)?;
    let open = Workspace::open(workspace)?;
    for (id, file) in
        [("ihr", folder.join("scores_long.csv")), ("spar", workspace.join("spar_scores.csv"))]
    {
        let framework = open.framework(id, None)?;
        let report = open.import_scores(&file, &framework, Perspective::Own, &|_, _| {})?;
        ensure!(report.rejected.is_empty(), "{id}: {:?}", report.rejected.first());
    }
    Ok(open)
}

/// What the questions of all countries did from 2017 to 2018.
fn across_the_break(workspace: &Workspace) -> Result<BTreeMap<Movement, usize>> {
    let rounds = workspace.rounds_to_compare(&[selection("*/2017-2018")?], Trust::Files)?;
    ensure!(rounds.bad.is_empty(), "{}", rounds.bad[0]);
    let mut comparisons = rounds.comparisons();
    let mut counts = BTreeMap::new();
    for series in years::series(rounds.scored()) {
        let together = of_one_framework(series, None, &comparisons).rows;
        let compared = years::compare(&together, &mut comparisons);
        for line in &compared.lines {
            for (number, step) in line.steps.iter().enumerate() {
                ensure!(line.change(number).is_none(), "a change was computed across the break");
                if let Some(movement) = step.movement {
                    *counts.entry(movement).or_default() += 1;
                }
            }
        }
    }
    Ok(counts)
}

fn selection(text: &str) -> Result<Selection> {
    Selection::new(text).map_err(anyhow::Error::msg)
}

/// Matched by subject, nothing joins; matched by its number, as the codes tempt one to, it would.
#[test]
fn the_health_regulations_break_in_2018() -> Result<()> {
    let Some(folder) = data("ihr") else { return Ok(()) };
    let place = tempfile::tempdir()?;
    let alone = ihr(place.path(), &folder)?;
    assert_eq!(across_the_break(&alone)?, BTreeMap::new(), "two frameworks, no series");
    crosswalk(place.path(), ("ihr", "2010"), ("spar", "2018"), BY_SUBJECT)?;
    let by_subject = Workspace::open(place.path())?;
    let moved = across_the_break(&by_subject)?;
    let compared = [Movement::Up, Movement::Down, Movement::Same];
    ensure!(compared.iter().all(|m| !moved.contains_key(m)), "{moved:?}");
    ensure!(moved[&Movement::NotComparable] > 1_000, "{moved:?}");
    // Nothing can be carried over, and nothing is lost.
    let listed = by_subject.list()?;
    let keys = selection("*/2017")?;
    let (mut answers, mut aside) = (0, 0);
    let spar = by_subject.framework("spar", None)?;
    for key in keys.choose(&listed.keys) {
        let planned = by_subject.plan_migration(key, &spar, None)?;
        answers += planned.old.assessment.answers.len();
        let new = &planned.migration.assessment;
        ensure!(new.answers.is_empty(), "{key}");
        aside += new.attic.iter().map(|attic| attic.answers.len()).sum::<usize>();
    }
    ensure!(answers > 2_000 && answers == aside, "{aside} of {answers}");
    Ok(())
}

/// Under a crosswalk that allows caution, values travel unconfirmed: they stand in the edition and
/// count nowhere, and the record is as it was.
#[test]
fn with_caution_values_travel_and_do_not_count() -> Result<()> {
    let Some(folder) = data("ihr") else { return Ok(()) };
    let place = tempfile::tempdir()?;
    ihr(place.path(), &folder)?;
    let caution = BY_SUBJECT.replace("subject", "caution");
    crosswalk(place.path(), ("ihr", "2010"), ("spar", "2018"), &caution)?;
    let workspace = Workspace::open(place.path())?;
    let moved = across_the_break(&workspace)?;
    // Eleven pairs of questions are compared with caution; the merger and the new one never are.
    let compared: usize = [Movement::Up, Movement::Down, Movement::Same, Movement::Unanswered]
        .iter()
        .map(|m| moved.get(m).copied().unwrap_or(0))
        .sum();
    ensure!(compared > 1_000 && compared.is_multiple_of(11), "{moved:?}");
    let spar = workspace.framework("spar", None)?;
    let key = selection("DZA/2017")?.single().context("a key")?;
    let record = fs::read(workspace.path_of(&key))?;
    let planned = workspace.plan_migration(&key, &spar, None)?;
    assert_eq!(planned.migration.questions(Fate::Unchanged), 0);
    ensure!(planned.migration.questions(Fate::ToConfirm) >= 11);
    workspace.migrate(&planned)?;
    assert_eq!(fs::read(workspace.path_of(&key))?, record);
    let edition = workspace.read(&planned.key)?;
    assert_eq!(planned.key.to_string(), "DZA/2017/self~spar-2018");
    ensure!(edition.assessment.answers.values().all(|a| a.carried && a.counted().is_none()));
    Ok(())
}

/// Where both editions ask about the same thing in nearly the same words, what was split, and what
/// only shares its subject. Codes are no guide: P4.1 is zoonoses in one and resistance in the other.
const JEE: &str = "
    JEE1.P1.1, JEE1.P1.2 > JEE3.P1.1 subject
    JEE1.P4.1 > JEE3.P5.1 subject
    JEE1.P4.3 > JEE3.P5.2 subject
    JEE1.P5.1 > JEE3.P6.1, JEE3.P6.2 caution
    JEE1.P6.1 > JEE3.P7.1 caution
    JEE1.P6.2 > JEE3.P7.2 caution
    JEE1.P7.1 > JEE3.P8.1 caution
    JEE1.P7.2 > JEE3.P8.2 caution
    JEE1.D1.1 > JEE3.D1.3 subject
    JEE1.D1.2 > JEE3.D1.1 caution
    JEE1.D1.4 > JEE3.D1.2 caution
    JEE1.D2.3 > JEE3.D2.3 subject
    JEE1.R2.4 > JEE3.R.3.1 subject
    JEE1.R3.1 > JEE3.R2.1 caution
    JEE1.R5.3 > JEE3.R5.2 subject
    JEE1.R5.4 > JEE3.R5.3 subject
    JEE1.PoE1 > JEE3.PoE1 subject
    JEE1.PoE2 > JEE3.PoE2 subject
    JEE1.CE2 > JEE3.CE2 caution
    JEE1.RE1 > JEE3.RE1 caution
    JEE1.RE2 > JEE3.RE2 caution
";

fn editions(workspace: &Path, folder: &Path) -> Result<Workspace> {
    Workspace::init(workspace)?;
    let open = Workspace::open(workspace)?;
    let levels = folder.join("levels_jee1_jee3.csv");
    for (version, only) in [("1", "JEE (1.0)"), ("3", "JEE (3.0)")] {
        let path = workspace.join(format!("frameworks/jee@{version}.toml"));
        open.import_framework(&levels, &table("jee", version), Some(only), Some(&path))?;
    }
    // The scores write P.1.1 what the table of levels calls JEE1.P1.1.
    let mut writer = csv::Writer::from_path(workspace.join("scores.csv"))?;
    writer.write_record(["iso3", "country", "year", "id", "value"])?;
    for row in csv::Reader::from_path(folder.join("scores_long.csv"))?.into_records() {
        let row = row?;
        let id = format!("JEE1.{}", row[3].replacen('.', "", 1));
        writer.write_record([&row[0], &row[1], &row[2], id.as_str(), &row[4]])?;
    }
    writer.flush()?;
    let open = Workspace::open(workspace)?;
    let first = open.framework("jee", Some("1"))?;
    open.import_scores(&workspace.join("scores.csv"), &first, Perspective::Own, &|_, _| {})?;
    Ok(open)
}

#[test]
fn evaluations_move_from_the_first_edition_to_the_third() -> Result<()> {
    let Some(folder) = data("jee") else { return Ok(()) };
    let place = tempfile::tempdir()?;
    let open = editions(place.path(), &folder)?;
    let get = |version| open.framework("jee", Some(version));
    let (first, third) = (get("1")?, get("3")?);
    assert_eq!((first.questions().count(), third.questions().count()), (48, 56));
    // A draft tells from the texts alone that no question stayed the same.
    let draft = open.draft_crosswalk(&first, &third);
    let same = draft.text.split("[[link]]").filter(|link| {
        let question =
            |f: &Framework| f.questions().any(|(_, n, _)| link.contains(&format!("\"{}\"", n.id)));
        link.contains("\"same\"") && question(&first)
    });
    assert_eq!(same.count(), 0);
    crosswalk(place.path(), ("jee", "1"), ("jee", "3"), JEE)?;
    let workspace = Workspace::open(place.path())?;
    let crosswalks = workspace.library().crosswalks();
    ensure!(crosswalks.bad.is_empty(), "{}", crosswalks.bad[0]);
    let listed = workspace.list()?;
    let keys = Selection::all();
    let keys = keys.choose(&listed.keys);
    ensure!(keys.len() > 70, "only {} evaluations", keys.len());
    let (mut to_confirm, mut aside, mut answers, mut split) = (0, 0, 0, 0);
    for key in keys {
        let before = fs::read(workspace.path_of(key))?;
        let planned = workspace.plan_migration(key, &third, None)?;
        workspace.migrate(&planned)?;
        ensure!(fs::read(workspace.path_of(key))? == before, "{key} was touched");
        assert_eq!(planned.migration.questions(Fate::Unchanged), 0, "{key}");
        let new = workspace.read(&planned.key)?.assessment;
        ensure!(new.answers.values().all(|a| a.counted().is_none()), "{key}");
        to_confirm += new.answers.len();
        aside += new.attic.iter().map(|attic| attic.answers.len()).sum::<usize>();
        let old = &planned.old.assessment.answers;
        answers += old.len();
        split += usize::from(old.keys().any(|id| id.as_str() == "JEE1.P5.1"));
    }
    // The split gives two answers for one; every other old answer is alive or aside.
    assert_eq!(to_confirm + aside, answers + split);
    ensure!(to_confirm > 800, "{to_confirm} to confirm, {aside} aside, {answers} answers");
    let one = selection("AFG/2016~3")?.single().context("a key")?;
    let text = fs::read_to_string(workspace.path_of(&one))?;
    ensure!(
        text.contains("[answers.\"JEE3.P7.1\"]") && text.contains("[attic.answers.\"JEE1.P4.1\"]")
    );
    ensure!(!text.contains("[answers.\"JEE3.P4.1\"]"), "a code is no crosswalk");
    Ok(())
}
