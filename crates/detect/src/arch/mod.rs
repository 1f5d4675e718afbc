//! Instruction sets: what differs between CPUs, and nothing else.
//!
//! Bytes become bitmaps of classes, one bit a byte, the first byte lowest; everything behind that is
//! bit arithmetic in plain Rust, which [`Backend::run`] compiles once for each instruction set. The
//! portable backend is the reference that every other one must equal.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod portable;

use std::ops::{BitAnd, BitOr, Not};

/// An instruction set that searches run on; every one gives the same findings.
///
/// Having a value of it is the proof that the CPU knows the instructions.
///
/// ```
/// use pumice_detect::Backend;
/// assert!(Backend::available().any(|backend| backend == Backend::best()));
/// assert_eq!(Backend::named("portable").unwrap().name(), "portable");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backend(Known);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Known {
    #[cfg(target_arch = "x86_64")]
    Avx512(avx512::Avx512),
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Avx2),
    Portable(portable::Portable),
}

/// Words of 64 bytes in a chunk.
pub(crate) const WORDS: usize = 128;

/// One class of the bytes of a chunk: word 0 is what stands before it, as far as it continues the
/// chunk before; words 1 to [`WORDS`] are its own; the last one looks ahead.
pub(crate) type Bitmap = [u64; WORDS + 2];

