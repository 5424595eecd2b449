//! What a person at the keyboard means, whatever the key and whatever the screen.

/// One intention. A screen that has no use for it leaves it alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// One line up.
    Up,
    /// One line down.
    Down,
    /// To the left, or one step out.
    Left,
    /// To the right, or one step in.
    Right,
    /// One page up.
    PageUp,
    /// One page down.
    PageDown,
    /// To the first line.
    First,
    /// To the last line.
    Last,
    /// The line with this number, as a click chooses it.
    Pick(usize),
    /// Go on with what is chosen.
    Open,
    /// Leave what is in front.
    Back,
    /// The other part of the screen, or the next field.
    Next,
    /// The field before.
    Previous,
    /// One of the screens.
    Screen(Tab),
    /// The list of the screens.
    Screens,
    /// A level of the scale.
    Set(u8),
    /// The answer is "not known".
    NotKnown,
    /// The question does not apply.
    NotApplicable,
    /// Leave the question for the plenary, or take it back.
    Park,
    /// Confirm an answer that was carried over.
    Confirm,
    /// Take the answer away.
    ClearAnswer,
    /// The next step of confidence.
    Confidence,
    /// Why the level is another one than in the round before.
    ReasonOfChange,
    /// The next mark of paper and practice.
    InPlace,
    /// The evidence behind the answer.
    Evidence,
    /// Write one of the boxes or notes.
    Write,
    /// What belongs to the assessment beside its answers.
    Record,
    /// Something new.
    New,
    /// Switch what is chosen on or off.
    Toggle,
    /// Order or show it another way.
    Order,
    /// The next peer group.
    Peers,
    /// Other ways to look: trends through the years; other perspectives and units.
    Views,
    /// How sure it is, what drives it, what other choices would make of it.
    Analyse,
    /// Ask what the analyses draw.
    Draws,
    /// Find by words.
    Search,
    /// Look something up in the framework itself.
    Browse,
    /// The words of the glossary.
    Glossary,
    /// The standards that questions cite.
    Standards,
    /// A newer version of the framework.
    Newer,
    /// The framework in the next language.
    Language,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// More weight.
    Heavier,
    /// Less weight.
    Lighter,
    /// The next roll-up rule.
    Rule,
    /// Throw away everything that is supposed.
    Discard,
    /// Save again, or see what kept a save from working.
    Save,
    /// Show how a number comes about.
    Explain,
    /// Read everything again.
    Reload,
    /// Keep what was typed.
    Keep,
    /// A key for typing.
    Edit(Edit),
    /// A piece of pasted text.
    Paste(String),
    /// All keys of the screen.
    Help,
    /// Switch the mouse on or off.
    Mouse,
    /// Draw everything anew.
    Redraw,
    /// Leave the program.
    Quit,
}

/// A key inside a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edit {
    /// A character.
    Type(char),
    /// A new line.
    NewLine,
    /// Delete before the cursor.
    DeleteBack,
    /// Delete behind the cursor.
    DeleteForward,
    /// Delete the word before the cursor.
    DeleteWord,
    /// Delete the whole line.
    DeleteLine,
}

/// The screens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tab {
    /// Countries and their assessments.
    Home,
    /// The walk through the questions.
    Assess,
    /// What is open and what contradicts.
    Review,
    /// The scores.
    Results,
    /// One country through the years.
    Years,
    /// Countries side by side.
    Countries,
    /// What to change first.
    Priorities,
    /// Offers and requests.
    Exchange,
    /// Files for others.
    Export,
    /// The frameworks as works of reference.
    Frameworks,
    /// Other answers, weights and rules, tried out.
    WhatIf,
}

impl Tab {
    /// All screens with their names and the number of their function key.
    pub const ALL: [(Self, &'static str, u8); 11] = [
        (Self::Home, "Home", 2),
        (Self::Assess, "Assess", 3),
        (Self::Review, "Review", 4),
        (Self::Results, "Results", 5),
        (Self::Years, "Years", 6),
        (Self::Countries, "Countries", 7),
        (Self::Priorities, "Priorities", 8),
        (Self::Exchange, "Exchange", 9),
        (Self::Export, "Export", 10),
        (Self::Frameworks, "Frameworks", 11),
        (Self::WhatIf, "What if", 12),
    ];

    /// The name on the screen.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(tab, ..)| *tab == self).map_or("", |(_, name, _)| name)
    }

    /// Whether the screen shows one open assessment.
    pub fn needs_open(self) -> bool {
        !matches!(self, Self::Home | Self::Countries | Self::Exchange | Self::Frameworks)
    }
}
