//! The backend that runs everywhere: a table look-up a byte, and bit matrices turned on their side.

use std::array::from_fn;

use super::{
    Ahead, BUCKETS, Bitmap, Bitmaps, Buckets, Classes, Glance, Isa, Lanes, MOST_LANES, WORDS,
};

/// Needs nothing of the CPU.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Portable;

impl Isa for Portable {
    type Lanes = u64;

    #[inline(always)]
    fn classify_blocks(self, blocks: &[[u8; 64]], first: usize, maps: &mut Bitmaps) {
        // Said once, so that no store needs a check.
        assert!(
            first + blocks.len() <= WORDS + 2,
            "a chunk has no more words"
        );
        for (at, block) in blocks.iter().enumerate() {
            let word = first + at;
            maps.put(word, classify(block));
        }
    }

    #[inline(always)]
    fn glance(self, block: &[u8; 64]) -> Glance {
        glance(block)
    }

    #[inline(always)]
    fn equal(self, block: &[u8; 64], byte: u8) -> u64 {
        bitmap(block, |it| it == byte)
    }

    #[inline(always)]
    fn within(self, block: &[u8; 64], first: u8, count: u8) -> u64 {
        bitmap(block, |it| it.wrapping_sub(first) < count)
    }

    #[inline(always)]
    fn json_specials(self, block: &[u8; 64]) -> u64 {
        json_specials(block)
    }

    #[inline(always)]
    fn let_through(self, buckets: &Buckets, block: &Ahead) -> u64 {
        // Sixteen bits for each number of bytes that the buckets let through up to here.
        const LAST: usize = Buckets::BYTES - 1;
        let step = |state: u128, byte: u8| {
            (state << BUCKETS | u128::from(u16::MAX)) & buckets.rows[usize::from(byte)]
        };
        let (before, rest) = block.split_at(LAST);
        let mut state = before.iter().fold(0, |state, &byte| step(state, byte));
        let mut bits = 0;
        for (&byte, at) in rest.iter().zip(0..) {
            state = step(state, byte);
            bits |= u64::from((state >> (BUCKETS * LAST)) as u16 != 0) << at;
        }
        bits
    }

    #[inline(always)]
    fn lanes(self, map: &Bitmap, word: usize) -> u64 {
        map[word]
    }
}

impl Lanes for u64 {
    const COUNT: usize = 1;

    #[inline(always)]
    fn left(self, by: u32) -> Self {
        self << by
    }

    #[inline(always)]
    fn right(self, by: u32) -> Self {
        self >> by
    }

    #[inline(always)]
    fn is_empty(self) -> bool {
        self == 0
    }

    #[inline(always)]
    fn used(self) -> u64 {
        u64::from(self != 0)
    }

    #[inline(always)]
    fn words(self) -> [u64; MOST_LANES] {
        from_fn(|lane| if lane == 0 { self } else { 0 })
    }
}

/// Classes of one block. Hot: per 64 bytes.
#[inline]
fn classify(block: &[u8; 64]) -> Classes {
    let (columns, all) = columns(block, &MAIN);
    let [at_letter, letter, hex, blank, dot, dash, colon, _] = columns;
    let mut classes = Classes {
        // Digits are the hexadecimal ones that are no letters.
        digit: hex & !letter,
        letter,
        upper: letter & !column(block, 5),
        hex,
        blank,
        dot,
        dash,
        colon,
        at_letter,
        high: column(block, 7),
        ..Classes::default()
    };
    if all & RARE != 0 {
        let ([at, slash, dial, halt, equals, joint, escape, _], _) = self::columns(block, &FEW);
        classes = Classes {
            at,
            slash,
            dial,
            halt,
            equals,
            joint,
            escape,
            ..classes
        };
    }
    classes
}

/// Classes of the bytes around a value. Hot: per candidate.
#[inline]
fn glance(block: &[u8; 64]) -> Glance {
    let ([digit, upper, lower, space, high, newline, lead, mark], _) = columns(block, &WORD);
    Glance {
        digit,
        upper,
        lower,
        space,
        high,
        newline,
        lead,
        mark,
    }
}