/// Declares the classes once: as bitmaps of a chunk, and as those of one word. Those that anchors ask
/// for joined, again and again, are joined when they are stored.
macro_rules! classes {
    (
        $($(#[$meaning:meta])* $class:ident),* ;
        $($(#[$joins:meta])* $joined:ident = $first:ident $(| $more:ident)*),* $(,)?
    ) => {
        /// Byte classes of a chunk.
        #[derive(Clone, Debug)]
        pub(crate) struct Bitmaps {
            $($(#[$meaning])* pub(crate) $class: Bitmap,)*
            $($(#[$joins])* pub(crate) $joined: Bitmap,)*
        }

        /// Byte classes of 64 bytes.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        struct Classes {
            $($class: u64,)*
        }

        impl Default for Bitmaps {
            fn default() -> Self {
                Self {
                    $($class: [0; WORDS + 2],)*
                    $($joined: [0; WORDS + 2],)*
                }
            }
        }

        impl Bitmaps {
            /// Calls `change` for the bitmap of each class.
            #[inline(always)]
            pub(crate) fn each(&mut self, mut change: impl FnMut(&mut Bitmap)) {
                $(change(&mut self.$class);)*
                $(change(&mut self.$joined);)*
            }

            #[inline(always)]
            fn put(&mut self, word: usize, classes: Classes) {
                $(self.$class[word] = classes.$class;)*
                $(self.$joined[word] = classes.$first $(| classes.$more)*;)*
            }
        }
    };
}

classes! {
    /// `0-9`
    digit,
    /// `A-Z a-z`
    letter,
    /// `A-Z`
    upper,
    /// `0-9 A-F a-f`
    hex,
    /// `@`
    at,
    /// `:`
    colon,
    /// `.`
    dot,
    /// `-`
    dash,
    /// `/`
    slash,
    /// A blank (U+0020)
    blank,
    /// `+` and `(`
    dial,
    /// `=`
    equals,
    /// `_`, `~` and `+`
    joint,
    /// `<`, `[` and the end of a line (U+000A): where replacements begin, and where words behind a
    /// value end
    halt,
    /// `%` and `&`: where escapes begin
    escape,
    /// `A`, `T`, `a` and `t`: the letters of `at`
    at_letter,
    /// Bytes of characters beyond ASCII
    high;
    /// What a value must not be glued to.
    word = digit | letter,
    /// What parts the numbers of a date: marks without the blank.
    date_mark = dash | dot | slash,
    /// What tokens are made of.
    token = digit | letter | dash | dot | slash | joint,
}

/// What 64 bytes around a value are, for reading the words in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Glance {
    /// `0-9`
    pub(crate) digit: u64,
    /// `A-Z`
    pub(crate) upper: u64,
    /// `a-z`
    pub(crate) lower: u64,
    /// Bytes of characters beyond ASCII.
    pub(crate) high: u64,
    /// A blank, a tab, or the end of a line (U+000A, U+000C, U+000D).
    pub(crate) space: u64,
    /// U+000A
    pub(crate) newline: u64,
    /// `@`, `:`, `<` and `[`
    pub(crate) mark: u64,
    /// First bytes of characters among which marks and blanks are: 0xC2, 0xE2, 0xE3,
    /// 0xEF and 0xF0.
    pub(crate) lead: u64,
}

/// Rows of byte sets in sixteen buckets: each says of a byte and the five behind it what they may be.
///
/// A set is kept as the lower and the upper halves of its bytes, so that it has others too: those of the
/// lower half of one and the upper half of another.
#[derive(Clone, Debug)]
pub(crate) struct Buckets {
    /// By place, for eight buckets and for the other eight, and by the half of a byte: a bit for each
    /// bucket that lets it through.
    low: [[[u8; 16]; 2]; Buckets::BYTES],
    high: [[[u8; 16]; 2]; Buckets::BYTES],
    /// By byte, sixteen bits for each place, the first one lowest: which buckets let it through there.
    rows: [u128; 256],
}

/// How many there are.
pub(crate) const BUCKETS: usize = 16;

impl Buckets {
    /// Bytes that are looked at together.
    pub(crate) const BYTES: usize = 6;
    /// Lets nothing through.
    const EMPTY: Buckets = Buckets {
        low: [[[0; 16]; 2]; Buckets::BYTES],
        high: [[[0; 16]; 2]; Buckets::BYTES],
        rows: [0; 256],
    };

    /// The buckets with what `admits` has them let through.
    pub(crate) fn new(admits: impl IntoIterator<Item = (usize, usize, u8)>) -> Box<Buckets> {
        let mut buckets = Box::new(Buckets::EMPTY);
        for (bucket, place, byte) in admits {
            buckets.admit(bucket, place, byte);
        }
        for byte in 0..=u8::MAX {
            let (low, high) = (usize::from(byte & 15), usize::from(byte >> 4));
            let places = buckets.low.iter().zip(&buckets.high).enumerate();
            let row = places.fold(0, |row, (place, (lows, highs))| {
                let [one, other] = [0, 1].map(|half| lows[half][low] & highs[half][high]);
                row | u128::from(u16::from_le_bytes([one, other])) << (BUCKETS * place)
            });
            buckets.rows[usize::from(byte)] = row;
        }
        buckets
    }

    /// Adds a byte to the set of a bucket at a place.
    fn admit(&mut self, bucket: usize, place: usize, byte: u8) {
        let (half, bit) = (bucket / 8, 1 << (bucket % 8));
        self.low[place][half][usize::from(byte & 15)] |= bit;
        self.high[place][half][usize::from(byte >> 4)] |= bit;
    }
}

/// 64 bytes, and those behind them that [`Buckets`] ask for.
pub(crate) type Ahead = [u8; 64 + Buckets::BYTES - 1];

/// What an instruction set does in a way of its own. A value of such a type is the proof that the
/// CPU has the instructions; all methods are to be called from within a [`Kernel`].
pub(crate) trait Isa: Copy {
    /// Words of bitmaps that one register holds.
    type Lanes: Lanes;

    /// Classes of each block, from word `first` on. Hot: per chunk.
    fn classify_blocks(self, blocks: &[[u8; 64]], first: usize, maps: &mut Bitmaps);

    /// Classes of the bytes around a value. Hot: per candidate.
    fn glance(self, block: &[u8; 64]) -> Glance;

    /// Where the backslashes are. Hot: per 64 bytes of text with escapes.
    #[inline(always)]
    fn backslashes(self, block: &[u8; 64]) -> u64 {
        self.equal(block, b'\\')
    }

    /// Where a byte stands. Hot: per 64 bytes with characters beyond ASCII, some twenty times.
    fn equal(self, block: &[u8; 64], byte: u8) -> u64;

    /// Where one of the `count` bytes from `first` on stands. Hot: likewise.
    fn within(self, block: &[u8; 64], first: u8, count: u8) -> u64;

    /// Quotes, backslashes and control characters: what no string of JSON holds as it is. Hot: per
    /// 64 bytes of JSON.
    fn json_specials(self, block: &[u8; 64]) -> u64;

    /// Where some bucket lets a byte and those behind it through. Hot: per 64 bytes, where a policy has
    /// patterns.
    fn let_through(self, buckets: &Buckets, block: &Ahead) -> u64;

    /// Writes the places of the set bits, the first one standing for `base`, to the front of `out` in
    /// ascending order and returns how many they are; what is behind them may change too. Hot: per
    /// word and kind of anchor.
    ///
    /// The first bit is taken whether there is one or not: there mostly is at most one, and no telling
    /// where.
    #[inline(always)]
    fn places(self, bits: u64, base: u16, out: &mut [u16; 64]) -> usize {
        let mut rest = bits;
        for slot in out {
            // Of no bit the place is 64, which no one reads.
            *slot = base + rest.trailing_zeros() as u16;
            rest &= rest.wrapping_sub(1);
            if rest == 0 {
                break;
            }
        }
        bits.count_ones() as usize
    }

    /// The words of `map` from `word` on.
    fn lanes(self, map: &Bitmap, word: usize) -> Self::Lanes;

    /// Classifies the first bytes of `text`, as many as `words` words hold, into the bitmaps from
    /// word 1 on; bytes past the end belong to no class. Hot: per chunk.
    #[inline(always)]
    fn classify(self, text: &[u8], words: usize, maps: &mut Bitmaps) {
        let (blocks, rest) = text.as_chunks::<64>();
        let whole = blocks.len().min(words);
        self.classify_blocks(&blocks[..whole], 1, maps);
        if whole < words {
            let mut padded = [0; 64];
            padded[..rest.len()].copy_from_slice(rest);
            self.classify_blocks(&[padded], whole + 1, maps);
            maps.each(|map| map[whole + 2..=words].fill(0));
        }
    }
}

/// Some words in a row, worked on together.
pub(crate) trait Lanes:
    Copy + BitAnd<Output = Self> + BitOr<Output = Self> + Not<Output = Self>
{
    /// How many; it divides [`WORDS`].
    const COUNT: usize;

    /// Each word shifted left by 1 to 63 bits; a constant, so that it costs one instruction.
    fn left(self, by: u32) -> Self;

    /// Each word shifted right, likewise.
    fn right(self, by: u32) -> Self;

    /// Of each word and the one that follows it in `next`, the bits from the `n`th (1 to 63) on.
    #[inline(always)]
    fn ahead(self, next: Self, n: u32) -> Self {
        self.right(n) | next.left(64 - n)
    }

    /// Of each word and the one before it in `last`, the bits up to the `n`th (1 to 63) last.
    #[inline(always)]
    fn behind(self, last: Self, n: u32) -> Self {
        self.left(n) | last.right(64 - n)
    }

    /// Whether no bit is set.
    fn is_empty(self) -> bool;

    /// A bit for each word that has one set.
    fn used(self) -> u64;

    /// The words, and zeros behind them.
    fn words(self) -> [u64; MOST_LANES];
}

/// The most that any instruction set works on together.
pub(crate) const MOST_LANES: usize = 8;

/// Something that is compiled once for each instruction set; its `run` must be inlined always.
pub(crate) trait Kernel {
    /// What it computes.
    type Output;

    /// Computes it.
    fn run<I: Isa>(self, isa: I) -> Self::Output;
}

impl Backend {
    /// What this CPU has, fastest first.
    pub fn available() -> impl Iterator<Item = Backend> {
        [
            #[cfg(target_arch = "x86_64")]
            avx512::Avx512::detect().map(Known::Avx512),
            #[cfg(target_arch = "x86_64")]
            avx2::Avx2::detect().map(Known::Avx2),
            Some(PORTABLE),
        ]
        .into_iter()
        .flatten()
        .map(Backend)
    }

    /// The fastest one that this CPU has, or the one that `--cfg pumice_backend="..."` forces.
    ///
    /// # Panics
    /// When the forced one is not available here.
    pub fn best() -> Backend {
        let forced = if cfg!(pumice_backend = "portable") {
            "portable"
        } else if cfg!(pumice_backend = "avx2") {
            "avx2"
        } else if cfg!(pumice_backend = "avx512") {
            "avx512"
        } else {
            return Self::available().next().unwrap_or(Backend(PORTABLE));
        };
        Self::named(forced).expect("this CPU lacks the backend that it was compiled for")
    }

    /// The one of that name, if this CPU has it.
    pub fn named(name: &str) -> Option<Backend> {
        Self::available().find(|backend| backend.name() == name)
    }

    /// `avx512`, `avx2` or `portable`.
    pub fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Known::Avx512(_) => "avx512",
            #[cfg(target_arch = "x86_64")]
            Known::Avx2(_) => "avx2",
            Known::Portable(_) => "portable",
        }
    }

    /// Appends to `bits` where in `text` the bytes are that no JSON string holds as they are: quotes,
    /// backslashes and control characters (below U+0020). One bit a byte and one word for 64 bytes,
    /// the first byte lowest; bits past the end are zero.
    ///
    /// For readers of JSON: with the bits at hand, the end of a string is a few instructions away.
    /// Hot: per block; 64 bytes took 1.4 ns with AVX-512 on Zen 4.
    ///
    /// ```
    /// use pumice_detect::Backend;
    /// let mut bits = vec![];
    /// Backend::best().json_specials(br#"{"a\n":1}"#, &mut bits);
    /// assert_eq!(bits, [0b10_1010]);
    /// ```
    pub fn json_specials(self, text: &[u8], bits: &mut Vec<u64>) {
        let known = bits.len();
        bits.resize(known + text.len().div_ceil(64), 0);
        let bits = &mut bits[known..];
        self.run(JsonSpecials { text, bits });
    }

    /// Runs `kernel` with the instructions of this backend.
    #[inline]
    pub(crate) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Known::Avx512(isa) => isa.run(kernel),
            #[cfg(target_arch = "x86_64")]
            Known::Avx2(isa) => isa.run(kernel),
            Known::Portable(isa) => kernel.run(isa),
        }
    }
}

/// See [`Backend::json_specials`].
struct JsonSpecials<'a> {
    text: &'a [u8],
    /// A word for 64 bytes.
    bits: &'a mut [u64],
}

impl Kernel for JsonSpecials<'_> {
    type Output = ();

    #[inline(always)]
    fn run<I: Isa>(self, isa: I) {
        let (blocks, rest) = self.text.as_chunks();
        for (word, block) in self.bits.iter_mut().zip(blocks) {
            *word = isa.json_specials(block);
        }
        if !rest.is_empty()
            && let Some(word) = self.bits.last_mut()
        {
            let mut padded = [b' '; 64];
            padded[..rest.len()].copy_from_slice(rest);
            *word = isa.json_specials(&padded);
        }
    }
}

