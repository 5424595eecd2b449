//! The author's kit: what it says of a framework, what it makes, and what it never does.

#[path = "authoring/style.rs"]
mod style;