/// Where bytes are of a class.
///
/// Written so that the compiler makes vector instructions of it: no branch, one value for each
/// byte, and then sums of eight bytes, whose bits do not meet.
#[inline]
fn bitmap(block: &[u8; 64], is_one: impl Fn(u8) -> bool) -> u64 {
    let mut bits = [0; 64];
    for (at, (bit, &byte)) in bits.iter_mut().zip(block).enumerate() {
        *bit = if is_one(byte) { 1 << (at % 8) } else { 0 };
    }
    let (eights, _) = bits.as_chunks::<8>();
    let sum = |eight: &[u8; 8]| eight.iter().fold(0, |sum: u8, &bit| sum.wrapping_add(bit));
    u64::from_le_bytes(from_fn(|at| sum(&eights[at])))
}

/// Quotes, backslashes and control characters. Hot: per 64 bytes of JSON; 84 instructions for x86-64.
#[inline]
fn json_specials(block: &[u8; 64]) -> u64 {
    // No `||`: a branch for each comparison keeps the compiler from making vectors of them.
    bitmap(block, |byte| {
        (byte == b'"') | (byte == b'\\') | (byte < 0x20)
    })
}

/// Where `bit` of the bytes is set: eight bytes at a time.
#[inline]
fn column(block: &[u8; 64], bit: u32) -> u64 {
    let eights = block.as_chunks::<8>().0.iter().zip((0..).step_by(8));
    eights.fold(0, |bits, (eight, at)| {
        bits | gather(u64::from_le_bytes(*eight) << (7 - bit)) << at
    })
}

/// Bit 7 of each byte, side by side.
#[inline]
fn gather(eight: u64) -> u64 {
    (eight >> 7 & 0x0101_0101_0101_0101).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// One bitmap for each bit of `table`; and the table's bytes of all eights, or-ed.
#[inline]
fn columns(block: &[u8; 64], table: &[u8; 256]) -> ([u64; 8], u64) {
    let mut rows = [[0; 8]; 8];
    let mut all = 0;
    for (row, eight) in rows.iter_mut().zip(block.as_chunks::<8>().0) {
        let classes = u64::from_le_bytes(eight.map(|byte| table[usize::from(byte)]));
        all |= classes;
        *row = transpose(classes).to_le_bytes();
    }
    let column = |class: usize| u64::from_le_bytes(from_fn(|row| rows[row][class]));
    (from_fn(column), all)
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

/// Bit 7 of each byte of [`MAIN`]: the byte has classes in [`FEW`].
const RARE: u64 = 0x8080_8080_8080_8080;

/// at_letter, letter, hex, blank, dot, dash, colon, rare.
static MAIN: [u8; 256] = table(&[
    (b"ATat", 1),
    (b"0123456789", 0b100),
    (b"ABCDEFabcdef", 0b110),
    (b"GHIJKLMNOPQRSTUVWXYZghijklmnopqrstuvwxyz", 0b10),
    (b" ", 1 << 3),
    (b".", 1 << 4),
    (b"-", 1 << 5),
    (b":", 1 << 6),
    (b"@/+(<[\n=_~%&", 1 << 7),
]);

/// at, slash, dial, halt, equals, joint, escape.
static FEW: [u8; 256] = table(&[
    (b"@", 1),
    (b"/", 2),
    (b"+(", 4),
    (b"<[\n", 8),
    (b"=", 16),
    (b"_~+", 32),
    (b"%&", 64),
]);

/// digit, upper, lower, space, high, newline, lead, mark.
static WORD: [u8; 256] = {
    let mut table = table(&[
        (b"0123456789", 1),
        (b"ABCDEFGHIJKLMNOPQRSTUVWXYZ", 1 << 1),
        (b"abcdefghijklmnopqrstuvwxyz", 1 << 2),
        (b" \t\n\r\x0C", 1 << 3),
        (b"\n", 1 << 5),
        (b"\xC2\xE2\xE3\xEF\xF0", 1 << 6),
        (b"@:<[", 1 << 7),
    ]);
    let mut byte = 0x80;
    while byte < table.len() {
        table[byte] |= 1 << 4;
        byte += 1;
    }
    table
};

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
