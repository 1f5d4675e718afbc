//! Labels that nobody has explained.

use std::collections::BTreeSet;

use anyhow::bail;

use super::labels::Shown;

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
}
