//! What the program does not know and what it never alters comes along in a merge, however deep it
//! lies and however it is spelt.

use std::path::Path;

use anyhow::{Result, ensure};
use stocktake::domain::Side;
use stocktake::workspace::MergedFile;

use crate::laws::WORKSPACE;
use crate::tiny;

fn blank() -> Result<String> {
    let framework = tiny::framework()?;
    Ok(tiny::text(&framework, &tiny::blank(&framework)))
}

fn merge([base, ours, theirs]: [&str; 3]) -> Result<MergedFile> {
    let texts = [("b", base), ("o", ours), ("t", theirs)].map(|(p, t)| (Path::new(p), t));
    let side = Side::default();
    Ok(WORKSPACE.1.merge_texts(texts, [&side, &side])?)
}

/// The tables below a table are part of it.
#[test]
fn a_change_below_an_unknown_table_comes_in_or_is_told() -> Result<()> {
    let with = |deep: u8, deeper: u8| -> Result<String> {
        let tables =
            format!("[x_extra]\nkept = 1\n[x_extra.deep]\na = {deep}\n[x_extra.deep.er]\n");
        Ok(blank()? + &tables + &format!("b = {deeper}\n[[x_list]]\n[x_list.deep]\nc = {deep}\n"))
    };
    let (base, ours, theirs) = (with(1, 1)?, with(2, 1)?, with(1, 3)?);
    for sides in [[&base, &base, &theirs], [&base, &theirs, &base], [&base, &theirs, &theirs]] {
        let file = merge(sides.map(String::as_str))?;
        let text = file.document.text();
        ensure!(text.contains("b = 3") && !text.contains("b = 1"), "{text}");
        ensure!(file.left.is_empty(), "{:?}", file.left);
    }
    // Both have changed it: ours stays, and that theirs did not come in is told.
    let file = merge([&base, &ours, &theirs])?;
    ensure!(file.document.text().contains("[x_extra.deep]\na = 2\n"), "{}", file.document.text());
    ensure!(file.left == ["x_extra"], "{:?}", file.left);
    // What one side takes away is gone, unless the other has changed something in it.
    let none = blank()?;
    ensure!(!merge([&base, &base, &none])?.document.text().contains("x_extra"), "it stayed");
    ensure!(merge([&base, &ours, &none])?.document.text().contains("a = 2"), "it is gone");
    Ok(())
}

/// The attic of the other side comes in where ours is the old one, in whatever spelling.
#[test]
fn an_attic_that_is_spelt_otherwise_is_the_same_attic() -> Result<()> {
    let attic = |version: &str, why: &str| {
        format!(
            "[[attic]]\n[attic.framework]\nid = \"tiny\"\nversion = \"{version}\"\n[attic.why]\nold = {why}\n[attic.answers.old]\nlevel = 2\n"
        )
    };
    let (base, ours) = (blank()? + &attic("0", "\"gone\""), blank()? + &attic("0", "'gone'"));
    let theirs = base.clone() + &attic("0.5", "\"gone, too\"");
    for sides in [[&base, &ours, &theirs], [&base, &theirs, &ours], [&base, &base, &theirs]] {
        let file = merge(sides.map(String::as_str))?;
        ensure!(file.assessment.attic.len() == 2, "{}", file.document.text());
        ensure!(file.left.is_empty(), "{:?}", file.left);
    }
    // Two attics are not one: ours stays, and that is told.
    let others = base.clone() + &attic("0.7", "\"another\"");
    let file = merge([&base, &theirs, &others])?;
    ensure!(file.left == ["attic"], "{:?}", file.left);
    ensure!(file.document.text().contains("gone, too"), "{}", file.document.text());
    Ok(())
}

/// A key that nobody knows comes into the entry that it stands in, and into no other.
#[test]
fn an_unknown_key_comes_into_its_own_entry() -> Result<()> {
    let entries = |key: &str| -> Result<String> {
        let entry = |id: &str| format!("[[offers]]\nid = \"{id}\"\ntitle = \"{id}\"\n");
        Ok(blank()? + &entry("one") + &entry("two") + key + &entry("three"))
    };
    let (base, theirs) = (entries("")?, entries("x_own = 1\n")?);
    for sides in [[&base, &base, &theirs], [&base, &theirs, &base]] {
        let file = merge(sides.map(String::as_str))?;
        let text = file.document.text();
        ensure!(text.contains("title = \"two\"\nx_own = 1\n"), "{text}");
        ensure!(text.matches("x_own").count() == 1 && file.left.is_empty(), "{text}");
    }
    Ok(())
}

