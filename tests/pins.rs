//! Digests of frameworks never change for the same content: assessments are pinned to them.

use std::path::Path;

use anyhow::{Result, ensure};
use stocktake::domain::Selection;
use stocktake::store::read_framework;
use stocktake::workspace::Workspace;

const EVERY_FIELD: &str = include_str!("documents/every-field.toml");

#[test]
fn the_digest_of_a_framework_with_every_field_is_what_it_always_was() -> Result<()> {
    let framework = read_framework(Path::new("every-field.toml"), EVERY_FIELD)?;
    assert_eq!(
        framework.digest(),
        "sha256:5177fe475aab0e04828a91f3b22ac8bc9260eec4674cb9cd27e3df41ac6d12c0"
    );
    Ok(())
}

/// Keys that came later do not alter the digest of a file that does not use them.
#[test]
fn a_file_without_the_newer_keys_has_the_digest_that_it_had_before_them() -> Result<()> {
    let newer = ["tags", "paper ", "practice "];
    let mut in_scheme = false;
    let kept = EVERY_FIELD.lines().filter(|line| {
        in_scheme = *line == "[[scheme]]" || (in_scheme && !line.starts_with("[["));
        !in_scheme && !newer.iter().any(|key| line.starts_with(key))
    });
    let text: Vec<&str> = kept.collect();
    let framework = read_framework(Path::new("every-field.toml"), &text.join("\n"))?;
    assert_eq!(
        framework.digest(),
        "sha256:6875a3bb8dde3b818bf49d1ddc69accaa3d2569b06a783bb109f8a0d0a8d079a"
    );
    Ok(())
}

/// Comments and layout are not content; a single word is.
#[test]
fn layout_does_not_change_the_digest_and_content_does() -> Result<()> {
    let path = Path::new("every-field.toml");
    let digest = |text: &str| read_framework(path, text).map(|f| f.digest().to_owned());
    let same = digest(EVERY_FIELD)?;
    ensure!(digest(&format!("# a comment\n\n{EVERY_FIELD}\n"))? == same);
    for (from, to) in [
        ("weight = 2", "weight = 3"),
        ("Question one?", "Question 1?"),
        ("halves = true", "halves = false"),
        ("critical = true", "core = true"),
        ("\"E2\"", "\"E1\""),
        ("cost = \"low\"", "cost = \"high\""),
        ("\"weakest-link\"", "\"minimum\""),
        ("lenses = [\"care\"]", "lenses = [\"justice\"]"),
        ("that is in force", "that was in force"),
        ("that show its use", "that show no use"),
        ("The first part", "Part one"),
        ("The mapping is ours", "The mapping is theirs"),
        ("tags = { other = [\"x\"] }", "tags = { other = [\"y\"] }"),
        ("[\"y\", \"x\"]", "[\"y\"]"),
    ] {
        ensure!(EVERY_FIELD.contains(from), "{from} is not in the file");
        ensure!(digest(&EVERY_FIELD.replacen(from, to, 1))? != same, "{from} does not count");
    }
    Ok(())
}

#[test]
fn every_demonstration_assessment_is_pinned_and_opens_without_a_warning() -> Result<()> {
    let workspace = Workspace::open(Path::new(env!("CARGO_MANIFEST_DIR")))?;
    let all = workspace.read_all(&Selection::all(), &|_, _| true)?;
    ensure!(all.bad.is_empty(), "{}", all.bad[0]);
    ensure!(all.opened.len() >= 9, "only {} assessments", all.opened.len());
    for opened in all.opened {
        let key = &opened.assessment.key;
        ensure!(!opened.assessment.framework.digest.is_empty(), "{key} has no digest");
        ensure!(opened.warnings.is_empty(), "{key}: {}", opened.warnings[0]);
        ensure!(key.country.is_user_assigned(), "{key} is not a fictional country");
    }
    Ok(())
}
