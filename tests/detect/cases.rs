//! Texts by name: where values touch what searches stumble over.

use pumice_detect::Encoding;

use super::{Buffer, DETECTOR, find_alone};

/// Everything found in a text, as (entity, value).
fn found(text: &str) -> Vec<(&str, &str)> {
    find_alone(&DETECTOR, text)
        .into_iter()
        .map(|(span, entity, ..)| (DETECTOR.entity_name(entity), &text[span.range()]))
        .collect()
}

#[track_caller]
fn finds(entity: &str, text: &str, values: &[&str]) {
    let wanted: Vec<_> = values.iter().map(|&value| (entity, value)).collect();
    assert_eq!(found(text), wanted, "{text:?}");
}

/// The date of expiry is no fifth group of the card.
#[test]
fn a_card_followed_by_its_expiry_is_found() {
    for card in [
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111111111111111",
        "3782 822463 10005",
        "378282246310005",
    ] {
        for expiry in ["12/26", "12/2026", "1226", "12 26", "12-26", "12/26 123"] {
            finds("CREDIT_CARD", &format!("{card} {expiry}"), &[card]);
            finds("CREDIT_CARD", &format!("Card {card} {expiry}."), &[card]);
        }
    }
}

/// What names the date of expiry makes it one; the card is found all the same.
#[test]
fn a_card_and_its_named_expiry_are_found() {
    let card = "4111 1111 1111 1111";
    for (text, expiry) in [
        ("4111 1111 1111 1111 exp 12/26", "12/26"),
        ("card 4111 1111 1111 1111, valid thru 12/2026", "12/2026"),
    ] {
        assert_eq!(
            found(text),
            [("CREDIT_CARD", card), ("CARD_EXPIRY", expiry)],
            "{text:?}"
        );
    }
}

/// A word of capitals or of three digits ends where its region does, whatever abuts.
#[test]
fn a_code_at_the_end_of_a_region_is_found() {
    for encoding in [Encoding::Plain, Encoding::JsonString] {
        let mut buffer = Buffer::default();
        let texts = [
            "SWIFT DEUTDEFF",
            "XDEUTDEFF",
            "CVV 123",
            "4567",
            "LEI",
            "QQWERTZ",
        ];
        texts.iter().for_each(|text| buffer.push(text, encoding));
        let alone: Vec<_> = texts.map(|text| find_alone(&DETECTOR, text)).into();
        assert_eq!(buffer.find(&DETECTOR), alone);
        let names: Vec<_> = alone.iter().flatten().map(|hit| hit.1).collect();
        let wanted = ["SWIFT_BIC", "CVV"].map(|name| DETECTOR.entity(name).unwrap());
        assert_eq!(names, wanted);
    }
}

/// Each group of four may begin a card: a run of groups holds every card that Luhn's sum shows,
/// wherever it stands, the leftmost first where two overlap.
#[test]
fn a_card_in_a_longer_run_of_groups_is_found() {
    const CARD: &str = "4444 4444 4444 4448";
    for text in [
        "4444 4444 4444 4448",
        "4444 4444 4444 4448 4444",
        "4444 4444 4444 4448 4444 4444",
        "4444 4444 4444 4444 4448",
        "4444 4444 4444 4444 4444 4448",
        "4444 4444 4444 4448 4444 4444 4448",
        "4444 4444 4444 4448 4444 4444 4444",
        "1234 4444 4444 4444 4448 1234",
    ] {
        finds("CREDIT_CARD", text, &[CARD]);
        let hyphens = text.replace(' ', "-");
        finds("CREDIT_CARD", &hyphens, &[&CARD.replace(' ', "-")]);
    }
    for text in [
        "4444 4444 4444 4448 4444 4444 4444 4448",
        "4444 4444 4444 4448 4444 4444 4444 4448 4444 4444 4444",
        "4444 4444 4444 4448 4444 4444 4444 4444 4448",
    ] {
        finds("CREDIT_CARD", text, &[CARD, CARD]);
    }
    // More groups than a window of 64 bytes holds, twice.
    let long = ["4444 4444 4444 4448"; 40].join(" ");
    finds("CREDIT_CARD", &long, &[CARD; 40]);
}

