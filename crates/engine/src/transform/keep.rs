//! `keep`: the value stays; it is only counted.

use super::{Outcome, Scope, Transform, TransformContext, Value, WorkerState};

/// Leaves the value as it is.
#[derive(Debug)]
pub(crate) struct Keep;

impl Transform for Keep {
    fn name(&self) -> &'static str {
        "keep"
    }

    fn scope(&self) -> Scope {
        Scope::Value
    }

    fn is_reversible(&self) -> bool {
        true
    }

    fn apply(
        &self,
        _state: &mut WorkerState,
        _value: &Value<'_>,
        _context: &TransformContext<'_>,
        _out: &mut Vec<u8>,
    ) -> Outcome {
        Outcome::Kept
    }
}
