//! Values that always stay.
//!
//! Only a whole finding is compared: an allowed domain or a part of a number would let values pass
//! that nobody has looked at.

use std::collections::HashSet;

use pumice_detect::Normal;

/// The allow list of a policy: exact values, compared in normal spelling and without letter case.
#[derive(Default)]
pub(crate) struct AllowList {
    /// By [`index`] of the recognizer's normal spelling.
    values: [HashSet<Box<[u8]>>; 4],
}

impl AllowList {
    /// A list of these values, in every spelling that a recognizer may ask for.
    pub(crate) fn new(values: &[String]) -> Self {
        let mut list = Self::default();
        let mut scratch = Spelling::default();
        for value in values {
            for normal in [
                Normal::Exact,
                Normal::Lowercase,
                Normal::Alphanumeric,
                Normal::Digits,
            ] {
                // The digits of a text that has letters are not what the list names.
                let is_lossy = normal == Normal::Digits && value.contains(char::is_alphabetic);
                let spelling = scratch.of(normal, value.as_bytes());
                if !is_lossy && !spelling.is_empty() {
                    list.values[index(normal)].insert(spelling.into());
                }
            }
        }
        list
    }

    /// Whether `value` stays; `normal` is the spelling of the recognizer that found it. Without an
    /// allow list nothing is spelled. Hot: per finding.
    pub(crate) fn contains(&self, normal: Normal, value: &[u8], scratch: &mut Spelling) -> bool {
        let values = &self.values[index(normal)];
        !values.is_empty() && values.contains(scratch.of(normal, value))
    }
}

fn index(normal: Normal) -> usize {
    match normal {
        Normal::Exact => 0,
        Normal::Lowercase => 1,
        Normal::Alphanumeric => 2,
        Normal::Digits => 3,
    }
}

/// Buffers of one worker. They hold values, so there is no `Debug`.
#[derive(Default)]
pub(crate) struct Spelling {
    normal: Vec<u8>,
    lower: Vec<u8>,
}

impl Spelling {
    /// The normal spelling of `value` in lower case.
    fn of(&mut self, normal: Normal, value: &[u8]) -> &[u8] {
        self.normal.clear();
        self.lower.clear();
        normal.write(value, &mut self.normal);
        for chunk in self.normal.utf8_chunks() {
            for character in chunk.valid().chars().flat_map(char::to_lowercase) {
                let mut utf8 = [0; 4];
                self.lower
                    .extend_from_slice(character.encode_utf8(&mut utf8).as_bytes());
            }
            self.lower.extend_from_slice(chunk.invalid());
        }
        &self.lower
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contains(values: &[&str], normal: Normal, value: &str) -> bool {
        let values: Vec<_> = values.iter().map(|value| (*value).to_owned()).collect();
        AllowList::new(&values).contains(normal, value.as_bytes(), &mut Spelling::default())
    }

    #[test]
    fn case_and_spelling_do_not_matter() {
        let list = [
            "Support@Contoso.com",
            "+1 425 555 0100",
            "DE89 3704",
            "\u{c4}nne",
        ];
        assert!(contains(&list, Normal::Lowercase, "support@CONTOSO.com"));
        assert!(contains(&list, Normal::Exact, "SUPPORT@contoso.com"));
        assert!(contains(&list, Normal::Digits, "+1 (425) 555-0100"));
        assert!(contains(&list, Normal::Alphanumeric, "de893704"));
        assert!(contains(&list, Normal::Exact, "\u{e4}NNE"));
    }

    #[test]
    fn only_whole_values_are_allowed() {
        let list = ["support@contoso.com", "suite 12"];
        assert!(!contains(&list, Normal::Lowercase, "jane@contoso.com"));
        assert!(!contains(&list, Normal::Lowercase, "support@contoso.co"));
        assert!(!contains(&list, Normal::Digits, "12"));
        assert!(!contains(&[], Normal::Digits, ""));
    }
}
