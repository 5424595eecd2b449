//! Texts on their way out: the sanitiser, and the writers of every format of text.

use stocktake::domain::{Visible, visible};
use stocktake::export::{Format, render};
use stocktake::report::Document;

use super::formats::{Render, harmless};
use super::shown::{clean, fault};
use super::text_of;

type Shown<'a> = &'a dyn Fn(&str) -> String;

fn real(text: &str) -> String {
    visible(text).into_owned()
}

pub fn sanitiser(data: &[u8]) {
    sanitiser_with(&text_of(data), &real);
}

/// A sanitiser that does not know the isolates of the bidirectional algorithm.
pub fn sanitiser_without_isolates(data: &[u8]) {
    sanitiser_with(&text_of(data), &|text| real(text).replace("<U+2066>", "\u{2066}"));
}

fn sanitiser_with(text: &str, shown: Shown<'_>) {
    let out = shown(text);
    clean("shown", &out);
    assert!(!out.contains('\n'), "one line is one line: {text:?}");
    assert_eq!(shown(&out), out, "shown twice is shown otherwise: {text:?}");
    if fault(text).is_none() && !text.contains('\n') {
        assert_eq!(out, text, "harmless, and altered");
    }
    // No letter is lost, and none changes its place.
    let mut rest = out.chars();
    for letter in text.chars().filter(|c| c.is_ascii_graphic()) {
        assert!(rest.any(|c| c == letter), "{letter:?} of {text:?} is gone: {out:?}");
    }
    let lines: Vec<_> = Visible(text).lines().collect();
    assert_eq!(lines.len(), text.split('\n').count());
    lines.iter().for_each(|line| clean("a line", line));
}

fn written(document: &Document, format: Format) -> Vec<u8> {
    render(document, format).expect("every number of it is finite")
}

pub fn writers(data: &[u8]) {
    writers_with(&text_of(data), &written);
}

fn writers_with(text: &str, render: Render<'_>) {
    // A document leaves out what is empty, and is another one then.
    if !text.is_empty() {
        harmless(text, render);
    }
}

/// A Markdown in which a text can end its cell.
pub fn writers_without_bars(data: &[u8]) {
    let careless = |document: &Document, format| {
        let out = written(document, format);
        match format {
            Format::Markdown => String::from_utf8_lossy(&out).replace("\\|", "|").into_bytes(),
            _ => out,
        }
    };
    writers_with(&text_of(data), &careless);
}
