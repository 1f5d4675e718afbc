//! Every value that is made passes the check of its definition, written here a second time and in
//! another way than in `pumice_detect::checks` and in the makers.

use pumice_synth::{Rng, text, value};

/// Draws `count` values of an entity and hands each, without separators and in upper case, to
/// `holds`.
fn every(entity: &str, holds: impl Fn(&str) -> bool) {
    let mut rng = Rng::new(20_261_123);
    for _ in 0..5_000 {
        let value = value::make(entity, &mut rng).expect("the entity has a maker");
        let bare: String = value
            .chars()
            .filter(|character| character.is_alphanumeric())
            .collect();
        assert!(holds(&bare.to_uppercase()), "{entity}: {value}");
    }
}

fn number(digits: &str) -> u64 {
    digits.parse().expect("digits")
}

/// The value of each digit, left to right.
fn values(digits: &str) -> Vec<u64> {
    digits
        .chars()
        .map(|digit| u64::from(digit.to_digit(10).expect("digits")))
        .collect()
}

/// Remainder by schoolbook division in pieces of nine digits.
fn modulo_97(digits: &str) -> u64 {
    let mut rest = String::new();
    for piece in digits.as_bytes().chunks(9) {
        rest += std::str::from_utf8(piece).expect("digits");
        rest = (rest.parse::<u128>().expect("digits") % 97).to_string();
    }
    number(&rest)
}

/// Luhn by the table of doubled digits.
fn luhn(digits: &str) -> bool {
    const DOUBLED: [u64; 10] = [0, 2, 4, 6, 8, 1, 3, 5, 7, 9];
    let mut values = values(digits);
    values.reverse();
    let plain: u64 = values.iter().step_by(2).sum();
    let doubled: u64 = values
        .iter()
        .skip(1)
        .step_by(2)
        .map(|&value| DOUBLED[value as usize])
        .sum();
    (plain + doubled).is_multiple_of(10)
}

#[test]
fn cards_pass_luhn_and_are_of_a_length_that_exists() {
    every("CREDIT_CARD", |card| {
        (14..=16).contains(&card.len()) && luhn(card)
    });
}

#[test]
fn ibans_leave_one_by_97_and_have_their_countrys_length() {
    const LENGTHS: [(&str, usize); 12] = [
        ("AT", 20),
        ("BE", 16),
        ("CH", 21),
        ("DE", 22),
        ("ES", 24),
        ("FR", 27),
        ("GB", 22),
        ("IE", 22),
        ("LT", 20),
        ("LU", 20),
        ("NL", 18),
        ("RO", 24),
    ];
    every("IBAN_CODE", |iban| {
        let moved = format!("{}{}", &iban[4..], &iban[..4]);
        let digits: String = moved
            .chars()
            .map(|character| character.to_digit(36).expect("alphanumeric").to_string())
            .collect();
        let length = LENGTHS
            .iter()
            .find(|(country, _)| iban.starts_with(country));
        length.is_some_and(|&(_, length)| iban.len() == length) && modulo_97(&digits) == 1
    });
}

/// The two controls of a Spanish account, by their published weights for each part.
#[test]
fn spanish_accounts_carry_their_own_controls() {
    let control = |digits: &str, weights: &[u64]| {
        let sum: u64 = values(digits).iter().zip(weights).map(|(a, b)| a * b).sum();
        match 11 - sum % 11 {
            10 => 1,
            11 => 0,
            other => other,
        }
    };
    every("IBAN_CODE", |iban| {
        let Some(account) = iban.strip_prefix("ES") else {
            return true;
        };
        let first = control(&account[2..10], &[4, 8, 5, 10, 9, 7, 3, 6]);
        let second = control(&account[12..22], &[1, 2, 4, 8, 5, 10, 9, 7, 3, 6]);
        account[10..12] == format!("{first}{second}")
    });
}

