//! FF1 (NIST SP 800-38G): numbers to numbers of the same shape, for columns whose type must not change.
//!
//! It costs ten times what a token costs, nothing tells a changed number from another one, and it is kept in
//! no segment: who has the key has all values. So it is for whole typed fields, and for as many numbers as
//! nobody would try: 10^6 at least (SP 800-38G Revision 1). FF3-1 was withdrawn and is refused.

use std::fmt;

use aes::Aes256;
use fpe::ff1::{FF1, FlexibleNumeralString};

use crate::{
    Key, Lease,
    derive::{Label, derive},
};

/// Encrypts the digits of an entity's values, or the letters too, and leaves marks where they stand.
///
/// The key is derived from that of the entity's tags; the tweak is its name and the alphabet. `Debug` shows
/// nothing.
///
/// ```
/// use pumice_vault::{Fpe, Lease};
/// let fpe = Fpe::new(&Lease::for_test("crm", &["US_SSN"]), "US_SSN").unwrap();
/// let mut out = vec![];
/// fpe.encrypt(b"536-90-4399", &mut out)?;
/// assert_eq!((out.len(), out[3]), (11, b'-'));
/// let mut back = vec![];
/// fpe.decrypt(&out, &mut back)?;
/// assert_eq!(back, b"536-90-4399");
/// # Ok::<(), pumice_vault::FpeRefused>(())
/// ```
pub struct Fpe {
    /// 0 to 9.
    digits: FF1<Aes256>,
    /// 0 to 9, then letters of one case.
    letters: FF1<Aes256>,
    entity: String,
}

/// Why a value is not encrypted. Its `Display` holds nothing of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FpeRefused {
    /// There are fewer than 10^6 of its kind.
    TooFew,
    /// It has no fixed alphabet: letters of both cases, or others than those of ASCII.
    Mixed,
    /// More than 64 letters and digits are no number.
    TooLong,
}

impl FpeRefused {
    /// What is wrong, in words that hold nothing of the value.
    pub fn words(self) -> &'static str {
        match self {
            FpeRefused::TooFew => {
                "there are fewer than 10^6 values of its shape, which `fpe` would not hide"
            }
            FpeRefused::Mixed => "`fpe` is for digits, and letters of one case, of ASCII",
            FpeRefused::TooLong => "`fpe` is for values of at most 64 letters and digits",
        }
    }
}

impl fmt::Display for FpeRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl std::error::Error for FpeRefused {}

#[derive(Clone, Copy)]
enum Way {
    Encrypt,
    Decrypt,
}

/// Digits of one radix that SP 800-38G Revision 1 asks for: 10^6, and 36^4 = 1.7 * 10^6.
const LEAST_DIGITS: usize = 6;
const LEAST_LETTERS: usize = 4;
const MOST: usize = 64;

impl Fpe {
    /// For the values of an entity; `None` where the lease has no key for it.
    pub fn new(lease: &Lease, entity: &str) -> Option<Self> {
        let key = lease.token_key(entity)?;
        Some(Self::with_key(
            &derive(key, &lease.vault(), Label::Fpe, &[]),
            entity,
        ))
    }

    fn with_key(key: &Key, entity: &str) -> Self {
        let of = |radix| FF1::new(key.bytes(), radix).expect("10 and 36 are radices of FF1");
        Self {
            digits: of(10),
            letters: of(36),
            entity: entity.to_owned(),
        }
    }

    /// Appends the value with other digits, and other letters where it has some.
    ///
    /// # Errors
    /// When it is none that can be encrypted; nothing is appended then.
    pub fn encrypt(&self, value: &[u8], out: &mut Vec<u8>) -> Result<(), FpeRefused> {
        self.turn(Way::Encrypt, value, out)
    }

    /// Appends the value that was encrypted. There is no way to tell whether this one was.
    ///
    /// # Errors
    /// When none can have been.
    pub fn decrypt(&self, value: &[u8], out: &mut Vec<u8>) -> Result<(), FpeRefused> {
        self.turn(Way::Decrypt, value, out)
    }

