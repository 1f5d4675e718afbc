//! What the regions of a profile say of a number as it is written at home.

use super::plan::RegionSet;
use crate::{finding::Evidence, recognizer::Regional};

/// Numbers of the regions' own plans.
pub(super) const REGIONAL: Regional = Regional {
    evidence: regional,
    most: FITS,
};

/// What a number says that is one of a region's and looks dialled.
///
/// It has to make up for what a shape of two groups and a trunk prefix starts with
/// (`030 23125042`: -16), and no more: without a prefix two groups still need a cue.
const FITS: Evidence = Evidence(16);
/// Digits of the longest national number, with its trunk prefix and a carrier's.
const MOST_DIGITS: usize = 16;

/// Something for a number of the regions that is grouped or begins with the trunk prefix; digits in a
/// row are a number of anything. Hot: per shape hit where a profile has regions.
fn regional(value: &[u8], regions: RegionSet) -> Evidence {
    let number = without_extension(value);
    let is_grouped = !number.iter().all(u8::is_ascii_digit);
    if !is_grouped && number.first() != Some(&b'0') {
        return Evidence(0);
    }
    let (mut digits, mut len) = ([0; MOST_DIGITS], 0);
    for &digit in number.iter().filter(|byte| byte.is_ascii_digit()) {
        let Some(slot) = digits.get_mut(len) else {
            return Evidence(0);
        };
        (*slot, len) = (digit, len + 1);
    }
    if regions.that_know(&digits[..len]).is_empty() {
        Evidence(0)
    } else {
        FITS
    }
}

/// The number before a word or a mark of an extension: `x9`, `ext. 9`, `#9`.
fn without_extension(value: &[u8]) -> &[u8] {
    let is_word = |byte: &u8| byte.is_ascii_alphabetic() || matches!(byte, b'#' | b',' | b';');
    let end = value.iter().position(is_word).unwrap_or(value.len());
    value[..end].trim_ascii_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_of_the_regions_that_look_dialled_count() {
        let german = RegionSet::default().with("DE").expect("a region");
        let british = RegionSet::default().with("GB").expect("a region");
        for (value, regions, expected) in [
            ("030 23125042", german, FITS),
            ("(030) 23125-042 ext. 7", german, FITS),
            ("03023125042", german, FITS),
            ("3023125042", german, Evidence(0)),
            ("020 7946 0958", british, FITS),
            ("030 23125042", RegionSet::default(), Evidence(0)),
            ("1234 5678 9012 3456 7", german, Evidence(0)),
        ] {
            assert_eq!(regional(value.as_bytes(), regions), expected, "{value}");
        }
    }
}
