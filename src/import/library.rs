//! A framework from the YAML of a CISO Assistant library.

mod unread;

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Deserialize;
use serde_saphyr::{Error, Spanned};

use self::unread::unread;
use super::ids::Ids;
use super::{FrameworkTable, LevelTable, Remark};
use crate::domain::{DraftFramework, DraftLevel, DraftNode, DraftQuestion, DraftScale, Id};

#[derive(Default, Deserialize)]
#[serde(default)]
struct Library {
    locale: String,
    copyright: Option<String>,
    provider: Option<String>,
    version: Option<String>,
    objects: Objects,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Objects {
    framework: Option<Spanned<Framework>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Framework {
    name: Option<String>,
    description: Option<String>,
    min_score: Option<f64>,
    max_score: Option<f64>,
    scores_definition: Option<Vec<Score>>,
    requirement_nodes: Vec<Spanned<Requirement>>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Score {
    score: f64,
    name: Option<String>,
    description: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Requirement {
    urn: String,
    parent_urn: Option<String>,
    ref_id: Option<String>,
    assessable: bool,
    name: Option<String>,
    description: Option<String>,
    annotation: Option<String>,
    typical_evidence: Option<String>,
    implementation_groups: Option<Vec<String>>,
    weight: Option<f64>,
}

/// Reads a library into a draft; `only` keeps the requirements of one implementation group.
///
/// # Errors
/// Why it cannot be read.
pub fn read_library(
    text: &str,
    more: &FrameworkTable,
    only: Option<&str>,
) -> Result<LevelTable, Vec<Remark>> {
    // Typed, so that a number such as 1.10 stays the text that it is; then once more for its keys.
    let library: Library = serde_saphyr::from_str(text).map_err(|e| broken(&e))?;
    let mut left_out = unread(text).map_err(|e| broken(&e))?;
    let Some(found) = &library.objects.framework else {
        return Err(vec![(1, "the library holds no framework".into())]);
    };
    let (framework, line) = (&found.value, found.referenced.line().max(1));
    let (node, question) = tree(framework, only, &mut left_out).map_err(|why| vec![(line, why)])?;
    let scale = scale(framework, line, &mut left_out);
    left_out.sort_by_key(|(line, _)| *line);
    let text = |text: &Option<String>| text.clone().unwrap_or_default().trim().to_owned();
    let or = |own: &str, other: String| if own.is_empty() { other } else { own.to_owned() };
    let provider = text(&library.provider);
    let by = if provider.is_empty() { String::new() } else { format!(" of {provider}") };
    let source = format!("Brought in from a library{by}. {}", text(&library.copyright));
    let draft = DraftFramework {
        id: more.id.clone(),
        version: or(&more.version, or(&text(&library.version), "1.0".into())),
        title: or(&more.title, or(&text(&framework.name), more.id.clone())),
        language: library.locale.clone(),
        summary: text(&framework.description),
        source: source.trim().to_owned(),
        scoring: Some(more.scoring()),
        scale: Some(scale),
        node,
        question,
        ..DraftFramework::default()
    };
    Ok(LevelTable { draft, left_out })
}

/// What keeps a text from being read, at its line.
fn broken(error: &Error) -> Vec<Remark> {
    let line = error.location().map_or(1, |at| at.line().max(1));
    vec![(line, error.to_string().lines().next().unwrap_or_default().to_owned())]
}

fn scale(framework: &Framework, line: u64, left_out: &mut Vec<Remark>) -> DraftScale {
    let one_line = |text: &Option<String>| {
        let text = text.as_deref().unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let scores = framework.scores_definition.iter().flatten();
    let mut levels: Vec<DraftLevel> = scores
        .map(|score| DraftLevel {
            level: score.score,
            name: one_line(&score.name),
            meaning: one_line(&score.description),
            ..DraftLevel::default()
        })
        .collect();
    levels.sort_by(|a, b| a.level.total_cmp(&b.level));
    if levels.len() >= 2 {
        return DraftScale { levels, ..DraftScale::default() };
    }
    let (min, max) = (framework.min_score.unwrap_or(0.0), framework.max_score.unwrap_or(100.0));
    let why = format!("no scores are defined: answers are numbers from {min} to {max}");
    left_out.push((line, why));
    DraftScale { min: Some(min), max: Some(max), ..DraftScale::default() }
}

/// The groups and questions, in the order of the file.
fn tree(
    framework: &Framework,
    only: Option<&str>,
    left_out: &mut Vec<Remark>,
) -> Result<(Vec<DraftNode>, Vec<DraftQuestion>), String> {
    let all = &framework.requirement_nodes;
    let groups = all.iter().flat_map(|r| r.value.implementation_groups.iter().flatten());
    let groups: BTreeSet<&str> = groups.map(|g| &**g).collect();
    let known = groups.iter().copied().collect::<Vec<_>>().join(", ");
    if only.is_some_and(|only| !groups.contains(only)) {
        return Err(format!("the library has no such implementation group, but: {known}"));
    }
    let kept = |r: &&Requirement| {
        let of = r.implementation_groups.iter().flatten();
        r.assessable && only.is_none_or(|only| of.map(String::as_str).any(|group| group == only))
    };
    if only.is_none() && !known.is_empty() {
        let first = all.iter().find(|r| r.value.implementation_groups.is_some());
        let why = "--only takes the requirements of one";
        left_out.push((
            first.map_or(1, line_of),
            format!("implementation groups are left out: {known}; {why}"),
        ));
    }
    let by_urn: HashMap<&str, &Requirement> =
        all.iter().map(|r| (r.value.urn.as_str(), &r.value)).collect();
    let ids = ids(all);
    // A requirement stays when it is asked, or when something below it is.
    let mut above: HashSet<&str> = HashSet::new();
    for asked in all.iter().map(|r| &r.value).filter(kept) {
        let mut up = asked.parent_urn.as_deref();
        while let Some(parent) = up.and_then(|urn| by_urn.get(urn)) {
            if !above.insert(&parent.urn) {
                break;
            }
            up = parent.parent_urn.as_deref();
        }
    }
    let (mut nodes, mut questions) = (Vec::new(), Vec::new());
    for spanned in all {
        let (r, line) = (&spanned.value, line_of(spanned));
        let id = ids.get(r.urn.as_str()).cloned().unwrap_or_default();
        let parent = r.parent_urn.as_deref().and_then(|urn| ids.get(urn)).cloned();
        let parent = parent.unwrap_or_default();
        let is_group = above.contains(r.urn.as_str());
        match (is_group, kept(&r)) {
            (true, false) => nodes.push(group(r, id, parent)),
            (false, true) => questions.push(question(r, id, parent)),
            (true, true) => {
                let why = format!("'{id}' is asked and divided: it is a group and a question");
                left_out.push((line, why));
                let own = format!("{id}.own").chars().rev().take(Id::MAX).collect::<String>();
                let own = own.chars().rev().collect::<String>();
                nodes.push(group(r, id.clone(), parent));
                questions.push(question(r, own.trim_start_matches(['.', '-', '_']).into(), id));
            }
            (false, false) if only.is_none() => {
                let why = format!("'{id}' is not asked, and nothing below it is: left out");
                left_out.push((line, why));
            }
            (false, false) => {}
        }
    }
    Ok((nodes, questions))
}

fn line_of(requirement: &Spanned<Requirement>) -> u64 {
    requirement.referenced.line().max(1)
}

/// An id for each requirement: its reference, else the end of its name in the library.
fn ids(all: &[Spanned<Requirement>]) -> HashMap<&str, String> {
    let mut free = Ids::default();
    let mut id = |r: &Requirement| {
        let end = r.urn.rsplit(':').next().unwrap_or_default().to_owned();
        free.free(r.ref_id.as_deref().filter(|id| !id.is_empty()).unwrap_or(&end))
    };
    all.iter().map(|r| (r.value.urn.as_str(), id(&r.value))).collect()
}

fn joined(parts: [&Option<String>; 2], between: &str) -> String {
    let parts = parts.into_iter().flatten().map(|part| part.trim()).filter(|p| !p.is_empty());
    parts.collect::<Vec<_>>().join(between)
}

fn code(r: &Requirement) -> String {
    r.ref_id.clone().unwrap_or_default()
}

fn group(r: &Requirement, id: String, parent: String) -> DraftNode {
    let named = r.name.as_ref().is_some_and(|name| !name.trim().is_empty());
    let (name, intro) = match named {
        true => (joined([&r.name, &None], ""), joined([&r.description, &r.annotation], "\n")),
        false => (joined([&r.description, &None], ""), joined([&r.annotation, &None], "")),
    };
    let name = if name.is_empty() { id.clone() } else { name };
    DraftNode { id, parent, code: code(r), name, intro, ..DraftNode::default() }
}

fn question(r: &Requirement, id: String, parent: String) -> DraftQuestion {
    let text = joined([&r.name, &r.description], ": ");
    let evidence = r.typical_evidence.iter().flat_map(|text| text.lines());
    let evidence = evidence.map(|line| line.trim_start_matches(['-', '*', '\u{2022}', ' ']).trim());
    DraftQuestion {
        text: if text.is_empty() { id.clone() } else { text },
        id,
        parent,
        code: code(r),
        guidance: joined([&r.annotation, &None], ""),
        evidence: evidence.filter(|line| !line.is_empty()).map(str::to_owned).collect(),
        weight: r.weight.filter(|weight| weight.to_bits() != 1.0_f64.to_bits()),
        ..DraftQuestion::default()
    }
}

#[cfg(test)]
mod tests;