const PORTABLE: Known = Known::Portable(portable::Portable);

#[cfg(test)]
mod tests {
    use super::*;

    fn bitmap(block: &[u8; 64], holds: fn(u8) -> bool) -> u64 {
        block
            .iter()
            .enumerate()
            .fold(0, |bits, (at, &byte)| bits | u64::from(holds(byte)) << at)
    }

    /// What each bitmap means, said byte by byte.
    fn meaning(block: &[u8; 64]) -> (Classes, Glance) {
        let bitmap = |holds: fn(u8) -> bool| bitmap(block, holds);
        let digit = bitmap(|byte| byte.is_ascii_digit());
        let classes = Classes {
            digit,
            letter: bitmap(|byte| byte.is_ascii_alphabetic()),
            upper: bitmap(|byte| byte.is_ascii_uppercase()),
            hex: bitmap(|byte| byte.is_ascii_hexdigit()),
            at: bitmap(|byte| byte == b'@'),
            colon: bitmap(|byte| byte == b':'),
            dot: bitmap(|byte| byte == b'.'),
            dash: bitmap(|byte| byte == b'-'),
            slash: bitmap(|byte| byte == b'/'),
            blank: bitmap(|byte| byte == b' '),
            dial: bitmap(|byte| byte == b'+' || byte == b'('),
            equals: bitmap(|byte| byte == b'='),
            joint: bitmap(|byte| b"_~+".contains(&byte)),
            halt: bitmap(|byte| matches!(byte, b'<' | b'[' | b'\n')),
            escape: bitmap(|byte| b"%&".contains(&byte)),
            at_letter: bitmap(|byte| b"ATat".contains(&byte)),
            high: bitmap(|byte| !byte.is_ascii()),
        };
        let glance = Glance {
            digit,
            upper: bitmap(|byte| byte.is_ascii_uppercase()),
            lower: bitmap(|byte| byte.is_ascii_lowercase()),
            high: bitmap(|byte| !byte.is_ascii()),
            space: bitmap(|byte| byte.is_ascii_whitespace()),
            newline: bitmap(|byte| byte == b'\n'),
            mark: bitmap(|byte| matches!(byte, b'@' | b':' | b'<' | b'[')),
            lead: bitmap(|byte| matches!(byte, 0xC2 | 0xE2 | 0xE3 | 0xEF | 0xF0)),
        };
        (classes, glance)
    }

