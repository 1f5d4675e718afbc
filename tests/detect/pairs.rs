//! Two values and one byte between them: both are found, as if each stood alone.

use std::collections::BTreeMap;

use pumice_detect::Span;
use pumice_synth::{
    Rng,
    value::{self, MAKERS},
};

use super::{DETECTOR, Hit, find_alone, is_on};
use crate::util::scale;

const SEPARATORS: &[&str] = &[" ", ",", ";", "|", "/", "\t", "\n"];

/// Kinds whose values are found only where words or a field speak for them.
const NEED_WORDS: &[&str] = &["DATE_OF_BIRTH", "DE_STEUER_ID", "IN_AADHAAR", "UK_NHS"];

/// Values by kind, each of which is found when it stands alone.
fn values(rng: &mut Rng, count: usize) -> BTreeMap<&'static str, Vec<String>> {
    let known = MAKERS.iter().filter(|maker| {
        let needs_words = NEED_WORDS.contains(&maker.entity);
        is_on(maker.entity) && !needs_words
    });
    known
        .map(|maker| {
            let is_found =
                |value: &String| is_hit(&find_alone(&DETECTOR, value), maker.entity, 0, value);
            let made = (0..100 * count).filter_map(|_| value::make(maker.entity, rng));
            let found: Vec<_> = made.filter(is_found).take(count).collect();
            assert_eq!(found.len(), count, "{} is seldom found alone", maker.entity);
            (maker.entity, found)
        })
        .collect()
}

fn is_hit(found: &[Hit], entity: &str, start: usize, value: &str) -> bool {
    let span = Span::new(start as u32, (start + value.len()) as u32);
    found
        .iter()
        .any(|hit| hit.0 == span && DETECTOR.entity_name(hit.1) == entity)
}

/// A link takes these as its own (RFC 3986, section 3.3) and all up to the next blank, so that what
/// stands behind may be found as its part. No byte of it may be left.
fn is_part_of_link(entity: &str, separator: &str) -> bool {
    entity == "URL" && matches!(separator, "," | ";" | "/")
}

/// Beside `/` a number is that of a flat, a half or a path, behind the comma of a time its milliseconds; and a
/// street may be the last part of the town before it.
fn is_part_of_address(first: &str, second: &str, separator: &str) -> bool {
    const ADDRESS: &str = "STREET_ADDRESS";
    match (first == ADDRESS, second == ADDRESS) {
        (true, true) => matches!(separator, " " | "/"),
        (false, true) => separator == "/" || first == "DATE_TIME" && separator == ",",
        (true, false) => separator == "/",
        (false, false) => false,
    }
}

#[test]
fn two_values_with_one_byte_between_them_are_both_found() {
    let count = scale(12, 200);
    let values = values(&mut Rng::new(71), count);
    let mut missed = BTreeMap::<_, String>::new();
    let (mut pairs, mut wrong) = (0, 0);
    for (&first, firsts) in &values {
        for (&second, seconds) in &values {
            let is_apart = |separator: &&&str| !is_part_of_address(first, second, separator);
            for separator in SEPARATORS.iter().filter(is_apart) {
                for (at, one) in firsts.iter().enumerate() {
                    let other = &seconds[(at * 7 + 3) % count];
                    let text = format!("{one}{separator}{other}");
                    let found = find_alone(&DETECTOR, &text);
                    let behind = one.len() + separator.len();
                    let both =
                        is_hit(&found, first, 0, one) && is_hit(&found, second, behind, other);
                    let whole = is_part_of_link(first, separator) && is_covered(&found, text.len());
                    pairs += 1;
                    if !both && !whole {
                        wrong += 1;
                        missed.entry((first, second, separator)).or_insert(text);
                    }
                }
            }
        }
    }
    assert!(
        wrong == 0,
        "{wrong} of {pairs} pairs, one of each kind: {missed:#?}"
    );
}

/// Whether findings cover all of a text but one byte.
fn is_covered(found: &[Hit], len: usize) -> bool {
    let covered: u32 = found.iter().map(|hit| hit.0.len()).sum();
    covered as usize + 1 >= len
}
