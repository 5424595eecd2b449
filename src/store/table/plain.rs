//! Building the table of a plain file from the events of the parser.
//!
//! Plain is: `[a]`, `[a.b]` and `[[a]]` as headers, none of them twice but `[[a]]`; below them keys
//! without dots; as values texts, numbers, true or false, and lists of those. Anything else is left
//! to the whole parser: [`plain`] answers `None`, never something that the parser would not.

use std::borrow::Cow;
use std::ops::Range;

use toml::Spanned;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::parser::{EventReceiver, ValidateWhitespace, parse_document};
use toml_parser::{ErrorSink, ParseError, Source, Span};

use super::{Entry, Item, Table};

type Key<'i> = Spanned<Cow<'i, str>>;
type Entries<'i> = Vec<Entry<'i>>;

/// The table of a plain file; `None` where the file is not plain or not right.
pub(in crate::store) fn plain(text: &str) -> Option<Table<'_>> {
    let source = Source::new(text);
    let tokens = source.lex().into_vec();
    let mut builder = Builder::new(source);
    let mut error: Option<ParseError> = None;
    parse_document(&tokens, &mut ValidateWhitespace::new(&mut builder, source), &mut error);
    builder.close_section();
    let fits = error.is_none() && builder.fits && top_once(&builder.top);
    fits.then_some(Table { entries: builder.top })
}

/// Where the keys that come next belong.
enum Section<'i> {
    /// The top of the file.
    Top,
    /// `[a]`.
    Table(Key<'i>),
    /// `[a.b]`.
    Child(Key<'i>, Key<'i>),
    /// `[[a]]`.
    Element(Key<'i>),
}

struct Builder<'i> {
    source: Source<'i>,
    fits: bool,
    top: Entries<'i>,
    section: Section<'i>,
    /// The place of the section's header.
    header: Range<usize>,
    /// What stands below the header, so far.
    entries: Entries<'i>,
    /// Where the header starts that is being read; `None` outside of one.
    opened: Option<usize>,
    /// Its keys.
    path: Vec<Key<'i>>,
    key: Option<Key<'i>>,
    array: Option<(usize, Vec<Spanned<Item<'i>>>)>,
}

impl<'i> Builder<'i> {
    fn new(source: Source<'i>) -> Self {
        Self {
            source,
            fits: true,
            top: Vec::new(),
            section: Section::Top,
            header: 0..0,
            entries: Vec::new(),
            opened: None,
            path: Vec::new(),
            key: None,
            array: None,
        }
    }

    fn open_header(&mut self, span: Span) {
        self.close_section();
        self.opened = Some(span.start());
        self.path.clear();
    }

    fn close_header(&mut self, span: Span, element: bool) {
        let Some(start) = self.opened.take() else { return self.give_up() };
        self.header = start..span.end();
        let mut path = self.path.drain(..);
        let keys = (path.next(), path.next(), path.next(), element);
        drop(path);
        self.section = match keys {
            (Some(a), None, None, false) => Section::Table(a),
            (Some(a), Some(b), None, false) => Section::Child(a, b),
            (Some(a), None, None, true) => Section::Element(a),
            _ => return self.give_up(),
        };
    }

    /// Puts what was read since the last header where it belongs.
    fn close_section(&mut self) {
        // No larger than it must be: most hold a level and nothing else.
        let entries: Entries<'_> = self.entries.drain(..).collect();
        if !self.fits || !each_once(&entries) {
            return self.give_up();
        }
        let table = Spanned::new(self.header.clone(), Item::Table(Table { entries }));
        match std::mem::replace(&mut self.section, Section::Top) {
            Section::Top => {
                if let Item::Table(table) = table.into_inner() {
                    self.top.extend(table.entries);
                }
            }
            // A second header of that name is found at the end, when every key must stand once.
            Section::Table(name) => self.top.push((name, table)),
            Section::Child(parent, name) => {
                let parent = self
                    .parent(parent, |header| Spanned::new(header, Item::Table(Table::default())));
                match parent {
                    Some(Item::Table(parent)) => parent.entries.push((name, table)),
                    _ => self.give_up(),
                }
            }
            Section::Element(name) => {
                let parent =
                    self.parent(name, |header| Spanned::new(header, Item::Array(Vec::new())));
                match parent {
                    Some(Item::Array(parent)) if parent.iter().all(is_table) => parent.push(table),
                    _ => self.give_up(),
                }
            }
        }
    }

    /// What stands under a name at the top, made where nothing does.
    fn parent(
        &mut self,
        name: Key<'i>,
        make: impl Fn(Range<usize>) -> Spanned<Item<'i>>,
    ) -> Option<&mut Item<'i>> {
        // Sections of one kind follow each other, so the last is nearly always the one.
        let found = self.top.iter().rposition(|(key, _)| key.get_ref() == name.get_ref());
        let at = found.unwrap_or_else(|| {
            self.top.push((name, make(self.header.clone())));
            self.top.len() - 1
        });
        self.top.get_mut(at).map(|(_, value)| value.get_mut())
    }

    fn give_up(&mut self) {
        self.fits = false;
    }

    fn put(&mut self, value: Spanned<Item<'i>>) {
        match (&mut self.array, self.key.take()) {
            (Some((_, array)), key) => {
                array.push(value);
                self.key = key;
            }
            (None, Some(key)) => self.entries.push((key, value)),
            (None, None) => self.give_up(),
        }
    }
}

