//! Edits become splices of the lines: mapped back through every level of strings in strings,
//! escaped once for each.
//!
//! ```text
//! line      {"args":"{\"to\":\"jane@example.com\"}"}
//!                            |      span      |        3. here the lines are cut
//!                                 ^ counted along the escapes of the string
//! document  {"to":"jane@example.com"}
//!                  |      span     |                   1. here it was found
//! text      <EMAIL "A">  ->  <EMAIL \"A\">  ->  <EMAIL \\\"A\\\">
//!           plain            in a string       in a string in a string
//! ```
//! No map is kept from the time when the block was opened: most documents have no edit, and where
//! there are some, the bits of the string lead to the escapes before them.
//!
//! What is collected is a list of splices of the lines, from whatever level; in order, it is written
//! in one pass. A record that is left out is a splice with an empty text.

use std::{
    cell::RefCell,
    cmp::Reverse,
    iter::{self, Peekable},
};

use pumice_detect::{OffsetMap, Region, Span, escape};
use pumice_engine::{Edit, Edits, Numbers};

use super::{
    escapes::Escapes,
    keys::KeyList,
    outline::{Doc, Kind, Origin, Outline},
    style::{Style, Styles},
    text::is_plain,
    unescape::{Sources, Spelled},
    unique::{Fix, Names, push_suffix},
    ways::Ways,
};

/// Collects the splices of a block and writes them. Memory is reused.
///
/// Has no `Debug`: it holds texts of the corpus.
#[derive(Default)]
pub(crate) struct Splicer {
    /// In the order of the lines.
    splices: Vec<Splice>,
    /// Those that came out of order, as those of documents do, which stand behind all lines.
    late: Vec<Splice>,
    /// What the splices write.
    texts: Vec<u8>,
    /// The replacement at the level where it was found.
    text: Vec<u8>,
    /// The same, one level up.
    escaped: Vec<u8>,
    /// What a name is decoded beside.
    name_map: OffsetMap,
    /// Keys or ids of the records in which some were replaced.
    names: Names,
    keys: KeyList,
    /// Records in which an id was replaced, or maps in which a key was.
    scopes: Vec<u32>,
}

/// A block that is rewritten.
#[derive(Clone, Copy)]
pub(crate) struct Source<'b> {
    pub(crate) buffer: &'b [u8],
    /// Its regions and documents.
    pub(crate) outline: &'b Outline,
    /// What replaces a number.
    pub(crate) numbers: Numbers,
    /// How replacements are spelled; known once there are some.
    pub(crate) styles: Styles,
}

/// Bytes of the lines, and the bytes of [`Splicer::texts`] that stand there afterwards.
#[derive(Clone, Copy)]
pub(crate) struct Splice {
    span: Span,
    text: Span,
}

impl Splice {
    /// What they are sorted by: of those that begin at one place, the longest comes first.
    fn place(&self) -> (u32, Reverse<u32>) {
        (self.span.start, Reverse(self.span.end))
    }
}

impl Splicer {
    /// Forgets everything and keeps the memory.
    pub(crate) fn clear(&mut self) {
        self.splices.clear();
        self.late.clear();
        self.texts.clear();
    }

    /// Leaves out bytes of the lines.
    pub(crate) fn remove(&mut self, span: Span) {
        self.add(span, self.texts.len());
    }

    /// Adds the edits of all regions whose text `line_of` knows: the line or the cell that they are in.
    ///
    /// Hot: per edit.
    pub(crate) fn replace(
        &mut self,
        source: Source<'_>,
        edits: &Edits,
        line_of: impl Fn(&Region) -> Option<Span>,
    ) {
        let source = Source {
            styles: Styles::around(edits, source.buffer, source.outline),
            ..source
        };
        let mut has_names = false;
        let ways = &mut Ways::new(source);
        for edits_of_region in edits.as_slice().chunk_by(|a, b| a.region == b.region) {
            let first = edits_of_region.first();
            let Some((region, kind)) = first.and_then(|edit| source.region(edit.region)) else {
                continue;
            };
            if line_of(region).is_none() {
                continue;
            }
            match kind {
                Kind::Number => self.replace_number(ways, region, edits, edits_of_region),
                Kind::Text => self.replace_text(ways, region, edits, edits_of_region),
                Kind::Key | Kind::Id => {
                    has_names = true;
                    self.replace_text(ways, region, edits, edits_of_region);
                }
            }
        }
        if has_names {
            self.fix_keys(ways, edits, &line_of);
            self.fix_all(ways, edits, &line_of, |region, origin| {
                (origin.kind == Kind::Id).then_some(region.record)
            });
            self.fix_all(ways, edits, &line_of, |_, origin| {
                (origin.map != 0).then_some(origin.map)
            });
        }
    }

