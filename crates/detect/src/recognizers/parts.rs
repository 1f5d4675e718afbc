//! What the checks of many identifiers ask of digits and letters.
//!
//! Which weights a number has stands in its own file, beside its source.

/// The number that a few digits spell.
pub(super) fn number(digits: &[u8]) -> u32 {
    digits
        .iter()
        .fold(0, |value, &digit| value * 10 + u32::from(digit - b'0'))
}

/// The sum of each digit times its weight.
pub(super) fn weighted(digits: &[u8], weights: &[u32]) -> u32 {
    digits
        .iter()
        .zip(weights)
        .map(|(&digit, weight)| u32::from(digit - b'0') * weight)
        .sum()
}

/// What a digit or a letter counts: letters from 10 for A to 35 for Z.
pub(super) fn alphanumeric(byte: u8) -> u32 {
    u32::from(match byte {
        b'0'..=b'9' => byte - b'0',
        letter => letter.to_ascii_uppercase() - b'A' + 10,
    })
}

/// The digits of a product below 100, added up.
pub(super) fn digit_sum(product: u32) -> u32 {
    product / 10 + product % 10
}

/// Whether one character is repeated: such numbers are placeholders.
pub(super) fn is_monotone(value: &[u8]) -> bool {
    value.iter().all(|byte| *byte == value[0])
}

/// Whether all letters of a value of letters and digits are capitals.
pub(super) fn is_upper(value: &[u8]) -> bool {
    !value.iter().any(u8::is_ascii_lowercase)
}

/// How many digits `text` begins with, eight at most; without a branch for each. Hot: per anchor.
#[inline]
pub(super) fn leading_digits(text: &[u8]) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let Some(eight) = text.first_chunk() else {
        return text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    };
    // Digits become 0 to 9; what is more than that reaches bit 7.
    let values = u64::from_le_bytes(*eight) ^ (EACH * 0x30);
    let others = (((values & (EACH * 0x7F)) + EACH * 0x76) | values) & (EACH * 0x80);
    others.trailing_zeros() as usize / 8
}

/// Length of the blank that `text` begins with: that of ASCII, the no-break spaces, or one of a fixed
/// width, as typesetters put between groups of digits.
#[inline]
pub(super) fn blank(text: &[u8]) -> Option<usize> {
    match text {
        [b' ', ..] => Some(1),
        [0xC2, 0xA0, ..] => Some(2),
        [0xE2, 0x80, 0x80..=0x8A | 0xAF, ..] => Some(3),
        _ => None,
    }
}

/// Length of the hyphen that `text` begins with: that of ASCII, U+2010, the no-break hyphen, the figure
/// dash or the en dash.
#[inline]
pub(super) fn hyphen(text: &[u8]) -> Option<usize> {
    match text {
        [b'-', ..] => Some(1),
        [0xE2, 0x80, 0x90..=0x93, ..] => Some(3),
        _ => None,
    }
}

/// A table of the codes in use, given as ranges with their last ones.
pub(super) const fn table<const N: usize>(ranges: &[(usize, usize)]) -> [bool; N] {
    let (mut table, mut at) = ([false; N], 0);
    while at < ranges.len() {
        let (mut index, last) = ranges[at];
        while index <= last {
            table[index] = true;
            index += 1;
        }
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_digits_are_those_before_anything_else() {
        for len in 0..12 {
            for other in 0..=255u8 {
                let mut text = vec![b'7'; len];
                text.extend_from_slice(&[other, b'1', b'2']);
                let expected = text.iter().take_while(|byte| byte.is_ascii_digit()).count();
                assert_eq!(leading_digits(&text), expected.min(8), "{len} {other}");
            }
        }
        assert_eq!(leading_digits(b""), 0);
    }
}