#[test]
fn cards_in_a_row_are_told_apart() {
    finds(
        "CREDIT_CARD",
        "4111 1111 1111 1111 5555 5555 5555 4444 3782 822463 10005",
        &[
            "4111 1111 1111 1111",
            "5555 5555 5555 4444",
            "3782 822463 10005",
        ],
    );
    finds(
        "CREDIT_CARD",
        "4111111111111111 5555555555554444,378282246310005",
        &["4111111111111111", "5555555555554444", "378282246310005"],
    );
}

/// Letters beyond ASCII continue no token of digits and ASCII letters: Chinese and Japanese write
/// no blanks, so a letter beside a number says nothing against it.
#[test]
fn a_letter_beyond_ascii_beside_a_value_does_not_hide_it() {
    for (entity, value) in [
        ("CREDIT_CARD", "4111111111111111"),
        ("CREDIT_CARD", "4111 1111 1111 1111"),
        ("US_SSN", "078-05-1120"),
        ("IBAN_CODE", "DE89370400440532013000"),
        ("UK_NINO", "AB123456C"),
        ("IP_ADDRESS", "192.0.2.17"),
        ("IP_ADDRESS", "2001:db8::1"),
        ("MAC_ADDRESS", "00-00-5e-00-53-01"),
        ("PHONE_NUMBER", "+14155550132"),
        ("DATE_TIME", "2021-03-04"),
    ] {
        for letter in ["É", "é", "Ж", "ж", "Ω", "İ", "中", "カ", "ह", "ش", "👤"] {
            finds(entity, &format!("{letter}{value}"), &[value]);
            finds(entity, &format!("{value}{letter}"), &[value]);
            finds(
                entity,
                &format!("{letter}{letter} {value} {letter}"),
                &[value],
            );
        }
    }
    finds("US_SSN", "Иван 078-05-1120", &["078-05-1120"]);
    finds("US_SSN", "Élan 078-05-1120", &["078-05-1120"]);
    finds(
        "CREDIT_CARD",
        "卡号4111111111111111。",
        &["4111111111111111"],
    );
    // An ASCII letter does: such a text is a code.
    for code in ["Z4111111111111111", "4111111111111111Z", "x078-05-1120"] {
        assert_eq!(found(code), [], "{code}");
    }
}

/// Letters beyond ASCII may be part of an address (RFC 6531).
#[test]
fn an_accented_or_cyrillic_letter_is_part_of_an_address() {
    for address in [
        "Élan@example.com",
        "Жук@example.com",
        "jane@exämple.example",
    ] {
        finds("EMAIL_ADDRESS", &format!("({address})"), &[address]);
    }
}

/// A line ends a word: what begins the next one stands alone.
#[test]
fn a_line_feed_before_a_value_or_a_name_is_no_part_of_it() {
    finds("US_SSN", "\nJohn 078-05-1120", &["078-05-1120"]);
    finds("US_SSN", "\"\nJohn\"\n078-05-1120\n", &["078-05-1120"]);
    finds(
        "EMAIL_ADDRESS",
        "\njohn@example.com\nn",
        &["john@example.com"],
    );
    finds("US_SSN", "n\nssn\n078051120", &["078051120"]);
}

/// A value may lie across the border of a chunk and of a word of bitmaps.
#[test]
fn a_value_across_a_chunk_border_is_found() {
    for value in [
        "4111 1111 1111 1111",
        "jane@example.com",
        "2001:db8::17",
        "DE89 3704 0044 0532 0130 00",
        "https://example.com/a?b=c",
        "+1 415-555-0132",
        "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0",
        "QWERTZPABCDEFGHJKL07",
        ";4111111111111111=29121010000012345678?",
    ] {
        for border in [8192, 16_384, 64, 8192 + 64] {
            for before in 0..=value.len() {
                let text = format!("{} {value} .", ".".repeat(border - 1 - before));
                let values: Vec<_> = found(&text).into_iter().map(|found| found.1).collect();
                assert_eq!(values, [value], "{before} bytes before {border}");
            }
        }
    }
}

