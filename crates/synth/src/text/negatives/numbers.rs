//! Numbers that count or name things: orders, parts, books, moments.

use super::{
    Kind, Talk,
    code::{any_of, hex},
    holding, kind,
};
use crate::{rng::Rng, value::grouped};

pub(super) const KINDS: &[Kind] = &[
    kind("epoch_seconds", Talk::Software, |rng| {
        format!("1{}{}", rng.between(3, 8), rng.digits(8))
    }),
    kind("epoch_milliseconds", Talk::Software, |rng| {
        format!("1{}{}", rng.between(3, 8), rng.digits(11))
    }),
    kind("epoch_nanoseconds", Talk::Software, |rng| {
        format!("1{}{}", rng.between(3, 8), rng.digits(17))
    }),
    kind("number_of_any_length", Talk::Any, |rng| {
        let len = rng.between(4, 19) as usize;
        rng.digits(len)
    }),
    kind("order", Talk::Goods, order),
    kind("invoice", Talk::Goods, |rng| {
        let word = rng.pick(&["INV-", "RE", "F", "2024/", "R-2023-", "FA", "#"]);
        let len = rng.between(4, 9) as usize;
        word.to_owned() + &rng.digits(len)
    }),
    kind("ticket", Talk::Goods, |rng| {
        let project = rng.pick(&["ABC", "WEB", "OPS", "CORE", "GH", "QA", "HELP"]);
        let len = rng.between(2, 6) as usize;
        format!("{project}-{}", rng.digits(len))
    }),
    kind("part", Talk::Goods, part),
    kind("serial_of_goods", Talk::Goods, |rng| {
        let len = rng.between(8, 14) as usize;
        rng.string(len, b"ABCDEFGHJKLMNPQRSTUVWXYZ0123456789")
    }),
    kind("ean", Talk::Books, |rng| {
        let digits = rng.digits(12);
        with_ean_digit(digits)
    }),
    kind("isbn13", Talk::Books, |rng| {
        let glued = with_ean_digit(format!("978{}", rng.digits(9)));
        match rng.below(3) {
            0 => glued,
            1 => grouped(&glued, &[3, 1, 4, 4], "-"),
            _ => format!("ISBN {}", grouped(&glued, &[3, 1, 3, 5], " ")),
        }
    }),
    kind("isbn10", Talk::Books, |rng| {
        let glued = isbn10(rng);
        match rng.below(3) {
            0 => glued,
            1 => grouped(&glued, &[1, 4, 4], "-"),
            _ => format!("ISBN {}", grouped(&glued, &[1, 3, 5], "-")),
        }
    }),
    kind("issn", Talk::Books, |rng| {
        format!("ISSN {}-{}", rng.digits(4), rng.digits(4))
    }),
    kind("doi", Talk::Books, |rng| {
        format!(
            "10.{}/j.x.{}.{}",
            rng.digits(4),
            rng.digits(4),
            rng.digits(6)
        )
    }),
    kind("standard", Talk::Books, |rng| {
        let body = rng.pick(&["ISO", "DIN EN", "RFC", "IEC", "IEEE", "BS", "NF EN", "GOST"]);
        format!("{body} {}-{}", rng.between(100, 29_999), rng.between(1, 9))
    }),
    kind("pages", Talk::Books, |rng| {
        let from = rng.between(1, 900);
        format!(
            "vol. {}, pp. {from}-{}",
            rng.below(90),
            from + rng.below(40)
        )
    }),
    kind("verse", Talk::Books, |rng| {
        format!(
            "{}:{}-{}",
            rng.between(1, 50),
            rng.between(1, 20),
            rng.between(21, 40)
        )
    }),
    kind("paragraph_of_law", Talk::Books, |rng| {
        let (number, item) = (rng.between(1, 900), rng.between(1, 9));
        let act = rng.pick(&["§ {} Abs. @", "art. {}-@", "section {}(@)", "article L{}-@"]);
        act.replace("{}", &number.to_string())
            .replace('@', &item.to_string())
    }),
    holding(
        kind("years", Talk::Any, |rng| {
            let from = rng.between(1850, 2020);
            let (to, mark) = (
                from + rng.between(1, 40),
                rng.pick(&["-", "–", "/", " to "]),
            );
            format!("{from}{mark}{to}")
        }),
        &["DATE_TIME"],
    ),
    kind("cas", Talk::Any, |rng| {
        format!("CAS {}-{}-{}", rng.digits(5), rng.digits(2), rng.digits(1))
    }),
    kind("codes_of_rooms", Talk::Any, |rng| {
        format!(
            "room {}.{} in building {}",
            rng.digits(1),
            rng.digits(3),
            rng.digits(2)
        )
    }),
    kind("flight", Talk::Any, |rng| {
        let line = rng.string(2, b"ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        format!("flight {line}{} from gate {}", rng.digits(4), rng.digits(2))
    }),
    kind("model", Talk::Goods, |rng| {
        let name = rng.pick(&["RTX", "GTX", "WH-", "EOS", "T", "Galaxy S", "ThinkPad X"]);
        format!(
            "{name}{}{}",
            rng.between(10, 9_999),
            rng.pick(&["", "M", " Ti", "x2"])
        )
    }),
    kind("lottery", Talk::Any, |rng| {
        let drawn: Vec<String> = (0..6).map(|_| rng.between(1, 49).to_string()).collect();
        drawn.join(rng.pick(&[" ", ", ", "-"]))
    }),
];

fn order(rng: &mut Rng) -> String {
    let [a, b, c] = [3, 7, 7].map(|len| rng.digits(len));
    match rng.below(7) {
        0 => format!("{a}-{b}-{c}"),
        1 => format!("#{b}"),
        2 => format!("SO{b}"),
        3 => grouped(&rng.digits(12), &[4, 4], "-"),
        4 => format!("{a}/{b}"),
        5 => format!("{}{b}", rng.pick(&["W", "PO-", "ORD", "B-"])),
        _ => {
            let len = rng.between(6, 14) as usize;
            rng.digits(len)
        }
    }
}

fn part(rng: &mut Rng) -> String {
    let letters = |rng: &mut Rng, len| rng.string(len, b"ABCDEFGHJKLMNPRSTUVWXYZ");
    let mark = *any_of(rng, &["-", " ", ".", "/", ""]);
    match rng.below(5) {
        0 => [rng.digits(3), rng.digits(3), rng.digits(2)].join(mark),
        1 => [letters(rng, 2), rng.digits(6), letters(rng, 1)].join(mark),
        2 => [rng.digits(5), letters(rng, 2), rng.digits(2)].join(mark),
        3 => [letters(rng, 3), rng.digits(4), hex(rng, 3).to_uppercase()].join(mark),
        _ => [rng.digits(2), rng.digits(4), rng.digits(4), rng.digits(1)].join(mark),
    }
}

/// Twelve digits and the check digit of GS1: weights 1 and 3, modulo 10.
fn with_ean_digit(mut digits: String) -> String {
    let values = digits.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = values
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, weight)| digit * weight)
        .sum();
    digits += &((10 - sum % 10) % 10).to_string();
    digits
}

/// Nine digits and the check character of ISO 2108:1992: weights 10 to 2, modulo 11, X for 10.
fn isbn10(rng: &mut Rng) -> String {
    let digits = rng.digits(9);
    let values = digits.bytes().map(|digit| u32::from(digit - b'0'));
    let sum: u32 = values
        .zip((2..=10).rev())
        .map(|(digit, weight)| digit * weight)
        .sum();
    match (11 - sum % 11) % 11 {
        10 => digits + "X",
        check => digits + &check.to_string(),
    }
}
