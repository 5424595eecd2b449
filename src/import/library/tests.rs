//! A small library of our own comes in, and what has no place is said.

use super::read_library;
use crate::import::FrameworkTable;

const LIBRARY: &str = "\
urn: urn:own:library:small
locale: en
ref_id: SMALL
name: Small
version: 3
provider: Nobody
translations: {fr: {name: Petit}}
objects:
  framework:
    urn: urn:own:framework:small
    name: A small framework
    description: |
      Two lines
      of it.
    scores_definition:
    - {score: 2, name: High, description: It is done.}
    - {score: 1, name: Low, description: It is not done., translations: {fr: {name: Bas}}}
    implementation_groups_definition:
    - {ref_id: B, name: basic}
    requirement_nodes:
    - {urn: 'urn:n:1', assessable: false, depth: 1, ref_id: 1, name: Calls}
    - {urn: 'urn:n:1.10', assessable: true, depth: 2, parent_urn: 'urn:n:1', ref_id: 1.10,
       name: Line, description: There is a line., annotation: Day and night.,
       typical_evidence: \"- A number\\n- A contract\", implementation_groups: [B], weight: 2}
    - {urn: 'urn:n:1.1', assessable: true, depth: 2, parent_urn: 'urn:n:1', ref_id: 1.1,
       description: It is free., threats: [x]}
    - {urn: 'urn:n:2', assessable: false, depth: 1, name: Nothing below}
";

fn more() -> FrameworkTable {
    FrameworkTable { id: "small".into(), rule: "weighted".into(), ..FrameworkTable::default() }
}

#[test]
fn requirements_become_questions_and_the_rest_is_listed() {
    let read = read_library(LIBRARY, &more(), None).unwrap();
    let framework = read.draft.check().unwrap();
    let ids: Vec<&str> = framework.nodes().iter().map(|n| n.id.as_str()).collect();
    assert_eq!(ids, ["small", "1", "1.10", "1.1"]);
    let (node, question) = framework.question("1.10").unwrap();
    assert_eq!((node.name.as_str(), node.weight), ("Line: There is a line.", 2.0));
    assert_eq!(question.evidence, ["A number", "A contract"]);
    assert_eq!(question.guidance, "Day and night.");
    assert_eq!(framework.version, "3");
    assert_eq!(framework.default_scale().all_levels()[1].meaning, "It is done.");
    let said: Vec<&str> = read.left_out.iter().map(|(_, why)| why.as_str()).collect();
    for words in ["'translations' of the library", "'translations' of the scores", "'threats'"] {
        assert!(said.iter().any(|why| why.contains(words)), "{words}: {said:?}");
    }
    assert!(said.iter().any(|why| why.contains("implementation groups are left out: B")));
    let line = |words: &str| read.left_out.iter().find(|(_, why)| why.contains(words)).unwrap().0;
    assert_eq!(line("'translations' of the library"), 7);
    assert_eq!(line("'translations' of the scores"), 17);
    assert_eq!(line("implementation groups"), 22);
    assert_eq!(line("'threats'"), 26);
    assert_eq!(line("'2' is not asked"), 27);
    assert!(said.iter().any(|why| why.contains("'2' is not asked")), "{said:?}");
}

#[test]
fn one_implementation_group_comes_in_alone() {
    let read = read_library(LIBRARY, &more(), Some("B")).unwrap();
    assert_eq!(read.draft.question.len(), 1);
    assert!(read_library(LIBRARY, &more(), Some("Z")).is_err());
}

#[test]
fn what_is_no_library_or_would_never_end_is_refused() {
    for text in ["", "a: [", "- 1", "x: 1", "\u{0}", "objects: 5"] {
        assert!(read_library(text, &more(), None).is_err(), "{text}");
    }
    let wrong = LIBRARY.replace("score: 2", "score: two");
    assert_eq!(read_library(&wrong, &more(), None).unwrap_err()[0].0, 16);
    let mut bomb = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for n in 1..12 {
        let last = format!("*a{}", n - 1);
        bomb += &format!("a{n}: &a{n} [{}]\n", vec![last; 9].join(","));
    }
    assert!(read_library(&bomb, &more(), None).is_err());
    let deep = format!("objects: {}", "[".repeat(100_000));
    assert!(read_library(&deep, &more(), None).is_err());
}
