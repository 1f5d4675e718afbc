//! Byte classes: which of 64 bytes are digits, letters and the few marks that values hang on.
//!
//! One bitmap a class, one bit a byte, the first byte lowest. Everything behind it is bit
//! arithmetic, so this is the only part that knows an instruction set. The portable backend is the
//! reference that every other one must equal.

mod portable;

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

/// Classifies `text` into `out`, 64 bytes a slot; bytes past the end belong to no class.
///
/// Slots past the text are cleared. Hot: per chunk.
pub(crate) fn classify(text: &[u8], out: &mut [Classes]) {
    let (blocks, rest) = text.as_chunks::<64>();
    let mut slots = out.iter_mut();
    for (block, slot) in blocks.iter().zip(&mut slots) {
        *slot = portable::classify(block);
    }
    if let Some(slot) = slots.next() {
        let mut padded = [0; 64];
        padded[..rest.len()].copy_from_slice(rest);
        *slot = portable::classify(&padded);
    }
    slots.for_each(|slot| *slot = Classes::default());
}
