//! What happens to what is found: which fields, which entities, from which score on, which transform.

use crate::fields::Numbers;

/// A policy: parsed once, a plain value.
#[derive(Clone, Debug)]
pub struct Policy {
    pub(crate) numbers: Numbers,
}

impl Policy {
    /// The policy that is built in.
    pub fn builtin() -> Self {
        Self {
            numbers: Numbers::Null,
        }
    }
}
