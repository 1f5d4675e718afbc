//! Sets of what may stand at one place of a region: bytes, or its edge.

/// Bytes, and the edge of the region.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Set {
    bytes: [u64; 4],
    edge: bool,
}

/// The symbol of the edge, behind those of the bytes.
pub(super) const EDGE: usize = 256;

impl Set {
    /// No byte.
    pub(super) const NONE: Set = Set {
        bytes: [0; 4],
        edge: false,
    };
    /// Every byte, and the edge.
    pub(super) const ALL: Set = Set {
        bytes: [u64::MAX; 4],
        edge: true,
    };
    /// The edge alone.
    pub(super) const EDGE: Set = Set {
        bytes: [0; 4],
        edge: true,
    };

    /// One byte.
    pub(super) fn byte(byte: u8) -> Set {
        Set::NONE.with(byte..=byte)
    }

    /// Letters, digits and `_` of ASCII.
    pub(super) fn word() -> Set {
        let [digits, capitals, small] = [b'0'..=b'9', b'A'..=b'Z', b'a'..=b'z'];
        Set::byte(b'_').with(digits).with(capitals).with(small)
    }

    /// All others, and the edge.
    pub(super) fn no_word() -> Set {
        Set {
            bytes: Set::word().bytes.map(|word| !word),
            edge: true,
        }
    }

    /// With more bytes.
    pub(super) fn with(mut self, bytes: std::ops::RangeInclusive<u8>) -> Set {
        for byte in bytes {
            self.bytes[usize::from(byte) / 64] |= 1 << (byte % 64);
        }
        self
    }

    /// Without some bytes.
    pub(super) fn without(mut self, bytes: std::ops::RangeInclusive<u8>) -> Set {
        for byte in bytes {
            self.bytes[usize::from(byte) / 64] &= !(1 << (byte % 64));
        }
        self
    }

    /// What is in both.
    pub(super) fn and(self, other: Set) -> Set {
        let mut bytes = self.bytes;
        bytes
            .iter_mut()
            .zip(other.bytes)
            .for_each(|(word, other)| *word &= other);
        Set {
            bytes,
            edge: self.edge && other.edge,
        }
    }

    /// What is in one of them.
    pub(super) fn or(self, other: Set) -> Set {
        let mut bytes = self.bytes;
        bytes
            .iter_mut()
            .zip(other.bytes)
            .for_each(|(word, other)| *word |= other);
        Set {
            bytes,
            edge: self.edge || other.edge,
        }
    }

    /// Without the edge.
    pub(super) fn inside(self) -> Set {
        Set {
            edge: false,
            ..self
        }
    }

    pub(super) fn is_empty(self) -> bool {
        self == Set::NONE
    }

    pub(super) fn is_within(self, other: Set) -> bool {
        self.and(other) == self
    }

    /// Whether it has a byte, or the edge for [`EDGE`].
    pub(super) fn has(self, symbol: usize) -> bool {
        match self.bytes.get(symbol / 64) {
            Some(word) => word >> (symbol % 64) & 1 == 1,
            None => self.edge,
        }
    }

    /// The bytes that it has.
    pub(super) fn each(self) -> impl Iterator<Item = u8> {
        (0..=u8::MAX).filter(move |&byte| self.has(usize::from(byte)))
    }
}
