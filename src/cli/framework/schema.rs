//! `stocktake framework schema`.

use clap::ValueEnum;

use crate::cli::{CliError, Context, Outcome};
use crate::store::{ASSESSMENT_SCHEMA, CROSSWALK_SCHEMA, FRAMEWORK_SCHEMA};

/// Print the JSON Schema of a file format, for editors that complete and check
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The format
    #[arg(value_enum, default_value_t, value_name = "FORMAT")]
    of: Of,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
enum Of {
    /// Framework files
    #[default]
    Framework,
    /// Assessment files
    Assessment,
    /// Crosswalk files
    Crosswalk,
}

/// Prints the schema.
pub(super) fn run(args: Args, ctx: &mut Context<'_>) -> Result<Outcome, CliError> {
    let text = match args.of {
        Of::Framework => FRAMEWORK_SCHEMA,
        Of::Assessment => ASSESSMENT_SCHEMA,
        Of::Crosswalk => CROSSWALK_SCHEMA,
    };
    ctx.out.write_all(text.as_bytes())?;
    Ok(Outcome::Done)
}
