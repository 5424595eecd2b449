//! `stocktake compare countries`: countries side by side, and the answers behind a question.

use std::collections::BTreeSet;

use super::{say_editions, year};
use crate::analysis::choose::{Choice, Chosen, When, Why, choose};
use crate::analysis::countries::{compare, usual_framework};
use crate::analysis::uncertainty::Settings;
use crate::analysis::uncertainty::ranks::ranks;
use crate::cli::print::{self, Format, FormatArgs};
use crate::cli::{CliError, Context, Outcome};
use crate::domain::{Country, Editions, Framework, Id, PeerGroup, Perspective, Selection};
use crate::report::countries::{
    Layout, answers, groups, heat, left_out, membership, places_at, places_to, ranking, spreads,
    tidy,
};
use crate::report::{NOT_VIOLENCE, Table};
use crate::workspace::{Trust, Workspace, of_countries};

/// Compare countries
///
/// Each country stands with its newest assessment, in the order of the alphabet. Versions of a
/// framework are mixed only where a node means the same. CSV and JSON hold one row for each country
/// and node in full precision.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// As things stood in this year: the newest assessment of each country up to it
    #[arg(long, value_name = "YEAR", value_parser = year)]
    year: Option<i16>,
    /// Take only assessments of that very year
    #[arg(long, requires = "year")]
    exactly: bool,
    /// These countries only
    #[arg(long, value_name = "ALB,SRB", value_delimiter = ',', value_parser = Country::new)]
    countries: Vec<Country>,
    /// A peer group, as --groups lists them; may be given several times
    #[arg(long, value_name = "ID", value_parser = Id::new, conflicts_with = "countries")]
    group: Vec<Id>,
    /// List the peer groups: those that ship, and those of peers.toml in the workspace
    #[arg(long)]
    groups: bool,
    /// A node and what lies right below it; of a question, the answers behind it
    #[arg(long, value_name = "NODE", conflicts_with = "depth")]
    node: Option<String>,
    /// Go down to this depth; 0 is the root alone
    #[arg(long, value_name = "N", default_value_t = 1)]
    depth: usize,
    /// Rank the countries, on --node or on the whole
    #[arg(long)]
    rank: bool,
    /// The edition of a round where there is one; else its record
    #[arg(long, value_name = "EDITION", value_parser = Id::new)]
    edition: Option<Id>,
    /// The framework; else the one that most of the countries share
    #[arg(long, value_name = "ID", value_parser = Id::new)]
    framework: Option<Id>,
    /// Whose view: self, shadow, independent, external or survey
    #[arg(long, default_value = "self", value_parser = Perspective::new)]
    perspective: Perspective,
    #[command(flatten)]
    print: FormatArgs,
}

/// Prints the comparison.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let workspace = ctx.open()?;
    if args.groups {
        print::table(ctx, &groups(&workspace.peers()?), args.print.format)?;
        return Ok(Outcome::Done);
    }
    let peers = chosen_groups(&workspace, &args.group)?;
    let rounds = workspace.rounds_to_compare(&selections(&args, &peers), Trust::Cache)?;
    say_editions(&rounds, ctx);
    let when = match args.year {
        None => When::Latest,
        Some(year) if args.exactly => When::Exactly(year),
        Some(year) => When::UpTo(year),
    };
    let choice = Choice { when, perspective: args.perspective };
    let mut chosen = choose(rounds.scored(), choice);
    missing(&args.countries, &chosen, ctx);
    for group in &peers {
        say_group(group, &chosen, ctx);
    }
    if let Some(id) = &args.framework {
        chosen.rows.retain(|row| row.framework.id == *id);
    }
    let Some(framework) = usual_framework(&chosen) else {
        let outcome = ctx.bad_files(&rounds.bad);
        ctx.say(nothing(choice, &chosen));
        return Ok(outcome.max(Outcome::Findings));
    };
    let matrix = compare(&chosen, framework, &mut rounds.comparisons());
    let node = args.node.as_deref().map(|node| find(framework, node)).transpose()?;
    let places = match node {
        Some(place) => places_at(framework, place),
        None => places_to(framework, &(1.min(args.depth)..=args.depth)),
    };
    let ranked = node.unwrap_or(Framework::ROOT);
    // Whoever ranks is shown how far the ranks hang on what is not certain.
    let settings = Settings { draws: 2_000, ..Settings::default() };
    let sure = args.rank.then(|| ranks(&matrix, ranked, &settings, &|_| true)).flatten();
    let ranking = || args.rank.then(|| ranking(&matrix, ranked, sure.as_ref()));
    let mut tables: Vec<Table> = Vec::new();
    if args.print.format != Format::Table {
        tables.push(ranking().unwrap_or_else(|| tidy(&matrix, &places)));
    } else if let Some(table) = node.and_then(|place| answers(&matrix, place)) {
        tables.push(table);
        tables.extend(ranking());
    } else {
        tables.push(heat(&matrix, &places, Layout::fitting(&matrix, &places)));
        if node.is_none() {
            tables.extend(spreads(&matrix, &places, &peers));
        }
        tables.extend(ranking());
        tables.extend(left_out(&matrix));
    }
    print::tables(ctx, tables, args.print.format)?;
    if args.print.format == Format::Table {
        ctx.say(format!("note: {NOT_VIOLENCE}"));
    }
    ctx.other_texts(&rounds.other);
    Ok(ctx.bad_files(&rounds.bad))
}