/// The same of a table, wherever its entry stands in either file.
#[test]
fn an_unknown_table_comes_into_its_own_entry() -> Result<()> {
    let text = |answers: usize, deep: &str| -> Result<String> {
        let answer = |id: &&str| format!("[answers.{id}]\nlevel = 2\n");
        let answers: String = ["b", "c", "d"][..answers].iter().map(answer).collect();
        let offer = |id: &str| format!("[[offers]]\nid = \"{id}\"\ntitle = \"{id}\"\n");
        Ok(blank()? + &answers + &offer("one") + &offer("two") + deep + &offer("three"))
    };
    for (ours, theirs) in [(0, 3), (3, 0), (3, 3), (0, 0)] {
        let base = text(0, "")?;
        let file = merge([&base, &text(ours, "")?, &text(theirs, "[offers.x_own]\na = 1\n")?])?;
        let merged: toml::Table = file.document.text().parse()?;
        let offers = merged["offers"].as_array().map_or(&[][..], Vec::as_slice);
        let with: Vec<_> = offers.iter().filter(|o| o.get("x_own").is_some()).collect();
        ensure!(offers.len() == 3 && file.left.is_empty(), "{}", file.document.text());
        ensure!(with.len() == 1 && with[0]["id"].as_str() == Some("two"), "{merged:?}");
    }
    Ok(())
}

/// What one side takes out goes, and what the other wrote into it stays or is told, whichever is ours:
/// keys that nobody knows keep the table of an answer and of notes, and no entry of a list.
#[test]
fn an_unknown_key_in_what_the_other_side_took_out_stays_or_is_told() -> Result<()> {
    let whole = |answer: &str, offer: &str| -> Result<String> {
        Ok(blank()?
            + &format!("[answers.b]\nlevel = 2\n{answer}")
            + &format!("[notes.group]\nlessons = [\"l\"]\n{answer}")
            + &format!("[[offers]]\nid = \"two\"\ntitle = \"two\"\n{offer}"))
    };
    let none = blank()?;
    let (base, written) = (whole("", "")?, whole("x_own = 1\n", "x_own = 1\n")?);
    for sides in [[&base, &written, &none], [&base, &none, &written]] {
        let file = merge(sides.map(String::as_str))?;
        let text = file.document.text();
        let kept = text.matches("x_own").count();
        ensure!(file.left == ["offers.two.x_own"] && !file.is_clean(), "{:?}", file.left);
        ensure!(kept == 2 && !text.contains("two") && !text.contains("level"), "{text}");
        ensure!(file.assessment.answers.is_empty() && file.assessment.notes.is_empty(), "{text}");
    }
    // A key that one side altered and the other took out, with the table or alone: ours stays, and
    // that is told.
    let (other, alone) = (whole("x_own = 2\n", "")?, whole("", "")?);
    for gone in [&none, &alone] {
        for (sides, kept) in [([&written, &other, gone], 2), ([&written, gone, &other], 0)] {
            let file = merge(sides.map(String::as_str))?;
            let text = file.document.text();
            ensure!(file.left == ["answers.b.x_own", "notes.group.x_own"], "{:?}", file.left);
            ensure!(text.matches("x_own = 2").count() == kept, "{text}");
        }
    }
    // What was there before goes with it.
    for sides in [[&written, &written, &none], [&written, &none, &written]] {
        let file = merge(sides.map(String::as_str))?;
        let text = file.document.text();
        ensure!(file.left.is_empty() && !text.contains("x_own"), "{:?} {text}", file.left);
        ensure!(!text.contains("[answers") && !text.contains("[notes"), "{text}");
    }
    Ok(())
}

/// Both sides answer a question otherwise, and one of them writes what nobody knows beside it: the
/// answer is in conflict and open, and the key is there whichever side is ours.
#[test]
fn an_unknown_key_beside_an_answer_in_conflict_stays() -> Result<()> {
    let with = |rest: &str| -> Result<String> { Ok(blank()? + rest) };
    let (base, plain) = (blank()?, with("[answers.b]\nlevel = 2\n")?);
    let written = with("[answers.b]\nlevel = 3\nx_own = 1\n")?;
    for sides in [[&base, &plain, &written], [&base, &written, &plain]] {
        let file = merge(sides.map(String::as_str))?;
        let text = file.document.text();
        ensure!(file.left.is_empty() && file.merged.conflicts.len() == 1, "{:?}", file.left);
        ensure!(text.contains("[answers.b]\nx_own = 1\nstate = \"open\"\n"), "{text}");
    }
    // Beside an answer that has no level yet it is no misspelt one either.
    let (claimed, keyed) =
        (with("[answers.b]\nclaim = \"c\"\n")?, with("[answers.b]\nlevel = 2\nx_own = 1\n")?);
    for sides in [[&claimed, &claimed, &keyed], [&claimed, &keyed, &claimed]] {
        let file = merge(sides.map(String::as_str))?;
        ensure!(file.is_clean() && file.document.text().contains("x_own"), "{:?}", file.left);
    }
    Ok(())
}
