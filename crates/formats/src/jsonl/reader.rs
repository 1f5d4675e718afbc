//! Cuts an input into blocks of whole lines.

use std::{
    fmt,
    io::{self, Read},
    mem,
    sync::Arc,
};

use memchr::{memchr, memchr_iter, memrchr};
use pumice_engine::{Position, Selection, Source};

use super::{
    block::{Block, Frame, Part},
    text::is_space,
};
use crate::codec::Borders;

/// How much is held in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Bytes that are read at a time; a block has about as many, or one line that is longer.
    pub block_bytes: usize,
    /// A longer line is not held: it streams to the quarantine. At most 400 MiB, so that a line
    /// and the decoded JSON inside of its strings stay below 4 GiB.
    pub max_line_bytes: usize,
}

impl Limits {
    /// Both limits, in bytes.
    pub fn new(block_bytes: usize, max_line_bytes: usize) -> Self {
        Self {
            block_bytes: block_bytes.clamp(1, 1 << 30),
            max_line_bytes: max_line_bytes.clamp(16, 400 << 20),
        }
    }
}

impl Default for Limits {
    /// Blocks of 1 MiB, lines of up to 256 MiB.
    fn default() -> Self {
        Self::new(1 << 20, 256 << 20)
    }
}

/// Reads blocks of whole lines. A byte order mark of UTF-8 is kept where it stands.
///
/// ```
/// # use pumice_engine::{Batch, Source};
/// # use pumice_formats::jsonl::Reader;
/// let mut reader = Reader::new(&b"{\"text\":\"a\"}\n\n{}"[..], "corpus.jsonl");
/// let block = reader.next(None)?.expect("a block");
/// assert_eq!((block.first_record(), block.bytes_read()), (1, 16));
/// assert!(reader.next(Some(block))?.is_none());
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Reader<R> {
    input: R,
    file: Arc<str>,
    limits: Limits,
    selection: Selection,
    is_cut_short: bool,
    /// Read behind the last block.
    /// At most as much as is read at a time.
    carry: Vec<u8>,
    /// Of the next block.
    line: u64,
    offset: u64,
    is_at_end: bool,
    /// Bytes that another reader had read behind the place from which this one goes on.
    ahead: usize,
    borders: Borders,
    /// The next block is more of a line that is too long.
    is_within_line: bool,
}

impl<R: Read> Reader<R> {
    /// Reads `input`, which is called `file` in the quarantine, with the default limits.
    pub fn new(input: R, file: impl Into<Arc<str>>) -> Self {
        Self::with_limits(input, file, Limits::default())
    }

    /// Reads `input`, which is called `file` in the quarantine.
    pub fn with_limits(input: R, file: impl Into<Arc<str>>, limits: Limits) -> Self {
        Self {
            input,
            file: file.into(),
            limits: Limits::new(limits.block_bytes, limits.max_line_bytes),
            selection: Selection::default(),
            is_cut_short: false,
            carry: vec![],
            line: 1,
            offset: 0,
            is_at_end: false,
            ahead: 0,
            borders: Borders::default(),
            is_within_line: false,
        }
    }

    /// Goes on behind a block of another reader of the same input with the same limits: at `offset` bytes of
    /// it, with the line of this number. The blocks are the same as if that one had gone on.
    #[must_use]
    pub fn behind(mut self, offset: u64, line: u64) -> Self {
        let bytes = self.limits.block_bytes as u64;
        // Whoever was here had read a number of whole blocks' bytes, and cut within the last of them.
        self.ahead = (offset.next_multiple_of(bytes) - offset) as usize;
        (self.offset, self.line) = (offset, line);
        self
    }

    /// Has blocks know from where they can be decoded, if the input is compressed.
    #[must_use]
    pub fn with_borders(mut self, borders: Borders) -> Self {
        self.borders = borders;
        self
    }

    /// Looks at some of the records only. The others have their places and are skipped; behind the last
    /// one that is wanted it ends.
    #[must_use]
    pub fn selecting(mut self, selection: Selection) -> Self {
        self.selection = selection;
        self
    }

    /// Cuts the lines of a block before the first record that is one too many.
    fn limit(&mut self, buffer: &mut Vec<u8>) {
        if !self.selection.is_limited() {
            return;
        }
        let mut start = self.mark_len(buffer);
        let last = buffer.last().is_some_and(|&byte| byte != b'\n');
        let ends = memchr_iter(b'\n', buffer).chain(last.then_some(buffer.len()));
        for (line, end) in (self.line..).zip(ends) {
            let text = buffer.get(start..end).unwrap_or_default();
            if !text.iter().copied().all(is_space) && !self.takes(line) {
                self.is_cut_short = true;
                buffer.truncate(start);
                return;
            }
            start = end + 1;
        }
    }

    /// Whether there is room for a record, which is counted if it is in the sample.
    fn takes(&self, line: u64) -> bool {
        let sample = self.selection.sample();
        let is_in_sample = sample.is_none_or(|sample| sample.takes(line));
        !is_in_sample || self.selection.take()
    }

    /// A buffer that begins with what was read behind the last block.
    fn buffer(&mut self, used: Option<&mut Block>) -> Vec<u8> {
        let mut buffer = used.map(Block::take_buffer).unwrap_or_default();
        buffer.clear();
        buffer.extend_from_slice(&self.carry);
        self.carry.clear();
        buffer
    }

