//! What replaces a value.
//!
//! A transform appends the replacement to a buffer as plain text; the format escapes it. Which one
//! applies is looked up by index, so adding one touches its own file and one arm of the table that
//! compiles policies. Whatever a transform writes stays as it is in a second pass.

use pumice_detect::{EntityId, Field, Normal};
use pumice_vault::MacBlock;

pub use crate::fields::Pattern;
pub(crate) use fpe::Fpe;
pub(crate) use hash::Hash;
pub(crate) use keep::Keep;
pub(crate) use mask::Mask;
pub(crate) use ordinal::Ordinals;
pub(crate) use redact::Redact;
pub(crate) use replace::Replace;
pub(crate) use tokenize::{Places, TokenState, Tokenize};

mod fpe;
mod hash;
mod keep;
mod mask;
mod ordinal;
mod redact;
mod replace;
mod tokenize;
mod written;

pub(crate) use written::{is_written, is_written_token};

/// One way to treat a value that was found.
///
/// Same value, context and key, same output: a transform reads no clock and draws no lots.
pub trait Transform: Send + Sync + std::fmt::Debug {
    /// Its name in policies and reports.
    fn name(&self) -> &'static str;

    /// What the output depends on.
    fn scope(&self) -> Scope;

    /// Whether the value can be had back from the output by who is entitled to.
    fn is_reversible(&self) -> bool {
        false
    }

    /// Whether it wants to know which of the distinct values of its record a value is
    /// ([`TransformContext::ordinal`]) wherever it stands.
    fn counts(&self) -> bool {
        false
    }

    /// Appends what replaces `value` to `out`; where it answers anything but
    /// [`Outcome::Replaced`], what it has appended is dropped.
    ///
    /// Hot: per finding.
    fn apply(
        &self,
        state: &mut WorkerState,
        value: &Value<'_>,
        context: &TransformContext<'_>,
        out: &mut Vec<u8>,
    ) -> Outcome;
}

/// What became of one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The output replaces the value.
    Replaced,
    /// The value stays.
    Kept,
    /// The value can be neither replaced nor kept: its record is withheld. The reason holds nothing
    /// of the value.
    Failed(&'static str),
}

/// What the output of a transform depends on, beside policy and key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The value: it is replaced alike in all records (but for the ordinals in names and ids,
    /// which count within a record).
    Value,
    /// The record too.
    Record,
}

/// A value that was found. Its `Debug` shows its length only.
#[derive(Clone, Copy)]
pub struct Value<'a> {
    /// The text as it is read, with escapes and disguises undone (UTF-8).
    pub text: &'a [u8],
    /// What is replaced, with escapes undone alone: in names all of the name, which may be more than was found.
    pub spelled: &'a [u8],
    /// How it is spelled where its spellings must be one.
    pub normal: Normal,
}

impl Value<'_> {
    /// Appends the normal spelling, which is never empty for a value that is not: a text of which
    /// nothing would be left stays as it is.
    pub fn write_normal(&self, out: &mut Vec<u8>) {
        let before = out.len();
        self.normal.write(self.text, out);
        if out.len() == before {
            out.extend_from_slice(self.text);
        }
    }
}

impl std::fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Value({} bytes, {:?})", self.text.len(), self.normal)
    }
}

/// Where a value was found.
#[derive(Clone, Copy, Debug)]
pub struct TransformContext<'a> {
    /// What it is.
    pub entity: EntityId,
    /// The name of the entity.
    pub entity_name: &'a str,
    /// Path and role.
    pub field: &'a Field,
    /// Number of the record in the input, counted from 1.
    pub record: u64,
    /// In names and ids, and where a transform [counts](Transform::counts): 1, 2, .. for the distinct values of this entity in the record.
    pub ordinal: Option<u32>,
    /// What the replacement must look like.
    pub pattern: Pattern,
    pub(crate) record_bytes: RecordBytes<'a>,
}

/// What tells the record by its bytes, and its place in the block.
#[derive(Clone, Copy)]
pub(crate) struct RecordBytes<'a> {
    pub(crate) hash: &'a dyn Fn() -> [u8; 32],
    pub(crate) index: u32,
}

/// Says which record it is: its bytes are the corpus.
impl std::fmt::Debug for RecordBytes<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RecordBytes({})", self.index)
    }
}

impl TransformContext<'_> {
    /// The hash of the record as it was read ([`Batch::record_hash`](crate::Batch::record_hash)); computed when first asked for, and once for
    /// all values of a record.
    pub fn record_hash(&self, state: &mut WorkerState) -> [u8; 32] {
        let index = self.record_bytes.index as usize;
        if state.record_hashes.len() <= index {
            state.record_hashes.resize(index + 1, None);
        }
        *state.record_hashes[index].get_or_insert_with(self.record_bytes.hash)
    }
}

/// Scratch memory that transforms share, of one worker and one block.
///
/// Holds values, so its `Debug` shows nothing.
#[derive(Default)]
pub struct WorkerState {
    /// A normal spelling.
    normal: Vec<u8>,
    block: MacBlock,
    /// By the record's index in the block.
    record_hashes: Vec<Option<[u8; 32]>>,
    /// Where there is a vault.
    pub(crate) tokens: Option<TokenState>,
}

impl WorkerState {
    pub(crate) fn new(tokens: Option<TokenState>) -> Self {
        Self {
            tokens,
            ..Self::default()
        }
    }

    /// Values whose spelling may come back as another one, since it was last asked.
    pub(crate) fn take_respelled(&mut self) -> u64 {
        let tokens = self.tokens.as_mut();
        tokens.map_or(0, |tokens| std::mem::take(&mut tokens.respelled))
    }

    pub(crate) fn respelled(&self) -> u64 {
        self.tokens.as_ref().map_or(0, |tokens| tokens.respelled)
    }

    /// Forgets the last block.
    pub(crate) fn clear(&mut self) {
        self.normal.clear();
        self.record_hashes.clear();
        if let Some(tokens) = &mut self.tokens {
            tokens.clear();
        }
    }
}

impl std::fmt::Debug for WorkerState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WorkerState(..)")
    }
}

/// The longest value that `^[a-zA-Z0-9_-]{1,64}$` allows.
const MAX_NAME: usize = 64;

/// Appends `<ENTITY_1>`, which tells ids of a record apart.
fn write_id(context: &TransformContext<'_>, out: &mut Vec<u8>) {
    out.push(b'<');
    write_ordinal(context, out);
    out.push(b'>');
}

/// Appends `ENTITY_1`.
fn write_ordinal(context: &TransformContext<'_>, out: &mut Vec<u8>) {
    out.extend_from_slice(context.entity_name.as_bytes());
    out.push(b'_');
    let mut digits = [0; 10];
    let mut rest = context.ordinal.unwrap_or(1);
    let mut at = digits.len();
    while rest > 0 || at == digits.len() {
        at -= 1;
        digits[at] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    out.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests;
