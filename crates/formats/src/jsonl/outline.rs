//! What the lines of a block consist of: their regions, and the JSON texts inside their strings.
//!
//! Regions must come sorted by their place in the buffer, and a document that was found in a string
//! stands behind all lines. So what is found is noted by level, and the levels are joined at the end:
//!
//! ```text
//! buffer  | line 0 | line 1 | ... | docs of level 1, in order | docs of level 2 | ...
//! regions   of 0     of 1            of each of them             of each of them
//! ```
//! A document is decoded and walked while the walk of its string waits: whether the string holds
//! JSON at all is known only at its end, and then what was noted of it is there already, or is
//! forgotten again.
//!
//! A role is often known only when its message ends (`role` may stand behind `content`). Regions
//! are noted without one, and get it when the object closes; inner messages close first and win.
//! Documents get theirs when their line has ended, the outer ones first.

use std::array;

use pumice_detect::{Backend, Encoding, Region, Role, Span};
use pumice_engine::{Fields, PathId, Treatment};

use super::{
    blob::is_blob,
    grammar::{Container, Flaw, MAX_DEPTH, TOO_DEEP, walk},
    text::{Specials, looks_like_json},
    walker::{Reader, TOO_DEEP_INSIDE, Walker, stays},
};

/// Strings in strings are followed so deep; `arguments` within a tool's answer are at level 2.
pub(super) const MAX_LEVEL: usize = 8;

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
    /// The lines, and the documents of each level below.
    levels: [Level; MAX_LEVEL + 1],
    /// How much there was in each level behind the last line that was accepted.
    accepted: [Mark; MAX_LEVEL + 1],
    shared: Shared,
}

/// What stands in a region.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Origin {
    pub(crate) kind: Kind,
    /// Whether it is a text that stands as it is, not the inside of a JSON string.
    pub(crate) is_cell: bool,
    /// The map that a cell is a key of; 0 for all else.
    pub(super) map: u32,
    /// A message around this one must not overwrite its role.
    pub(super) has_role: bool,
}

/// Where a text stands, and what it is the value of.
#[derive(Clone, Copy)]
pub(crate) struct Cell {
    /// In the block's buffer.
    pub(crate) at: u32,
    pub(crate) record: u32,
    pub(crate) path: PathId,
    /// Who speaks, if that is known.
    pub(crate) role: Option<Role>,
    /// For a key of a map at the path: the map's number in the block, from 1.
    pub(crate) key_of: Option<u32>,
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
    /// The document that the string is in; `None` for a line.
    pub(crate) parent: Option<u32>,
    /// The word that its bits begin with, among those of its level.
    pub(super) first_word: u32,
    pub(super) role: Option<Role>,
    /// What was found in it stands from here on in the notes of its level.
    pub(super) first_region: usize,
    pub(super) first_doc: usize,
}

/// All texts of one level, and what was found in them.
#[derive(Default)]
pub(super) struct Level {
    pub(super) texts: Texts,
    pub(super) notes: Notes,
}

/// Documents, one behind the other; the lines are in the block's buffer.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) bytes: Vec<u8>,
    /// Their special bytes; each document begins with a word of its own.
    pub(super) bits: Vec<u64>,
    /// What is open in the text that is walked.
    pub(super) stack: Vec<Container>,
}

/// What was found in the texts of a level. Places count from the level's first byte.
#[derive(Default)]
pub(super) struct Notes {
    pub(super) regions: Vec<Region>,
    /// Beside `regions`.
    pub(super) origins: Vec<Origin>,
    /// The documents in their strings, whose texts are one level below.
    pub(super) docs: Vec<Doc>,
}

/// How much there was in a level before a text.
#[derive(Clone, Copy, Default)]
pub(super) struct Mark {
    bytes: usize,
    words: usize,
    regions: usize,
    docs: usize,
}