/// Why nothing can be compared, with the views that somebody could ask for.
fn nothing(choice: Choice, chosen: &Chosen<'_>) -> String {
    let perspective = choice.perspective;
    let others = chosen.left_out.iter().filter(|left| {
        left.why == Why::Perspective && choice.when.admits(left.scored.assessment.key.year)
    });
    let views: BTreeSet<Perspective> =
        others.map(|left| left.scored.assessment.key.perspective).collect();
    let views: Vec<String> = views.iter().map(|view| format!("--perspective {view}")).collect();
    let hint = match views.as_slice() {
        [] if chosen.left_out.iter().any(|left| left.why == Why::Year) => {
            "; there are some of other years".into()
        }
        [] => String::new(),
        views => format!("; there are some of another view: {}", views.join(", ")),
    };
    format!("there is no assessment of the perspective {perspective} to compare{hint}")
}

/// The groups that are named.
pub(in crate::cli) fn chosen_groups(
    workspace: &Workspace,
    named: &[Id],
) -> Result<Vec<PeerGroup>, CliError> {
    if named.is_empty() {
        return Ok(Vec::new());
    }
    let all = workspace.peers()?;
    let of = |id: &Id| {
        all.iter().find(|group| group.id == *id).cloned().ok_or_else(|| {
            let names: Vec<&str> = all.iter().map(|group| group.id.as_str()).collect();
            CliError::failed(format!("there is no peer group '{id}'")).hint(format!(
                "take one of {}, or write it into peers.toml of the workspace",
                names.join(", ")
            ))
        })
    };
    named.iter().map(of).collect()
}

/// Says how much of a group takes part, and what is not certain about it.
pub(super) fn say_group(group: &PeerGroup, chosen: &Chosen<'_>, ctx: &mut Context<'_>) {
    let has = |country: &Country| chosen.rows.iter().any(|r| r.assessment.key.country == *country);
    for sentence in membership(group, has) {
        ctx.say(format!("note: {sentence}"));
    }
}

/// All countries, or those that are named, alone or as members of a group.
fn selections(args: &Args, peers: &[PeerGroup]) -> Vec<Selection> {
    let edition = Editions::preferring(args.edition.as_ref());
    of_countries(&args.countries, peers, &Selection { edition, ..Selection::all() })
}

/// Says which of the named countries have nothing to compare.
fn missing(countries: &[Country], chosen: &Chosen<'_>, ctx: &mut Context<'_>) {
    let has = |country: &Country| chosen.rows.iter().any(|r| r.assessment.key.country == *country);
    let without: Vec<&Country> = countries.iter().filter(|country| !has(country)).collect();
    for country in without {
        ctx.say(format!("note: there is no assessment of {country} to compare"));
    }
}

/// A node by its id or its printed number.
pub(in crate::cli) fn find(framework: &Framework, node: &str) -> Result<usize, CliError> {
    let by_code = || framework.nodes().iter().position(|n| !n.code.is_empty() && n.code == node);
    framework.find(node).or_else(by_code).ok_or_else(|| {
        let name = format!("{} {}", framework.id, framework.version);
        CliError::failed(format!("'{node}' is not in framework {name}"))
            .hint("stocktake framework show names its nodes")
    })
}
