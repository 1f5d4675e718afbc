//! Random records of any shape with values planted in them: every value goes, nothing else changes.

use pumice_synth::{Rng, text, value};

use super::{builtin, scrub_in_blocks, tree::Json};
use crate::util::{scale, spelled};

/// A JSON value that is about to be written.
enum Node {
    /// A literal or a number.
    Token(Plain),
    Text(Plain),
    /// JSON within a string.
    Nested(Box<Node>),
    Array(Vec<Node>),
    Object(Vec<(Plain, Node)>),
}

/// A text, a key or a token, and whether there is a value in it.
#[derive(Clone)]
struct Plain {
    text: String,
    is_planted: bool,
}

/// A record and what is planted in it.
struct Record {
    root: Node,
    values: Vec<String>,
}

/// Kinds that are found without a word that speaks for them.
const BARE: &[&str] = &[
    "EMAIL_ADDRESS",
    "CREDIT_CARD",
    "IBAN_CODE",
    "IP_ADDRESS",
    "URL",
    "MAC_ADDRESS",
];

/// Kinds of sentences whose values no pattern finds.
const BY_NAMES: [&str; 1] = ["PERSON"];

/// Some are of known layouts, which treat them in ways of their own.
const KEYS: &[&str] = &[
    "a",
    "b",
    "B",
    "",
    "ß",
    "ключ",
    "値",
    "x y",
    "k\"q",
    "\\",
    "/p",
    "😀",
    "tab\there",
    "messages",
    "content",
    "text",
    "metadata",
    "input",
    "id",
    "name",
    "role",
    "arguments",
    "output",
];

/// Numbers of all spellings, and literals.
const TOKENS: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-0",
    "-0.0",
    "42",
    "1e2",
    "1E+2",
    "100e-2",
    "-12.50",
    "3.14159",
    "0.10000000000000000000001",
    "12345678901234567890123",
    "9007199254740993",
];

const WORDS: &[&str] = &[
    "harbor",
    "résumé",
    "日本語",
    "\"so\"",
    "back\\slash",
    "a/b",
    "tab\t",
    "line\nbreak",
    "\u{1}",
    "😀",
    "{",
    "]",
    "<b>",
    "\u{2028}",
    "\u{fffd}",
    "7",
    "null",
    "\\u0041",
    "%40",
];

/// How many strings deep JSON is nested.
const MAX_LEVEL: u32 = 3;

impl Record {
    /// Has something planted in it, nearly always.
    fn random(rng: &mut Rng) -> Self {
        let mut maker = Maker {
            values: vec![],
            rng,
        };
        let root = match maker.rng.below(10) {
            0 => maker.text(),
            1 => maker.array(0, 0),
            2 => maker.nested(0, 0),
            _ => maker.object(0, 0),
        };
        let Maker { values, .. } = maker;
        Self { root, values }
    }

    /// Compares what was written with what was planted.
    fn check(&self, written: &str) -> Result<(), String> {
        let written = Json::parse(written).map_err(|error| format!("no JSON: {error}"))?;
        self.root.check(&written)?;
        let mut left = Ok(());
        written.each_text(&mut |text| {
            if let Some(value) = self.values.iter().find(|value| text.contains(*value)) {
                left = Err(format!("{value:?} is still in {text:?}"));
            }
        });
        left
    }
}

/// Makes nodes and remembers what it planted.
struct Maker<'r> {
    values: Vec<String>,
    rng: &'r mut Rng,
}

