//! Random edits of every kind.

use proptest::prelude::*;
use stocktake::domain::{
    Boxed, Change, Confidence, Criterion, Duty, Entry, EntryKind, Evidence, EvidenceKind, Form,
    Gate, HeaderField, Id, InPlace, NoteKind, Offer, PartialDate, PlannedAction, Priority,
    ReasonOfChange, Recommendation, RecommendationLevel, Request, Sector, Stance, Status, Target,
    Tier, TreatyRecommendation, Verdict, Worked,
};

pub fn id(text: &str) -> Id {
    Id::new(text).expect("the ids of this test are ids")
}

fn word<T: Copy + std::fmt::Debug + 'static>(
    all: &[(T, &'static str)],
) -> impl Strategy<Value = T> + use<T> {
    prop::sample::select(all.iter().map(|(value, _)| *value).collect::<Vec<_>>())
}

/// Few ids and few values, so that two sides often meet.
pub fn change() -> impl Strategy<Value = Change> {
    let question = || prop::sample::select(vec!["a.1", "b", "c", "d"]).prop_map(id);
    let text = || prop::sample::select(vec!["", "x", "y", "a \"quoted\"\nline"]);
    let texts = || {
        prop::collection::vec(prop::sample::select(vec!["x", "y", "z"]), 0..3)
            .prop_map(|list| list.into_iter().map(str::to_owned).collect::<Vec<String>>())
    };
    let verdict = prop_oneof![
        1 => Just(None),
        1 => Just(Some(Verdict::Unknown)),
        1 => text().prop_map(|reason| Some(Verdict::NotApplicable { reason: reason.into() })),
        4 => prop::sample::select(vec![1.0, 2.0, 3.0, 4.0])
            .prop_map(|level| Some(Verdict::Scored(level))),
    ];
    let entry = || prop::sample::select(vec!["one", "two", "three"]).prop_map(id);
    let boxed = word(&Boxed::ALL);
    let head = prop_oneof![
        2 => prop::sample::select(vec![HeaderField::CountryName, HeaderField::TerritoryNote])
            .prop_flat_map(move |field| text().prop_map(move |text| (field, text))),
        1 => prop::sample::select(vec!["", "12", "3000", "0", "many"])
            .prop_map(|text| (HeaderField::Population, text)),
    ];
    prop_oneof![
        8 => (question(), verdict, any::<bool>())
            .prop_map(|(question, verdict, carried)| Change::Verdict { question, verdict, carried }),
        1 => prop::option::of(word(&InPlace::ALL)).prop_map(|mark| Change::InPlace(id("b"), mark)),
        2 => (question(), prop::option::of(word(&ReasonOfChange::ALL)))
            .prop_map(|(q, reason)| Change::ReasonOfChange(q, reason)),
        2 => (question(), prop::option::of(word(&Confidence::ALL)))
            .prop_map(|(q, step)| Change::Confidence(q, step)),
        2 => (question(), any::<bool>()).prop_map(|(q, parked)| Change::Parked(q, parked)),
        3 => (question(), boxed, text()).prop_map(|(q, which, t)| Change::Text(q, which, t.into())),
        3 => (question(), prop::collection::vec(entry(), 0..3)).prop_map(|(q, mut sources)| {
            sources.dedup();
            Change::Sources(q, sources)
        }),
        2 => (question(), word(&NoteKind::ALL), texts())
            .prop_map(|(q, kind, texts)| Change::Notes(q, kind, texts)),
        1 => head.prop_map(|(field, text)| Change::Header(field, text.into())),
        5 => (evidence(entry()), 0..4_usize).prop_map(|(entry, at)| Change::Put { entry, at }),
        6 => plan(entry(), texts()).prop_map(Change::put),
        3 => (word(&EntryKind::ALL), entry()).prop_map(|(kind, id)| Change::Remove(kind, id)),
    ]
}

fn evidence(id: impl Strategy<Value = Id>) -> impl Strategy<Value = Entry> {
    let text = || prop::sample::select(vec!["", "x", "y"]).prop_map(str::to_owned);
    let title = prop::sample::select(vec!["law", "study"]);
    let rest = (text(), text(), any::<bool>(), word(&Sector::ALL), word(&Stance::ALL));
    (id, word(&EvidenceKind::ALL), title, rest).prop_map(
        |(id, kind, title, (issuer, page, confidential, sector, stance))| {
            Entry::Evidence(Evidence {
                id,
                kind,
                title: title.into(),
                issuer,
                sector,
                date: None,
                valid_until: None,
                unit: String::new(),
                language: String::new(),
                reference: String::new(),
                page,
                holder: String::new(),
                confidential,
                stance,
            })
        },
    )
}

fn plan(
    id: impl Strategy<Value = Id>,
    texts: impl Strategy<Value = Vec<String>>,
) -> impl Strategy<Value = Entry> {
    let title = prop::sample::select(vec!["x", "y"]).prop_map(str::to_owned);
    let numbers = prop::collection::vec(prop::sample::select(vec![1.0, 2.0, 5.0]), 0..3);
    let question = prop::sample::select(vec!["a.1", "b"]).prop_map(self::id);
    let target = prop::option::of(prop::sample::select(vec![3.0, 4.0]));
    let level = word(&RecommendationLevel::ALL);
    let rest = (numbers, question, target, level, any::<bool>(), 0..8_u8);
    (id, title, texts, rest).prop_map(
        |(id, title, texts, (numbers, question, target, level, yes, which))| match which {
            0 => Entry::Priority(Priority {
                id,
                question: question.clone(),
                title: title.clone(),
                target,
                ratings: vec![(Criterion::Impact, numbers)]
                    .into_iter()
                    .filter(|(_, given)| !given.is_empty())
                    .collect(),
                gates: vec![(Gate::Legal, yes)],
                exchange: yes,
                place: yes.then_some(2.0),
                place_reason: if yes { "promised".into() } else { String::new() },
                note: title,
            }),
            1 => Entry::Recommendation(Recommendation {
                id,
                level,
                text: title,
                about: vec![question],
            }),
            4 => Entry::Target(Target {
                id: question,
                level: target.unwrap_or(2.0),
                year: yes.then_some(2028),
                note: title,
            }),
            5 => Entry::action(PlannedAction {
                title,
                question: yes.then_some(question),
                to: target.filter(|_| yes),
                partners: texts,
                after: numbers
                    .iter()
                    .map(|n| self::id(if *n > 1.0 { "one" } else { "two" }))
                    .collect(),
                status: if yes { Status::UnderWay } else { Status::Planned },
                worked: yes.then_some(Worked::Partly),
                deadline: PartialDate::new("2027-06").ok(),
                ..PlannedAction::blank(id)
            }),
            6 => Entry::Duty(Duty {
                body: title,
                level: if yes { Tier::Local } else { Tier::National },
                about: vec![question],
                ..Duty::blank(id)
            }),
            7 => Entry::Treaty(TreatyRecommendation {
                body: title.clone(),
                text: title,
                year: if yes { 2020 } else { 2023 },
                level,
                about: vec![question],
                ..TreatyRecommendation::blank(id)
            }),
            2 => Entry::Offer(Offer {
                id,
                title,
                about: vec![question],
                forms: if yes { vec![Form::Visit] } else { vec![Form::Mentor, Form::Visit] },
                languages: texts,
                contact: String::new(),
                lesson: if yes { "l".into() } else { String::new() },
                conditions: String::new(),
            }),
            _ => Entry::Request(Request {
                id,
                title,
                about: Vec::new(),
                forms: Vec::new(),
                languages: texts,
                contact: if yes { "c".into() } else { String::new() },
                partners: Vec::new(),
                status: None,
                outcome: String::new(),
            }),
        },
    )
}
