//! The corpus of the fuzz targets, replayed: small seeds, and every input that ever failed.
//!
//! `.ci/fuzz` drives the same targets with libFuzzer; docs/reliability.md says how to run it.

#[path = "fuzz/targets.rs"]
mod targets;

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use targets::{TARGETS, Target};

/// The inputs of a target, in order.
fn corpus(target: &Target) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target.name);
    let entries = fs::read_dir(&folder).expect("every target has a corpus");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("listed").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| (path.clone(), fs::read(path).expect("read"))).collect()
}

#[test]
fn every_input_of_the_corpus_passes() {
    let mut failed = Vec::new();
    for target in &TARGETS {
        let inputs = corpus(target);
        assert!(inputs.len() >= 3, "{} has {} inputs", target.name, inputs.len());
        for (path, data) in inputs {
            if catch_unwind(|| (target.check)(&data)).is_err() {
                failed.push(path);
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

/// A target that passes whatever it is given shows nothing: each must fail on its corpus when what
/// it checks is broken on purpose.
#[test]
fn every_target_catches_its_broken_version() {
    let blind = |target: &&Target| {
        corpus(target).iter().all(|(_, data)| catch_unwind(|| (target.broken)(data)).is_ok())
    };
    let blind: Vec<&str> = TARGETS.iter().filter(blind).map(|target| target.name).collect();
    assert!(blind.is_empty(), "not caught: {blind:?}");
}

/// The corpus is part of every copy of the sources.
#[test]
fn the_corpus_stays_small() {
    let inputs = TARGETS.iter().flat_map(corpus);
    let bytes: usize = inputs.map(|(_, data)| data.len()).sum();
    assert!(bytes < 1024 * 1024, "{bytes} bytes");
}
