//! How an output is compressed.

use std::{fmt, ops::RangeInclusive};

/// A way to compress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// RFC 1952.
    Gzip,
    /// RFC 8878.
    Zstd,
}

impl Codec {
    /// Levels from the fastest to the smallest output.
    pub fn levels(self) -> RangeInclusive<u32> {
        match self {
            Codec::Gzip => 1..=9,
            Codec::Zstd => 1..=22,
        }
    }

    /// What the command of the codec uses, too.
    pub fn default_level(self) -> u32 {
        match self {
            Codec::Gzip => 6,
            Codec::Zstd => 3,
        }
    }
}

/// The name of the command.
impl fmt::Display for Codec {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Codec::Gzip => "gzip",
            Codec::Zstd => "zstd",
        })
    }
}

/// A codec and a level that it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding {
    codec: Codec,
    level: u32,
}

impl Encoding {
    /// `None` when the codec has no such level.
    ///
    /// ```
    /// # use pumice_formats::codec::{Codec, Encoding};
    /// assert!(Encoding::new(Codec::Gzip, 9).is_some());
    /// assert!(Encoding::new(Codec::Gzip, 10).is_none());
    /// ```
    pub fn new(codec: Codec, level: u32) -> Option<Self> {
        codec
            .levels()
            .contains(&level)
            .then_some(Self { codec, level })
    }

    /// The codec.
    pub fn codec(self) -> Codec {
        self.codec
    }

    /// The level.
    pub fn level(self) -> u32 {
        self.level
    }
}

/// At the default level.
impl From<Codec> for Encoding {
    fn from(codec: Codec) -> Self {
        Self {
            codec,
            level: codec.default_level(),
        }
    }
}
