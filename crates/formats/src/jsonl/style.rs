//! How characters beyond ASCII are spelled around a replacement: as they are, or each as an escape.
//!
//! Some writers escape them all, and what is replaced should look as if the same writer had written it: a
//! value that was taken out and is put back is then the same to the byte.

use memchr::memchr_iter;
use pumice_detect::escape;
use pumice_engine::Edits;

use super::outline::Outline;

/// A way to spell strings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Style {
    /// What need not be escaped is not.
    #[default]
    Shortest,
    /// What is not ASCII is escaped.
    Ascii,
}

/// The styles of a block: that of its lines, and that of JSON inside of their strings.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Styles {
    lines: Style,
    docs: Style,
}

impl Styles {
    /// Those of a block into which these edits go. Looks at the block only where an edit has something
    /// that can be spelled in two ways.
    pub(super) fn around(edits: &Edits, buffer: &[u8], outline: &Outline) -> Self {
        let is_ascii = |edit| edits.text(edit).is_ascii();
        if edits.as_slice().iter().all(is_ascii) {
            return Self::default();
        }
        let docs = outline.docs.first();
        let lines_end = docs.map_or(buffer.len(), |doc| doc.text.start as usize);
        let (lines, docs) = buffer.split_at_checked(lines_end).unwrap_or((buffer, &[]));
        Self {
            lines: Style::of(lines),
            docs: Style::of(docs),
        }
    }

    /// That of a document, or of the lines.
    pub(super) fn of(self, doc: Option<u32>) -> Style {
        if doc.is_some() { self.docs } else { self.lines }
    }
}

impl Style {
    /// That of a text: ASCII where nothing else stands in it, and some character is escaped for it.
    fn of(text: &[u8]) -> Self {
        if text.is_ascii() && has_escape_beyond_ascii(text) {
            Style::Ascii
        } else {
            Style::Shortest
        }
    }

    /// Appends a text as it is spelled inside of a string.
    pub(super) fn spell(self, text: &[u8], out: &mut Vec<u8>) {
        match self {
            Style::Shortest => escape::encode(text, out),
            Style::Ascii => escape::encode_ascii(text, out),
        }
    }
}

fn has_escape_beyond_ascii(text: &[u8]) -> bool {
    let mut done = 0;
    memchr_iter(b'\\', text).any(|at| {
        if at < done {
            return false; // The second half of an escape.
        }
        let escape = text.get(at..).and_then(escape::escape_at);
        done = at + escape.map_or(1, |(len, _)| len);
        escape.is_some_and(|(_, character)| !character.is_ascii())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_style_of_a_text_is_that_of_its_writer() {
        for (text, style) in [
            (r#"{"a":"b"}"#, Style::Shortest),
            (r#"{"a":"é"}"#, Style::Shortest),
            (r#"{"a":"\u00e9"}"#, Style::Ascii),
            (r#"{"a":"\ud83d\ude00 \n"}"#, Style::Ascii),
            (r#"{"a":"\u00e9é"}"#, Style::Shortest),
            (r#"{"a":"\\u00e9 \u0041 \n"}"#, Style::Shortest),
            (r#"{"a":"\\\u00e9"}"#, Style::Ascii),
            ("", Style::Shortest),
        ] {
            assert_eq!(Style::of(text.as_bytes()), style, "{text}");
        }
    }
}
