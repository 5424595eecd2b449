//! The screens: a working group's walk through a framework, and everything that follows from it.
//!
//! The shape is one loop. A key becomes an [`action::Action`] through the one table of keys;
//! `update` changes the state and may give back an [`effect::Effect`]; only `effect` acts; drawing
//! looks at the state and changes nothing.

use std::io;

use crate::workspace::Workspace;

use app::Setup;

pub mod action;
pub mod analyses;
pub mod app;
pub mod canvas;
pub mod catalogue;
mod cursor;
pub mod data;
pub mod effect;
pub mod field;
pub mod job;
pub mod keymap;
pub mod open;
pub mod overlay;
mod run;
pub mod screens;
mod signals;
mod terminal;
pub mod text;
pub mod theme;
pub mod view;
mod widgets;
mod words;

/// Why the screens came to an end that nobody asked for.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no terminal to draw on.
    #[error("the screens need a terminal")]
    NoTerminal,
    /// The terminal does not do what it should.
    #[error("the terminal cannot be used: {0}")]
    Terminal(#[from] io::Error),
    /// The terminal stopped doing what it should.
    #[error("the terminal cannot be used any more: {cause}; {work}")]
    Lost {
        /// The error of the system.
        cause: io::Error,
        /// Where the work is.
        work: String,
    },
    /// Something in the program is broken. What it said holds no text of an answer.
    #[error("the program has a defect and had to stop ({said}); {work}")]
    Defect {
        /// What the part that broke said of itself.
        said: String,
        /// Where the work is.
        work: String,
    },
    /// The system asked the program to end.
    #[error("the program was asked to end by signal {signal}; {work}")]
    Ended {
        /// The signal.
        signal: i32,
        /// Where the work is.
        work: String,
    },
}

impl Error {
    /// The exit status: 128 and the number of a signal, 70 for a defect, else 1.
    pub fn code(&self) -> u8 {
        match self {
            Self::Ended { signal, .. } => u8::try_from(128 + signal).unwrap_or(1),
            Self::Defect { .. } => 70,
            Self::NoTerminal | Self::Terminal(_) | Self::Lost { .. } => 1,
        }
    }
}

/// Shows the screens on a workspace until somebody leaves. Where the file of what was open does not
/// hold everything then, a line says where the rest is.
///
/// # Errors
/// See [`Error`]; the terminal is given back in every case.
pub fn run(workspace: Workspace) -> Result<Option<String>, Error> {
    run_with(workspace, Setup::from_environment())
}

/// The same with other colours and another clock.
///
/// # Errors
/// See [`Error`]; the terminal is given back in every case.
pub fn run_with(workspace: Workspace, setup: Setup) -> Result<Option<String>, Error> {
    run::run(workspace, setup)
}
