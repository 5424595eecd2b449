//! The cache of a collection: what is read through it is what the files hold, whatever happens to
//! the files or to the cache.
#![cfg(unix)]

use std::collections::HashMap;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::Duration;

use stocktake::analysis::choose::{Choice, When};
use stocktake::domain::{Change, Country, Editions, Id, Key, Perspective, Selection, Verdict};
use stocktake::store::{Cache, Folder, Fresh, Stamp, cache_of};
use stocktake::workspace::{Derived, Opened, Trust, Wanted, Workspace};

const TINY: &str = include_str!("documents/tiny.toml");
const COUNTRIES: u8 = 20;
const YEARS: i16 = 6;
/// What each file has beside its answers, so that all of them are worth a cache.
const FILL: usize = 80_000;

/// A collection that was left alone for long enough to be trusted.
fn collection() -> (tempfile::TempDir, Workspace) {
    let folder = tempfile::tempdir().expect("a folder");
    Workspace::init(folder.path()).expect("a workspace");
    fs::write(folder.path().join("frameworks/tiny.toml"), TINY).expect("written");
    let workspace = Workspace::open(folder.path()).expect("a workspace");
    for country in 0..COUNTRIES {
        for year in 0..YEARS {
            let key = key(country, year);
            let path = workspace.path_of(&key);
            fs::create_dir_all(path.parent().expect("a folder")).expect("made");
            fs::write(path, text(&key, f64::from(country % 4) + 1.0)).expect("written");
        }
    }
    sleep(Duration::from_millis(5_200));
    (folder, workspace)
}

fn key(country: u8, year: i16) -> Key {
    let code = format!("XA{}", char::from(b'A' + country));
    Workspace::own_key(Country::new(&code).expect("a code"), 2001 + year)
}

fn text(key: &Key, level: f64) -> String {
    format!(
        "country = \"{}\"\nyear = {}\nperspective = \"self\"\n[framework]\nid = \"tiny\"\n\
         version = \"1\"\n[answers.\"a.1\"]\nlevel = {level}\n[answers.b]\nlevel = 2\n\
         confidence = \"fair\"\n# {}\n",
        key.country,
        key.year,
        ".".repeat(FILL)
    )
}

/// What a read gives, warnings and all, in order.
fn all(workspace: &Workspace, trust: Trust) -> Vec<String> {
    let kept = workspace.map_from(trust, &Selection::all(), &|_, _| true, |opened: Opened| {
        format!("{:?} {:?}", opened.assessment, opened.warnings)
    });
    let kept = kept.expect("a list");
    kept.opened.into_iter().chain(kept.bad.iter().map(ToString::to_string)).collect()
}

/// Reads through the cache, and says what differs from the files.
fn differs(root: &Path) -> Vec<String> {
    // Opened anew, as the next run of the program does.
    let workspace = Workspace::open(root).expect("a workspace");
    let (here, there) = (all(&workspace, Trust::Cache), all(&workspace, Trust::Files));
    assert_eq!(here.len(), there.len());
    here.into_iter().zip(there).filter(|(a, b)| a != b).map(|(a, _)| a).collect()
}

fn nothing() -> Vec<String> {
    Vec::new()
}

fn level(workspace: &Workspace, wanted: &Key) -> Option<Verdict> {
    let all = workspace.read_all(&Selection::all(), &|_, _| true).expect("a list");
    let found = all.opened.into_iter().find(|o| o.assessment.key == *wanted)?;
    found.assessment.answers.get("a.1")?.verdict.clone()
}

/// Another level of the same length, with the time of writing that the file had before.
fn rewrite_unseen(path: &Path, key: &Key, level: f64) {
    let before = fs::metadata(path).expect("a file");
    fs::write(path, text(key, level)).expect("written");
    let file = File::options().write(true).open(path).expect("opened");
    file.set_modified(before.modified().expect("a time")).expect("set");
    let after = fs::metadata(path).expect("a file");
    assert_eq!((before.len(), before.modified().ok()), (after.len(), after.modified().ok()));
}

