//! Telephone numbers of all regions, made and judged by PyPI `phonenumbers`.

use std::{process::Command, sync::OnceLock};

use pumice_detect::{
    Cache, Detector, DetectorBuilder, Input, ProfileId,
    phone::{RegionSet, regions_of},
};
use pumice_synth::Rng;
use serde::Deserialize;

use crate::{
    tools,
    util::{root, scale},
};

#[derive(Deserialize)]
struct Made {
    numbers: Vec<Number>,
    /// Digits that are no possible number anywhere.
    other: Vec<String>,
}

#[derive(Deserialize)]
struct Number {
    region: String,
    e164: String,
    international: String,
    rfc3966: String,
    national: String,
    /// Those of `national`.
    digits: String,
    /// Regions where those are valid.
    known: Vec<String>,
}

fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(make)
}

fn make() -> Made {
    let output = Command::new(tools::python())
        .arg(root().join("tests/phones/numbers.py"))
        .args(["7", &scale(2_000, 50_000).to_string()])
        .output()
        .expect("it starts");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

/// Telephone numbers in `text`.
fn found<'t>(detector: &Detector, text: &'t str) -> Vec<&'t str> {
    let input = Input {
        text: text.as_bytes(),
        regions: &[Detector::whole(text.as_bytes())],
        fields: &[detector.field("$".into(), b"", None, ProfileId::DEFAULT)],
    };
    let mut findings = vec![];
    detector.find(&mut Cache::default(), input, &mut findings);
    findings
        .iter()
        .filter(|found| detector.entity_name(found.entity) == "PHONE_NUMBER")
        .map(|found| &text[found.span.range()])
        .collect()
}

/// At least 99 of 100 must be found, no byte more or less.
fn nearly_all(what: &str, cases: impl Iterator<Item = (String, String)>) {
    let detector = DetectorBuilder::new().build().unwrap();
    let (mut all, mut missed) = (0, vec![]);
    for (text, value) in cases {
        all += 1;
        let found = found(&detector, &text);
        if found != [value.as_str()] {
            missed.push(format!("{text:?}: {found:?}"));
        }
    }
    assert!(all >= 1_000, "{what}: only {all} numbers");
    let missed_at_most = all / 100;
    assert!(
        missed.len() <= missed_at_most,
        "{what}: {} of {all} missed:\n{}",
        missed.len(),
        missed.join("\n")
    );
}

#[test]
fn international_numbers_are_found() {
    let Made { numbers, .. } = made();
    let with = |text: &'static str, value: fn(&Number) -> String| {
        let numbers = numbers.iter();
        numbers.map(move |number| (text.replace("{}", &value(number)), value(number)))
    };
    nearly_all("E.164", with("It is {}, I think.", |n| n.e164.clone()));
    nearly_all(
        "international",
        with("It is {} (again).", |n| n.international.clone()),
    );
    let value = |n: &Number| n.rfc3966.replace("tel:", "");
    nearly_all("RFC 3966", with("<a href=\"tel:{}\">here</a>", value));
    let value = |n: &Number| n.rfc3966.replace("tel:", "") + ";ext=417";
    nearly_all("extension", with("tel:{}", value));
    let value = |n: &Number| n.international.replace([' ', '-'], "\u{a0}");
    nearly_all("no-break blanks", with("\u{2013} {}.", value));
    let value = |n: &Number| n.e164.replace('+', "00");
    nearly_all("behind 00", with("Phone: {}", value));
}

/// Shorter ones are numbers only in a field of that name.
#[test]
fn national_numbers_of_seven_digits_or_more_are_found_behind_a_cue() {
    const CUES: [&str; 8] = [
        "Phone: ",
        "Tel. ",
        "Telefon: ",
        "téléphone ",
        "WhatsApp: ",
        "電話: ",
        "هاتف ",
        "Телефон: ",
    ];
    let mut rng = Rng::new(3);
    let Made { numbers, .. } = made();
    let long = numbers.iter().filter(|number| number.digits.len() >= 7);
    let cases = long.map(|number| {
        let cue = rng.pick(&CUES);
        (format!("{cue}{}", number.national), number.national.clone())
    });
    nearly_all("national", cases);
}

#[test]
fn digits_are_no_number_without_a_cue() {
    let detector = DetectorBuilder::new().build().unwrap();
    let Made { numbers, other } = made();
    let national = numbers.iter().map(|number| &number.digits);
    for (what, all) in [
        ("invalid", other.iter().collect::<Vec<_>>()),
        ("valid and bare", national.collect()),
    ] {
        let wrong: Vec<_> = all
            .iter()
            .filter(|digits| !found(&detector, &format!("value {digits} of it")).is_empty())
            .collect();
        assert!(wrong.len() * 100 <= all.len(), "{what}: {wrong:?}");
    }
}

#[test]
fn the_plans_of_regions_are_those_of_the_metadata() {
    for Number {
        region,
        digits,
        known,
        ..
    } in &made().numbers
    {
        let found = regions_of(digits.as_bytes());
        for region in known.iter().chain([region]) {
            let one = RegionSet::default().with(region).unwrap();
            assert!(
                !one.and(found).is_empty(),
                "{digits} is a number of {region}"
            );
        }
        let more = found
            .iter()
            .filter(|region| !known.iter().any(|known| known == region));
        // Carrier codes and the like may stand before a number, too.
        assert!(known.is_empty() || more.count() <= 3, "{digits}: {known:?}");
    }
}