/// What the walks of all levels share.
#[derive(Default)]
pub(super) struct Shared {
    /// What is open, from the line down to the innermost document.
    pub(super) frames: Vec<Frame>,
    /// The last string that had to be decoded to be compared.
    pub(super) view: Vec<u8>,
    pub(super) blobs: u64,
    /// Bytes that the block will have.
    pub(super) bytes: usize,
    /// Why the record must be refused: what was found first on the uppermost level.
    pub(super) refusal: Option<(usize, &'static str)>,
}

/// An object or array that is open, or a text itself.
pub(super) struct Frame {
    pub(super) path: PathId,
    /// Path of the value that comes next.
    pub(super) value: PathId,
    /// What was found in it stands from here on.
    pub(super) first_region: usize,
    pub(super) first_doc: usize,
    /// Whether the next value is that of a role.
    pub(super) expects_role: bool,
    pub(super) role: Option<Role>,
}

/// Why a line is not acceptable.
pub(crate) struct Refusal {
    pub(crate) words: &'static str,
    /// Where in the line; unknown when it is something inside of a document.
    pub(crate) at: Option<usize>,
}

impl Outline {
    /// Forgets everything and begins with the lines of a block.
    pub(crate) fn begin(&mut self, lines: &[u8], backend: Backend) {
        self.clear();
        self.shared.bytes = lines.len();
        if let Some(level) = self.levels.first_mut() {
            backend.json_specials(lines, &mut level.texts.bits);
        }
        self.accepted = self.marks();
    }

    /// Forgets everything and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.regions.clear();
        self.origins.clear();
        self.docs.clear();
        self.blobs = 0;
        self.shared.blobs = 0;
        self.accepted = Default::default();
        for level in &mut self.levels {
            level.go_back(Mark::default());
        }
    }

    /// Walks the line that begins at `at` and notes what it consists of; nothing when it is not
    /// acceptable. Hot: per line.
    pub(crate) fn add(
        &mut self,
        line: &[u8],
        at: u32,
        record: u32,
        fields: &mut Fields<'_>,
    ) -> Result<(), Refusal> {
        let (blobs, bytes) = (self.shared.blobs, self.shared.bytes);
        self.shared.refusal = None;
        self.shared.frames.clear();
        let text = Cell {
            at,
            record,
            path: fields.root(),
            role: None,
            key_of: None,
        };
        let walked = self.walk_text(line, text, fields);
        let refused = match (walked, self.shared.refusal) {
            (Ok(()), None) => {
                self.accept(fields);
                return Ok(());
            }
            (Ok(()), Some((_, words))) => Refusal { words, at: None },
            (Err(Flaw { at, words }), _) => Refusal {
                words,
                at: Some(at),
            },
        };
        self.go_back(blobs, bytes, refused.words);
        Err(refused)
    }

    /// Notes a text that stands as it is, and what it consists of where it is JSON; nothing where it stays.
    /// Hot: per cell.
    pub(crate) fn add_cell(
        &mut self,
        text: &[u8],
        cell: Cell,
        fields: &mut Fields<'_>,
    ) -> Result<(), Refusal> {
        if text.is_empty() {
            return Ok(());
        }
        let kind = match (cell.key_of, fields.treatment(cell.path)) {
            (Some(_), _) => Kind::Key,
            (None, treatment) if stays(treatment, text) => return Ok(()),
            (None, Treatment::Whole(_)) => Kind::Text,
            (None, treatment) => {
                if is_blob(text) {
                    self.shared.blobs += 1;
                    return Ok(());
                }
                if looks_like_json(text) && self.add_json(text, cell, fields)? {
                    return Ok(());
                }
                match treatment {
                    Treatment::Id => Kind::Id,
                    _ => Kind::Text,
                }
            }
        };
        if let Some(level) = self.levels.first_mut() {
            level.notes.regions.push(Region {
                start: cell.at,
                end: cell.at + text.len() as u32,
                record: cell.record,
                field: match kind {
                    Kind::Key => {
                        let keys = fields.keys(cell.path);
                        cell.role.map_or(keys, |role| fields.with_role(keys, role))
                    }
                    _ => fields.field(cell.path, cell.role),
                },
                encoding: Encoding::Plain,
            });
            level.notes.origins.push(Origin {
                kind,
                is_cell: true,
                map: cell.key_of.unwrap_or_default(),
                has_role: true,
            });
        }
        self.accept(fields);
        Ok(())
    }

