//! Translations: side files that never change what a framework means.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Result, ensure};
use stocktake::domain::translation::{Field, Place, Standing};
use stocktake::domain::{Framework, Id};
use stocktake::export::translation::{translation_csv, translation_po};
use stocktake::import::{read_translation_csv, read_translation_po};
use stocktake::report::{Wanted, translation};
use stocktake::store::{read_translation, write_translation};
use stocktake::workspace::Workspace;

fn shipped() -> Result<(Workspace, Arc<Framework>)> {
    let workspace = Workspace::open(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let framework = workspace.framework("cpsa-core", None)?;
    Ok((workspace, framework))
}

/// The two shipped translations hold every name, question and level name, made from the text as it
/// is now, and say that they are drafts.
#[test]
fn the_shipped_translations_are_complete_current_and_marked_as_drafts() -> Result<()> {
    let (workspace, framework) = shipped()?;
    let (translations, bad) = workspace.translations(&framework);
    ensure!(bad.is_empty(), "{}", bad[0]);
    let languages: Vec<&str> = translations.iter().map(|t| t.language.as_str()).collect();
    assert_eq!(languages, ["ru", "sq"]);
    for words in &translations {
        ensure!(!words.reviewed, "{} claims a review that never was", words.language);
        for (place, source, standing) in framework.standings(words) {
            let due = matches!(place, Place::Title | Place::Level(_) | Place::Node(_, Field::Name));
            let key = place.key(&framework);
            ensure!(
                !due || standing == Standing::Current,
                "{}: {key} {standing:?}",
                words.language
            );
            if let (true, Some(word)) = (due, words.words.get(&place)) {
                ensure!(word.text != source, "{}: {key} is not translated", words.language);
                ensure!(
                    source.ends_with('?') == word.text.ends_with('?'),
                    "{}: {key} asks no question",
                    words.language
                );
            }
        }
    }
    Ok(())
}

#[test]
fn another_language_changes_words_and_nothing_else() -> Result<()> {
    let (workspace, framework) = shipped()?;
    let albanian = workspace.in_language(&framework, "sq")?;
    assert_eq!(albanian.digest(), framework.digest());
    assert_eq!(albanian.nodes().len(), framework.nodes().len());
    let at = framework.find("reporting-duty").unwrap_or_default();
    ensure!(albanian.node(at).name != framework.node(at).name);
    let guidance = |f: &Framework| f.node(at).question().map(|q| q.guidance.clone());
    assert_eq!(guidance(&albanian), guidance(&framework), "without a translation it stays");
    ensure!(workspace.in_language(&framework, "xx").is_err());
    Ok(())
}

#[test]
fn tables_for_translators_lose_nothing() -> Result<()> {
    let (workspace, framework) = shipped()?;
    let words = workspace.translation(&framework, "ru")?;
    let table = translation(&framework, &words, Wanted::All);
    let csv = read_translation_csv(&translation_csv(&table)?).map_err(anyhow::Error::msg)?;
    let po = read_translation_po(&translation_po(&table, "ru")?).map_err(anyhow::Error::msg)?;
    assert_eq!(csv.len(), table.rows.len());
    assert_eq!(csv, po);
    for (row, cells) in csv.iter().zip(&table.rows) {
        assert_eq!(row.text, cells[2].shown());
        assert_eq!(row.source, cells[1].shown());
    }
    let text = write_translation(&words, &framework);
    assert_eq!(read_translation(Path::new("x.toml"), &text)?, words);
    Ok(())
}

#[test]
fn what_comes_back_is_taken_and_a_changed_text_shows_as_stale() -> Result<()> {
    let folder = tempfile::tempdir()?;
    Workspace::init(folder.path())?;
    let tiny = include_str!("documents/tiny.toml");
    let path = folder.path().join("frameworks/tiny.toml");
    fs::write(&path, tiny)?;
    let workspace = Workspace::open(folder.path())?;
    let framework = workspace.framework("tiny", None)?;
    let table = "place,source,translation\nb.text,B?,Б?\nc.text,C?,\nnowhere.text,X?,Х?\n";
    let rows = read_translation_csv(table).map_err(anyhow::Error::msg)?;
    let report = workspace.take_translations(&framework, "ru", &rows)?;
    assert_eq!((report.taken, report.blank, report.unknown.len()), (1, 1, 1));

    fs::write(&path, tiny.replace("\"B?\"", "\"B, really?\"").replace("\"1\"", "\"2\""))?;
    let workspace = Workspace::open(folder.path())?;
    let changed = workspace.framework("tiny", None)?;
    let words = workspace.translation(&changed, "ru")?;
    let place = Place::Node(Id::new("b").map_err(anyhow::Error::msg)?, Field::Name);
    let found = changed.standings(&words).into_iter().find(|(p, ..)| *p == place);
    assert_eq!(found.map(|(_, _, standing)| standing), Some(Standing::Stale));
    Ok(())
}

#[test]
fn a_broken_side_file_has_its_place() {
    for (text, place, words) in [
        ("translates = \"a\"\nversion = \"1\"\n", "1:1", "'language' is missing"),
        ("translates = \"a b\"\nversion = \"1\"\nlanguage = \"sq\"\n", "1:14", "cannot be an id"),
        ("translates = \"a\"\nversion = 1\nlanguage = \"sq\"\n", "2:11", "not a text"),
        ("translates = \"a\"\nversion = \"1\"\nlanguage = \"sq\"\nlevel = 1\n", "4:1", "not known"),
    ] {
        let message = match read_translation(Path::new("x.toml"), text) {
            Err(bad) => bad.to_string(),
            Ok(_) => "no error".into(),
        };
        assert!(message.contains(&format!("x.toml:{place}:")), "{message}");
        assert!(message.contains(words), "{message}");
    }
}

/// A question that an overlay words otherwise is never shown in the translated words of the base:
/// they would ask something else. Everything that is as in the base is translated with it.
#[test]
fn what_an_overlay_rewords_is_not_shown_in_the_words_of_its_base() -> Result<()> {
    let (workspace, core) = shipped()?;
    let rapid = workspace.framework("cpsa-rapid", None)?;
    let (own, base) = (workspace.in_language(&rapid, "sq")?, workspace.in_language(&core, "sq")?);
    let text = |framework: &Framework, id: &str| -> Result<String> {
        let (node, _) = framework.question(id).ok_or_else(|| anyhow::anyhow!("no {id}"))?;
        Ok(node.name.clone())
    };
    let (reworded, kept) = ("emergency-preparedness", "child-protection-law");
    assert_eq!(text(&own, reworded)?, text(&rapid, reworded)?);
    assert_ne!(text(&base, reworded)?, text(&core, reworded)?, "the base has a translation");
    assert_eq!(text(&own, kept)?, text(&base, kept)?);
    assert_eq!(own.title, rapid.title, "the title of the base is not that of the overlay");
    let wording = workspace.wording(&rapid, Some("sq"));
    let foreign = wording.foreign.ok_or_else(|| anyhow::anyhow!("no translation"))?;
    let at = rapid.find(reworded).unwrap_or_default();
    let standings = foreign.of_node(rapid.node(at));
    ensure!(standings.contains(&(Field::Name, Standing::Missing)), "{standings:?}");
    Ok(())
}

/// Translators of an overlay write into a file of its own: the words of the base stay as they are, and
/// so does what the overlay has from it.
#[test]
fn the_words_of_an_overlay_have_a_side_file_of_their_own() -> Result<()> {
    let folder = tempfile::tempdir()?;
    Workspace::init(folder.path())?;
    let before = Workspace::open(folder.path())?;
    let (rapid, core) =
        (before.framework("cpsa-rapid", None)?, before.framework("cpsa-core", None)?);
    let words = before.translation(&rapid, "sq")?;
    let mut rows =
        read_translation_csv(&translation_csv(&translation(&rapid, &words, Wanted::All))?)
            .map_err(anyhow::Error::msg)?;
    let (reworded, kept) = ("emergency-preparedness.text", "child-protection-law.text");
    for row in &mut rows {
        if row.place == reworded || row.place == "title" {
            row.text = format!("sq: {}", row.place);
        }
    }
    let report = before.take_translations(&rapid, "sq", &rows)?;
    ensure!(report.path.ends_with("cpsa-rapid.sq.toml"), "{}", report.path.display());
    assert_eq!((report.taken, report.unknown), (2, Vec::new()));
    let text = fs::read_to_string(&report.path)?;
    ensure!(!text.contains("child-protection-law"), "{text}");

    let after = Workspace::open(folder.path())?;
    let (before, now) = (before.translation(&core, "sq")?, after.translation(&core, "sq")?);
    ensure!(before == now, "the base has other words");
    let shown = after.in_language(&rapid, "sq")?;
    assert_eq!(shown.title, "sq: title");
    let name = |framework: &Framework, place: &str| {
        let id = place.trim_end_matches(".text");
        framework.question(id).map(|(node, _)| node.name.clone())
    };
    assert_eq!(name(&shown, reworded).as_deref(), Some("sq: emergency-preparedness.text"));
    assert_eq!(name(&shown, kept), name(&*after.in_language(&core, "sq")?, kept));
    let wording = after.wording(&rapid, Some("sq"));
    let at = rapid.find("emergency-preparedness").unwrap_or_default();
    let (base, _) = wording.base_of(at).ok_or_else(|| anyhow::anyhow!("no base"))?;
    ensure!(!base.name.starts_with("sq:"), "the base speaks in the overlay's words: {}", base.name);
    // The same again takes nothing, and loses nothing.
    let again = after.take_translations(&rapid, "sq", &rows)?;
    assert_eq!((again.taken, fs::read_to_string(&again.path)?), (0, text));
    Ok(())
}
