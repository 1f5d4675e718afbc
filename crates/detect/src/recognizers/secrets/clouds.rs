//! Keys of clouds other than Azure.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
