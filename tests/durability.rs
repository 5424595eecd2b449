//! Proof that nothing is ever lost: a simulated file system that crashes everywhere and fails
//! everywhere.
//!
//! The harness is shown first that it catches stores that are broken on purpose.

#[path = "durability/bench.rs"]
mod bench;
#[path = "durability/broken.rs"]
mod broken;
#[path = "durability/crash.rs"]
mod crash;
#[path = "durability/errors.rs"]
mod errors;
#[path = "durability/judge.rs"]
mod judge;
#[path = "durability/log.rs"]
mod log;
#[path = "durability/saving.rs"]
mod saving;
#[path = "durability/session.rs"]
mod session;
#[path = "durability/sim.rs"]
mod sim;
