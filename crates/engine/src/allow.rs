//! Values that always stay.
//!
//! Only a whole finding is compared: an allowed domain or a part of a number would let values pass
//! that nobody has looked at.

use std::collections::HashSet;

use pumice_detect::Normal;

use crate::{
    allow_hashes::KeyedList,
    fingerprint::{AllowSpelling, FingerprintScratch},
};

/// The allow list of a policy: exact values, compared in normal spelling and without letter case.
#[derive(Default)]
pub(crate) struct AllowList {
    /// By [`AllowSpelling`].
    values: [HashSet<Box<[u8]>>; AllowSpelling::ALL.len()],
    /// Values that only their hashes are known of.
    hashed: Option<KeyedList>,
}

impl AllowList {
    /// A list of these values, in every spelling that a recognizer may ask for, and of those that
    /// `hashed` stands for.
    pub(crate) fn new(values: &[String], hashed: Option<KeyedList>) -> Self {
        let mut list = Self {
            hashed,
            ..Self::default()
        };
        let mut scratch = Spelling::default();
        for value in values {
            for spelling in AllowSpelling::ALL {
                if let Some(spelled) = scratch.of_listed(spelling, value) {
                    list.values[spelling as usize].insert(spelled.into());
                }
            }
        }
        list
    }

    /// Whether `value` stays; `normal` is the spelling of the recognizer that found it. Without an
    /// allow list nothing is spelled, and without one of hashes nothing is hashed. Hot: per finding.
    pub(crate) fn contains(
        &self,
        normal: Normal,
        value: &[u8],
        scratch: &mut AllowScratch,
    ) -> bool {
        let spelling = AllowSpelling::of(normal);
        let values = &self.values[spelling as usize];
        if values.is_empty() && self.hashed.is_none() {
            return false;
        }
        let spelled = scratch.spelling.of(spelling, value);
        values.contains(spelled)
            || (self.hashed.as_ref())
                .is_some_and(|list| list.contains(spelling, spelled, &mut scratch.hash))
    }
}

/// Buffers of one worker. They hold values, so there is no `Debug`.
#[derive(Default)]
pub(crate) struct AllowScratch {
    spelling: Spelling,
    hash: FingerprintScratch,
}

/// Spells values.
#[derive(Default)]
pub(crate) struct Spelling {
    normal: Vec<u8>,
    lower: Vec<u8>,
}

impl Spelling {
    /// How a list has `value` in a spelling, if it does: nothing may be left, and the digits of a
    /// text that has letters are not what the list names.
    pub(crate) fn of_listed(&mut self, spelling: AllowSpelling, value: &str) -> Option<&[u8]> {
        let is_lossy = spelling == AllowSpelling::Digits && value.contains(char::is_alphabetic);
        let spelled = self.of(spelling, value.as_bytes());
        (!is_lossy && !spelled.is_empty()).then_some(spelled)
    }

    /// The spelling of `value` in small letters.
    fn of(&mut self, spelling: AllowSpelling, value: &[u8]) -> &[u8] {
        let normal = match spelling {
            AllowSpelling::Written => Normal::Exact,
            AllowSpelling::Alphanumeric => Normal::Alphanumeric,
            AllowSpelling::Digits => Normal::Digits,
        };
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
    use crate::{allow_hashes::AllowHashes, key::HashKey};

    fn contains(values: &[&str], normal: Normal, value: &str) -> bool {
        let values: Vec<_> = values.iter().map(|value| (*value).to_owned()).collect();
        let list = AllowList::new(&values, None);
        let listed = list.contains(normal, value.as_bytes(), &mut AllowScratch::default());
        // Hashes of the same values say the same, and nothing under another key.
        let [key, other] = [1, 2].map(|byte| HashKey::from_bytes(&[byte; 16]).unwrap());
        let entries = values
            .iter()
            .flat_map(|value| AllowHashes::entries(&key, value));
        let lines = entries.map(|(_, hash)| format!("{hash}\n"));
        let text = format!("{}\n{}", AllowHashes::head(&key), lines.collect::<String>());
        let hashes = AllowHashes::parse(text.as_bytes()).unwrap();
        assert!(KeyedList::new(&hashes, &other).is_none());
        let list = AllowList::new(&[], KeyedList::new(&hashes, &key));
        let hashed = list.contains(normal, value.as_bytes(), &mut AllowScratch::default());
        assert_eq!(listed, hashed, "{value}");
        listed
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
