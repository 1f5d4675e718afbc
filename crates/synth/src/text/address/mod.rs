//! Postal addresses of many countries, to tune a search on and to judge it by.
//!
//! As with [`gold`](super::gold), templates, frames and what fills them belong to one of two halves by their hash, and
//! no two halves share any. All were written before the grammar that is to find them.

mod countries;
mod frames;

use crate::{
    rng::Rng,
    text::{Sample, gold::Half},
};
use countries::{COUNTRIES, Country};
use frames::{FRAMES, NEGATIVES};

/// A text around an address, and the country that it is written for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addressed {
    /// ISO 3166 code.
    pub country: &'static str,
    /// The text, with one value of `STREET_ADDRESS`.
    pub sample: Sample,
}

/// `rounds` texts for every template of a half; in each round one of every country after the other.
///
/// ```
/// use pumice_synth::text::{address, gold::Half};
/// let all = address::samples(Half::Tune, 1, 1);
/// assert!(all.iter().all(|one| one.sample.spans.len() == 1));
/// ```
pub fn samples(half: Half, seed: u64, rounds: u32) -> Vec<Addressed> {
    let mut rng = Rng::new(seed ^ 0x6164_6472);
    let frames = of_half(FRAMES, half);
    let mut all = vec![];
    for _ in 0..rounds {
        for country in COUNTRIES {
            for template in of_half(country.templates, half) {
                let address = fill(template, country, half, &mut rng);
                let (before, behind) = rng.pick(&frames).split_once("{}").unwrap_or_default();
                let mut sample = Sample::default();
                sample.push_text(before);
                sample.push_value("STREET_ADDRESS", &address);
                sample.push_text(behind);
                all.push(Addressed {
                    country: country.code,
                    sample,
                });
            }
        }
    }
    all
}

/// `rounds` texts for every frame of a half that looks like an address and holds none.
pub fn negatives(half: Half, seed: u64, rounds: u32) -> Vec<String> {
    let mut rng = Rng::new(seed ^ 0x6e65_6761);
    let frames = of_half(NEGATIVES, half);
    let frames = (0..rounds).flat_map(|_| &frames);
    frames.map(|frame| drawn(frame, &mut rng)).collect()
}

/// Those of a half; all of a list that is too short to have two.
fn of_half(items: &'static [&'static str], half: Half) -> Vec<&'static str> {
    let of_half: Vec<_> = (items.iter().copied())
        .filter(|item| Half::of(item) == half)
        .collect();
    if of_half.is_empty() {
        return items.to_vec();
    }
    of_half
}

/// A template with its slots filled.
fn fill(template: &str, country: &'static Country, half: Half, rng: &mut Rng) -> String {
    let (mut out, mut rest) = (String::new(), template);
    while let Some((before, slot)) = rest.split_once('{') {
        out.push_str(before);
        let (slot, behind) = slot.split_once('}').expect("a template closes its slots");
        match slot {
            "number" => out.push_str(&number(rng).to_string()),
            "small" => out.push_str(&rng.between(1, 60).to_string()),
            "ordinal" => out.push_str(&ordinal(rng.between(2, 120))),
            "street" => out.push_str(rng.pick(&of_half(country.streets, half))),
            "town" => out.push_str(rng.pick(&of_half(country.towns, half))),
            _ => out.push_str(rng.pick(&of_half(country.states, half))),
        }
        rest = behind;
    }
    out.push_str(rest);
    drawn(&out, rng)
}

/// Digits in the place of each `#`, capitals in that of each `@`, and `#` in that of each `~`.
fn drawn(text: &str, rng: &mut Rng) -> String {
    let draw = |letter| match letter {
        '#' => char::from(b'0' + rng.below(10) as u8),
        '@' => char::from(b"ABDEFGHJLNPQRSTUWXYZ"[rng.below(20) as usize]),
        '~' => '#',
        letter => letter,
    };
    text.chars().map(draw).collect()
}

/// A house number, short ones more often.
fn number(rng: &mut Rng) -> u32 {
    let most = [9, 99, 199, 999, 9_999];
    let most = most[rng.below(5) as usize];
    rng.between(1, most)
}

fn ordinal(number: u32) -> String {
    let end = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{end}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_has_templates_in_both_halves() {
        for half in [Half::Tune, Half::HeldOut] {
            let all = samples(half, 1, 1);
            for country in COUNTRIES {
                let mut templates = country.templates.iter();
                assert!(
                    templates.any(|template| Half::of(template) == half),
                    "{}",
                    country.code
                );
                assert!(
                    all.iter().any(|one| one.country == country.code),
                    "{}",
                    country.code
                );
            }
            assert!(negatives(half, 1, 1).len() > 25);
        }
    }

    #[test]
    fn all_slots_are_filled() {
        for half in [Half::Tune, Half::HeldOut] {
            for Addressed { sample, .. } in samples(half, 2, 3) {
                let text = sample.text;
                assert!(!text.contains(['{', '}', '@']), "{text}");
            }
        }
    }

    #[test]
    fn ordinals_are_spelled_as_they_are_said() {
        let ordinals = [2, 3, 4, 11, 12, 13, 21, 101, 111].map(ordinal);
        assert_eq!(ordinals.concat(), "2nd3rd4th11th12th13th21st101st111th");
    }
}
