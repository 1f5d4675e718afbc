//! Texts that are nearly of a form of tokens: a character too few or too many, one that no token has, or
//! something in the place of the random ones.

use pumice_synth::Rng;

/// A form, read a second time from its pattern.
pub(super) struct Form {
    parts: Vec<Part>,
    /// The longest one, without which no text fits.
    literal: String,
}

enum Part {
    Literal(String),
    Run {
        alphabet: &'static str,
        least: usize,
        most: usize,
    },
}

/// What is wrong with a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Short,
    Long,
    Alphabet,
    /// Nothing but its checksum.
    Check,
    /// One character again and again.
    Same,
    /// The alphabet or the digits in a row.
    Row,
    /// Words that say so.
    Words,
}

impl Wrong {
    pub(super) const ALL: [Wrong; 7] = [
        Wrong::Short,
        Wrong::Long,
        Wrong::Alphabet,
        Wrong::Check,
        Wrong::Same,
        Wrong::Row,
        Wrong::Words,
    ];

    /// Whether something stands in the place of the random characters.
    pub(super) fn is_placeholder(self) -> bool {
        matches!(self, Wrong::Same | Wrong::Row | Wrong::Words)
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Wrong::Short => "too short",
            Wrong::Long => "too long",
            Wrong::Alphabet => "a foreign character",
            Wrong::Check => "a wrong checksum",
            Wrong::Same => "one character again and again",
            Wrong::Row => "a row of the alphabet",
            Wrong::Words => "words in its place",
        }
    }
}

impl Form {
    /// Reads a pattern as [`pumice_detect::Token`] describes it.
    pub(super) fn of(pattern: &str) -> Form {
        let mut parts = vec![];
        for piece in pattern.split_inclusive(['<', '>']) {
            if let Some(run) = piece.strip_suffix('>') {
                let (letter, lengths) = run.split_at(1);
                let (least, most) = lengths.split_once('-').unwrap_or((lengths, lengths));
                parts.push(Part::Run {
                    alphabet: alphabet(letter),
                    least: least.parse().unwrap(),
                    most: most.parse().unwrap(),
                });
            } else {
                let literal = piece.strip_suffix('<').unwrap_or(piece);
                if !literal.is_empty() {
                    parts.push(Part::Literal(literal.to_owned()));
                }
            }
        }
        let literals = parts.iter().filter_map(|part| match part {
            Part::Literal(literal) => Some(literal),
            Part::Run { .. } => None,
        });
        let literal = literals.max_by_key(|literal| literal.len());
        Form {
            literal: literal.cloned().unwrap_or_default(),
            parts,
        }
    }

    /// A text of the form.
    pub(super) fn right(&self, rng: &mut Rng) -> String {
        let mut text = String::new();
        for part in &self.parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                &Part::Run {
                    alphabet,
                    least,
                    most,
                } => {
                    let len = length(rng, least, most);
                    text.push_str(&random(rng, alphabet, len));
                }
            }
        }
        text
    }

    /// A text that is nearly of the form; `None` where its longest run has no such fault. A checksum may
    /// be right by chance.
    pub(super) fn wrong(&self, rng: &mut Rng, wrong: Wrong) -> Option<String> {
        if wrong == Wrong::Check {
            return Some(self.right(rng));
        }
        let longest = (self.parts.iter()).map(Part::least).max()?;
        let (mut text, mut done) = (String::new(), false);
        for part in &self.parts {
            match part {
                Part::Literal(literal) => text.push_str(literal),
                &Part::Run {
                    alphabet,
                    least,
                    most,
                } => {
                    let len = length(rng, least, most);
                    let is_it = !done && least == longest;
                    done |= is_it;
                    text.push_str(&if is_it {
                        faulty(rng, wrong, alphabet, least, most)?
                    } else {
                        random(rng, alphabet, len)
                    });
                }
            }
        }
        Some(text)
    }

    /// Whether all of a text is of the form.
    pub(super) fn fits(&self, text: &str) -> bool {
        text.contains(&self.literal) && fits(&self.parts, text)
    }
}

impl Part {
    fn least(&self) -> usize {
        match self {
            Part::Literal(_) => 0,
            Part::Run { least, .. } => *least,
        }
    }
}

