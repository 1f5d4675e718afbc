//! Numbering plans of all regions: a check is one look-up for each digit.
//!
//! The patterns of libphonenumber's metadata are one minimal acyclic automaton, written and proved equal
//! to the patterns by `crates/detect/metadata/phone.py`. Regular expressions were the alternative; there
//! are some 1,500 of them, of up to 1,400 characters.

use super::metadata::{CODES, FIRST, REGIONS, START, STATES};

/// Regions of the metadata, ISO 3166 codes (and `AC`, `TA`, `XK`), as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct RegionSet([u64; 4]);

impl RegionSet {
    /// Adds a region by its code in capitals; `None` where the metadata has no such region.
    pub fn with(mut self, region: &str) -> Option<RegionSet> {
        let at = REGIONS
            .binary_search_by(|(name, _)| name[..].cmp(region.as_bytes()))
            .ok()?;
        self.0[at / 64] |= 1 << (at % 64);
        Some(self)
    }

    /// Whether the region of that code, in letters of any case, is in it.
    ///
    /// ```
    /// # use pumice_detect::phone::RegionSet;
    /// let set = RegionSet::default().with("DE").expect("a region");
    /// assert!(set.has("DE") && set.has("de") && !set.has("US") && !set.has("finance"));
    /// ```
    pub fn has(self, region: &str) -> bool {
        let one = RegionSet::default().with(&region.to_ascii_uppercase());
        one.is_some_and(|one| !self.and(one).is_empty())
    }

    /// Whether no region is in it.
    pub fn is_empty(self) -> bool {
        self.0 == [0; 4]
    }

    /// How many regions are in it.
    pub fn len(self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Codes of the regions, ascending.
    pub fn iter(self) -> impl Iterator<Item = &'static str> {
        self.places()
            .filter_map(|at| std::str::from_utf8(&REGIONS[at].0).ok())
    }

    /// The regions of both.
    pub fn and(self, other: RegionSet) -> RegionSet {
        RegionSet(std::array::from_fn(|at| self.0[at] & other.0[at]))
    }

    /// Those of them in whose national format `digits` are a valid number. Costs a few nanoseconds for
    /// each region that has numbers of that length and first digit.
    pub fn that_know(self, digits: &[u8]) -> RegionSet {
        let likely = digits
            .first()
            .filter(|_| digits.iter().all(u8::is_ascii_digit))
            .and_then(|digit| Some(FIRST.get(digits.len())?[usize::from(digit - b'0')]))
            .map_or(RegionSet::default(), |words| self.and(RegionSet(words)));
        let mut known = RegionSet::default();
        for at in likely.places() {
            if accepts(run(REGIONS[at].1, digits)) {
                known.0[at / 64] |= 1 << (at % 64);
            }
        }
        known
    }

    fn places(self) -> impl Iterator<Item = usize> {
        let words = self.0.into_iter().enumerate();
        words.flat_map(|(word, mut bits)| {
            std::iter::from_fn(move || {
                let at = (bits != 0).then(|| word * 64 + bits.trailing_zeros() as usize);
                bits &= bits.wrapping_sub(1);
                at
            })
        })
    }
}

/// Regions where `digits` (ASCII, no marks) are a valid number in the national format: with the trunk
/// prefix or without it, as libphonenumber reads them there.
///
/// ```
/// # use pumice_detect::phone::regions_of;
/// assert!(regions_of(b"02079460958").iter().any(|region| region == "GB"));
/// assert!(!regions_of(b"02079460958").iter().any(|region| region == "US"));
/// ```
pub fn regions_of(digits: &[u8]) -> RegionSet {
    RegionSet([u64::MAX; 4]).that_know(digits)
}

/// A country calling code.
#[derive(Clone, Copy, Debug)]
pub(super) struct Code {
    code: u16,
    root: u16,
    /// Bit n: a national number may have n digits.
    lengths: u32,
}

impl Code {
    pub(super) const fn new(code: u16, root: u16, lengths: u32) -> Code {
        Code {
            code,
            root,
            lengths,
        }
    }

