//! Rules as a company might add them to the catalogue: two hundred patterns, a million terms.

use pumice_detect::{DetectorBuilder, Evidence, Pattern, Recognizer, Shape, Terms};
use pumice_synth::Rng;

/// What is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Own {
    Nothing,
    Patterns,
    Terms,
    Both,
}

/// The catalogue with rules of one's own: 200 patterns, so many terms.
pub(crate) fn builder(own: Own, count: usize) -> DetectorBuilder {
    let mut builder = DetectorBuilder::new();
    if matches!(own, Own::Patterns | Own::Both) {
        for (number, regex) in patterns().into_iter().enumerate() {
            let shape = Shape::Pattern(Pattern::new(regex, Evidence(3)));
            builder.recognizer(rule(format!("pattern_{number}"), shape));
        }
    }
    if matches!(own, Own::Terms | Own::Both) {
        let list = Shape::Terms(Terms::new(terms(count)));
        builder.recognizer(rule("terms".to_owned(), list));
    }
    builder
}

fn rule(id: String, shape: Shape) -> Recognizer {
    Recognizer {
        entity: id.to_uppercase().into(),
        id: id.into(),
        shapes: vec![shape],
        ..Recognizer::new("", "", "global")
    }
}

/// 200 expressions: 160 with a literal, 40 without one.
fn patterns() -> Vec<String> {
    let mut rng = Rng::new(200);
    let mut all = vec![];
    for at in 0..200 {
        let (word, digits) = (word(&mut rng), 3 + at % 5);
        let capitals = word.to_uppercase();
        all.push(match at % 20 {
            0..5 => format!(r"\b{}-\d{{{digits}}}\b", &capitals[..4]),
            5..8 => {
                format!(r"(?i)\b{word}[ _-]?(?:id|no|number)?[:# ]*(?<value>\d{{{digits},10}})\b")
            }
            8..10 => format!(r"[a-z0-9.+-]+@{word}\.example"),
            10..12 => format!(r"https?://{word}\.example/\S+"),
            12..14 => format!(r"{}_[A-Za-z0-9]{{20,40}}", &word[..4]),
            14 => format!(
                r"(?:{word}|{}x|{}y)-(?:hr|it|legal)-\d+",
                &word[..3],
                &word[1..4]
            ),
            15 => format!(r"\b[0-9a-f]{{8}}-{digits}abc-[0-9a-f]{{4}}\b"),
            16 => format!(r"\b[A-Z]{{2}}\d{{{digits}}}[A-Z]\b"),
            17 => format!(r"\b\d{{2}}-[A-Z]{{{digits}}}\b"),
            18 => format!(r"\b[A-Z]\d{{{digits}}}/\d{{2}}\b"),
            _ => format!(r"\b\d{{{digits}}}\.\d{{3}}\.\d{{2}}\b"),
        });
    }
    all
}

/// Names, names of two words of which the first one is common, and codes.
fn terms(count: usize) -> Vec<String> {
    const COMMON: [&str; 8] = [
        "Project", "The", "New", "Grand", "Client", "Order", "Team", "First",
    ];
    let mut rng = Rng::new(1_000_000);
    let mut all = vec![];
    while all.len() < count {
        let name = word(&mut rng);
        all.push(match rng.below(10) {
            0..4 => name,
            4..6 => format!("{} {name}", rng.pick(&COMMON)),
            6..9 => format!("{name} {}", word(&mut rng)),
            _ => format!("{}-{}", &name[..3], rng.below(1_000_000)),
        });
    }
    all
}

/// A word that nobody knows, of six letters or more.
fn word(rng: &mut Rng) -> String {
    const STARTS: [&str; 20] = [
        "b", "br", "d", "dr", "f", "g", "gr", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st",
        "t", "v", "z",
    ];
    const VOWELS: [&str; 8] = ["a", "e", "i", "o", "u", "ai", "ou", "ei"];
    let mut word = String::new();
    for _ in 0..3 + rng.below(2) {
        word.push_str(rng.pick(&STARTS));
        word.push_str(rng.pick(&VOWELS));
    }
    word
}
