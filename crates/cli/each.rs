//! Keeps the books of files that are searched and not written.

use std::{
    io,
    sync::atomic::{AtomicBool, Ordering},
};

use pumice_engine::{Bytes, Ending, FileReport, FileStatus, Located, Part, Shard, Sink, Tally};
use pumice_formats::records::Records;

use crate::inputs::{Input, unread};

/// A sink that tells `inner` of every block and of the file that it is of.
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
        report.records = pumice_engine::Records::new(&tally);
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

impl<K: Sink<Shard<Records>>> Sink<Shard<Records>> for Each<'_, K> {
    fn list(&mut self, shard: &Shard<Records>, located: &[Located]) -> io::Result<()> {
        self.inner.list(shard, located)
    }

    fn count(&mut self, _shard: &Shard<Records>, tally: &Tally) {
        self.current.merge(tally.clone());
    }

    fn write(&mut self, shard: &Shard<Records>) -> io::Result<()> {
        if let Part::End(ending) = &shard.part {
            self.end(shard.file, ending);
        }
        self.inner.write(shard)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.inner.finish()
    }
}
