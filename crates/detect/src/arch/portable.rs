//! The backend that runs everywhere: a table look-up a byte, and bit matrices turned on their side.

use super::Classes;

/// Classes of one block. Hot: per 64 bytes.
pub(super) fn classify(block: &[u8; 64]) -> Classes {
    let eights = block.as_chunks::<8>().0;
    let mut rows = [[0; 8]; 8];
    let mut any = 0;
    for (row, eight) in rows.iter_mut().zip(eights) {
        let main = u64::from_le_bytes(eight.map(|byte| MAIN[usize::from(byte)]));
        any |= main;
        *row = transpose(main).to_le_bytes();
    }
    let [digit, letter, hex, blank, dot, dash, colon, _] = columns(&rows);
    let mut classes = Classes {
        digit,
        letter,
        hex,
        blank,
        dot,
        dash,
        colon,
        ..Classes::default()
    };
    if any & RARE != 0 {
        for (row, eight) in rows.iter_mut().zip(eights) {
            let few = u64::from_le_bytes(eight.map(|byte| FEW[usize::from(byte)]));
            *row = transpose(few).to_le_bytes();
        }
        [classes.at, classes.slash, classes.dial, ..] = columns(&rows);
    }
    classes
}

/// Byte k of the result holds bit k of each of the eight bytes (H. S. Warren, *Hacker's Delight*,
/// section 7-3).
#[inline]
fn transpose(mut bits: u64) -> u64 {
    for (shift, mask) in [
        (7, 0x00AA_00AA_00AA_00AA),
        (14, 0x0000_CCCC_0000_CCCC),
        (28, 0x0000_0000_F0F0_F0F0),
    ] {
        let swap = (bits ^ bits >> shift) & mask;
        bits ^= swap ^ swap << shift;
    }
    bits
}

/// Bitmap k is byte k of each row, the first row lowest.
#[inline]
fn columns(rows: &[[u8; 8]; 8]) -> [u64; 8] {
    std::array::from_fn(|class| u64::from_le_bytes(std::array::from_fn(|row| rows[row][class])))
}

/// Bit 7 of each byte of [`MAIN`]: the byte has classes in [`FEW`].
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
