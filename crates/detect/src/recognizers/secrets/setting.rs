//! Settings: a name, a mark and a value.

/// Where the value behind a mark begins: behind a blank and quotation marks.
pub(super) fn value_start(text: &[u8], at: usize) -> usize {
    let is_gap = |byte: &&u8| matches!(byte, b' ' | b'"' | b'\'' | b'\\');
    at + 1 + text[at + 1..].iter().take(3).take_while(is_gap).count()
}

/// The name before the mark of a label.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name<'t> {
    pub(super) text: &'t [u8],
    pub(super) start: usize,
}

impl<'t> Name<'t> {
    /// Letters, digits and the marks of names, perhaps in quotation marks.
    pub(super) fn before(text: &'t [u8], at: usize) -> Option<Name<'t>> {
        let is_gap = |byte: &&u8| matches!(byte, b' ' | b'"' | b'\'' | b'\\');
        let end = at - text[..at].iter().rev().take(3).take_while(is_gap).count();
        let is_name =
            |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
        let len = text[..end]
            .iter()
            .rev()
            .take(64)
            .take_while(is_name)
            .count();
        let start = end - len;
        (len > 0).then_some(Name {
            text: &text[start..end],
            start,
        })
    }

    /// Letters and digits from the last one on, small.
    fn backwards(&self) -> impl Iterator<Item = u8> {
        let letters = self
            .text
            .iter()
            .rev()
            .filter(|byte| byte.is_ascii_alphanumeric());
        letters.map(u8::to_ascii_lowercase)
    }

    /// Whether it is that name, marks left out.
    pub(super) fn is(&self, name: &str) -> bool {
        self.backwards().eq(name.bytes().rev())
    }

    /// Whether it ends with one of the names, marks left out.
    pub(super) fn is_one_of(&self, names: &[&str]) -> bool {
        let ends = |name: &&str| self.backwards().take(name.len()).eq(name.bytes().rev());
        names.iter().any(ends)
    }

    /// Whether one of the words stands in it, marks left out.
    pub(super) fn has_one_of(&self, words: &[&str]) -> bool {
        let has = |word: &&str| {
            (0..self.text.len()).any(|from| {
                let letters = self.text[from..].iter();
                let letters = letters.filter(|byte| byte.is_ascii_alphanumeric());
                let letters = letters.map(u8::to_ascii_lowercase);
                letters.take(word.len()).eq(word.bytes())
            })
        };
        words.iter().any(has)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_without_marks() {
        let text = b"{\"Ocp-Apim-Subscription-Key\": ";
        let name = Name::before(text, text.len() - 2).unwrap();
        assert!(name.is_one_of(&["subscriptionkey"]) && name.is("ocpapimsubscriptionkey"));
        assert!(!name.is("subscriptionkey") && !name.is_one_of(&["api"]));
        assert!(name.has_one_of(&["azure", "ocpapim"]) && !name.has_one_of(&["keys"]));
    }
}
