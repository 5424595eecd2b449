//! The accountability map: who must do what, at which step of a case and at which level.

use serde::{Deserialize, Serialize};

use crate::domain::Id;

/// One duty of one body.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Duty {
    /// Its name inside the assessment.
    pub id: Id,
    /// The step of a case of violence.
    pub step: CaseStep,
    /// The level of administration.
    pub level: Tier,
    /// The body; an office, not a person.
    pub body: String,
    /// Whether it leads the step, takes part, or watches over it.
    pub role: Role,
    /// What it must do.
    pub task: String,
    /// Within which time, in words: `24 hours`.
    pub within: String,
    /// The law or rule that says so; empty where nothing does.
    pub basis: String,
    /// The questions or nodes that it is about.
    pub about: Vec<Id>,
    /// What is missing in practice.
    pub gap: String,
}

impl Duty {
    /// A duty about which nothing is written yet.
    pub fn blank(id: Id) -> Self {
        Self {
            id,
            step: CaseStep::Identify,
            level: Tier::Local,
            body: String::new(),
            role: Role::Leads,
            task: String::new(),
            within: String::new(),
            basis: String::new(),
            about: Vec::new(),
            gap: String::new(),
        }
    }
}

/// A step on the way of a case of violence against a child through the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CaseStep {
    /// Somebody notices.
    Identify,
    /// It is reported.
    Report,
    /// The report is taken and weighed.
    Receive,
    /// The child is made safe at once.
    Protect,
    /// Risks and needs are assessed.
    Assess,
    /// The plan, and the services that the child is led to.
    Refer,
    /// Police and justice.
    Investigate,
    /// Help to recover.
    Support,
    /// Following up, and closing the case.
    FollowUp,
    /// Supervising, monitoring and complaints.
    Oversee,
}

impl CaseStep {
    /// All steps with their names in files, in the order of a case.
    pub const ALL: [(Self, &'static str); 10] = [
        (Self::Identify, "identify"),
        (Self::Report, "report"),
        (Self::Receive, "receive"),
        (Self::Protect, "protect"),
        (Self::Assess, "assess"),
        (Self::Refer, "refer"),
        (Self::Investigate, "investigate"),
        (Self::Support, "support"),
        (Self::FollowUp, "follow-up"),
        (Self::Oversee, "oversee"),
    ];
}

/// A level of administration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Tier {
    /// The whole country.
    National,
    /// A region, canton, entity or county.
    Regional,
    /// A municipality or a facility.
    Local,
}

impl Tier {
    /// All levels with their names in files.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::National, "national"), (Self::Regional, "regional"), (Self::Local, "local")];
}

/// What a body is at a step.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// It answers for the step.
    #[default]
    Leads,
    /// It takes part.
    TakesPart,
    /// It is told.
    Informed,
    /// It watches over the others.
    Oversees,
}

impl Role {
    /// All roles with their names in files.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Leads, "leads"),
        (Self::TakesPart, "takes-part"),
        (Self::Informed, "informed"),
        (Self::Oversees, "oversees"),
    ];
}
