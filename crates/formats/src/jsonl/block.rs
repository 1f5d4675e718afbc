//! A block of whole lines.
//!
//! ```text
//! new      bytes of the input, cut by the reader at a line feed
//! open     lines found and checked; regions and documents noted; bad lines rejected
//! withhold more lines rejected, by the engine
//! rewrite  `output` made: accepted and blank lines, with all edits
//! ```
//! The lines as they were read stay until the block is written, because rejected ones go to the
//! quarantine as they were. A block without edits and rejections is written from where it was read.

use std::{
    borrow::Cow,
    fmt,
    io::{self, IoSlice, Write},
    sync::Arc,
};

use memchr::memchr_iter;
use pumice_detect::{Finding, Region, Span};
use pumice_engine::{Batch, Edits, Fields, Layout, Numbers, Place, Position, Reason, Sample};

use super::{
    escapes::Escapes,
    layout::LAYOUT,
    outline::{Outline, Refusal},
    quarantine::Detail,
    splice::{Source, Splicer},
    text::is_space,
    ways::Ways,
};
use crate::codec::Plain;

/// A numbered block of whole lines; a record is a line that is not blank.
///
/// [`Region::record`] counts all lines of the block, so that record `n` stands on line
/// `first_record() + n` of the input. Made by a [`Reader`](super::Reader), written by a
/// [`Writer`](super::Writer). A line that is longer than the limit comes as blocks of its own, which
/// only hold parts of it: they have no regions and go to the quarantine.
pub struct Block {
    pub(super) frame: Frame,
    /// The lines as they were read, and behind them the decoded JSON of their strings.
    buffer: Vec<u8>,
    /// Bytes of the lines.
    raw_len: usize,
    /// All of them, blank ones too; a record is an index.
    lines: Vec<Line>,
    /// Sorted by record.
    rejections: Vec<Rejection>,
    /// Lines that are not blank.
    records: u64,
    /// Those of them that are not in the sample.
    skipped: u64,
    /// Regions and documents.
    outline: Outline,
    /// What replaces a number, as the policy said when the block was opened.
    pub(super) numbers: Numbers,
    /// Scratch memory of a rewrite; it travels with the block, so that it is warm.
    splicer: Splicer,
    /// The lines as they are written, unless they are those that were read.
    output: Vec<u8>,
    written: Written,
}

/// Where a block stands in its input.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The name of the input, as it is shown.
    pub(super) file: Arc<str>,
    /// Number of the first line, counted from 1.
    pub(super) first_line: u64,
    /// Bytes of the input before the block.
    pub(super) offset: u64,
    /// Bytes of the block before its first line: those of a byte order mark.
    pub(super) mark_len: usize,
    /// What its bytes are.
    pub(super) part: Part,
    /// Longer lines are rejected.
    pub(super) max_line_bytes: usize,
    /// Where a reader goes on behind it; nowhere within a line.
    pub(super) behind: Option<Position>,
    /// Other records are skipped.
    pub(super) sample: Option<Sample>,
}

impl Frame {
    /// Whether a record of the block is in the sample. Hot: per record.
    fn takes(&self, record: u32) -> bool {
        let number = self.first_line + u64::from(record);
        self.sample.is_none_or(|sample| sample.takes(number))
    }
}

/// What the bytes of a block are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// Whole lines.
    Lines,
    /// The beginning of a line that is too long to be held.
    Head,
    /// More of that line.
    Middle,
    /// The rest of that line.
    Tail,
}

/// Which bytes are written.
#[derive(Clone, Copy)]
enum Written {
    /// None before the block is rewritten.
    Nothing,
    /// Those that were read.
    Input,
    /// Pieces of those that were read, with what was made between them: edits are few, and a writer
    /// takes long pieces where they stand as well as a copy of them all.
    Pieces,
    /// Those that were made.
    Output,
}

/// A line of the block.
#[derive(Clone, Copy, Debug)]
struct Line {
    /// Without the line feed.
    span: Span,
    state: State,
}

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// White space only: no record, written as it is.
    Blank,
    /// Written with its edits.
    Accepted,
    /// Goes to the quarantine.
    Rejected,
    /// A record that is not in the sample: neither looked at nor written.
    Skipped,
}

/// Why a line is rejected.
#[derive(Clone, Copy, Debug)]
struct Rejection {
    record: u32,
    reason: Reason,
    /// Where in the line it stopped being well formed.
    flaw_at: Option<usize>,
}

/// A line that goes to the quarantine.
#[derive(Clone, Copy)]
pub(super) struct Rejected<'b> {
    /// Counted from 1.
    pub(super) line: u64,
    /// Bytes of the input before the line.
    pub(super) offset: u64,
    pub(super) reason: Reason,
    pub(super) flaw_at: Option<usize>,
    /// Without the line feed.
    pub(super) raw: &'b [u8],
}