    /// Puts the splices in order, after the last one.
    pub(crate) fn settle(&mut self) {
        self.late.sort_unstable_by_key(Splice::place);
    }

    /// How many splices there are.
    pub(crate) fn len(&self) -> usize {
        self.splices.len() + self.late.len()
    }

    /// The lines with all splices, in pairs of pieces that may be empty: what stands before a splice
    /// and its text, or what stands behind the last one. Hot: per splice.
    pub(crate) fn pieces<'s>(&'s self, lines: &'s [u8]) -> impl Iterator<Item = [&'s [u8]; 2]> {
        let mut at = 0;
        let end = Splice {
            span: Span::new(lines.len() as u32, lines.len() as u32),
            text: Span::new(0, 0),
        };
        let splices = merged(&self.splices, &self.late).copied();
        splices.chain([end]).map(move |splice| {
            let Splice { span, text } = splice;
            if span.start < at {
                // Within a larger one, whose text stands for both.
                at = at.max(span.end);
                return [&[][..]; 2];
            }
            let before = lines.get(Span::new(at, span.start).range());
            at = span.end;
            [before, self.texts.get(text.range())].map(Option::unwrap_or_default)
        })
    }

    /// The texts of cells as they are to be written; `cells` come in their order. Hot: per cell.
    pub(crate) fn cells<'s>(
        &'s self,
        buffer: &'s [u8],
    ) -> CellWriter<'s, impl Iterator<Item = &'s Splice>> {
        CellWriter {
            splicer: self,
            buffer,
            splices: merged(&self.splices, &self.late).peekable(),
        }
    }

    /// Each edit of a string is a splice of its own; what is between them keeps its spelling.
    fn replace_text(&mut self, ways: &mut Ways<'_>, region: &Region, edits: &Edits, of: &[Edit]) {
        let doc = ways.doc_of(region.span());
        let mut escapes = Escapes::of(ways.source, doc, region);
        for edit in of {
            let span = escapes.grow(edit.span);
            if doc.is_none() {
                let start = self.texts.len();
                ways.source
                    .spell((doc, edit.region), edits.text(edit), &mut self.texts);
                self.add(span, start);
            } else {
                self.text.clear();
                spell(ways.source.styles.of(doc), edits.text(edit), &mut self.text);
                self.push(ways, doc, span);
            }
        }
    }

    /// A number is replaced as a whole, so that what is left is JSON.
    fn replace_number(&mut self, ways: &mut Ways<'_>, region: &Region, edits: &Edits, of: &[Edit]) {
        let doc = ways.doc_of(region.span());
        self.text.clear();
        match ways.source.numbers {
            Numbers::Null => self.text.extend_from_slice(b"null"),
            Numbers::String => {
                self.text.push(b'"');
                let style = ways.source.styles.of(doc);
                for edit in of {
                    spell(style, edits.text(edit), &mut self.text);
                }
                self.text.push(b'"');
            }
        }
        self.push(ways, doc, ways.source.number_token(region));
    }

    /// Adds a splice of `span` with the bytes of [`Splicer::text`]; `doc` is the document that it is
    /// in, on whatever level.
    fn push(&mut self, ways: &mut Ways<'_>, doc: Option<u32>, span: Span) {
        let styles = ways.source.styles;
        let span = ways.out_of_all(doc, span, |around| {
            self.escaped.clear();
            spell(styles.of(around), &self.text, &mut self.escaped);
            std::mem::swap(&mut self.text, &mut self.escaped);
        });
        let start = self.texts.len();
        self.texts.extend_from_slice(&self.text);
        self.add(span, start);
    }

    /// Adds a splice of the lines; its text is what [`Splicer::texts`] has from `text_start` on.
    fn add(&mut self, span: Span, text_start: usize) {
        let text = Span::new(text_start as u32, self.texts.len() as u32);
        let splice = Splice { span, text };
        let last = self.splices.last();
        if last.is_some_and(|last| splice.place() < last.place()) {
            self.late.push(splice);
        } else {
            self.splices.push(splice);
        }
    }

    /// Keys of one object that become equal are numbered.
    #[cold]
    fn fix_keys(
        &mut self,
        ways: &mut Ways<'_>,
        edits: &Edits,
        line_of: impl Fn(&Region) -> Option<Span>,
    ) {
        let source = ways.source;
        self.names.clear();
        self.keys.clear();
        let mut last = None;
        for edit in edits.as_slice() {
            let Some((region, Kind::Key)) = source.region(edit.region) else {
                continue;
            };
            if source.is_cell(edit.region) {
                continue;
            }
            let doc = source.doc(ways.doc_of(region.span()));
            let doc = doc.map(|(_, doc)| doc);
            let Some(line) = line_of(region) else {
                continue;
            };
            let text = doc.map_or(line, |doc| doc.text);
            if last != Some(text) {
                last = Some(text);
                let specials = source.outline.specials(doc, text);
                self.keys.add(text, source.bytes(text), specials);
            }
        }
        for key in &self.keys.keys {
            let of = edits_in(edits, key.span);
            let names = (&mut self.names, &mut self.name_map);
            add_name(names, ways, (key.object, key.span, false), edits, of);
        }
        self.fix_names(ways);
    }

    /// Names of one scope that become equal are numbered, and equal ones stay equal: ids of a record, keys
    /// of a map that are cells.
    #[cold]
    fn fix_all(
        &mut self,
        ways: &mut Ways<'_>,
        edits: &Edits,
        line_of: impl Fn(&Region) -> Option<Span>,
        scope_of: impl Fn(&Region, &Origin) -> Option<u32>,
    ) {
        let source = ways.source;
        let outline = source.outline;
        self.names.clear();
        self.scopes.clear();
        for edit in edits.as_slice() {
            let at = edit.region as usize;
            if let (Some(region), Some(origin)) = (outline.regions.get(at), outline.origins.get(at))
                && let Some(scope) = scope_of(region, origin)
                && line_of(region).is_some()
            {
                self.scopes.push(scope);
            }
        }
        self.scopes.sort_unstable();
        for (region, origin) in outline.regions.iter().zip(&outline.origins) {
            if let Some(scope) = scope_of(region, origin)
                && self.scopes.binary_search(&scope).is_ok()
            {
                let span = region.span();
                let of = edits_in(edits, span);
                let names = (&mut self.names, &mut self.name_map);
                add_name(names, ways, (scope, span, origin.is_cell), edits, of);
            }
        }
        self.fix_names(ways);
    }

    /// Adds the splices that keep replaced names apart: a suffix in front of the closing quote, or
    /// the whole name where equal names were replaced differently.
    fn fix_names(&mut self, ways: &mut Ways<'_>) {
        let mut names = std::mem::take(&mut self.names);
        names.settle();
        // They come in order, for the ways out of documents lead forward.
        for (index, fix) in names.fixes() {
            let Some((region, _)) = ways.source.region(index) else {
                continue;
            };
            self.text.clear();
            let doc = ways.doc_of(region.span());
            let (span, suffix) = match fix {
                Fix::Suffix(suffix) => (Span::new(region.end, region.end), suffix),
                Fix::Whole(name, suffix) => {
                    ways.source.spell((doc, index), name, &mut self.text);
                    (region.span(), suffix)
                }
            };
            if suffix > 0 {
                push_suffix(suffix, &mut self.text);
            }
            self.push(ways, doc, span);
        }
        self.names = names;
    }
}

