//! Proof that nothing is ever lost: a simulated file system that crashes everywhere and fails
//! everywhere, and the real program, killed, crowded and starved of space.
//!
//! Every harness is shown first that it catches stores that are broken on purpose. How often
//! the real program is killed and raced is for `STOCKTAKE_TIER` to say, `commit` or `nightly`; without
//! it a sample is taken. docs/reliability.md has the figures.

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
#[path = "durability/kill.rs"]
mod kill;
#[path = "durability/log.rs"]
mod log;
#[path = "durability/machine.rs"]
mod machine;
#[path = "durability/program.rs"]
mod program;
#[path = "durability/saving.rs"]
mod saving;
#[path = "durability/session.rs"]
mod session;
#[path = "durability/sim.rs"]
mod sim;
#[path = "durability/together.rs"]
mod together;
#[path = "durability/writers.rs"]
mod writers;