    /// Reads up to `bytes` more, fewer only at the end of the input.
    fn fill(&mut self, buffer: &mut Vec<u8>, bytes: usize) -> io::Result<()> {
        if self.is_at_end {
            return Ok(());
        }
        buffer.reserve(bytes);
        let read = (&mut self.input)
            .take(bytes as u64)
            .read_to_end(buffer)
            .map_err(|error| {
                io::Error::new(error.kind(), format!("cannot read {}: {error}", self.file))
            })?;
        self.is_at_end = read < bytes;
        Ok(())
    }

    /// Reads up to the end of a line; says what it got.
    fn read_lines(&mut self, buffer: &mut Vec<u8>) -> io::Result<Part> {
        let mut searched = 0;
        loop {
            self.fill(buffer, self.limits.block_bytes)?;
            self.check_encoding(buffer)?;
            if self.is_at_end {
                return Ok(Part::Lines);
            }
            let fresh = buffer.get(searched..).unwrap_or_default();
            if let Some(end) = memrchr(b'\n', fresh) {
                self.cut(buffer, searched + end + 1);
                return Ok(Part::Lines);
            }
            searched = buffer.len();
            if buffer.len() - self.mark_len(buffer) > self.limits.max_line_bytes {
                return Ok(Part::Head);
            }
        }
    }

    /// Reads more of a line that is too long.
    fn read_part(&mut self, buffer: &mut Vec<u8>) -> io::Result<Part> {
        self.fill(buffer, self.limits.block_bytes)?;
        let end = memchr(b'\n', buffer);
        if let Some(end) = end {
            self.cut(buffer, end + 1);
        }
        let is_last = end.is_some() || self.is_at_end;
        Ok(if is_last { Part::Tail } else { Part::Middle })
    }

    /// Behind so many bytes and lines more.
    fn position(&self, bytes: u64, lines: u64) -> Option<Position> {
        let offset = self.offset + bytes;
        (!self.is_within_line).then(|| Position::Line {
            offset,
            line: self.line + lines,
            border: self.borders.before(offset),
        })
    }

    /// Keeps what is behind `end` for the next block.
    fn cut(&mut self, buffer: &mut Vec<u8>, end: usize) {
        self.carry
            .extend_from_slice(buffer.get(end..).unwrap_or_default());
        buffer.truncate(end);
    }

    /// Length of the byte order mark in front of the first line.
    fn mark_len(&self, buffer: &[u8]) -> usize {
        let has_mark = self.offset == 0 && buffer.starts_with(UTF8_MARK);
        if has_mark { UTF8_MARK.len() } else { 0 }
    }

    /// UTF-16 would be quarantined line by line; that it is the wrong file is better said at once.
    fn check_encoding(&self, buffer: &[u8]) -> io::Result<()> {
        let is_utf16 = buffer.starts_with(b"\xff\xfe") || buffer.starts_with(b"\xfe\xff");
        if self.offset == 0 && is_utf16 {
            let words = format!("{} is UTF-16; convert it to UTF-8 first", self.file);
            return Err(io::Error::new(io::ErrorKind::InvalidData, words));
        }
        Ok(())
    }
}

/// U+FEFF. It belongs to the file and not to its first line.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";

impl<R: Read + Send> Source for Reader<R> {
    type Batch = Block;

    fn next(&mut self, used: Option<Block>) -> io::Result<Option<Block>> {
        if self.is_cut_short {
            return Ok(None);
        }
        // One huge line must not keep its memory for the rest of the run.
        let most = self.limits.block_bytes.saturating_mul(8);
        let mut used = used.filter(|block| block.capacity() <= most);
        let mut buffer = self.buffer(used.as_mut());
        let ahead = mem::take(&mut self.ahead);
        if ahead > 0 {
            self.fill(&mut buffer, ahead)?;
        }
        let part = if self.is_within_line {
            self.read_part(&mut buffer)?
        } else {
            self.read_lines(&mut buffer)?
        };
        match part {
            Part::Lines => self.limit(&mut buffer),
            Part::Head if !self.takes(self.line) => {
                self.is_cut_short = true;
                return Ok(None);
            }
            Part::Head | Part::Middle | Part::Tail => {}
        }
        if buffer.is_empty() && part == Part::Lines {
            return Ok(None);
        }
        self.is_within_line = matches!(part, Part::Head | Part::Middle);
        let lines = memchr_iter(b'\n', &buffer).count() as u64;
        let frame = Frame {
            file: Arc::clone(&self.file),
            first_line: self.line,
            offset: self.offset,
            mark_len: self.mark_len(&buffer),
            part,
            max_line_bytes: self.limits.max_line_bytes,
            behind: self.position(buffer.len() as u64, lines),
            sample: self.selection.sample(),
        };
        // Lines are counted as they stand in the file, blank ones too.
        self.line += lines;
        self.offset += buffer.len() as u64;
        Ok(Some(Block::new(buffer, frame, used)))
    }

    fn is_cut_short(&self) -> bool {
        self.is_cut_short
    }
}

/// Says where the reader stands; what it holds are values.
impl<R> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Reader")
            .field("file", &self.file)
            .field("line", &self.line)
            .field("offset", &self.offset)
            .finish_non_exhaustive()
    }
}
