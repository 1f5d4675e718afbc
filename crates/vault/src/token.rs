//! What stands in an output in the place of a value, and how it is told from other text.
//!
//! ```text
//! [EMAIL_ADDRESS_bzkqcnvyxwrtdafhjmopslegui]
//!  entity        26 letters, base 26, the highest first: 122 bits
//!                tag (96) | head (8: mode 2, epoch mod 64) | checksum (18)
//! ```
//!
//! The tag is what a [`TagKey`](crate::TagKey) makes of the value. The checksum, the top bits of SHA-256 over
//! `"pm1chk" 00 entity 00 tag head`, needs no key: it tells a token from a word, and a mangled one from
//! one that is unknown. Since 2^122 < 26^26, the first letter is never x, y or z.

use std::fmt;

use sha2::{Digest, Sha256};

/// Length of a [`Tag`] in bytes.
pub const TAG_BYTES: usize = 12;

/// Letters of a token behind its entity.
pub const LETTERS: usize = 26;

/// The longest name of an entity that a token can hold.
pub const MAX_ENTITY: usize = 24;

/// The longest text of a token, with its brackets.
pub const MAX_TOKEN: usize = 1 + MAX_ENTITY + 1 + LETTERS + 1;

/// 96 bits of a keyed hash: what tells the values of one entity apart.
pub type Tag = [u8; TAG_BYTES];

/// What a tag depends on beside the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mode {
    /// The domain: one value, one token.
    Domain = 0,
    /// The run, the record and the place of the value in it: no two tokens are alike.
    Random = 1,
    /// The document: one value, one token in it.
    Document = 2,
}

impl Mode {
    fn of(bits: u8) -> Option<Self> {
        match bits {
            0 => Some(Mode::Domain),
            1 => Some(Mode::Random),
            2 => Some(Mode::Document),
            _ => None,
        }
    }
}

/// Mode and epoch, as a token carries them.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Head(u8);

impl Head {
    /// The epoch is kept modulo 64.
    pub fn new(mode: Mode, epoch: u32) -> Self {
        Self((mode as u8) << 6 | (epoch % 64) as u8)
    }

    /// What a byte says; `None` where its mode is none.
    pub fn from_byte(byte: u8) -> Option<Self> {
        Mode::of(byte >> 6).map(|_| Self(byte))
    }

    /// As it stands in a token.
    pub fn byte(self) -> u8 {
        self.0
    }

    /// What the tag depends on.
    pub fn mode(self) -> Mode {
        Mode::of(self.0 >> 6).unwrap_or(Mode::Domain)
    }

    /// The epoch modulo 64.
    pub fn epoch(self) -> u8 {
        self.0 & 63
    }
}

impl fmt::Debug for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Head({:?}, epoch {} mod 64)", self.mode(), self.epoch())
    }
}

/// A token, taken apart. Holds nothing of the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token<'a> {
    /// The name of the entity.
    pub entity: &'a str,
    /// Mode and epoch.
    pub head: Head,
    /// What tells values apart.
    pub tag: Tag,
}

/// Whether tokens can carry this name: `[A-Z][A-Z0-9_]{0,22}[A-Z0-9]`.
///
/// ```
/// assert!(pumice_vault::is_entity("US_SSN") && !pumice_vault::is_entity("US_"));
/// ```
pub fn is_entity(name: &str) -> bool {
    let name = name.as_bytes();
    let inner = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'_';
    (2..=MAX_ENTITY).contains(&name.len())
        && name[0].is_ascii_uppercase()
        && name.iter().all(inner)
        && name[name.len() - 1] != b'_'
}

impl<'a> Token<'a> {
    /// Appends the text of the token, with brackets.
    ///
    /// ```
    /// use pumice_vault::{Head, Mode, Token};
    /// let token = Token { entity: "US_SSN", head: Head::new(Mode::Domain, 1), tag: [7; 12] };
    /// let mut text = vec![];
    /// token.write(&mut text);
    /// let text = String::from_utf8(text)?;
    /// assert_eq!(Token::parse(&text), Some(token));
    /// # Ok::<(), std::string::FromUtf8Error>(())
    /// ```
    ///
    /// Hot: per value.
    pub fn write(&self, out: &mut Vec<u8>) {
        out.push(b'[');
        self.write_bare(out);
        out.push(b']');
    }

