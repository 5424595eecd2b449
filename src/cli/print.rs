//! Printing a [`Table`]: for people as a drawn table, for machines as JSON or CSV.

mod delimited;
mod drawn;
mod json;

use clap::{Args, ValueEnum};

use super::{CliError, Context};
use crate::report::{Column, Table};

/// The flag of every command that prints a table.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct FormatArgs {
    /// How the table is printed; JSON and CSV hold full precision
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT")]
    pub format: Format,
}

/// How a table is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Drawn for people
    #[default]
    Table,
    /// An array of objects
    Json,
    /// Comma-separated, with a header
    Csv,
}

/// A format for machines, which can be printed part by part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Machine {
    Json,
    Csv,
}

impl Format {
    /// The format for machines, if it is one.
    pub(super) fn machine(self) -> Option<Machine> {
        match self {
            Self::Table => None,
            Self::Json => Some(Machine::Json),
            Self::Csv => Some(Machine::Csv),
        }
    }
}

/// Prints a table to stdout and its notes to stderr.
pub(super) fn table(ctx: &mut Context<'_>, table: &Table, format: Format) -> Result<(), CliError> {
    match format.machine() {
        None => ctx.out.write_all(drawn::draw(table, ctx.terminal).as_bytes())?,
        Some(machine) => stream(ctx, &table.columns, [rows(table, machine)], machine)?,
    }
    for note in &table.notes {
        ctx.say(format!("note: {note}"));
    }
    Ok(())
}

/// Prints tables one after the other, and what must be known to read them rightly once.
pub(super) fn tables(
    ctx: &mut Context<'_>,
    all: impl IntoIterator<Item = Table>,
    format: Format,
) -> Result<(), CliError> {
    let mut notes: Vec<String> = Vec::new();
    for mut one in all {
        let fresh: Vec<String> = std::mem::take(&mut one.notes);
        table(ctx, &one, format)?;
        for note in fresh {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
    }
    notes.iter().for_each(|note| ctx.say(format!("note: {note}")));
    Ok(())
}

/// The rows of a table as a part of a long output that [`stream`] prints.
pub(super) fn rows(table: &Table, machine: Machine) -> Vec<u8> {
    match machine {
        Machine::Json => json::rows(table),
        Machine::Csv => delimited::rows(table),
    }
}

/// Prints the rows of many tables with the same columns as one.
pub(super) fn stream(
    ctx: &mut Context<'_>,
    columns: &[Column],
    parts: impl IntoIterator<Item = Vec<u8>>,
    machine: Machine,
) -> Result<(), CliError> {
    // What stands before, between and after the parts, and after none of them.
    let (before, between, after, none): (Vec<u8>, &[u8], &[u8], &[u8]) = match machine {
        Machine::Json => (b"[\n".to_vec(), b",\n", b"\n]\n", b"]\n"),
        Machine::Csv => (delimited::header(columns), b"", b"", b""),
    };
    ctx.out.write_all(&before)?;
    let mut any = false;
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        ctx.out.write_all(if any { between } else { b"" })?;
        ctx.out.write_all(&part)?;
        any = true;
    }
    ctx.out.write_all(if any { after } else { none })?;
    Ok(())
}
