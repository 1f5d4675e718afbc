//! Values in disguise: spelled so that a person reads them and a search for their shape does not.
//!
//! The pass over a text also looks for what may begin a disguise (anchors such as
//! [`Anchor::Escape`](crate::Anchor::Escape)); a look at the characters there (`seed`) dismisses nearly all
//! of them. Around those that are left a stretch of the text is written down as it is read, in one order:
//! transport escapes, runs of base 64 and hexadecimal digits, invisible characters, digits and letters of
//! other widths and scripts, separators (`characters`); then digits that stand apart, spelled addresses
//! and look-alike letters (`spelled`). That view is searched like any other text, and what is found in it
//! counts where it covers something that was undone: everything else has been found already.

mod characters;
mod encoded;
mod lookalike;
mod seed;
mod spelled;
mod transport;
mod view;

use std::fmt;

pub(crate) use encoded::may_begin as may_begin_run;
pub(crate) use seed::Seeds;
pub(crate) use view::Undone;

/// A way to disguise a value; each can be left alone by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Disguise {
    /// Decimal digits of other scripts, and full-width forms: `４１１１`, `٤١١١`, `ｊａｎｅ＠`.
    Digits,
    /// Blanks, hyphens and dashes beyond ASCII between the groups of a value: U+3000, U+2014, U+2212.
    Separators,
    /// Characters without a width inside of a value: U+200B, U+00AD, U+FEFF.
    Invisible,
    /// Letters of other scripts that look like those of ASCII (UTS 39), in addresses and domains.
    Lookalikes,
    /// `jane%40example.com`: RFC 3986, section 2.1.
    Percent,
    /// `jane&#64;example.com`: HTML, section 13.1.4.
    Entities,
    /// `jane=40example.com`, and line ends that break a value: RFC 2045, section 6.7.
    QuotedPrintable,
    /// Digits one by one: `4 1 1 1 ...`.
    Apart,
    /// `jane at example dot com`, `jane[at]example[dot]com`, in English, German, French and Spanish.
    Spelled,
    /// Runs of base 64 or hexadecimal digits of up to 4 KB that stand for a text (RFC 4648): the
    /// whole run is found. One level.
    Encoded,
}

impl Disguise {
    /// All of them.
    pub const ALL: [Disguise; 10] = [
        Self::Digits,
        Self::Separators,
        Self::Invisible,
        Self::Lookalikes,
        Self::Percent,
        Self::Entities,
        Self::QuotedPrintable,
        Self::Apart,
        Self::Spelled,
        Self::Encoded,
    ];

    /// Its name in a policy.
    ///
    /// ```
    /// # use pumice_detect::Disguise;
    /// assert_eq!(Disguise::QuotedPrintable.name(), "quoted_printable");
    /// ```
    pub const fn name(self) -> &'static str {
        match self {
            Self::Digits => "digits",
            Self::Separators => "separators",
            Self::Invisible => "invisible",
            Self::Lookalikes => "lookalikes",
            Self::Percent => "percent",
            Self::Entities => "entities",
            Self::QuotedPrintable => "quoted_printable",
            Self::Apart => "apart",
            Self::Spelled => "spelled",
            Self::Encoded => "encoded",
        }
    }

    /// The one of that name.
    pub fn named(name: &str) -> Option<Disguise> {
        Self::ALL.into_iter().find(|known| known.name() == name)
    }
}

impl fmt::Display for Disguise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The disguises that a search sees through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Disguises(u16);

impl Disguises {
    /// None.
    pub const NONE: Disguises = Disguises(0);
    /// All of them.
    pub const ALL: Disguises = Disguises((1 << Disguise::ALL.len()) - 1);

    /// These, and one more.
    #[must_use]
    pub const fn with(self, disguise: Disguise) -> Disguises {
        Disguises(self.0 | 1 << disguise as u16)
    }

    /// These without one.
    ///
    /// ```
    /// # use pumice_detect::{Disguise, Disguises};
    /// assert!(!Disguises::ALL.without(Disguise::Apart).has(Disguise::Apart));
    /// ```
    #[must_use]
    pub const fn without(self, disguise: Disguise) -> Disguises {
        Disguises(self.0 & !(1 << disguise as u16))
    }

    /// Whether one is among them.
    #[inline]
    pub const fn has(self, disguise: Disguise) -> bool {
        self.0 >> disguise as u16 & 1 == 1
    }
}

impl Default for Disguises {
    fn default() -> Self {
        Self::ALL
    }
}

/// What was left unread: encoded data that are too long to hold a text, or hardly ever do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Skipped {
    /// Payloads of `data:` URIs in base 64.
    pub data_uris: u64,
    /// Runs of more than 4 KB of base 64 or hexadecimal digits.
    pub blobs: u64,
}

/// The text of values as it is read, so that all spellings of a value are one. Memory is reused; it holds the
/// last value.
///
/// ```
/// let mut read = pumice_detect::AsRead::default();
/// assert_eq!(read.of("４１１１ 1111".as_bytes()), b"4111 1111");
/// assert_eq!(read.of(b"jane (at) example dot com"), b"jane@example.com");
/// assert_eq!(read.of(b"amFuZUBleGFtcGxlLmNvbQ=="), b"jane@example.com");
/// ```
#[derive(Default)]
pub struct AsRead {
    undone: Undone,
    on: Disguises,
}

impl AsRead {
    /// Reads values as a search that sees through `on` does; by default, through all.
    pub fn new(on: Disguises) -> Self {
        let undone = Undone::default();
        Self { undone, on }
    }

    /// The text of a value that was [found in disguise](crate::Finding::disguised), given as it stands;
    /// what is no disguise stays as it is. Hot: per finding in disguise.
    pub fn of(&mut self, value: &[u8]) -> &[u8] {
        self.undone.read(value, self.on)
    }
}

/// Shows nothing of the value.
impl fmt::Debug for AsRead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AsRead(..)")
    }
}
