//! Keeps the books of files that are searched and not written.

use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
};

use pumice_engine::{
    Bytes, Ending, FileReport, FileStatus, Located, Part, Records, Shard, Sink, Tally,
};
use pumice_formats::jsonl::Block;

use crate::inputs::{Input, unread};

/// A sink that tells `inner` of every block, whatever file it is of.
pub(crate) struct Each<'a, K> {
    inner: K,
    /// Of all files, in their order.
    files: Vec<FileReport>,
    keeps_going: bool,
    /// Set when nothing more is to be read.
    halt: &'a AtomicBool,
    /// Of the file at hand, and of those that were read as far as was wanted.
    current: Tally,
    done: Tally,
}

impl<'a, K> Each<'a, K> {
    pub(crate) fn new(inner: K, inputs: &[Input], keeps_going: bool, halt: &'a AtomicBool) -> Self {
        Self {
            inner,
            files: unread(inputs),
            keeps_going,
            halt,
            current: Tally::default(),
            done: Tally::default(),
        }
    }

    /// What was told, what became of the files, and what was counted in those that are done.
    pub(crate) fn into_parts(self) -> (K, Vec<FileReport>, Tally) {
        (self.inner, self.files, self.done)
    }

    fn end(&mut self, file: usize, ending: &Ending) {
        let tally = std::mem::take(&mut self.current);
        let report = &mut self.files[file];
        report.records = Records::new(&tally);
        report.bytes = Bytes {
            read: tally.bytes,
            written: 0,
        };
        report.findings = tally.findings;
        report.status = match ending {
            Ending::Whole => FileStatus::Done,
            Ending::Broken(_) => FileStatus::Failed,
            Ending::GivenUp => FileStatus::GivenUp,
            Ending::CutShort => FileStatus::CutShort,
        };
        match ending {
            Ending::Whole | Ending::CutShort => self.done.merge(tally),
            Ending::Broken(error) => {
                report.error = Some(error.to_string());
                if !self.keeps_going {
                    self.halt.store(true, Ordering::Release);
                }
            }
            Ending::GivenUp => {}
        }
    }
}

impl<K: Sink<Block>> Sink<Shard<Block>> for Each<'_, K> {
    fn list(&mut self, shard: &Shard<Block>, located: &[Located]) -> io::Result<()> {
        match &shard.part {
            Part::Block(block) => self.inner.list(block, located),
            Part::End(_) => Ok(()),
        }
    }

    fn count(&mut self, _shard: &Shard<Block>, tally: &Tally) {
        self.current.merge(tally.clone());
    }

    fn write(&mut self, shard: &Shard<Block>) -> io::Result<()> {
        match &shard.part {
            Part::Block(block) => self.inner.write(block),
            Part::End(ending) => {
                self.end(shard.file, ending);
                Ok(())
            }
        }
    }

    fn finish(&mut self) -> io::Result<()> {
        self.inner.finish()
    }
}
