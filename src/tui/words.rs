//! The words of the screens for the closed vocabularies, in one place.

use crate::analysis::reading::Reading;
use crate::analysis::review::Status;
use crate::domain::{
    Boxed, Confidence, EntryKind, Evidence, EvidenceKind, Form, Grade, HeaderField, InPlace, Node,
    NoteKind, Origin, Perspective, ReasonOfChange, Scale, Sector, Stance, visible,
};

/// A node by its printed number, where it has one, and its name.
pub fn title(node: &Node) -> String {
    if node.code.is_empty() { node.name.clone() } else { format!("{} {}", node.code, node.name) }
}

/// What an overlay did to a node, as a sign and a word.
pub fn origin(node: &Node) -> Option<(&'static str, &'static str)> {
    match node.origin {
        Origin::Added(_) => Some(("+", "added")),
        Origin::Reworded => Some(("~", "reworded")),
        Origin::Base | Origin::Own => None,
    }
}

/// The same before the name of a node in a tree.
pub fn marked(node: &Node) -> String {
    origin(node).map(|(sign, word)| format!("{sign}{word} ")).unwrap_or_default()
}

/// A language by its tag, as a reader knows it; a tag that is not in the list stays as it is.
pub fn language(tag: &str) -> String {
    const KNOWN: [(&str, &str); 20] = [
        ("az", "Azerbaijani"),
        ("be", "Belarusian"),
        ("bg", "Bulgarian"),
        ("bs", "Bosnian"),
        ("de", "German"),
        ("en", "English"),
        ("es", "Spanish"),
        ("fr", "French"),
        ("hr", "Croatian"),
        ("hy", "Armenian"),
        ("ka", "Georgian"),
        ("mk", "Macedonian"),
        ("pt", "Portuguese"),
        ("ro", "Romanian"),
        ("ru", "Russian"),
        ("sq", "Albanian"),
        ("sr", "Serbian"),
        ("sr-Cyrl", "Serbian, Cyrillic"),
        ("tr", "Turkish"),
        ("uk", "Ukrainian"),
    ];
    match KNOWN.iter().find(|(known, _)| *known == tag) {
        Some((_, name)) => (*name).to_owned(),
        None if tag.is_empty() => "a language that is not named".into(),
        None => visible(tag).into_owned(),
    }
}

/// Whose view an assessment is.
pub fn perspective(perspective: Perspective) -> &'static str {
    match perspective {
        Perspective::Own => "self-assessment",
        Perspective::Shadow => "civil-society view",
        Perspective::Independent => "independent view",
        Perspective::External => "external review",
        Perspective::Survey => "survey",
    }
}

/// How far an assessment has come.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::NotStarted => "not started",
        Status::InProgress => "in progress",
        Status::Complete => "complete",
    }
}

/// A box of an answer.
pub fn boxed(which: Boxed) -> &'static str {
    match which {
        Boxed::Claim => "Claim",
        Boxed::Evidence => "What shows it",
        Boxed::Missing => "Missing for the next level",
        Boxed::Reservation => "Reservation",
        Boxed::AgreedBy => "Agreed by",
    }
}

/// What belongs into a box.
pub fn boxed_hint(which: Boxed) -> &'static str {
    match which {
        Boxed::Claim => "What is true here, in a sentence or two.",
        Boxed::Evidence => {
            "What shows it, in words; the documents themselves go into the register."
        }
        Boxed::Missing => "What would have to be there for the next level.",
        Boxed::Reservation => "What somebody in the room does not agree with, and why.",
        Boxed::AgreedBy => "Who agreed and how: everybody, a majority of 9 in 12, contested.",
    }
}

/// A kind of notes.
pub fn note(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Strengths => "Strengths",
        NoteKind::Weaknesses => "Weaknesses",
        NoteKind::Opportunities => "Opportunities",
        NoteKind::Challenges => "Challenges",
        NoteKind::Lessons => "Lessons learned",
    }
}

/// What belongs into a note.
pub fn note_hint(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Strengths => "What works and should be kept.",
        NoteKind::Weaknesses => "What does not work.",
        NoteKind::Opportunities => "What could be used: a law under way, money, a partner.",
        NoteKind::Challenges => "What stands in the way.",
        NoteKind::Lessons => "What was learned that others should know.",
    }
}

/// A line of the head of an assessment.
pub fn header(field: HeaderField) -> &'static str {
    match field {
        HeaderField::CountryName => "Name of the country",
        HeaderField::TerritoryNote => "Note on the territory",
        HeaderField::Population => "Children aged 0 to 17",
    }
}

