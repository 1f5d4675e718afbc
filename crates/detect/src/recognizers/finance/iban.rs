//! International bank account numbers.

use super::super::{blank, hyphen, specimens::is_one_of};
use crate::{
    checks::mod97_10,
    recognizer::{Anchor, Normal, Recognizer, Shape, Walked},
};

/// Country code, two check digits and the national number, of the length and the structure that the
/// registry gives for the country; glued, or in groups of four. Check: country and check digits
/// moved to the end, letters read as 10 to 35, the whole is 1 modulo 97, so that the check digits
/// are 02 to 98. The check digits that some countries have inside their numbers are not asked for:
/// they would add little to this, and not every bank keeps to them.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::TwoLetters, walk)],
        normal: Normal::Alphanumeric,
        specimens: Some(|value| is_one_of(value, SPECIMENS)),
        citation: "ISO 13616-1:2020; SWIFT, IBAN Registry, release 101".into(),
        ..Recognizer::new("iban", "IBAN_CODE", "finance")
    }
}

/// Examples that SWIFT's IBAN Registry prints for its countries; the second British one is that of the
/// European Committee for Banking Standards (TR 201).
const SPECIMENS: &[&[u8]] = &[
    b"DE89370400440532013000",
    b"GB29NWBK60161331926819",
    b"GB82WEST12345698765432",
    b"FR1420041010050500013M02606",
    b"ES9121000418450200051332",
    b"IT60X0542811101000000123456",
    b"NL91ABNA0417164300",
    b"BE68539007547034",
    b"AT611904300234573201",
    b"CH9300762011623852957",
    b"PL61109010140000071219812874",
    b"PT50000201231234567890154",
    b"SE4550000000058398257466",
    b"DK5000400440116243",
    b"NO9386011117947",
    b"FI2112345600000785",
    b"IE29AIBK93115212345678",
    b"LU280019400644750000",
    b"GR1601101250000000012300695",
    b"CZ6508000000192000145399",
    b"HU42117730161111101800000000",
    b"AD1200012030200359100100",
    b"BG80BNBG96611020345678",
    b"HR1210010051863000160",
    b"CY17002001280000001200527600",
    b"EE382200221020145685",
    b"GI75NWBK000000007099453",
    b"IS140159260076545510730339",
    b"LV80BANK0000435195001",
    b"LI21088100002324013AA",
    b"LT121000011101001000",
    b"MT84MALT011000012345MTLCAST001S",
    b"MC5811222000010123456789030",
    b"RO49AAAA1B31007593840000",
    b"SK3112000000198742637541",
    b"SI56263300012039086",
    b"TR330006100519786457841326",
    b"SA0380000000608010167519",
    b"AE070331234567890123456",
    b"IL620108000000099999999",
    b"SM86U0322509800000000270100",
    b"RS35260005601001611379",
];

/// The most that the standard allows; Russia has the longest, 33.
const MAX_LEN: usize = 34;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let country = [
        text[at].to_ascii_uppercase(),
        text.get(at + 1)?.to_ascii_uppercase(),
    ];
    let structure = structure(country)?;
    let len = usize::from(structure.len);
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
        let refused = if byte.is_ascii_digit() {
            structure.letters
        } else {
            structure.digits
        };
        if refused >> read & 1 == 1 {
            return None;
        }
        account[read] = byte;
        (read, here) = (read + 1, here + 1);
    }
    let rest = &text[here..];
    let glued = rest.first().is_some_and(u8::is_ascii_alphanumeric)
        || matches!(rest, [b'-', next, ..] if next.is_ascii_alphanumeric());
    let account = &account[..len];
    let moved = account[4..].iter().chain(&account[..4]).copied();
    let computed = !matches!(&account[2..4], b"00" | b"01" | b"99");
    let fits = !glued && computed && gaps.fit(account) && mod97_10(moved) == 1;
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

/// What the registry says of a country; lengths of 0 stand for those that it does not list.
#[derive(Clone, Copy)]
struct Structure {
    /// Characters in all.
    len: u8,
    /// Places that have a digit, the first one lowest.
    digits: u64,
    /// Places that have a letter.
    letters: u64,
}

#[inline]
fn structure(country: [u8; 2]) -> Option<&'static Structure> {
    let [first, second] = country.map(|letter| usize::from(letter.wrapping_sub(b'A')));
    let structure = BY_LETTERS.get(first)?.get(second)?;
    (structure.len > 0).then_some(structure)
}

