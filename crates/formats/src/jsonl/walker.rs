//! Turns the events of a walk into regions and documents.
//!
//! A string may hold a text of its own, which is walked from within; that goes no deeper than
//! [`MAX_LEVEL`] calls.

use std::{array, ops::Range};

use pumice_detect::{Encoding, FieldId, Region, Role, Span, escape};
use pumice_engine::{Fields, PathId, Treatment};

use super::{
    blob::is_blob,
    grammar::{Container, Depth, Events, Flaw, MAX_DEPTH, Quoted, TOO_DEEP, walk},
    outline::{Doc, Frame, Kind, Level, MAX_LEVEL, Mark, Notes, Origin, Shared, Texts},
    text::{Specials, is_symbol, looks_like_json},
    unescape::Spelled,
};

/// A number in JSON of fewer digits is a count, a year or a token, not a phone or a card.
const MIN_DIGITS: usize = 7;

/// The role of a chat message is the value of this key.
const ROLE_KEY: &[u8] = b"role";

/// A text that is walked: a line or a document.
#[derive(Clone, Copy)]
pub(super) struct Reader<'t> {
    pub(super) bytes: &'t [u8],
    pub(super) specials: Specials<'t>,
    /// Where it stands in its level; in the lines, in the buffer.
    pub(super) at: u32,
    pub(super) record: u32,
    /// 0 for a line.
    pub(super) level: usize,
}

/// The walk of one text.
pub(super) struct Walker<'a, 'f> {
    /// Offsets of events are its.
    pub(super) text: Reader<'a>,
    pub(super) fields: &'a mut Fields<'f>,
    /// Those of the text's level.
    pub(super) notes: &'a mut Notes,
    pub(super) below: &'a mut [Level],
    pub(super) shared: &'a mut Shared,
}

impl Events for Walker<'_, '_> {
    fn begin(&mut self, container: Container) {
        let path = self.value_path();
        let value = match container {
            Container::Object => path,
            Container::Array => self.fields.items(path),
        };
        self.enter(path, value);
    }

    fn end(&mut self, _: Container) {
        let frame = self.shared.frames.pop();
        if let Some(frame) = frame
            && let Some(role) = frame.role
        {
            let regions = frame.first_region..self.notes.regions.len();
            let docs = frame.first_doc..self.notes.docs.len();
            self.notes.give_role(role, regions, docs, self.fields);
        }
    }

    #[inline(always)]
    fn key(&mut self, key: Quoted) {
        let Shared { frames, view, .. } = &mut *self.shared;
        let name = self.text.decoded(&key, view);
        let Some(frame) = frames.last_mut() else {
            return;
        };
        let object = frame.path;
        let member = self.fields.member(object, frame.value, name);
        frame.value = member.path;
        frame.expects_role = name == ROLE_KEY;
        if member.is_foreign && !name.is_empty() && !self.is_kept(object, member.path) {
            let field = self.fields.keys(object);
            self.push(key.inner, encoding(key.escaped), field, Kind::Key);
        }
    }

    #[inline(always)]
    fn string(&mut self, string: Quoted) -> Result<(), Flaw> {
        let Some(frame) = self.shared.frames.last() else {
            return Ok(());
        };
        let path = frame.value;
        if frame.expects_role {
            self.note_role(&string);
        }
        let treatment = self.fields.treatment(path);
        if string.inner.is_empty() || self.stays(treatment, &string) {
            return Ok(());
        }
        if !matches!(treatment, Treatment::Whole(_)) {
            let raw = self.text.inner(&string);
            if is_blob(raw) {
                self.shared.blobs += 1;
                return Ok(());
            }
            if may_be_json(raw) && self.follow(&string, path)? {
                return Ok(());
            }
        }
        let field = self.fields.field(path, None);
        let kind = match treatment {
            Treatment::Id => Kind::Id,
            _ => Kind::Text,
        };
        self.push(string.inner, encoding(string.escaped), field, kind);
        Ok(())
    }

    fn number(&mut self, number: Range<usize>) {
        let path = self.value_path();
        let treatment = self.fields.treatment(path);
        match treatment {
            Treatment::Keep => return,
            Treatment::Whole(_) => {
                // With its fraction: 12.5 is neither 12 of an allow list nor equal to 12.75.
                let field = self.fields.field(path, None);
                self.push(number, Encoding::Plain, field, Kind::Number);
                return;
            }
            _ if number.len() < MIN_DIGITS => return,
            _ => {}
        }
        let token = self.text.bytes.get(number.clone()).unwrap_or_default();
        let sign = usize::from(token.starts_with(b"-"));
        let digits = token
            .iter()
            .skip(sign)
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        if digits >= MIN_DIGITS {
            let field = self.fields.field(path, None);
            let start = number.start + sign;
            self.push(start..start + digits, Encoding::Plain, field, Kind::Number);
        }
    }
}

