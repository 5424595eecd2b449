//! Content digests.

use sha2::{Digest, Sha256};

/// The SHA-256 of `content`, as `sha256:` and 64 hexadecimal digits.
pub fn digest(content: &[u8]) -> String {
    let mut out = String::from("sha256:");
    for byte in Sha256::digest(content) {
        for half in [byte >> 4, byte & 0xf] {
            out.push(char::from_digit(u32::from(half), 16).unwrap_or('0'));
        }
    }
    out
}