#[test]
fn french_and_belgian_accounts_carry_their_own_keys() {
    every("IBAN_CODE", |iban| match &iban[..2] {
        "FR" => {
            let (bank, branch) = (number(&iban[4..9]), number(&iban[9..14]));
            let (account, key) = (number(&iban[14..25]), number(&iban[25..27]));
            // The weights are 10^18, 10^13, 100 and 1 by 97.
            (89 * bank + 15 * branch + 3 * account + key).is_multiple_of(97)
        }
        "BE" => {
            let (account, key) = (number(&iban[4..14]), number(&iban[14..16]));
            (1..=97).contains(&key) && account % 97 == key % 97
        }
        _ => true,
    });
}

#[test]
fn social_security_numbers_could_have_been_issued() {
    every("US_SSN", |ssn| {
        let (area, group, serial) = (&ssn[..3], &ssn[3..5], &ssn[5..]);
        ssn.len() == 9
            && area != "000"
            && area != "666"
            && !area.starts_with('9')
            && group != "00"
            && serial != "0000"
    });
}

#[test]
fn taxpayer_numbers_lie_in_the_ranges_of_the_irs() {
    every("US_ITIN", |itin| {
        let group = number(&itin[3..5]);
        let unused = [89, 93].contains(&group) || (66..70).contains(&group) || group < 50;
        itin.len() == 9 && itin.starts_with('9') && !unused
    });
}

#[test]
fn nhs_numbers_sum_to_a_multiple_of_eleven() {
    // The check digit counts once: the weighted sum of all ten digits is divisible by 11.
    every("UK_NHS", |nhs| {
        let sum: u64 = values(nhs)
            .iter()
            .enumerate()
            .map(|(at, value)| value * (10 - at as u64))
            .sum();
        nhs.len() == 10 && sum.is_multiple_of(11)
    });
}

#[test]
fn national_insurance_numbers_keep_to_their_letters() {
    every("UK_NINO", |nino| {
        let bytes = nino.as_bytes();
        bytes.len() == 9
            && !b"DFIQUV".contains(&bytes[0])
            && !b"DFIOQUV".contains(&bytes[1])
            && bytes[2..8].iter().all(u8::is_ascii_digit)
            && b"ABCD".contains(&bytes[8])
            && !["BG", "GB", "KN", "NK", "NT", "TN", "ZZ"].contains(&&nino[..2])
    });
}

#[test]
fn steuer_ids_repeat_one_digit_and_pass_the_hybrid_check() {
    every("DE_STEUER_ID", |id| {
        let digits = values(id);
        let mut counts = [0; 10];
        for &digit in &digits[..10] {
            counts[digit as usize] += 1;
        }
        let of = |count: usize| counts.iter().filter(|&&known| known == count).count();
        // ISO/IEC 7064, 10.1: the running product ends so that product and check sum to 1 by 10.
        let product = digits[..10].iter().fold(10, |product, digit| {
            let sum = (product + digit - 1) % 10 + 1;
            2 * sum % 11
        });
        id.len() == 11
            && digits[0] != 0
            && (of(0), of(1), of(2)) == (1, 8, 1)
            && (product + digits[10]) % 10 == 1
    });
}

#[test]
fn nirs_and_their_keys_sum_to_97() {
    every("FR_NIR", |nir| {
        // 2A and 2B stand for 19 and 18: the number with a 0 in the letter's place, less one or
        // two millions.
        let (stem, key) = nir.split_at(13);
        let (stem, less) = match &stem[6..7] {
            "A" => (stem.replace('A', "0"), 1_000_000),
            "B" => (stem.replace('B', "0"), 2_000_000),
            _ => (stem.to_owned(), 0),
        };
        let month = number(&nir[3..5]);
        nir.len() == 15
            && (1..=12).contains(&month)
            && (number(&stem) - less + number(key)).is_multiple_of(97)
    });
}

