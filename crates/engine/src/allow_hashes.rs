//! Allow lists that give nothing away: keyed hashes of values instead of values.
//!
//! ```text
//! # Made by `pumice policy hash`.
//! pumice-allow-hashes version=1 key=1a2b3c4d
//! 5e884898da28047151d0e56f8dc62927   # value 1: as written
//! ```
//! One hash a line; what begins with `#` is a comment. The first line that is neither names the
//! version of the layout and the key that the hashes were made with, and may be repeated, so that
//! lists can be put one behind the other.

use std::{collections::HashSet, fmt};

use crate::{
    allow::Spelling,
    fingerprint::{AllowSpelling, Fingerprint, FingerprintScratch, Fingerprinter},
    key::HashKey,
    policy::line,
};

/// A list of hashes as it was read; a [`Policy`](crate::Policy) names its file.
#[derive(Clone)]
pub struct AllowHashes {
    key_id: String,
    hashes: HashSet<Fingerprint>,
}

impl AllowHashes {
    /// The first words of a list, up to the key's id.
    const HEAD: &str = "pumice-allow-hashes version=1 key=";

    /// The line that a list made with `key` begins with.
    pub fn head(key: &HashKey) -> String {
        format!("{}{}", Self::HEAD, key.id())
    }

    /// Reads a list.
    ///
    /// # Errors
    /// [`AllowHashesError`] names the line and the next step, and shows nothing of the text: whoever
    /// takes the wrong file may have one full of values.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, AllowHashesError> {
        let text = str::from_utf8(bytes).map_err(|error| AllowHashesError {
            line: line(bytes, error.valid_up_to()),
            message: "this line of a list of hashes is not UTF-8; `pumice policy hash` makes such lists",
        })?;
        let mut key_id = None;
        let mut hashes = HashSet::new();
        for (line, content) in (1..).zip(text.lines()) {
            let content = content.split('#').next().unwrap_or_default().trim();
            let error = |message| AllowHashesError { line, message };
            if content.is_empty() {
                continue;
            }
            if content.starts_with("pumice-allow-hashes ") {
                let id = Self::key_of_head(content).map_err(error)?;
                if key_id.replace(id).is_some_and(|other| other != id) {
                    return Err(error(
                        "another key made these hashes than those before; make them all with one",
                    ));
                }
                continue;
            }
            if key_id.is_none() {
                return Err(error(
                    "the list does not begin with `pumice-allow-hashes version=1 key=...`; \
                     `pumice policy hash` makes such lists",
                ));
            }
            hashes.insert(Fingerprint::parse(content).ok_or_else(|| {
                error("this is no hash of 32 hexadecimal digits; make it with `pumice policy hash`")
            })?);
        }
        Ok(Self {
            key_id: key_id
                .ok_or(AllowHashesError {
                    line: 1,
                    message: "the list is empty; `pumice policy hash` makes such lists",
                })?
                .to_owned(),
            hashes,
        })
    }

    fn key_of_head(content: &str) -> Result<&str, &'static str> {
        let id = content.strip_prefix(Self::HEAD).ok_or(
            "this version of the list is unknown; make it again with `pumice policy hash`",
        )?;
        let is_id = id.len() == 8 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_id.then_some(id).ok_or(
            "this is no key's id of 8 hexadecimal digits; make the list with `pumice policy hash`",
        )
    }

    /// The id of the key that the hashes were made with; see [`HashKey::id`].
    pub fn key_id(&self) -> &str {
        &self.key_id
    }

    /// What is hashed for a value: each of its spellings that a recognizer may ask for.
    ///
    /// ```
    /// # use pumice_engine::{AllowHashes, AllowSpelling, HashKey};
    /// let key = HashKey::parse("000102030405060708090a0b0c0d0e0f")?;
    /// let entries = AllowHashes::entries(&key, "+1 425 555 0100");
    /// let spellings: Vec<_> = entries.iter().map(|&(spelling, _)| spelling).collect();
    /// assert_eq!(spellings, AllowSpelling::ALL);
    /// # Ok::<(), pumice_engine::HashKeyError>(())
    /// ```
    pub fn entries(key: &HashKey, value: &str) -> Vec<(AllowSpelling, Fingerprint)> {
        let fingerprinter = Fingerprinter::new(key);
        let (mut speller, mut scratch) = (Spelling::default(), FingerprintScratch::default());
        let entry = |spelling| {
            let spelled = speller.of_listed(spelling, value)?;
            let hash = fingerprinter.of_allowed(spelling, spelled, &mut scratch);
            Some((spelling, hash))
        };
        AllowSpelling::ALL.into_iter().filter_map(entry).collect()
    }
}

