//! Albanian identity numbers (numri i identitetit, NID).

use super::super::{calendar::is_day, number};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// A letter for the decade of birth (A the 1900s, J the 1990s, K the 2000s), the last digit of the
/// year, month (50 more for women) and day of birth, three digits and a letter A to W, which is
/// computed from the others by a rule that the authority does not print. So the date alone is
/// checked.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("A99999999A", -16)])],
        validate: Some(check),
        context: "nid;numri i identitetit;numri personal;numer personal;nr personal;nr id;\
         numri i identifikimit;numri identifikues;leternjoftim;karte identiteti;\
         karta e identitetit;albanian id;albanian personal number;personal number;\
         national id;national id number;national id no;national identity number;\
         national identification number"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "Ligji nr. 8952/2002 për numrin e identitetit të shtetasve".into(),
        ..Recognizer::new("al_nid", "AL_NID", "al")
    }
}

fn check(value: &[u8]) -> Verdict {
    let part = |at| number(&value[at..at + 2]);
    let month = match part(2) {
        month @ 51.. => month - 50,
        month => month,
    };
    let [first, last] = [value[0], value[9]].map(|letter| letter.to_ascii_uppercase());
    let fits = first <= b'M' && last <= b'W' && is_day(month, part(4));
    let capitals = value[0].is_ascii_uppercase() && value[9].is_ascii_uppercase();
    Verdict::when(fits, if capitals { 8 } else { 0 })
}
