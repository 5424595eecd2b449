//! The laws that every merge of two files keeps, and what stands between three texts and a merged one.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use stocktake::domain::{Assessment, Side};
use stocktake::store::{read_assessment, read_key};
use stocktake::workspace::Workspace;

use super::lost::nothing_is_lost;

/// How a base and two sides of it become one text.
pub type Merge<'a> = &'a dyn Fn([&str; 3]) -> Result<String>;

/// Merges three texts through the same door as the command.
pub fn merged(workspace: &Workspace, [base, ours, theirs]: [&str; 3]) -> Result<String> {
    let side = Side::default();
    let texts = [("base.toml", base), ("ours.toml", ours), ("theirs.toml", theirs)]
        .map(|(path, text)| (Path::new(path), text));
    let file = workspace.merge_texts(texts, [&side, &side])?;
    ensure!(file.merged.refused.is_empty(), "refused: {:?}", file.merged.refused);
    ensure!(file.left.is_empty(), "left: {:?}", file.left);
    Ok(file.document.text())
}

/// The same with lists that are known by id, and conflicts, in an order of their own.
fn sorted(mut a: Assessment) -> Assessment {
    a.evidence.sort_by(|x, y| x.id.cmp(&y.id));
    a.priorities.sort_by(|x, y| x.id.cmp(&y.id));
    a.recommendations.sort_by(|x, y| x.id.cmp(&y.id));
    a.targets.sort_by(|x, y| x.id.cmp(&y.id));
    a.actions.sort_by(|x, y| x.id.cmp(&y.id));
    a.duties.sort_by(|x, y| x.id.cmp(&y.id));
    a.treaty.sort_by(|x, y| x.id.cmp(&y.id));
    a.offers.sort_by(|x, y| x.id.cmp(&y.id));
    a.requests.sort_by(|x, y| x.id.cmp(&y.id));
    a
}

pub fn ensure_same(what: &str, a: Assessment, b: Assessment) -> Result<()> {
    let (mut a, mut b) = (sorted(a), sorted(b));
    let (of_a, of_b) = (std::mem::take(&mut a.conflicts), std::mem::take(&mut b.conflicts));
    ensure!(a == b, "{what}:\n{a:#?}\n{b:#?}");
    let same = of_a.len() == of_b.len() && of_a.iter().all(|c| of_b.iter().any(|d| d.same(c)));
    ensure!(same, "{what}: the conflicts differ:\n{of_a:#?}\n{of_b:#?}");
    Ok(())
}

pub fn read(text: &str) -> Result<Assessment> {
    let path = Path::new("merged.toml");
    Ok(read_assessment(path, &read_key(path, text)?, text)?.0)
}

/// Fails where a merge of three files breaks a law.
pub fn laws(merge: Merge<'_>, [b, o, t]: [&str; 3]) -> Result<()> {
    let m = merge([b, o, t])?;
    nothing_is_lost(b, o, &m).context("of ours")?;
    nothing_is_lost(b, t, &m).context("of theirs")?;
    let result = read(&m)?;
    for conflict in &result.conflicts {
        for (question, answer) in result.answers.iter().filter(|(q, _)| conflict.about_verdict(q)) {
            ensure!(answer.counted().is_none(), "the disputed '{question}' counts");
        }
    }
    // The order of the sides, and a second merge of either, change nothing.
    ensure_same("swapped", result.clone(), read(&merge([b, t, o])?)?)?;
    for (name, again) in [("ours", o), ("theirs", t), ("the result", m.as_str())] {
        let twice = merge([b, m.as_str(), again])?;
        ensure!(twice == m, "merging {name} again changes the file:\n{m}\n{twice}");
    }
    // A side that changed nothing, and two that changed the same: ours, with its last line ended, and
    // every line as lines end here.
    let lines = |text: &str| text.replace("\r\n", "\n");
    let ours = if o.ends_with('\n') { lines(o) } else { lines(o) + "\n" };
    let same = |merged: &str| lines(merged) == lines(o) || lines(merged) == ours;
    ensure!(same(&merge([b, o, b])?) && same(&merge([b, o, o])?), "identity");
    ensure_same("taken over", read(&merge([b, b, t])?)?, read(t)?)?;
    Ok(())
}
