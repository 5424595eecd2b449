//! The real program, run as a person runs it: transcripts of every command, wrong input, closed
//! pipes, and what is on disk when the program says so.

#[path = "cli/region.rs"]
mod region;
#[path = "cli/support.rs"]
mod support;

#[path = "cli/analysing.rs"]
mod analysing;
#[path = "cli/answering.rs"]
mod answering;
#[path = "cli/applying.rs"]
mod applying;
#[path = "cli/bad_input.rs"]
mod bad_input;
#[path = "cli/comparing.rs"]
mod comparing;
#[path = "cli/cutting.rs"]
mod cutting;
#[path = "cli/exporting.rs"]
mod exporting;
#[path = "cli/importing.rs"]
mod importing;
#[path = "cli/manners.rs"]
mod manners;
#[path = "cli/planning.rs"]
mod planning;
#[path = "cli/scoring.rs"]
mod scoring;
