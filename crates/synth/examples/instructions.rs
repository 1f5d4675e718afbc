//! One search of one corpus, for `benches/instructions.sh` to count the instructions of:
//! `instructions chat|prose_template|logs|multilingual|disguised avx2|portable [ENTITY...]`. Entities that are
//! named are left out of the catalogue, to see what they cost. Prints the bytes that were searched and the
//! number of findings.

use std::{
    env,
    hint::black_box,
    io::{self, Write},
};

use pumice_detect::{
    Backend, Cache, Detector, DetectorBuilder, Encoding, Field, FieldId, Finding, Input, ProfileId,
    Region,
};
use pumice_synth::corpus;

const SEED: u64 = 1;
const BYTES: usize = 1_000_000;

fn main() -> io::Result<()> {
    let mut arguments = env::args().skip(1);
    let (Some(name), Some(backend)) = (arguments.next(), arguments.next()) else {
        return Err(io::Error::other("a corpus and a backend are wanted"));
    };
    let make = match name.as_str() {
        "chat" => corpus::chat,
        "prose_template" => corpus::prose,
        "logs" => corpus::logs,
        "multilingual" => corpus::multilingual,
        "disguised" => corpus::disguised,
        _ => return Err(io::Error::other("the corpus is unknown")),
    };
    let backend = Backend::named(&backend)
        .ok_or_else(|| io::Error::other("this CPU, or what simulates it, lacks the backend"))?;
    let left_out: Vec<String> = arguments.collect();
    let mut builder = DetectorBuilder::empty();
    for recognizer in DetectorBuilder::new().recognizers() {
        if !left_out.iter().any(|entity| recognizer.entity == *entity) {
            builder.recognizer(recognizer.clone());
        }
    }
    builder.backend(backend);
    let detector = builder.build().expect("the catalogue compiles");
    let lines = make(SEED, BYTES).bytes;
    let mut findings = vec![];
    let mut search = Search::new(&detector, &lines);
    // Tables are touched and memory has grown before the search that is counted.
    search.find(&mut findings);
    let expected = findings.len();
    counted(&mut search, black_box(&mut findings));
    assert_eq!(findings.len(), expected);
    assert_ne!(expected, 0, "nothing found in {name}");
    writeln!(io::stdout(), "{} {expected}", lines.len())
}

struct Search<'a> {
    detector: &'a Detector,
    text: &'a [u8],
    regions: Vec<Region>,
    fields: [Field; 1],
    cache: Cache,
}

impl<'a> Search<'a> {
    /// Every string that is no key is a region.
    fn new(detector: &'a Detector, text: &'a [u8]) -> Self {
        let regions = corpus::strings(text)
            .map(|string| Region {
                start: string.raw.start as u32,
                end: string.raw.end as u32,
                record: string.record,
                field: FieldId(0),
                encoding: Encoding::JsonString,
            })
            .collect();
        Self {
            detector,
            text,
            regions,
            fields: [detector.field("text".into(), b"text", None, ProfileId::DEFAULT)],
            cache: Cache::default(),
        }
    }

    fn find(&mut self, findings: &mut Vec<Finding>) {
        let input = Input {
            text: self.text,
            regions: &self.regions,
            fields: &self.fields,
        };
        self.detector.find(&mut self.cache, input, findings);
    }
}

/// What callgrind counts: it knows the function by its name.
#[inline(never)]
fn counted(search: &mut Search<'_>, findings: &mut Vec<Finding>) {
    search.find(findings);
}