    /// Walks a cell that may be JSON; whether it is.
    fn add_json(
        &mut self,
        text: &[u8],
        cell: Cell,
        fields: &mut Fields<'_>,
    ) -> Result<bool, Refusal> {
        let (blobs, bytes) = (self.shared.blobs, self.shared.bytes);
        self.shared.refusal = None;
        self.shared.frames.clear();
        let walked = self.walk_text(text, cell, fields);
        match (walked, self.shared.refusal) {
            (Ok(()), None) => {
                if let (Some(role), Some(level), Some(mark)) =
                    (cell.role, self.levels.first_mut(), self.accepted.first())
                {
                    let notes = &mut level.notes;
                    let regions = mark.regions..notes.regions.len();
                    let docs = mark.docs..notes.docs.len();
                    notes.give_role(role, regions, docs, fields);
                }
                self.accept(fields);
                return Ok(true);
            }
            (Err(flaw), _) if flaw.words != TOO_DEEP => {}
            (Err(_), _) => return Err(self.go_back(blobs, bytes, TOO_DEEP_INSIDE)),
            (Ok(()), Some((_, words))) => return Err(self.go_back(blobs, bytes, words)),
        }
        let _ = self.go_back(blobs, bytes, "");
        Ok(false)
    }

    /// Forgets what was noted since the last text that was accepted.
    fn go_back(&mut self, blobs: u64, bytes: usize, words: &'static str) -> Refusal {
        for (level, mark) in self.levels.iter_mut().zip(self.accepted) {
            level.go_back(mark);
        }
        (self.shared.blobs, self.shared.bytes) = (blobs, bytes);
        Refusal { words, at: None }
    }

    /// Joins the levels: texts behind the lines, regions behind each other.
    pub(crate) fn finish(&mut self, buffer: &mut Vec<u8>) {
        self.blobs = self.shared.blobs;
        let Some((lines, below)) = self.levels.split_first_mut() else {
            return;
        };
        std::mem::swap(&mut self.regions, &mut lines.notes.regions);
        std::mem::swap(&mut self.origins, &mut lines.notes.origins);
        let (mut docs, mut docs_at) = (&lines.notes.docs, 0);
        let mut parents = 0..0;
        for level in below {
            if docs.is_empty() {
                break;
            }
            let at = buffer.len() as u32;
            buffer.extend_from_slice(&level.texts.bytes);
            let first = self.docs.len();
            for (index, doc) in docs.iter().enumerate() {
                // The last one that has what begins no later.
                while self
                    .docs
                    .get(parents.start + 1)
                    .filter(|_| parents.len() > 1)
                    .is_some_and(|next| next.first_doc <= index)
                {
                    parents.start += 1;
                }
                self.docs.push(Doc {
                    text: shifted(doc.text, at),
                    source: shifted(doc.source, docs_at),
                    parent: (!parents.is_empty()).then_some(parents.start as u32),
                    ..*doc
                });
            }
            parents = first..self.docs.len();
            let regions = level.notes.regions.iter();
            self.regions.extend(regions.map(|region| Region {
                start: region.start + at,
                end: region.end + at,
                ..*region
            }));
            self.origins.extend_from_slice(&level.notes.origins);
            (docs, docs_at) = (&level.notes.docs, at);
        }
    }