impl Maker<'_> {
    fn node(&mut self, depth: u32, level: u32) -> Node {
        match self.rng.below(12) {
            0..2 => self.token(),
            2 if depth < 5 => self.array(depth + 1, level),
            3..6 if depth < 5 => self.object(depth + 1, level),
            6..8 if level < MAX_LEVEL => self.nested(depth, level),
            _ => self.text(),
        }
    }

    fn token(&mut self) -> Node {
        let is_planted = self.rng.percent(30);
        let text = if is_planted {
            self.card_number()
        } else {
            self.rng.pick(TOKENS).to_owned()
        };
        Node::Token(Plain { text, is_planted })
    }

    /// A card as programs write numbers that once were text.
    fn card_number(&mut self) -> String {
        let digits = value::finance::card_digits(self.rng);
        self.values.push(digits.clone());
        let sign = self.rng.pick(&["", "", "", "-"]);
        let rest = self.rng.pick(&["", "", "", ".0", ".00", "e0", "E+00"]);
        format!("{sign}{digits}{rest}")
    }

    fn text(&mut self) -> Node {
        let is_planted = self.rng.percent(50);
        let text = if is_planted {
            self.planted_text()
        } else {
            self.words()
        };
        Node::Text(Plain { text, is_planted })
    }

    fn words(&mut self) -> String {
        let count = self.rng.below(6);
        let words: Vec<_> = (0..count).map(|_| self.rng.pick(WORDS)).collect();
        words.join(" ")
    }

    /// A sentence about a value, or a value that stands for itself, alone or among words.
    fn planted_text(&mut self) -> String {
        match self.rng.below(4) {
            0 => self.bare_value(),
            1 => {
                let value = self.bare_value();
                let (before, behind) = (self.words(), self.words());
                format!("{before} so {value} ok {behind}")
            }
            _ => self.sentence(),
        }
    }

    fn bare_value(&mut self) -> String {
        let entity = self.rng.pick(BARE);
        let value = value::make(entity, self.rng).expect("the entity has a maker");
        self.values.push(value.clone());
        value
    }

    fn sentence(&mut self) -> String {
        let entities: Vec<_> = text::entities()
            .filter(|entity| !BY_NAMES.contains(entity))
            .collect();
        let entity = self.rng.pick(&entities);
        let sample = text::about(entity, self.rng).expect("the entity has frames");
        let found = sample
            .spans
            .iter()
            .filter(|gold| !BY_NAMES.contains(&gold.entity));
        self.values
            .extend(found.map(|gold| sample.value(gold).to_owned()));
        sample.text
    }

    fn key(&mut self) -> Plain {
        let is_planted = self.rng.percent(20);
        let text = if is_planted {
            self.planted_text()
        } else {
            self.rng.pick(KEYS).to_owned()
        };
        Plain { text, is_planted }
    }

    fn array(&mut self, depth: u32, level: u32) -> Node {
        let count = self.rng.below(5);
        Node::Array((0..count).map(|_| self.node(depth, level)).collect())
    }

    fn object(&mut self, depth: u32, level: u32) -> Node {
        let mut members: Vec<(Plain, Node)> = vec![];
        for _ in 0..self.rng.below(6) {
            let key = match members.last() {
                Some((last, _)) if self.rng.percent(10) => last.clone(),
                _ => self.key(),
            };
            members.push((key, self.node(depth, level)));
        }
        Node::Object(members)
    }

    fn nested(&mut self, depth: u32, level: u32) -> Node {
        let inner = match self.rng.below(5) {
            0 => self.array(depth, level + 1),
            1 => self.text(),
            2 if level + 1 < MAX_LEVEL => self.nested(depth, level + 1),
            _ => self.object(depth, level + 1),
        };
        Node::Nested(Box::new(inner))
    }
}

impl Node {
    fn write(&self, rng: &mut Rng, out: &mut String) {
        match self {
            Node::Token(token) => out.push_str(&token.text),
            Node::Text(text) => quote(rng, &text.text, SHARES, out),
            Node::Nested(inner) => {
                let mut json = String::new();
                inner.write(rng, &mut json);
                // Escapes of escapes multiply, so fewer of them.
                quote(rng, &json, [0, 0, 0, 2, 20], out);
            }
            Node::Array(items) => {
                out.push('[');
                for (at, item) in items.iter().enumerate() {
                    comma(rng, at, out);
                    item.write(rng, out);
                }
                out.push(']');
            }
            Node::Object(members) => {
                out.push('{');
                for (at, (key, value)) in members.iter().enumerate() {
                    comma(rng, at, out);
                    quote(rng, &key.text, SHARES, out);
                    out.push_str(rng.pick(&[":", ":", ": ", " :\t"]));
                    value.write(rng, out);
                }
                out.push('}');
            }
        }
    }

