//! What a search tells whoever listens.

use pumice_detect::{Event, Evidence};

use super::{mixture::mixture, *};
use crate::util::scale;

/// Searches one text and hears all of it.
fn listen(text: &str, encoding: Encoding, name: &[u8]) -> (Vec<Finding>, Vec<Event>) {
    let fields = [DETECTOR.field("$".into(), name, None, DETECTOR.plain_field().profile())];
    let input = Input {
        text: text.as_bytes(),
        regions: &[region(0, text.len(), encoding)],
        fields: &fields,
    };
    let (mut heard, mut silent, mut events) = (vec![], vec![], vec![]);
    DETECTOR.find_traced(&mut Cache::default(), input, &mut heard, &mut events);
    DETECTOR.find(&mut Cache::default(), input, &mut silent);
    assert_eq!(heard, silent, "who listens hears of another search");
    (heard, events)
}

/// Every score is made of the parts that are told, and no finding comes from nowhere.
#[test]
fn what_is_told_adds_up() {
    for (encoding, seed) in [(Encoding::Plain, 41), (Encoding::JsonString, 42)] {
        holds(seed, scale(200, 5_000), mixture(12), |text| {
            let (findings, events) = listen(&text, encoding, b"phone_number");
            for event in &events {
                check(&text, event);
            }
            for finding in findings {
                let is_told = events.iter().any(|event| match *event {
                    Event::Weighed {
                        span,
                        recognizer,
                        score,
                        threshold,
                        ..
                    } => {
                        let is_same = (recognizer, score) == (finding.recognizer, finding.score);
                        is_same && span.overlaps(finding.span) && threshold <= Some(score)
                    }
                    _ => false,
                });
                // Touching values of one entity become one, with the score of the better one.
                let is_merged = events.iter().any(|event| {
                    matches!(*event, Event::Weighed { span, score, .. }
                    if score == finding.score && span.overlaps(finding.span))
                });
                assert!(is_told || is_merged, "{finding:?} comes from nowhere");
            }
            Ok(())
        });
    }
}

fn check(text: &str, event: &Event) {
    let is_inside = |span: Span| span.start <= span.end && span.end as usize <= text.len();
    assert!(is_inside(event.span()), "{event:?}");
    if let Event::Weighed {
        shape,
        context,
        words,
        name,
        cue,
        score,
        ..
    } = *event
    {
        assert_eq!((shape + context).score(), score, "{event:?}");
        let strongest = words.max(name);
        // As much of it counts as is left to what context may make sure of.
        assert!(context <= strongest || strongest < Evidence(0), "{event:?}");
        assert!(cue.is_none_or(is_inside), "{event:?}");
        assert!(words > Evidence(0) || cue.is_none(), "{event:?}");
    }
}

/// The words that speak for a value are told where they stand.
#[test]
fn words_are_where_they_are_told_to_be() {
    for (text, encoding) in [
        ("her social security number is 219-09-9998", Encoding::Plain),
        ("a 219-09-9998, her Social Security Number", Encoding::Plain),
        (
            r"\u0068er\nSocial \u0053ecurity Number\t219-09-9998",
            Encoding::JsonString,
        ),
    ] {
        let (_, events) = listen(text, encoding, b"");
        let mut cues = events.iter().filter_map(|event| match *event {
            Event::Weighed {
                recognizer,
                cue: Some(cue),
                ..
            } if DETECTOR.recognizer(recognizer).id == "us_ssn" => text.get(cue.range()),
            _ => None,
        });
        let cue = cues.next().expect("a cue").to_lowercase();
        let expected = [
            r"social \u0053ecurity number",
            "social security number",
            "ssn",
        ];
        assert!(expected.contains(&&*cue), "{cue}");
    }
}
