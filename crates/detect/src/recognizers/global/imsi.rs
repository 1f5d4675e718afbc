//! Numbers of mobile subscribers.

use super::super::{number, parts::table};
use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

/// Fifteen digits, in a few networks fourteen: three of the country, which E.212 assigns, two or three
/// of the network, and the subscriber's. There is no check, so a cue is needed.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("999999999999999", -22),
            Grouping::new("99999999999999", -24),
            Grouping::new("999 99 9999999999", -14),
            Grouping::new("999 999 999999999", -16),
            Grouping::new("999-99-9999999999", -14),
            Grouping::new("999-999-999999999", -16),
        ])],
        validate: Some(check),
        most: Evidence(3),
        context: "imsi;imsis;imsi number;imsi no;international mobile subscriber identity;\
             mobile subscriber identity;subscriber identity;sim imsi;numero imsi;numero de imsi;\
             imsi nummer;номер imsi;国际移动用户识别码"
            .into(),
        normal: Normal::Digits,
        citation: "ITU-T E.212 (06/2020) and its list of mobile country codes; 3GPP TS 23.003, section 2.2"
            .into(),
        ..Recognizer::new("imsi", "IMSI", "global")
    }
}

/// Geographic codes by world zone, and those that are shared, of trials and of tests.
static COUNTRIES: [bool; 1000] = table(&[
    (1, 1),
    (202, 297),
    (302, 376),
    (400, 472),
    (502, 555),
    (602, 659),
    (702, 750),
    (901, 901),
    (999, 999),
]);

fn check(digits: &[u8]) -> Verdict {
    let subscriber = &digits[5..];
    let is_blank = subscriber.iter().all(|digit| *digit == subscriber[0]);
    Verdict::when(COUNTRIES[number(&digits[..3]) as usize] && !is_blank, 3)
}
