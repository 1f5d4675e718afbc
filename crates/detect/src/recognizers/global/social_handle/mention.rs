//! Whether an `@name` calls a person: the line around it tells a talk from source code, in which the
//! same spelling is an array, a decorator, a tag of documentation or a variable.

use super::super::words::{self, Words, packed};

/// Bytes of the line that are looked at on each side.
const REACH: usize = 160;

/// The first word of a line, which source code begins with as often: no word near it makes up for that,
/// the name of a field does.
const LEADS: i16 = -26;
/// Beside marks of source code: a variable, or in a string, where a cue right before the name makes up
/// for it.
const CODE: i16 = -26;
const CODE_STRING: i16 = -22;

/// Words that call a person, or thank one, right before the name.
static CALLS: Words<39> = Words::new([
    "hey",
    "hi",
    "hello",
    "hallo",
    "hola",
    "ciao",
    "salut",
    "dear",
    "thanks",
    "thank",
    "thx",
    "danke",
    "gracias",
    "merci",
    "grazie",
    "obrigado",
    "cheers",
    "kudos",
    "props",
    "credit",
    "credits",
    "congrats",
    "congratulations",
    "welcome",
    "shoutout",
    "cc",
    "ping",
    "ask",
    "asked",
    "follow",
    "following",
    "meet",
    "dm",
    "rt",
    "bro",
    "sorry",
    "author",
    "authors",
    "love",
]);
/// Words between them and the name.
static LINKS: Words<9> = Words::new(["to", "you", "a", "an", "from", "for", "out", "goes", "go"]);
/// Before `by`: what somebody has done.
static ACTS: Words<25> = Words::new([
    "reported",
    "suggested",
    "written",
    "contributed",
    "authored",
    "prepared",
    "requested",
    "proposed",
    "created",
    "reviewed",
    "approved",
    "found",
    "fixed",
    "implemented",
    "maintained",
    "designed",
    "posted",
    "tweeted",
    "shared",
    "photo",
    "video",
    "art",
    "made",
    "opened",
    "noticed",
]);
/// Words behind the name: what only people do.
static DOES: Words<16> = Words::new([
    "said",
    "says",
    "wrote",
    "writes",
    "thinks",
    "asked",
    "asks",
    "suggested",
    "mentioned",
    "tweeted",
    "posted",
    "replied",
    "pointed",
    "reported",
    "told",
    "knows",
]);
/// Words behind the name: what it is in source code.
static THINGS: Words<34> = Words::new([
    "decorator",
    "decorators",
    "decorated",
    "annotation",
    "annotations",
    "annotated",
    "tag",
    "tags",
    "attribute",
    "attributes",
    "keyword",
    "keywords",
    "macro",
    "macros",
    "parameter",
    "parameters",
    "param",
    "directive",
    "directives",
    "rule",
    "field",
    "fields",
    "property",
    "properties",
    "command",
    "commands",
    "variable",
    "array",
    "argument",
    "arguments",
    "option",
    "function",
    "method",
    "symbol",
]);
/// Words of programming languages right before the name.
static KEYWORDS: Words<32> = Words::new([
    "unless", "elsif", "elif", "return", "returns", "puts", "foreach", "push", "pop", "shift",
    "unshift", "splice", "scalar", "grep", "map", "sort", "reverse", "keys", "values", "my", "our",
    "local", "defined", "exists", "delete", "print", "printf", "yield", "raise", "declare", "exec",
    "the",
]);

/// What the line around `text[at..end]`, an `@` and a name, says for a person.
pub(super) fn evidence(text: &[u8], at: usize, end: usize) -> i16 {
    let name = Name::new(&text[at + 1..end]);
    let line = Line::around(text, at, end);
    let is_whole = at == 0 && end == text.len();
    if is_whole {
        name.weigh(2, 8, 8)
    } else if line.names_thing() {
        CODE
    } else if line.calls() {
        name.weigh(6, 10, 10)
    } else if line.is_code() {
        if line.begins_string() {
            CODE_STRING
        } else {
            CODE
        }
    } else if line.leads() {
        // In a line of its own it is a decorator.
        let has_text = !line.behind.trim_ascii().is_empty();
        name.weigh(LEADS, -14, if has_text { -2 } else { -14 })
    } else if name.is_code || line.is_comment() || line.is_quoted() || !line.is_prose() {
        name.weigh(-6, -2, 2)
    } else {
        name.weigh(2, 8, 8)
    }
}

/// How a name is spelled.
struct Name {
    has_digit: bool,
    has_low_line: bool,
    /// Like the constants and the variables of source code: `EXPORT`, `nodeName`.
    is_code: bool,
}

