//! The content of the frameworks that ship: their shape, their wording, and where they are filed.

#[path = "content/shape.rs"]
mod shape;
#[path = "content/shipped.rs"]
mod shipped;
#[path = "content/tags.rs"]
mod tags;
#[path = "content/wording.rs"]
mod wording;
