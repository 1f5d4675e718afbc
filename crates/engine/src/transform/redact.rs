//! `redact`: the fixed text `[REDACTED]`, which does not even tell what it was.

use super::{Outcome, Pattern, Scope, Transform, TransformContext, Value, WorkerState, write_id};

/// Writes `[REDACTED]`; never nothing, so that a reader sees that something is gone.
///
/// A name must tell a person from a thing and an id from another: there the entity is shown, as
/// `EMAIL_ADDRESS_REDACTED` and `<EMAIL_ADDRESS_1>`.
#[derive(Debug)]
pub(crate) struct Redact;

impl Transform for Redact {
    fn name(&self) -> &'static str {
        "redact"
    }

    fn scope(&self) -> Scope {
        Scope::Value
    }

    fn apply(
        &self,
        _state: &mut WorkerState,
        _value: &Value<'_>,
        context: &TransformContext<'_>,
        out: &mut Vec<u8>,
    ) -> Outcome {
        match context.pattern {
            Pattern::Free => out.extend_from_slice(b"[REDACTED]"),
            Pattern::Name => {
                out.extend_from_slice(context.entity_name.as_bytes());
                out.extend_from_slice(b"_REDACTED");
            }
            Pattern::Id => write_id(context, out),
        }
        Outcome::Replaced
    }
}
