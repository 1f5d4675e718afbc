//! One rule of the catalogue, as data.
//!
//! A rule says what a value looks like ([`Shape`]), how it is checked, which words speak for it
//! and who defined it. Rules of the catalogue are functions that return one, one file each; rules of a policy load
//! into the same type and pass the same checks.

use std::borrow::Cow;

use pumice_names::Kind as NameKind;

use crate::{
    finding::Evidence,
    input::Span,
    own::{Pattern, Terms},
    phone::RegionSet,
};

/// A rule that finds values of one entity.
///
/// # Evidence
/// The score of a value is the sum of what speaks for it, in decibans: the shape's prior, the
/// verdict of the check, a context word near it, the name of its field.
#[derive(Clone, Debug)]
pub struct Recognizer {
    /// Unique name in lower case, such as `us_ssn`.
    pub id: Cow<'static, str>,
    /// What it finds, such as `US_SSN`; at most 24 characters.
    pub entity: Cow<'static, str>,
    /// ISO 3166 country code in lower case, or `global`, `finance`, `secrets`.
    pub country: Cow<'static, str>,
    /// What a value looks like, in one way or several.
    pub shapes: Vec<Shape>,
    /// Added to what each shape says: below zero for a rule that needs a cue.
    pub bias: Evidence,
    /// Proves or refutes a value of [`Shape::Groups`], given its letters and digits only, or one of
    /// [`Shape::Tokens`], [`Shape::Pattern`] or [`Shape::Terms`], given as it stands.
    pub validate: Option<fn(&[u8]) -> Verdict>,
    /// The most that `validate` says for a value: a rule that even then needs a cue is not tried before
    /// one stands there.
    pub most: Evidence,
    /// What the regions of a profile say of a value, beside [`Recognizer::AT_HOME`] for a rule of one of
    /// them: for a rule of all countries whose values are some country's.
    pub regional: Option<Regional>,
    /// Cues: words that speak for the entity when they stand near a value or name its field,
    /// separated by `;`. Case and the accents of Latin and Greek letters do not matter; of several words in a row all must
    /// stand there.
    pub context: Cow<'static, str>,
    /// Its grammar may take more than the value (a link all up to a blank), so that it ends where
    /// another value begins that reaches further.
    pub open_ended: bool,
    /// Whether what a better value leaves of one is still of its entity: of a link with a password in
    /// it, what stands on both sides.
    pub divisible: bool,
    /// How a value is spelled before it is hashed, so that its spellings become one.
    pub normal: Normal,
    /// Tells well-known values of tests and documentation, which are nobody's.
    pub specimens: Specimens,
    /// The authority that defines the identifier: document and, where there is one, address.
    pub citation: Cow<'static, str>,
    /// Whether its entity counts where nobody says anything of it. What identifies nobody by itself
    /// and stands everywhere (a UUID) is off, and a policy turns it on. An entity with several rules is on if one
    /// of them is, and then has those that are.
    pub default_on: bool,
}

/// Whether a value of a rule, as it stands, is a *specimen*: one that is known to be nobody's because
/// a standard, the issuer or its documentation sets it aside. How it is spelled does not matter; more
/// than the specimen must not be in it. Asked of findings alone, so it costs a search nothing.
pub type Specimens = Option<fn(value: &[u8]) -> bool>;