impl Name {
    fn new(name: &[u8]) -> Name {
        let has_upper = name.iter().any(u8::is_ascii_uppercase);
        let has_lower = name.iter().any(u8::is_ascii_lowercase);
        let begins_small = name.first().is_some_and(u8::is_ascii_lowercase);
        Name {
            has_digit: name.iter().any(u8::is_ascii_digit) && has_lower,
            has_low_line: name.contains(&b'_') && has_lower,
            is_code: has_upper && (!has_lower || begins_small),
        }
    }

    /// Names with digits are people's the most, then those with a low line.
    fn weigh(&self, plain: i16, low_line: i16, digit: i16) -> i16 {
        if self.has_digit {
            digit
        } else if self.has_low_line {
            low_line
        } else {
            plain
        }
    }
}

/// The line that a name stands in, as far as it is looked at.
struct Line<'t> {
    before: &'t [u8],
    behind: &'t [u8],
}

impl<'t> Line<'t> {
    fn around(text: &'t [u8], at: usize, end: usize) -> Line<'t> {
        let before = &text[at.saturating_sub(REACH)..at];
        let start = before.iter().rposition(|byte| *byte == b'\n');
        let behind = &text[end..text.len().min(end + REACH)];
        let stop = behind.iter().position(|byte| *byte == b'\n');
        Line {
            before: &before[start.map_or(0, |at| at + 1)..],
            behind: &behind[..stop.unwrap_or(behind.len())],
        }
    }

    /// `@wraps decorator`, `@ref tag`.
    fn names_thing(&self) -> bool {
        THINGS.has(packed(self.next_word()))
    }

    /// `thanks to @name`, `reported by @name`, `Jane Doe (@name)`, `[@name](`, `@name wrote`.
    fn calls(&self) -> bool {
        let spaced = self.before.trim_ascii_end();
        let word = words::last(spaced);
        let key = packed(word);
        let earlier = spaced[..spaced.len() - word.len()].trim_ascii_end();
        let second = packed(words::last(earlier));
        let is_call = CALLS.has(key)
            || LINKS.has(key) && CALLS.has(second)
            || word.eq_ignore_ascii_case(b"by") && (ACTS.has(second) || self.signs());
        let is_linked = self.before.ends_with(b"[") && self.behind.starts_with(b"](");
        is_call || is_linked || self.follows_full_name() || DOES.has(packed(self.next_word()))
    }

    /// Whether no sentence goes on behind the name, so that `by @name` tells whose work a line is of, but
    /// not in a comment of source code.
    fn signs(&self) -> bool {
        let ends = matches!(self.behind, [] | [b' ', b'(', ..] | [b'.' | b',']);
        ends && !self.is_comment()
    }

    /// `Jane Doe (@name)`.
    fn follows_full_name(&self) -> bool {
        let Some(name) = self.before.strip_suffix(b" (") else {
            return false;
        };
        let last = words::last(name);
        let first = name[..name.len() - last.len()].strip_suffix(b" ");
        let is_name = |word: &[u8]| {
            matches!(word, [first, rest @ ..] if first.is_ascii_uppercase()
                && rest.last().is_some_and(|byte| !byte.is_ascii_uppercase()))
        };
        self.behind.starts_with(b")")
            && is_name(last)
            && first.is_some_and(|first| is_name(words::last(first)))
    }

    /// Marks that only source code has, in the line or beside the name.
    fn is_code(&self) -> bool {
        let before = self.before.trim_ascii_end();
        let behind = self.behind.trim_ascii();
        let is_called = matches!(self.before, [.., byte, b'('] if is_word(*byte));
        let opens = matches!(before.last(), Some(b'=' | b'{' | b'}'))
            || before.ends_with(b"[") && before.len() < self.before.len();
        let goes_on = matches!(behind, [b'=' | b'}' | b'{', ..] | [b':', b':', ..])
            || behind.starts_with(b"]") && self.behind.starts_with(b" ");
        let ends = matches!(behind.last(), Some(b';' | b'{')) && !behind.contains(&b'&');
        is_called || opens || goes_on || ends || has_code(self.before) || has_code(self.behind)
    }

    /// Whether nothing but blanks and the opening of a comment stands before the name.
    fn leads(&self) -> bool {
        let is_opening = |byte: &u8| matches!(byte, b' ' | b'\t' | b'*' | b'/' | b'!' | b'#');
        self.before.len() < REACH && self.before.iter().all(is_opening)
    }

    /// A line of a comment: `//`, `/*`, `--`, one `#`, or the star below that of `/*`, which stands one
    /// blank to the right of it.
    fn is_comment(&self) -> bool {
        let line = self.before.trim_ascii_start();
        let indent = self.before.len() - line.len();
        match line {
            [b'/', b'/' | b'*', ..] | [b'-', b'-', ..] => true,
            [b'#', b' ' | b'!', ..] => true,
            [b'*', b' ' | b'\t', ..] => indent % 2 == 1,
            _ => false,
        }
    }

    /// `"@name`
    fn begins_string(&self) -> bool {
        matches!(self.before.last(), Some(b'"' | b'\''))
    }

    /// `"@name"`, as a string or as code in a text, which Perl's manuals write as `C<@name>`.
    fn is_quoted(&self) -> bool {
        let quote = self.before.last();
        let is_tag = matches!(self.before, [.., b'A'..=b'Z', b'<']);
        matches!(quote, Some(b'"' | b'\'' | b'`')) && self.behind.first() == quote || is_tag
    }

    /// Whether other words stand in the line, and no word of a programming language before the name.
    fn is_prose(&self) -> bool {
        let last = words::last(self.before.trim_ascii_end());
        let words = [self.before, self.behind].map(plain_words);
        !KEYWORDS.has(packed(last)) && words[0] + words[1] >= 2
    }

    fn next_word(&self) -> &'t [u8] {
        let rest = self.behind.trim_ascii_start();
        words::first(rest.strip_prefix(b"`").unwrap_or(rest).trim_ascii_start())
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Variables with a `$` and marks of several characters.
fn has_code(text: &[u8]) -> bool {
    text.windows(3).any(|three| match three {
        [b'$', next, _] => next.is_ascii_lowercase() || matches!(next, b'_' | b'{'),
        [b'-', b'>', next] => is_word(*next) || *next == b'[',
        [b'=', b'>' | b'=' | b'~', _] | [b'!', b'=', _] => true,
        [b'&', b'&', b' '] | [b'|', b'|', b' '] => true,
        [before, b':', b':'] => is_word(*before),
        [b'(', b')', b';'] | [b'%' | b'@', b'{' | b'$', _] => true,
        _ => false,
    })
}

/// How many words of a sentence stand in a text: letters between blanks. Bytes beyond ASCII are worth
/// two, for scripts that write no blanks.
fn plain_words(text: &[u8]) -> usize {
    let is_plain = |word: &&[u8]| {
        let word = word.trim_ascii_end();
        let letters = word.iter().filter(|byte| byte.is_ascii_alphabetic());
        letters.count() >= 2 && word.iter().all(|byte| !matches!(byte, b'@' | b'_' | b'\\'))
    };
    if !text.is_ascii() {
        return 2;
    }
    text.split(|byte| *byte == b' ').filter(is_plain).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> i16 {
        let at = text.find('@').expect("an @");
        let name = text[at + 1..].bytes().take_while(|byte| is_word(*byte));
        evidence(text.as_bytes(), at, at + 1 + name.count())
    }

    #[test]
    fn who_calls_a_person_says_so_even_in_source_code() {
        for text in [
            "thanks to @ines;",
            "Thank you @ines!",
            "// reported by @ines",
            "- Add `io::Tar` by @ines (#7)",
            "  by @ines",
            " * cc @ines",
            "# Ines Maar (@ines)",
            "[@ines](https://example.org)",
            "@ines wrote that",
        ] {
            assert!(said(text) >= 6, "{text}: {}", said(text));
        }
    }

    #[test]
    fn marks_of_source_code_speak_against_a_person() {
        for text in [
            "return @ines;",
            "x = @ines",
            "if (@ines == 1) {",
            "f(@ines)",
            "$row->add(@ines)",
            "an @ines decorator",
        ] {
            assert_eq!(said(text), CODE, "{text}");
        }
        for text in ["@ines", "  * @ines is it", "/// @ines here"] {
            let text = format!("first\n{text}");
            assert_eq!(said(&text), LEADS, "{text}");
        }
    }

    #[test]
    fn a_name_without_a_sentence_needs_a_cue() {
        for (text, expected) in [
            ("we saw @ines there", 2),
            ("we saw @ines_m there", 8),
            ("we saw @ines9 there", 8),
            ("we saw @INES there", -6),
            ("we saw @inesMaar there", -6),
            ("// held by @ines", -6),
            ("| old tar files | @ines | @maar |", 2),
            ("// we saw @ines there", -6),
            ("we saw `@ines` there", -6),
            ("we saw C<@ines> there", -6),
            ("so @ines", -6),
            ("so @ines_m", -2),
            ("so @ines9", 2),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }
}
