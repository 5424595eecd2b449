//! Hostile and broken input: texts that want to be more than text, sizes beyond the limits, files
//! that are no files, and what the program leaves behind for others to find.
//!
//! With `STOCKTAKE_NIGHTLY=1` everything is tried in every place; without it a sample that takes
//! seconds.

#[path = "hostile/attacks.rs"]
mod attacks;
#[path = "hostile/broken.rs"]
mod broken;
#[path = "hostile/everywhere.rs"]
mod everywhere;
#[path = "hostile/leaves.rs"]
mod leaves;
#[path = "hostile/limits.rs"]
mod limits;
#[path = "hostile/privacy.rs"]
mod privacy;
#[path = "hostile/screen.rs"]
mod screen;
#[allow(dead_code)]
#[path = "screens/support.rs"]
mod support;
#[path = "hostile/texts.rs"]
mod texts;