#[test]
fn what_changed_was_added_or_went_away_is_noticed() {
    let (folder, workspace) = collection();
    assert_eq!(differs(folder.path()), nothing());
    let every = usize::from(COUNTRIES) * usize::try_from(YEARS).expect("a few");
    assert_eq!(Cache::open(folder.path()).len(), every, "all of them are kept");
    assert_eq!(differs(folder.path()), nothing());
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let cache = cache_of(folder.path());
    assert_eq!((mode(&cache), mode(cache.parent().expect("a folder"))), (0o600, 0o700));
    assert!(cache.with_file_name(".gitignore").is_file());

    let (changed, gone) = (key(3, 2), key(4, 0));
    rewrite_unseen(&workspace.path_of(&changed), &changed, 1.0);
    assert_eq!(level(&workspace, &changed), Some(Verdict::Scored(1.0)));
    assert_eq!(differs(folder.path()), nothing());

    // Another file under the name, as old and as long as the one before.
    let (replaced, spare) = (key(5, 1), folder.path().join("spare"));
    let path = workspace.path_of(&replaced);
    fs::write(&spare, text(&replaced, 4.0)).expect("written");
    let old = fs::metadata(&path).expect("a file").modified().expect("a time");
    File::options().write(true).open(&spare).and_then(|f| f.set_modified(old)).expect("set");
    fs::rename(&spare, &path).expect("renamed");
    assert_eq!(level(&workspace, &replaced), Some(Verdict::Scored(4.0)));

    fs::remove_file(workspace.path_of(&gone)).expect("removed");
    assert_eq!(level(&workspace, &gone), None);
    let added = Key { perspective: Perspective::Shadow, ..key(4, 0) };
    let shadow = text(&added, 2.0).replace("\"self\"", "\"shadow\"");
    fs::write(workspace.path_of(&added), shadow).expect("written");
    assert_eq!(level(&workspace, &added), Some(Verdict::Scored(2.0)));
    assert_eq!(differs(folder.path()), nothing());
    // The one that is gone and those that changed just now have no record.
    assert_eq!(Cache::open(folder.path()).len(), every - 3);
}

/// However a file is asked about, its stamp is the same one.
#[test]
fn a_stamp_is_the_same_by_either_way() {
    let (folder, workspace) = collection();
    let root = workspace.assessments();
    let within = Folder::at(&root);
    let names = ["XAA/2001/self.toml", "XAA/2001", "XAA", "", "nothing", "XAA/2001/self.toml/no"];
    for name in names.map(Path::new) {
        assert_eq!(within.file(name), Stamp::of(&root.join(name)), "{name:?}");
        assert_eq!(within.folder(name), Stamp::of_folder(&root.join(name)), "{name:?}");
    }
    assert!(
        within.file(Path::new(names[0])).is_some() && within.folder(Path::new("XAA")).is_some()
    );
    // A folder that is not there when it is asked about, and comes.
    let late = folder.path().join("late");
    let within = Folder::at(&late);
    assert_eq!(within.file(Path::new("a")), None);
    fs::create_dir(&late).expect("a folder");
    fs::write(late.join("a"), "a").expect("a file");
    assert_eq!(within.file(Path::new("a")), Stamp::of(&late.join("a")));
    assert!(within.file(Path::new("a")).is_some());
}

/// The names in folders are kept, too: whatever comes, goes or is called otherwise is noticed.
#[test]
fn a_folder_that_came_went_or_was_renamed_is_noticed() {
    let (folder, workspace) = collection();
    let root = workspace.assessments();
    let all_of_it = Folder::at(&root);
    all(&workspace, Trust::Cache);
    let listed = || -> Vec<String> {
        let list = Cache::open(folder.path()).list(&all_of_it, |_| false).expect("a list");
        assert_eq!(list.listed.keys, workspace.list().expect("a list").keys);
        list.listed.keys.iter().map(Key::to_string).collect()
    };
    let before = listed();
    // A country, a year of another one, a file of a third.
    let new =
        [key(COUNTRIES, 0), key(3, YEARS), Key { perspective: Perspective::Survey, ..key(4, 1) }];
    for key in &new {
        let path = workspace.path_of(key);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        let text = text(key, 2.0).replace("\"self\"", &format!("\"{}\"", key.perspective));
        fs::write(path, text).expect("written");
        assert!(!before.contains(&key.to_string()) && listed().contains(&key.to_string()));
        assert_eq!(differs(folder.path()), nothing());
    }
    fs::rename(root.join("XAC/2002"), root.join("XAC/2012")).expect("renamed");
    assert!(
        !listed().contains(&key(2, 1).to_string()) && listed().contains(&key(2, 11).to_string())
    );
    fs::rename(root.join("XAD"), root.join("XAZ")).expect("renamed");
    assert!(
        !listed().contains(&key(3, 1).to_string()) && listed().contains(&key(25, 1).to_string())
    );
    fs::remove_dir_all(root.join("XAE/2001")).expect("removed");
    fs::remove_dir_all(root.join("XAF")).expect("removed");
    assert!(!listed().iter().any(|key| key.starts_with("XAF") || key.starts_with("XAE/2001")));
    // Two folders that change places are the same names in the folder above.
    for (from, to) in [("XAG/2001", "aside"), ("XAG/2003", "XAG/2001"), ("aside", "XAG/2003")] {
        fs::rename(root.join(from), root.join(to)).expect("renamed");
    }
    fs::write(root.join("XAG/2001/shadow.toml"), "").expect("written");
    assert!(listed().contains(&"XAG/2001/shadow".to_owned()));
    let bad = |workspace: &Workspace| all(workspace, Trust::Cache).len();
    assert_eq!(bad(&workspace), all(&workspace, Trust::Files).len());
    assert_eq!(differs(folder.path()), nothing());
}

