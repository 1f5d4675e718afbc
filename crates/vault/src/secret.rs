//! Secrets: types that wipe themselves and that nothing prints, compares byte by byte or serializes.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::lock;

/// A key of 32 bytes.
///
/// It is wiped when dropped, lives in memory that does not move with its owner and is not swapped out, as
/// far as the limit for locked memory goes, and has neither
/// `Display` nor `Serialize`; `Debug` prints its name only. Two are compared in constant time.
#[derive(Zeroize, ZeroizeOnDrop)]
pub struct Key(Box<[u8; Key::BYTES]>);

impl Key {
    /// Length of a key in bytes.
    pub const BYTES: usize = 32;

    /// A key from the random source of the operating system.
    ///
    /// # Panics
    /// When the system has no random source: nothing can be kept secret then.
    pub fn random() -> Self {
        Self::filled(|key| getrandom::fill(key).expect("the system's random source answers"))
    }

    /// A key that `fill` writes; it is given zeros.
    pub(crate) fn filled(fill: impl FnOnce(&mut [u8; Self::BYTES])) -> Self {
        let mut key = Self(Box::new([0; Self::BYTES]));
        lock::keep_in_memory(&*key.0);
        fill(&mut key.0);
        key
    }

    /// A copy of these bytes, if there are as many as a key has.
    pub(crate) fn from_slice(bytes: &[u8]) -> Option<Self> {
        let bytes: &[u8; Self::BYTES] = bytes.try_into().ok()?;
        Some(Self::filled(|key| key.copy_from_slice(bytes)))
    }

    pub(crate) fn bytes(&self) -> &[u8; Self::BYTES] {
        &self.0
    }
}

impl Clone for Key {
    fn clone(&self) -> Self {
        Self::filled(|key| key.copy_from_slice(self.bytes()))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&*other.0).into()
    }
}

impl Eq for Key {}

/// Says that there is a key, not which.
impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Key(..)")
    }
}

/// A value of the corpus that was protected, on its way to who may see it.
///
/// It is wiped when dropped and is seen through [`Revealed::expose`] alone, so that whoever lets a
/// value out can be found.
#[derive(Clone)]
pub struct Revealed(Zeroizing<Vec<u8>>);

impl Revealed {
    pub(crate) fn new(value: Vec<u8>) -> Self {
        Self(Zeroizing::new(value))
    }

    /// The value, UTF-8.
    pub fn expose(&self) -> &[u8] {
        &self.0
    }
}

/// Says that there is a value, not which.
impl fmt::Debug for Revealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Revealed(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_secret_is_shown() {
        let key = Key::filled(|key| key.fill(0x5a));
        assert_eq!(format!("{key:?}"), "Key(..)");
        assert_eq!(
            format!("{:?}", Revealed::new(b"jane".to_vec())),
            "Revealed(..)"
        );
        assert_eq!(key, Key::from_slice(&[0x5a; 32]).unwrap());
        assert_ne!(key, Key::random());
        assert!(Key::from_slice(&[0; 31]).is_none());
    }
}
