//! Reading values in which only letters and digits matter, to compare them with known ones.

/// The letters and digits of a value, at most `MAX` of them, letters in upper case.
pub(super) struct Plain<const MAX: usize> {
    bytes: [u8; MAX],
    len: usize,
}

impl<const MAX: usize> Plain<MAX> {
    /// Reads a value; `None` where it has more characters, or one that is neither a letter, a digit
    /// nor a mark that parts them. What stands beside a known value must not pass with it.
    pub(super) fn read(value: &[u8]) -> Option<Self> {
        let mut plain = Self {
            bytes: [0; MAX],
            len: 0,
        };
        let mut rest = value;
        while let Some((&byte, after)) = rest.split_first() {
            if byte.is_ascii_alphanumeric() {
                *plain.bytes.get_mut(plain.len)? = byte.to_ascii_uppercase();
                plain.len += 1;
                rest = after;
            } else if byte.is_ascii() {
                rest = after;
            } else {
                let mark = super::blank(rest).or_else(|| super::hyphen(rest))?;
                rest = rest.get(mark..)?;
            }
        }
        Some(plain)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..self.len).unwrap_or_default()
    }
}

/// Whether a value is one of `known`, which are spelled with digits and capitals alone, whatever
/// marks part them. At most 34 characters: the longest that an identifier of the catalogue has.
pub(super) fn is_one_of(value: &[u8], known: &[&[u8]]) -> bool {
    Plain::<34>::read(value).is_some_and(|plain| known.contains(&plain.as_bytes()))
}

#[cfg(test)]
mod tests;
