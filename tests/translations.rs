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