/// Says how many there are.
impl fmt::Debug for AllowHashes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AllowHashes")
            .field("key", &self.key_id)
            .field("hashes", &self.hashes.len())
            .finish()
    }
}

/// A list with the key that it was made with.
pub(crate) struct KeyedList {
    fingerprinter: Fingerprinter,
    hashes: HashSet<Fingerprint>,
}

impl KeyedList {
    /// The list, ready to be asked; `None` where `key` is another one.
    pub(crate) fn new(list: &AllowHashes, key: &HashKey) -> Option<Self> {
        (list.key_id.eq_ignore_ascii_case(&key.id())).then(|| Self {
            fingerprinter: Fingerprinter::new(key),
            hashes: list.hashes.clone(),
        })
    }

    /// Whether the list has a value, spelled already. Hot: per finding.
    pub(crate) fn contains(
        &self,
        spelling: AllowSpelling,
        spelled: &[u8],
        scratch: &mut FingerprintScratch,
    ) -> bool {
        let hash = (self.fingerprinter).of_allowed(spelling, spelled, scratch);
        self.hashes.contains(&hash)
    }
}

/// Why a list of hashes was refused. Shows nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct AllowHashesError {
    /// Counted from 1.
    pub(crate) line: u32,
    /// What is wrong and what to do.
    pub(crate) message: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    const HASH: &str = "00112233445566778899aabbccddeeff";

    #[test]
    fn lists_are_read_with_comments_and_one_behind_the_other() {
        let head = "pumice-allow-hashes version=1 key=1a2b3c4d";
        let text = format!(
            "# made up\n\n{head}\n{HASH} # value 1\n{head}\n  {HASH}\n{}\n",
            "0".repeat(32)
        );
        let list = AllowHashes::parse(text.as_bytes()).unwrap();
        assert_eq!((list.key_id(), list.hashes.len()), ("1a2b3c4d", 2));
    }

    #[test]
    fn what_is_no_list_is_refused_with_its_line_and_without_its_text() {
        let head = "pumice-allow-hashes version=1 key=1a2b3c4d\n";
        for (text, line, word) in [
            (String::new(), 1, "empty"),
            (format!("{HASH}\n"), 1, "does not begin"),
            ("jane@example.com\n".into(), 1, "does not begin"),
            (format!("{head}jane@example.com\n"), 2, "no hash"),
            (format!("{head}\n{HASH}0\n"), 3, "no hash"),
            (head.replace("=1 ", "=2 "), 1, "version"),
            (head.replace("1a2b3c4d", "jane"), 1, "no key's id"),
            (
                format!("{head}{}", head.replace("1a", "2b")),
                2,
                "another key",
            ),
        ] {
            let error = AllowHashes::parse(text.as_bytes()).unwrap_err();
            assert_eq!(error.line, line, "{text}");
            let message = error.message;
            assert!(
                message.contains(word) && !message.contains("jane"),
                "{message}"
            );
        }
        let bytes = [head.as_bytes(), b"jane\xff\n"].concat();
        let error = AllowHashes::parse(&bytes).unwrap_err();
        assert!(error.line == 2 && error.message.contains("UTF-8"));
    }
}