impl Block {
    /// A block of `buffer`; reuses the memory of `used`, but for that of its buffer.
    pub(super) fn new(buffer: Vec<u8>, frame: Frame, used: Option<Block>) -> Self {
        let mut block = used.unwrap_or_else(|| Self::empty(frame.clone()));
        block.raw_len = buffer.len();
        block.buffer = buffer;
        block.frame = frame;
        block.lines.clear();
        block.rejections.clear();
        block.records = 0;
        block.skipped = 0;
        block.outline.clear();
        block.output.clear();
        block.written = Written::Nothing;
        match block.frame.part {
            Part::Head if block.takes(0) => block.hold_part(State::Accepted),
            Part::Head => block.hold_part(State::Skipped),
            Part::Middle | Part::Tail => block.hold_part(State::Blank),
            Part::Lines => {}
        }
        block
    }

    /// A block without memory; what follows fills it.
    fn empty(frame: Frame) -> Self {
        Self {
            frame,
            buffer: vec![],
            raw_len: 0,
            lines: vec![],
            rejections: vec![],
            records: 0,
            skipped: 0,
            outline: Outline::default(),
            numbers: Numbers::default(),
            splicer: Splicer::default(),
            output: vec![],
            written: Written::Nothing,
        }
    }

    /// Whether a record is in the sample. Hot: per record.
    pub(super) fn takes(&self, record: u32) -> bool {
        self.frame.takes(record)
    }

    /// The head of an oversize line is one record, rejected; its other parts are none.
    fn hold_part(&mut self, state: State) {
        self.written = Written::Output;
        let end = self.raw_len - usize::from(self.raw().ends_with(b"\n"));
        self.output
            .extend_from_slice(self.buffer.get(..self.frame.mark_len).unwrap_or_default());
        self.lines.push(Line {
            span: Span::new(self.frame.mark_len as u32, end as u32),
            state,
        });
        match state {
            State::Accepted => {
                self.records = 1;
                self.reject(0, Reason::TooLong, None);
            }
            State::Skipped => (self.records, self.skipped) = (1, 1),
            State::Blank | State::Rejected => {}
        }
    }

    /// Bytes of memory that the buffer has; nothing else of a block is much larger.
    pub(super) fn capacity(&self) -> usize {
        self.buffer.capacity().max(self.output.capacity())
    }

