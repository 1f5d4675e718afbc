//! What a line consists of: its regions, and the JSON texts inside its strings.
//!
//! Regions must come sorted by their place in the buffer, and a document that was found in a string
//! stands behind everything that was read before it. So documents are queued and outlined after all
//! lines, level by level:
//!
//! ```text
//! buffer  | line 0 | line 1 | ... | docs of level 1, in order | docs of level 2 | ...
//! regions   of 0     of 1            of each of them             of each of them
//! ```
//! The queue holds their texts until the level above is done, because a buffer that is walked must
//! not move.
//!
//! A role is often known only when its message ends (`role` may stand behind `content`). Regions
//! are noted without one, and get it when the object closes; inner messages close first and win.

use std::ops::Range;

use pumice_detect::{Encoding, FieldId, OffsetMap, Region, Role, Span, escape};
use pumice_engine::{Fields, PathId, Treatment};

use super::{
    blob::is_blob,
    grammar::{Container, Depth, Events, Flaw, MAX_DEPTH, Quoted, walk},
    text::{is_symbol, looks_like_json},
};

/// Strings in strings are followed so deep; `arguments` within a tool's answer are at level 2.
const MAX_LEVEL: u8 = 8;

/// A number in JSON of fewer digits is a count, a year or a token, not a phone or a card.
const MIN_DIGITS: usize = 7;

/// The role of a chat message is the value of this key.
const ROLE_KEY: &[u8] = b"role";

/// The texts of a block. Memory is reused from block to block.
///
/// Has no `Debug`: it holds texts of the corpus.
#[derive(Default)]
pub(crate) struct Outline {
    /// Sorted by start: those of the lines, then those of each level of nested documents.
    pub(crate) regions: Vec<Region>,
    /// Beside `regions`.
    pub(crate) origins: Vec<Origin>,
    /// Sorted by their text.
    pub(crate) docs: Vec<Doc>,
    /// Strings skipped because they are no text.
    pub(crate) blobs: u64,
    /// Texts of documents that are found but not yet part of the block's buffer.
    queue: Vec<u8>,
    frames: Vec<Frame>,
    scratch: Scratch,
}

/// What stands in a region.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    pub(crate) kind: Kind,
    /// A message around this one must not overwrite its role.
    has_role: bool,
}

/// How an edit of a region is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The inner bytes of a string value.
    Text,
    /// The inner bytes of a string value that other values of the record refer to.
    Id,
    /// The inner bytes of an object's key.
    Key,
    /// The digits of a number before its point, or the whole number where it is taken whole.
    Number,
}

/// A JSON text that was found inside a string, decoded behind the lines of the block.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Doc {
    /// Where its decoded text stands.
    pub(crate) text: Span,
    /// The inner bytes of the string that it was decoded from, in a line or in another document.
    pub(crate) source: Span,
    /// 1 for a document in a line's string.
    pub(crate) level: u8,
    pub(crate) record: u32,
    /// The path of the string goes on inside of it.
    path: PathId,
    role: Option<Role>,
}

/// A JSON text to be outlined: a line, or a document.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Task {
    /// Where it stands in the buffer.
    pub(crate) at: u32,
    /// Where the next document's text will begin when the queue is empty.
    pub(crate) queue_at: u32,
    pub(crate) record: u32,
    /// 0 for a line.
    level: u8,
    path: PathId,
    role: Option<Role>,
}

impl Task {
    /// A line; its path is the root of all paths.
    pub(crate) fn line(at: u32, queue_at: u32, record: u32, root: PathId) -> Self {
        Self {
            at,
            queue_at,
            record,
            level: 0,
            path: root,
            role: None,
        }
    }

    /// A document; it has the record, the path and the role of its string.
    pub(crate) fn doc(doc: &Doc, queue_at: u32) -> Self {
        Self {
            at: doc.text.start,
            queue_at,
            record: doc.record,
            level: doc.level,
            path: doc.path,
            role: doc.role,
        }
    }
}

