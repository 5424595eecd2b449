//! Every scalar and every attack through a document that holds them in every place, to each format.

use std::io::{Cursor, Read};

use quick_xml::events::Event;
use stocktake::domain::{Place, Problem, visible};
use stocktake::export::{Format, render, xlsx};
use stocktake::report::Document;
use stocktake::store::Located;

use crate::attacks::{ATTACKS, every_scalar};
use crate::formats::{everywhere, harmless};
use crate::shown::{clean, raw};
use crate::tier::nightly;

#[test]
fn no_scalar_comes_through_to_any_format() {
    for (at, text) in every_scalar().enumerate() {
        clean("shown", &visible(&text));
        // Private and unassigned planes are all alike.
        if !(nightly() || at < 25 || at % 20 == 0 || text.chars().any(raw)) {
            continue;
        }
        let document = everywhere(&text);
        for (format, name) in Format::ALL.into_iter().filter(|(format, _)| format.is_text()) {
            let out = render(&document, format).expect("a form");
            let out = String::from_utf8(out).expect("UTF-8");
            clean(name, &out.replace("\r\n", "\n"));
        }
        if nightly() || text.chars().filter(|c| raw(*c)).count() > 5 {
            workbook(&document);
        }
    }
}

#[test]
fn no_attack_comes_through_a_message_about_a_file() {
    for text in ATTACKS.iter() {
        let problem = Problem::error("x", Place::top(), text.as_str()).hint(text.as_str());
        clean("problem", &problem.to_string());
        let located = Located { path: text.into(), line: 1, column: 1, problem };
        clean("located", &located.to_string());
        assert_eq!(located.to_string().lines().count(), 2, "a message forges no line: {text:?}");
    }
}

#[test]
fn every_attack_is_harmless_in_every_format() {
    let render = |document: &Document, format| render(document, format).expect("a form");
    for text in ATTACKS.iter() {
        harmless(text, &render);
    }
}

#[test]
fn every_attack_is_a_text_in_a_workbook() {
    let step = if nightly() { 1 } else { 5 };
    for text in ATTACKS.iter().step_by(step) {
        workbook(&everywhere(text));
    }
}

/// Nothing in a workbook runs, links or fetches; its parts are well-formed and hold nothing raw.
pub fn workbook(document: &Document) {
    let bytes = xlsx::render(document).expect("a workbook");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).expect("a part");
        let name = part.name().expect("a name").into_owned();
        let mut content = String::new();
        part.read_to_string(&mut content).expect("UTF-8");
        assert!(!name.contains("externalLink") && !name.contains("vba"), "{name}");
        assert!(!content.contains("TargetMode=\"External\""), "{name}");
        clean(&name, &content.replace("\r\n", "\n"));
        let mut reader = quick_xml::Reader::from_str(&content);
        loop {
            match reader.read_event().unwrap_or_else(|error| panic!("{name}: {error}")) {
                Event::Eof => break,
                Event::Start(tag) | Event::Empty(tag) => {
                    let tag = tag.name().as_ref().to_owned();
                    let live = ["f", "hyperlink", "hyperlinks", "oleObject"];
                    assert!(!live.contains(&tag.as_str()), "{name}: {tag:?}");
                }
                _ => {}
            }
        }
    }
}
