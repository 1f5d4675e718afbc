//! `fpe`: a number of the same shape, for fields whose type must not change.

use pumice_detect::EntityId;

use super::{Outcome, Pattern, Scope, Transform, TransformContext, Value, WorkerState};

/// Writes FF1 of the digits, or of digits and letters, and leaves marks where they are.
///
/// It is format-preserving and unauthenticated: nothing tells what it writes from a value. A value that it
/// would not hide is withheld, and so is what stands in names and ids, as it would be taken for one.
#[derive(Debug)]
pub(crate) struct Fpe {
    /// By [`EntityId`]; only entities that a policy has it for have one.
    pub(crate) ciphers: Vec<(EntityId, pumice_vault::Fpe)>,
}

impl Transform for Fpe {
    fn name(&self) -> &'static str {
        "fpe"
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
        value: &Value<'_>,
        context: &TransformContext<'_>,
        out: &mut Vec<u8>,
    ) -> Outcome {
        let cipher = self
            .ciphers
            .iter()
            .find(|(entity, _)| *entity == context.entity);
        let Some((_, cipher)) = cipher else {
            return Outcome::Failed("there is no key to encrypt it with");
        };
        if context.pattern != Pattern::Free {
            return Outcome::Failed("`fpe` is for values, and this is a name or an id");
        }
        match cipher.encrypt(value.spelled, out) {
            Ok(()) => Outcome::Replaced,
            Err(refused) => Outcome::Failed(refused.words()),
        }
    }
}
