//! Hands the inputs of libFuzzer to the target that `STOCKTAKE_FUZZ` names; with
//! `STOCKTAKE_FUZZ_BROKEN` set, to its version that is broken on purpose.

#![no_main]

mod lines;
#[path = "../tests/fuzz/targets.rs"]
mod targets;

use std::env;
use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

static CHECK: LazyLock<fn(&[u8])> = LazyLock::new(|| {
    let name = env::var("STOCKTAKE_FUZZ").unwrap_or_default();
    let Some(target) = targets::TARGETS.iter().find(|target| target.name == name) else {
        let names: Vec<&str> = targets::TARGETS.iter().map(|target| target.name).collect();
        eprintln!("STOCKTAKE_FUZZ names one of {}", names.join(", "));
        std::process::exit(2);
    };
    match env::var_os("STOCKTAKE_FUZZ_BROKEN") {
        Some(_) => target.broken,
        None => target.check,
    }
});

fuzz_target!(|data: &[u8]| CHECK(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    // Every other time a line as a whole: files are made of lines, and bytes alone seldom make a new
    // one that means something.
    match lines::mutated(&data[..size], seed).filter(|_| seed % 2 == 0) {
        Some(new) if new.len() <= max_size => {
            data[..new.len()].copy_from_slice(&new);
            new.len()
        }
        _ => fuzzer_mutate(data, size, max_size),
    }
});