/// What belongs into it.
pub fn header_hint(field: HeaderField) -> &'static str {
    match field {
        HeaderField::CountryName => {
            "As the group writes it; empty means the name in ISO 3166-1. The code stays as it is."
        }
        HeaderField::TerritoryNote => {
            "A footnote that stands wherever the name does, for instance on what the name means."
        }
        HeaderField::Population => {
            "How many live in what this file speaks for, in whole numbers: means of units go by it."
        }
    }
}

/// The entries of a list.
pub fn entries(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Evidence => "Evidence",
        EntryKind::Priority => "Priorities",
        EntryKind::Recommendation => "Recommendations",
        EntryKind::Target => "Targets",
        EntryKind::Action => "Action plan",
        EntryKind::Duty => "Who must do what for a case",
        EntryKind::Treaty => "Recommendations of treaty bodies",
        EntryKind::Offer => "Offers to other countries",
        EntryKind::Request => "Requests to other countries",
    }
}

/// What belongs into such a list.
pub fn entries_hint(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Evidence => "What answers rest on.",
        EntryKind::Priority => "What to change first.",
        EntryKind::Recommendation => "What should change: in policy, in the system, in services.",
        EntryKind::Target => "The level that a question should have, by when.",
        EntryKind::Action => "What is done, by whom, by when, with which money.",
        EntryKind::Duty => "Step of a case of violence by level and body.",
        EntryKind::Treaty => {
            "What CRC, GREVIO, Lanzarote and others recommended, and what became of it."
        }
        EntryKind::Offer => "What works here and others could learn, beside what the scores offer.",
        EntryKind::Request => "What is sought from others, beside the priorities for exchange.",
    }
}

/// One entry of such a list.
pub fn entry(kind: EntryKind) -> &'static str {
    match kind {
        EntryKind::Evidence => "Piece of evidence",
        EntryKind::Priority => "Priority",
        EntryKind::Recommendation => "Recommendation",
        EntryKind::Target => "Target",
        EntryKind::Action => "Action",
        EntryKind::Duty => "Duty",
        EntryKind::Treaty => "Recommendation of a treaty body",
        EntryKind::Offer => "Offer",
        EntryKind::Request => "Request",
    }
}

/// A field of a target, an action, a duty or a treaty recommendation, with an example.
pub fn plan_field(kind: EntryKind, key: &str) -> (&'static str, &'static str) {
    const ABOUT: &str = "numbers or ids of questions or components: 3.2.1, reporting-duty";
    match (kind, key) {
        (EntryKind::Target, "level") => ("Level to reach", "a level of the question's scale"),
        (EntryKind::Target, "year") => ("By the end of", "a year such as 2028"),
        (_, "title") => ("What is done", "in a line"),
        (_, "question") => ("Question", "the one whose level it raises: 3.2.1, reporting-duty"),
        (_, "to") => ("Leads to level", "empty: it raises no level by itself"),
        (EntryKind::Duty, "level") => ("Level", ""),
        (_, "level") => ("Policy, system, service", ""),
        (_, "owner") => ("Answers for it", "an office, never a person"),
        (_, "partners") => ("Partners", "offices, with semicolons between them"),
        (_, "deadline") => ("Deadline", "2027, 2027-06 or 2027-06-30"),
        (_, "cost") => ("Cost", ""),
        (_, "budget_line") => ("Budget line", "which line pays for it"),
        (_, "funding") => ("Money", ""),
        (_, "indicator") => ("Indicator", "how anybody will see that it was done"),
        (_, "stage") => ("Stage of the cycle", ""),
        (_, "status") => ("Status", ""),
        (_, "after") => ("Only after", "ids of actions that have to be done before"),
        (_, "worked") => ("Did it work?", ""),
        (_, "outcome") => ("What came of it", "what changed, and how anybody knows"),
        (_, "step") => ("Step of a case", ""),
        (EntryKind::Duty, "body") => ("Body", "an office, never a person"),
        (_, "body") => ("Treaty body", "CRC, GREVIO, Lanzarote, EU"),
        (_, "role") => ("Role", ""),
        (_, "task") => ("What it must do", "in a sentence"),
        (_, "within") => ("Within", "24 hours"),
        (_, "basis") => ("Laid down in", "law and article; empty where nothing says so"),
        (_, "about") => ("About", ABOUT),
        (_, "gap") => ("What is missing", "in practice"),
        (_, "year") => ("Year", "such as 2023"),
        (_, "reference") => ("Reference", "document and paragraph"),
        (_, "text") => ("Recommendation", "what is recommended"),
        (_, "answer") => ("Answer", "what the state answered or did"),
        _ => ("Note", "who agreed on it, anything else worth saying"),
    }
}

