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
pub struct Backend(Isa);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Isa {
    #[cfg(target_arch = "x86_64")]
    Avx512(avx512::Avx512),
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Avx2),
    Portable,
}

/// Words of 64 bytes in a chunk.
pub(crate) const WORDS: usize = 128;

/// One class of the bytes of a chunk: word 0 is what stands before it, as far as it continues the
/// chunk before; words 1 to [`WORDS`] are its own; the last one looks ahead.
pub(crate) type Bitmap = [u64; WORDS + 2];

/// Declares the classes once: as bitmaps of a chunk, and as those of one word.
macro_rules! classes {
    ($($(#[$meaning:meta])* $class:ident),* $(,)?) => {
        /// Byte classes of a chunk.
        #[derive(Clone, Debug)]
        pub(crate) struct Bitmaps {
            $($(#[$meaning])* pub(crate) $class: Bitmap,)*
        }

        /// Byte classes of 64 bytes.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        struct Classes {
            $($class: u64,)*
        }

        impl Default for Bitmaps {
            fn default() -> Self {
                Self { $($class: [0; WORDS + 2],)* }
            }
        }

        impl Bitmaps {
            /// Calls `change` for the bitmap of each class.
            #[inline(always)]
            pub(crate) fn each(&mut self, mut change: impl FnMut(&mut Bitmap)) {
                $(change(&mut self.$class);)*
            }

            #[inline(always)]
            fn put(&mut self, word: usize, classes: Classes) {
                $(self.$class[word] = classes.$class;)*
            }
        }
    };
}

classes! {
    /// `0-9`
    digit,
    /// `A-Z a-z`
    letter,
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
    /// `@`
    pub(crate) at: u64,
    /// `:`
    pub(crate) colon: u64,
    /// `/`
    pub(crate) slash: u64,
    /// `<` and `[`
    pub(crate) open: u64,
    /// First bytes of characters among which marks and blanks are: 0xC2, 0xE2, 0xE3 and 0xEF.
    pub(crate) lead: u64,
}

/// Something that is compiled once for each instruction set; its `run` must be inlined always.
pub(crate) trait Kernel {
    /// What it computes.
    type Output;

    /// Computes it.
    fn run(self) -> Self::Output;
}

impl Backend {
    /// What this CPU has, fastest first.
    pub fn available() -> impl Iterator<Item = Backend> {
        [
            #[cfg(target_arch = "x86_64")]
            avx512::Avx512::detect().map(Isa::Avx512),
            #[cfg(target_arch = "x86_64")]
            avx2::Avx2::detect().map(Isa::Avx2),
            Some(Isa::Portable),
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
            return Self::available().next().unwrap_or(Backend(Isa::Portable));
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
            Isa::Avx512(_) => "avx512",
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2(_) => "avx2",
            Isa::Portable => "portable",
        }
    }

    /// Runs `kernel` with the instructions of this backend.
    #[inline]
    pub(crate) fn run<K: Kernel>(self, kernel: K) -> K::Output {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512(backend) => backend.run(kernel),
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2(backend) => backend.run(kernel),
            Isa::Portable => kernel.run(),
        }
    }

    /// Classifies the first bytes of `text`, as many as `words` words hold, into the bitmaps from
    /// word 1 on; bytes past the end belong to no class. Hot: per chunk.
    #[inline]
    pub(crate) fn classify(self, text: &[u8], words: usize, maps: &mut Bitmaps) {
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

    #[inline]
    fn classify_blocks(self, blocks: &[[u8; 64]], first: usize, maps: &mut Bitmaps) {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512(backend) => backend.classify(blocks, first, maps),
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2(backend) => backend.classify(blocks, first, maps),
            Isa::Portable => {
                for (block, word) in blocks.iter().zip(first..) {
                    maps.put(word, portable::classify(block));
                }
            }
        }
    }

    /// Classifies the bytes around a value. Hot: per candidate.
    #[inline]
    pub(crate) fn glance(self, block: &[u8; 64]) -> Glance {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512(backend) => backend.glance(block),
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2(backend) => backend.glance(block),
            Isa::Portable => portable::glance(block),
        }
    }

    /// Where the backslashes are. Hot: per 64 bytes of text with escapes.
    #[inline]
    pub(crate) fn backslashes(self, block: &[u8; 64]) -> u64 {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Isa::Avx512(backend) => backend.backslashes(block),
            #[cfg(target_arch = "x86_64")]
            Isa::Avx2(backend) => backend.backslashes(block),
            Isa::Portable => portable::backslashes(block),
        }
    }
}

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
        let colon = bitmap(|byte| byte == b':');
        let slash = bitmap(|byte| byte == b'/');
        let at = bitmap(|byte| byte == b'@');
        let classes = Classes {
            digit,
            letter: bitmap(|byte| byte.is_ascii_alphabetic()),
            hex: bitmap(|byte| byte.is_ascii_hexdigit()),
            at,
            colon,
            dot: bitmap(|byte| byte == b'.'),
            dash: bitmap(|byte| byte == b'-'),
            slash,
            blank: bitmap(|byte| byte == b' '),
            dial: bitmap(|byte| byte == b'+' || byte == b'('),
        };
        let glance = Glance {
            digit,
            upper: bitmap(|byte| byte.is_ascii_uppercase()),
            lower: bitmap(|byte| byte.is_ascii_lowercase()),
            high: bitmap(|byte| !byte.is_ascii()),
            space: bitmap(|byte| byte.is_ascii_whitespace()),
            newline: bitmap(|byte| byte == b'\n'),
            at,
            colon,
            slash,
            open: bitmap(|byte| byte == b'<' || byte == b'['),
            lead: bitmap(|byte| matches!(byte, 0xC2 | 0xE2 | 0xE3 | 0xEF)),
        };
        (classes, glance)
    }

    fn word(maps: &Bitmaps, at: usize) -> Classes {
        Classes {
            digit: maps.digit[at],
            letter: maps.letter[at],
            hex: maps.hex[at],
            at: maps.at[at],
            colon: maps.colon[at],
            dot: maps.dot[at],
            dash: maps.dash[at],
            slash: maps.slash[at],
            blank: maps.blank[at],
            dial: maps.dial[at],
        }
    }

    #[test]
    fn every_byte_is_in_its_classes_at_every_place_for_every_backend() {
        let mut maps = Bitmaps::default();
        for backend in Backend::available() {
            for byte in 0..=255u8 {
                for place in 0..64 {
                    let mut block: [u8; 64] = std::array::from_fn(|at| (at * 37) as u8 ^ byte);
                    block[place] = byte;
                    backend.classify(&block, 1, &mut maps);
                    let (classes, glance) = meaning(&block);
                    let name = backend.name();
                    assert_eq!(word(&maps, 1), classes, "{name}, {byte:#04x} at {place}");
                    assert_eq!(backend.glance(&block), glance, "{name}, {byte:#04x}");
                    let backslashes = bitmap(&block, |byte| byte == b'\\');
                    assert_eq!(
                        backend.backslashes(&block),
                        backslashes,
                        "{name}, {byte:#04x}"
                    );
                }
            }
        }
    }

    #[test]
    fn bytes_past_the_end_are_in_no_class() {
        for backend in Backend::available() {
            for len in 0..200 {
                let mut maps = Bitmaps::default();
                maps.each(|map| map.fill(u64::MAX));
                backend.classify(&vec![b'7'; len], 4, &mut maps);
                let digits: u32 = maps.digit[1..=4].iter().map(|word| word.count_ones()).sum();
                assert_eq!(digits as usize, len, "{}", backend.name());
                assert_eq!(maps.at[1..=4], [0; 4], "{}, {len}", backend.name());
            }
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