    fn check(&self, written: &Json) -> Result<(), String> {
        match (self, written) {
            (Node::Token(token), Json::Token(written)) if token.is_planted => {
                expect(written == "null", &token.text, written)
            }
            (Node::Token(token), Json::Token(written)) => {
                expect(*written == token.text, &token.text, written)
            }
            (Node::Text(text), Json::Text(written)) => text.check(written),
            (Node::Nested(inner), Json::Text(written)) => {
                let json = Json::parse(written)
                    .map_err(|error| format!("no JSON in a string any more: {error}: {written}"))?;
                inner.check(&json)
            }
            (Node::Array(items), Json::Array(written)) if items.len() == written.len() => items
                .iter()
                .zip(written)
                .try_for_each(|(item, written)| item.check(written)),
            (Node::Object(members), Json::Object(written)) if members.len() == written.len() => {
                members.iter().zip(written).try_for_each(
                    |((key, value), (new_key, new_value))| {
                        key.check(new_key)?;
                        value.check(new_value)
                    },
                )?;
                check_keys(members, written)
            }
            (_, written) => Err(format!("another shape: {written:?}")),
        }
    }
}

impl Plain {
    fn check(&self, written: &str) -> Result<(), String> {
        expect(
            (written == self.text) != self.is_planted,
            &self.text,
            written,
        )
    }
}

/// Keys that were different are, and keys that were equal are.
fn check_keys(members: &[(Plain, Node)], written: &[(String, Json)]) -> Result<(), String> {
    for (at, (key, _)) in members.iter().enumerate() {
        for (other, (other_key, _)) in members.iter().enumerate().skip(at + 1) {
            let were_equal = key.text == other_key.text;
            let are_equal = written[at].0 == written[other].0;
            if were_equal != are_equal {
                let (key, other_key) = (&key.text, &other_key.text);
                return Err(format!(
                    "keys {key:?} and {other_key:?} became {:?} and {:?}",
                    written[at].0, written[other].0
                ));
            }
        }
    }
    Ok(())
}

fn expect(holds: bool, was: &str, written: &str) -> Result<(), String> {
    if holds {
        return Ok(());
    }
    Err(format!("{was:?} became {written:?}"))
}

fn comma(rng: &mut Rng, at: usize, out: &mut String) {
    out.push_str(if at == 0 { "" } else { "," });
    out.push_str(rng.pick(&["", "", " ", "\t "]));
}

/// A string; each has its own taste for escapes.
fn quote(rng: &mut Rng, text: &str, shares: [u32; 5], out: &mut String) {
    let share = shares[rng.below(5) as usize];
    out.push('"');
    out.push_str(&spelled(rng, text, share));
    out.push('"');
}

/// Characters of a hundred that are escaped without need.
const SHARES: [u32; 5] = [0, 0, 2, 30, 100];

/// Lines of random records.
pub(super) fn lines(seed: u64, records: usize) -> String {
    let (lines, _) = records_and_lines(&mut Rng::new(seed), records);
    lines
}

fn records_and_lines(rng: &mut Rng, records: usize) -> (String, Vec<Record>) {
    let mut lines = String::new();
    let records: Vec<_> = (0..records)
        .map(|_| {
            let record = Record::random(rng);
            record.root.write(rng, &mut lines);
            lines.push('\n');
            record
        })
        .collect();
    (lines, records)
}

#[test]
fn every_planted_value_is_replaced_and_nothing_else_is() {
    let scrubber = builtin();
    let (mut planted, mut failures) = (0, vec![]);
    for seed in 0..scale(6, 80) as u64 {
        let mut rng = Rng::new(seed);
        let (input, records) = records_and_lines(&mut rng, 200);
        let block_bytes = [1, 500, 5_000, 1 << 20][rng.below(4) as usize];
        let output = scrub_in_blocks(&scrubber, input.as_bytes(), block_bytes);
        let output = String::from_utf8(output).expect("UTF-8 stays UTF-8");
        assert_eq!(input.lines().count(), output.lines().count(), "seed {seed}");
        let lines = input.lines().zip(output.lines());
        for (number, (record, (was, is))) in records.iter().zip(lines).enumerate() {
            planted += record.values.len();
            if let Err(error) = record.check(is) {
                failures.push(format!(
                    "seed {seed}, record {number}: {error}\n  was {was}\n  is  {is}"
                ));
            }
        }
    }
    assert!(planted > 5_000, "only {planted} values");
    let some = &failures[..failures.len().min(8)];
    assert!(
        failures.is_empty(),
        "{} of {planted} values:\n{}",
        failures.len(),
        some.join("\n")
    );
}