/// Writes one cell behind the other.
pub(crate) struct CellWriter<'s, I: Iterator<Item = &'s Splice>> {
    splicer: &'s Splicer,
    buffer: &'s [u8],
    splices: Peekable<I>,
}

impl<'s, I: Iterator<Item = &'s Splice>> CellWriter<'s, I> {
    /// Appends the text of a cell with its splices, or nothing where there is none; whether there was.
    pub(crate) fn write(&mut self, cell: Span, out: &mut Vec<u8>) -> bool {
        let mut at = cell.start;
        let mut is_edited = false;
        while let Some(splice) = self
            .splices
            .next_if(|splice| splice.span.start < cell.end || splice.span.end <= cell.end)
        {
            is_edited = true;
            // One within a larger one, whose text stands for both, writes nothing.
            if splice.span.start >= at {
                let before = Span::new(at, splice.span.start);
                out.extend_from_slice(self.buffer.get(before.range()).unwrap_or_default());
                let text = self.splicer.texts.get(splice.text.range());
                out.extend_from_slice(text.unwrap_or_default());
            }
            at = at.max(splice.span.end);
        }
        if is_edited {
            let rest = Span::new(at, cell.end);
            out.extend_from_slice(self.buffer.get(rest.range()).unwrap_or_default());
        }
        is_edited
    }
}

