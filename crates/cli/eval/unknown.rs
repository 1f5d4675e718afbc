//! Labels that nobody has explained.

use std::{collections::BTreeSet, fmt};

use anyhow::bail;

/// Labels without a meaning, collected over all of a file so that one look tells them all.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    /// Those that look like labels.
    plain: BTreeSet<String>,
    has_others: bool,
}

impl Unknown {
    /// Labels that are named; a file whose labels are free text has thousands.
    const MAX_NAMED: usize = 30;

    /// Notes a label.
    pub(super) fn note(&mut self, label: &str) {
        if !Shown(label).is_plain() {
            self.has_others = true;
        } else if !self.plain.contains(label) {
            self.plain.insert(label.to_owned());
            // The last ones are given up, so that what is named does not depend on the order.
            if self.plain.len() > Self::MAX_NAMED {
                self.plain.pop_last();
                self.has_others = true;
            }
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.plain.is_empty() && !self.has_others
    }

    /// Adds what another part of the file has.
    pub(super) fn merge(&mut self, other: Unknown) {
        other.plain.iter().for_each(|label| self.note(label));
        self.has_others |= other.has_others;
    }

    /// Checks that there are none in the file `name`; `table` of the map is where they belong.
    ///
    /// # Errors
    /// When there are some; the message lists them.
    pub(super) fn check(&self, name: &str, table: &str) -> anyhow::Result<()> {
        if self.is_empty() {
            return Ok(());
        }
        let mut names: Vec<&str> = self.plain.iter().map(String::as_str).collect();
        if self.has_others {
            names.push("others that are too many or do not look like labels");
        }
        bail!(
            "{name}: labels that are no entities: {}; say under {table} of a --labels file what they \
             mean, or \"ignore\"; `pumice entities` lists the entities",
            names.join(", ")
        )
    }
}

/// A label or a name in a message. What does not look like one is not shown: where a column was
/// mistaken for the label it may be a value.
pub(super) struct Shown<'a>(pub(super) &'a str);

impl Shown<'_> {
    /// Longer than any label of the public sets, and shorter than most of what would tell much.
    const MAX_BYTES: usize = 40;

    /// Whether it looks like a label.
    pub(super) fn is_plain(&self) -> bool {
        let is_word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-/: ".contains(&byte);
        let digits = self.0.bytes().filter(u8::is_ascii_digit).count();
        (1..=Self::MAX_BYTES).contains(&self.0.len())
            && self
                .0
                .starts_with(|first: char| first.is_ascii_alphabetic())
            && self.0.bytes().all(is_word)
            && digits <= 4
    }
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_plain() {
            f.write_str(self.0)
        } else {
            f.write_str("(a label that does not look like one)")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_listed_once_and_what_may_be_a_value_is_not() {
        let mut unknown = Unknown::default();
        assert!(unknown.check("gold.jsonl", "[gold]").is_ok());
        for label in ["PHONE", "NAME", "PHONE", "jane@example.com"] {
            unknown.note(label);
        }
        let error = unknown
            .check("gold.jsonl", "[gold]")
            .expect_err("some")
            .to_string();
        assert_eq!(
            error,
            "gold.jsonl: labels that are no entities: NAME, PHONE, others that are too many or do \
             not look like labels; say under [gold] of a --labels file what they mean, or \
             \"ignore\"; `pumice entities` lists the entities"
        );
    }

    #[test]
    fn the_list_has_an_end_and_does_not_depend_on_the_order() {
        let all: Vec<String> = (0..100).map(|number| format!("L{number}")).collect();
        let mut forward = Unknown::default();
        all.iter().for_each(|label| forward.note(label));
        let (mut one, mut other) = (Unknown::default(), Unknown::default());
        all.iter().rev().take(50).for_each(|label| one.note(label));
        all.iter().take(50).for_each(|label| other.note(label));
        one.merge(other);
        assert_eq!(one.plain, forward.plain);
        assert_eq!(one.plain.len(), Unknown::MAX_NAMED);
    }

    #[test]
    fn only_what_looks_like_a_label_is_shown() {
        for plain in ["EMAIL", "phone number", "B-PER", "id/tax:2", "IPV4"] {
            assert!(Shown(plain).is_plain(), "{plain}");
        }
        let long = "x".repeat(41);
        for other in ["", "a@b.example", "4111 1111", "Jan\u{e9}", "A12345", &long] {
            assert!(!Shown(other).is_plain(), "{other}");
        }
    }
}