fn fits(parts: &[Part], text: &str) -> bool {
    let Some((part, rest)) = parts.split_first() else {
        return text.is_empty();
    };
    match part {
        Part::Literal(literal) => {
            (text.strip_prefix(literal.as_str())).is_some_and(|behind| fits(rest, behind))
        }
        Part::Run {
            alphabet,
            least,
            most,
        } => {
            let run = text.bytes().take_while(|&byte| has(alphabet, byte)).count();
            (*least..=run.min(*most)).any(|len| fits(rest, &text[len..]))
        }
    }
}

fn has(alphabet: &str, byte: u8) -> bool {
    alphabet.bytes().any(|known| known == byte)
}

fn length(rng: &mut Rng, least: usize, most: usize) -> usize {
    rng.between(least as u32, most.min(least + 12) as u32) as usize
}

fn random(rng: &mut Rng, alphabet: &str, len: usize) -> String {
    rng.string(len, alphabet.as_bytes())
}

/// Not enough, too many or the wrong characters of a run.
fn faulty(
    rng: &mut Rng,
    wrong: Wrong,
    alphabet: &str,
    least: usize,
    most: usize,
) -> Option<String> {
    let is_letters = has(alphabet, b'a') || has(alphabet, b'A');
    Some(match wrong {
        Wrong::Short => {
            let less = rng.between(1, (least as u32 / 3).clamp(1, 8));
            random(rng, alphabet, least - less as usize)
        }
        Wrong::Long => {
            let more = rng.between(1, 8);
            random(rng, alphabet, most + more as usize)
        }
        Wrong::Alphabet => {
            let len = length(rng, least, most);
            let mut run = random(rng, alphabet, len).into_bytes();
            let foreign: Vec<u8> = (b'0'..=b'z')
                .filter(|byte| byte.is_ascii_alphanumeric() && !has(alphabet, *byte))
                .collect();
            let foreign = if foreign.is_empty() {
                b"*!,~".to_vec()
            } else {
                foreign
            };
            let place = rng.below(least as u32) as usize;
            run[place] = foreign[rng.below(foreign.len() as u32) as usize];
            String::from_utf8(run).unwrap()
        }
        Wrong::Same if least >= 16 => {
            let one = random(rng, alphabet, 1);
            one.repeat(length(rng, least, most))
        }
        Wrong::Row if least >= 16 => {
            let rows = [
                "0123456789",
                "abcdefghijklmnopqrstuvwxyz",
                "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
            ];
            let row: String = (rows.into_iter().flat_map(str::chars))
                .filter(|character| has(alphabet, *character as u8))
                .collect();
            let start = rng.below(row.len() as u32) as usize;
            let len = length(rng, least, most);
            row.chars().cycle().skip(start).take(len).collect()
        }
        Wrong::Words if least >= 16 && is_letters => {
            let words = [
                "your_token_here_",
                "EXAMPLE",
                "xxxxxxxx",
                "REDACTED-",
                "changeme",
            ];
            let word: String = (rng.pick(&words).chars())
                .map(|letter| match letter {
                    letter if has(alphabet, letter as u8) => letter,
                    letter if has(alphabet, letter.to_ascii_lowercase() as u8) => {
                        letter.to_ascii_lowercase()
                    }
                    letter => letter.to_ascii_uppercase(),
                })
                .filter(|&letter| has(alphabet, letter as u8))
                .collect();
            if word.len() < 4 {
                return None;
            }
            word.chars()
                .cycle()
                .take(length(rng, least, most))
                .collect()
        }
        Wrong::Check | Wrong::Same | Wrong::Row | Wrong::Words => return None,
    })
}

/// The characters of a class; none twice.
fn alphabet(letter: &str) -> &'static str {
    const WORD: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    match letter {
        "W" => WORD,
        "U" => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_",
        "E" => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/",
        "R" => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-._~",
        "L" => &WORD[10..],
        "D" => &WORD[..10],
        "A" => &WORD[10..36],
        "C" => &WORD[..36],
        "N" => "0123456789abcdefghijklmnopqrstuvwxyz",
        "H" => "0123456789abcdef",
        "X" => "0123456789ABCDEFabcdef",
        "T" => "234567abcdefghijklmnopqrstuvwxyz",
        "S" => "234567ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "P" => "AEIMQUYcgkosw048",
        "Q" => "AQgw",
        "M" => "ABCDEFGHIJKLMNOP",
        "Y" => "ABCDEFGHIJKL",
        "B" => "ABCD",
        "V" => "abcd",
        "Z" => "=",
        _ => panic!("no class {letter}"),
    }
}
