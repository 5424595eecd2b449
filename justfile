# Short names for what is done often; `.ci/run` is what a change must pass.

# Open the screens on the demonstration workspace.
demo:
    cargo run --release

# Everything that a change must pass.
ci:
    bash .ci/run

# The same under the name of its tier.
commit: ci

# What takes too long for every change: kills, power cuts, full disks (docs/reliability.md).
nightly *tiers:
    bash .ci/nightly {{tiers}}

# Format, and accept what clippy can mend.
fix:
    cargo fmt
    cargo clippy --fix --allow-dirty --all-targets

# Accept changed snapshots after reading them: `git diff tests/`.
accept:
    INSTA_UPDATE=always cargo test

# Reading a large collection beside a bare parse, the cost of frames, and of a slow disk.
bench:
    cargo bench

# Licences, advisories and sources of the dependencies (needs cargo-deny).
deny:
    cargo deny check
