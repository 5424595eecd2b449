//! Which tier of docs/reliability.md the tests run in.

/// Whether everything is to be tried, rather than a sample.
pub fn nightly() -> bool {
    std::env::var("STOCKTAKE_TIER").is_ok_and(|tier| tier == "nightly")
}
