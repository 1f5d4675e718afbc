//! Check-digit algorithms that more than one identifier states as its own.
//!
//! Digits are ASCII. Each function says what it computes; which one a number uses, and with which
//! weights, stands in that number's recognizer beside its source.

mod named;

pub use named::{named, names};

/// Luhn's sum (ISO/IEC 7812-1, annex B): from the right, every second digit doubled, digits summed;
/// valid when the sum ends in 0. The check digit is the last one.
///
/// ```
/// # use pumice_detect::checks::luhn;
/// assert!(luhn(b"4111111111111111"));
/// assert!(!luhn(b"4111111111111112"));
/// ```
pub fn luhn(digits: &[u8]) -> bool {
    // Zeros in front change nothing, so that numbers of all lengths are three words.
    let mut padded = [b'0'; 24];
    let Some(start) = padded.len().checked_sub(digits.len()) else {
        return luhn_sum(digits, false).is_multiple_of(10);
    };
    padded[start..].copy_from_slice(digits);
    let eights = padded.as_chunks::<8>().0.iter();
    let sum: u64 = eights
        .map(|eight| luhn_sum_of_8(u64::from_le_bytes(*eight)))
        .sum();
    sum.is_multiple_of(10)
}

/// The sum of eight digits of which the last one, in the highest byte, is not doubled.
#[inline]
fn luhn_sum_of_8(eight: u64) -> u64 {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const DOUBLED: u64 = 0x00FF_00FF_00FF_00FF;
    let digits = eight & (0x0F * EACH);
    let doubled = (digits & DOUBLED) * 2;
    // A sum of digits: from 10 on, nine less.
    let from_ten = (doubled + 0x06 * EACH) >> 4 & EACH;
    let values = (digits & !DOUBLED) + doubled - from_ten * 9;
    values.wrapping_mul(EACH) >> 56
}

/// The digit (0 to 9) that makes `digits` followed by it pass [`luhn`].
pub fn luhn_digit(digits: &[u8]) -> u8 {
    ((10 - luhn_sum(digits, true) % 10) % 10) as u8
}

fn luhn_sum(digits: &[u8], doubled_first: bool) -> u32 {
    let mut doubled = doubled_first;
    let mut sum = 0;
    for &digit in digits.iter().rev() {
        let value = u32::from(digit - b'0') << u32::from(doubled);
        sum += if value > 9 { value - 9 } else { value };
        doubled = !doubled;
    }
    sum
}

