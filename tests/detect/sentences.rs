//! What is planted is found, and bytes that are no text do no harm.

use std::collections::BTreeMap;

use proptest::prelude::*;
use pumice_detect::{Encoding, Span};
use pumice_synth::{
    Rng,
    text::{self, Sample},
};

use super::{DETECTOR, backends::DETECTORS, find, find_alone, holds, is_on, region};
use crate::util::scale;

#[test]
fn every_value_in_a_sentence_is_found() {
    let mut rng = Rng::new(11);
    let (mut missed, mut total) = (BTreeMap::<_, Vec<String>>::new(), 0);
    for _ in 0..scale(3_000, 100_000) {
        let Sample { text, spans } = text::sentence(&mut rng);
        let found = find_alone(&DETECTOR, &text);
        for gold in spans {
            let Some(entity) = DETECTOR.entity(gold.entity).filter(|_| is_on(gold.entity)) else {
                continue;
            };
            total += 1;
            let span = Span::new(gold.start as u32, gold.end as u32);
            if !found.iter().any(|hit| hit.0 == span && hit.1 == entity) {
                missed.entry(gold.entity).or_default().push(text.clone());
            }
        }
    }
    assert!(total > 1_000, "only {total} values were made");
    assert!(missed.is_empty(), "{total} values, missed: {missed:#?}");
}

#[test]
fn bytes_that_are_no_text_do_no_harm() {
    let marks = prop::sample::select(&b"0123456789-./:@ +()aAfF\\u\"x"[..]);
    let byte = prop_oneof![7 => marks, 3 => any::<u8>()];
    let bytes = prop::collection::vec(byte, 0..300);
    holds(16, scale(2_000, 200_000), bytes, |bytes| {
        for encoding in [Encoding::Plain, Encoding::JsonString] {
            let regions = [region(0, bytes.len(), encoding)];
            let wanted = find(&DETECTOR, &bytes, &regions);
            for detector in DETECTORS.iter() {
                prop_assert_eq!(&find(detector, &bytes, &regions), &wanted);
            }
        }
        Ok(())
    });
}
