//! Overlays: a national layer keeps what it does not touch comparable with its base.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use stocktake::analysis::comparable::{Comparability, Comparison};
use stocktake::domain::{Framework, Origin};
use stocktake::store::Library;

const HEAD: &str =
    "id = \"local\"\nversion = \"1\"\ntitle = \"Local\"\n[base]\nid = \"tiny\"\nversion = \"1\"\n";

/// A library with the tiny framework and one overlay of it.
fn library(overlay: &str) -> Result<(tempfile::TempDir, Library)> {
    let folder = tempfile::tempdir()?;
    let tiny = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/documents/tiny.toml");
    fs::copy(tiny, folder.path().join("tiny.toml"))?;
    fs::write(folder.path().join("local.toml"), overlay)?;
    let library = Library::open(folder.path())?;
    Ok((folder, library))
}

fn get(library: &Library, id: &str) -> Result<Arc<Framework>> {
    library.newest(id).map_err(|bad| anyhow::anyhow!("{id}: {bad:?}"))
}

fn ids(framework: &Framework) -> Vec<&str> {
    framework.nodes().iter().map(|n| n.id.as_str()).collect()
}

#[test]
fn keeps_drops_rewords_and_adds() -> Result<()> {
    let overlay = format!(
        "{HEAD}keep = [\"a.1\", \"b\"]\n\
         [[reword]]\nid = \"b\"\ntext = \"B in other words?\"\n\
         [[node]]\nid = \"own\"\nname = \"Own\"\n\
         [[question]]\nid = \"e\"\nparent = \"own\"\ntext = \"E?\"\n\
         [[body]]\nname = \"Centre for Social Work\"\nrole = \"receives reports\"\n"
    );
    let (_keep, library) = library(&overlay)?;
    let (base, local) = (get(&library, "tiny")?, get(&library, "local")?);
    assert_eq!(ids(&local), ["tiny", "group", "a.1", "b", "own", "e"]);
    assert_eq!(local.family().as_str(), "tiny");
    assert_eq!(local.bodies.len(), 1);
    assert_eq!(local.base.as_ref().context("a base")?.digest, base.digest());
    let comparison = Comparison::between(&base, &local);
    for (id, origin, comparable) in [
        ("a.1", Origin::Base, Comparability::Same),
        ("b", Origin::Reworded, Comparability::Caution),
        ("e", Origin::Added(0), Comparability::None),
    ] {
        let at = local.find(id).context("a node")?;
        assert_eq!(local.node(at).origin, origin, "{id}");
        assert_eq!(comparison.of(at), comparable, "{id}");
    }
    Ok(())
}

/// An overlay keeps the schemes and tags of its base, adds its own and files base questions under
/// either; that alone makes nothing incomparable.
#[test]
fn files_the_questions_of_its_base_under_a_scheme_of_its_own() -> Result<()> {
    let base = "[[scheme]]\nid = \"cpi\"\nname = \"Index\"\nvalues = [{ id = \"1\", name = \"One\" }, \
                { id = \"2\", name = \"Two\" }]\n";
    let own = "[[scheme]]\nid = \"plan\"\nname = \"Our plan\"\nvalues = [{ id = \"g1\", name = \"Goal\" }]\n\
               [[reword]]\nid = \"b\"\ntags = { plan = [\"g1\"], cpi = [\"2\"] }\n\
               [[question]]\nid = \"e\"\nparent = \"group\"\ntext = \"E?\"\ntags = { plan = [\"g1\"] }\n";
    let (folder, _) = library(&format!("{HEAD}{own}"))?;
    let tiny = include_str!("documents/tiny.toml");
    let tagged = tiny.replace("[[node]]", &format!("{base}[[node]]"));
    let tagged = tagged.replace("name = \"Group\"", "name = \"Group\"\ntags = { cpi = [\"1\"] }");
    fs::write(folder.path().join("tiny.toml"), tagged)?;
    let library = Library::open(folder.path())?;
    let (base, local) = (get(&library, "tiny")?, get(&library, "local")?);
    for (id, scheme, wanted) in [
        ("a.1", "cpi", "1"),
        ("b", "cpi", "2"),
        ("b", "plan", "g1"),
        ("c", "plan", ""),
        ("e", "cpi", "1"),
    ] {
        let scheme = local.scheme(scheme).context("a scheme")?;
        let at = local.find(id).context("a node")?;
        let values: Vec<&str> = local.filed(at, &scheme).iter().map(|v| v.id.as_str()).collect();
        assert_eq!(values.join(" "), wanted, "{id}");
    }
    let at = local.find("b").context("a node")?;
    assert_eq!(local.node(at).origin, Origin::Base);
    assert_eq!(Comparison::between(&base, &local).of(at), Comparability::Same);
    Ok(())
}

#[test]
fn dropping_a_group_drops_what_lies_below_it() -> Result<()> {
    let add = "[[question]]\nid = \"e\"\ntext = \"E?\"\n";
    let (_keep, library) = library(&format!("{HEAD}drop = [\"group\"]\n{add}"))?;
    assert_eq!(ids(&*get(&library, "local")?), ["tiny", "e"]);
    Ok(())
}

#[test]
fn what_is_wrong_with_an_overlay_has_its_place_in_the_overlay() -> Result<()> {
    for (body, place, words) in [
        ("keep = [\"zzz\"]\n", "7:9", "'zzz' is not in tiny 1"),
        ("keep = [\"b\"]\ndrop = [\"c\"]\n", "8:1", "keep or drop, not both"),
        ("[[reword]]\nid = \"zzz\"\ntext = \"Z?\"\n", "8:6", "'zzz' is not a question"),
        ("[[question]]\nid = \"b\"\ntext = \"B?\"\n", "8:6", "already taken"),
        ("[[question]]\nid = \"e\"\ntext = \"E?\"\nweight = 0\n", "10:10", "above 0"),
        ("[[reword]]\nid = \"b\"\ntags = { x = [\"1\"] }\n", "9:10", "no scheme 'x'"),
        ("[scale]\nmin = 0\nmax = 1\n", "7:2", "an overlay cannot set [scale]"),
    ] {
        let (_keep, library) = library(&format!("{HEAD}{body}"))?;
        let Err(Some(bad)) = library.newest("local") else {
            anyhow::bail!("{body} was not refused");
        };
        let message = bad.to_string();
        ensure!(message.contains(&format!("local.toml:{place}:")), "{message}");
        ensure!(message.contains(words), "{message}");
    }
    Ok(())
}

#[test]
fn an_overlay_of_an_overlay_is_refused() -> Result<()> {
    let (folder, _) = library(&format!("{HEAD}keep = [\"b\"]\n"))?;
    let second = HEAD.replace("\"local\"", "\"second\"").replace("\"tiny\"", "\"local\"");
    fs::write(folder.path().join("second.toml"), second)?;
    let library = Library::open(folder.path())?;
    let Err(Some(bad)) = library.newest("second") else { anyhow::bail!("it was not refused") };
    ensure!(bad.to_string().contains("is an overlay"), "{bad}");
    Ok(())
}
