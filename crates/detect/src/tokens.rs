//! Tokens as services give them out: a literal at a fixed place among letters and digits.
//!
//! Runs of the characters that tokens are made of are rare in prose. Each is searched once for all
//! literals, so a kind more costs nothing until its literal occurs.

use crate::{
    finding::{Evidence, RecognizerId},
    placeholder,
    recognizer::{Token, Walk, Walked},
};

/// The tokens of all recognizers, compiled.
#[derive(Debug)]
pub(crate) struct Tokens {
    /// Two bytes that some literal begins with, a bit for each.
    pairs: Box<[u64; PAIRS / 64]>,
    /// Three bytes that some literal begins with, hashed.
    filter: Box<[u64; SLOTS / 64]>,
    /// By the first three bytes of their literals, ascending.
    forms: Vec<(Three, Form)>,
}

/// Three bytes, the first one lowest.
type Three = u32;
const PAIRS: usize = 1 << 16;
/// Of the texts of three bytes that begin no literal one in a hundred passes the filter.
const SLOTS: usize = 1 << 15;

/// One form of a token.
#[derive(Clone, Debug)]
struct Form {
    recognizer: RecognizerId,
    literal: Vec<u8>,
    grammar: Grammar,
}

/// What tells whether a token stands at a literal.
#[derive(Clone, Debug)]
enum Grammar {
    Pattern(Pattern),
    Walk(Walk),
}

/// A token of fixed form.
#[derive(Clone, Debug)]
struct Pattern {
    prior: Evidence,
    parts: Vec<Part>,
    /// Bytes before its literal.
    before: usize,
    /// What makes it a part of something longer right before it, and right behind it.
    sides: [Class; 2],
}

/// A run of one class, or a literal.
#[derive(Clone, Debug)]
enum Part {
    Literal(Vec<u8>),
    Run(Run),
}

#[derive(Clone, Copy, Debug)]
struct Run {
    class: Class,
    least: usize,
    most: usize,
}

/// A set of bytes of ASCII.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Class(u128);

impl Class {
    const NONE: Class = Class(0);
    const DIGIT: Class = Class::NONE.with(b"0-9");
    const WORD: Class = Class::NONE.with(b"0-9A-Za-z");

    /// Adds bytes, and ranges of them with a hyphen that is not the first one.
    const fn with(mut self, spelling: &[u8]) -> Class {
        let mut at = 0;
        while at < spelling.len() {
            let first = spelling[at];
            let is_range = at + 2 < spelling.len() && spelling[at + 1] == b'-';
            let last = if is_range { spelling[at + 2] } else { first };
            let mut byte = first;
            while byte <= last {
                self.0 |= 1 << byte;
                byte += 1;
            }
            at += if is_range { 3 } else { 1 };
        }
        self
    }

    #[inline(always)]
    const fn has(self, byte: u8) -> bool {
        byte < 128 && self.0 >> byte & 1 == 1
    }

    /// The class of a letter in a pattern.
    const fn named(letter: u8) -> Option<Class> {
        let bytes: &[u8] = match letter {
            b'W' => b"0-9A-Za-z",
            b'U' => b"-0-9A-Za-z_",
            b'E' => b"0-9A-Za-z+/",
            b'R' => b"-0-9A-Za-z._~",
            b'L' => b"A-Za-z",
            b'D' => b"0-9",
            b'A' => b"A-Z",
            b'C' => b"0-9A-Z",
            b'N' => b"0-9a-z",
            b'H' => b"0-9a-f",
            b'X' => b"0-9A-Fa-f",
            b'T' => b"2-7a-z",
            b'S' => b"2-7A-Z",
            b'P' => b"AEIMQUYcgkosw048",
            b'Q' => b"AQgw",
            b'M' => b"A-P",
            b'Y' => b"A-L",
            b'B' => b"A-D",
            b'V' => b"a-d",
            b'Z' => b"=",
            _ => return None,
        };
        Some(Class::NONE.with(bytes))
    }
}

/// A text that has the form of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    pub(crate) walked: Walked,
    pub(crate) recognizer: RecognizerId,
}

