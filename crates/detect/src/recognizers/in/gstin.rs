//! Goods and services tax identification numbers of India.

use super::{
    super::{alphanumeric, number},
    pan::is_pan,
};
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two digits for the state, the holder's PAN, a digit or letter for the registration within the
/// state, `Z` (`C` and `D` for collectors and deductors of tax at source), a check character.
/// Characters count 0 to 35; from the left they are weighted 1 and 2 in turn; quotient and
/// remainder of each product by 36 are summed; the check character makes the sum 0 modulo 36.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99AAAAA9999A9A9", -6),
            Grouping::new("99AAAAA9999A9AA", -6),
            Grouping::new("99AAAAA9999AAA9", -6),
            Grouping::new("99AAAAA9999AAAA", -6),
        ])],
        validate: Some(check),
        context:
            "gstin;gst;gst number;gst no;gstin number;gstin no;gst identification number;gst in;\
         goods and services tax identification number;gst registration number;gst reg no;uin;\
         जीएसटी;जीएसटी नंबर;जीएसटीआईएन"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "Central Goods and Services Tax Rules, 2017, rule 10; Goods and Services Tax \
         Network, format of the GSTIN"
            .into(),
        ..Recognizer::new("in_gstin", "IN_GSTIN", "in")
    }
}

fn check(value: &[u8]) -> Verdict {
    let state = number(&value[..2]);
    let kind = value[13].to_ascii_uppercase();
    let fits = (matches!(state, 1..=38) || state == 97 || state == 99)
        && value[12] != b'0'
        && matches!(kind, b'Z' | b'C' | b'D')
        && is_pan(&value[2..12])
        && sum(value).is_multiple_of(36);
    Verdict::when(fits, 20)
}

fn sum(value: &[u8]) -> u32 {
    let mut sum = 0;
    for (&byte, weight) in value.iter().zip([1, 2].into_iter().cycle()) {
        let product = alphanumeric(byte) * weight;
        sum += if product < 36 { product } else { product - 35 };
    }
    sum
}
