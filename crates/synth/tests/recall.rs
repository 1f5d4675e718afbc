//! The catalogue finds what the makers made, where it stands, and hardly anything else.

use std::collections::BTreeSet;

use pumice_detect::{
    Cache, Detector, DetectorBuilder, Encoding, FieldId, Input, ProfileId, Region,
};
use pumice_synth::{
    Rng,
    corpus::{self, CELL_BYTES, Corpus, Label},
    text::{self, Sample},
};

const MIB: usize = 1 << 20;

/// Entities that patterns do not find.
const BY_NAMES: [&str; 1] = ["PERSON"];

/// Start, end and entity.
type Place = (usize, usize, String);

fn detector() -> Detector {
    DetectorBuilder::new()
        .build()
        .expect("the catalogue compiles")
}

fn region(raw: std::ops::Range<usize>, record: u32, encoding: Encoding) -> Region {
    Region {
        start: raw.start as u32,
        end: raw.end as u32,
        record,
        field: FieldId(0),
        encoding,
    }
}

/// What is found in `regions` of `text`, in a field whose name says nothing.
fn find(detector: &Detector, text: &[u8], regions: &[Region]) -> BTreeSet<Place> {
    let fields = [detector.field("text".into(), b"text", None, ProfileId::DEFAULT)];
    let input = Input {
        text,
        regions,
        fields: &fields,
    };
    let mut findings = vec![];
    detector.find(&mut Cache::default(), input, &mut findings);
    findings
        .iter()
        .map(|finding| {
            let entity = detector.entity_name(finding.entity).to_owned();
            let span = finding.span.range();
            (span.start, span.end, entity)
        })
        .collect()
}

/// At most one value in a thousand is missed and one finding in a thousand is no value.
fn check(name: &str, text: &[u8], gold: &BTreeSet<Place>, found: &BTreeSet<Place>) {
    let spelled = |places: Vec<&Place>| -> Vec<String> {
        let spell = |&&(start, end, ref entity): &&Place| {
            format!("{entity} {}", String::from_utf8_lossy(&text[start..end]))
        };
        places.iter().take(5).map(spell).collect()
    };
    let missed: Vec<&Place> = gold.difference(found).collect();
    let extra: Vec<&Place> = found.difference(gold).collect();
    let allowed = gold.len() / 1000;
    assert!(!gold.is_empty(), "{name} has no values");
    assert!(
        missed.len() <= allowed,
        "{name}: {} of {} missed, such as {:?}",
        missed.len(),
        gold.len(),
        spelled(missed)
    );
    assert!(
        extra.len() <= allowed,
        "{name}: {} too many, such as {:?}",
        extra.len(),
        spelled(extra)
    );
}

/// Each sentence is a region that abuts the next.
#[test]
fn values_in_sentences_that_speak_for_them_are_found() {
    let (detector, mut rng) = (detector(), Rng::new(6));
    for entity in text::entities() {
        let (mut all, mut regions) = (Sample::default(), vec![]);
        for record in 0..2_000 {
            let start = all.text.len();
            all.append(&text::about(entity, &mut rng).expect("the entity has frames"));
            regions.push(region(start..all.text.len(), record, Encoding::Plain));
        }
        let gold = all
            .spans
            .iter()
            .filter(|gold| !BY_NAMES.contains(&gold.entity))
            .map(|gold| (gold.start, gold.end, gold.entity.to_owned()))
            .collect();
        let found = find(&detector, all.text.as_bytes(), &regions);
        check(entity, all.text.as_bytes(), &gold, &found);
    }
}

/// What patterns can find of a corpus, and what is found. Whether a date is one of birth is judged
/// by sentences above; dates with the months of Arabic, Hindi and Japanese may be found or not.
fn gold_and_found(corpus: &Corpus, found: BTreeSet<Place>) -> [BTreeSet<Place>; 2] {
    let place = |label: &Label| {
        let entity = label.entity.replace("DATE_OF_BIRTH", "DATE_TIME");
        (label.raw.start, label.raw.end, entity)
    };
    let (open, gold): (Vec<&Label>, Vec<&Label>) = corpus
        .gold
        .iter()
        .filter(|label| !BY_NAMES.contains(&label.entity))
        .partition(|label| label.entity.starts_with("DATE_") && !in_latin(&label.value));
    let open: BTreeSet<Place> = open.into_iter().map(place).collect();
    let found = found
        .into_iter()
        .map(|(start, end, entity)| (start, end, entity.replace("DATE_OF_BIRTH", "DATE_TIME")));
    let found = found.filter(|place| !open.contains(place)).collect();
    [gold.into_iter().map(place).collect(), found]
}

/// Whether the letters are those of German, French and Spanish.
fn in_latin(text: &str) -> bool {
    text.chars().all(|character| character < '\u{250}')
}

/// Strings as they stand: JSON inside them is text with escapes here.
#[test]
fn values_in_jsonl_are_found_where_they_stand() {
    let detector = detector();
    for (name, made) in [
        ("chat", corpus::chat(1, 4 * MIB)),
        ("prose", corpus::prose(1, 4 * MIB)),
        ("logs", corpus::logs(1, 2 * MIB)),
        ("multilingual", corpus::multilingual(1, 4 * MIB)),
    ] {
        let regions: Vec<Region> = corpus::strings(&made.bytes)
            .map(|text| region(text.raw, text.record, Encoding::JsonString))
            .collect();
        let found = find(&detector, &made.bytes, &regions);
        let [gold, found] = gold_and_found(&made, found);
        check(name, &made.bytes, &gold, &found);
    }
}

#[test]
fn values_in_plain_lines_are_found() {
    let made = corpus::logs_text(1, 2 * MIB);
    let whole = [region(0..made.bytes.len(), 0, Encoding::Plain)];
    let [gold, found] = gold_and_found(&made, find(&detector(), &made.bytes, &whole));
    check("logs_text", &made.bytes, &gold, &found);
}

#[test]
fn cells_are_searched_as_if_alone() {
    let cells = corpus::cells(1, MIB);
    let regions: Vec<Region> = cells
        .ranges()
        .zip(0..)
        .map(|(cell, record)| {
            let start = cell.start as usize;
            region(start..start + CELL_BYTES, record, Encoding::Plain)
        })
        .collect();
    let gold = cells
        .gold
        .iter()
        .map(|gold| (gold.start, gold.end, gold.entity.to_owned()))
        .collect();
    let found = find(&detector(), &cells.values, &regions);
    check("cells", &cells.values, &gold, &found);
}