/// GS1's sum (GS1 General Specifications, section 7.9): from the right, every second digit counts
/// three times; valid when the sum ends in 0. The check digit is the last one.
///
/// ```
/// # use pumice_detect::checks::gs1;
/// assert!(gs1(b"4006381333931"));
/// assert!(!gs1(b"4006381333932"));
/// ```
pub fn gs1(digits: &[u8]) -> bool {
    let weights = [1, 3].into_iter().cycle();
    let weighted = digits.iter().rev().zip(weights);
    let sum: u32 = weighted
        .map(|(&digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    sum.is_multiple_of(10)
}

/// The number that `digits` spell, modulo `modulus`; any length.
///
/// ```
/// # use pumice_detect::checks::remainder;
/// assert_eq!(remainder(b"12345678901234567890123", 97), 19);
/// ```
pub fn remainder(digits: &[u8], modulus: u32) -> u32 {
    digits.iter().fold(0, |rest, &digit| {
        (rest * 10 + u32::from(digit - b'0')) % modulus
    })
}

/// ISO/IEC 7064 MOD 97-10 of letters and digits: letters count 10 to 35 and take two places.
///
/// The caller has moved what must be moved (an IBAN's first four characters). A valid number
/// gives 1.
pub fn mod97_10(characters: impl Iterator<Item = u8>) -> u32 {
    // Divided only when the next character might not fit: every few characters.
    let rest = characters.fold(0u64, |rest, character| {
        let rest = if rest < u64::MAX / 1000 {
            rest
        } else {
            rest % 97
        };
        match character {
            b'0'..=b'9' => rest * 10 + u64::from(character - b'0'),
            letter => rest * 100 + u64::from(letter.to_ascii_uppercase() - b'A') + 10,
        }
    });
    (rest % 97) as u32
}

/// ISO/IEC 7064 MOD 11-2 of digits, the last of which may be an `X` (either case) for ten: valid when
/// each digit times two to the power of its place from the right, counted from 0, sums to 1 modulo 11.
///
/// ```
/// # use pumice_detect::checks::mod11_2;
/// assert!(mod11_2(b"07940"));
/// assert!(mod11_2(b"079X"));
/// assert!(!mod11_2(b"07941"));
/// ```
pub fn mod11_2(characters: &[u8]) -> bool {
    let Some((&last, digits)) = characters.split_last() else {
        return false;
    };
    // Divided only when the next digits might not fit, which no number in use needs.
    let sum = digits.iter().fold(0u64, |sum, &digit| {
        let sum = if sum > 1 << 48 { sum % 11 } else { sum };
        (sum + u64::from(digit - b'0')) * 2
    });
    let check = match last {
        b'X' | b'x' => 10,
        digit => u64::from(digit - b'0'),
    };
    (sum + check) % 11 == 1
}

/// ISO/IEC 7064 MOD 37-2 of values, 0 to 9 for digits and 10 to 35 for letters, the last one perhaps 36
/// for `*`: valid when each times two to the power of its place from the right, counted from 0, sums
/// to 1 modulo 37.
pub(crate) fn mod37_2(values: impl Iterator<Item = u32>) -> bool {
    values.fold(0, |sum, value| (sum * 2 + value) % 37) == 1
}

/// ISO/IEC 7064 MOD 11,10 (hybrid): the check digit that belongs behind `digits`.
pub fn mod11_10_digit(digits: &[u8]) -> u8 {
    let product = digits.iter().fold(10, |product, &digit| {
        let sum = (u32::from(digit - b'0') + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    ((11 - product) % 10) as u8
}

/// The check digit of ICAO Doc 9303 (part 3, section 4.9) for `characters`: digits count what they say,
/// letters from 10 for A to 35 for Z, the filler `<` nothing; weighted 7 3 1 and again, the sum modulo
/// ten. Travel documents print it in their machine-readable zone.
///
/// ```
/// # use pumice_detect::checks::icao_digit;
/// // Doc 9303, part 3, section 4.9, examples 1 and 2.
/// assert_eq!(icao_digit(b"520727"), 3);
/// assert_eq!(icao_digit(b"AB2134<<<"), 5);
/// ```
pub fn icao_digit(characters: &[u8]) -> u8 {
    let weights = [7, 3, 1].into_iter().cycle();
    let sum: u32 = characters
        .iter()
        .zip(weights)
        .map(|(&character, weight)| {
            let value = match character {
                b'0'..=b'9' => character - b'0',
                letter if letter.is_ascii_alphabetic() => letter.to_ascii_uppercase() - b'A' + 10,
                _ => 0,
            };
            u32::from(value) * weight
        })
        .sum();
    (sum % 10) as u8
}

/// The letter that belongs behind a Spanish identity number: the number modulo 23 picks it (Real Decreto
/// 1553/2005, article 11; Orden INT/2058/2008).
///
/// ```
/// # use pumice_detect::checks::mod23_letter;
/// assert_eq!(mod23_letter(12_345_678), b'Z');
/// ```
pub fn mod23_letter(number: u32) -> u8 {
    b"TRWAGMYFPDXBNJZSQVHLCKE"[(number % 23) as usize]
}

/// CRC-32 (ITU-T V.42) of `data` in base 62, `0-9A-Za-z`, highest place first (GitHub, "Behind GitHub's
/// new authentication token formats", 2021).
pub fn crc32_base62(data: &[u8]) -> [u8; 6] {
    const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let (mut rest, mut digits) = (crc32fast::hash(data), [0; 6]);
    for digit in digits.iter_mut().rev() {
        *digit = DIGITS[(rest % 62) as usize];
        rest /= 62;
    }
    digits
}

/// Damm's check (H. M. Damm, *Total anti-symmetrische Quasigruppen*, 2004, the quasigroup of order
/// 10): valid when the walk through the table ends in 0. The check digit is the last.
///
/// ```
/// # use pumice_detect::checks::damm;
/// assert!(damm(b"5724"));
/// assert!(!damm(b"5742"));
/// ```
pub fn damm(digits: &[u8]) -> bool {
    const TABLE: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    let step = |at: u8, digit: &u8| TABLE[usize::from(at)][usize::from(digit - b'0')];
    digits.iter().fold(0, step) == 0
}

/// Verhoeff's dihedral check (J. Verhoeff, *Error Detecting Decimal Codes*, 1969): valid when the
/// permuted digits multiply to the identity of the dihedral group D5. The check digit is the last.
///
/// ```
/// # use pumice_detect::checks::verhoeff;
/// assert!(verhoeff(b"2363"));
/// assert!(!verhoeff(b"2364"));
/// ```
pub fn verhoeff(digits: &[u8]) -> bool {
    verhoeff_product(digits, 0) == 0
}

/// The digit (0 to 9) that makes `digits` followed by it pass [`verhoeff`].
pub fn verhoeff_digit(digits: &[u8]) -> u8 {
    INVERSE[usize::from(verhoeff_product(digits, 1))]
}

fn verhoeff_product(digits: &[u8], first_position: usize) -> u8 {
    digits
        .iter()
        .rev()
        .zip(first_position..)
        .fold(0, |product, (digit, position)| {
            STEPS[position % 8][usize::from(product << 4 | digit & 15)]
        })
}

/// By position and, in one byte, product and digit: the product with the permuted digit.
static STEPS: [[u8; 256]; 8] = {
    let mut steps = [[0; 256]; 8];
    let mut at = 0;
    while at < 800 {
        let (row, product, digit) = (at / 100, at / 10 % 10, at % 10);
        steps[row][product << 4 | digit] = D5[product][PERMUTED[row][digit] as usize];
        at += 1;
    }
    steps
};

/// Multiplication in the dihedral group of order 10.
const D5: [[u8; 10]; 10] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 2, 3, 4, 0, 6, 7, 8, 9, 5],
    [2, 3, 4, 0, 1, 7, 8, 9, 5, 6],
    [3, 4, 0, 1, 2, 8, 9, 5, 6, 7],
    [4, 0, 1, 2, 3, 9, 5, 6, 7, 8],
    [5, 9, 8, 7, 6, 0, 4, 3, 2, 1],
    [6, 5, 9, 8, 7, 1, 0, 4, 3, 2],
    [7, 6, 5, 9, 8, 2, 1, 0, 4, 3],
    [8, 7, 6, 5, 9, 3, 2, 1, 0, 4],
    [9, 8, 7, 6, 5, 4, 3, 2, 1, 0],
];

/// Verhoeff's permutation (1 5 8 9 4 2 7 0)(3 6) applied 0 to 7 times.
const PERMUTED: [[u8; 10]; 8] = [
    [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
    [1, 5, 7, 6, 2, 8, 3, 0, 9, 4],
    [5, 8, 0, 3, 7, 9, 6, 1, 4, 2],
    [8, 9, 1, 6, 0, 4, 3, 5, 2, 7],
    [9, 4, 5, 3, 1, 2, 6, 8, 7, 0],
    [4, 2, 8, 6, 5, 7, 3, 9, 0, 1],
    [2, 7, 9, 3, 8, 0, 6, 4, 1, 5],
    [7, 0, 4, 6, 9, 1, 3, 2, 5, 8],
];

const INVERSE: [u8; 10] = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn luhn_is_the_same_eight_digits_at_a_time() {
        let mut number = 0x9E37_79B9_7F4A_7C15_u128;
        for len in 0..39 {
            for _ in 0..200 {
                number = number
                    .wrapping_mul(0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645)
                    .wrapping_add(1);
                let digits = format!("{number:039}");
                let digits = &digits.as_bytes()[39 - len..];
                let expected = luhn_sum(digits, false).is_multiple_of(10);
                assert_eq!(luhn(digits), expected, "{len}");
            }
        }
    }

    /// Every wrong last digit must fail and the computed one pass.
    fn one_digit_fits(stem: &[u8], digit: u8, valid: impl Fn(&[u8]) -> bool) {
        for last in 0..10 {
            let mut number = stem.to_vec();
            number.push(b'0' + last);
            assert_eq!(
                valid(&number),
                last == digit,
                "{}",
                String::from_utf8_lossy(&number)
            );
        }
    }

    #[test]
    fn computed_digits_are_the_only_valid_ones() {
        for stem in [&b"7992739871"[..], b"0", b"99999999999", b"2363"] {
            one_digit_fits(stem, luhn_digit(stem), luhn);
            one_digit_fits(stem, verhoeff_digit(stem), verhoeff);
        }
    }

    #[test]
    fn verhoeff_table_is_its_own_powers() {
        for row in 1..8 {
            for digit in 0..10 {
                let once = PERMUTED[1][usize::from(PERMUTED[row - 1][digit])];
                assert_eq!(PERMUTED[row][digit], once, "row {row}, digit {digit}");
            }
        }
    }

    /// ISO/IEC 7064:2003, example for MOD 11,10: 0794 takes the check digit 5.
    #[test]
    fn mod11_10_follows_the_standards_example() {
        assert_eq!(mod11_10_digit(b"0794"), 5);
    }
}
