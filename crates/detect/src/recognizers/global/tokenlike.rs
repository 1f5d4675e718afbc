//! What looks like a token of a vault.

use crate::recognizer::{Anchor, Recognizer, Shape, Walked};

/// A name, `_` and 26 letters, in whatever case, with the brackets around them: `[ENTITY_` 26 letters `]`.
///
/// Whoever writes another one's token into a text of his own has that value revealed with it, so a run with a
/// vault looks for them; whether one is a token is the vault's to say, by its checksum. Off by default, and weaker
/// than all else: what it lies in is of more use.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Tokenlike, walk)],
        citation: "Pumice: text of a token (crates/vault/src/token.rs)".into(),
        default_on: false,
        ..Recognizer::new("tokenlike", "TOKENLIKE", "global")
    }
}

const LETTERS: usize = 26;

/// The longest name of an entity, and backslashes that Markdown has before each underscore of it.
const MAX_NAME: usize = 24 + 12;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    if text.get(at) != Some(&b'_') {
        return None;
    }
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'\\');
    let before = text.get(..at)?.iter().rev().take(MAX_NAME);
    let name = before.take_while(is_name).count();
    let letters = text.get(at + 1..)?.get(..LETTERS)?;
    if name < 2 || !letters.iter().all(u8::is_ascii_alphabetic) {
        return None;
    }
    let (mut start, mut end) = (at - name, at + 1 + LETTERS);
    start -= usize::from(text[..start].ends_with(b"["));
    end += usize::from(text.get(end) == Some(&b']'));
    Some(Walked::new(start, end, 0))
}
