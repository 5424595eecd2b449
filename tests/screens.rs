//! The screens as a person meets them: keys in, a screen out, on a copy of the demonstration
//! workspace with a clock that stands still.

#[path = "screens/support.rs"]
mod support;

#[path = "screens/analysing.rs"]
mod analysing;
#[path = "screens/answering.rs"]
mod answering;
#[path = "screens/broken.rs"]
mod broken;
#[path = "screens/comparing.rs"]
mod comparing;
#[cfg(target_os = "linux")]
#[path = "screens/lifecycle.rs"]
mod lifecycle;
#[path = "screens/looking.rs"]
mod looking;
#[path = "screens/moving.rs"]
mod moving;
#[path = "screens/record.rs"]
mod record;
#[path = "screens/reference.rs"]
mod reference;
#[cfg(unix)]
#[path = "screens/running.rs"]
mod running;
#[path = "screens/saving.rs"]
mod saving;
#[path = "screens/sizes.rs"]
mod sizes;
#[cfg(unix)]
#[path = "screens/terminal.rs"]
mod terminal;
#[path = "checks/tier.rs"]
mod tier;
