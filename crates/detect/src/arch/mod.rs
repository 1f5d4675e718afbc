//! Byte classes: which of 64 bytes are digits, letters and the few marks that values hang on.
//!
//! One bitmap a class, one bit a byte, the first byte lowest. Everything behind it is bit
//! arithmetic, so this is the only part that knows an instruction set. The portable backend is the
//! reference that every other one must equal.

#[cfg(target_arch = "x86_64")]
mod avx2;
mod portable;

/// An implementation of [`Backend::classify`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Backend {
    Portable,
    #[cfg(target_arch = "x86_64")]
    Avx2(avx2::Avx2),
}

/// Bitmaps of 64 bytes of text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes {
    /// `0-9`
    pub(crate) digit: u64,
    /// `A-Z a-z`
    pub(crate) letter: u64,
    /// `0-9 A-F a-f`
    pub(crate) hex: u64,
    /// `@`
    pub(crate) at: u64,
    /// `:`
    pub(crate) colon: u64,
    /// `.`
    pub(crate) dot: u64,
    /// `-`
    pub(crate) dash: u64,
    /// `/`
    pub(crate) slash: u64,
    /// A blank (U+0020)
    pub(crate) blank: u64,
    /// `+` and `(`
    pub(crate) dial: u64,
}

impl Classes {
    /// Letters and digits: what a value must not be glued to.
    #[inline]
    pub(crate) fn word(&self) -> u64 {
        self.digit | self.letter
    }

    /// Keeps the bytes of `mask` only.
    #[inline]
    pub(crate) fn keep(&mut self, mask: u64) {
        for bitmap in [
            &mut self.digit,
            &mut self.letter,
            &mut self.hex,
            &mut self.at,
            &mut self.colon,
            &mut self.dot,
            &mut self.dash,
            &mut self.slash,
            &mut self.blank,
            &mut self.dial,
        ] {
            *bitmap &= mask;
        }
    }
}

impl Backend {
    /// The fastest one that the CPU has; the portable one under `--cfg pumice_portable`.
    pub(crate) fn best() -> Backend {
        #[cfg(all(target_arch = "x86_64", not(pumice_portable)))]
        if let Some(backend) = avx2::Avx2::detect() {
            return Backend::Avx2(backend);
        }
        Backend::Portable
    }

    /// Classifies `text` into `out`, 64 bytes a slot; bytes past the end belong to no class.
    ///
    /// Slots past the text are cleared. Hot: per chunk.
    pub(crate) fn classify(self, text: &[u8], out: &mut [Classes]) {
        let (blocks, rest) = text.as_chunks::<64>();
        let whole = blocks.len().min(out.len());
        let (slots, last) = out.split_at_mut(whole);
        self.classify_blocks(&blocks[..whole], slots);
        if let Some((slot, empty)) = last.split_first_mut() {
            let mut padded = [0; 64];
            padded[..rest.len()].copy_from_slice(rest);
            self.classify_blocks(&[padded], std::slice::from_mut(slot));
            empty.fill(Classes::default());
        }
    }

    fn classify_blocks(self, blocks: &[[u8; 64]], out: &mut [Classes]) {
        match self {
            Backend::Portable => {
                for (block, slot) in blocks.iter().zip(out) {
                    *slot = portable::classify(block);
                }
            }
            #[cfg(target_arch = "x86_64")]
            Backend::Avx2(backend) => backend.classify(blocks, out),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What each bitmap means, said byte by byte.
    fn meaning(block: &[u8; 64]) -> Classes {
        let bitmap = |holds: fn(u8) -> bool| {
            block
                .iter()
                .enumerate()
                .fold(0, |bits, (at, &byte)| bits | u64::from(holds(byte)) << at)
        };
        Classes {
            digit: bitmap(|byte| byte.is_ascii_digit()),
            letter: bitmap(|byte| byte.is_ascii_alphabetic()),
            hex: bitmap(|byte| byte.is_ascii_hexdigit()),
            at: bitmap(|byte| byte == b'@'),
            colon: bitmap(|byte| byte == b':'),
            dot: bitmap(|byte| byte == b'.'),
            dash: bitmap(|byte| byte == b'-'),
            slash: bitmap(|byte| byte == b'/'),
            blank: bitmap(|byte| byte == b' '),
            dial: bitmap(|byte| byte == b'+' || byte == b'('),
        }
    }

    #[test]
    fn every_byte_is_in_its_classes_at_every_place_for_every_backend() {
        for backend in [Backend::Portable, Backend::best()] {
            for byte in 0..=255u8 {
                for place in 0..64 {
                    let mut block: [u8; 64] = std::array::from_fn(|at| (at * 37) as u8 ^ byte);
                    block[place] = byte;
                    let mut out = [Classes::default()];
                    backend.classify(&block, &mut out);
                    assert_eq!(
                        out[0],
                        meaning(&block),
                        "{backend:?}, {byte:#04x} at {place}"
                    );
                }
            }
        }
    }

    #[test]
    fn bytes_past_the_end_are_in_no_class() {
        for backend in [Backend::Portable, Backend::best()] {
            for len in 0..200 {
                let mut out = [Classes {
                    at: u64::MAX,
                    ..Classes::default()
                }; 5];
                backend.classify(&vec![b'7'; len], &mut out);
                let digits: u32 = out.iter().map(|classes| classes.digit.count_ones()).sum();
                assert_eq!(digits as usize, len, "{backend:?}");
                assert!(
                    out.iter().all(|classes| classes.at == 0),
                    "{backend:?}, {len}"
                );
            }
        }
    }
}