    fn turn(&self, way: Way, value: &[u8], out: &mut Vec<u8>) -> Result<(), FpeRefused> {
        let alphabet = Alphabet::of(value)?;
        let (mut numerals, mut len) = ([0; MOST], 0);
        for &byte in value.iter().filter(|byte| byte.is_ascii_alphanumeric()) {
            *numerals.get_mut(len).ok_or(FpeRefused::TooLong)? = u16::from(digit(byte));
            len += 1;
        }
        let (ff1, least, name) = match alphabet {
            Alphabet::Digits => (&self.digits, LEAST_DIGITS, "10"),
            Alphabet::Capitals => (&self.letters, LEAST_LETTERS, "36A"),
            Alphabet::Small => (&self.letters, LEAST_LETTERS, "36a"),
        };
        if len < least {
            return Err(FpeRefused::TooFew);
        }
        let tweak = [self.entity.as_bytes(), b"\0", name.as_bytes()].concat();
        let mut turned = numerals[..len].to_vec();
        // A text with letters becomes one with letters, or its alphabet could not be told from it: walk on to
        // the next one that has some, which there is, as this one has.
        loop {
            let numerals = FlexibleNumeralString::from(turned);
            let next = match way {
                Way::Encrypt => ff1.encrypt(&tweak, &numerals),
                Way::Decrypt => ff1.decrypt(&tweak, &numerals),
            };
            // Radix and length are right, and nothing else is refused.
            turned = next.map_err(|_| FpeRefused::Mixed)?.into();
            if matches!(alphabet, Alphabet::Digits) || turned.iter().any(|&numeral| numeral >= 10) {
                break;
            }
        }
        let mut turned = turned.into_iter();
        out.extend(
            value
                .iter()
                .map(|&byte| match byte.is_ascii_alphanumeric() {
                    true => alphabet.letter(turned.next().unwrap_or_default()),
                    false => byte,
                }),
        );
        Ok(())
    }
}

impl fmt::Debug for Fpe {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fpe(..)")
    }
}

#[derive(Clone, Copy)]
enum Alphabet {
    Digits,
    Capitals,
    Small,
}

impl Alphabet {
    fn of(value: &[u8]) -> Result<Self, FpeRefused> {
        let has = |is: fn(&u8) -> bool| value.iter().any(is);
        match (has(u8::is_ascii_uppercase), has(u8::is_ascii_lowercase)) {
            _ if !value.is_ascii() => Err(FpeRefused::Mixed),
            (true, true) => Err(FpeRefused::Mixed),
            (true, false) => Ok(Alphabet::Capitals),
            (false, true) => Ok(Alphabet::Small),
            (false, false) => Ok(Alphabet::Digits),
        }
    }

    fn letter(self, digit: u16) -> u8 {
        let digit = digit as u8;
        match self {
            _ if digit < 10 => b'0' + digit,
            Alphabet::Small => b'a' + digit - 10,
            _ => b'A' + digit - 10,
        }
    }
}

fn digit(byte: u8) -> u8 {
    match byte {
        b'0'..=b'9' => byte - b'0',
        _ => byte.to_ascii_lowercase() - b'a' + 10,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn fpe() -> Fpe {
        Fpe::with_key(&Key::filled(|key| key.fill(7)), "US_SSN")
    }

    /// The third sample of NIST SP 800-38G for AES-256 and radix 36.
    #[test]
    fn ff1_is_that_of_nist() {
        let key = [
            0x2b, 0x7e, 0x15, 0x16, 0x28, 0xae, 0xd2, 0xa6, 0xab, 0xf7, 0x15, 0x88, 0x09, 0xcf,
            0x4f, 0x3c, 0xef, 0x43, 0x59, 0xd8, 0xd5, 0x80, 0xaa, 0x4f, 0x7f, 0x03, 0x6d, 0x6f,
            0x04, 0xfc, 0x6a, 0x94,
        ];
        let fpe = Fpe::with_key(&Key::filled(|to| *to = key), "");
        let plain: Vec<u16> = (0..19).collect();
        let tweak = b"7777pqrs777";
        let turned = fpe
            .letters
            .encrypt(tweak, &FlexibleNumeralString::from(plain))
            .unwrap();
        let text: String = Vec::from(turned)
            .into_iter()
            .map(|it| char::from(Alphabet::Small.letter(it)))
            .collect();
        assert_eq!(text, "xs8a0azh2avyalyzuwd");
    }

    #[test]
    fn what_would_not_be_hidden_is_refused() {
        for (value, refused) in [
            ("12345", FpeRefused::TooFew),
            ("A1B", FpeRefused::TooFew),
            ("", FpeRefused::TooFew),
            ("aB1234567", FpeRefused::Mixed),
            ("12345\u{661}", FpeRefused::Mixed),
            (&"1".repeat(65), FpeRefused::TooLong),
        ] {
            let mut out = b"as it was".to_vec();
            assert_eq!(
                fpe().encrypt(value.as_bytes(), &mut out),
                Err(refused),
                "{value}"
            );
            assert_eq!(out, b"as it was");
        }
    }

    proptest! {
        #[test]
        fn shape_stays_and_the_value_comes_back(value in "[0-9]{6}[0-9 -]{0,20}|[A-Z0-9-]{8}[A-Z][0-9]{4}|[a-z]{4}[0-9.]{0,30}") {
            let (mut out, mut back) = (vec![], vec![]);
            fpe().encrypt(value.as_bytes(), &mut out).unwrap();
            let shape = |text: &[u8]| text.iter().map(|byte| byte.is_ascii_alphanumeric()).collect::<Vec<_>>();
            prop_assert_eq!(shape(&out), shape(value.as_bytes()));
            fpe().decrypt(&out, &mut back).unwrap();
            prop_assert_eq!(back, value.as_bytes());
        }
    }
}
