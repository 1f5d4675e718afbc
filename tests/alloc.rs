//! The hot path asks for no memory once it is warm.
//!
//! Allocations are counted by thread, so that tests beside these do not disturb the counts. A
//! block is warmed up with the same records: buffers have grown to what it needs, and fields are
//! known.

use std::{
    alloc::{GlobalAlloc, Layout, System},
    cell::Cell,
    io,
};

use pumice_detect::{
    Cache, Detector, DetectorBuilder, Encoding, Evidence, FieldId, Input, Pattern, Recognizer,
    Region, Shape, Terms,
};
use pumice_engine::{Policy, Scrubber, Sink, Source, Tally, Worker};
use pumice_formats::jsonl::{Block, Limits, Quarantine, Reader, Writer};
use pumice_synth::corpus::{self, Corpus};

use crate::detect::named::NAMED;

/// The system's allocator; counts what a thread asks for.
struct Counting;

thread_local! {
    /// Allocations and growths of this thread. Needs no initialiser and no destructor, so that the
    /// allocator may use it at any time.
    static COUNT: Cell<u64> = const { Cell::new(0) };
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

impl Counting {
    fn note() {
        COUNT.set(COUNT.get() + 1);
    }
}

#[allow(
    unsafe_code,
    reason = "an allocator is unsafe by its trait; this one hands everything on"
)]
// SAFETY: every method hands its arguments on to the system's allocator, which keeps the contract;
// counting neither allocates nor panics.
unsafe impl GlobalAlloc for Counting {
    // SAFETY: as the trait demands: `layout` has a size.
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::note();
        // SAFETY: the caller's promises are those that `System` needs.
        unsafe { System.alloc(layout) }
    }

    // SAFETY: as the trait demands: `layout` has a size.
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Self::note();
        // SAFETY: the caller's promises are those that `System` needs.
        unsafe { System.alloc_zeroed(layout) }
    }

    // SAFETY: as the trait demands: `block` came from here, with this layout, and `bytes` is a size.
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, bytes: usize) -> *mut u8 {
        Self::note();
        // SAFETY: the block came from `System`, and the caller's promises are those that it needs.
        unsafe { System.realloc(block, layout, bytes) }
    }

    // SAFETY: as the trait demands: `block` came from here, with this layout.
    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the block came from `System`, with this layout.
        unsafe { System.dealloc(block, layout) }
    }
}

/// How often `work` asks for memory on this thread.
fn allocations<T>(work: impl FnOnce() -> T) -> (T, u64) {
    let before = COUNT.get();
    let result = work();
    (result, COUNT.get() - before)
}

#[test]
fn allocations_are_counted() {
    let (mut text, count) = allocations(|| String::with_capacity(8));
    assert_eq!(count, 1);
    assert_eq!(allocations(|| text.push_str("12345678")).1, 0);
    assert_eq!(allocations(|| text.push('9')).1, 1);
    let other = std::thread::spawn(|| vec![0_u8; 100]);
    // The handle of the other thread is this one's; its vector is not.
    assert_eq!(allocations(|| other.is_finished()).1, 0);
    other.join().expect("it ends");
}

/// A corpus of each kind, of about `bytes` each.
fn corpora(bytes: usize) -> [(&'static str, Corpus); 4] {
    [
        ("chat", corpus::chat(81, bytes)),
        ("prose", corpus::prose(81, bytes)),
        ("logs", corpus::logs(81, bytes)),
        ("disguised", corpus::disguised(81, bytes)),
    ]
}

#[test]
fn a_warm_search_asks_for_no_memory() {
    search(&DetectorBuilder::new().build().expect("it compiles"));
}

#[test]
fn a_warm_search_for_names_asks_for_no_memory() {
    search(&NAMED);
}

/// With a gate and without one, with a group, few terms and many, within words and without.
/// The automaton of an expression makes its states when a text first asks for them, so it is warm when it has
/// met them; one with more states than its memory holds, such as `a.{0,60}z`, makes some again and again.
#[test]
fn a_warm_search_for_rules_of_ones_own_asks_for_no_memory() {
    let pattern = |regex| Shape::Pattern(Pattern::new(regex, Evidence(10)));
    let many = || Terms::new((0..5_000).map(|number| format!("Name{number} {number}")));
    let within = Terms {
        whole_words: false,
        ..Terms::new(["the"])
    };
    for last in [Terms::new(["the user", "report"]), many(), within] {
        let mut builder = DetectorBuilder::new();
        for (number, shape) in [
            pattern(r"\bon \w+ \d+"),
            pattern(r"[a-z]+ [a-z]+ing"),
            pattern(r"from (?<value>[a-z]+)"),
            pattern("a.{0,6}z"),
            Shape::Terms(last),
        ]
        .into_iter()
        .enumerate()
        {
            builder.recognizer(Recognizer {
                id: format!("own_{number}").into(),
                entity: "OWN".into(),
                shapes: vec![shape],
                ..Recognizer::new("", "", "global")
            });
        }
        search(&builder.build().expect("it compiles"));
    }
}

/// Searches each corpus twice; the second time nothing may be asked for.
fn search(detector: &Detector) {
    let fields = [detector.plain_field()];
    let (mut cache, mut findings) = (Cache::default(), vec![]);
    for (name, corpus) in corpora(1 << 20) {
        let regions: Vec<_> = corpus::strings(&corpus.bytes)
            .map(|text| Region {
                start: text.raw.start as u32,
                end: text.raw.end as u32,
                record: text.record,
                field: FieldId(0),
                encoding: Encoding::JsonString,
            })
            .collect();
        let input = Input {
            text: &corpus.bytes,
            regions: &regions,
            fields: &fields,
        };
        detector.find(&mut cache, input, &mut findings);
        let found = findings.len();
        assert!(found > 10, "{name}: {found} findings");
        let ((), count) = allocations(|| detector.find(&mut cache, input, &mut findings));
        assert_eq!(findings.len(), found);
        assert_eq!(
            count,
            0,
            "{name}: {} regions, {found} findings",
            regions.len()
        );
    }
}

/// One block of lines, again and again, with warm memory.
struct Mill<'a> {
    scrubber: &'a Scrubber,
    worker: Worker,
    input: &'a [u8],
    writer: Writer<io::Sink, io::Sink>,
    used: Option<Block>,
}

