//! Texts about the file formats that are part of the program: the schemas, and the file that an
//! author starts from.

/// The JSON Schema of framework files.
pub const FRAMEWORK_SCHEMA: &str = include_str!("../../schemas/framework.schema.json");

/// The JSON Schema of assessment files.
pub const ASSESSMENT_SCHEMA: &str = include_str!("../../schemas/assessment.schema.json");

/// The JSON Schema of crosswalk files.
pub const CROSSWALK_SCHEMA: &str = include_str!("../../schemas/crosswalk.schema.json");

/// A commented framework that passes every check; its id is `FRAMEWORK-ID`.
pub const SKELETON: &str = include_str!("../../templates/framework.toml");
