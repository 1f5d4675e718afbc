//! One search over all blocks of a corpus, by one thread or several.

use std::{
    panic,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use pumice_detect::{Cache, Detector, Field, Finding, Input};

use super::{blocks::Block, corpus::Corpus, detectors::Compiled};

/// A detector and the memory of its threads, which stays warm from pass to pass.
pub(super) struct Search<'a> {
    detector: &'a Detector,
    fields: [Field; 1],
    workers: Vec<Worker>,
}

#[derive(Default)]
struct Worker {
    cache: Cache,
    findings: Vec<Finding>,
}

/// What a pass has done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) bytes: usize,
    pub(super) findings: usize,
}

/// A finding and its place in the corpus; all of it, and no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) entity: u16,
    pub(super) recognizer: u16,
    /// In thousandths.
    pub(super) score: u16,
}

impl<'a> Search<'a> {
    /// A search by `threads` threads, in a field that says nothing.
    pub(super) fn new(compiled: &'a Compiled, threads: usize) -> Self {
        Self {
            detector: &compiled.detector,
            fields: [compiled.field()],
            workers: (0..threads).map(|_| Worker::default()).collect(),
        }
    }

    /// Searches everything and counts. This is what is timed.
    pub(super) fn pass(&mut self, corpus: &Corpus) -> Pass {
        let passes = self.each(corpus, |pass: &mut Pass, block, findings| {
            pass.bytes += block.bytes.len();
            pass.findings += findings.len();
        });
        passes.iter().fold(Pass::default(), |sum, pass| Pass {
            bytes: sum.bytes + pass.bytes,
            findings: sum.findings + pass.findings,
        })
    }

    /// Searches everything and keeps what was found, sorted by place.
    pub(super) fn places(&mut self, corpus: &Corpus) -> Vec<Place> {
        let places = self.each(corpus, |places: &mut Vec<Place>, block, findings| {
            places.extend(findings.iter().map(|finding| Place {
                start: block.bytes.start + finding.span.start as usize,
                end: block.bytes.start + finding.span.end as usize,
                entity: finding.entity.0,
                recognizer: finding.recognizer.0,
                score: finding.score.thousandths(),
            }));
        });
        let mut places = places.concat();
        places.sort_unstable();
        places
    }

    /// Each thread takes the next block that nobody has, and adds what it finds to a sum of its
    /// own.
    fn each<S: Default + Send>(
        &mut self,
        corpus: &Corpus,
        add: impl Fn(&mut S, &Block, &[Finding]) + Sync,
    ) -> Vec<S> {
        let (detector, fields, next) = (self.detector, &self.fields, AtomicUsize::new(0));
        let work = |worker: &mut Worker| {
            let mut sum = S::default();
            // Blocks are borrowed by all and changed by none, so the counter orders nothing else.
            while let Some(block) = corpus.blocks.get(next.fetch_add(1, Ordering::Relaxed)) {
                let Worker { cache, findings } = worker;
                detector.find(cache, block.input(corpus, fields), findings);
                add(&mut sum, block, findings);
            }
            sum
        };
        // A thread that is started for nothing would be timed too.
        if let [worker] = self.workers.as_mut_slice() {
            return vec![work(worker)];
        }
        thread::scope(|scope| {
            let spawn = |worker| scope.spawn(|| work(worker));
            let threads: Vec<_> = self.workers.iter_mut().map(spawn).collect();
            let join = |thread: thread::ScopedJoinHandle<'_, S>| {
                thread
                    .join()
                    .unwrap_or_else(|panic| panic::resume_unwind(panic))
            };
            threads.into_iter().map(join).collect()
        })
    }
}

impl Block {
    /// The block as a detector takes it.
    pub(super) fn input<'a>(&'a self, corpus: &'a Corpus, fields: &'a [Field]) -> Input<'a> {
        Input {
            text: &corpus.bytes[self.bytes.clone()],
            regions: &self.regions,
            fields,
        }
    }
}