impl EventReceiver for Builder<'_> {
    fn std_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.open_header(span);
    }

    fn std_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close_header(span, false);
    }

    fn array_table_open(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.open_header(span);
    }

    fn array_table_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        self.close_header(span, true);
    }

    fn inline_table_open(&mut self, _: Span, _: &mut dyn ErrorSink) -> bool {
        self.give_up();
        false
    }

    fn array_open(&mut self, span: Span, _: &mut dyn ErrorSink) -> bool {
        if self.array.is_some() {
            self.give_up();
            return false;
        }
        self.array = Some((span.start(), Vec::new()));
        true
    }

    fn array_close(&mut self, span: Span, _: &mut dyn ErrorSink) {
        let Some((start, array)) = self.array.take() else { return self.give_up() };
        self.put(Spanned::new(start..span.end(), Item::Array(array)));
    }

    fn simple_key(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let Some(raw) = self.source.get(span) else { return self.give_up() };
        let raw = toml_parser::Raw::new_unchecked(raw.as_str(), encoding, span);
        let mut text = Cow::Borrowed("");
        raw.decode_key(&mut text, error);
        let key = Spanned::new(span.start()..span.end(), text);
        match self.opened {
            Some(_) => self.path.push(key),
            // A second key before the value is a dotted one.
            None if self.key.is_some() => self.give_up(),
            None => self.key = Some(key),
        }
    }

    fn scalar(&mut self, span: Span, encoding: Option<Encoding>, error: &mut dyn ErrorSink) {
        let Some(raw) = self.source.get(span) else { return self.give_up() };
        let raw = toml_parser::Raw::new_unchecked(raw.as_str(), encoding, span);
        let mut text = Cow::Borrowed("");
        let item = match raw.decode_scalar(&mut text, error) {
            ScalarKind::String => Item::String(text),
            ScalarKind::Boolean(flag) => Item::Boolean(flag),
            ScalarKind::Float => Item::Float(text),
            ScalarKind::Integer(radix) if radix.value() == 10 => Item::Integer(text),
            // Whether a date exists is for the whole parser to say.
            ScalarKind::Integer(_) | ScalarKind::DateTime => return self.give_up(),
        };
        self.put(Spanned::new(span.start()..span.end(), item));
    }

    fn error(&mut self, _: Span, _: &mut dyn ErrorSink) {
        self.give_up();
    }
}

fn is_table(value: &Spanned<Item<'_>>) -> bool {
    matches!(value.get_ref(), Item::Table(_))
}

/// Whether no key stands twice at the top, nor in a table right below it, to which several headers
/// may have added.
fn top_once(top: &Entries<'_>) -> bool {
    each_once(top)
        && top.iter().all(|(_, value)| match value.get_ref() {
            Item::Table(table) => each_once(&table.entries),
            _ => true,
        })
}

/// Whether no key stands twice.
fn each_once(entries: &Entries<'_>) -> bool {
    /// Up to here comparing each with each is faster than sorting.
    const FEW: usize = 16;
    let name = |at: usize| entries[at].0.get_ref().as_ref();
    if entries.len() <= FEW {
        return (1..entries.len()).all(|at| (0..at).all(|before| name(before) != name(at)));
    }
    // As the program writes them.
    if (1..entries.len()).all(|at| name(at - 1) < name(at)) {
        return true;
    }
    let mut names: Vec<&str> = (0..entries.len()).map(name).collect();
    names.sort_unstable();
    names.windows(2).all(|two| two[0] != two[1])
}