/// What a value looks like.
#[derive(Clone, Debug)]
pub enum Shape {
    /// Runs of digits and letters in known groupings; many rules share one walk.
    Groups(Vec<Grouping>),
    /// A grammar of its own, tried wherever the anchor stands.
    Walk {
        /// Where to start.
        anchor: Anchor,
        /// Decides, and says how far the value reaches.
        walk: Walk,
    },
    /// A grammar of its own behind the mark of a label: the `:` or `=` where its walk starts.
    Labelled {
        /// Last words of the labels.
        labels: Labels,
        /// Decides, and says how far the value reaches.
        walk: Walk,
    },
    /// The value of a field whose name speaks for the rule, which is all of the text but perhaps a unit.
    Whole(fn(&[u8]) -> Option<Walked>),
    /// A grammar that starts at a literal in a run of what tokens are made of.
    Marked {
        /// Of three bytes or more each.
        literals: &'static [&'static str],
        /// Decides, and says how far the value reaches.
        walk: Walk,
    },
    /// Tokens that have a literal at a fixed place, as services give them out; many rules share one walk.
    Tokens(Vec<Token>),
    /// Whatever the walks of another recognizer find, given its id; for a rule that says more of
    /// the same value (a date of birth is a date).
    Like(Cow<'static, str>),
    /// A name of a kind, as a trained model finds them; several rules may ask for one kind.
    Named(NameKind),
    /// A regular expression of a user's own.
    Pattern(Pattern),
    /// A list of a user's own.
    Terms(Terms),
}

