//! Tokens that a literal begins, or stands in, and a pattern does not tell: marks part them, or what they
//! decode to proves them.

use super::{UNIQUE, base_64::decode};
use crate::{
    placeholder,
    recognizer::{Anchor, Recognizer, Shape, Walked},
};

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[telegram_bot, discord_bot, braintree];

fn token(id: &'static str, shape: Shape, citation: &'static str) -> Recognizer {
    Recognizer {
        shapes: vec![shape],
        citation: citation.into(),
        ..Recognizer::new(id, "SAAS_TOKEN", "secrets")
    }
}

/// Two characters, with each of some behind them.
macro_rules! behind {
    ($two:literal: $($third:literal)+) => {
        [$(concat!($two, $third)),+]
    };
}

/// What a bot's secret begins with.
static BOTS: [&str; 64] = behind!("AA":
    "A" "B" "C" "D" "E" "F" "G" "H" "I" "J" "K" "L" "M" "N" "O" "P" "Q" "R" "S" "T" "U" "V" "W" "X" "Y" "Z"
    "a" "b" "c" "d" "e" "f" "g" "h" "i" "j" "k" "l" "m" "n" "o" "p" "q" "r" "s" "t" "u" "v" "w" "x" "y" "z"
    "0" "1" "2" "3" "4" "5" "6" "7" "8" "9" "-" "_"
);

/// What two digits and the beginning of a third one are in base 64.
macro_rules! numbers {
    ($($two:literal)+) => {
        [$(
            concat!($two, "A"), concat!($two, "E"), concat!($two, "I"), concat!($two, "M"),
            concat!($two, "Q"), concat!($two, "U"), concat!($two, "Y"), concat!($two, "c"),
            concat!($two, "g"), concat!($two, "k"),
        )+]
    };
}

/// Numbers without a leading zero.
static NUMBERS: [&str; 90] = numbers!("MT" "Mj" "Mz" "ND" "NT" "Nj" "Nz" "OD" "OT");

fn telegram_bot() -> Recognizer {
    let citation = "Telegram, Bots: introduction for developers, obtain your bot token";
    let shape = Shape::Marked {
        literals: &BOTS,
        walk: telegram,
    };
    token("telegram_bot_token", shape, citation)
}

fn discord_bot() -> Recognizer {
    let citation = "Discord, Developer docs: reference, authentication and snowflakes";
    let shape = Shape::Marked {
        literals: &NUMBERS,
        walk: discord,
    };
    token("discord_bot_token", shape, citation)
}

fn braintree() -> Recognizer {
    let citation = "PayPal, Braintree developer docs: access tokens";
    let shape = Shape::walk(Anchor::Token, access_token);
    token("braintree_access_token", shape, citation)
}

/// The number of the bot, `:` and 35 characters that begin with `AA`.
fn telegram(text: &[u8], at: usize) -> Option<Walked> {
    const SECRET: usize = 35;
    let before = text[..at].strip_suffix(b":")?;
    let secret = &text[at..];
    let digits = before.iter().rev().take(11);
    let digits = digits.take_while(|byte| byte.is_ascii_digit()).count();
    let start = before.len() - digits;
    let prefix = before[..start]
        .strip_suffix(b"bot")
        .unwrap_or(&before[..start]);
    let is_whole = (8..=10).contains(&digits)
        && run(secret, is_url_safe) == SECRET
        && prefix.last().is_none_or(|&byte| !is_url_safe(byte))
        && ends(secret, SECRET)
        && !placeholder::is_one(&secret[..SECRET]);
    is_whole.then_some(Walked::new(start, at + SECRET, UNIQUE))
}

/// Base 64 of the bot's number, a time and a signature, with dots between.
fn discord(text: &[u8], at: usize) -> Option<Walked> {
    if at.checked_sub(1).is_some_and(|at| is_url_safe(text[at])) {
        return None;
    }
    let token = &text[at..];
    let id = run(token, is_url_safe);
    if !(23..=28).contains(&id) || token.get(id) != Some(&b'.') {
        return None;
    }
    let time = run(&token[id + 1..], is_url_safe);
    let signature = id + 1 + time + 1;
    if time != 6 || token.get(signature - 1) != Some(&b'.') {
        return None;
    }
    let len = run(&token[signature..], is_url_safe);
    let number = decode(&token[..id])?;
    let is_whole = (27..=38).contains(&len)
        && (17..=20).contains(&number.len())
        && number.iter().all(u8::is_ascii_digit)
        && ends(token, signature + len)
        && !placeholder::is_one(&token[signature..signature + len]);
    is_whole.then_some(Walked::new(at, at + signature + len, UNIQUE))
}

/// `access_token$production$`, 16 characters, `$` and 32 hexadecimal digits, which are where the search
/// begins.
fn access_token(text: &[u8], at: usize) -> Option<Walked> {
    const SECRET: usize = 32;
    let is_merchant = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
    let before = text[..at].strip_suffix(b"$")?;
    let merchant = before.last_chunk::<16>()?;
    let before = &before[..before.len() - merchant.len()];
    let name = [&b"access_token$production$"[..], b"access_token$sandbox$"];
    let name = name.iter().find(|name| before.ends_with(name))?;
    let start = before.len() - name.len();
    let is_whole = merchant.iter().all(|&byte| is_merchant(byte))
        && run(&text[at..], is_hex) == SECRET
        && ends(&text[at..], SECRET)
        && !placeholder::is_one(&text[at..at + SECRET])
        && before[..start]
            .last()
            .is_none_or(|&byte| !is_url_safe(byte));
    is_whole.then_some(Walked::new(start, at + SECRET, UNIQUE))
}

/// How many bytes from the start on are of a class; no token is as long as the most that is counted.
fn run(text: &[u8], is: fn(u8) -> bool) -> usize {
    text.iter().take(64).take_while(|&&byte| is(byte)).count()
}

/// Whether nothing goes on behind `len` bytes.
fn ends(text: &[u8], len: usize) -> bool {
    text.get(len)
        .is_none_or(|&byte| byte.is_ascii() && !is_url_safe(byte))
}

fn is_url_safe(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')
}

fn is_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
}