/// Names that come within one tick of the clock after the folder was read.
#[test]
fn a_folder_that_changes_while_it_is_read_is_never_trusted() {
    let (folder, workspace) = collection();
    all(&workspace, Trust::Cache);
    let shadow = Key { perspective: Perspective::Shadow, ..key(0, 0) };
    let path = workspace.path_of(&shadow);
    let is_there = || {
        let kept = workspace.map_all(&Selection::all(), &|_, _| true, |o| o.assessment.key);
        kept.expect("a list").opened.contains(&shadow)
    };
    for turn in 0..60 {
        fs::write(&path, text(&shadow, 2.0).replace("\"self\"", "\"shadow\"")).expect("written");
        assert!(is_there(), "turn {turn}");
        fs::remove_file(&path).expect("removed");
        assert!(!is_there(), "turn {turn}");
    }
    // What stands in the cache is told from what is read by its stamps: there is none for this one.
    let cache = Cache::open(folder.path());
    let root = Folder::at(&workspace.assessments());
    let known = |country: &str| cache.list(&root, |_| false).expect("a list").knew(country);
    assert_eq!((known("XAA"), known("XAB")), (false, true));
}

/// The same length, the same times as far as a program can set them, within one tick of the clock.
#[test]
fn a_file_that_changes_while_the_cache_is_written_is_never_trusted() {
    let (folder, workspace) = collection();
    all(&workspace, Trust::Cache);
    let (one, two) = (key(0, 0), key(1, 0));
    let path = workspace.path_of(&one);
    for turn in 0..60 {
        let (before, after) = (f64::from(turn % 4) + 1.0, f64::from((turn + 1) % 4) + 1.0);
        rewrite_unseen(&path, &one, before);
        assert_eq!(level(&workspace, &one), Some(Verdict::Scored(before)), "turn {turn}");
        rewrite_unseen(&path, &one, after);
        assert_eq!(level(&workspace, &one), Some(Verdict::Scored(after)), "turn {turn}");
    }
    // What would tell them apart is a later tick; without one there must be no record.
    let records = |key: &Key| {
        let library = workspace.library();
        let find = |id: &str, version: &str| library.get(id, version).ok();
        let cache = Cache::open(folder.path());
        let root = Folder::at(&workspace.assessments());
        let list = cache.list(&root, |listed| listed == key).expect("a list");
        cache.find(&list, key, find).is_some()
    };
    assert_eq!((records(&one), records(&two)), (false, true));
}

#[test]
fn a_damaged_cache_is_no_cache() {
    let (folder, workspace) = collection();
    let cache = cache_of(folder.path());
    all(&workspace, Trust::Cache);
    let whole = fs::read(&cache).expect("a cache");
    let mut damaged: Vec<Vec<u8>> = vec![Vec::new(), vec![0; 1 << 20], whole.repeat(2)];
    for part in 0..40 {
        let at = whole.len() * part / 40;
        damaged.push(whole[..at].to_vec());
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (part % 8);
        damaged.push(flipped);
        let swapped = [&whole[..at], &whole[at / 2..]].concat();
        damaged.push(swapped);
    }
    for (number, bytes) in damaged.into_iter().enumerate() {
        fs::write(&cache, bytes).expect("written");
        assert_eq!(differs(folder.path()), nothing(), "damage {number}");
    }
    // What is no file is not waited for, nor read without end.
    let make_folder = || fs::create_dir(&cache).expect("made");
    let link_device = || symlink("/dev/zero", &cache).expect("made");
    let make_huge = || File::create(&cache).and_then(|f| f.set_len(1 << 40)).expect("made");
    let makes: [&dyn Fn(); 3] = [&make_folder, &link_device, &make_huge];
    for (number, make) in makes.into_iter().enumerate() {
        let _ = fs::remove_file(&cache).or_else(|_| fs::remove_dir(&cache));
        make();
        assert_eq!(differs(folder.path()), nothing(), "thing {number}");
    }
}

