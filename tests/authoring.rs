//! The author's kit: what it says of a framework, what it makes, and what it never does.

#[path = "authoring/broken.rs"]
mod broken;
#[path = "authoring/classes.rs"]
mod classes;
#[path = "authoring/kit.rs"]
mod kit;
#[path = "authoring/schema.rs"]
mod schema;
#[path = "authoring/style.rs"]
mod style;