    fn word(maps: &Bitmaps, at: usize) -> Classes {
        Classes {
            digit: maps.digit[at],
            letter: maps.letter[at],
            upper: maps.upper[at],
            hex: maps.hex[at],
            at: maps.at[at],
            colon: maps.colon[at],
            dot: maps.dot[at],
            dash: maps.dash[at],
            slash: maps.slash[at],
            blank: maps.blank[at],
            dial: maps.dial[at],
            equals: maps.equals[at],
            joint: maps.joint[at],
            halt: maps.halt[at],
            escape: maps.escape[at],
            at_letter: maps.at_letter[at],
            high: maps.high[at],
        }
    }

    /// All that is known of one block.
    struct Look<'a>(&'a [u8; 64]);

    impl Kernel for Look<'_> {
        type Output = (Classes, Glance, [u64; 4]);

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) -> Self::Output {
            let mut maps = Bitmaps::default();
            isa.classify(self.0, 1, &mut maps);
            let marks = [
                isa.backslashes(self.0),
                isa.json_specials(self.0),
                isa.equal(self.0, 0xE2),
                isa.within(self.0, 0xA6, 10),
            ];
            (word(&maps, 1), isa.glance(self.0), marks)
        }
    }

    #[test]
    fn every_byte_is_in_its_classes_at_every_place_for_every_backend() {
        for backend in Backend::available() {
            for byte in 0..=255u8 {
                for place in 0..64 {
                    let mut block: [u8; 64] = std::array::from_fn(|at| (at * 37) as u8 ^ byte);
                    block[place] = byte;
                    let (classes, glance) = meaning(&block);
                    let backslashes = bitmap(&block, |byte| byte == b'\\');
                    let specials = bitmap(&block, |byte| byte < b' ' || b"\"\\".contains(&byte));
                    let lead = bitmap(&block, |byte| byte == 0xE2);
                    let trail = bitmap(&block, |byte| (0xA6..0xB0).contains(&byte));
                    let marks = [backslashes, specials, lead, trail];
                    let expected = (classes, glance, marks);
                    let name = backend.name();
                    assert_eq!(
                        backend.run(Look(&block)),
                        expected,
                        "{name}, {byte:#04x} at {place}"
                    );
                }
            }
        }
    }

    struct LetThrough<'a>(&'a Buckets, &'a Ahead);

    impl Kernel for LetThrough<'_> {
        type Output = u64;

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) -> u64 {
            isa.let_through(self.0, self.1)
        }
    }

    #[test]
    fn buckets_let_the_same_through_on_every_backend() {
        let mut state = 7u64;
        let mut random = || {
            state = state
                .wrapping_mul(0x5851_F42D_4C95_7F2D)
                .wrapping_add(0x1405_7B7E_F767_814F);
            (state >> 33) as usize
        };
        for round in 0..300 {
            let admits = (0..8 * round).map(|_| {
                let place = random() % Buckets::BYTES;
                (random() % BUCKETS, place, random() as u8)
            });
            let buckets = Buckets::new(admits.collect::<Vec<_>>());
            let block: Ahead = std::array::from_fn(|_| random() as u8);
            // Said once more, byte by byte.
            let through = |at: usize, half: usize| {
                (0..Buckets::BYTES).fold(u8::MAX, |through, place| {
                    let byte = usize::from(block[at + place]);
                    let (low, high) = (buckets.low[place][half], buckets.high[place][half]);
                    through & low[byte % 16] & high[byte / 16]
                })
            };
            let expected = (0..64).fold(0, |bits, at| {
                bits | u64::from(through(at, 0) | through(at, 1) != 0) << at
            });
            for backend in Backend::available() {
                let found = backend.run(LetThrough(&buckets, &block));
                assert_eq!(found, expected, "{}, {round}", backend.name());
            }
        }
    }

    struct Classify<'a>(&'a [u8], usize, &'a mut Bitmaps);

    impl Kernel for Classify<'_> {
        type Output = ();

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) {
            isa.classify(self.0, self.1, self.2);
        }
    }

    #[test]
    fn bytes_past_the_end_are_in_no_class() {
        for backend in Backend::available() {
            for len in 0..200 {
                let mut maps = Bitmaps::default();
                maps.each(|map| map.fill(u64::MAX));
                backend.run(Classify(&vec![b'7'; len], 4, &mut maps));
                let digits: u32 = maps.digit[1..=4].iter().map(|word| word.count_ones()).sum();
                assert_eq!(digits as usize, len, "{}", backend.name());
                assert_eq!(maps.at[1..=4], [0; 4], "{}, {len}", backend.name());
            }
        }
    }

    #[test]
    fn bits_of_json_are_appended_and_end_with_the_text() {
        for backend in Backend::available() {
            for len in 0..200 {
                let mut bits = vec![7];
                backend.json_specials(&vec![b'"'; len], &mut bits);
                let quotes: u32 = bits[1..].iter().map(|word| word.count_ones()).sum();
                assert_eq!((bits[0], quotes as usize), (7, len), "{}", backend.name());
                assert_eq!(bits.len(), 1 + len.div_ceil(64));
            }
        }
    }

    struct Compute<'a>(&'a Bitmap, &'a Bitmap);

    impl Kernel for Compute<'_> {
        type Output = (Vec<u64>, bool);

        #[inline(always)]
        fn run<I: Isa>(self, isa: I) -> Self::Output {
            let mut words = vec![];
            let mut empty = true;
            for word in (1..=WORDS).step_by(I::Lanes::COUNT) {
                let (a, b) = (isa.lanes(self.0, word), isa.lanes(self.1, word + 1));
                let lanes = a.left(3) & b.right(61) | !a & b | a.left(63) & !b;
                empty &= lanes.is_empty();
                words.extend_from_slice(&lanes.words()[..I::Lanes::COUNT]);
            }
            (words, empty)
        }
    }

    #[test]
    fn lanes_compute_what_words_do() {
        let mixed = |seed: u64| -> Bitmap {
            std::array::from_fn(|at| (at as u64 + seed).wrapping_mul(0x9E37_79B9_7F4A_7C15))
        };
        let (a, b) = (mixed(1), mixed(77));
        let expected: Vec<u64> = (1..=WORDS)
            .map(|at| {
                let (a, b) = (a[at], b[at + 1]);
                a << 3 & b >> 61 | !a & b | a << 63 & !b
            })
            .collect();
        for backend in Backend::available() {
            let name = backend.name();
            assert_eq!(
                backend.run(Compute(&a, &b)),
                (expected.clone(), false),
                "{name}"
            );
            let nothing = backend.run(Compute(&[0; WORDS + 2], &[0; WORDS + 2]));
            assert_eq!(nothing, (vec![0; WORDS], true), "{name}");
        }
    }

    #[test]
    fn the_portable_backend_is_everywhere() {
        let names: Vec<_> = Backend::available().map(Backend::name).collect();
        assert_eq!(names.last(), Some(&"portable"));
        assert!(names.iter().all(|name| Backend::named(name).is_some()));
        assert_eq!(Backend::named("mmx"), None);
    }
}
