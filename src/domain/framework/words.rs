//! The closed vocabularies of a framework.

use std::fmt;

/// How a group's score follows from the nodes below it. The values of those nodes are first put
/// on the group's own scale by their share of theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// The arithmetic mean; weights are not used.
    #[default]
    Mean,
    /// The weighted arithmetic mean.
    Weighted,
    /// The lowest, and half a step more where any other is higher, never above the highest.
    WeakestLink,
    /// The lowest.
    Minimum,
    /// The weighted geometric mean; 0 as soon as one is 0 or less.
    Geometric,
    /// Points reached over points that can be reached, weighted, on the group's scale.
    Share,
}

impl Rule {
    /// All rules with their names in files.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Mean, "mean"),
        (Self::Weighted, "weighted"),
        (Self::WeakestLink, "weakest-link"),
        (Self::Minimum, "minimum"),
        (Self::Geometric, "geometric"),
        (Self::Share, "share"),
    ];
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(Self::ALL.iter().find(|(rule, _)| rule == self).map_or("mean", |(_, name)| name))
    }
}

/// What a question looks at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What exists: a law, a body, a post.
    Structure,
    /// What is done.
    Process,
    /// What comes of it.
    Outcome,
}

impl Kind {
    /// All kinds with their names in files.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Structure, "structure"), (Self::Process, "process"), (Self::Outcome, "outcome")];

    /// The word's name in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(word, _)| *word == self).map_or("", |(_, name)| name)
    }
}

/// Where the action lies that would raise a question's level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Law and policy.
    Law,
    /// Services.
    Service,
    /// Capacity.
    Capacity,
    /// Accountability.
    Accountability,
    /// Coordination.
    Coordination,
}

impl Action {
    /// All action types with their names in files.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Law, "law"),
        (Self::Service, "service"),
        (Self::Capacity, "capacity"),
        (Self::Accountability, "accountability"),
        (Self::Coordination, "coordination"),
    ];

    /// The word's name in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(word, _)| *word == self).map_or("", |(_, name)| name)
    }
}

/// A theme that runs across the domains.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lens {
    /// Violence against children.
    Violence,
    /// Justice for children.
    Justice,
    /// Child-care reform.
    Care,
}

impl Lens {
    /// All lenses with their names in files.
    pub const ALL: [(Self, &'static str); 3] =
        [(Self::Violence, "violence"), (Self::Justice, "justice"), (Self::Care, "care")];

    /// The word's name in files.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(word, _)| *word == self).map_or("", |(_, name)| name)
    }
}
