//! What drives a result: how it hangs on each part as things stand, and which of the things that are
//! not certain moves it.

pub mod drivers;
pub mod indices;
pub mod influence;