impl Tokens {
    /// Compiles the forms; the error says which pattern is wrong.
    pub(crate) fn new(
        tokens: &[(&Token, RecognizerId)],
        marked: &[(&str, Walk, RecognizerId)],
    ) -> Result<Option<Tokens>, String> {
        let mut forms = vec![];
        for &(token, recognizer) in tokens {
            let wrong = |why| format!("{:?}: {why}", token.pattern);
            let parts = parts(&token.pattern).map_err(wrong)?;
            let (literal, before) = anchor(&parts).map_err(wrong)?;
            let pattern = Pattern {
                prior: token.prior,
                sides: [edge(parts.iter()), edge(parts.iter().rev())],
                parts,
                before,
            };
            forms.push(Form {
                recognizer,
                literal,
                grammar: Grammar::Pattern(pattern),
            });
        }
        for &(literal, walk, recognizer) in marked {
            if literal.len() < MIN_LITERAL || !literal.bytes().all(is_token) {
                return Err(format!(
                    "{literal:?}: is no literal of three bytes of tokens"
                ));
            }
            forms.push(Form {
                recognizer,
                literal: literal.into(),
                grammar: Grammar::Walk(walk),
            });
        }
        let begun = forms.into_iter();
        let mut forms: Vec<_> = begun
            .filter_map(|form| Some((three(form.literal.first_chunk()?), form)))
            .collect();
        if forms.is_empty() {
            return Ok(None);
        }
        forms.sort_by_key(|&(first, _)| first);
        let mut filter = Box::new([0; SLOTS / 64]);
        let mut pairs = Box::new([0; PAIRS / 64]);
        for &(first, _) in &forms {
            filter[slot(first) / 64] |= 1 << (slot(first) % 64);
            let pair = first as usize % PAIRS;
            pairs[pair / 64] |= 1 << (pair % 64);
        }
        Ok(Some(Tokens {
            pairs,
            filter,
            forms,
        }))
    }

    /// Calls `found` for every token whose literal stands in the run that begins at `at`. Hot: per byte of
    /// a run.
    #[inline]
    pub(crate) fn walk(&self, text: &[u8], at: usize, mut found: impl FnMut(Match)) {
        let run = &text[at..];
        if !run.first().is_some_and(|&byte| is_token(byte)) {
            return;
        }
        for (place, pair) in run.windows(2).enumerate() {
            let two = usize::from(pair[0]) | usize::from(pair[1]) << 8;
            if self.pairs[two / 64] >> (two % 64) & 1 == 1 {
                self.begun(text, at + place, &mut found);
            }
            if !is_token(pair[1]) {
                break;
            }
        }
    }

    /// Tries the tokens whose literal begins with the three bytes that stand at `at`.
    #[inline(never)]
    fn begun(&self, text: &[u8], at: usize, found: &mut impl FnMut(Match)) {
        let Some(first) = text[at..].first_chunk().map(three) else {
            return;
        };
        let slot = slot(first);
        if self.filter[slot / 64] >> (slot % 64) & 1 == 0 {
            return;
        }
        let from = self.forms.partition_point(|&(other, _)| other < first);
        let forms = self.forms[from..].iter();
        for (_, form) in forms.take_while(|&&(other, _)| other == first) {
            if text[at..].starts_with(&form.literal)
                && let Some(walked) = form.grammar.at(text, at)
            {
                found(Match {
                    walked,
                    recognizer: form.recognizer,
                });
            }
        }
    }

    /// Size of the tables in bytes.
    pub(crate) fn table_bytes(&self) -> usize {
        size_of_val(&*self.pairs)
            + size_of_val(&*self.filter)
            + self.forms.len() * size_of::<(Three, Form)>()
    }
}

impl Grammar {
    /// The token at a literal.
    fn at(&self, text: &[u8], literal: usize) -> Option<Walked> {
        match self {
            Grammar::Walk(walk) => walk(text, literal),
            Grammar::Pattern(pattern) => pattern.around(text, literal),
        }
    }
}