    /// The calling code that is spelled by `digits`.
    pub(super) fn of(digits: &[u8]) -> Option<Code> {
        let code = digits
            .iter()
            .fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
        let at = CODES.binary_search_by_key(&code, |known| known.code);
        at.ok().map(|at| CODES[at])
    }

    /// Whether `digits` are a valid number behind the code.
    pub(super) fn knows(self, digits: &[u8]) -> bool {
        accepts(run(self.root, digits))
    }

    /// Whether some number behind the code has `len` digits.
    pub(super) fn has_length(self, len: usize) -> bool {
        len < 32 && self.lengths >> len & 1 == 1
    }
}

/// Whether `digits` are a valid number in the national format of any region; they are five or more.
/// Hot: per group of digits that has a telephone number's shape.
#[inline]
pub(super) fn is_national(digits: &[u8]) -> bool {
    let [a, b, c, rest @ ..] = digits else {
        return false;
    };
    let [a, b, c] = [a, b, c].map(|digit| usize::from(digit & 15).min(9));
    let state = START[a * 100 + b * 10 + c];
    state != 0 && accepts(run(state, rest))
}

/// Set in a step to a state that accepts.
const ACCEPTS: u16 = 1 << 15;

fn accepts(state: u16) -> bool {
    state & ACCEPTS != 0
}

/// The state behind `digits`.
#[inline]
fn run(state: u16, digits: &[u8]) -> u16 {
    digits.iter().fold(state, |state, digit| {
        let row = &STATES[usize::from(state & !ACCEPTS)];
        row[usize::from(digit & 15).min(9)]
    })
}

/// Length of the country calling code that `digits` begin with: 1 digit for zones 1 and 7, else 2
/// or 3 as the ITU's list assigns them.
pub(super) fn code_len(digits: &[u8]) -> Option<usize> {
    let [first, second, ..] = digits else {
        return None;
    };
    let len = match (first, second) {
        (b'1' | b'7', _) => 1,
        (b'2', b'0' | b'7') => 2,
        (b'2', _) => 3,
        (b'3', b'0'..=b'4' | b'6' | b'9') => 2,
        (b'4', b'0' | b'1' | b'3'..=b'9') => 2,
        (b'5', b'1'..=b'8') => 2,
        (b'6', b'0'..=b'6') => 2,
        (b'8', b'1' | b'2' | b'4' | b'6') => 2,
        (b'9', b'0'..=b'5' | b'8') => 2,
        (b'0', _) | (b'8', b'3' | b'9') => return None,
        _ => 3,
    };
    (digits.len() > len).then_some(len)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_calling_code_is_parted_from_its_number() {
        for Code { code, .. } in CODES {
            let digits = format!("{code}123456");
            if !matches!(code / 10, 88 | 83) {
                assert_eq!(
                    code_len(digits.as_bytes()),
                    Some(code.to_string().len()),
                    "{code}"
                );
            }
            assert_eq!(Code::of(code.to_string().as_bytes()).unwrap().code, code);
        }
    }

    #[test]
    fn regions_are_those_of_the_plan() {
        let knows = |region: &str, digits: &[u8]| regions_of(digits).iter().any(|r| r == region);
        assert!(knows("RU", b"89123456789") && knows("RU", b"9123456789"));
        assert!(knows("FR", b"0199001234") && !knows("FR", b"01990012345"));
        assert!(knows("IT", b"0212345678") && !knows("IT", b"00212345678"));
        assert!(knows("AR", b"0111523456789") && knows("BR", b"01511961234567"));
        for none in [
            "",
            "1",
            "12x456789",
            "12345678901234567890123456789012345678901",
        ] {
            assert!(regions_of(none.as_bytes()).is_empty(), "{none}");
        }
        let some = RegionSet::default().with("FR").unwrap().with("DE").unwrap();
        assert_eq!((some.len(), some.is_empty()), (2, false));
        assert_eq!(
            some.that_know(b"0199001234").iter().collect::<Vec<_>>(),
            ["FR"]
        );
        assert_eq!(RegionSet::default().with("ZZ"), None);
    }
}