    /// Gives the buffer's memory back.
    pub(super) fn take_buffer(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.buffer)
    }

    /// The lines as they are to be written: without those that were rejected, with all edits.
    /// Empty until [`Batch::rewrite`], so that a step that is left out cannot pass lines through.
    /// A [`Writer`](super::Writer) does without the copy that may be made here.
    pub fn output(&self) -> Cow<'_, [u8]> {
        match self.written {
            Written::Nothing => Cow::default(),
            Written::Input => Cow::Borrowed(self.raw()),
            Written::Pieces => {
                let pieces: Vec<_> = self.splicer.pieces(self.raw()).flatten().collect();
                Cow::Owned(pieces.concat())
            }
            Written::Output => Cow::Borrowed(&self.output),
        }
    }

    /// How many lines of the input begin in the block; known before it is opened.
    pub fn lines_read(&self) -> u64 {
        match self.frame.part {
            Part::Lines => {
                let raw = self.raw();
                let is_cut = raw.last().is_some_and(|&byte| byte != b'\n');
                memchr_iter(b'\n', raw).count() as u64 + u64::from(is_cut)
            }
            Part::Head => 1,
            Part::Middle | Part::Tail => 0,
        }
    }

    /// Why the record at `record` of the block is rejected, if it is: the words of a quarantine, which
    /// hold nothing of the line.
    pub fn rejection(&self, record: u32) -> Option<String> {
        let number = self.frame.first_line + u64::from(record);
        let mut rejections = self.rejections();
        let rejection = rejections.find(|rejection| rejection.line == number);
        rejection.map(|rejection| Detail(rejection).to_string())
    }

    /// Writes [`Block::output`].
    pub(super) fn write_to(&self, out: &mut impl Write) -> io::Result<()> {
        match self.written {
            Written::Nothing => Ok(()),
            Written::Input => out.write_all(self.raw()),
            Written::Pieces => write_pieces(self.splicer.pieces(self.raw()).flatten(), out),
            Written::Output => out.write_all(&self.output),
        }
    }

    /// What goes to the quarantine, in the order of the lines.
    pub(super) fn rejections(&self) -> impl Iterator<Item = Rejected<'_>> {
        self.rejections.iter().map(|rejection| {
            let start = self
                .line(rejection.record)
                .map_or(0, |line| line.span.start);
            Rejected {
                line: self.frame.first_line + u64::from(rejection.record),
                offset: self.frame.offset + u64::from(start),
                reason: rejection.reason,
                flaw_at: rejection.flaw_at,
                raw: self.record(rejection.record),
            }
        })
    }

    /// The lines as they were read.
    fn raw(&self) -> &[u8] {
        self.buffer.get(..self.raw_len).unwrap_or_default()
    }

    /// The line that a record stands on.
    fn line(&self, record: u32) -> Option<&Line> {
        self.lines.get(record as usize)
    }

    /// Finds the lines, checks each and outlines it, with the JSON texts inside of its strings.
    ///
    /// That the whole block is UTF-8 is one fast check; only when it fails is each line asked, so that
    /// one bad byte costs one line. Of a sample there are few lines to ask.
    fn open_lines(&mut self, fields: &mut Fields<'_>) {
        let raw = self.buffer.get(..self.raw_len).unwrap_or_default();
        let is_utf8 = self.frame.sample.is_none() && simdutf8::basic::from_utf8(raw).is_ok();
        self.outline.begin(raw, fields.backend());
        let mut start = self.frame.mark_len;
        let last = raw.last().is_some_and(|&byte| byte != b'\n');
        let ends = memchr_iter(b'\n', raw).chain(last.then_some(raw.len()));
        for end in ends {
            let text = raw.get(start..end).unwrap_or_default();
            let record = self.lines.len() as u32;
            let mut line = Line {
                span: Span::new(start as u32, end as u32),
                state: State::Blank,
            };
            let is_record = !text.iter().copied().all(is_space);
            self.records += u64::from(is_record);
            if is_record && !self.frame.takes(record) {
                self.skipped += 1;
                line.state = State::Skipped;
            } else if is_record {
                line.state = State::Accepted;
                let checked = check(text, is_utf8, self.frame.max_line_bytes);
                let outlined = checked.and_then(|()| {
                    self.outline
                        .add(text, start as u32, record, fields)
                        .map_err(|Refusal { words, at }| (Reason::Malformed(words), at))
                });
                if let Err((reason, flaw_at)) = outlined {
                    line.state = State::Rejected;
                    self.rejections.push(Rejection {
                        record,
                        reason,
                        flaw_at,
                    });
                }
            }
            self.lines.push(line);
            start = end + 1;
        }
    }

    /// Moves a record to the quarantine, once.
    fn reject(&mut self, record: u32, reason: Reason, flaw_at: Option<usize>) {
        let Some(line) = self.lines.get_mut(record as usize) else {
            return;
        };
        if line.state != State::Accepted {
            return;
        }
        line.state = State::Rejected;
        let place = (self.rejections).partition_point(|other| other.record < record);
        self.rejections.insert(
            place,
            Rejection {
                record,
                reason,
                flaw_at,
            },
        );
    }
}

impl Batch for Block {
    const LAYOUT: Layout = LAYOUT;

    fn open(&mut self, fields: &mut Fields<'_>) {
        self.numbers = fields.numbers();
        if self.frame.part == Part::Lines {
            self.open_lines(fields);
            self.outline.finish(&mut self.buffer);
        }
    }

    fn text(&self) -> &[u8] {
        &self.buffer
    }

    fn regions(&self) -> &[Region] {
        &self.outline.regions
    }

    fn first_record(&self) -> u64 {
        self.frame.first_line
    }

    fn record(&self, record: u32) -> &[u8] {
        self.line(record)
            .and_then(|line| self.buffer.get(line.span.range()))
            .unwrap_or_default()
    }

    fn places(&self, findings: &[Finding], places: &mut Vec<Place>) {
        let source = Source {
            buffer: &self.buffer,
            outline: &self.outline,
            numbers: self.numbers,
            styles: Default::default(),
        };
        let ways = &mut Ways::new(source);
        for of_region in findings.chunk_by(|a, b| a.region == b.region) {
            let index = of_region.first().map(|finding| finding.region);
            let Some((region, _)) = index.and_then(|index| source.region(index)) else {
                continue;
            };
            let line = self.line(region.record).map(|line| line.span);
            let line = line.unwrap_or_default();
            let doc = ways.doc_of(region.span());
            let mut escapes = Escapes::of(source, doc, region);
            places.extend(of_region.iter().map(|finding| {
                let span = ways.out_of_all(doc, escapes.grow(finding.span), |_| {});
                Place {
                    record: self.frame.first_line + u64::from(region.record),
                    record_offset: self.frame.offset + u64::from(line.start),
                    span: Span::new(span.start - line.start, span.end - line.start),
                }
            }));
        }
    }

