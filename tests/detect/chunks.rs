//! Every byte of a value may be the border of a chunk or of a word.
//!
//! A search works in chunks of 8 KB and words of 64 bytes. Where they end must not show.

use proptest::prelude::*;
use pumice_detect::Encoding;

use super::{
    Buffer, DETECTOR, Hit,
    backends::DETECTORS,
    find_alone, holds,
    mixture::{mixture, mixtures},
};
use crate::util::scale;

const CHUNK: usize = 8192;
const WORD: usize = 64;
/// More blanks than any rule looks at.
const FAR: usize = 200;

/// The findings of a text with `blanks` blanks in front of it, in one region, as if it stood alone.
fn behind_blanks(text: &str, blanks: usize) -> Vec<Hit> {
    let padded = format!("{}{text}", " ".repeat(blanks));
    let mut found = find_alone(&DETECTOR, &padded);
    for (span, ..) in &mut found {
        assert!(span.start as usize >= blanks, "a blank is part of a value");
        span.start -= blanks as u32;
        span.end -= blanks as u32;
    }
    found
}

#[test]
fn a_border_at_every_byte_of_a_region_does_not_show() {
    holds(31, scale(60, 4_000), mixture(8), |text| {
        let wanted = behind_blanks(&text, FAR);
        for border in 0..=text.len() {
            for chunk in [CHUNK, 2 * CHUNK] {
                let found = behind_blanks(&text, chunk - border.min(chunk - FAR));
                prop_assert_eq!(&found, &wanted, "border at {}", border);
            }
        }
        for blanks in FAR..FAR + WORD {
            prop_assert_eq!(&behind_blanks(&text, blanks), &wanted, "{} blanks", blanks);
        }
        Ok(())
    });
}

#[test]
fn a_border_at_every_byte_behind_other_regions_does_not_show() {
    holds(
        32,
        scale(60, 4_000),
        (mixture(8), mixture(6)),
        |(text, other)| {
            let alone = [&other, &text].map(|text| find_alone(&DETECTOR, text));
            for border in 0..=text.len() {
                let before = CHUNK - border.min(CHUNK);
                for filler in [b' ', b'7', b'a'] {
                    // Behind bytes of no region, and behind a region that fills the chunk.
                    let mut buffer = Buffer::default();
                    buffer.push(&other, Encoding::Plain);
                    let gap = before.saturating_sub(other.len());
                    buffer.gap(&vec![filler; gap]);
                    buffer.push(&text, Encoding::Plain);
                    prop_assert_eq!(
                        buffer.find(&DETECTOR),
                        alone.clone(),
                        "border at {}",
                        border
                    );

                    let full = char::from(filler).to_string().repeat(before);
                    let mut buffer = Buffer::default();
                    buffer.push(&full, Encoding::Plain);
                    buffer.push(&text, Encoding::Plain);
                    prop_assert_eq!(
                        &buffer.find(&DETECTOR)[1],
                        &alone[1],
                        "border at {}",
                        border
                    );
                }
            }
            Ok(())
        },
    );
}

#[test]
fn a_border_at_every_byte_of_a_decoded_string_does_not_show() {
    holds(33, scale(30, 2_000), mixture(6), |text| {
        let mut raw = vec![];
        pumice_detect::escape::encode(format!("\n{text}").as_bytes(), &mut raw);
        let raw = String::from_utf8(raw).expect("UTF-8");
        let alone = Buffer {
            text: raw.clone().into_bytes(),
            regions: vec![super::region(0, raw.len(), Encoding::JsonString)],
        };
        let wanted = alone.find(&DETECTOR);
        for border in 0..=text.len() {
            // Decoded strings stand behind each other in a buffer of their own.
            let mut buffer = Buffer::default();
            let before = CHUNK - border.min(CHUNK - 1) - 1;
            buffer.push(&format!("\\n{}", "x".repeat(before)), Encoding::JsonString);
            buffer.push(&raw, Encoding::JsonString);
            prop_assert_eq!(
                &buffer.find(&DETECTOR)[1],
                &wanted[0],
                "border at {}",
                border
            );
        }
        Ok(())
    });
}

#[test]
fn regions_with_any_gap_are_searched_as_if_alone() {
    // The search leaves gaps of more than 256 bytes out.
    const GAPS: [usize; 16] = [
        0,
        1,
        2,
        63,
        64,
        65,
        127,
        128,
        254,
        255,
        256,
        257,
        258,
        CHUNK - 1,
        CHUNK,
        CHUNK + 1,
    ];
    let gaps = prop::collection::vec(prop::sample::select(&GAPS[..]), 16);
    let filler = prop::sample::select(&[" ", "5", "a", "@", "ssn 078-05-1120 ", "é"][..]);
    let input = (mixtures(16, 4), gaps, filler);
    holds(34, scale(300, 20_000), input, |(texts, gaps, filler)| {
        let mut buffer = Buffer::default();
        for (text, &gap) in texts.iter().zip(&gaps) {
            let bytes: Vec<u8> = filler.bytes().cycle().take(gap).collect();
            buffer.gap(&bytes);
            buffer.push(text, Encoding::Plain);
        }
        let alone: Vec<_> = texts
            .iter()
            .map(|text| find_alone(&DETECTOR, text))
            .collect();
        for detector in DETECTORS.iter() {
            prop_assert_eq!(&buffer.find(detector), &alone, "gaps {:?}", gaps);
        }
        Ok(())
    });
}