    /// Appends the text of the token without brackets, as it stands in names and ids. Hot: per value.
    pub fn write_bare(&self, out: &mut Vec<u8>) {
        out.extend_from_slice(self.entity.as_bytes());
        out.push(b'_');
        out.extend_from_slice(&self.letters());
    }

    /// The 26 letters. Hot: per value.
    pub fn letters(&self) -> [u8; LETTERS] {
        let mut number = [0; 16];
        number[4..].copy_from_slice(&self.tag);
        let number = u128::from_be_bytes(number) << 26
            | u128::from(self.head.byte()) << 18
            | u128::from(self.checksum());
        // One division of 128 bits; the halves fit in registers.
        let mut halves = [(number / HALF) as u64, (number % HALF) as u64];
        let mut letters = [0; LETTERS];
        for (half, letters) in halves.iter_mut().zip(letters.chunks_mut(LETTERS / 2)) {
            for letter in letters.iter_mut().rev() {
                *letter = b'a' + (*half % 26) as u8;
                *half /= 26;
            }
        }
        letters
    }

    /// Reads the text of one token; brackets may be missing. `None` where the checksum, which covers
    /// the entity, does not hold: it is another text, or a token that was changed.
    pub fn parse(text: &'a str) -> Option<Self> {
        let text = text.strip_prefix('[').unwrap_or(text);
        let text = text.strip_suffix(']').unwrap_or(text);
        let (entity, letters) = text.split_at_checked(text.len().checked_sub(LETTERS)?)?;
        let entity = entity.strip_suffix('_')?;
        Self::from_parts(entity, letters.as_bytes().try_into().ok()?)
    }

    /// The token of an entity and 26 letters, if they are one.
    pub fn from_parts(entity: &'a str, letters: &[u8; LETTERS]) -> Option<Self> {
        if !is_entity(entity) || !letters.iter().all(u8::is_ascii_lowercase) {
            return None;
        }
        let half = |letters: &[u8]| {
            letters
                .iter()
                .fold(0, |half: u64, &letter| half * 26 + u64::from(letter - b'a'))
        };
        let (high, low) = letters.split_at(LETTERS / 2);
        let number = u128::from(half(high)) * HALF + u128::from(half(low));
        if number >> 122 != 0 {
            return None;
        }
        let mut tag = [0; TAG_BYTES];
        tag.copy_from_slice(&(number >> 26).to_be_bytes()[4..]);
        let token = Self {
            entity,
            head: Head::from_byte((number >> 18) as u8)?,
            tag,
        };
        (u128::from(token.checksum()) == number & 0x3_ffff).then_some(token)
    }

    /// 18 bits. Hot: per value.
    fn checksum(&self) -> u32 {
        let mut message = [0; CHECKED.len() + MAX_ENTITY + 1 + TAG_BYTES + 1];
        let mut end = 0;
        for part in [
            CHECKED,
            self.entity.as_bytes(),
            b"\0",
            &self.tag,
            &[self.head.0],
        ] {
            message[end..end + part.len()].copy_from_slice(part);
            end += part.len();
        }
        let digest = Sha256::digest(&message[..end]);
        u32::from_be_bytes([0, digest[0], digest[1], digest[2]]) >> 6
    }
}

const CHECKED: &[u8] = b"pm1chk\0";

