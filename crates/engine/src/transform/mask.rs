//! `mask`: the shape of the value stays, its characters go.

use super::{
    MAX_NAME, Outcome, Pattern, Scope, Transform, TransformContext, Value, WorkerState, write_id,
};

/// Writes `*` for every character but separators and the last few letters and digits.
///
/// Of a short value fewer stay than asked for: never more than half. A value of separators alone is
/// masked whole. In names it writes `EMAIL_ADDRESS_` and the value with `x` for `*`, without what a
/// name may not hold; in ids `<EMAIL_ADDRESS_1>`, as masked ids would be equal.
#[derive(Debug)]
pub(crate) struct Mask {
    keep_last: usize,
}

impl Mask {
    pub(crate) fn new(keep_last: u8) -> Self {
        Self {
            keep_last: usize::from(keep_last),
        }
    }

    /// Appends `text` masked. What is already masked counts as if it were not, so that masking
    /// twice is masking once.
    fn write(&self, text: &str, mask: char, out: &mut Vec<u8>) {
        let maskable = marked(text).filter(|&(_, separates)| !separates).count();
        let first_kept = maskable - self.keep_last.min(maskable / 2);
        let mut place = 0;
        for (character, separates) in marked(text) {
            let shown = if separates && maskable > 0 {
                character
            } else {
                place += 1;
                let is_kept = place > first_kept && character.is_alphanumeric();
                if is_kept { character } else { mask }
            };
            out.extend_from_slice(shown.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }

    fn write_name(&self, text: &str, entity: &str, state: &mut WorkerState, out: &mut Vec<u8>) {
        out.extend_from_slice(entity.as_bytes());
        out.push(b'_');
        // A name that was written before has the prefix already.
        let rest = text
            .strip_prefix(entity)
            .and_then(|rest| rest.strip_prefix('_'));
        let masked = &mut state.normal;
        masked.clear();
        self.write(rest.unwrap_or(text), 'x', masked);
        masked.retain(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        if masked.is_empty() {
            masked.push(b'x');
        }
        let room = MAX_NAME.saturating_sub(entity.len() + 1);
        out.extend_from_slice(&masked[masked.len().saturating_sub(room)..]);
    }
}

/// The characters of a text, and whether each separates others.
///
/// The second colon of `::` does not: it stands for the digits that IPv6 leaves out, and with it
/// what is kept would be an address again.
fn marked(text: &str) -> impl Iterator<Item = (char, bool)> {
    text.chars().scan('\0', |before, character| {
        let leaves_out = character == ':' && *before == ':';
        *before = character;
        Some((character, is_separator(character) && !leaves_out))
    })
}

/// Punctuation, blanks and dashes, which tell the shape; `*` is a character that was masked.
fn is_separator(character: char) -> bool {
    match character {
        '*' => false,
        '\0'..='\x7f' => !character.is_ascii_alphanumeric(),
        '\u{2010}'..='\u{2015}' => true,
        _ => character.is_whitespace(),
    }
}

impl Transform for Mask {
    fn name(&self) -> &'static str {
        "mask"
    }

    fn scope(&self) -> Scope {
        Scope::Value
    }

    fn apply(
        &self,
        state: &mut WorkerState,
        value: &Value<'_>,
        context: &TransformContext<'_>,
        out: &mut Vec<u8>,
    ) -> Outcome {
        let Ok(text) = std::str::from_utf8(value.text) else {
            return Outcome::Failed("the value is not UTF-8");
        };
        match context.pattern {
            Pattern::Free => self.write(text, '*', out),
            Pattern::Name => self.write_name(text, context.entity_name, state, out),
            Pattern::Id => write_id(context, out),
        }
        Outcome::Replaced
    }
}
