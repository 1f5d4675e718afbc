//! What must hold for the findings of any block, whatever its bytes are.

use std::sync::LazyLock;

use pumice_detect::{
    Backend, Cache, Detector, DetectorBuilder, Encoding, EntityId, Field, FieldId, Finding, Input,
    OffsetMap, RecognizerId, Region, Score, Span, escape,
};

/// A finding without its region; the span counts from the region's start.
type Hit = (Span, EntityId, RecognizerId, Score);

/// Bytes that no text has, and what they do to a block.
const ABUT_PLAIN: u8 = 0xFF;
const ABUT_JSON: u8 = 0xFE;
/// The next byte says how many units of bytes lie outside of regions.
const GAP: u8 = 0xFD;
/// The next byte says how many units of blanks follow in the region.
const BLANKS: u8 = 0xFC;
/// Two bytes of input reach across a chunk of 8 KB, and not at a round number.
const UNIT: usize = 37;
/// Gaps and blanks stop growing a block of this size.
const MOST_BYTES: usize = 1 << 16;

static DETECTORS: LazyLock<Vec<Detector>> = LazyLock::new(|| {
    Backend::available()
        .map(|backend| {
            let mut builder = DetectorBuilder::new();
            builder.backend(backend);
            builder.build().expect("the catalogue compiles")
        })
        .collect()
});

/// Panics where a search of the block that `input` spells is not as promised.
pub(crate) fn check(input: &[u8]) {
    let block = Block::read(input);
    let (portable, others) = DETECTORS.split_last().expect("the portable one");
    let together = find(portable, &block.text, &block.regions);
    check_spans(&block, &together);
    for detector in others {
        let found = find(detector, &block.text, &block.regions);
        assert_eq!(found, together, "{} differs", detector.backend().name());
    }
    for (at, region) in block.regions.iter().enumerate() {
        let of_region = |finding: &&Finding| finding.region as usize == at;
        let found = together.iter().filter(of_region);
        let found: Vec<_> = found.map(|finding| hit(finding, region.start)).collect();
        let raw = &block.text[region.span().range()];
        assert_eq!(found, alone(portable, raw, region.encoding), "not as alone");
        if region.encoding == Encoding::JsonString {
            assert_eq!(found, decoded(portable, raw), "not as the text it spells");
        }
    }
}

/// Regions and what lies between them.
struct Block {
    text: Vec<u8>,
    regions: Vec<Region>,
}

impl Block {
    fn read(input: &[u8]) -> Block {
        let mut block = Block {
            text: vec![],
            regions: vec![],
        };
        let (mut start, mut encoding) = (0, Encoding::Plain);
        let mut bytes = input.iter().copied();
        while let Some(byte) = bytes.next() {
            let mut units = || usize::from(bytes.next().unwrap_or(1)) * UNIT;
            match byte {
                ABUT_PLAIN | ABUT_JSON => {
                    start = block.close(start, encoding);
                    encoding = match byte {
                        ABUT_JSON => Encoding::JsonString,
                        _ => Encoding::Plain,
                    };
                }
                GAP => {
                    block.close(start, encoding);
                    block.fill(b'7', units());
                    start = block.text.len();
                }
                BLANKS => block.fill(b' ', units()),
                _ => block.text.push(byte),
            }
        }
        block.close(start, encoding);
        block
    }

    /// Ends the region that began at `start`; the next one may begin where it ends.
    fn close(&mut self, start: usize, encoding: Encoding) -> usize {
        let end = self.text.len();
        self.regions.push(region(start, end, encoding));
        end
    }

    fn fill(&mut self, byte: u8, count: usize) {
        let room = MOST_BYTES.saturating_sub(self.text.len());
        self.text.resize(self.text.len() + count.min(room), byte);
    }
}

fn region(start: usize, end: usize, encoding: Encoding) -> Region {
    Region {
        start: start as u32,
        end: end as u32,
        record: 0,
        field: FieldId(0),
        encoding,
    }
}

fn find(detector: &Detector, text: &[u8], regions: &[Region]) -> Vec<Finding> {
    static FIELDS: LazyLock<[Field; 1]> = LazyLock::new(|| [DETECTORS[0].plain_field()]);
    let input = Input {
        text,
        regions,
        fields: &*FIELDS,
    };
    let mut findings = vec![];
    detector.find(&mut Cache::default(), input, &mut findings);
    findings
}

fn hit(finding: &Finding, base: u32) -> Hit {
    let span = Span::new(finding.span.start - base, finding.span.end - base);
    (span, finding.entity, finding.recognizer, finding.score)
}

/// Findings in a block that is nothing but this text.
fn alone(detector: &Detector, text: &[u8], encoding: Encoding) -> Vec<Hit> {
    let regions = [region(0, text.len(), encoding)];
    let found = find(detector, text, &regions);
    found.iter().map(|finding| hit(finding, 0)).collect()
}

/// Findings in the text that `raw` spells, at their places in `raw`.
fn decoded(detector: &Detector, raw: &[u8]) -> Vec<Hit> {
    let (mut view, mut map) = (vec![], OffsetMap::default());
    escape::decode(raw, &mut view, &mut map);
    let mut found = alone(detector, &view, Encoding::Plain);
    for (span, ..) in &mut found {
        *span = map.source(*span);
    }
    found
}

/// Spans are sorted and disjoint, lie in their regions, and cut no character of a region that is
/// UTF-8.
fn check_spans(block: &Block, findings: &[Finding]) {
    let mut end = 0;
    for Finding { span, region, .. } in findings {
        let region = block.regions[*region as usize];
        assert!(!span.is_empty() && end <= span.start, "overlap or disorder");
        end = span.end;
        assert!(region.start <= span.start && end <= region.end, "outside");
        if let Ok(text) = std::str::from_utf8(&block.text[region.span().range()]) {
            let bounds = [span.start, end].map(|at| (at - region.start) as usize);
            let whole = bounds.iter().all(|&at| text.is_char_boundary(at));
            assert!(whole, "cuts a character");
        }
    }
}
