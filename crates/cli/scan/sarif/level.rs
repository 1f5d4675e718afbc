//! How much a result matters.

use pumice_detect::{Recognizer, Score};
use pumice_engine::Located;

/// The levels of the standard that are used (section 3.27.10), the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Note,
    Warning,
    Error,
}

/// What tells something, but stands everywhere and seldom means a person.
const WEAK: &[&str] = &[
    "AGE",
    "CUSIP",
    "DATE_TIME",
    "DOMAIN_NAME",
    "FIGI",
    "ISIN",
    "LEI",
    "SEDOL",
    "SWIFT_BIC",
    "TRACKING_NUMBER",
    "UK_POSTCODE",
    "URL",
    "USER_AGENT",
    "US_NDC",
    "US_ZIP_CODE",
    "UUID",
];

/// Below it three findings in ten are wrong (`crates/README.md`, what a score means).
const SURE: Score = Score::from_thousandths(700);

impl Level {
    /// The level that results of a rule have as a rule.
    pub(super) fn of_rule(rule: &Recognizer) -> Self {
        match &*rule.country {
            SECRETS => Self::Error,
            _ if WEAK.contains(&&*rule.entity) => Self::Note,
            _ => Self::Warning,
        }
    }

    /// The level of one result: what is unsure, or nobody's, is a note.
    pub(super) fn of_result(rule: &Recognizer, located: &Located) -> Self {
        if located.is_specimen || located.score < SURE {
            Self::Note
        } else {
            Self::of_rule(rule)
        }
    }

    /// As the standard spells it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// A severity from 0 to 10 for consumers that sort by it: the middle of what GitHub calls low,
    /// medium and high.
    pub(super) fn severity(self) -> &'static str {
        match self {
            Self::Note => "2.0",
            Self::Warning => "5.5",
            Self::Error => "8.0",
        }
    }
}

/// The group of rules for keys, tokens and passwords.
pub(super) const SECRETS: &str = "secrets";

#[cfg(test)]
mod tests {
    use pumice_detect::DetectorBuilder;

    use super::*;

    #[test]
    fn weak_entities_are_those_of_the_catalogue() {
        let builder = DetectorBuilder::new();
        assert!(WEAK.is_sorted());
        for name in WEAK {
            assert!(builder.entity(name).is_some(), "{name}");
        }
    }
}