/// The form that an exchange takes.
pub fn form(form: Form) -> &'static str {
    match form {
        Form::Visit => "Visit",
        Form::Mentor => "Mentor",
        Form::Document => "Document",
        Form::JointTraining => "Joint training",
    }
}

/// How sure a group is.
pub fn confidence(step: Option<Confidence>) -> &'static str {
    match step {
        None => "not stated",
        Some(Confidence::Guess) => "a guess",
        Some(Confidence::Doubtful) => "doubtful",
        Some(Confidence::Fair) => "fairly sure",
        Some(Confidence::Sure) => "sure",
        Some(Confidence::Certain) => "certain",
    }
}

/// What a reason of change means.
pub fn reason_of_change(reason: ReasonOfChange) -> &'static str {
    match reason {
        ReasonOfChange::Performance => "The system works better, or worse, than it did.",
        ReasonOfChange::Evidence => "The system is as it was; more or less is known about it.",
        ReasonOfChange::Reading => "The group understands the question or its levels otherwise.",
        ReasonOfChange::Scope => "Other places, bodies or children are looked at.",
        ReasonOfChange::Definition => "The question, or a word in it, is defined otherwise.",
        ReasonOfChange::Error => "The level of the round before was wrong.",
    }
}

/// What is in place.
pub fn in_place(mark: Option<InPlace>) -> &'static str {
    match mark {
        None => "not marked",
        Some(InPlace::Neither) => "neither on paper nor in practice",
        Some(InPlace::Paper) => "on paper only",
        Some(InPlace::Practice) => "in practice only",
        Some(InPlace::Both) => "on paper and in practice",
    }
}

/// A grade of evidence with what it means.
pub fn grade(grade: Grade) -> &'static str {
    match grade {
        Grade::E0 => "E0, opinion only",
        Grade::E1 => "E1, a named informant",
        Grade::E2 => "E2, a dated official document",
        Grade::E3 => "E3, official document with data or an independent report",
        Grade::E4 => "E4, two independent kinds, recent",
    }
}

/// What a piece of evidence is.
pub fn kind(kind: EvidenceKind) -> &'static str {
    match kind {
        EvidenceKind::Opinion => "opinion",
        EvidenceKind::Informant => "named informant",
        EvidenceKind::OfficialDocument => "official document",
        EvidenceKind::RoutineData => "routine data",
        EvidenceKind::IndependentReport => "independent report",
        EvidenceKind::Survey => "survey or study",
    }
}

/// Which side an issuer stands on.
pub fn sector(sector: Sector) -> &'static str {
    match sector {
        Sector::Government => "government",
        Sector::CivilSociety => "civil society",
        Sector::Independent => "independent body",
        Sector::International => "international organisation",
    }
}

/// A piece of evidence in a line: kind, issuer, date, and what keeps it from counting.
pub fn evidence(piece: &Evidence, year: i16) -> String {
    let mut parts = vec![kind(piece.kind).to_owned()];
    if !piece.issuer.is_empty() {
        parts.push(piece.issuer.clone());
    }
    match piece.date {
        Some(date) => parts.push(date.to_string()),
        None => parts.push("no date".into()),
    }
    if piece.expired(year) {
        parts.push("expired: does not count".into());
    }
    if piece.stance == Stance::Against {
        parts.push("speaks against the claim".into());
    }
    if piece.confidential {
        parts.push("confidential".into());
    }
    parts.join(", ")
}

/// What an answer comes to, in a few cells: `3`, `3>2`, `?`, `n/a`, `(3)`, or the sign of an open
/// question.
pub fn mark(reading: Reading, carried: Option<f64>, scale: &Scale, open: &str) -> String {
    match reading {
        Reading::Open => open.into(),
        Reading::Carried => {
            carried.map_or_else(|| "(?)".into(), |n| format!("({})", scale.label(n)))
        }
        Reading::Unknown => "?".into(),
        Reading::NotApplicable => "n/a".into(),
        Reading::Scored { claimed, supported, .. } if supported < claimed => {
            format!("{}>{}", scale.label(claimed), scale.label(supported))
        }
        Reading::Scored { claimed, .. } => scale.label(claimed),
    }
}
