//! Threads, order and every way to fail, over a format small enough to see through: lines of text
//! in blocks of a few.

use std::{
    num::NonZeroUsize,
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use pumice_detect::{Finding, Region};

use super::{
    pipeline::{Treated, pump},
    *,
};
use crate::{
    batch::{Edits, Place, Reason, Source},
    fields::{Fields, Layout},
    progress::{Observer, Progress},
};

/// A block of lines. A line that begins with `!` is not well formed.
struct Lines {
    first: u64,
    text: Vec<u8>,
}

impl Lines {
    fn count(&self, rejected: bool) -> u64 {
        let lines = self.text.split_inclusive(|&byte| byte == b'\n');
        lines
            .filter(|line| line.starts_with(b"!") == rejected)
            .count() as u64
    }
}

impl Batch for Lines {
    const LAYOUT: Layout = Layout(&[]);

    fn open(&mut self, _fields: &mut Fields<'_>) {}

    fn text(&self) -> &[u8] {
        &self.text
    }

    fn regions(&self) -> &[Region] {
        &[]
    }

    fn first_record(&self) -> u64 {
        self.first
    }

    fn record(&self, _record: u32) -> &[u8] {
        &[]
    }

    fn places(&self, _findings: &[Finding], _places: &mut Vec<Place>) {}

    fn accepted(&self) -> u64 {
        self.count(false)
    }

    fn rejected(&self) -> u64 {
        self.count(true)
    }

    fn bytes_read(&self) -> u64 {
        self.text.len() as u64
    }

    fn blobs(&self) -> u64 {
        0
    }

    fn withhold(&mut self, _record: u32, _reason: Reason) {}

    fn rewrite(&mut self, _edits: &Edits) {}
}

/// Numbered lines of very different lengths, `per_block` in a block.
struct Numbers<'a> {
    next: u64,
    end: u64,
    per_block: u64,
    reused: u64,
    before: &'a mut (dyn FnMut(u64) -> io::Result<()> + Send),
}

impl<'a> Numbers<'a> {
    fn new(end: u64, before: &'a mut (dyn FnMut(u64) -> io::Result<()> + Send)) -> Self {
        Self {
            next: 1,
            end,
            per_block: 3,
            reused: 0,
            before,
        }
    }
}

impl Source for Numbers<'_> {
    type Batch = Lines;

    fn next(&mut self, used: Option<Lines>) -> io::Result<Option<Lines>> {
        (self.before)(self.next)?;
        if self.next > self.end {
            return Ok(None);
        }
        self.reused += u64::from(used.is_some());
        let mut block = used.unwrap_or(Lines {
            first: 0,
            text: Vec::new(),
        });
        block.first = self.next;
        block.text.clear();
        let last = self.end.min(self.next + self.per_block - 1);
        for number in self.next..=last {
            block.text.extend_from_slice(&line(number));
        }
        self.next = last + 1;
        Ok(Some(block))
    }
}

/// Every seventh line is rejected, every fiftieth is long.
fn line(number: u64) -> Vec<u8> {
    let mark = if number.is_multiple_of(7) { "!" } else { "" };
    let tail = "x".repeat(if number.is_multiple_of(50) { 20_000 } else { 5 });
    format!("{mark}{number} {tail}\n").into_bytes()
}

/// Collects what it is given; `before` may fail a block by its first record.
struct Collected<'a> {
    text: Vec<u8>,
    finished: bool,
    before: &'a mut (dyn FnMut(u64) -> io::Result<()> + Send),
}

impl<'a> Collected<'a> {
    fn new(before: &'a mut (dyn FnMut(u64) -> io::Result<()> + Send)) -> Self {
        Self {
            text: Vec::new(),
            finished: false,
            before,
        }
    }
}

impl Sink<Lines> for Collected<'_> {
    fn write(&mut self, block: &Lines) -> io::Result<()> {
        (self.before)(block.first)?;
        self.text.extend_from_slice(&block.text);
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        self.finished = true;
        Ok(())
    }
}

