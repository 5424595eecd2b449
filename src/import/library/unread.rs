//! The keys of a library for which a framework has no place, each with its first line.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_saphyr::Spanned;

use crate::import::Remark;

/// The keys that are carried, or that say nothing beyond what is carried: of a node, of the
/// framework, of the library.
const OF_NODE: [&str; 11] = [
    "urn",
    "parent_urn",
    "ref_id",
    "assessable",
    "depth",
    "name",
    "description",
    "annotation",
    "typical_evidence",
    "implementation_groups",
    "weight",
];
const OF_FRAMEWORK: [&str; 9] = [
    "urn",
    "ref_id",
    "name",
    "description",
    "min_score",
    "max_score",
    "scores_definition",
    "implementation_groups_definition",
    "requirement_nodes",
];
const OF_LIBRARY: [&str; 10] = [
    "urn",
    "locale",
    "ref_id",
    "name",
    "description",
    "copyright",
    "version",
    "provider",
    "packager",
    "objects",
];

/// The shape of a document: its keys with their lines, without what stands in them.
enum Shape {
    Map(Vec<(Spanned<String>, Shape)>),
    List(Vec<Shape>),
    Value,
    Nothing,
}

/// What a framework has no place for, each key once with its first line and how often it stands.
///
/// # Errors
/// What the parser says of a text that is no YAML.
pub(super) fn unread(text: &str) -> Result<Vec<Remark>, serde_saphyr::Error> {
    let library: Shape = serde_saphyr::from_str(text)?;
    let mut found: BTreeMap<String, (u64, usize)> = BTreeMap::new();
    let mut note = |shape: &Shape, known: &[&str], of: &str| {
        for (key, value) in shape.entries() {
            if !known.contains(&key.value.as_str()) && !matches!(value, Shape::Nothing) {
                let line = key.referenced.line().max(1);
                let first = found.entry(format!("'{}' of {of}", key.value)).or_insert((line, 0));
                first.1 += 1;
            }
        }
    };
    let objects = library.get("objects");
    let framework = objects.get("framework");
    note(&library, &OF_LIBRARY, "the library");
    note(objects, &["framework"], "the objects");
    note(framework, &OF_FRAMEWORK, "the framework");
    for score in framework.get("scores_definition").items() {
        note(score, &["score", "name", "description"], "the scores");
    }
    for node in framework.get("requirement_nodes").items() {
        note(node, &OF_NODE, "the requirements");
    }
    let times = |n: usize| if n == 1 { "once".to_owned() } else { format!("{n} times") };
    let remark = |(what, (line, n))| (line, format!("{what} is left out, {}", times(n)));
    Ok(found.into_iter().map(remark).collect())
}

impl Shape {
    fn entries(&self) -> &[(Spanned<String>, Self)] {
        if let Self::Map(entries) = self { entries } else { &[] }
    }

    fn items(&self) -> &[Self] {
        if let Self::List(items) = self { items } else { &[] }
    }

    fn get(&self, key: &str) -> &Self {
        let held = self.entries().iter().find(|(name, _)| name.value == key);
        held.map_or(&Self::Nothing, |(_, value)| value)
    }
}

impl<'de> Deserialize<'de> for Shape {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ShapeVisitor)
    }
}

struct ShapeVisitor;

impl<'de> Visitor<'de> for ShapeVisitor {
    type Value = Shape;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Shape, A::Error> {
        let mut entries = Vec::new();
        while let Some(key) = map.next_key::<Spanned<String>>()? {
            entries.push((key, map.next_value()?));
        }
        Ok(Shape::Map(entries))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Shape, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Shape::List(items))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Shape, D::Error> {
        Shape::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<Shape, D::Error> {
        IgnoredAny::deserialize(inner).map(|_| Shape::Value)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Shape, E> {
        Ok(Shape::Value)
    }

    fn visit_i64<E>(self, _: i64) -> Result<Shape, E> {
        Ok(Shape::Value)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Shape, E> {
        Ok(Shape::Value)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Shape, E> {
        Ok(Shape::Value)
    }

    fn visit_str<E>(self, _: &str) -> Result<Shape, E> {
        Ok(Shape::Value)
    }

    fn visit_none<E>(self) -> Result<Shape, E> {
        Ok(Shape::Nothing)
    }

    fn visit_unit<E>(self) -> Result<Shape, E> {
        Ok(Shape::Nothing)
    }
}