/// How much there was before a text.
#[derive(Clone, Copy)]
struct Mark {
    regions: usize,
    docs: usize,
    queue: usize,
    blobs: u64,
}

/// An object or array that is open, or the text itself.
struct Frame {
    path: PathId,
    /// Path of the value that comes next.
    value: PathId,
    /// What was found in it stands from here on.
    first_region: usize,
    first_doc: usize,
    /// Whether the next value is that of [`ROLE_KEY`].
    expects_role: bool,
    role: Option<Role>,
}

#[derive(Default)]
struct Scratch {
    /// What is open in the text that is walked.
    stack: Vec<Container>,
    /// What is open in a string of it that may be JSON.
    inner_stack: Vec<Container>,
    /// The last string that had to be decoded.
    view: Vec<u8>,
    map: OffsetMap,
}

impl Outline {
    /// Forgets everything and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.regions.clear();
        self.origins.clear();
        self.docs.clear();
        self.queue.clear();
        self.blobs = 0;
    }

    /// Walks one JSON text and notes what it consists of; nothing when it is not acceptable.
    ///
    /// Hot: per line.
    pub(crate) fn add(
        &mut self,
        text: &[u8],
        task: Task,
        fields: &mut Fields<'_>,
    ) -> Result<(), Flaw> {
        let before = self.mark();
        let mut stack = std::mem::take(&mut self.scratch.stack);
        self.frames.clear();
        self.frames.push(self.frame(task.path, task.path));
        let mut walker = Walker {
            text,
            task,
            fields,
            outline: self,
        };
        let result = walk(text, &mut stack, MAX_DEPTH, &mut walker);
        self.scratch.stack = stack;
        if result.is_err() {
            self.truncate(before);
        }
        for doc in self.docs.iter_mut().skip(before.docs) {
            doc.role = doc.role.or(task.role);
        }
        result
    }

    /// Moves the texts of documents that were found to the end of the buffer.
    pub(crate) fn flush(&mut self, buffer: &mut Vec<u8>) {
        buffer.extend_from_slice(&self.queue);
        self.queue.clear();
    }

    /// Forgets the regions of records that `is_rejected` names.
    #[cold]
    pub(crate) fn retain(&mut self, is_rejected: impl Fn(u32) -> bool) {
        let keep = |record| !is_rejected(record);
        let mut index = 0;
        let regions = &self.regions;
        self.origins.retain(|_| {
            let region = regions.get(index);
            index += 1;
            region.is_some_and(|region| keep(region.record))
        });
        self.regions.retain(|region| keep(region.record));
    }

    /// How much there is now.
    fn mark(&self) -> Mark {
        Mark {
            regions: self.regions.len(),
            docs: self.docs.len(),
            queue: self.queue.len(),
            blobs: self.blobs,
        }
    }

    /// Back to what there was: a text that is not acceptable leaves nothing behind.
    fn truncate(&mut self, mark: Mark) {
        self.regions.truncate(mark.regions);
        self.origins.truncate(mark.regions);
        self.docs.truncate(mark.docs);
        self.queue.truncate(mark.queue);
        self.blobs = mark.blobs;
    }

    /// What is found from now on stands in this container.
    fn frame(&self, path: PathId, value: PathId) -> Frame {
        Frame {
            path,
            value,
            first_region: self.regions.len(),
            first_doc: self.docs.len(),
            expects_role: false,
            role: None,
        }
    }
}

/// Turns the events of a walk into regions and documents.
struct Walker<'a, 'f> {
    /// The text that is walked; offsets of events are its.
    text: &'a [u8],
    task: Task,
    fields: &'a mut Fields<'f>,
    outline: &'a mut Outline,
}

impl Events for Walker<'_, '_> {
    fn begin(&mut self, container: Container) {
        let path = self.value_path();
        let value = match container {
            Container::Object => path,
            Container::Array => self.fields.items(path),
        };
        let frame = self.outline.frame(path, value);
        self.outline.frames.push(frame);
    }

