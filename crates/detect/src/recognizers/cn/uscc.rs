//! Unified social credit codes of Chinese organizations.

use super::super::number;
use crate::recognizer::{Grouping, Normal, Recognizer, Shape, Verdict};

/// Eighteen digits and capitals without I, O, S, V and Z: the registering authority, the kind, six
/// digits for the place, the organization code with its own check character, and a check character.
/// The organization code's eight characters are weighted 3, 7, 9, 10, 5, 8, 4, 2 (letters count
/// from 10); its check is 11 less the sum modulo 11, ten written `X`, eleven `0`. The last
/// character: the seventeen before it are weighted with the powers of 3 modulo 31; it makes the sum
/// 0 modulo 31.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("XXXXXXXXXXXXXXXXXX", -10),
            Grouping::new("999999999999999999", -14),
        ])],
        validate: Some(check),
        context:
            "统一社会信用代码;统一信用代码;社会信用代码;信用代码;纳税人识别号;税号;营业执照号;\
         统一社会信用代码为;统一社会信用代码是;統一社會信用代碼;\
         unified social credit code;unified social credit identifier;social credit code;uscc;usci"
                .into(),
        normal: Normal::Alphanumeric,
        citation: "GB 32100-2015, sections 4 and 5; GB 11714-1997 (organization code)".into(),
        ..Recognizer::new("cn_uscc", "CN_USCC", "cn")
    }
}

fn check(code: &[u8]) -> Verdict {
    let fits = is_authority(code[0], code[1])
        && code[2..8].iter().all(u8::is_ascii_digit)
        && (11..72).contains(&number(&code[2..4]))
        && is_organization(&code[8..17])
        && is_checked(code);
    Verdict::when(fits, 20)
}

/// Registering authority and kind; see the standard's table 1.
fn is_authority(authority: u8, kind: u8) -> bool {
    match authority {
        b'1'..=b'9' | b'A' | b'N' => matches!(kind, b'1'..=b'9'),
        b'Y' => kind == b'1',
        _ => false,
    }
}

fn is_organization(code: &[u8]) -> bool {
    const WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
    let value = |byte: u8| match byte {
        b'0'..=b'9' => u32::from(byte - b'0'),
        letter => u32::from(letter.wrapping_sub(b'A')) + 10,
    };
    let pairs = code.iter().zip(WEIGHTS);
    let sum: u32 = pairs.map(|(&byte, weight)| value(byte) * weight).sum();
    let check = match code[8] {
        digit @ b'0'..=b'9' => u32::from(digit - b'0'),
        b'X' => 10,
        _ => return false,
    };
    (sum + check).is_multiple_of(11)
}

fn is_checked(code: &[u8]) -> bool {
    let mut sum = 0;
    for (&byte, weight) in code.iter().zip(POWERS) {
        match VALUES[usize::from(byte)] {
            NONE => return false,
            value => sum += u32::from(value) * weight,
        }
    }
    sum % 31 == 0
}

/// Powers of 3 modulo 31; the check character counts once.
const POWERS: [u32; 18] = [
    1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1,
];
const NONE: u8 = 255;
static VALUES: [u8; 256] = {
    let alphabet = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
    let (mut table, mut at) = ([NONE; 256], 0);
    while at < alphabet.len() {
        table[alphabet[at] as usize] = at as u8;
        at += 1;
    }
    table
};
