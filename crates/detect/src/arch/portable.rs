//! The backend that runs everywhere: a table look-up a byte, and a multiplication that gathers one
//! bit of eight bytes.

use super::Classes;

/// Classes of one block. Hot: per 64 bytes.
pub(super) fn classify(block: &[u8; 64]) -> Classes {
    let mut classes = Classes::default();
    for (at, eight) in block.as_chunks::<8>().0.iter().enumerate() {
        let main = u64::from_le_bytes(eight.map(|byte| MAIN[usize::from(byte)]));
        let shift = at * 8;
        classes.digit |= gather(main, 0) << shift;
        classes.letter |= gather(main, 1) << shift;
        classes.hex |= gather(main, 2) << shift;
        if main & MARKS == 0 {
            continue;
        }
        classes.blank |= gather(main, 3) << shift;
        classes.dot |= gather(main, 4) << shift;
        classes.dash |= gather(main, 5) << shift;
        classes.colon |= gather(main, 6) << shift;
        if main & RARE != 0 {
            let rare = u64::from_le_bytes(eight.map(|byte| FEW[usize::from(byte)]));
            classes.at |= gather(rare, 0) << shift;
            classes.slash |= gather(rare, 1) << shift;
            classes.dial |= gather(rare, 2) << shift;
        }
    }
    classes
}

/// Bit `bit` of each of eight bytes, as the low eight bits of the result.
#[inline]
fn gather(bytes: u64, bit: u32) -> u64 {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const TO_TOP: u64 = 0x0102_0408_1020_4080;
    ((bytes >> bit) & LOW).wrapping_mul(TO_TOP) >> 56
}

/// Bits 3 to 7 of eight bytes of [`MAIN`].
const MARKS: u64 = 0xF8F8_F8F8_F8F8_F8F8;
/// Bit 7: the byte has classes in [`FEW`].
const RARE: u64 = 0x8080_8080_8080_8080;

/// digit, letter, hex, blank, dot, dash, colon, rare.
static MAIN: [u8; 256] = table(&[
    (b"0123456789", 0b101),
    (b"ABCDEFabcdef", 0b110),
    (b"GHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz", 0b10),
    (b" ", 1 << 3),
    (b".", 1 << 4),
    (b"-", 1 << 5),
    (b":", 1 << 6),
    (b"@/+(", 1 << 7),
]);

/// at, slash, dial.
static FEW: [u8; 256] = table(&[(b"@", 1), (b"/", 2), (b"+(", 4)]);

const fn table(classes: &[(&[u8], u8)]) -> [u8; 256] {
    let mut table = [0; 256];
    let mut class = 0;
    while class < classes.len() {
        let (bytes, bits) = classes[class];
        let mut at = 0;
        while at < bytes.len() {
            table[bytes[at] as usize] |= bits;
            at += 1;
        }
        class += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each bitmap means, said byte by byte.
    #[test]
    fn every_byte_is_in_its_classes_at_every_place() {
        for byte in 0..=255u8 {
            for place in [0, 7, 8, 31, 63] {
                let mut block = [0; 64];
                block[place] = byte;
                let bit = |holds: bool| u64::from(holds) << place;
                let expected = Classes {
                    digit: bit(byte.is_ascii_digit()),
                    letter: bit(byte.is_ascii_alphabetic()),
                    hex: bit(byte.is_ascii_hexdigit()),
                    at: bit(byte == b'@'),
                    colon: bit(byte == b':'),
                    dot: bit(byte == b'.'),
                    dash: bit(byte == b'-'),
                    slash: bit(byte == b'/'),
                    blank: bit(byte == b' '),
                    dial: bit(byte == b'+' || byte == b'('),
                };
                assert_eq!(classify(&block), expected, "{byte:#04x} at {place}");
            }
        }
    }
}
