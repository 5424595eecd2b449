//! Who is at the keyboard, as far as the system knows: the journal says who changed what.

use std::env;

/// The variable that names the person or group at the keyboard.
pub const WHO: &str = "STOCKTAKE_AUTHOR";

/// The name in [`WHO`], else the name of the account, else nothing. At most 80 characters.
pub fn who() -> String {
    let named = |variable| env::var(variable).ok().filter(|name| !name.trim().is_empty());
    let name = [WHO, "USER", "USERNAME", "LOGNAME"].into_iter().find_map(named);
    name.unwrap_or_default().trim().chars().take(80).collect()
}
