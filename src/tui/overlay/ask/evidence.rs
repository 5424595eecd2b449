//! The evidence behind an answer.

use crate::domain::{
    Change, Entry, EntryKind, Evidence, EvidenceCap, EvidenceKind, Grade, Id, PartialDate, Sector,
    Stance,
};
use crate::tui::effect::Effect;
use crate::tui::open::Open;
use crate::tui::overlay::{Field, Form, FormPurpose, List, Row};
use crate::tui::words;

use super::Ask;

/// What a new piece of evidence is for.
#[derive(Clone, Debug)]
pub struct NewEvidence {
    place: usize,
    question: Id,
    /// What the answer rests on already.
    sources: Vec<Id>,
    /// The ids of the register.
    taken: Vec<Id>,
}

/// The register, with what the answer rests on switched on.
pub(super) fn register(open: &Open, place: usize, at: usize) -> List {
    let assessment = open.assessment();
    let node = open.framework().node(place);
    let sources = open.answer(place).map(|a| a.sources.clone()).unwrap_or_default();
    let row = |(line, piece): (usize, &Evidence)| {
        let on = sources.contains(&piece.id);
        let mut after = sources.clone();
        match after.iter().position(|id| *id == piece.id) {
            Some(at) => drop(after.remove(at)),
            None => after.push(piece.id.clone()),
        }
        let again = Effect::Ask(Ask::Evidence(place, line));
        let change = Change::Sources(node.id.clone(), after);
        let remove = Change::Remove(EntryKind::Evidence, piece.id.clone());
        Row {
            on: Some(on),
            text: piece.title.clone(),
            detail: words::evidence(piece, assessment.key.year),
            does: Effect::Then(vec![Effect::Apply(vec![change]), again.clone()]),
            removes: Some(Effect::Then(vec![Effect::Apply(vec![remove]), again])),
        }
    };
    let now = open.answer(place).map_or(Grade::E0, |a| assessment.grade_of(a));
    let mut lead = vec![format!("Together: {}", words::grade(now))];
    let caps = &open.framework().scoring.evidence_caps;
    let own = open.framework().scale(node).id == open.framework().default_scale().id;
    if own && !caps.is_empty() {
        let needs = |cap: &EvidenceCap| format!("level {} needs {}", cap.level, cap.needs.name());
        lead.push(caps.iter().map(needs).collect::<Vec<_>>().join(", "));
    }
    if assessment.evidence.is_empty() {
        lead.push("The register is empty: n adds the first piece.".into());
    }
    List {
        title: format!("Evidence for {}", node.label()),
        lead,
        rows: assessment.evidence.iter().enumerate().map(row).collect(),
        new: Some(Effect::Ask(Ask::NewEvidence(place))),
        at: at.min(assessment.evidence.len().saturating_sub(1)),
    }
}

/// A new piece of evidence.
pub(super) fn form(open: &Open, place: usize) -> Form {
    let kinds = EvidenceKind::ALL.iter().map(|(kind, _)| words::kind(*kind).to_owned()).collect();
    let sectors = Sector::ALL.iter().map(|(sector, _)| words::sector(*sector).to_owned()).collect();
    let stances = ["for the claimed level", "against it"].map(str::to_owned).to_vec();
    let fields = vec![
        Field::text("Title", "what it is called", ""),
        Field::choice("Kind", kinds, 2),
        Field::text("Issued by", "an office or a body", ""),
        Field::choice("Side", sectors, 0),
        Field::text("Speaks for", "2024, 2024-05 or 2024-05-17; without it, it counts little", ""),
        Field::text("Valid until", "or empty", ""),
        Field::text("Where", "a link or an archive reference, page", ""),
        Field::choice("Speaks", stances, 0),
    ];
    let purpose = NewEvidence {
        place,
        question: open.framework().node(place).id.clone(),
        sources: open.answer(place).map(|a| a.sources.clone()).unwrap_or_default(),
        taken: open.assessment().evidence.iter().map(|e| e.id.clone()).collect(),
    };
    let lead = "It joins the register and stands behind this answer. No names of children.".into();
    Form::new("New evidence", lead, fields, FormPurpose::Evidence(Box::new(purpose)))
}

/// Reads the form.
///
/// # Errors
/// The number of the field that is wrong, and why.
pub fn evidence(new: &NewEvidence, fields: &[Field]) -> Result<Effect, (usize, String)> {
    let value = |at: usize| fields.get(at).map_or("", Field::value);
    let chosen = |at: usize| fields.get(at).map_or(0, Field::chosen);
    let date = |at: usize| match value(at) {
        "" => Ok(None),
        text => PartialDate::new(text).map(Some).map_err(|why| (at, why)),
    };
    if value(0).is_empty() {
        return Err((0, "a title is compulsory".into()));
    }
    let piece = Evidence {
        id: free_id(value(0), &new.taken).map_err(|why| (0, why))?,
        kind: EvidenceKind::ALL.get(chosen(1)).map_or(EvidenceKind::Opinion, |(kind, _)| *kind),
        title: value(0).into(),
        issuer: value(2).into(),
        sector: Sector::ALL.get(chosen(3)).map_or(Sector::Government, |(sector, _)| *sector),
        date: date(4)?,
        valid_until: date(5)?,
        unit: String::new(),
        language: String::new(),
        reference: value(6).into(),
        page: String::new(),
        holder: String::new(),
        confidential: false,
        stance: Stance::ALL.get(chosen(7)).map_or(Stance::For, |(stance, _)| *stance),
    };
    let mut sources = new.sources.clone();
    sources.push(piece.id.clone());
    let changes =
        vec![Change::put(Entry::Evidence(piece)), Change::Sources(new.question.clone(), sources)];
    let again = Effect::Ask(Ask::Evidence(new.place, new.taken.len()));
    Ok(Effect::Then(vec![Effect::Apply(changes), again]))
}

/// An id made of the words of a title that no other piece has.
fn free_id(title: &str, taken: &[Id]) -> Result<Id, String> {
    let letters = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { ' ' };
    let text: String = title.chars().map(letters).collect();
    let words: Vec<&str> = text.split_whitespace().take(6).collect();
    let mut stem = words.join("-");
    stem.truncate(48);
    if Id::new(&stem).is_err() {
        stem = "evidence".into();
    }
    let free = |id: &Id| !taken.iter().any(|t| t.folded() == id.folded());
    let numbered = (2..10_000).map(|n| format!("{stem}-{n}"));
    std::iter::once(stem.clone())
        .chain(numbered)
        .filter_map(|text| Id::new(&text).ok())
        .find(free)
        .ok_or_else(|| "the register has too many pieces of this name".into())
}

#[cfg(test)]
mod tests {
    use super::{Id, free_id};

    #[test]
    fn an_id_is_made_of_the_title_and_is_free() {
        let taken = [Id::new("child-act-2019").unwrap()];
        let id = |title| free_id(title, &taken).unwrap().to_string();
        assert_eq!(id("Child Act (2019)"), "child-act-2019-2");
        assert_eq!(id("Закон о деци"), "evidence");
        assert_eq!(id("con"), "evidence");
        assert!(id(&"long ".repeat(40)).len() <= 64);
    }
}
