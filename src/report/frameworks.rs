//! Frameworks: the list of them, and the tree of one.

use super::table::{Cell, Column, Table};
use super::words::{exact, name_of};
use crate::domain::{Action, Framework, Id, Kind, Lens, Node, visible};

/// The frameworks at hand, each with the place where its file lies.
pub fn framework_list<'a>(all: impl Iterator<Item = (&'a Framework, String)>) -> Table {
    let row = |(framework, place): (&Framework, String)| {
        let questions = framework.questions().count();
        let groups = framework.nodes().len() - questions - 1;
        vec![
            Cell::text(framework.id.as_str()),
            Cell::text(&*framework.version),
            Cell::text(&*framework.title),
            count(groups),
            count(questions),
            Cell::text(&*framework.language),
            Cell::text(place),
        ]
    };
    Table {
        columns: vec![
            Column::text("id", "Id"),
            Column::text("version", "Version"),
            Column::text("title", "Title"),
            Column::number("nodes", "Nodes"),
            Column::number("questions", "Questions"),
            Column::text("language", "Language"),
            Column::text("file", "File"),
        ],
        rows: all.map(row).collect(),
        ..Table::default()
    }
}

/// Every node of a framework as a machine reads it: as [`framework_tree`] has it, with a column for
/// each scheme that holds the values of the node, its own or inherited.
pub fn framework_nodes(framework: &Framework) -> Table {
    let mut table = framework_tree(framework);
    table.columns.pop();
    table.rows.iter_mut().for_each(|row| drop(row.pop()));
    for scheme in &framework.schemes {
        table.columns.push(Column::text(&format!("tag_{}", scheme.id), &scheme.name));
        for (at, row) in table.rows.iter_mut().enumerate() {
            let values = framework.filed(at, scheme);
            let ids: Vec<&str> = values.iter().map(|value| value.id.as_str()).collect();
            row.push(Cell::text(ids.join(" ")));
        }
    }
    table
}

/// Every node of a framework with the rule or the kind that it has; the last column holds the tags
/// that stand at the node itself.
pub fn framework_tree(framework: &Framework) -> Table {
    let row = |node: &Node| {
        let question = node.question();
        let words = question.map_or(String::new(), |question| {
            let flags = [
                (question.core, "core"),
                (question.critical, "critical"),
                (question.subnational, "sub-national"),
                (question.paper_and_practice, "paper and practice"),
            ];
            let held = flags.into_iter().filter(|(held, _)| *held).map(|(_, name)| name);
            let kind = question.kind.map(|kind| name_of(&Kind::ALL, &kind));
            let action = question.action.map(|action| name_of(&Action::ALL, &action));
            let lenses = question.lenses.iter().map(|lens| name_of(&Lens::ALL, lens));
            let all: Vec<&str> = kind.into_iter().chain(action).chain(held).chain(lenses).collect();
            all.join(", ")
        });
        let rule = node.group().map_or(String::new(), |group| group.rule.to_string());
        vec![
            Cell::text(node.id.as_str()),
            Cell::text(&*node.code),
            Cell::text(framework.tier(node)),
            count(node.depth),
            Cell::text(&*node.name),
            Cell::text(rule),
            exact(Some(node.weight)),
            Cell::text(framework.scale(node).id.as_str()),
            Cell::text(words),
            Cell::text(own_tags(node)),
        ]
    };
    let mut notes: Vec<String> = [&framework.summary, &framework.source]
        .into_iter()
        .filter(|text| !text.is_empty())
        .cloned()
        .collect();
    notes.push(format!("digest {}", framework.digest()));
    Table {
        title: format!("{} {}: {}", framework.id, framework.version, framework.title),
        columns: vec![
            Column::text("node", "Node"),
            Column::text("code", "No."),
            Column::text("tier", "Tier"),
            Column::number("depth", "Depth"),
            Column::text("name", "Name"),
            Column::text("rule", "Rule"),
            Column::number("weight", "Weight"),
            Column::text("scale", "Scale"),
            Column::text("about", "About"),
            Column::text("tags", "Filed under"),
        ],
        rows: framework.nodes().iter().map(row).collect(),
        notes,
    }
}

/// The tree of a framework, one line a node, indented.
pub fn framework_outline(framework: &Framework) -> String {
    let line = |node: &Node| {
        let indent = "  ".repeat(node.depth);
        let code = if node.code.is_empty() { String::new() } else { format!("{} ", node.code) };
        let tags = own_tags(node);
        let tags = if tags.is_empty() { tags } else { format!(" {{{tags}}}") };
        format!("{indent}{code}{} [{}]{tags}", visible(&node.name), node.id)
    };
    framework.nodes().iter().map(line).collect::<Vec<_>>().join("\n")
}

/// The tags that stand at a node itself: everything below it without its own has them, too.
fn own_tags(node: &Node) -> String {
    let one = |(scheme, values): (&Id, &Vec<Id>)| {
        let values: Vec<&str> = values.iter().map(Id::as_str).collect();
        format!("{scheme} {}", values.join(", "))
    };
    node.tags.iter().map(one).collect::<Vec<_>>().join("; ")
}

fn count(number: usize) -> Cell {
    Cell::count(u32::try_from(number).unwrap_or(u32::MAX))
}