impl Pattern {
    /// The token whose literal begins at `literal`, if it is whole, stands alone and is no placeholder.
    fn around(&self, text: &[u8], literal: usize) -> Option<Walked> {
        let start = literal.checked_sub(self.before)?;
        let mut end = start;
        for part in &self.parts {
            end += part.len(text.get(end..)?)?;
        }
        let [before, behind] = self.sides;
        let goes_on = |side: Class, byte: u8| byte >= 0x80 || side.has(byte);
        let stands = !start
            .checked_sub(1)
            .is_some_and(|at| goes_on(before, text[at]))
            && (ends_sentence(&text[end..])
                || !text.get(end).is_some_and(|&byte| goes_on(behind, byte)));
        (stands && !self.is_placeholder(&text[start..end])).then_some(Walked {
            start,
            end,
            evidence: self.prior,
        })
    }

    /// Whether its longest run is none that anybody drew; others may hold fields of fixed content.
    fn is_placeholder(&self, token: &[u8]) -> bool {
        let (mut rest, mut longest) = (token, (&token[..0], Class::NONE));
        for part in &self.parts {
            let (here, behind) = rest.split_at(part.len(rest).unwrap_or(0));
            rest = behind;
            if let Part::Run(run) = part
                && here.len() > longest.0.len()
            {
                longest = (here, run.class);
            }
        }
        let (run, class) = longest;
        let cases = [b'Z', b'z'].map(|letter| class.has(letter));
        let has_digits = class.has(b'0') || class.has(b'7');
        class != Class::DIGIT
            && (placeholder::is_one(run)
                || has_digits && placeholder::is_words(run, cases == [true, true]))
    }
}

impl Part {
    /// Length of the part at the start of a text.
    fn len(&self, text: &[u8]) -> Option<usize> {
        match self {
            Part::Literal(literal) => text.starts_with(literal).then_some(literal.len()),
            Part::Run(run) => {
                let bytes = text.iter().take(run.most);
                let len = bytes.take_while(|&&byte| run.class.has(byte)).count();
                (len >= run.least).then_some(len)
            }
        }
    }
}

/// The class of letters and digits and of the outermost run, and behind one that may be empty, such as
/// padding, that of the next one.
fn edge<'p>(parts: impl Iterator<Item = &'p Part>) -> Class {
    let mut edge = Class::WORD;
    for part in parts {
        let Part::Run(run) = part else {
            break;
        };
        edge = Class(edge.0 | run.class.0);
        if run.least > 0 {
            break;
        }
    }
    edge
}

/// Whether a full stop stands here that nothing but a blank follows: it is no part of a token.
fn ends_sentence(text: &[u8]) -> bool {
    text.first() == Some(&b'.') && text.get(1).is_none_or(u8::is_ascii_whitespace)
}

/// Letters, digits and what may stand between them in a token.
#[inline(always)]
fn is_token(byte: u8) -> bool {
    static TOKEN: [bool; 256] = {
        let class = Class::WORD.with(b"-./_~+");
        let (mut table, mut byte) = ([false; 256], 0);
        while byte < 128 {
            table[byte as usize] = class.has(byte);
            byte += 1;
        }
        table
    };
    TOKEN[usize::from(byte)]
}

#[inline(always)]
fn three(&[first, second, third]: &[u8; 3]) -> Three {
    u32::from(first) | u32::from(second) << 8 | u32::from(third) << 16
}

#[inline(always)]
fn slot(first: Three) -> usize {
    (first.wrapping_mul(0x9E37_79B1) >> 17) as usize
}

/// Reads a pattern: literals, and runs as `<W36>` or `<U20-60>`.
fn parts(pattern: &str) -> Result<Vec<Part>, &'static str> {
    let (mut parts, mut rest) = (vec![], pattern);
    while !rest.is_empty() {
        let (literal, run) = rest.split_once('<').unwrap_or((rest, ""));
        if !literal.is_empty() {
            parts.push(Part::Literal(literal.as_bytes().to_vec()));
        }
        if run.is_empty() {
            break;
        }
        let (run, behind) = run.split_once('>').ok_or("a run has no end")?;
        parts.push(Part::Run(read_run(run)?));
        rest = behind;
    }
    Ok(parts)
}