/// Lists of words, in small letters.
pub type Labels = &'static [&'static [&'static str]];

/// One form of a token.
#[derive(Clone, Debug)]
pub struct Token {
    /// Literals, and runs of a class of characters with their length: `ghp_<W36>`, `sk_live_<W24-99>`.
    /// `W` is a letter or digit; `U` one of these or `-`, `_`; `E` or `+`, `/`; `R` or `-`, `.`, `_`, `~`;
    /// `L` is a letter, `A` a capital; `D` a digit; `C` a digit or capital, `N` a digit or small letter;
    /// `H` a small hexadecimal digit, `X` any; `T` and `S` are base 32 in small and capital letters; `M` is
    /// `A` to `P`, `Y` `A` to `L`, `B` `A` to `D`, `V` `a` to `d`, `P` one of `AEIMQUYcgkosw048`, `Q` one of
    /// `AQgw`; `Z` is `=`, as in `<Z0-2>`, the padding of base 64. A literal of three bytes or more must
    /// stand behind runs of fixed length. Neither side may go on with a letter, a digit or the class of the
    /// outermost run.
    pub pattern: Cow<'static, str>,
    /// How likely a text of this pattern is the secret, before any check.
    pub prior: Evidence,
}

impl Token {
    /// A form of a rule of the catalogue.
    pub const fn new(pattern: &'static str, prior: i16) -> Self {
        Self {
            pattern: Cow::Borrowed(pattern),
            prior: Evidence(prior),
        }
    }
}

/// One grouping of a value of digits and letters.
#[derive(Clone, Debug)]
pub struct Grouping {
    /// `9` is a digit, `A` a letter; `-`, ` `, `.`, `/` and `+` are themselves; `~` is a hyphen, a
    /// blank or a dot, the same one throughout. `X` is a digit or a letter; a pattern with it has neither
    /// `9` nor `A`, and its value has both a digit and a letter.
    pub pattern: Cow<'static, str>,
    /// How likely a text of this pattern is the entity, before any check.
    pub prior: Evidence,
    /// The most that the rule's check says for a text of this pattern, where that is less than
    /// [`Recognizer::most`].
    pub most: Evidence,
}

impl Recognizer {
    /// As much as any check may say: one that a random value passes once in a hundred times.
    pub const MOST: Evidence = Evidence(20);

    /// What it says for a rule of a country that the data are of one of the profile's regions.
    ///
    /// In the data of one country its own identifiers are some six times as frequent as in data of
    /// anywhere, and 10 log10(6) = 8. That settles between identifiers of the same shape and check. It
    /// finds nothing by itself: many a grouping lacks less than that, so it counts beside a cue only
    /// and for what is enough without.
    pub const AT_HOME: Evidence = Evidence(8);

    /// A rule that finds nothing yet; the functions of the catalogue fill in the rest.
    pub const fn new(id: &'static str, entity: &'static str, country: &'static str) -> Self {
        Self {
            id: Cow::Borrowed(id),
            entity: Cow::Borrowed(entity),
            country: Cow::Borrowed(country),
            shapes: Vec::new(),
            bias: Evidence(0),
            validate: None,
            most: Self::MOST,
            regional: None,
            context: Cow::Borrowed(""),
            open_ended: false,
            divisible: false,
            normal: Normal::Exact,
            specimens: None,
            citation: Cow::Borrowed(""),
            default_on: true,
        }
    }
}

impl Recognizer {
    /// Whether a model finds its values.
    pub(crate) fn is_named(&self) -> bool {
        let is_named = |shape| matches!(shape, &Shape::Named(_));
        self.shapes.iter().any(is_named)
    }
}

impl Shape {
    /// A grammar and where it starts.
    pub const fn walk(anchor: Anchor, walk: Walk) -> Shape {
        Shape::Walk { anchor, walk }
    }

    /// A grammar and the last words of the labels that it stands behind.
    pub const fn labelled(labels: Labels, walk: Walk) -> Shape {
        Shape::Labelled { labels, walk }
    }
}

impl Grouping {
    /// A grouping of a rule of the catalogue.
    pub const fn new(pattern: &'static str, prior: i16) -> Self {
        Self {
            pattern: Cow::Borrowed(pattern),
            prior: Evidence(prior),
            most: Recognizer::MOST,
        }
    }

    /// The same for a pattern of whose texts the check says less than of others.
    pub fn at_most(self, decibans: i16) -> Self {
        Self {
            most: Evidence(decibans),
            ..self
        }
    }
}

/// What a byte and its neighbours must be for a [`Walk`] to start there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// `@`
    At,
    /// The `:` of `://`, or a dot as in `www.`.
    Link,
    /// `:` before another one, or between hexadecimal digits with more colons behind.
    HexColon,
    /// `-` or `:` after the first pair of hexadecimal digits, `.` after the first four, where the
    /// same mark follows the next group.
    HexGroup,
    /// A dot between digits.
    DottedDigits,
    /// The first digit of one, two or four where a date may be.
    Date,
    /// The first digit of a word of four characters or more, or of a shorter one that a mark and
    /// another digit or letter follow.
    Digit,
    /// `+` or `(` before a digit.
    Dial,
    /// A letter at a word's start, then a letter and two digits.
    TwoLetters,
    /// One to three letters at a word's start, perhaps a separator, then a digit; or up to six
    /// letters and a digit.
    LetterGroup,
    /// The first digit of a number of three at most, beside a word or behind a label's mark.
    Age,
    /// `:` or `=` behind a word.
    Label,
    /// The first digit of one to three before a character beyond ASCII.
    Degrees,
    /// The dot of a number with four decimals and more.
    Decimal,
    /// The first hyphen of `8-4-4-4-12` characters.
    Uuid,
    /// The first of twenty letters, digits and marks of tokens in a row.
    Token,
    /// A mark that 26 letters follow.
    Tokenlike,
    /// The dot before a word of two to seven letters.
    Domain,
    /// The first capital of a machine-readable zone.
    Mrz,
    /// The slash of `Product/1.0`.
    Product,
    /// The first of six digits or more behind a character beyond ASCII, or behind a blank and one.
    WideDigit,
    /// What may be an opening bracket, or a blank before one, behind a letter and six digits.
    Bracket,
    /// The first capital of a group of letters and digits, behind a mark and another capital.
    Plate,
    /// Six capital letters at the start of a word of 8, 11, 12 or 20 letters and digits.
    Capitals,
    /// The start of a word of 26 letters and digits or more. A walk may count on it only where a
    /// digit stands among the 64 bytes from there on.
    LongToken,
    /// The first of thirteen digits or more.
    LongDigits,
    /// Three or four digits that are a word, at the start of a region or close to a letter.
    ShortDigits,
    /// The first digit of a number of six at most, with a word before or behind it.
    House,
    /// The first dash of a block's border (`-----BEGIN`).
    Dashes,
    /// The first dash of a command's flag, behind a blank or at the start of a region.
    Flag,
    /// `=` or `:` apart from the name of what is assigned.
    Assign,
    /// The slash of `</name`.
    ClosingTag,
    /// The mark of an escape of transport: `%40`, `&#64;`, `=40`. Of disguises, as those that follow.
    Escape,
    /// The start of fifteen letters, digits and marks of base 64 in a row.
    Encoded,
    /// The start of a word that may stand for `@`.
    AtWord,
    /// The first of four digits that stand one by one.
    Apart,
    /// `@` or a dot near a character beyond ASCII.
    Lookalike,
    /// A character beyond ASCII that may be read as one of ASCII, or not at all.
    Wide,
}