    fn accepted(&self) -> u64 {
        self.records - self.rejected() - self.skipped
    }

    fn skipped(&self) -> u64 {
        self.skipped
    }

    fn rejected(&self) -> u64 {
        self.rejections.len() as u64
    }

    fn bytes_read(&self) -> u64 {
        self.raw_len as u64
    }

    fn blobs(&self) -> u64 {
        self.outline.blobs
    }

    fn behind(&self) -> Option<Position> {
        self.frame.behind
    }

    fn withhold(&mut self, record: u32, reason: Reason) {
        self.reject(record, reason, None);
    }

    fn rewrite(&mut self, edits: &Edits) {
        if self.frame.part != Part::Lines {
            return;
        }
        if edits.as_slice().is_empty() && self.rejected() == 0 && self.skipped == 0 {
            self.written = Written::Input;
            return;
        }
        self.splicer.clear();
        let is_left_out = |line: &Line| matches!(line.state, State::Rejected | State::Skipped);
        // Of a sample long stretches are left out.
        for lines in self.lines.chunk_by(|a, b| is_left_out(a) == is_left_out(b)) {
            if let (Some(first), Some(last)) = (lines.first(), lines.last())
                && is_left_out(first)
            {
                let end = (last.span.end + 1).min(self.raw_len as u32);
                self.splicer.remove(Span::new(first.span.start, end));
            }
        }
        let source = Source {
            buffer: &self.buffer,
            outline: &self.outline,
            numbers: self.numbers,
            styles: Default::default(),
        };
        let lines = &self.lines;
        let line_of = |region: &Region| {
            lines
                .get(region.record as usize)
                .filter(|line| line.state == State::Accepted)
                .map(|line| line.span)
        };
        self.splicer.replace(source, edits, line_of);
        self.splicer.settle();
        if self.splicer.len() * MIN_PIECE_BYTES <= self.raw_len {
            self.written = Written::Pieces;
            return;
        }
        self.output.clear();
        let raw = self.buffer.get(..self.raw_len).unwrap_or_default();
        for [before, text] in self.splicer.pieces(raw) {
            self.output.extend_from_slice(before);
            self.output.extend_from_slice(text);
        }
        self.written = Written::Output;
    }
}

impl Plain for Block {
    fn plain<'b>(&'b self, scratch: &'b mut Vec<u8>) -> &'b [u8] {
        match self.written {
            Written::Nothing => &[],
            Written::Input => self.raw(),
            Written::Pieces => {
                let pieces = self.splicer.pieces(self.raw()).flatten();
                pieces.for_each(|piece| scratch.extend_from_slice(piece));
                scratch
            }
            Written::Output => &self.output,
        }
    }
}

/// Bytes for each splice from which on pieces are written as they are. A MiB in 256 pieces took
/// 0.015 ms longer to write than in one (Linux, page cache); a copy of it took 0.08 ms.
const MIN_PIECE_BYTES: usize = 4096;

/// Writes all pieces with few calls, and asks for no memory.
fn write_pieces<'p>(
    mut pieces: impl Iterator<Item = &'p [u8]>,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut some = [IoSlice::new(&[]); 128];
    loop {
        let mut count = 0;
        for (place, piece) in some.iter_mut().zip(pieces.by_ref()) {
            *place = IoSlice::new(piece);
            count += 1;
        }
        if count == 0 {
            return Ok(());
        }
        write_slices(some.get_mut(..count).unwrap_or_default(), out)?;
    }
}

/// Writes all of them; an output may take a part at a time.
fn write_slices(slices: &mut [IoSlice<'_>], out: &mut impl Write) -> io::Result<()> {
    let mut rest = slices;
    // Empty ones are done.
    IoSlice::advance_slices(&mut rest, 0);
    while !rest.is_empty() {
        match out.write_vectored(rest) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(written) => IoSlice::advance_slices(&mut rest, written),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// What can be told of a line before it is walked.
fn check(text: &[u8], is_utf8: bool, max_bytes: usize) -> Result<(), (Reason, Option<usize>)> {
    if text.len() > max_bytes {
        return Err((Reason::TooLong, None));
    }
    if !is_utf8 && let Err(error) = std::str::from_utf8(text) {
        let reason = Reason::Malformed("bytes that are not UTF-8");
        return Err((reason, Some(error.valid_up_to())));
    }
    Ok(())
}

/// Says where the block stands and how large it is; its bytes are values.
impl fmt::Debug for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Block")
            .field("frame", &self.frame)
            .field("bytes", &self.raw_len)
            .field("records", &self.records)
            .field("rejected", &self.rejections.len())
            .finish_non_exhaustive()
    }
}
