//! Writes rewritten blocks, and what was rejected to the quarantine.

use std::{
    fmt,
    io::{self, Write},
};

use pumice_engine::{Batch, Sink};

use super::{
    block::{Block, Part},
    quarantine::{Entries, Quarantine},
};

/// Writes the lines of rewritten blocks.
///
/// Buffers nothing of the output: a block is one write, of one piece or of many long ones. A quarantine is written in small pieces and
/// wants a [`BufWriter`](std::io::BufWriter).
///
/// ```
/// # use pumice_engine::{Batch, Edits, Sink, Source};
/// # use pumice_formats::jsonl::{Quarantine, Reader, Writer};
/// let mut reader = Reader::new(&b"{}\n[]\n"[..], "corpus.jsonl");
/// let mut writer = Writer::new(Some(vec![]), Quarantine::To(vec![]));
/// while let Some(mut block) = reader.next(None)? {
///     block.rewrite(&Edits::default()); // a run opens the block and fills the edits before
///     writer.write(&block)?;
/// }
/// writer.finish()?;
/// let (output, _) = writer.into_parts();
/// assert_eq!(output.as_deref(), Some(&b"{}\n[]\n"[..]));
/// # Ok::<(), std::io::Error>(())
/// ```
pub struct Writer<W, Q> {
    output: Option<W>,
    quarantine: Quarantine<Q>,
    entries: Entries,
}

impl<W: Write, Q: Write> Writer<W, Q> {
    /// Writes to `output`, or nowhere when a run only looks for what there is.
    pub fn new(output: Option<W>, quarantine: Quarantine<Q>) -> Self {
        Self {
            output,
            quarantine,
            entries: Entries::default(),
        }
    }

    /// Both outputs, while records are written.
    pub fn parts_mut(&mut self) -> (Option<&mut W>, &mut Quarantine<Q>) {
        (self.output.as_mut(), &mut self.quarantine)
    }

    /// Gives both outputs back, to be made durable and published.
    pub fn into_parts(self) -> (Option<W>, Quarantine<Q>) {
        (self.output, self.quarantine)
    }
}

impl<W: Write + Send, Q: Write + Send> Sink<Block> for Writer<W, Q> {
    fn write(&mut self, block: &Block) -> io::Result<()> {
        let (part, entries) = (block.frame.part, &mut self.entries);
        if matches!(part, Part::Middle | Part::Tail) && block.takes(0) {
            (self.quarantine).put_more(entries, block.record(0), part)?;
        }
        for line in block.rejections() {
            self.quarantine
                .put(entries, &block.frame.file, line, part)?;
        }
        match &mut self.output {
            Some(output) => block.write_to(output),
            None => Ok(()),
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        if let Some(output) = &mut self.output {
            output.flush()?;
        }
        match &mut self.quarantine {
            Quarantine::To(out) => out.flush(),
            Quarantine::Count | Quarantine::Refuse => Ok(()),
        }
    }
}

/// Tells nothing of what was written.
impl<W, Q> fmt::Debug for Writer<W, Q> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Writer").finish_non_exhaustive()
    }
}
