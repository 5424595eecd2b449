//! The types that everything else is about, and that cannot be wrong once they exist.
//!
//! Nothing here touches a file, a clock, the environment or a terminal. Wrong content is a list of
//! [`Problem`]s; an [`Assessment`] is altered only by applying a [`Change`].

mod answer;
mod answers;
mod assessment;
mod attic;
mod change;
mod check;
mod conflict;
mod country;
pub mod crosswalk;
mod date;
mod digest;
mod draft;
mod evidence;
mod field;
mod framework;
mod id;
mod indicators;
pub mod limits;
mod merge;
mod overlay;
pub mod packet;
mod peers;
mod plan;
mod privacy;
mod problem;
mod scale;
mod scenario;
mod selection;
mod text;
pub mod translation;

pub use answer::{Answer, Boxed, Boxes, Confidence, InPlace, ReasonOfChange, Verdict};
pub use answers::{Answers, Code};
pub use assessment::{Assessment, Key, NoteKind, Notes, Perspective, Pin};
pub use attic::Attic;
pub use change::{Change, Entry, EntryKind, HeaderField, Part};
pub use check::check_assessment;
pub use conflict::{Choice, Claim, Conflict, Side};
pub use country::Country;
pub use crosswalk::Crosswalk;
pub use date::PartialDate;
pub use digest::digest;
pub use draft::{
    DraftBase, DraftBody, DraftCap, DraftCriticalCap, DraftFramework, DraftLevel, DraftNode,
    DraftQuestion, DraftReword, DraftRoot, DraftScale, DraftScheme, DraftScoring, DraftStep,
    DraftTags, DraftTerm, DraftValue, Origin,
};
pub use evidence::{Evidence, EvidenceKind, Grade, Sector, Stance, grade};
pub use field::{Field, Holder, Value};
pub use framework::{
    Action, Base, Body, CriticalCap, EvidenceCap, Framework, Group, Kind, Lens, LocalBody,
    NextStep, Node, Property, Question, Rule, Scheme, SchemeValue, Scoring, Standard, Tags, Term,
    lint,
};
pub use id::Id;
pub use indicators::{Indicator, IndicatorData, LoosePart, Part as StructurePart, Structure};
pub use merge::{
    Difference, MergeError, Merged, Refused, Renamed, changes, differences, merge, mergeable,
};
pub use peers::PeerGroup;
pub use plan::{
    CaseStep, CostBand, Criterion, Duty, FollowUp, Form, Funding, Gate, Offer, PlannedAction,
    Priority, Recommendation, RecommendationLevel, Request, Role, Stage, Status, Target, Tier,
    TreatyRecommendation, TreatyStatus, Worked,
};
pub use privacy::{Sign, check_privacy, signs};
pub use problem::{Place, Problem, Severity, Step};
pub use scale::{Level, Scale, Steps};
pub use scenario::Scenario;
pub use selection::{Editions, Selection, Years};
pub use text::{Visible, visible};
pub use translation::Translation;