/// [`NATIONAL`] by the two letters.
static BY_LETTERS: [[Structure; 26]; 26] = {
    let none = Structure {
        len: 0,
        digits: 0,
        letters: 0,
    };
    let mut table = [[none; 26]; 26];
    let mut at = 0;
    while at < NATIONAL.len() {
        let code = NATIONAL[at].0.as_bytes();
        table[(code[0] - b'A') as usize][(code[1] - b'A') as usize] = compile(NATIONAL[at].1);
        at += 1;
    }
    table
};

/// Reads the structure of a national number: `5n 11c 2n`.
const fn compile(national: &str) -> Structure {
    let mut compiled = Structure {
        len: 4,
        digits: 0b1100,
        letters: 0b0011,
    };
    let (notation, mut at, mut count) = (national.as_bytes(), 0, 0);
    while at < notation.len() {
        match notation[at] {
            digit @ b'0'..=b'9' => count = count * 10 + digit - b'0',
            class @ (b'n' | b'a' | b'c') => {
                let places = ((1 << count) - 1) << compiled.len;
                match class {
                    b'n' => compiled.digits |= places,
                    b'a' => compiled.letters |= places,
                    _ => {}
                }
                compiled.len += count;
                count = 0;
            }
            b' ' => {}
            _ => panic!("a structure is made of lengths, n, a, c and blanks"),
        }
        at += 1;
    }
    compiled
}

/// What stands behind the check digits: `n` digits, `a` letters, `c` either.
const NATIONAL: &[(&str, &str)] = &[
    ("DE", "18n"),
    ("GB", "4a 14n"),
    ("FR", "10n 11c 2n"),
    ("ES", "20n"),
    ("IT", "1a 10n 12c"),
    ("NL", "4a 10n"),
    ("BE", "12n"),
    ("AT", "16n"),
    ("CH", "5n 12c"),
    ("PL", "24n"),
    ("AD", "8n 12c"),
    ("AE", "19n"),
    ("AL", "8n 16c"),
    ("AZ", "4a 20c"),
    ("BA", "16n"),
    ("BG", "4a 6n 8c"),
    ("BH", "4a 14c"),
    ("BI", "23n"),
    ("BR", "23n 1a 1c"),
    ("BY", "4c 4n 16c"),
    ("CR", "18n"),
    ("CY", "8n 16c"),
    ("CZ", "20n"),
    ("DJ", "23n"),
    ("DK", "14n"),
    ("DO", "4c 20n"),
    ("EE", "16n"),
    ("EG", "25n"),
    ("FI", "14n"),
    ("FK", "2a 12n"),
    ("FO", "14n"),
    ("GE", "2a 16n"),
    ("GI", "4a 15c"),
    ("GL", "14n"),
    ("GR", "7n 16c"),
    ("GT", "24c"),
    ("HN", "4a 20n"),
    ("HR", "17n"),
    ("HU", "24n"),
    ("IE", "4a 14n"),
    ("IL", "19n"),
    ("IQ", "4a 15n"),
    ("IS", "22n"),
    ("JO", "4a 4n 18c"),
    ("KW", "4a 22c"),
    ("KZ", "3n 13c"),
    ("LB", "4n 20c"),
    ("LC", "4a 24c"),
    ("LI", "5n 12c"),
    ("LT", "16n"),
    ("LU", "3n 13c"),
    ("LV", "4a 13c"),
    ("LY", "21n"),
    ("MC", "10n 11c 2n"),
    ("MD", "20c"),
    ("ME", "18n"),
    ("MK", "3n 10c 2n"),
    ("MN", "16n"),
    ("MR", "23n"),
    ("MT", "4a 5n 18c"),
    ("MU", "4a 19n 3a"),
    ("NI", "4a 20n"),
    ("NO", "11n"),
    ("OM", "3n 16c"),
    ("PK", "4a 16c"),
    ("PS", "4a 21c"),
    ("PT", "21n"),
    ("QA", "4a 21c"),
    ("RO", "4a 16c"),
    ("RS", "18n"),
    ("RU", "14n 15c"),
    ("SA", "2n 18c"),
    ("SC", "4a 20n 3a"),
    ("SD", "14n"),
    ("SE", "20n"),
    ("SI", "15n"),
    ("SK", "20n"),
    ("SM", "1a 10n 12c"),
    ("SO", "19n"),
    ("ST", "21n"),
    ("SV", "4a 20n"),
    ("TL", "19n"),
    ("TN", "20n"),
    ("TR", "6n 16c"),
    ("UA", "6n 19c"),
    ("VA", "18n"),
    ("VG", "4a 16n"),
    ("XK", "16n"),
    ("YE", "4a 4n 18c"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specimens_have_the_form_of_accounts() {
        for account in SPECIMENS {
            let found = walk(account, 0);
            assert!(found.is_some(), "{}", account.escape_ascii());
        }
    }
}