impl Walker<'_, '_> {
    /// Opens a container, or the text itself: what is found from now on stands in it.
    #[inline]
    pub(super) fn enter(&mut self, path: PathId, value: PathId) {
        self.shared.frames.push(Frame {
            path,
            value,
            first_region: self.notes.regions.len(),
            first_doc: self.notes.docs.len(),
            expects_role: false,
            role: None,
        });
    }

    /// Where the value that comes next stands.
    #[inline]
    fn value_path(&self) -> PathId {
        (self.shared.frames.last()).map_or(self.fields.root(), |frame| frame.value)
    }

    /// A key stays when the whole subtree that it stands in does.
    fn is_kept(&self, object: PathId, member: PathId) -> bool {
        let keeps = |path| self.fields.treatment(path) == Treatment::Keep;
        keeps(object) && keeps(member)
    }

    /// Whether the plan keeps this string as it is. Decides on the decoded text, so that
    /// `\u0075ser` is the keyword that a reader sees.
    #[inline]
    fn stays(&mut self, treatment: Treatment, string: &Quoted) -> bool {
        match treatment {
            Treatment::Keyword(_) | Treatment::Symbol => {
                stays(treatment, self.text.decoded(string, &mut self.shared.view))
            }
            _ => treatment == Treatment::Keep,
        }
    }

    /// Remembers the role of a message when its value comes by; of two the last counts, as for most
    /// readers. Another word is no role, and whatever stands there is text.
    #[inline(never)]
    fn note_role(&mut self, string: &Quoted) {
        let Shared { frames, view, .. } = &mut *self.shared;
        if let Some(frame) = frames.last_mut() {
            frame.expects_role = false;
            frame.role = Role::parse(self.text.decoded(string, view)).or(frame.role);
        }
    }

    /// Follows a string into the JSON inside it; whether there is any.
    ///
    /// The string is decoded to the end of the level below and walked there. When it holds no JSON,
    /// all levels below are what they were before.
    ///
    /// # Errors
    /// When a line must be refused for it. What stands deeper is refused at the end of the line,
    /// because the texts around it may yet turn out to be no JSON.
    fn follow(&mut self, string: &Quoted, path: PathId) -> Result<bool, Flaw> {
        let before: [Mark; MAX_LEVEL] = array::from_fn(|level| {
            let level = self.below.get(level);
            level.map(Level::mark).unwrap_or_default()
        });
        let (blobs, bytes) = (self.shared.blobs, self.shared.bytes);
        let refusal = self.shared.refusal;
        let depth = self.shared.frames.len();
        let outcome = self.walk_inner(string, path);
        self.shared.frames.truncate(depth);
        if outcome == Inner::Json {
            return Ok(true);
        }
        for (level, mark) in self.below.iter_mut().zip(before) {
            level.go_back(mark);
        }
        (self.shared.blobs, self.shared.bytes) = (blobs, bytes);
        self.shared.refusal = refusal;
        match outcome {
            Inner::Refused(words) if self.text.level == 0 => Err(Flaw {
                at: string.inner.start,
                words,
            }),
            Inner::Refused(words) => {
                let level = self.text.level;
                if refusal.is_none_or(|(upper, _)| level < upper) {
                    self.shared.refusal = Some((level, words));
                }
                Ok(true)
            }
            _ => Ok(false),
        }
    }

    /// Decodes a string to the level below and walks it there.
    fn walk_inner(&mut self, string: &Quoted, path: PathId) -> Inner {
        let Some((level, below)) = self.below.split_first_mut() else {
            return self.walk_last(string);
        };
        let Texts { bytes, bits, stack } = &mut level.texts;
        let (start, first_word) = (bytes.len(), bits.len());
        self.text.spelled(string).decode(bytes);
        let text = bytes.get(start..).unwrap_or_default();
        if !looks_like_json(text) {
            return Inner::Text;
        }
        self.fields.backend().json_specials(text, bits);
        let specials = Specials::new(bits, first_word * 64, text.len());
        // Offsets are 32 bits wide; eight levels of a line at its limit may be more.
        self.shared.bytes += text.len();
        if u32::try_from(self.shared.bytes).is_err() {
            return refused(text, specials, stack, TOO_LARGE);
        }
        let doc = Doc {
            text: Span::new(start as u32, (start + text.len()) as u32),
            source: self.text.span(&string.inner),
            level: self.text.level as u8 + 1,
            parent: None,
            first_word: first_word as u32,
            role: None,
            first_region: level.notes.regions.len(),
            first_doc: level.notes.docs.len(),
        };
        let mut walker = Walker {
            text: Reader {
                bytes: text,
                specials,
                at: start as u32,
                record: self.text.record,
                level: self.text.level + 1,
            },
            fields: self.fields,
            notes: &mut level.notes,
            below,
            shared: self.shared,
        };
        walker.enter(path, path);
        match walk(text, specials, stack, MAX_DEPTH, &mut walker) {
            Ok(()) => {
                self.notes.docs.push(doc);
                Inner::Json
            }
            Err(flaw) if flaw.words == TOO_DEEP => refused(text, specials, stack, TOO_DEEP_INSIDE),
            Err(_) => Inner::Text,
        }
    }