/// 26^13
const HALF: u128 = 2_481_152_873_203_736_576;

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Key, Matching, Scope, TagKey, TagScratch, VaultId, token_key};

    /// Text of the token of a value in the vault and under the key of the reference.
    fn golden(domain: &str, epoch: u32, entity: &str, value: &str, scope: Scope<'_>) -> String {
        let epoch_key = Key::filled(|key| (0..).zip(key).for_each(|(n, byte)| *byte = n));
        let vault = VaultId::from_bytes([0x11; 16]);
        let key = TagKey::new(&token_key(&epoch_key, &vault, domain, epoch, entity));
        let token = Token {
            entity,
            head: Head::new(scope.mode(), epoch),
            tag: key.tag(
                scope,
                Matching::Canonical,
                value.as_bytes(),
                &mut TagScratch::default(),
            ),
        };
        let mut text = vec![];
        token.write(&mut text);
        let text = String::from_utf8(text).unwrap();
        assert_eq!(Token::parse(&text), Some(token));
        text
    }

    /// What the second implementation of the construction prints, which is no part of this program.
    #[test]
    fn tokens_are_those_of_the_reference() {
        const JANE: &str = "jane.doe@example.com";
        let document = Scope::Document { id: b"row-42" };
        let random = Scope::Random {
            nonce: &[0x22; 16],
            record: &Sha256::digest(b"record").into(),
            ordinal: 0,
        };
        for (domain, epoch, entity, value, scope, token) in [
            (
                "crm",
                1,
                "EMAIL_ADDRESS",
                JANE,
                Scope::Domain,
                "hwcrrxzipzblftsciyyizjnmps",
            ),
            (
                "finetune",
                1,
                "EMAIL_ADDRESS",
                JANE,
                Scope::Domain,
                "lvcfdwlmuyqisoksfvefbmreax",
            ),
            (
                "crm",
                2,
                "EMAIL_ADDRESS",
                JANE,
                Scope::Domain,
                "lfqkgxwrkznqwzvmafxprgsxiz",
            ),
            (
                "crm",
                1,
                "US_SSN",
                "536904399",
                Scope::Domain,
                "hnnqiqttkuznpigfddijkxvoop",
            ),
            (
                "crm",
                1,
                "EMAIL_ADDRESS",
                JANE,
                document,
                "vywasnojqnpuhxfzgmwysfdfch",
            ),
            (
                "crm",
                1,
                "EMAIL_ADDRESS",
                JANE,
                random,
                "owjthhkhsoonlhicemnkardvvt",
            ),
        ] {
            let text = golden(domain, epoch, entity, value, scope);
            assert_eq!(text, format!("[{entity}_{token}]"));
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_and_one_letter_breaks_it(
            tag: Tag,
            mode in 0..3_u8,
            epoch: u32,
            entity in "[A-Z][A-Z0-9_]{0,22}[A-Z0-9]",
            at in 0..LETTERS,
            by in 1..26_u8,
        ) {
            let head = Head::new(Mode::of(mode).unwrap(), epoch);
            let token = Token { entity: &entity, head, tag };
            let mut text = vec![];
            token.write(&mut text);
            prop_assert!(text.len() <= MAX_TOKEN);
            let mut letters = token.letters();
            prop_assert!(letters[0] < b'x');
            prop_assert_eq!(Token::from_parts(&entity, &letters), Some(token));
            prop_assert_eq!(Token::parse(std::str::from_utf8(&text).unwrap()), Some(token));
            letters[at] = b'a' + (letters[at] - b'a' + by) % 26;
            // 1 in 2^18 would pass; none of these few does, and a pass would be another token.
            prop_assert_ne!(Token::from_parts(&entity, &letters), Some(token));
        }

        #[test]
        fn no_text_makes_parsing_panic(text in "\\PC{0,60}") {
            if let Some(token) = Token::parse(&text) {
                let mut written = vec![];
                token.write_bare(&mut written);
                prop_assert!(text.contains(std::str::from_utf8(&written).unwrap()));
            }
        }
    }

    #[test]
    fn a_renamed_token_is_none() {
        assert!(Token::parse("[EMAIL_ADDRESS_hwcrrxzipzblftsciyyizjnmps]").is_some());
        assert!(Token::parse("EMAIL_ADDRESS_hwcrrxzipzblftsciyyizjnmps").is_some());
        for text in [
            "[PERSON_hwcrrxzipzblftsciyyizjnmps]",
            "[EMAIL_ADDRESS_HWCRRXZIPZBLFTSCIYYIZJNMPS]",
            "[EMAIL_ADDRESS_zzzzzzzzzzzzzzzzzzzzzzzzzz]",
            "[EMAIL_ADDRESShwcrrxzipzblftsciyyizjnmps]",
            "",
            "é_hwcrrxzipzblftsciyyizjnmps",
        ] {
            assert!(Token::parse(text).is_none(), "{text}");
        }
    }
}
