//! Hostile and broken input: texts that want to be more than text, sizes beyond the limits, files
//! that are no files, and what the program leaves behind for others to find.
//!
//! With `STOCKTAKE_TIER=nightly` everything is tried in every place; without it a sample that takes
//! seconds.

#[path = "hostile/attacks.rs"]
mod attacks;
#[path = "hostile/broken.rs"]
mod broken;
#[path = "hostile/everywhere.rs"]
mod everywhere;
#[path = "checks/formats.rs"]
mod formats;
#[path = "hostile/leaves.rs"]
mod leaves;
#[path = "hostile/limits.rs"]
mod limits;
#[path = "checks/places.rs"]
mod places;
#[path = "hostile/privacy.rs"]
mod privacy;
#[path = "hostile/screen.rs"]
mod screen;
#[path = "checks/shown.rs"]
mod shown;
#[allow(dead_code)]
#[path = "screens/support.rs"]
mod support;
#[path = "hostile/texts.rs"]
mod texts;
#[path = "checks/tier.rs"]
mod tier;
