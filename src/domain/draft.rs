//! A framework as somebody wrote it, before anything is checked.
//!
//! Drafts come from a file or from an import; [`DraftFramework::check`] turns one into a
//! [`super::Framework`] or into everything that is wrong with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The whole file. Field names are the keys of the file.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftFramework {
    pub id: String,
    pub version: String,
    pub title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub language: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub summary: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tiers: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub base: Option<DraftBase>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub root: Option<DraftRoot>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scoring: Option<DraftScoring>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scale: Option<DraftScale>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub scales: BTreeMap<String, DraftScale>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scheme: Vec<DraftScheme>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub node: Vec<DraftNode>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub question: Vec<DraftQuestion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reword: Vec<DraftReword>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub term: Vec<DraftTerm>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub body: Vec<DraftBody>,
}

/// The table `[base]`: what an overlay is laid over. Either `keep` or `drop` names questions and
/// nodes of the base; with neither, all of it stays.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftBase {
    pub id: String,
    pub version: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keep: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drop: Vec<String>,
    /// The digest of the base as it was read; not a key of the file.
    #[serde(skip)]
    pub digest: String,
}

/// One `[[reword]]` of an overlay: a question or node of the base in other words.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftReword {
    pub id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub intro: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub guidance: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub paper: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub practice: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    #[serde(skip_serializing_if = "DraftTags::is_empty")]
    pub tags: DraftTags,
}

/// One `[[body]]` of an overlay: who does what in this country.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftBody {
    pub name: String,
    pub role: String,
}

/// Where a node or question of a draft comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// The file itself, which is no overlay.
    #[default]
    Own,
    /// An overlay's addition, with its place among the additions of the overlay's file.
    Added(usize),
    /// The base of an overlay.
    Base,
    /// The base, in other words.
    Reworded,
}

/// The table `[root]`: the node above all others.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftRoot {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rule: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scale: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimals: Option<i64>,
}

/// The table `[scoring]`: rules for every node that has none of its own.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftScoring {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimals: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completeness: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical_cap: Option<DraftCriticalCap>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence_cap: Vec<DraftCap>,
}

/// `critical_cap = { at = 1, to = 2 }`.
#[derive(Clone, Copy, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftCriticalCap {
    pub at: f64,
    pub to: f64,
}

/// `evidence_cap = [{ level = 3, needs = "E2" }]`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftCap {
    pub level: f64,
    pub needs: String,
}

/// A scale: levels, or `min` and `max` alone for a range.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftScale {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<f64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub halves: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<DraftLevel>,
}

/// One level of a scale.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftLevel {
    pub level: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mark: Option<String>,
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub meaning: String,
}

/// `tags = { SCHEME = ["VALUE"] }`: what a node and everything below it are filed under.
pub type DraftTags = BTreeMap<String, Vec<String>>;

/// One `[[scheme]]`: headings of another framework of the field.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftScheme {
    pub id: String,
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub source: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub from: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<DraftValue>,
    #[serde(skip)]
    pub origin: Origin,
}

/// One heading of a scheme.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftValue {
    pub id: String,
    pub name: String,
}

/// One `[[node]]`: a domain, a component, or a group of any other name.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftNode {
    pub id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub parent: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
    pub name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub intro: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rule: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scale: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decimals: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical_cap: Option<DraftCriticalCap>,
    #[serde(skip_serializing_if = "DraftTags::is_empty")]
    pub tags: DraftTags,
    #[serde(skip)]
    pub origin: Origin,
}

/// One `[[question]]`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftQuestion {
    pub id: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub parent: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub code: String,
    pub text: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub guidance: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub action: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub core: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub critical: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub subnational: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub paper_and_practice: bool,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub paper: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub practice: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lenses: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub scale: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub next: Vec<DraftStep>,
    #[serde(skip_serializing_if = "DraftTags::is_empty")]
    pub tags: DraftTags,
    #[serde(skip)]
    pub origin: Origin,
}

/// What usually takes a country to a level.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftStep {
    pub to: f64,
    #[serde(rename = "do")]
    pub action: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub cost: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub who: String,
}

/// One `[[term]]` of the glossary.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(default)]
#[allow(missing_docs, reason = "the fields are the documented keys of docs/framework-format.md")]
pub struct DraftTerm {
    pub term: String,
    pub means: String,
}