/// A record that says something else than its file shows who believes it.
#[test]
fn what_is_edited_or_handed_over_is_read_from_the_file() {
    let (folder, workspace) = collection();
    all(&workspace, Trust::Cache);
    let forged = key(7, 5);
    let stamp = Stamp::of(&workspace.path_of(&forged)).expect("a stamp");
    let Opened { mut assessment, framework, .. } = workspace.read(&forged).expect("read");
    let truth = assessment.answers["a.1"].verdict.clone();
    let question = Id::new("a.1").expect("an id");
    let lie = Change::verdict(&question, Some(Verdict::Scored(1.0)));
    assessment.apply(&framework, &lie).expect("applied");
    let cache = Cache::open(folder.path());
    assert!(cache.begin());
    let record = cache.record(&stamp, &assessment, &framework);
    assert!(matches!(record, Fresh::New(_)));
    let folder_of_all = Folder::at(&workspace.assessments());
    let list = cache.list(&folder_of_all, |_| false).expect("a list");
    cache.close(&folder_of_all, &list, &HashMap::from([(forged.clone(), record)]));

    assert_eq!(level(&workspace, &forged), Some(Verdict::Scored(1.0)), "a list believes it");
    assert_ne!(truth, Some(Verdict::Scored(1.0)));
    let opened = workspace.read(&forged).expect("read");
    assert_eq!(opened.assessment.answers["a.1"].verdict, truth, "one assessment does not");
    let session = workspace.edit(&forged).expect("a session");
    assert_eq!(session.assessment().answers["a.1"].verdict, truth, "a session does not");
    drop(session);
    let choice = Choice { when: When::Latest, perspective: Perspective::Own };
    let series = Selection::new("XAH").expect("a selection");
    for wanted in [
        Wanted::Scores(vec![Selection::all()]),
        Wanted::Countries(choice.into()),
        Wanted::Panel(choice.into()),
        Wanted::Exchange(choice, Editions::Record),
        Wanted::Years(series),
        Wanted::Report(forged.clone()),
    ] {
        let here = workspace.prepare(&wanted).expect("a document").document;
        let path = folder.path().join(".stocktake");
        fs::rename(&path, folder.path().join("aside")).expect("renamed");
        let there = workspace.prepare(&wanted).expect("a document").document;
        fs::rename(folder.path().join("aside"), &path).expect("renamed");
        assert_eq!(here, there, "{wanted:?} does not");
    }
}

#[test]
fn another_text_of_the_framework_makes_every_record_void() {
    let (folder, workspace) = collection();
    all(&workspace, Trust::Cache);
    let path = folder.path().join("frameworks/tiny.toml");
    fs::write(&path, TINY.replace("id = \"b\"\n", "id = \"e\"\n")).expect("written");
    let told = differs(folder.path());
    assert_eq!(told, nothing());
    let workspace = Workspace::open(folder.path()).expect("a workspace");
    let kept = workspace.read_all(&Selection::all(), &|_, _| true).expect("a list");
    assert_eq!(kept.opened.len(), 0, "'b' is no question any more");
    fs::write(&path, TINY.replace("Tiny", "Small")).expect("written");
    assert_eq!(differs(folder.path()), nothing());
}

#[test]
fn few_files_leave_nothing_lying_about_and_purge_takes_the_cache_away() {
    let (folder, workspace) = collection();
    let root = folder.path();
    workspace.map_from(Trust::Files, &Selection::all(), &|_, _| true, |_| ()).expect("a list");
    let one = Selection::new("XAC").expect("a selection");
    workspace.read_all(&one, &|_, _| true).expect("a list");
    assert!(!root.join(".stocktake").exists(), "six files need no cache");
    all(&workspace, Trust::Cache);
    let inode = fs::metadata(cache_of(root)).expect("a cache").ino();
    all(&workspace, Trust::Cache);
    assert_eq!(fs::metadata(cache_of(root)).expect("a cache").ino(), inode, "it is written once");
    let found = workspace.derived(&key(0, 0)).expect("a list");
    let caches: Vec<PathBuf> =
        found.iter().filter(|(kind, _)| *kind == Derived::Cache).map(|(_, p)| p.clone()).collect();
    assert_eq!(caches, [cache_of(root)]);
    workspace.purge(&key(0, 0), &found).expect("purged");
    assert!(!cache_of(root).exists());
    assert_eq!(differs(root), nothing());
}

/// An assessment that is being changed is shown as it is held, and the cache learns nothing of that:
/// the file may still be behind, and may stay so.
#[test]
fn what_is_open_is_neither_looked_up_nor_kept() {
    let (folder, workspace) = collection();
    let key = key(2, 3);
    let mut opened = workspace.read(&key).expect("an assessment");
    let old = opened.assessment.answers["a.1"].verdict.clone();
    let (id, new) = (Id::new("a.1").expect("an id"), Some(Verdict::Scored(1.0)));
    assert_ne!(old, new);
    opened.assessment.apply(&opened.framework, &Change::verdict(&id, new.clone())).expect("fits");
    let shown = workspace.with_open(opened);
    // Where nothing is cached yet, and where everything is.
    for turn in 0..2 {
        assert_eq!(level(&shown, &key), new, "turn {turn}");
        assert_eq!(level(&workspace, &key), old, "turn {turn}");
    }
    assert_eq!(differs(folder.path()), nothing());
}
