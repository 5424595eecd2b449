//! The evidence register as it may be shown: what is confidential is counted and not named.

use crate::analysis::Scored;
use crate::analysis::profile::evidence_strength;
use crate::domain::{Evidence, EvidenceKind, Framework, Grade, Sector, Stance};
use crate::report::document::Block;
use crate::report::table::{Cell, Column, Table};
use crate::report::words::name_of;

/// How strong the evidence is, and the register.
pub fn blocks(scored: Scored<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let strength = evidence_strength(scored)[Framework::ROOT];
    if strength.total() > 0 {
        blocks.push(Block::Table(grades(strength.counts)));
    }
    let register = &scored.assessment.evidence;
    let open: Vec<&Evidence> = register.iter().filter(|e| !e.confidential).collect();
    if !open.is_empty() {
        blocks.push(Block::Table(table(scored, &open)));
    }
    let hidden = register.len() - open.len();
    if hidden > 0 {
        let pieces = if hidden == 1 { "piece is" } else { "pieces are" };
        blocks.push(Block::Note(format!("{hidden} {pieces} confidential and not named here.")));
    }
    blocks
}

fn grades(counts: [u32; 5]) -> Table {
    let meaning = [
        "opinion only, or nothing",
        "a named informant",
        "a dated official document",
        "an official document with routine data or an independent report",
        "two independent kinds, one of them from outside government, none older than three years",
    ];
    let row = |((grade, count), meaning): ((&(Grade, &'static str), u32), &str)| {
        vec![Cell::text(grade.1), Cell::text(meaning), Cell::count(count)]
    };
    Table {
        title: "How strong the evidence is".into(),
        columns: vec![
            Column::text("grade", "Grade"),
            Column::text("meaning", "What it is"),
            Column::number("questions", "Scored questions"),
        ],
        rows: Grade::ALL.iter().zip(counts).zip(meaning).map(row).collect(),
        notes: Vec::new(),
    }
}

fn table(scored: Scored<'_>, register: &[&Evidence]) -> Table {
    let year = scored.assessment.key.year;
    let row = |piece: &&Evidence| {
        let used = scored.assessment.answers.values().filter(|a| a.sources.contains(&piece.id));
        vec![
            Cell::text(piece.id.as_str()),
            Cell::text(&*piece.title),
            Cell::text(&*piece.issuer),
            Cell::text(name_of(&Sector::ALL, &piece.sector)),
            Cell::text(name_of(&EvidenceKind::ALL, &piece.kind)),
            Cell::text(piece.date.map_or_else(|| "undated".into(), |date| date.to_string())),
            Cell::text(state(piece, year)),
            Cell::count(u32::try_from(used.count()).unwrap_or(u32::MAX)),
            Cell::text(&*piece.reference),
        ]
    };
    Table {
        title: "Evidence register".into(),
        columns: vec![
            Column::text("evidence", "Id"),
            Column::text("title", "Title"),
            Column::text("issuer", "Issuer"),
            Column::text("sector", "Sector"),
            Column::text("kind", "Kind"),
            Column::text("date", "Speaks for"),
            Column::text("state", "State"),
            Column::number("used", "Answers"),
            Column::text("reference", "Reference"),
        ],
        rows: register.iter().map(row).collect(),
        notes: Vec::new(),
    }
}

fn state(piece: &Evidence, year: i16) -> String {
    let mut parts = Vec::new();
    if piece.expired(year) {
        parts.push("expired: does not count");
    }
    if piece.stance == Stance::Against {
        parts.push("speaks against the claim");
    }
    parts.join("; ")
}
