//! Numbers of Indian electors' photo identity cards.

use super::super::{is_monotone, is_upper};
use crate::{
    checks::luhn,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Three letters for the constituency and seven digits, the last of which is a check digit. The
/// Commission does not print its rule. Luhn's sum is known to hold for many numbers and counts in
/// favour; a number that does not pass is still one where something calls it so.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAA9999999", -20),
            Grouping::new("AAA-9999999", -20),
            Grouping::new("AAA/9999999", -20),
        ])],
        validate: Some(check),
        context: "voter id;voter id number;voter id no;voter id card;voter card;voter card number;voter card no;voter id card no;voter id card number;epic;\
         epic no;epic number;voters id;voter s id;voter;election card;elector photo identity card;\
         electors photo identity card;electoral photo identity card;voter identity card;voterid;\
         मतदाता पहचान पत्र;वोटर आईडी;वोटर कार्ड;வாக்காளர் அடையாள அட்டை;ভোটার কার্ড;ভোটার আইডি"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Registration of Electors Rules, 1960, rule 28; Election Commission of India, \
         Manual on Electoral Rolls, EPIC number"
            .into(),
        ..Recognizer::new("in_voter", "IN_VOTER", "in")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (letters, digits) = value.split_at(3);
    let fits = digits[..6] != *b"000000" && !is_monotone(digits);
    let checked = if luhn(digits) { 10 } else { 0 };
    Verdict::when(
        fits,
        if is_upper(letters) {
            checked
        } else {
            checked - 5
        },
    )
}
