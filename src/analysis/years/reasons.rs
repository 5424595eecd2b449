//! Why questions moved, as far as somebody has said so.

/// How many questions moved for which kind of reason.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reasons {
    /// Questions that rose for real performance: this alone counts as progress.
    pub progress: u32,
    /// Questions that fell for real performance.
    pub setbacks: u32,
    /// Questions that rose or fell for another reason: the number moved, the system need not have.
    pub otherwise: u32,
    /// Questions that rose or fell and nobody has said why: not counted as progress.
    pub unexplained: u32,
}