/// What a worker of these tests does: upper case, and one finding a line.
fn shout(_worker: &mut (), mut block: Lines) -> Treated<Lines> {
    block.text.make_ascii_uppercase();
    let findings = block.count(false) + block.count(true);
    Treated {
        block,
        tally: Tally {
            findings,
            ..Tally::default()
        },
        located: vec![],
    }
}

fn options(threads: usize, stop: &AtomicBool) -> RunOptions<'_> {
    RunOptions {
        memory_bytes: 64 << 10,
        ..RunOptions::new(
            NonZeroUsize::new(threads).expect("tests ask for threads"),
            Mode::Scrub,
            stop,
        )
    }
}

fn fine(_record: u64) -> io::Result<()> {
    Ok(())
}

#[test]
fn output_and_counts_do_not_depend_on_the_number_of_threads() {
    let expected: Vec<u8> = (1..=2000)
        .flat_map(|number| line(number).to_ascii_uppercase())
        .collect();
    for threads in [1, 2, 8] {
        let stop = AtomicBool::new(false);
        let (mut reading, mut writing) = (fine, fine);
        let mut source = Numbers::new(2000, &mut reading);
        let mut sink = Collected::new(&mut writing);
        let tally = pump(
            &mut source,
            &mut sink,
            &options(threads, &stop),
            &(),
            || (),
            shout,
        )
        .expect("nothing fails");
        assert!(
            sink.text == expected,
            "{threads} threads changed the output"
        );
        assert!(sink.finished);
        assert_eq!(tally.findings, 2000);
    }
}

#[test]
fn an_empty_input_is_a_run_too() {
    let stop = AtomicBool::new(false);
    let (mut reading, mut writing) = (fine, fine);
    let mut sink = Collected::new(&mut writing);
    let tally = pump(
        &mut Numbers::new(0, &mut reading),
        &mut sink,
        &options(2, &stop),
        &(),
        || (),
        shout,
    )
    .expect("nothing fails");
    assert_eq!(tally, Tally::default());
    assert!(sink.finished);
}

#[test]
fn blocks_under_way_stay_within_the_memory_and_are_used_again() {
    let stop = AtomicBool::new(false);
    let under_way = AtomicU64::new(0);
    let most = AtomicU64::new(0);
    let mut reading = |_| {
        most.fetch_max(under_way.fetch_add(1, Ordering::SeqCst), Ordering::SeqCst);
        Ok(())
    };
    let mut writing = |_| {
        under_way.fetch_sub(1, Ordering::SeqCst);
        Ok(())
    };
    let mut source = Numbers::new(3000, &mut reading);
    let mut sink = Collected::new(&mut writing);
    let options = RunOptions {
        memory_bytes: 16 << 10,
        ..options(8, &stop)
    };
    pump(&mut source, &mut sink, &options, &(), || (), shout).expect("nothing fails");
    assert!(source.reused > 0);
    // Four of the least weight fit, and a block that is written is not counted any more.
    let most = most.into_inner();
    assert!(most <= 4, "{most} blocks were under way");
}

/// Runs 10,000 lines of which one makes something fail; also proves that the run ends at all.
fn failure(
    threads: usize,
    reading: &mut (dyn FnMut(u64) -> io::Result<()> + Send),
    writing: &mut (dyn FnMut(u64) -> io::Result<()> + Send),
    working: impl Fn(&Lines) + Sync,
) -> RunError {
    let stop = AtomicBool::new(false);
    let mut sink = Collected::new(writing);
    let result = pump(
        &mut Numbers::new(10_000, reading),
        &mut sink,
        &options(threads, &stop),
        &(),
        || (),
        |worker: &mut (), block| {
            working(&block);
            shout(worker, block)
        },
    );
    assert!(!sink.finished, "a run that failed must not finish its sink");
    assert!(
        stop.into_inner(),
        "a source that waits must be told to stop"
    );
    result.expect_err("something fails")
}

fn fails_at(record: u64) -> impl FnMut(u64) -> io::Result<()> + Send {
    move |first| match first {
        first if first == record => Err(io::Error::other("no more")),
        _ => Ok(()),
    }
}