    fn end(&mut self, _: Container) {
        let frame = self.outline.frames.pop();
        if let Some(frame) = frame
            && let Some(role) = frame.role
        {
            self.assign_role(&frame, role);
        }
    }

    #[inline(always)]
    fn key(&mut self, key: Quoted) {
        let raw = self.text.get(key.inner.clone()).unwrap_or_default();
        let Scratch { view, map, .. } = &mut self.outline.scratch;
        let name = decoded(raw, key.escaped, view, map);
        let Some(frame) = self.outline.frames.last_mut() else {
            return;
        };
        let object = frame.path;
        let member = self.fields.member(object, frame.value, name);
        frame.value = member.path;
        frame.expects_role = name == ROLE_KEY;
        if member.is_foreign && !name.is_empty() && !self.is_kept(object, member.path) {
            let field = self.fields.keys(object);
            let field = match self.task.role {
                Some(role) => self.fields.with_role(field, role),
                None => field,
            };
            self.push(key.inner, encoding(key.escaped), field, Kind::Key);
        }
    }

    fn string(&mut self, string: Quoted) -> Result<(), Flaw> {
        let Some(raw) = self.text.get(string.inner.clone()) else {
            return Ok(());
        };
        let path = self.value_path();
        let treatment = self.fields.plan(path).treatment;
        self.note_role(raw, string.escaped);
        if raw.is_empty() || self.stays(treatment, raw, string.escaped) {
            return Ok(());
        }
        if !matches!(treatment, Treatment::Whole(_)) {
            if is_blob(raw) {
                self.outline.blobs += 1;
                return Ok(());
            }
            // An opening quote or bracket may be escaped, too, but then as `\"` or `\u00..`.
            let may_be_json = raw
                .iter()
                .find(|byte| !byte.is_ascii_whitespace())
                .is_some_and(|byte| b"{[\\".contains(byte));
            if may_be_json && self.follow(raw, &string, path)? {
                return Ok(());
            }
        }
        let field = self.fields.field(path, self.task.role);
        let kind = match treatment {
            Treatment::Id => Kind::Id,
            _ => Kind::Text,
        };
        self.push(string.inner, encoding(string.escaped), field, kind);
        Ok(())
    }

    fn number(&mut self, number: Range<usize>) {
        let path = self.value_path();
        let treatment = self.fields.plan(path).treatment;
        match treatment {
            Treatment::Keep => return,
            Treatment::Whole(_) => {
                // With its fraction: 12.5 is neither 12 of an allow list nor equal to 12.75.
                let field = self.fields.field(path, self.task.role);
                self.push(number, Encoding::Plain, field, Kind::Number);
                return;
            }
            _ if number.len() < MIN_DIGITS => return,
            _ => {}
        }
        let token = self.text.get(number.clone()).unwrap_or_default();
        let sign = usize::from(token.starts_with(b"-"));
        let digits = token
            .iter()
            .skip(sign)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits >= MIN_DIGITS {
            let field = self.fields.field(path, self.task.role);
            let start = number.start + sign;
            self.push(start..start + digits, Encoding::Plain, field, Kind::Number);
        }
    }
}

impl Walker<'_, '_> {
    /// Where the value that comes next stands.
    fn value_path(&self) -> PathId {
        (self.outline.frames.last()).map_or(self.task.path, |frame| frame.value)
    }

    /// A key stays when the whole subtree that it stands in does.
    fn is_kept(&self, object: PathId, member: PathId) -> bool {
        let keeps = |path| self.fields.plan(path).treatment == Treatment::Keep;
        keeps(object) && keeps(member)
    }

    /// Whether the plan keeps this string as it is. Decides on the decoded text, so that
    /// `\u0075ser` is the keyword that a reader sees.
    fn stays(&mut self, treatment: Treatment, raw: &[u8], escaped: bool) -> bool {
        let Scratch { view, map, .. } = &mut self.outline.scratch;
        match treatment {
            Treatment::Keep => true,
            Treatment::Keyword(words) => {
                let text = decoded(raw, escaped, view, map);
                words.iter().any(|word| word.as_bytes() == text)
            }
            Treatment::Symbol => is_symbol(decoded(raw, escaped, view, map)),
            _ => false,
        }
    }

