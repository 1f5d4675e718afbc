//! What is measured, paid, counted or scored.

use super::{Kind, Talk, holding, kind};
use crate::rng::Rng;

pub(super) const KINDS: &[Kind] = &[
    kind("money", Talk::Amounts, money),
    kind("money_of_any_currency", Talk::Amounts, |rng| {
        let code = rng.pick(&[
            "EUR", "USD", "GBP", "JPY", "INR", "CHF", "SEK", "PLN", "BRL", "ZAR", "KRW", "TRY",
        ]);
        let mark = rng_mark(rng);
        let amount = with_groups(rng, mark);
        if rng.percent(50) {
            format!("{code} {amount}")
        } else {
            format!("{amount} {code}")
        }
    }),
    kind("measurement", Talk::Amounts, |rng| {
        let unit = rng.pick(&[
            "mm", "cm", "km", "kg", "mg/l", "°C", "kWh", "hPa", "mmol/l", "V", "dB", "GB", "ms",
        ]);
        format!("{}.{} {unit}", rng.below(2_000), rng.digits(2))
    }),
    kind("size", Talk::Amounts, |rng| {
        let (width, height) = (rng.between(10, 4_000), rng.between(10, 3_000));
        format!("{width}{}{height}", rng.pick(&["x", " x ", "×", " by "]))
    }),
    kind("percentage", Talk::Amounts, |rng| {
        format!("{}.{} %", rng.below(100), rng.digits(2))
    }),
    kind("score", Talk::Any, |rng| {
        let [a, b, c, d]: [u32; 4] = std::array::from_fn(|_| rng.below(30));
        match rng.below(3) {
            0 => format!("{a}-{b}, {c}-{d}, 21-{b}"),
            1 => format!("{a}:{b} ({c}:{d})"),
            _ => format!("won {a}–{b}"),
        }
    }),
    kind("ratio", Talk::Any, |rng| {
        format!("{}:{}", rng.between(1, 21), rng.between(1, 400))
    }),
    kind("population", Talk::Amounts, |rng| {
        let mark = rng_mark(rng);
        with_groups(rng, mark)
    }),
    kind("chess", Talk::Alone, |rng| {
        let file = |rng: &mut Rng| rng.string(1, b"abcdefgh");
        let moves: Vec<String> = (1..=rng.between(3, 12))
            .map(|turn| {
                let piece = rng.pick(&["", "N", "B", "R", "Q"]);
                let [from, to] = [file(rng), file(rng)];
                let (one, other) = (rng.between(1, 8), rng.between(1, 8));
                format!("{turn}. {piece}{from}{one} {to}{other}")
            })
            .collect();
        moves.join(" ")
    }),
    kind("scientific", Talk::Amounts, |rng| {
        format!(
            "{}.{}e{}{}",
            rng.below(10),
            rng.digits(6),
            rng.pick(&["-", "+", ""]),
            rng.below(30)
        )
    }),
    kind("dose", Talk::Amounts, |rng| {
        format!("{} x {} mg", rng.between(1, 4), rng.between(1, 80) * 25)
    }),
    kind("blood_pressure", Talk::Amounts, |rng| {
        format!("{}/{} mmHg", rng.between(90, 180), rng.between(50, 110))
    }),
    kind("rate", Talk::Amounts, |rng| {
        format!(
            "1 {} = {}.{}",
            rng.pick(&["€", "$", "£"]),
            rng.below(200),
            rng.digits(4)
        )
    }),
    kind("durations", Talk::Amounts, |rng| {
        format!(
            "{} h {} min {}.{} s",
            rng.below(90),
            rng.below(60),
            rng.below(60),
            rng.digits(3)
        )
    }),
    holding(
        kind("times_of_a_race", Talk::Amounts, |rng| {
            let [minutes, seconds] = [rng.below(60), rng.below(60)];
            format!("{}:{minutes:02}:{seconds:02}", rng.below(12))
        }),
        &["DATE_TIME"],
    ),
    kind("recipe", Talk::Alone, |rng| {
        let [a, b, c] = [
            rng.between(1, 9),
            rng.between(50, 900),
            rng.between(120, 250),
        ];
        format!(
            "{a}/2 cup, {b} g flour, 1 1/2 tsp salt, {c}-{} °C, {a}0 min",
            c + 20
        )
    }),
    kind("odds", Talk::Any, |rng| {
        format!(
            "{}/{}, {}.{}",
            rng.between(1, 40),
            rng.between(1, 9),
            rng.below(40),
            rng.digits(2)
        )
    }),
];

/// What stands between groups of three digits.
fn rng_mark(rng: &mut Rng) -> &'static str {
    rng.pick(&[",", ".", " ", "'", "\u{a0}", "\u{202f}", ""])
}

/// Four to ten digits in groups of three.
fn with_groups(rng: &mut Rng, mark: &str) -> String {
    let mut text = rng.between(1, 999).to_string();
    for _ in 0..rng.between(1, 3) {
        text += mark;
        text += &rng.digits(3);
    }
    text
}

fn money(rng: &mut Rng) -> String {
    let (mark, point) =
        *super::code::any_of(rng, &[(",", "."), (".", ","), (" ", ","), ("'", ".")]);
    let amount = with_groups(rng, mark) + point + &rng.digits(2);
    match rng.below(6) {
        0 => format!("${amount}"),
        1 => format!("{amount} €"),
        2 => format!("£{amount}"),
        3 => format!("¥{}", with_groups(rng, mark)),
        4 => format!("{amount} zł"),
        _ => format!("₹{amount}"),
    }
}