fn read_run(run: &str) -> Result<Run, &'static str> {
    let letter = run.bytes().next().ok_or("a run has no class")?;
    let class = Class::named(letter).ok_or("no such class")?;
    let (least, most) = run[1..].split_once('-').unwrap_or((&run[1..], &run[1..]));
    let number = |text: &str| text.parse().map_err(|_| "a run has no length");
    let (least, most) = (number(least)?, number(most)?);
    if most == 0 || most < least {
        return Err("a run has a wrong length");
    }
    Ok(Run { class, least, most })
}

/// The longest literal that stands at a fixed place, and how many bytes before it.
fn anchor(parts: &[Part]) -> Result<(Vec<u8>, usize), &'static str> {
    let (mut before, mut best) = (0, None::<(&[u8], usize)>);
    for part in parts {
        match part {
            Part::Literal(literal) => {
                let found: Vec<_> = literal.split(|&byte| !is_token(byte)).collect();
                let mut at = before;
                for piece in found {
                    if best.is_none_or(|(known, _)| piece.len() > known.len()) {
                        best = Some((piece, at));
                    }
                    at += piece.len() + 1;
                }
                before += literal.len();
            }
            Part::Run(run) if run.least == run.most => before += run.least,
            Part::Run(_) => break,
        }
    }
    match best {
        Some((literal, before)) if literal.len() >= MIN_LITERAL => Ok((literal.to_vec(), before)),
        _ => Err("there is no literal of three bytes at a fixed place"),
    }
}

/// A shorter literal stands in too many texts.
const MIN_LITERAL: usize = 3;

#[cfg(test)]
mod tests {
    use super::*;

    fn found(pattern: &'static str, text: &str) -> Vec<String> {
        let token = Token::new(pattern, 0);
        let tokens = Tokens::new(&[(&token, RecognizerId(0))], &[])
            .unwrap()
            .unwrap();
        let mut found = vec![];
        let starts = |at: usize| at == 0 || !is_token(text.as_bytes()[at - 1]);
        for at in (0..text.len()).filter(|&at| starts(at)) {
            tokens.walk(text.as_bytes(), at, |here| {
                found.push(text[here.walked.start..here.walked.end].to_owned());
            });
        }
        found
    }

    #[test]
    fn placeholders_are_no_tokens() {
        assert_eq!(found("abc_<W16>", "abc_k3J9xQ2mT7vB5pRz").len(), 1);
        for text in [
            "abc_xxxxxxxxxxxxxxxx",
            "abc_1234567890abcdef",
            "abc_nameofavariables",
        ] {
            assert!(found("abc_<W16>", text).is_empty(), "{text}");
        }
        assert_eq!(found("abc_<N16>", "abc_nameofavariables").len(), 1);
    }

    #[test]
    fn tokens_are_whole_and_stand_alone() {
        let pattern = "abc_<W4-6>";
        for text in ["abc_1234", "x=abc_12345;", "(abc_123456)", "/abc_1234/"] {
            assert_eq!(found(pattern, text).len(), 1, "{text}");
        }
        for text in ["abc_123", "abc_1234567", "xabc_1234", "abc_1234é"] {
            assert!(found(pattern, text).is_empty(), "{text}");
        }
        assert_eq!(found("<E3>+ASb<E2>==", "k=ab/+ASbcd==,"), ["ab/+ASbcd=="]);
        let padded = "<E3>+ASb<E2><Z0-2>";
        assert_eq!(found(padded, "k=ab/+ASbcd==,"), ["ab/+ASbcd=="]);
        assert_eq!(found(padded, "k=ab/+ASbcd;"), ["ab/+ASbcd"]);
        assert!(found(padded, "k=ab/+ASbcd===").is_empty());
        assert!(found(padded, "k=ab/+ASbcd/e").is_empty());
        assert_eq!(found("7Q~<R3>", "It is 7Q~abc. So"), ["7Q~abc"]);
        assert!(found("7Q~<R3>", "It is 7Q~abc.d").is_empty());
    }

    #[test]
    fn wrong_patterns_are_refused() {
        for pattern in [
            "<W4>",
            "ab<W4>",
            "abc<K4>",
            "abc<W4",
            "abc<W>",
            "abc<W0>",
            "<W1-2>abcd",
        ] {
            let token = Token::new(pattern, 0);
            assert!(
                Tokens::new(&[(&token, RecognizerId(0))], &[]).is_err(),
                "{pattern}"
            );
        }
    }
}
