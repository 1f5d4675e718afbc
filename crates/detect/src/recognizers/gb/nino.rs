//! National Insurance numbers.

use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Two letters, six digits, a letter A to D. The first letter is none of D F I Q U V, the second
/// none of these and no O; BG, GB, KN, NK, NT, TN and ZZ are not used. There is no check digit.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("AA999999A", 1),
            Grouping::new("AA 99 99 99 A", 10),
            Grouping::new("AA-99-99-99-A", 8),
            Grouping::new("AA 999999 A", 4),
            Grouping::new("AA 999999A", 0),
        ])],
        validate: Some(check),
        context: "nino;ni number;ni no;national insurance;national insurance number;\
         insurance number;rhif yswiriant gwladol;yswiriant gwladol;ninumber;nat ins;\
         nat insurance;national ins;nationalinsurance;nationalinsurancenumber;n i number;\
         n i no"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "HM Revenue & Customs, National Insurance Manual NIM39110".into(),
        ..Recognizer::new("uk_nino", "UK_NINO", "gb")
    }
}

fn check(number: &[u8]) -> Verdict {
    let [first, second] = [number[0], number[1]].map(|letter| letter.to_ascii_uppercase());
    let unused: [&[u8; 2]; 7] = [b"BG", b"GB", b"KN", b"NK", b"NT", b"TN", b"ZZ"];
    let used = !b"DFIQUV".contains(&first)
        && !b"DFIQUVO".contains(&second)
        && !unused.contains(&&[first, second]);
    let suffixed = matches!(number[8].to_ascii_uppercase(), b'A'..=b'D');
    // A number in small letters may be a part of a hash.
    let capitals = [number[0], number[1], number[8]]
        .iter()
        .all(u8::is_ascii_uppercase);
    Verdict::when(used && suffixed, if capitals { 3 } else { -8 })
}
