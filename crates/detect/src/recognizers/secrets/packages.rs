//! Tokens of registries of packages and images.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