#[test]
fn an_error_of_the_reader_ends_the_run() {
    for threads in [1, 2, 8] {
        let error = failure(threads, &mut fails_at(3001), &mut fine, |_| {});
        assert_eq!(error.kind(), RunErrorKind::Read);
        assert_eq!(
            error.io().map(ToString::to_string).as_deref(),
            Some("no more")
        );
    }
}

#[test]
fn an_error_of_the_writer_ends_the_run() {
    for threads in [1, 2, 8] {
        // The first block, too: then everything behind it waits for a budget that never comes.
        for record in [1, 3001] {
            let error = failure(threads, &mut fine, &mut fails_at(record), |_| {});
            assert_eq!(error.kind(), RunErrorKind::Write);
        }
    }
}

#[test]
fn a_panic_of_a_worker_ends_the_run_and_names_the_block() {
    for threads in [1, 2, 8] {
        let error = failure(threads, &mut fine, &mut fine, |block| {
            if block.first == 3001 {
                panic_quietly();
            }
        });
        assert_eq!(error.kind(), RunErrorKind::Panicked);
        assert!(error.to_string().contains("record 3001"), "{error}");
    }
}

/// Panics without the message, which would fill the screen.
fn panic_quietly() -> ! {
    std::panic::resume_unwind(Box::new("planted"))
}

#[test]
fn panics_of_reader_and_writer_are_errors_too() {
    let planted = |first| -> io::Result<()> {
        if first == 3001 {
            panic_quietly();
        }
        Ok(())
    };
    for threads in [1, 8] {
        let (mut reading, mut writing) = (planted, planted);
        let reader = failure(threads, &mut reading, &mut fine, |_| {});
        let writer = failure(threads, &mut fine, &mut writing, |_| {});
        assert_eq!(reader.kind(), RunErrorKind::Panicked);
        assert_eq!(writer.kind(), RunErrorKind::Panicked);
    }
}

#[test]
fn whoever_sets_stop_interrupts_the_run() {
    for threads in [1, 2, 8] {
        let stop = AtomicBool::new(false);
        let mut reading = |first| {
            stop.fetch_or(first == 3001, Ordering::SeqCst);
            Ok(())
        };
        let mut writing = fine;
        let mut sink = Collected::new(&mut writing);
        let error = pump(
            &mut Numbers::new(u64::MAX, &mut reading),
            &mut sink,
            &options(threads, &stop),
            &(),
            || (),
            shout,
        )
        .expect_err("it never ends by itself");
        assert_eq!(error.kind(), RunErrorKind::Interrupted);
        assert!(!sink.finished);
    }
}

#[test]
fn a_source_that_gives_up_because_of_stop_is_interrupted_not_broken() {
    let stop = AtomicBool::new(false);
    let mut reading = |_| {
        stop.store(true, Ordering::SeqCst);
        Err(io::Error::other("told to stop"))
    };
    let error = pump(
        &mut Numbers::new(9, &mut reading),
        &mut Discard,
        &options(2, &stop),
        &(),
        || (),
        shout,
    )
    .expect_err("the source fails");
    assert_eq!(error.kind(), RunErrorKind::Interrupted);
}

#[test]
fn the_observer_sees_progress_that_only_grows_and_ends_at_the_end() {
    struct Seen(Mutex<Vec<Progress>>);
    impl Observer for Seen {
        fn advanced(&self, progress: Progress) {
            self.0.lock().expect("no panic").push(progress);
        }
    }
    let seen = Seen(Mutex::default());
    let stop = AtomicBool::new(false);
    let mut reading = fine;
    pump(
        &mut Numbers::new(1000, &mut reading),
        &mut Discard,
        &options(8, &stop),
        &seen,
        || (),
        shout,
    )
    .expect("nothing fails");
    let seen = seen.0.into_inner().expect("no panic");
    assert!(seen.is_sorted_by_key(|progress| progress.bytes_read));
    let last = seen.last().expect("there were blocks");
    let bytes: usize = (1..=1000).map(|number| line(number).len()).sum();
    assert_eq!(last.bytes_read, bytes as u64);
    assert_eq!((last.records, last.findings), (1000, 1000));
}