impl<'a> Mill<'a> {
    fn new(scrubber: &'a Scrubber, input: &'a [u8]) -> Self {
        Self {
            scrubber,
            worker: scrubber.worker::<Block>(),
            input,
            writer: Writer::new(Some(io::sink()), Quarantine::To(io::sink())),
            used: None,
        }
    }

    /// Reads, scrubs and writes the block; says what was done and how often memory was asked for.
    fn turn(&mut self) -> (Tally, u64) {
        let limits = Limits::new(self.input.len() + 1, 1 << 20);
        let mut reader = Reader::with_limits(self.input, "in.jsonl", limits);
        let ((block, tally), count) = allocations(|| {
            let block = reader.next(self.used.take()).expect("memory can be read");
            let block = block.expect("a block");
            let (block, tally) = self.scrubber.scrub(&mut self.worker, block);
            self.writer.write(&block).expect("a sink takes all");
            (block, tally)
        });
        self.used = Some(block);
        (tally, count)
    }
}

/// What a warm block may ask for, however many records it has: the rows of its counts. Their vector
/// grows by doubling, up to one row for each combination of field, entity and outcome.
const MOST_A_BLOCK: u64 = 8;

/// Scrubs blocks of 1,000 and of 4,000 records and counts what they ask for.
#[track_caller]
fn check(name: &str, scrubber: &Scrubber, lines: &str) {
    let lines: Vec<_> = lines.split_inclusive('\n').take(1_000).collect();
    assert_eq!(lines.len(), 1_000, "{name}");
    for times in [1, 4] {
        let input = lines.concat().repeat(times);
        let mut mill = Mill::new(scrubber, input.as_bytes());
        // The first turn learns the fields, the second one fits all buffers.
        for _ in 0..2 {
            mill.turn();
        }
        let (tally, count) = mill.turn();
        let records = tally.records_out;
        assert_eq!(records, 1_000 * times as u64);
        assert!(tally.findings > records / 20, "{name}: {}", tally.findings);
        assert!(
            count <= MOST_A_BLOCK,
            "{name}: {count} for {records} records"
        );
    }
}

#[test]
fn a_warm_block_asks_for_no_memory_for_a_record() {
    let scrubber = Scrubber::new(Policy::builtin(), None).expect("it compiles");
    for (name, corpus) in corpora(4 << 20) {
        let text = std::str::from_utf8(&corpus.bytes).expect("UTF-8");
        check(name, &scrubber, text);
    }
}

/// These take ways of their own, because names that become equal are numbered.
#[test]
fn keys_and_ids_ask_for_no_memory_either() {
    let scrubber = Scrubber::new(Policy::builtin(), None).expect("it compiles");
    type Line = fn(usize) -> String;
    let kinds: [(&str, Line); 4] = [
        ("keys", |n| {
            format!("{{\"u{n}@example.com\":1,\"v{n}@example.com\":2}}\n")
        }),
        ("escaped keys", |n| {
            format!("{{\"u{n}\\u0040example.com\":1,\"a\":2}}\n")
        }),
        ("ids", |n| {
            let call = format!("{{\"id\":\"u{n}@example.com\"}}");
            format!(
                "{{\"messages\":[{{\"tool_calls\":[{call}]}},{{\"tool_call_id\":\"u{n}@example.com\"}}]}}\n"
            )
        }),
        ("names", |n| {
            format!("{{\"messages\":[{{\"name\":\"u{n}@example.com\"}}]}}\n")
        }),
    ];
    for (name, line) in kinds {
        check(name, &scrubber, &(0..1_000).map(line).collect::<String>());
    }
}
