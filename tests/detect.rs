//! Properties of a search that hold for every text: what is found depends on the text of a region
//! and on nothing else.

use std::collections::BTreeMap;

use pumice_detect::{
    Cache, Detector, DetectorBuilder, Encoding, FieldId, Finding, Input, Region, Span,
};
use pumice_synth::{
    Rng,
    text::{self, Sample},
};

use crate::util::{scale, spelled};

fn detector() -> Detector {
    DetectorBuilder::new().build().unwrap()
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

/// Findings of several regions of one buffer, checked for what every result must satisfy.
fn find(detector: &Detector, text: &[u8], regions: &[Region]) -> Vec<Finding> {
    let fields = [detector.plain_field()];
    let mut findings = vec![];
    detector.find(
        &mut Cache::default(),
        Input {
            text,
            regions,
            fields: &fields,
        },
        &mut findings,
    );
    for (at, finding) in findings.iter().enumerate() {
        let region = regions[finding.region as usize];
        assert!(!finding.span.is_empty());
        assert!(region.start <= finding.span.start && finding.span.end <= region.end);
        assert!(
            std::str::from_utf8(&text[finding.span.range()]).is_ok(),
            "cuts a character"
        );
        assert!(
            at == 0 || findings[at - 1].span.end <= finding.span.start,
            "overlap or disorder"
        );
    }
    findings
}

/// Findings in a text of its own, as spans of it.
fn find_alone(detector: &Detector, text: &str) -> Vec<(Span, u16, u16)> {
    let regions = [region(0, text.len(), Encoding::Plain)];
    find(detector, text.as_bytes(), &regions)
        .iter()
        .map(|f| summary(f, 0))
        .collect()
}

fn summary(finding: &Finding, base: u32) -> (Span, u16, u16) {
    let span = Span::new(finding.span.start - base, finding.span.end - base);
    (span, finding.entity.0, finding.score.thousandths())
}

/// A text that is rich in values and in what looks like them.
fn text(rng: &mut Rng) -> String {
    let mut text = String::new();
    for _ in 0..rng.between(1, 6) {
        match rng.below(4) {
            0 => text.push_str(&noise(rng)),
            _ => text.push_str(&text::sentence(rng).text),
        }
        text.push_str(rng.pick(&[" ", "", "\n", "é", "，", "\"", "\\", "/", "-", "."]));
    }
    text
}

fn noise(rng: &mut Rng) -> String {
    let bits = [
        "1", "22", "333", "4444", "55555", " ", "-", ".", "/", ":", "::", "@", "+", "(", ")", "a",
        "Z", "AB", "https://", "www.", "März ", "é", "\u{a0}", "\u{202f}", "xn--", "ff", "'", "\"",
        "\\", "\n", "😀", "DE89", "ssn", "1 1 1", "2021",
    ];
    (0..rng.between(1, 40))
        .map(|_| *bits.get(rng.below(bits.len() as u32) as usize).unwrap())
        .collect()
}

#[test]
fn every_value_in_a_sentence_is_found() {
    let detector = detector();
    let mut rng = Rng::new(11);
    let (mut missed, mut total) = (BTreeMap::<_, Vec<String>>::new(), 0);
    for _ in 0..scale(3_000, 100_000) {
        let Sample { text, spans } = text::sentence(&mut rng);
        let found = find_alone(&detector, &text);
        for gold in spans {
            let Some(entity) = detector.entity(gold.entity) else {
                continue;
            };
            total += 1;
            let span = Span::new(gold.start as u32, gold.end as u32);
            if !found.iter().any(|f| f.0 == span && f.1 == entity.0) {
                missed.entry(gold.entity).or_default().push(text.clone());
            }
        }
    }
    assert!(total > 1_000, "only {total} values were made");
    assert!(missed.is_empty(), "{total} values, missed: {missed:#?}");
}

#[test]
fn abutting_regions_are_searched_as_if_alone() {
    let detector = detector();
    let mut rng = Rng::new(12);
    for round in 0..scale(400, 20_000) {
        let parts: Vec<String> = (0..rng.between(1, 30)).map(|_| text(&mut rng)).collect();
        let (mut buffer, mut regions) = (String::new(), vec![]);
        for part in &parts {
            // Bytes outside the regions yield nothing and are no context.
            buffer.push_str(rng.pick(&["", "", "", "ssn 078-05-1120 ", "5", "@"]));
            let start = buffer.len();
            buffer.push_str(part);
            regions.push(region(start, buffer.len(), Encoding::Plain));
        }
        let together = find(&detector, buffer.as_bytes(), &regions);
        for (at, part) in parts.iter().enumerate() {
            let here = together
                .iter()
                .filter(|finding| finding.region as usize == at);
            let here: Vec<_> = here
                .map(|finding| summary(finding, regions[at].start))
                .collect();
            assert_eq!(here, find_alone(&detector, part), "round {round}, {part:?}");
        }
    }
}

#[test]
fn cells_of_twelve_bytes_are_searched_as_if_alone() {
    let detector = detector();
    let cells = pumice_synth::corpus::cells(13, scale(60_000, 2_000_000));
    let regions: Vec<_> = cells
        .ranges()
        .map(|cell| region(cell.start as usize, cell.end as usize, Encoding::Plain))
        .collect();
    let together = find(&detector, &cells.values, &regions);
    assert!(!together.is_empty());
    for (at, cell) in regions.iter().enumerate() {
        let text = std::str::from_utf8(&cells.values[cell.span().range()]).unwrap();
        let here = together
            .iter()
            .filter(|finding| finding.region as usize == at);
        let here: Vec<_> = here.map(|finding| summary(finding, cell.start)).collect();
        assert_eq!(here, find_alone(&detector, text), "{text:?}");
    }
}

#[test]
fn text_and_json_give_the_same_findings() {
    let detector = detector();
    let mut rng = Rng::new(14);
    for round in 0..scale(1_500, 60_000) {
        let text = text(&mut rng);
        let share = *[0, 2, 30, 100].get(rng.below(4) as usize).unwrap();
        let raw = spelled(&mut rng, &text, share);
        let decoded: String = serde_json::from_str(&format!("\"{raw}\"")).unwrap();
        assert_eq!(decoded, text, "the test spells wrongly");
        let regions = [region(0, raw.len(), Encoding::JsonString)];
        let found = find(&detector, raw.as_bytes(), &regions);
        let plain = find_alone(&detector, &text);
        let unescaped = |finding: &Finding| -> String {
            serde_json::from_str(&format!("\"{}\"", &raw[finding.span.range()])).unwrap()
        };
        let json: Vec<_> = found
            .iter()
            .map(|f| (unescaped(f), f.entity.0, f.score))
            .collect();
        let plain: Vec<_> = plain
            .iter()
            .map(|f| {
                (
                    text[f.0.range()].to_owned(),
                    f.1,
                    pumice_detect::Score::from_thousandths(f.2),
                )
            })
            .collect();
        assert_eq!(json, plain, "round {round}, {raw}");
    }
}

#[test]
fn findings_do_not_depend_on_the_place_in_a_chunk() {
    let detector = detector();
    let mut rng = Rng::new(15);
    for round in 0..scale(60, 2_000) {
        let text = text(&mut rng);
        let alone = find_alone(&detector, &text);
        // The search works in chunks of 8 KB and words of 64 bytes: every offset up to a word, and
        // across the border of a chunk.
        for offset in (0..66).chain(8192 - 70..8192 + 2) {
            let buffer = format!("{}{text}", "-".repeat(offset));
            let regions = [region(offset, buffer.len(), Encoding::Plain)];
            let found = find(&detector, buffer.as_bytes(), &regions);
            let found: Vec<_> = found.iter().map(|f| summary(f, offset as u32)).collect();
            assert_eq!(found, alone, "round {round}, offset {offset}, {text:?}");
            // The same inside one region: words before a value move, so blanks keep the context.
            let buffer = format!("{}{text}", " ".repeat(offset));
            let regions = [region(0, buffer.len(), Encoding::Plain)];
            let found = find(&detector, buffer.as_bytes(), &regions);
            let found: Vec<_> = found.iter().map(|f| summary(f, offset as u32)).collect();
            assert_eq!(found, alone, "round {round}, blanks {offset}, {text:?}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_do_no_harm() {
    let detector = detector();
    let mut rng = Rng::new(16);
    for _ in 0..scale(2_000, 100_000) {
        let bytes: Vec<u8> = (0..rng.below(300))
            .map(|_| {
                if rng.percent(70) {
                    b"0123456789-./:@ +()aAfF\\u\"x"[rng.below(27) as usize]
                } else {
                    rng.below(256) as u8
                }
            })
            .collect();
        for encoding in [Encoding::Plain, Encoding::JsonString] {
            let fields = [detector.plain_field()];
            let regions = [region(0, bytes.len(), encoding)];
            let input = Input {
                text: &bytes,
                regions: &regions,
                fields: &fields,
            };
            let mut findings = vec![];
            detector.find(&mut Cache::default(), input, &mut findings);
            assert!(
                findings
                    .iter()
                    .all(|finding| finding.span.end as usize <= bytes.len())
            );
        }
    }
}