    /// What becomes of a string on the last level, which is not followed.
    #[cold]
    fn walk_last(&mut self, string: &Quoted) -> Inner {
        let text = self.text.decoded(string, &mut self.shared.view);
        if !looks_like_json(text) {
            return Inner::Text;
        }
        let mut bits = vec![];
        self.fields.backend().json_specials(text, &mut bits);
        let specials = Specials::new(&bits, 0, text.len());
        refused(text, specials, &mut vec![], TOO_MANY_LEVELS)
    }

    /// Adds a region in the coordinates of the level.
    #[inline]
    fn push(&mut self, inner: Range<usize>, encoding: Encoding, field: FieldId, kind: Kind) {
        let Span { start, end } = self.text.span(&inner);
        self.notes.regions.push(Region {
            start,
            end,
            record: self.text.record,
            field,
            encoding,
        });
        self.notes.origins.push(Origin {
            kind,
            is_cell: false,
            map: 0,
            has_role: false,
        });
    }
}

/// Whether a plan keeps a text as it is.
#[inline]
pub(crate) fn stays(treatment: Treatment, text: &[u8]) -> bool {
    match treatment {
        Treatment::Keep => true,
        Treatment::Keyword(words) => words.iter().any(|word| word.as_bytes() == text),
        Treatment::Symbol => is_symbol(text),
        _ => false,
    }
}

/// What a string turned out to hold.
#[derive(PartialEq, Eq)]
enum Inner {
    Json,
    Text,
    /// JSON that must not be passed on, and why.
    Refused(&'static str),
}

/// What becomes of a text whose contents cannot be noted: whether it is JSON is seen without.
#[cold]
fn refused(
    text: &[u8],
    specials: Specials<'_>,
    stack: &mut Vec<Container>,
    words: &'static str,
) -> Inner {
    let mut depth = Depth::default();
    match walk(text, specials, stack, usize::MAX, &mut depth) {
        Ok(()) if depth.deepest > MAX_DEPTH => Inner::Refused(TOO_DEEP_INSIDE),
        Ok(()) => Inner::Refused(words),
        Err(_) => Inner::Text,
    }
}

pub(super) const TOO_DEEP_INSIDE: &str = "JSON in a string that nests deeper than 128 levels";
const TOO_MANY_LEVELS: &str = "JSON in strings nested deeper than 8 levels";
const TOO_LARGE: &str = "JSON in strings that is too large for a block";

impl<'t> Reader<'t> {
    /// In the coordinates of the level; a block is at most 4 GiB.
    fn span(&self, range: &Range<usize>) -> Span {
        Span::new(self.at + range.start as u32, self.at + range.end as u32)
    }

    /// The inner bytes of a string.
    #[inline]
    fn inner(&self, string: &Quoted) -> &'t [u8] {
        self.bytes.get(string.inner.clone()).unwrap_or_default()
    }

    fn spelled(&self, string: &Quoted) -> Spelled<'t> {
        let text = self.bytes.get(string.inner.start..).unwrap_or_default();
        Spelled::new(text, self.specials.within(string.inner.clone()))
    }

    /// The text that a string spells.
    #[inline]
    fn decoded<'v>(&self, string: &Quoted, view: &'v mut Vec<u8>) -> &'v [u8]
    where
        't: 'v,
    {
        if !string.escaped {
            return self.inner(string);
        }
        view.clear();
        self.spelled(string).decode(view);
        view
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

/// Whether a string could hold JSON, by its first and its last byte that is no white space: decoding
/// what does not costs more than looking. An escape may be anything.
#[inline]
fn may_be_json(raw: &[u8]) -> bool {
    let Some(first) = raw.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        return false;
    };
    match first {
        b'{' | b'[' => ends_like_json(raw),
        b'\\' => begins_like_json(raw) && ends_like_json(raw),
        _ => false,
    }
}

/// An opening quote or bracket may be escaped, and so may the white space in front of it.
fn begins_like_json(raw: &[u8]) -> bool {
    let mut rest = raw;
    loop {
        let (len, character) = match (escape::escape_at(rest), rest.first()) {
            (Some(escape), _) => escape,
            (None, Some(&byte)) => (1, char::from(byte)),
            (None, None) => return false,
        };
        if !character.is_ascii_whitespace() {
            return matches!(character, '{' | '[' | '"');
        }
        rest = rest.get(len..).unwrap_or_default();
    }
}

/// The longest escape of one character has 6 bytes, and white space may stand behind it.
fn ends_like_json(raw: &[u8]) -> bool {
    let end = raw.trim_ascii_end();
    let last = end.len().saturating_sub(6);
    matches!(end.last(), Some(b'}' | b']' | b'"'))
        || end.get(last..).unwrap_or_default().contains(&b'\\')
}