impl<'b> Source<'b> {
    /// Bytes of the buffer.
    pub(super) fn bytes(self, span: Span) -> &'b [u8] {
        self.buffer.get(span.range()).unwrap_or_default()
    }

    /// A region, and how its edits are written.
    pub(super) fn region(self, index: u32) -> Option<(&'b Region, Kind)> {
        let region = self.outline.regions.get(index as usize)?;
        let origin = self.outline.origins.get(index as usize)?;
        Some((region, origin.kind))
    }

    /// Whether a region is a text that stands as it is, not the inside of a JSON string.
    fn is_cell(self, index: u32) -> bool {
        let origin = self.outline.origins.get(index as usize);
        origin.is_some_and(|origin| origin.is_cell)
    }

    /// Appends a text as it is spelled in a region of a document, or of the lines.
    fn spell(self, (doc, region): (Option<u32>, u32), text: &[u8], out: &mut Vec<u8>) {
        if self.is_cell(region) {
            out.extend_from_slice(text);
        } else {
            spell(self.styles.of(doc), text, out);
        }
    }

    /// A document by its index.
    pub(super) fn doc(self, index: Option<u32>) -> Option<(u32, &'b Doc)> {
        let index = index?;
        Some((index, self.outline.docs.get(index as usize)?))
    }

    /// The way from a document to its string.
    pub(super) fn way_out(self, doc: &Doc) -> Sources<'b> {
        let around = self.doc(doc.parent).map(|(_, doc)| doc);
        let string = self.buffer.get(doc.source.start as usize..);
        let specials = self.outline.specials(around, doc.source);
        Sources::new(Spelled::new(string.unwrap_or_default(), specials))
    }

    /// The number whose digits are the region, with sign, fraction and exponent.
    fn number_token(self, region: &Region) -> Span {
        let before = region.start.saturating_sub(1);
        let is_signed = self.bytes(Span::new(before, region.start)) == b"-";
        let behind = self.buffer.get(region.end as usize..).unwrap_or_default();
        let is_part = |byte: &&u8| byte.is_ascii_digit() || b".eE+-".contains(byte);
        let rest = behind.iter().take_while(is_part).count();
        Span::new(
            if is_signed { before } else { region.start },
            region.end + rest as u32,
        )
    }
}

/// Two sorted lists as one.
fn merged<'s>(first: &'s [Splice], second: &'s [Splice]) -> impl Iterator<Item = &'s Splice> {
    let (mut first, mut second) = (first.iter().peekable(), second.iter().peekable());
    iter::from_fn(move || match (first.peek(), second.peek()) {
        (Some(a), Some(b)) if b.place() < a.place() => second.next(),
        (None, _) => second.next(),
        _ => first.next(),
    })
}

/// Appends a text as it is spelled inside a string: most replacements have nothing to escape, and
/// are copied.
fn spell(style: Style, text: &[u8], out: &mut Vec<u8>) {
    if is_plain(text) && (style == Style::Shortest || text.is_ascii()) {
        out.extend_from_slice(text);
    } else {
        style.spell(text, out);
    }
}

/// The edits within a region.
fn edits_in(edits: &Edits, region: Span) -> &[Edit] {
    let all = edits.as_slice();
    let from = all.partition_point(|edit| edit.span.start < region.start);
    let rest = all.get(from..).unwrap_or_default();
    let count = rest.partition_point(|edit| edit.span.start < region.end);
    rest.get(..count).unwrap_or_default()
}

/// Adds what a string was and what it becomes.
fn add_name(
    (names, map): (&mut Names, &mut OffsetMap),
    ways: &mut Ways<'_>,
    (scope, span, is_cell): (u32, Span, bool),
    edits: &Edits,
    of: &[Edit],
) {
    let source = ways.source;
    let doc = ways.doc_of(span);
    // Both texts are written with it, one after the other.
    let map = RefCell::new(map);
    let spell = |span: Span, out: &mut Vec<u8>| {
        let text = source.bytes(span);
        if is_cell {
            out.extend_from_slice(text);
            return;
        }
        let map = &mut *map.borrow_mut();
        map.clear();
        escape::decode(text, out, map);
    };
    let replaced = of.first().map(|first| {
        let write = |out: &mut Vec<u8>| {
            let mut at = span.start;
            let region = source.region(first.region);
            let mut escapes = region.map(|(region, _)| Escapes::of(source, doc, region));
            for edit in of {
                let edited = match &mut escapes {
                    Some(escapes) => escapes.grow(edit.span),
                    None => edit.span,
                };
                spell(Span::new(at, edited.start.max(at)), out);
                out.extend_from_slice(edits.text(edit));
                at = edited.end;
            }
            spell(Span::new(at, span.end), out);
        };
        (first.region, write)
    });
    names.add(scope, |out| spell(span, out), replaced);
}
