//! Ghana cards.

use super::super::is_monotone;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// `GHA`, nine digits and a digit that checks them by a rule that is not published. It is the tax
/// number as well.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AAA-999999999-9", -8),
            Grouping::new("AAA 999999999 9", -8),
            Grouping::new("AAA9999999999", -10),
            Grouping::new("AAA-9999999999", -8),
        ])],
        validate: Some(check),
        context: "ghana card;ghana card number;ghana card no;ghanacard;ghana id;nia;nia number;\
         national id;national id number;national identification number;ghana card pin;\
         personal id number;tin;national id no;national identity number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "National Identity Register Act, 2008 (Act 750); National \
         Identification Authority, Ghana Card PIN"
            .into(),
        ..Recognizer::new("gh_card", "GH_CARD", "gh")
    }
}

fn check(value: &[u8]) -> Verdict {
    let (country, digits) = value.split_at(3);
    let fits = country.eq_ignore_ascii_case(b"GHA") && !is_monotone(digits);
    Verdict::when(fits, 18)
}