/// A label and its colon are no group of the address behind them.
#[test]
fn a_label_before_a_value_with_colons_does_not_hide_it() {
    for label in [
        "ip:", "host:", "addr:", "mac:", "device:", "facade:", ":", "a: ",
    ] {
        finds(
            "IP_ADDRESS",
            &format!("{label}2001:db8::17"),
            &["2001:db8::17"],
        );
        let mac = "00:00:5e:00:53:01";
        finds("MAC_ADDRESS", &format!("{label}{mac}"), &[mac]);
    }
    finds("IP_ADDRESS", "fe80:2001:db8::17", &["fe80:2001:db8::17"]);
    assert_eq!(found("ab:00:00:5e:00:53:01"), []);
}

/// Both ends of an interval (ISO 8601-1) are dates.
#[test]
fn an_interval_of_dates_is_two_dates() {
    finds(
        "DATE_TIME",
        "2023-09-04/2024-01-31",
        &["2023-09-04", "2024-01-31"],
    );
    finds(
        "DATE_TIME",
        "03/04/2021/05/06/2021",
        &["03/04/2021", "05/06/2021"],
    );
    finds(
        "DATE_TIME",
        "2023-09-04 10:15:30,123",
        &["2023-09-04 10:15:30,123"],
    );
    assert_eq!(found("1/2/34/5/6"), []);
}

/// No digit of a number stays behind because another value follows.
#[test]
fn a_number_before_a_slash_is_found_whole() {
    finds(
        "PHONE_NUMBER",
        "+33 1 99 00 61 74/+33 1 99 00 61 75",
        &["+33 1 99 00 61 74", "+33 1 99 00 61 75"],
    );
    finds("PHONE_NUMBER", "+49 89/1234567", &["+49 89/1234567"]);
    finds(
        "IP_ADDRESS",
        "192.0.2.1/24, 192.0.2.2/10.0.0.1",
        &["192.0.2.1/24", "192.0.2.2", "10.0.0.1"],
    );
}

/// A link ends before a value that goes on behind the blank.
#[test]
fn a_link_takes_no_part_of_the_value_behind_it() {
    let link = "https://example.org/lumen?id=90192";
    let card = "5179 2142 8034 6512";
    for mark in [",", ";", "/"] {
        let text = format!("{link}{mark}{card}");
        assert_eq!(
            found(&text),
            [("URL", link), ("CREDIT_CARD", card)],
            "{text}"
        );
    }
    let link = "https://example.org/pay?iban=DE89370400440532013000&eur=3";
    finds("URL", &format!("({link})"), &[link]);
}

/// What is left of a link, a cookie or a user agent around a secret is as personal as before.
#[test]
fn what_surrounds_a_secret_is_found_with_it() {
    let secret = "Vt7-qLw9zR";
    let (left, right) = ("https://jdoe:", "@intra.contoso.com/patients/jane-doe");
    let link = &format!("{left}{secret}{right}");
    let parts = [("URL", left), ("PASSWORD", secret), ("URL", right)];
    assert_eq!(found(link), parts, "{link:?}");
    for text in [
        format!("See {link}."),
        format!("({link}), or"),
        format!("{link}\n{secret}"),
    ] {
        assert_eq!(found(&text), parts, "{text:?}");
    }
    let twice = format!("{link}?password={secret}");
    let query = &format!("{right}?password=");
    let parts = [
        ("URL", left),
        ("PASSWORD", secret),
        ("URL", query),
        ("PASSWORD", secret),
    ];
    assert_eq!(found(&twice), parts);
    let cookie = format!("Cookie: user=jane; back={link}; theme=dark");
    let (before, behind) = (
        &format!("user=jane; back={left}"),
        &format!("{right}; theme=dark"),
    );
    let parts = [
        ("HTTP_COOKIE", before.as_str()),
        ("PASSWORD", secret),
        ("HTTP_COOKIE", behind),
    ];
    assert_eq!(found(&cookie), parts);
    let empty = format!("redis://:{secret}@cache.contoso.com/0");
    let parts = [
        ("URL", "redis://:"),
        ("PASSWORD", secret),
        ("URL", "@cache.contoso.com/0"),
    ];
    assert_eq!(found(&empty), parts);
}
