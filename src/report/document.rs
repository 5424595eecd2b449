//! A finished document: headings, paragraphs, tables and bars, ready for any format.
//!
//! Texts from files stand here as they are; each exporter makes them safe for its own format.

use super::{Cell, Column, Table};

/// Something that can be handed over.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// What it is.
    pub title: String,
    /// Whom and when it is about.
    pub subtitle: String,
    /// Where it comes from, as pairs of name and value: country, year, framework, version.
    pub meta: Vec<(String, String)>,
    /// The content.
    pub sections: Vec<Section>,
    /// The one table that stands for the whole in a format without headings, if there is one; else
    /// such a format holds every table, one after the other.
    pub data: Option<Table>,
}

impl Document {
    /// Says what stands on everything that is handed over: which files could not be used, so that
    /// a missing country or an older year is no riddle; what was answered against another text of
    /// its framework; and what scores are not.
    pub fn state_limits(&mut self, unusable: Vec<String>, other_texts: Vec<String>) {
        if !other_texts.is_empty() {
            let blocks = other_texts.into_iter().map(Block::Note).collect();
            let heading = "Answered against another text".to_owned();
            self.sections.insert(0, Section { heading, level: 1, blocks });
        }
        if !unusable.is_empty() {
            let note = "These files could not be used. What they hold is missing here, and an older \
                        year may stand in its place.";
            let blocks = vec![Block::Note(note.into()), Block::Bullets(unusable)];
            let heading = "Files that could not be used".to_owned();
            self.sections.insert(0, Section { heading, level: 1, blocks });
        }
        let said = |block: &Block| match block {
            Block::Paragraph(text) | Block::Note(text) => text.contains(super::national::NOT),
            _ => false,
        };
        if !self.sections.iter().flat_map(|section| &section.blocks).any(said) {
            let heading = "What scores are not".to_owned();
            let blocks = vec![Block::Note(super::national::NOT.into())];
            self.sections.push(Section { heading, level: 1, blocks });
        }
    }
}

/// A heading and what stands below it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// 1 for a section of the document, 2 for a part of the section before it, and so on.
    pub level: u8,
    /// What stands below it.
    pub blocks: Vec<Block>,
}

/// One piece of content.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A paragraph; line feeds in it start new lines.
    Paragraph(String),
    /// A list.
    Bullets(Vec<String>),
    /// A table.
    Table(Table),
    /// A picture of bars.
    Bars(Bars),
    /// What a reader must not miss.
    Note(String),
}

/// Bars of percentages, each with what it can still become and how much it rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// The caption.
    pub title: String,
    /// The bars, in order.
    pub bars: Vec<Bar>,
    /// What a reader must know to read them rightly.
    pub notes: Vec<String>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it stands for.
    pub name: String,
    /// How far it stands in: 0 for a domain, 1 for a component below it.
    pub depth: usize,
    /// The score in percent of its scale; empty where it is withheld.
    pub percent: Cell,
    /// The lowest that it can be once everything is answered.
    pub lowest: Cell,
    /// The highest that it can be once everything is answered.
    pub highest: Cell,
    /// The share of questions that are answered, in percent.
    pub coverage: Cell,
    /// The strength of the evidence, or why there is no score.
    pub remark: String,
}

impl Document {
    /// A document without content.
    pub fn new(title: impl Into<String>, subtitle: impl Into<String>) -> Self {
        Self { title: title.into(), subtitle: subtitle.into(), ..Self::default() }
    }

    /// Adds a line on where it comes from; an empty value adds nothing.
    pub fn fact(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if !value.is_empty() {
            self.meta.push((name.into(), value));
        }
    }

    /// Adds a section; one without content is left out.
    pub fn section(&mut self, heading: &str, blocks: Vec<Block>) {
        self.add(heading, 1, blocks);
    }

    /// Adds a section with nothing but a heading, for the parts that follow.
    pub fn heading(&mut self, heading: &str) {
        self.sections.push(Section { heading: heading.into(), level: 1, blocks: Vec::new() });
    }

    /// Adds a part of the section before; one without content is left out.
    pub fn part(&mut self, heading: &str, blocks: Vec<Block>) {
        self.add(heading, 2, blocks);
    }

    fn add(&mut self, heading: &str, level: u8, blocks: Vec<Block>) {
        if !blocks.is_empty() {
            self.sections.push(Section { heading: heading.into(), level, blocks });
        }
    }

    /// Every table in order, bars among them, each with the heading that it stands under.
    pub fn tables(&self) -> Vec<(&str, Table)> {
        let tables = |section: &'_ Section| -> Vec<Table> {
            section.blocks.iter().filter_map(Block::table).collect()
        };
        self.sections
            .iter()
            .flat_map(|s| tables(s).into_iter().map(move |t| (s.heading.as_str(), t)))
            .collect()
    }
}

impl Block {
    /// The block as a table, if it holds values.
    pub fn table(&self) -> Option<Table> {
        match self {
            Self::Table(table) => Some(table.clone()),
            Self::Bars(bars) => Some(bars.table()),
            Self::Paragraph(_) | Self::Bullets(_) | Self::Note(_) => None,
        }
    }
}

impl Bars {
    /// The values of the bars.
    pub fn table(&self) -> Table {
        let row = |bar: &Bar| {
            vec![
                Cell::text(bar.name.clone()),
                bar.percent.clone(),
                bar.lowest.clone(),
                bar.highest.clone(),
                bar.coverage.clone(),
                Cell::text(bar.remark.clone()),
            ]
        };
        Table {
            title: self.title.clone(),
            columns: vec![
                Column::text("name", "Name"),
                Column::percent("percent", "Score, %"),
                Column::number("lowest", "Lowest possible, %"),
                Column::number("highest", "Highest possible, %"),
                Column::number("coverage", "Answered, %"),
                Column::text("remark", "Remark"),
            ],
            rows: self.bars.iter().map(row).collect(),
            notes: self.notes.clone(),
        }
    }
}
