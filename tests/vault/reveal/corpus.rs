//! Records of all kinds, from a seed; nobody's data.

use pumice_detect::escape;
use pumice_synth::Rng;

/// A record of a chat, of a request or of a table, in JSON of one line without its end.
pub(super) fn record(rng: &mut Rng, number: usize) -> String {
    match number % 4 {
        0 => chat(rng, number),
        1 => call(rng, number),
        2 => customer(rng, number),
        _ => keyed(rng, number),
    }
}

/// How lines end, by their number: a corpus that came from Windows in part.
pub(super) fn line_end(number: usize) -> &'static str {
    if number % 3 == 1 { "\r\n" } else { "\n" }
}

fn chat(rng: &mut Rng, number: usize) -> String {
    let text = sentence(rng, number);
    format!(
        r#"{{"messages": [{{"role":"user","content":"{}"}} ,{{"role":"assistant","content":"{}"}}]}}"#,
        quoted(&text),
        quoted(&format!("Noted: {}\r\n\t\"{}\"", mail(rng, number), text)),
    )
}

/// A call of a tool, with JSON inside of a string.
fn call(rng: &mut Rng, number: usize) -> String {
    let arguments = format!(
        r#"{{"to":"{}","body":"{}","nested":"{{\"cc\":\"{}\"}}"}}"#,
        mail(rng, number),
        quoted(&sentence(rng, number)),
        mail(rng, number + 1),
    );
    format!(
        r#"{{"messages":[{{"role":"assistant","tool_calls":[{{"id":"call_{number}","type":"function","function":{{"name":"send","arguments":"{}"}}}}]}}]}}"#,
        quoted(&arguments),
    )
}

/// A field that is taken whole holds anything.
fn customer(rng: &mut Rng, number: usize) -> String {
    let names = [
        "Zoë \"Zo\" O'Neil",
        "Jose\u{301} Nun\u{303}ez",
        "山田 太郎 😀",
        "محمد\u{200f} علي",
        "back\\slash / and \\u0041",
        "two\r\nlines\tand a tab",
        "👩‍👩‍👧 family",
        "[PERSON] {\"a\":1}",
        "\u{1}control\u{8}\u{c}\u{7f}",
    ];
    let name = format!("{} {number}", rng.pick(&names));
    format!(
        r#"{{ "customer":{{"name":"{}","note":"{}"}},"kept":"Größe {}"}}"#,
        quoted(&name),
        quoted(&sentence(rng, number)),
        number % 97,
    )
}

/// Values as keys, names and ids.
fn keyed(rng: &mut Rng, number: usize) -> String {
    let mail = mail(rng, number);
    format!(
        r#"{{"custom_id":"{mail}","by":{{"{mail}":1,"x{number}":[null,true,-0.50]}},"messages":[{{"role":"user","name":"u{number}","content":"{}"}}]}}"#,
        quoted(&sentence(rng, number)),
    )
}

fn sentence(rng: &mut Rng, number: usize) -> String {
    let before = [
        "Ask ",
        "é e\u{301} 漢字: ",
        "😀",
        "«",
        "a\\b ",
        "\"quoted\" ",
        "\r\n",
    ];
    let behind = [
        ", please.",
        "!",
        "。",
        "\u{301}",
        " <script>",
        "\n- ",
        "\\",
        " 😀",
    ];
    let card = luhn(rng);
    format!(
        "{}{}{} Card {card}, SSN {}-{}-{}{}",
        rng.pick(&before),
        mail(rng, number),
        rng.pick(&behind),
        rng.between(100, 665),
        rng.between(10, 99),
        rng.between(1000, 9999),
        rng.pick(&behind),
    )
}

fn mail(rng: &mut Rng, number: usize) -> String {
    let locals = ["jane.doe", "Joe+tag", "o'neil", "zoe_x", "a.b-c"];
    let domains = ["example.com", "mail.example.org", "example.net"];
    format!(
        "{}{}@{}",
        rng.pick(&locals),
        number % 701,
        rng.pick(&domains)
    )
}

/// A number of a card whose check digit is right.
fn luhn(rng: &mut Rng) -> String {
    let digits = format!("4{}", rng.digits(14));
    let sum: u32 = digits
        .bytes()
        .enumerate()
        .map(|(at, digit)| {
            let doubled = u32::from(digit - b'0') * if at % 2 == 0 { 2 } else { 1 };
            doubled / 10 + doubled % 10
        })
        .sum();
    format!("{digits}{}", (10 - sum % 10) % 10)
}

/// The inside of a JSON string, as another writer than ours spells it.
fn quoted(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("a text");
    quoted[1..quoted.len() - 1].to_owned()
}

/// The same corpus by a writer that escapes all that is not ASCII, as Python's does when nobody asks.
pub(super) fn in_ascii(corpus: &str) -> String {
    let mut out = vec![];
    for character in corpus.chars() {
        let mut buffer = [0; 4];
        match character.is_ascii() {
            true => out.push(character as u8),
            false => escape::encode_ascii(character.encode_utf8(&mut buffer).as_bytes(), &mut out),
        }
    }
    String::from_utf8(out).expect("ASCII")
}