#[test]
fn corsicans_are_among_the_nirs() {
    let mut rng = Rng::new(2);
    let all: String = (0..500)
        .map(|_| value::make("FR_NIR", &mut rng).expect("the entity has a maker"))
        .collect();
    assert!(all.contains("2A") && all.contains("2B"));
}

#[test]
fn nifs_end_in_the_letter_of_their_rest() {
    const LETTERS: &str = "TRWAGMYFPDXBNJZSQVHLCKE";
    every("ES_NIF", |nif| {
        let (digits, letter) = nif.split_at(8);
        let rest = number(digits) - number(digits) / 23 * 23;
        LETTERS.find(letter) == Some(rest as usize)
    });
}

/// Verhoeff as rotations and reflections of a pentagon instead of by a table.
fn verhoeff(digits: &str) -> bool {
    const ONCE: [u64; 10] = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    let product = |a: u64, b: u64| match (a < 5, b < 5) {
        (true, true) => (a + b) % 5,
        (true, false) => (a + b - 5) % 5 + 5,
        (false, true) => (a + 5 - b) % 5 + 5,
        (false, false) => (a + 5 - b) % 5,
    };
    let mut sum = 0;
    for (position, digit) in values(digits).into_iter().rev().enumerate() {
        let permuted = (0..position % 8).fold(digit, |digit, _| ONCE[digit as usize]);
        sum = product(sum, permuted);
    }
    sum == 0
}

#[test]
fn aadhaar_numbers_pass_verhoeff_and_begin_with_two_or_more() {
    every("IN_AADHAAR", |aadhaar| {
        aadhaar.len() == 12 && aadhaar.as_bytes()[0] >= b'2' && verhoeff(aadhaar)
    });
}

#[test]
fn addresses_of_machines_parse() {
    let mut rng = Rng::new(3);
    for _ in 0..2_000 {
        let ip = value::make("IP_ADDRESS", &mut rng).expect("the entity has a maker");
        assert!(ip.parse::<std::net::IpAddr>().is_ok(), "{ip}");
    }
    every("MAC_ADDRESS", |mac| {
        mac.len() == 12 && u64::from_str_radix(mac, 16).is_ok()
    });
}

#[test]
fn contacts_lead_nowhere() {
    let mut rng = Rng::new(4);
    let example = |host: &str| {
        let host = host.to_lowercase();
        host.ends_with(".example")
            || ["example.com", "example.net", "example.org"]
                .iter()
                .any(|name| host == *name || host.ends_with(&format!(".{name}")))
    };
    for _ in 0..2_000 {
        let email = value::make("EMAIL_ADDRESS", &mut rng).expect("the entity has a maker");
        let (_, host) = email.split_once('@').expect("an address");
        assert!(example(host), "{email}");
        let url = value::make("URL", &mut rng).expect("the entity has a maker");
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        let host = rest.split('/').next().expect("a host");
        assert!(example(host), "{url}");
    }
}

#[test]
fn every_entity_of_a_frame_has_values_with_words_around_them() {
    let mut rng = Rng::new(5);
    for entity in text::entities() {
        for _ in 0..200 {
            let sample = text::about(entity, &mut rng).expect("the entity has frames");
            let mut end = 0;
            for gold in &sample.spans {
                assert!(
                    gold.start >= end && gold.end > gold.start,
                    "{}",
                    sample.text
                );
                assert!(sample.text.is_char_boundary(gold.start));
                assert!(sample.text.is_char_boundary(gold.end));
                end = gold.end;
            }
            let known = sample.spans.iter().any(|gold| gold.entity == entity);
            assert!(known, "{entity}: {}", sample.text);
        }
    }
}

#[test]
fn an_entity_without_a_maker_gives_nothing() {
    assert_eq!(value::make("NO_SUCH_ENTITY", &mut Rng::new(1)), None);
    assert_eq!(text::about("NO_SUCH_ENTITY", &mut Rng::new(1)), None);
}
