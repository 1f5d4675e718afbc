//! Labelled texts, and how tables of tokens become texts again.

use std::{fmt, ops::Range};

use crate::{Field, Kind};

/// A text and the names in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// The text, as it would be searched.
    pub text: String,
    /// Its names in the order of the text, disjoint: bytes and kind.
    pub names: Vec<(Range<usize>, Kind)>,
    /// The tokens that labels were given to; empty if they are not known. Only what is counted by
    /// tokens needs them.
    pub tokens: Vec<Range<usize>>,
    /// What the text's field says.
    pub field: Field,
}

/// What a source is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trust {
    /// Labelled by people.
    Gold,
    /// Labelled by a program: what people's labels speak against is left out.
    Silver,
    /// Labelled by people, and not trained with: scores are calibrated with it, and it is measured with. Without any,
    /// they are calibrated with gold, each block of which is scored by a model of the others.
    Held,
}

/// Labelled texts of one origin.
#[derive(Clone, Debug)]
pub struct Source {
    /// For messages.
    pub name: String,
    /// What it is good for.
    pub trust: Trust,
    /// How much each text counts; 1 is usual for gold, 0.25 to 0.5 for silver.
    pub weight: f32,
    /// The texts.
    pub examples: Vec<Example>,
}

/// What is wrong with a table of tokens.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TsvError {
    /// Counted from 1.
    pub line: usize,
    what: &'static str,
}

impl fmt::Display for TsvError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

impl std::error::Error for TsvError {}

/// Reads lines of a token, a tab and a label (`O`, or `B-` or `I-` and a kind), sentences being parted by
/// an empty line. Labels of kinds that are not known count as `O`.
///
/// Blanks that tables lack are put where English has them.
///
/// # Errors
/// When a line has no tab.
///
/// ```
/// use pumice_names::train::read_tsv;
/// let examples = read_tsv("Ann\tB-PER\n's\tO\ndog\tO\n.\tO\n")?;
/// assert_eq!(examples[0].text, "Ann's dog.");
/// assert_eq!(examples[0].names[0].0, 0..3);
/// # Ok::<(), pumice_names::train::TsvError>(())
/// ```
pub fn read_tsv(table: &str) -> Result<Vec<Example>, TsvError> {
    let mut examples = vec![];
    let mut sentence = Sentence::default();
    for (at, line) in table.lines().enumerate() {
        if line.is_empty() {
            examples.extend(sentence.finish());
            continue;
        }
        let (token, label) = line.rsplit_once('\t').ok_or(TsvError {
            line: at + 1,
            what: "a token, a tab and a label are wanted",
        })?;
        sentence.add(token, label);
    }
    examples.extend(sentence.finish());
    Ok(examples)
}

/// A sentence that is being put together.
#[derive(Default)]
struct Sentence {
    example: Example,
    /// Whether the next token follows without a blank.
    glued: bool,
    /// Whether a double quote is open.
    quoted: bool,
}

impl Sentence {
    fn add(&mut self, token: &str, label: &str) {
        let token = match token {
            "``" | "''" => "\"",
            "-LRB-" => "(",
            "-RRB-" => ")",
            other => other,
        };
        let opens = token == "\"" && !self.quoted;
        let closes = token == "\"" && self.quoted;
        self.quoted ^= token == "\"";
        let spells = is_letter(token) && self.ends_with_letter_and_dot();
        let text = &mut self.example.text;
        if !(spells || text.is_empty() || self.glued || closes || goes_to_the_left(token)) {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(token);
        let range = start..text.len();
        self.glued = opens || matches!(token, "(" | "[" | "{" | "$" | "#" | "@" | "£" | "€");
        self.label(range.clone(), label);
        self.example.tokens.push(range);
    }

    /// Whether the two tokens before are a letter and a dot, as where a table takes `U.S.` apart.
    fn ends_with_letter_and_dot(&self) -> bool {
        let token = |range: &Range<usize>| &self.example.text[range.clone()];
        match self.example.tokens.as_slice() {
            [.., letter, dot] => token(dot) == "." && is_letter(token(letter)),
            _ => false,
        }
    }

    fn label(&mut self, range: Range<usize>, label: &str) {
        let Some((prefix, tag)) = label.split_once('-') else {
            return;
        };
        let Some(kind) = Kind::of_tag(tag) else {
            return;
        };
        let before = self.example.tokens.last();
        match self.example.names.last_mut() {
            Some((name, same))
                if prefix == "I"
                    && *same == kind
                    && before.map(|token| token.end) == Some(name.end) =>
            {
                name.end = range.end;
            }
            _ => self.example.names.push((range, kind)),
        }
    }

    fn finish(&mut self) -> Option<Example> {
        (self.glued, self.quoted) = (false, false);
        let example = std::mem::take(&mut self.example);
        (!example.text.is_empty()).then_some(example)
    }
}

fn is_letter(token: &str) -> bool {
    token.len() == 1 && token.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn goes_to_the_left(token: &str) -> bool {
    matches!(
        token,
        "." | ","
            | "!"
            | "?"
            | ":"
            | ";"
            | ")"
            | "]"
            | "}"
            | "%"
            | "'s"
            | "'S"
            | "n't"
            | "'m"
            | "'re"
            | "'ve"
            | "'d"
            | "'ll"
            | "..."
            | "'"
            | "\u{2019}s"
            | "\u{2019}"
    )
}
