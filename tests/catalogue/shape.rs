//! Whether a text is a value of a recognizer by shape and check alone, without words around it.

use std::cell::RefCell;

use pumice_detect::{
    Detector, DetectorBuilder, EntityId, EntityRule, Evidence, ProfileId, Recognizer, Score, Shape,
    Verdict,
};

use super::search::{Case, Searcher};

/// What a rule says of a text by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// None of its groupings, and no walk takes it all.
    NoShape,
    /// The shape, but the check says no; or no walk takes it, which decides both at once.
    Refuted,
    Fits,
}

/// Asks one rule. Groupings and their check are asked directly, walks by a detector that knows
/// nothing else and takes whatever they find.
pub(super) struct Judge<'r> {
    rule: &'r Recognizer,
    walks: Option<(Detector, ProfileId)>,
}

/// A judge with the scratch memory that searching needs.
pub(super) struct Court<'j> {
    judge: &'j Judge<'j>,
    searcher: Option<RefCell<Searcher<'j>>>,
}

impl<'r> Judge<'r> {
    pub(super) fn new(rule: &'r Recognizer) -> Self {
        let mut walks = rule.clone();
        walks
            .shapes
            .retain(|shape| matches!(shape, Shape::Walk { .. }));
        Self {
            walks: (!walks.shapes.is_empty()).then(|| detector_of(walks)),
            rule,
        }
    }

    pub(super) fn sit(&'r self) -> Court<'r> {
        let searcher = |(detector, profile): &'r (Detector, ProfileId)| {
            RefCell::new(Searcher::of_profile(detector, *profile))
        };
        Court {
            judge: self,
            searcher: self.walks.as_ref().map(searcher),
        }
    }
}

impl Court<'_> {
    pub(super) fn fits(&self, text: &str) -> bool {
        self.standing(text) == Standing::Fits
    }

    /// Shape and check on all of `text`.
    pub(super) fn standing(&self, text: &str) -> Standing {
        let rule = self.judge.rule;
        let groupings = rule.shapes.iter().flat_map(|shape| match shape {
            Shape::Groups(groupings) => &groupings[..],
            _ => &[],
        });
        // As much as the rule lets its check say: a value of which it says more would be missed.
        let most = groupings
            .filter(|one| is_of(&one.pattern, text))
            .map(|one| one.most.min(rule.most))
            .max();
        let has_shape = most.is_some();
        if let Some(most) = most
            && let Some(strength) = strength(rule, text)
        {
            assert!(strength <= most, "{}: {strength:?} of {most:?}", rule.id);
            return Standing::Fits;
        }
        let Some(searcher) = &self.searcher else {
            return if has_shape {
                Standing::Refuted
            } else {
                Standing::NoShape
            };
        };
        let case = Case::between("", text, "");
        let hits = searcher.borrow_mut().find(std::slice::from_ref(&case));
        if hits[0].iter().any(|hit| case.is_at(hit)) {
            Standing::Fits
        } else {
            Standing::Refuted
        }
    }
}

/// A detector of one rule, and the profile in which no finding is too weak.
fn detector_of(rule: Recognizer) -> (Detector, ProfileId) {
    let mut builder = DetectorBuilder::empty();
    builder.recognizer(rule);
    let mut profile = builder.default_profile();
    let anything = EntityRule {
        threshold: Some(Score::from_thousandths(0)),
        ..EntityRule::default()
    };
    profile.set(EntityId(0), anything);
    let profile = builder.profile(profile);
    (builder.build().unwrap(), profile)
}

/// What the check alone says for letters and digits; nothing if it refutes them.
fn strength(rule: &Recognizer, text: &str) -> Option<Evidence> {
    let Some(validate) = rule.validate else {
        return Some(Evidence(0));
    };
    let (mut value, mut len) = ([0; 64], 0);
    for byte in text.bytes().filter(u8::is_ascii_alphanumeric) {
        value[len] = byte;
        len += 1;
    }
    match validate(&value[..len]) {
        Verdict::Fits(strength) => Some(strength),
        Verdict::Refuted => None,
    }
}

/// Whether `text` is written as `pattern` says.
fn is_of(pattern: &str, text: &str) -> bool {
    let mut separators = pattern.bytes().zip(text.bytes());
    let same = separators
        .find(|(mark, _)| *mark == b'~')
        .map(|(_, byte)| byte);
    pattern.len() == text.len()
        && pattern.bytes().zip(text.bytes()).all(|pair| match pair {
            (b'9', byte) => byte.is_ascii_digit(),
            (b'A', byte) => byte.is_ascii_alphabetic(),
            (b'X', byte) => byte.is_ascii_alphanumeric(),
            (b'~', byte) => Some(byte) == same && b"- .".contains(&byte),
            (mark, byte) => mark == byte,
        })
}

#[test]
fn a_pattern_takes_its_own_spelling_only() {
    assert!(is_of("99~AA~X9", "12-ab-c3"));
    for text in ["12-ab.c3", "12-ab-c", "1a-ab-c3", "12/ab/c3"] {
        assert!(!is_of("99~AA~X9", text), "{text}");
    }
}