/// Tries one anchor: `text` is one region and `at` the anchor's place in it. Bounded: looks at a
/// limited number of bytes on either side.
pub type Walk = fn(text: &[u8], at: usize) -> Option<Walked>;

/// A value that a [`Walk`] has found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walked {
    /// First byte in the region.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What shape and check say for it.
    pub evidence: Evidence,
}

/// What regions say of a value; nothing where there are none.
#[derive(Clone, Copy, Debug)]
pub struct Regional {
    /// What they say of `value`, as it is written: letters, digits and marks.
    pub evidence: fn(value: &[u8], regions: RegionSet) -> Evidence,
    /// The most that they say, so that a rule that even then needs a cue waits for it.
    pub most: Evidence,
}

/// What a check says of a value that has the shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It cannot be one.
    Refuted,
    /// It may be one; the evidence is what passing the check is worth (a check that one random
    /// number in eleven passes: +10).
    Fits(Evidence),
}

impl Walked {
    /// A value from `start` to `end` for which `decibans` speak.
    pub const fn new(start: usize, end: usize, decibans: i16) -> Walked {
        Walked {
            start,
            end,
            evidence: Evidence(decibans),
        }
    }

    /// Where it is in the text of a region that begins at `start`.
    pub(crate) const fn span(&self, start: u32) -> Span {
        Span::new(start + self.start as u32, start + self.end as u32)
    }
}

impl Verdict {
    /// `Fits` with `decibans` when `valid`, `Refuted` otherwise.
    pub const fn when(valid: bool, decibans: i16) -> Verdict {
        if valid {
            Verdict::Fits(Evidence(decibans))
        } else {
            Verdict::Refuted
        }
    }
}

/// How a value is spelled before it is hashed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Normal {
    /// As it stands.
    #[default]
    Exact,
    /// ASCII letters in lower case.
    Lowercase,
    /// Letters and digits only, ASCII letters in upper case.
    Alphanumeric,
    /// Digits only, and a leading `+`.
    Digits,
}

impl Normal {
    /// Appends the normal spelling of `value`.
    ///
    /// ```
    /// # use pumice_detect::Normal;
    /// let mut out = Vec::new();
    /// Normal::Alphanumeric.write(b"de89 3704", &mut out);
    /// assert_eq!(out, b"DE893704");
    /// ```
    pub fn write(self, value: &[u8], out: &mut Vec<u8>) {
        let start = out.len();
        match self {
            Normal::Exact => out.extend_from_slice(value),
            Normal::Lowercase => {
                out.extend_from_slice(value);
                out[start..].make_ascii_lowercase();
            }
            Normal::Alphanumeric => {
                keep(value, out, |byte| {
                    byte.is_ascii_alphanumeric() || !byte.is_ascii()
                });
                out[start..].make_ascii_uppercase();
            }
            Normal::Digits => {
                let rest = value.strip_prefix(b"+").unwrap_or(value);
                out.extend_from_slice(&value[..value.len() - rest.len()]);
                keep(rest, out, |byte| byte.is_ascii_digit());
            }
        }
    }
}

/// Appends the bytes that `keeps` says yes to; without a branch for each. Hot: per finding.
#[inline]
fn keep(value: &[u8], out: &mut Vec<u8>, keeps: impl Fn(u8) -> bool) {
    let mut len = out.len();
    out.resize(len + value.len(), 0);
    for &byte in value {
        out[len] = byte;
        len += usize::from(keeps(byte));
    }
    out.truncate(len);
}
