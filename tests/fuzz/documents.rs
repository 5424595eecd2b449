//! TOML to model: whatever is refused is refused with a place, and what is accepted is written back
//! and read again as the same.

use std::path::Path;
use std::sync::LazyLock;

use stocktake::domain::{
    Assessment, DraftFramework, EntryKind, Framework, Part, Problem, check_assessment,
};
use stocktake::store::{
    BadFile, Document, Located, lint_framework, read_assessment, read_change, read_framework,
    read_key, write_framework,
};

use super::places::{has_places, refused_with_places};
use super::text_of;

/// The framework that the assessments of the corpus are answered against.
static FRAMEWORK: LazyLock<Framework> = LazyLock::new(|| {
    let text = include_str!("../documents/every-field.toml");
    read_framework(Path::new("every.toml"), text).expect("the shipped file is in order")
});

pub fn framework(data: &[u8]) {
    framework_with(&text_of(data), &write_framework);
}

/// A writer that forgets the weights of groups.
pub fn framework_without_weights(data: &[u8]) {
    framework_with(&text_of(data), &|draft| {
        let mut draft = draft.clone();
        draft.node.iter_mut().for_each(|node| node.weight = None);
        write_framework(&draft)
    });
}

fn framework_with(text: &str, write: &dyn Fn(&DraftFramework) -> Result<String, String>) {
    let path = Path::new("input.toml");
    let style = lint_framework(path, text);
    has_places("style", text, &style);
    let framework = match read_framework(path, text) {
        Ok(framework) => framework,
        Err(bad) => {
            assert_eq!(style, bad.problems, "the author is told something else than the reader");
            return refused_with_places("framework", text, &bad);
        }
    };
    let draft: DraftFramework = toml::from_str(text).expect("what is accepted fits the format");
    let written = write(&draft).expect("what was read can be written");
    let again = read_framework(path, &written)
        .unwrap_or_else(|bad| panic!("not accepted again: {bad}\n{written}"));
    assert_eq!(framework.digest(), again.digest(), "another content:\n{written}");
    assert_eq!(model(&framework), model(&again), "another model:\n{written}");
}

/// All that a framework says; its index has no order.
fn model(f: &Framework) -> String {
    let head = (&f.id, &f.version, &f.title, &f.language, &f.summary, &f.source, &f.tiers);
    let lists = (&f.base, &f.schemes, &f.glossary, &f.bodies);
    let nodes = f.nodes().iter().map(|node| (node, f.scale(node)));
    format!("{head:?}\n{:?}\n{lists:?}\n{:#?}", f.scoring, nodes.collect::<Vec<_>>())
}

/// How an assessment becomes the text of a file.
type Write<'a> = &'a dyn Fn(&Assessment) -> String;

pub fn assessment(data: &[u8]) {
    assessment_with(&text_of(data), &|a| Document::new(a, &FRAMEWORK).text());
}

/// A writer that forgets that a question is parked.
pub fn assessment_without_parked(data: &[u8]) {
    assessment_with(&text_of(data), &|a| {
        Document::new(a, &FRAMEWORK).text().replace("parked = true\n", "")
    });
}

fn assessment_with(text: &str, write: Write<'_>) {
    let path = Path::new("input.toml");
    let key = match read_key(path, text) {
        Ok(key) => key,
        Err(bad) => return refused_with_places("head", text, &bad),
    };
    let (assessment, warnings) = match read_assessment(path, &key, text) {
        Ok(read) => read,
        Err(bad) => return refused_with_places("assessment", text, &bad),
    };
    has_places("warnings", text, &warnings);
    let problems = check_assessment(&assessment, &FRAMEWORK);
    let refused = problems.iter().any(Problem::is_error);
    let problems = Located::all(path, text, problems);
    has_places("check", text, &problems);
    if refused {
        return refused_with_places("check", text, &BadFile { path: path.to_owned(), problems });
    }
    let read = |text: &str, what: &str| {
        let read = read_assessment(path, &key, text);
        read.unwrap_or_else(|bad| panic!("{what} is not accepted again: {bad}\n{text}"))
    };
    let written = write(&assessment);
    let (again, unknown) = read(&written, "what was written");
    assert_eq!(unknown, [], "{written}");
    assert_eq!(assessment, again, "another model:\n{written}");

    // The same file held open for editing: writing what is there already alters nothing.
    let mut document = Document::parse(text).expect("what was read can be edited");
    sync_all(&mut document, &assessment);
    let (again, unknown) = read(&document.text(), "what was edited");
    assert_eq!(unknown.len(), warnings.len(), "{}", document.text());
    assert_eq!(assessment, again, "another model:\n{}", document.text());

    // A new entry goes to the front of its list, wherever that stands in the file.
    for change in FIRST.iter().flat_map(|line| read_change(line).expect("a change")) {
        let (mut edited, mut document) = (assessment.clone(), document.clone());
        if edited.apply(&FRAMEWORK, &change).is_ok() {
            document.sync(&edited, &FRAMEWORK, &change.part());
            let (again, _) = read(&document.text(), "what was edited");
            assert_eq!(edited, again, "another model:\n{}", document.text());
        }
    }
}

const FIRST: [&str; 3] = [
    r#"{"put": "evidence", "entry": {"id": "new", "kind": "survey", "title": "t"}, "at": 0}"#,
    r#"{"put": "requests", "entry": {"id": "new", "title": "t"}, "at": 0}"#,
    r#"{"put": "priorities", "entry": {"id": "new", "question": "one"}, "at": 1}"#,
];

/// Writes every part of an assessment into its document.
pub fn sync_all(document: &mut Document, assessment: &Assessment) {
    let mut sync = |part: &Part<'_>| document.sync(assessment, &FRAMEWORK, part);
    sync(&Part::Header);
    assessment.answers.keys().for_each(|id| sync(&Part::Answer(id)));
    assessment.notes.keys().for_each(|id| sync(&Part::Notes(id)));
    for (kind, _) in EntryKind::ALL {
        for entry in stocktake::domain::Entry::all(assessment, kind) {
            sync(&Part::Entry(kind, entry.id()));
        }
    }
    sync(&Part::Conflicts);
}
