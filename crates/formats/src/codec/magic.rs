//! What the first bytes of an input say of the rest.

use std::ops::RangeInclusive;

use super::Codec;

/// What an input is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// No magic is known: it is read as it stands.
    Plain,
    /// It is decoded.
    Compressed(Codec),
    /// It is not read; what it is and what to do instead.
    Refused(&'static str),
}

/// Bytes that say what an input is.
struct Magic {
    first: RangeInclusive<u8>,
    rest: &'static [u8],
    kind: Kind,
}

impl Magic {
    const fn new(first: u8, rest: &'static [u8], kind: Kind) -> Self {
        Self {
            first: first..=first,
            rest,
            kind,
        }
    }

    /// Whether `head` begins with it, or is the beginning of it.
    fn may_be(&self, head: &[u8]) -> bool {
        head.split_first().is_none_or(|(first, rest)| {
            let len = rest.len().min(self.rest.len());
            self.first.contains(first) && self.rest.get(..len) == rest.get(..len)
        })
    }

    fn is(&self, head: &[u8]) -> bool {
        head.len() > self.rest.len() && self.may_be(head)
    }
}

/// No text begins with the bytes of one of these; those of archives are letters that begin no JSON.
const MAGICS: [Magic; 10] = [
    Magic::new(0x1f, b"\x8b", Kind::Compressed(Codec::Gzip)),
    Magic::new(0x28, b"\xb5\x2f\xfd", Kind::Compressed(Codec::Zstd)),
    // A skippable frame, which LZ4 has too; one that stands first is seen with Zstandard only.
    Magic {
        first: 0x50..=0x5f,
        rest: b"\x2a\x4d\x18",
        kind: Kind::Compressed(Codec::Zstd),
    },
    Magic::new(b'P', b"K\x03\x04", Kind::Refused(ZIP)),
    Magic::new(b'P', b"K\x05\x06", Kind::Refused(ZIP)),
    Magic::new(b'P', b"AR1", Kind::Refused(PARQUET)),
    Magic::new(b'B', b"Zh", Kind::Refused(BZIP2)),
    Magic::new(0xfd, b"7zXZ\0", Kind::Refused(XZ)),
    Magic::new(0x04, b"\x22\x4d\x18", Kind::Refused(LZ4)),
    Magic::new(0xff, b"\x06\0\0sNaPpY", Kind::Refused(SNAPPY)),
];

const ZIP: &str = "is a ZIP archive; unpack it and give the JSONL file that is in it";
const PARQUET: &str =
    "is a Parquet file, which is read in places and not from a pipe; give its path";
const BZIP2: &str = "is compressed with bzip2, which is not read; pipe it through `bzip2 -dc`";
const XZ: &str = "is compressed with xz, which is not read; pipe it through `xz -dc`";
const LZ4: &str = "is compressed with LZ4, which is not read; pipe it through `lz4 -dc`";
const SNAPPY: &str = "is compressed with Snappy, which is not read; pipe it through `snzip -dc`";

/// Whether more bytes could change what [`kind`] says.
pub(super) fn is_open(head: &[u8]) -> bool {
    MAGICS
        .iter()
        .any(|magic| magic.may_be(head) && !magic.is(head))
}

/// What an input that begins with `head` is.
pub(super) fn kind(head: &[u8]) -> Kind {
    let known = MAGICS.iter().find(|magic| magic.is(head));
    known.map_or(Kind::Plain, |magic| magic.kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_magics_are_known_and_parts_of_them_are_plain() {
        for magic in &MAGICS {
            for first in magic.first.clone() {
                let mut head = vec![first];
                head.extend_from_slice(magic.rest);
                assert_eq!(kind(&head), magic.kind);
                assert!(!is_open(&head));
                for len in 0..head.len() {
                    assert_eq!(kind(&head[..len]), Kind::Plain);
                    assert!(is_open(&head[..len]));
                }
                head.push(b'x');
                assert_eq!(kind(&head), magic.kind);
            }
        }
    }

    #[test]
    fn the_first_bytes_of_json_tell_that_it_is_plain() {
        for head in ["{", "[1", "[[", "\"", " ", "\n", "0", "t", "\u{feff}"] {
            assert!(!is_open(head.as_bytes()), "{head}");
        }
    }
}
