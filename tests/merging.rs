//! Two people, one file: the laws of the merge, the command, and real merges of git.

#[path = "cli/support.rs"]
mod support;

#[path = "merging/command.rs"]
mod command;
#[path = "merging/edits.rs"]
mod edits;
#[path = "merging/fields.rs"]
mod fields;
#[path = "merging/git.rs"]
mod git;
#[path = "merging/laws.rs"]
mod laws;
#[path = "merging/lost.rs"]
mod lost;
#[path = "checks/merges.rs"]
mod merges;
#[path = "merging/packets.rs"]
mod packets;
#[path = "merging/page.rs"]
mod page;
#[path = "merging/rules.rs"]
mod rules;
#[path = "checks/tiny.rs"]
mod tiny;
#[path = "merging/twins.rs"]
mod twins;
#[path = "merging/unknown.rs"]
mod unknown;
