//! Which levels are on the scales of their questions.

use crate::domain::{
    Answers, Code, DraftFramework, DraftLevel, DraftQuestion, DraftScale, Framework,
};

/// `a` on a scale of levels 0 to 2, `b` on one of levels 2 to 4.
fn framework() -> Framework {
    let level = |n: f64| DraftLevel { level: n, name: format!("L{n}"), ..DraftLevel::default() };
    let scale = |levels: [f64; 3]| DraftScale {
        levels: levels.map(level).to_vec(),
        ..DraftScale::default()
    };
    let question = |id: &str, scale: &str| DraftQuestion {
        id: id.into(),
        text: format!("{id}?"),
        scale: scale.into(),
        ..DraftQuestion::default()
    };
    let draft = DraftFramework {
        id: "fw".into(),
        version: "1".into(),
        title: "Test".into(),
        scale: Some(scale([0.0, 1.0, 2.0])),
        scales: [("high".into(), scale([2.0, 3.0, 4.0]))].into(),
        question: vec![question("a", ""), question("b", "high")],
        ..DraftFramework::default()
    };
    draft.check().unwrap()
}

#[test]
fn every_level_is_looked_for_on_its_own_scale() {
    let framework = framework();
    let fits = |codes: [Code; 2]| {
        framework.has_on_scale(&Answers::levels(framework.question_ids(), &codes).unwrap())
    };
    let code = |level: Code| 2 * level + 1;
    assert!(fits([0, 0]) && fits([code(2), code(2)]) && fits([code(0), code(4)]));
    assert!(!fits([code(3), 0]) && !fits([code(0), code(0)]) && !fits([Code::MAX, 0]));
    assert!(!fits([2, 0]), "a half level");
    let other = framework.question_ids().iter().cloned().collect();
    let other = Answers::levels(&other, &[code(1), code(3)]).unwrap();
    assert!(!framework.has_on_scale(&other), "they share no list");
    assert!(framework.has_on_scale(&other.sharing(framework.question_ids())));
}
