//! International bank account numbers.

use super::super::{blank, hyphen};
use crate::{
    checks::mod97_10,
    recognizer::{Anchor, Normal, Recognizer, Shape, Walked},
};

/// Country code, two check digits and the national number, as long as the registry says for the
/// country; glued, or in groups of four. Check: country and check digits moved to the end, letters
/// read as 10 to 35, the whole is 1 modulo 97.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::TwoLetters, walk)],
        normal: Normal::Alphanumeric,
        citation: "ISO 13616-1:2020; SWIFT, IBAN Registry, release 99".into(),
        ..Recognizer::new("iban", "IBAN_CODE", "finance")
    }
}

/// Malta and Saint Lucia have the longest but for Russia, which has 33.
const MAX_LEN: usize = 34;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let country = [
        text[at].to_ascii_uppercase(),
        text.get(at + 1)?.to_ascii_uppercase(),
    ];
    let len = length(country)?;
    let (mut account, mut read, mut here) = ([0; MAX_LEN], 0, at);
    let mut gaps = Gaps::default();
    while read < len {
        let mut byte = *text.get(here)?;
        if !byte.is_ascii_alphanumeric() {
            let rest = &text[here..];
            let dash = hyphen(rest);
            here += dash.or_else(|| blank(rest))?;
            gaps.add(read, dash.is_some());
            byte = *text.get(here).filter(|byte| byte.is_ascii_alphanumeric())?;
        }
        account[read] = byte;
        (read, here) = (read + 1, here + 1);
    }
    let rest = &text[here..];
    let glued = rest.first().is_some_and(u8::is_ascii_alphanumeric)
        || matches!(rest, [b'-', next, ..] if next.is_ascii_alphanumeric());
    let account = &account[..len];
    let moved = account[4..].iter().chain(&account[..4]).copied();
    let fits = !glued && gaps.fit(account) && mod97_10(moved) == 1;
    fits.then_some(Walked::new(at, here, 26))
}

/// Where the groups of a number part.
#[derive(Default)]
struct Gaps {
    count: usize,
    /// How many stand behind a multiple of four characters.
    in_fours: usize,
    hyphens: bool,
}

impl Gaps {
    fn add(&mut self, read: usize, hyphen: bool) {
        self.count += 1;
        self.in_fours += usize::from(read.is_multiple_of(4));
        self.hyphens |= hyphen;
    }

    /// Glued and in fours all the way are the ways of the standard. People also part the check
    /// digits or the bank's code alone, with blanks and in capitals; hyphens at such places are
    /// those of a UUID.
    fn fit(&self, account: &[u8]) -> bool {
        let regular = self.count == self.in_fours && self.in_fours == (account.len() - 1) / 4;
        let digits = account.iter().filter(|byte| byte.is_ascii_digit()).count();
        let capitals = !account.iter().any(u8::is_ascii_lowercase);
        self.count == 0 || regular || !self.hyphens && capitals && digits * 2 >= account.len()
    }
}

/// Characters in all, by country.
#[inline]
fn length(country: [u8; 2]) -> Option<usize> {
    let [first, second] = country.map(|letter| usize::from(letter.wrapping_sub(b'A')));
    let len = BY_LETTERS.get(first)?.get(second)?;
    (*len > 0).then_some(usize::from(*len))
}

/// [`LENGTHS`] by the two letters; 0 where there is no such country.
static BY_LETTERS: [[u8; 26]; 26] = {
    let mut table = [[0; 26]; 26];
    let mut at = 0;
    while at < LENGTHS.len() {
        let (code, len) = (LENGTHS[at].0.as_bytes(), LENGTHS[at].1);
        table[(code[0] - b'A') as usize][(code[1] - b'A') as usize] = len;
        at += 1;
    }
    table
};

const LENGTHS: &[(&str, u8)] = &[
    ("DE", 22),
    ("GB", 22),
    ("FR", 27),
    ("ES", 24),
    ("IT", 27),
    ("NL", 18),
    ("BE", 16),
    ("AT", 20),
    ("CH", 21),
    ("PL", 28),
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AZ", 28),
    ("BA", 20),
    ("BG", 22),
    ("BH", 22),
    ("BI", 27),
    ("BR", 29),
    ("BY", 28),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("FI", 18),
    ("FK", 18),
    ("FO", 18),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HN", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IS", 26),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LC", 32),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MN", 20),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NI", 28),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("RU", 33),
    ("SA", 24),
    ("SC", 31),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("ST", 25),
    ("SV", 28),
    ("TL", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("VG", 24),
    ("XK", 20),
    ("YE", 30),
];
