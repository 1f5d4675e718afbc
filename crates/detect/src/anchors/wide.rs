//! The first byte of a character beyond ASCII that may be read as another one, or as none: digits of
//! other scripts, full-width forms, blanks, hyphens, and what takes no room. Found in the bytes, not in
//! their classes: most characters beyond ASCII are none of these.

use crate::arch::Isa;

/// What stands one byte before each of 64 bytes.
#[derive(Clone, Copy)]
pub(super) struct Before {
    pub(super) ascii: u64,
    pub(super) digit: u64,
}

/// Where they stand among the first 64 of `window`'s bytes, of which some are `high`; blanks and hyphens only
/// behind a digit, and what takes no room only behind ASCII. Hot: per 64 bytes with characters beyond ASCII.
#[inline(always)]
pub(super) fn bits<I: Isa>(isa: I, window: &[u8; 66], high: u64, before: Before) -> u64 {
    let Before { ascii, digit } = before;
    let bytes = Bytes {
        isa,
        first: block(window, 0),
        second: block(window, 1),
        third: block(window, 2),
    };
    let mut found = 0;
    // U+00A0, U+00AD.
    let latin = bytes.lead(0xC2) & ascii;
    if latin != 0 {
        found |= latin & (bytes.second(0xA0) & digit | bytes.second(0xAD));
    }
    // U+2000 to U+2015, U+202A to U+202F, U+2043, U+205F to U+206F, U+20E3, U+2212.
    let marks = bytes.lead(0xE2);
    let general = marks & ascii;
    if general != 0 {
        let punctuation = general & bytes.second(0x80);
        let apart = bytes.third(0x80, 0x95) & digit;
        let nothing = bytes.third(0x8B, 0x8F) | bytes.third(0xA4, 0xAF);
        found |= punctuation & (apart | nothing);
        // Most of them are quotation marks.
        if general != punctuation {
            let others = bytes.second(0x81)
                | bytes.second(0x83) & bytes.third(0xA3, 0xA3)
                | bytes.second(0x88) & bytes.third(0x92, 0x92);
            found |= general & others;
        }
    }
    // Letters of Latin, Greek and Cyrillic alphabets are none.
    if high & !marks & !isa.within(bytes.first, 0x80, 0xCD - 0x80) == 0 {
        return found;
    }
    // U+3000, U+3002, U+30FC.
    let cjk = bytes.lead(0xE3) & ascii;
    if cjk != 0 {
        let marks = bytes.second(0x80) & (bytes.third(0x80, 0x80) | bytes.third(0x82, 0x82));
        found |= cjk & (marks | bytes.second(0x83) & bytes.third(0xBC, 0xBC));
    }
    // U+FF08 to U+FF0F, full-width digits and letters, U+FEFF, selectors of variants, small forms.
    let forms = bytes.lead(0xEF);
    if forms != 0 {
        let wide = bytes.second(0xBC)
            & (bytes.third(0x88, 0x99) | bytes.third(0xA0, 0xA0) | bytes.third(0xBF, 0xBF));
        let others = bytes.second(0xBB) & bytes.third(0xBF, 0xBF)
            | bytes.second(0xB8)
            | bytes.second(0xB9)
            | bytes.second(0xBD) & bytes.third(0xA1, 0xB0);
        found |= forms & (wide | others);
    }
    // Digits of Arabic, Persian and N'Ko, U+061C, U+034F.
    let arabic = bytes.lead(0xD9);
    if arabic != 0 {
        found |= arabic & bytes.second_in(0xA0, 0xA9);
    }
    let persian = bytes.lead(0xDB);
    if persian != 0 {
        found |= persian & bytes.second_in(0xB0, 0xB9);
    }
    found |= bytes.lead(0xDF) & bytes.second_in(0x80, 0x89)
        | bytes.lead(0xD8) & bytes.second(0x9C)
        | bytes.lead(0xCD) & bytes.second(0x8F);
    // Digits of the scripts of India, Thai, Lao and Tibetan: the second byte is odd, or U+0F20.
    let indic = bytes.lead(0xE0);
    if indic != 0 {
        let india = bytes.third(0xA6, 0xAF)
            & !(bytes.second(0xA4)
                | bytes.second(0xA6)
                | bytes.second(0xA8)
                | bytes.second(0xAA)
                | bytes.second(0xAC)
                | bytes.second(0xAE)
                | bytes.second(0xB0)
                | bytes.second(0xB2)
                | bytes.second(0xB4));
        let thai = (bytes.second(0xB9) | bytes.second(0xBB)) & bytes.third(0x90, 0x99)
            | bytes.second(0xBC) & bytes.third(0xA0, 0xA9);
        found |= indic & (india | thai);
    }
    // Digits of Myanmar, Khmer and Mongolian.
    let east = bytes.lead(0xE1);
    if east != 0 {
        let digits = bytes.second(0x81) & bytes.third(0x80, 0x89)
            | bytes.second(0x9F) & bytes.third(0xA0, 0xA9)
            | bytes.second(0xA0) & bytes.third(0x8B, 0x99);
        found |= east & digits;
    }
    // Mathematical digits, tags.
    let astral = bytes.lead(0xF0);
    if astral != 0 {
        found |= astral & bytes.second(0x9D) & bytes.third(0x9F, 0x9F);
    }
    found | bytes.lead(0xF3) & bytes.second(0xA0)
}

/// 64 bytes, and those that follow each of them. Methods, not closures, which would be calls.
#[derive(Clone, Copy)]
struct Bytes<'a, I> {
    isa: I,
    first: &'a [u8; 64],
    second: &'a [u8; 64],
    third: &'a [u8; 64],
}

impl<I: Isa> Bytes<'_, I> {
    #[inline(always)]
    fn lead(self, byte: u8) -> u64 {
        self.isa.equal(self.first, byte)
    }

    #[inline(always)]
    fn second(self, byte: u8) -> u64 {
        self.isa.equal(self.second, byte)
    }

    #[inline(always)]
    fn second_in(self, from: u8, to: u8) -> u64 {
        self.isa.within(self.second, from, to - from + 1)
    }

    #[inline(always)]
    fn third(self, from: u8, to: u8) -> u64 {
        self.isa.within(self.third, from, to - from + 1)
    }
}

#[inline(always)]
fn block(window: &[u8; 66], from: usize) -> &[u8; 64] {
    window[from..]
        .first_chunk()
        .expect("a window has two bytes more")
}