    /// Remembers the role of a message when its value comes by; of two the last counts, as for most
    /// readers. Another word is no role, and whatever stands there is text.
    fn note_role(&mut self, raw: &[u8], escaped: bool) {
        let Outline {
            frames, scratch, ..
        } = &mut *self.outline;
        if let Some(frame) = frames.last_mut()
            && frame.expects_role
        {
            frame.expects_role = false;
            let text = decoded(raw, escaped, &mut scratch.view, &mut scratch.map);
            frame.role = Role::parse(text).or(frame.role);
        }
    }

    /// What was found in an object with a role, and has none of a message inside of it, gets it.
    fn assign_role(&mut self, frame: &Frame, role: Role) {
        let Outline {
            regions,
            origins,
            docs,
            ..
        } = &mut *self.outline;
        for (region, origin) in (regions.iter_mut())
            .zip(origins.iter_mut())
            .skip(frame.first_region)
        {
            if !origin.has_role {
                region.field = self.fields.with_role(region.field, role);
                origin.has_role = true;
            }
        }
        for doc in docs.iter_mut().skip(frame.first_doc) {
            doc.role.get_or_insert(role);
        }
    }

    /// Follows a string into the JSON inside it; whether there is any.
    fn follow(&mut self, raw: &[u8], string: &Quoted, path: PathId) -> Result<bool, Flaw> {
        let Outline {
            scratch,
            queue,
            docs,
            ..
        } = &mut *self.outline;
        let view = decoded(raw, string.escaped, &mut scratch.view, &mut scratch.map);
        let mut depth = Depth::default();
        if !looks_like_json(view)
            || walk(view, &mut scratch.inner_stack, usize::MAX, &mut depth).is_err()
        {
            return Ok(false);
        }
        let refuse = |words| {
            Err(Flaw {
                at: string.inner.start,
                words,
            })
        };
        if depth.deepest > MAX_DEPTH {
            return refuse("JSON in a string that nests deeper than 128 levels");
        }
        if self.task.level >= MAX_LEVEL {
            return refuse("JSON in strings nested deeper than 8 levels");
        }
        // Offsets are 32 bits wide; eight levels of a line at its limit may be more.
        let start = self.task.queue_at as usize + queue.len();
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(start + view.len())) else {
            return refuse("JSON in strings that is too large for a block");
        };
        queue.extend_from_slice(view);
        docs.push(Doc {
            text: Span::new(start, end),
            source: self.task.span(&string.inner),
            level: self.task.level + 1,
            record: self.task.record,
            path,
            role: None,
        });
        Ok(true)
    }

    /// Adds a region in the coordinates of the buffer.
    fn push(&mut self, inner: Range<usize>, encoding: Encoding, field: FieldId, kind: Kind) {
        let Span { start, end } = self.task.span(&inner);
        self.outline.regions.push(Region {
            start,
            end,
            record: self.task.record,
            field,
            encoding,
        });
        self.outline.origins.push(Origin {
            kind,
            has_role: false,
        });
    }
}

impl Task {
    /// In the coordinates of the buffer, which is at most 4 GiB.
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.at + range.start as u32, self.at + range.end as u32)
    }
}

/// A string without a backslash is its own text, which spares the detector a view.
fn encoding(escaped: bool) -> Encoding {
    if escaped {
        Encoding::JsonString
    } else {
        Encoding::Plain
    }
}

/// The text that the inner bytes of a string spell.
pub(crate) fn decoded<'v>(
    raw: &'v [u8],
    escaped: bool,
    view: &'v mut Vec<u8>,
    map: &mut OffsetMap,
) -> &'v [u8] {
    if !escaped {
        return raw;
    }
    view.clear();
    map.clear();
    escape::decode(raw, view, map);
    view
}
