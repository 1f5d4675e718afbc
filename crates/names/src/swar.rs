//! Eight bytes in one number. What is told of a byte is told by its upper bit.

pub(crate) const ONES: u64 = 0x0101_0101_0101_0101;
pub(crate) const TOPS: u64 = 0x8080_8080_8080_8080;

/// Which bytes are letters or digits of ASCII.
#[inline(always)]
pub(crate) fn alphanumeric(bytes: u64) -> u64 {
    let small = (bytes | (0x20 * ONES)) & !TOPS;
    let letter = least(small, b'a') & !least(small, b'z' + 1);
    let low = bytes & !TOPS;
    let digit = least(low, b'0') & !least(low, b'9' + 1);
    (letter | digit) & !bytes & TOPS
}

/// Which bytes are `byte`, of ASCII.
#[inline(always)]
pub(crate) fn equal(bytes: u64, byte: u8) -> u64 {
    let other = bytes ^ (u64::from(byte) * ONES);
    !(((other & !TOPS) + !TOPS) | other) & TOPS
}

/// Eight bytes of ASCII in lower case, zeros for digits.
#[inline(always)]
pub(crate) fn folded(bytes: u64) -> u64 {
    let upper = least(bytes, b'A') & !least(bytes, b'Z' + 1) & TOPS;
    let digit = least(bytes, b'0') & !least(bytes, b'9' + 1) & TOPS;
    (bytes | upper >> 2) & !((digit >> 7) * 0x0F)
}

/// Which bytes are at least `value`; all must be below 0x80, and other bits of the result mean nothing.
#[inline(always)]
pub(crate) fn least(bytes: u64, value: u8) -> u64 {
    bytes + u64::from(0x80 - value) * ONES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_told_apart_whatever_stands_beside_them() {
        for byte in 0..=u8::MAX {
            for beside in [0, b'0' - 1, b'@', b'Z', b'\n', 0x7F, 0x80, 0xFF] {
                let bytes =
                    u64::from_le_bytes([beside, byte, beside, byte, 0, beside, byte, beside]);
                let third = |tops: u64| tops >> 31 & 1 == 1;
                assert_eq!(third(alphanumeric(bytes)), byte.is_ascii_alphanumeric());
                assert_eq!(third(equal(bytes, b'\n')), byte == b'\n');
                assert_eq!(third(equal(bytes, b' ')), byte == b' ');
                assert_eq!((alphanumeric(bytes) | equal(bytes, b'a')) & !TOPS, 0);
                if byte < 0x80 && beside < 0x80 {
                    let small = if byte.is_ascii_digit() {
                        b'0'
                    } else {
                        byte.to_ascii_lowercase()
                    };
                    assert_eq!(folded(bytes).to_le_bytes()[3], small);
                }
            }
        }
    }
}
