//! Serbian personal numbers (JMBG), and what all countries of former Yugoslavia share of them.

use std::ops::RangeInclusive;

use super::super::{calendar::is_date, number, weighted};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Thirteen digits: day, month and the last three digits of the year of birth, two for the region
/// where the number was given (10 to 19 Bosnia and Herzegovina, 20 to 29 Montenegro, 30 to 39
/// Croatia, 40 to 49 North Macedonia, 50 to 59 Slovenia, 70 to 99 Serbia), three for sex and order
/// and a check digit: twelve are weighted 7 6 5 4 3 2 7 6 5 4 3 2; it is 11 less the sum modulo 11,
/// 11 written as 0, and where it would be 10 the number is not given. The number stays with its
/// person, so that those of other regions are Serbian ones too where something calls them JMBG and
/// no other country of that region claims them.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        validate: Some(check),
        context: "jmbg;jmbg broj;jmbgu;jmbg om;mbg;maticni broj;maticni broj gradjana;\
         jedinstveni maticni broj;jedinstveni maticni broj gradjana;\
         jedinstveni maticni broj građana;јмбг;матични број;матични број грађана;\
         јединствени матични број;unique master citizen number;serbian personal number;\
         national id;national id number;national id no;national identity number;\
         national identification number"
            .into(),
        citation: "Zakon o jedinstvenom matičnom broju građana, Službeni glasnik RS 24/2018".into(),
        ..of("rs_jmbg", "RS_JMBG", "rs")
    }
}

/// The number of one country, without its words, check and source.
pub(in super::super) fn of(
    id: &'static str,
    entity: &'static str,
    country: &'static str,
) -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![Grouping::new("9999999999999", -21)])],
        normal: Normal::Digits,
        ..Recognizer::new(id, entity, country)
    }
}

fn check(digits: &[u8]) -> Verdict {
    let home = (70..=99).contains(&region(digits));
    Verdict::when(fits(digits), if home { 20 } else { 12 })
}

/// The check of a country to which some of the regions belong.
pub(in super::super) fn check_of(digits: &[u8], regions: RangeInclusive<u32>) -> Verdict {
    Verdict::when(regions.contains(&region(digits)) && fits(digits), 20)
}

fn region(digits: &[u8]) -> u32 {
    number(&digits[7..9])
}

fn fits(digits: &[u8]) -> bool {
    let year = match number(&digits[4..7]) {
        year @ 850.. => 1000 + year,
        year @ ..=49 => 2000 + year,
        _ => return false,
    };
    let part = |at| number(&digits[at..at + 2]);
    is_date(year, part(2), part(0))
        && weighted(digits, &[7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]).is_multiple_of(11)
}
