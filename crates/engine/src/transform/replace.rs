//! `replace`: the name of the entity in angle brackets, or a text of the policy.

use super::{
    Outcome, Pattern, Scope, Transform, TransformContext, Value, WorkerState, write_id,
    write_ordinal,
};

/// Writes `<EMAIL_ADDRESS>`, or `with`.
///
/// In names it writes `EMAIL_ADDRESS_1` and in ids `<EMAIL_ADDRESS_1>`, also where `with` is given:
/// a fixed text would make different ones equal.
#[derive(Debug)]
pub(crate) struct Replace {
    with: Option<Box<[u8]>>,
}

impl Replace {
    pub(crate) fn new(with: Option<&str>) -> Self {
        Self {
            with: with.map(|text| text.as_bytes().into()),
        }
    }
}

impl Transform for Replace {
    fn name(&self) -> &'static str {
        "replace"
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
        match (context.pattern, &self.with) {
            (Pattern::Free, Some(text)) => out.extend_from_slice(text),
            (Pattern::Free, None) => {
                out.push(b'<');
                out.extend_from_slice(context.entity_name.as_bytes());
                out.push(b'>');
            }
            (Pattern::Name, _) => write_ordinal(context, out),
            (Pattern::Id, _) => write_id(context, out),
        }
        Outcome::Replaced
    }
}
