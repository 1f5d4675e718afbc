//! What a caller hands to the detector: one contiguous buffer and the regions of it that are text.
//!
//! One call covers a whole block of records. A call per field was refused: fields are a hundred
//! bytes long, and chunks, bitmaps and look-ups only pay over thousands.

use std::{fmt, sync::Arc};

use crate::{builder::ProfileId, context::Cues};

/// A half-open range of bytes `[start, end)` in a buffer of at most 4 GiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from `start` to `end`.
    ///
    /// ```
    /// # use pumice_detect::Span;
    /// assert_eq!(Span::new(2, 5).len(), 3);
    /// ```
    #[inline]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    #[inline]
    pub const fn len(self) -> u32 {
        self.end.saturating_sub(self.start)
    }

    /// Whether no byte is covered.
    #[inline]
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }

    /// The same span as indices of a slice.
    #[inline]
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether both spans cover at least one byte in common.
    #[inline]
    pub const fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// How the bytes of a region spell its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// The bytes are the text (UTF-8).
    Plain,
    /// The bytes stand between the quotes of a JSON string: escapes are undone before detection,
    /// and findings are mapped back to the raw bytes.
    JsonString,
}

/// Index of a [`Field`] in [`Input::fields`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(pub u32);

/// One stretch of text in the buffer.
///
/// The regions of an [`Input`] are sorted by `start` and disjoint; they may abut. The edge of a
/// region is a word edge: nothing is found across it, and nothing beyond it is context.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// Number of the record within the block.
    pub record: u32,
    /// The field that the text is the value of.
    pub field: FieldId,
    /// How the bytes spell the text.
    pub encoding: Encoding,
}

impl Region {
    /// The bytes that the region covers.
    #[inline]
    pub const fn span(&self) -> Span {
        Span::new(self.start, self.end)
    }
}

/// Who speaks in a chat message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// `system`
    System,
    /// `developer`
    Developer,
    /// `user`
    User,
    /// `assistant`
    Assistant,
    /// `tool`
    Tool,
    /// `function` (deprecated by the API, still in corpora)
    Function,
}

impl Role {
    /// Every role, in the order of the variants.
    pub const ALL: [Role; 6] = [
        Self::System,
        Self::Developer,
        Self::User,
        Self::Assistant,
        Self::Tool,
        Self::Function,
    ];

    /// The role that a chat line spells `name`; `None` for any other text.
    ///
    /// ```
    /// # use pumice_detect::Role;
    /// assert_eq!(Role::parse(b"user"), Some(Role::User));
    /// assert_eq!(Role::parse(b"User"), None);
    /// ```
    pub fn parse(name: &[u8]) -> Option<Role> {
        Self::ALL
            .into_iter()
            .find(|role| role.name().as_bytes() == name)
    }

    /// The role as chat lines spell it.
    pub const fn name(self) -> &'static str {
        match self {
            Role::System => "system",
            Role::Developer => "developer",
            Role::User => "user",
            Role::Assistant => "assistant",
            Role::Tool => "tool",
            Role::Function => "function",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// What is known of a field before its values are read; made by
/// [`Detector::field`](crate::Detector::field).
///
/// A path is shown in reports, so it names only keys that the format or the policy knows; every
/// other key is `*` there. The name's cues are taken from the key itself and hold no text of it.
#[derive(Clone, Debug)]
pub struct Field {
    pub(crate) path: Arc<str>,
    pub(crate) role: Option<Role>,
    pub(crate) profile: ProfileId,
    pub(crate) cues: Cues,
}

impl Field {
    /// The path from the record's root, such as `messages[].content` or `metadata.*`.
    pub fn path(&self) -> &Arc<str> {
        &self.path
    }

    /// The speaker, in a chat message.
    pub fn role(&self) -> Option<Role> {
        self.role
    }

    /// The thresholds that hold in this field.
    pub fn profile(&self) -> ProfileId {
        self.profile
    }
}

/// One block of text to search.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The whole buffer, at most 4 GiB. Bytes outside the regions are never looked at.
    pub text: &'a [u8],
    /// Sorted, disjoint, within `text`.
    pub regions: &'a [Region],
    /// Indexed by [`FieldId`].
    pub fields: &'a [Field],
}