    /// The special bytes of a part of a document, or of the lines.
    pub(crate) fn specials(&self, doc: Option<&Doc>, part: Span) -> Specials<'_> {
        let (level, start) = match doc {
            Some(doc) => {
                let within = (part.start - doc.text.start) as usize;
                (
                    usize::from(doc.level),
                    doc.first_word as usize * 64 + within,
                )
            }
            None => (0, part.start as usize),
        };
        let level = self.levels.get(level);
        let words = level.map_or(&[][..], |level| &level.texts.bits);
        Specials::new(words, start, part.len() as usize)
    }

    fn marks(&self) -> [Mark; MAX_LEVEL + 1] {
        let mark = |level| self.levels.get(level).map(Level::mark);
        array::from_fn(|level| mark(level).unwrap_or_default())
    }

    /// Walks a JSON text of the uppermost level.
    fn walk_text(&mut self, line: &[u8], text: Cell, fields: &mut Fields<'_>) -> Result<(), Flaw> {
        let Cell {
            at, record, path, ..
        } = text;
        let Some((level, below)) = self.levels.split_first_mut() else {
            return Ok(());
        };
        let specials = Specials::new(&level.texts.bits, at as usize, line.len());
        let mut walker = Walker {
            text: Reader {
                bytes: line,
                specials,
                at,
                record,
                level: 0,
            },
            fields,
            notes: &mut level.notes,
            below,
            shared: &mut self.shared,
        };
        walker.enter(path, path);
        walk(
            line,
            specials,
            &mut level.texts.stack,
            MAX_DEPTH,
            &mut walker,
        )
    }

    /// Takes in the line that was walked. Most have no documents.
    fn accept(&mut self, fields: &mut Fields<'_>) {
        if let (Some(mark), Some(level)) = (self.accepted.first_mut(), self.levels.first()) {
            let before = std::mem::replace(mark, level.mark());
            if before.docs == mark.docs {
                return;
            }
            *mark = before;
        }
        self.give_roles(fields);
        self.accepted = self.marks();
    }

    /// Gives what was found in documents the roles of the messages that they are in, which are all
    /// known at the end of the line.
    fn give_roles(&mut self, fields: &mut Fields<'_>) {
        let mut levels = &mut self.levels[..];
        for mark in self.accepted {
            let Some((level, below)) = levels.split_first_mut() else {
                return;
            };
            let Some(inner) = below.first_mut() else {
                return;
            };
            let docs = level.notes.docs.get(mark.docs..).unwrap_or_default();
            if docs.is_empty() {
                return;
            }
            // What is in a document ends where that of the next one begins.
            let (mut last_region, mut last_doc) =
                (inner.notes.regions.len(), inner.notes.docs.len());
            for doc in docs.iter().rev() {
                if let Some(role) = doc.role {
                    inner.notes.give_role(
                        role,
                        doc.first_region..last_region,
                        doc.first_doc..last_doc,
                        fields,
                    );
                }
                (last_region, last_doc) = (doc.first_region, doc.first_doc);
            }
            levels = below;
        }
    }
}

impl Level {
    /// How much there is now.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            bytes: self.texts.bytes.len(),
            words: self.texts.bits.len(),
            regions: self.notes.regions.len(),
            docs: self.notes.docs.len(),
        }
    }

    /// Back to what there was: a text that is not acceptable leaves nothing behind.
    pub(super) fn go_back(&mut self, mark: Mark) {
        self.texts.bytes.truncate(mark.bytes);
        self.texts.bits.truncate(mark.words);
        self.notes.regions.truncate(mark.regions);
        self.notes.origins.truncate(mark.regions);
        self.notes.docs.truncate(mark.docs);
    }
}

impl Notes {
    /// Gives a role to what has none yet.
    pub(super) fn give_role(
        &mut self,
        role: Role,
        regions: std::ops::Range<usize>,
        docs: std::ops::Range<usize>,
        fields: &mut Fields<'_>,
    ) {
        let origins = self.origins.get_mut(regions.clone()).unwrap_or_default();
        let regions = self.regions.get_mut(regions).unwrap_or_default();
        for (region, origin) in regions.iter_mut().zip(origins) {
            if !origin.has_role {
                region.field = fields.with_role(region.field, role);
                origin.has_role = true;
            }
        }
        for doc in self.docs.get_mut(docs).unwrap_or_default() {
            doc.role.get_or_insert(role);
        }
    }
}

/// The same bytes, counted from another place.
fn shifted(span: Span, by: u32) -> Span {
    Span::new(span.start + by, span.end + by)
}
