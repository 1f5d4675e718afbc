//! Text and the JSON that spells it give the same findings at the same places.

use proptest::prelude::*;
use pumice_detect::{Detector, Encoding, OffsetMap, Span, escape};
use pumice_synth::Rng;

use super::{Buffer, DETECTOR, Hit, find_alone, holds, mixture::mixture};
use crate::util::{scale, spelled};

#[test]
fn text_and_json_give_the_same_findings() {
    let share = prop::sample::select(&[0, 2, 30, 100][..]);
    let input = (mixture(8), share, any::<u64>());
    holds(51, scale(1_500, 150_000), input, |(text, share, seed)| {
        let raw = spelled(&mut Rng::new(seed), &text, share);
        let mut json = Buffer::default();
        json.push(&raw, Encoding::JsonString);
        let [found] = &json.find(&DETECTOR)[..] else {
            panic!("one region");
        };
        prop_assert_eq!(found, &mapped(&DETECTOR, &text, &raw), "{}", raw);
        for (span, ..) in found {
            let value = &raw[span.range()];
            prop_assert!(read(value).is_some(), "{} cuts an escape", value);
        }
        Ok(())
    });
}

/// What is found in `text`, at the places where `raw` spells it.
pub(super) fn mapped(detector: &Detector, text: &str, raw: &str) -> Vec<Hit> {
    assert_eq!(read(raw).as_deref(), Some(text), "the test spells wrongly");
    let (mut view, mut map) = (vec![], OffsetMap::default());
    escape::decode(raw.as_bytes(), &mut view, &mut map);
    let mut found = find_alone(detector, text);
    for (span, ..) in &mut found {
        let value = &text[span.range()];
        *span = map.source(Span::new(span.start, span.end));
        assert_eq!(read(&raw[span.range()]).as_deref(), Some(value));
    }
    found
}

/// What another reader makes of the inside of a JSON string.
fn read(raw: &str) -> Option<String> {
    serde_json::from_str(&format!("\"{raw}\"")).ok()
}

/// An escape ends where its letter ends: the value begins behind it.
#[test]
fn an_escape_is_no_part_of_what_follows() {
    for (raw, value) in [
        (r"\n078-05-1120", "078-05-1120"),
        (r"\t4111 1111 1111 1111\n", "4111 1111 1111 1111"),
        (r"\njane@example.com\r\n", "jane@example.com"),
        (r"\bAB123456C", "AB123456C"),
        (r"\fDE89370400440532013000", "DE89370400440532013000"),
        (r#"\"John\" \"jane@example.com\""#, "jane@example.com"),
        (r"x\u0020+14155550132", "+14155550132"),
        (r"https:\/\/example.com\/a", r"https:\/\/example.com\/a"),
        (r"jane\u0040example.com", r"jane\u0040example.com"),
        (r"\u0034111111111111111", r"\u0034111111111111111"),
        (r"411111111111111\u0031", r"411111111111111\u0031"),
        (r"jane@example.com\ud83d\ude00", "jane@example.com"),
    ] {
        let mut json = Buffer::default();
        json.push(raw, Encoding::JsonString);
        let found: Vec<_> = json.find(&DETECTOR)[0]
            .iter()
            .map(|(span, ..)| &raw[span.range()])
            .collect();
        assert_eq!(found, [value], "{raw}");
    }
}

/// A cue counts behind an escape as it does behind the character.
#[test]
fn an_escape_before_a_cue_leaves_the_cue_whole() {
    for before in [
        r"\n",
        r"\t",
        r"\r\n",
        r"\u000a",
        r"\/",
        r"\\",
        r#"\""#,
        r"\u0020",
        r"\ud83d\ude00",
        r"\u260e",
    ] {
        for after in [" ", r"\n", r"\t", r":\u0020", r"\/"] {
            let raw = format!("{before}ssn{after}078051120");
            let text = read(&raw).expect("JSON");
            let mut json = Buffer::default();
            json.push(&raw, Encoding::JsonString);
            let found = json.find(&DETECTOR).remove(0);
            assert_eq!(found, mapped(&DETECTOR, &text, &raw), "{raw}");
            let entities: Vec<_> = found
                .iter()
                .map(|hit| DETECTOR.entity_name(hit.1))
                .collect();
            assert_eq!(entities, ["US_SSN"], "{raw}");
        }
    }
}
