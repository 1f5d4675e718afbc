//! Keys of services that run models.

use super::Kind;

pub(super) const KINDS: &[Kind] = &[];
