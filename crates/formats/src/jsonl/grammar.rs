//! The grammar of JSON (RFC 8259) as a walk over the bytes of one text.
//!
//! The walk is strict (numbers, literals, escapes, raw control characters, nothing behind the
//! value) but for lone surrogate escapes, which it accepts. It holds no tree and does not recurse:
//! what is open stands on a stack in the heap, so depth costs memory and never the thread's stack.
//! It relies on its input being UTF-8, and on bits that say where strings can end.
//!
//! ```text
//! value  = object / array / string / number / "true" / "false" / "null"
//! object = "{" [ string ":" value *( "," string ":" value ) ] "}"
//! array  = "[" [ value *( "," value ) ] "]"
//! string = DQUOTE *( unescaped / escape ) DQUOTE
//! number = [ "-" ] int [ "." 1*DIGIT ] [ ( "e" / "E" ) [ "+" / "-" ] 1*DIGIT ]
//! ```
//! A generic parser was refused: all of them decode strings and numbers, and what is needed here is
//! only where they stand. The same walk serves three users: the outline of a line, the test whether
//! a string holds JSON, and the list of keys when some of them become equal.

use std::ops::Range;

use super::text::{Specials, is_space};

/// Deepest nesting that is accepted, as many readers have it.
pub(crate) const MAX_DEPTH: usize = 128;

/// The words of the flaw of a text that nests deeper than it may.
pub(crate) const TOO_DEEP: &str = "values nested deeper than 128 levels";

/// What the walk comes across, in the order of the text.
pub(crate) trait Events {
    /// An object or array begins.
    fn begin(&mut self, container: Container);
    /// The innermost object or array ends.
    fn end(&mut self, container: Container);
    /// The key of the member whose value comes next.
    fn key(&mut self, key: Quoted);
    /// A string value; an error ends the walk.
    fn string(&mut self, string: Quoted) -> Result<(), Flaw>;
    /// A number, from its sign to the end of its exponent.
    fn number(&mut self, number: Range<usize>);
}

/// What can hold other values. One byte an open level: a text of a megabyte of `[` costs a megabyte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    /// Values in order.
    Array,
    /// Members: a key and a value each; equal keys are no error.
    Object,
}

/// A string of the text.
#[derive(Clone, Debug)]
pub(crate) struct Quoted {
    /// What stands between the quotes.
    pub(crate) inner: Range<usize>,
    /// Whether there is a backslash in it.
    pub(crate) escaped: bool,
}

/// Where and why a text is not JSON, or not acceptable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Flaw {
    /// Bytes from the start of the text.
    pub(crate) at: usize,
    /// Never holds a value.
    pub(crate) words: &'static str,
}

/// Walks one JSON text with white space around it. `stack` is scratch memory.
///
/// Hot: per string, per number and per byte between them.
pub(crate) fn walk(
    text: &[u8],
    specials: Specials<'_>,
    stack: &mut Vec<Container>,
    max_depth: usize,
    events: &mut impl Events,
) -> Result<(), Flaw> {
    stack.clear();
    let mut cursor = Cursor {
        text,
        at: 0,
        specials,
    };
    loop {
        if stack.last() == Some(&Container::Object) {
            cursor.member_key(events)?;
        }
        if cursor.value(stack, max_depth, events)? == Progress::Opened {
            continue;
        }
        // A value has ended, and maybe what it stands in.
        loop {
            cursor.skip_space();
            let Some(&open) = stack.last() else {
                return cursor.expect_end();
            };
            match (cursor.peek(), open) {
                (Some(b','), _) => {
                    cursor.at += 1;
                    break;
                }
                (Some(b']'), Container::Array) | (Some(b'}'), Container::Object) => {
                    cursor.at += 1;
                    stack.pop();
                    events.end(open);
                }
                _ => return Err(cursor.flaw("no comma and no end where one must stand")),
            }
        }
    }
}

/// What became of the value that was expected.
#[derive(PartialEq, Eq)]
enum Progress {
    /// A container began and is not empty: a value of its own comes next.
    Opened,
    /// The value is complete.
    Complete,
}

/// A place in the text. Each method reads one production from there and moves behind it.
struct Cursor<'t> {
    text: &'t [u8],
    /// Index of the next byte; at most the length of the text.
    at: usize,
    specials: Specials<'t>,
}

impl Cursor<'_> {
    /// Reads a scalar value, or enters a container.
    ///
    /// The first byte decides; no value needs more.
    fn value(
        &mut self,
        stack: &mut Vec<Container>,
        max_depth: usize,
        events: &mut impl Events,
    ) -> Result<Progress, Flaw> {
        self.skip_space();
        match self.peek() {
            Some(b'"') => {
                let string = self.string()?;
                events.string(string)?;
            }
            Some(b'{') => return self.open(Container::Object, stack, max_depth, events),
            Some(b'[') => return self.open(Container::Array, stack, max_depth, events),
            Some(b'-' | b'0'..=b'9') => {
                let number = self.number()?;
                events.number(number);
            }
            Some(b't') => self.literal(b"true")?,
            Some(b'f') => self.literal(b"false")?,
            Some(b'n') => self.literal(b"null")?,
            _ => return Err(self.flaw("no value where one must stand")),
        }
        Ok(Progress::Complete)
    }

    /// Reads an opening bracket, and the closing one where it follows: an empty container never gets
    /// onto the stack.
    fn open(
        &mut self,
        container: Container,
        stack: &mut Vec<Container>,
        max_depth: usize,
        events: &mut impl Events,
    ) -> Result<Progress, Flaw> {
        if stack.len() >= max_depth {
            return Err(self.flaw(TOO_DEEP));
        }
        self.at += 1;
        events.begin(container);
        self.skip_space();
        let closing = match container {
            Container::Array => b']',
            Container::Object => b'}',
        };
        if self.peek() == Some(closing) {
            self.at += 1;
            events.end(container);
            return Ok(Progress::Complete);
        }
        stack.push(container);
        Ok(Progress::Opened)
    }

    /// Reads the key of a member and its colon.
    fn member_key(&mut self, events: &mut impl Events) -> Result<(), Flaw> {
        self.skip_space();
        if self.peek() != Some(b'"') {
            return Err(self.flaw("no key where one must stand"));
        }
        let key = self.string()?;
        self.skip_space();
        if self.peek() != Some(b':') {
            return Err(self.flaw("no colon behind a key"));
        }
        self.at += 1;
        events.key(key);
        Ok(())
    }

    /// Reads a string with its quotes. Hot: per string.
    ///
    /// Nothing is decoded: most strings have no escape, and of those that have one, many are kept.
    #[inline(always)]
    fn string(&mut self) -> Result<Quoted, Flaw> {
        let start = self.at + 1;
        let mut escaped = false;
        self.at = start;
        loop {
            self.at = self.specials.next(self.at);
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => {
                    escaped = true;
                    self.at += self.escape_len()?;
                }
                Some(_) => return Err(self.flaw("a raw control character in a string")),
                None => return Err(self.flaw("a string that does not end")),
            }
        }
        let inner = start..self.at;
        self.at += 1;
        Ok(Quoted { inner, escaped })
    }

    /// Length of the escape that stands here.
    ///
    /// Each `\uXXXX` is looked at on its own, so that halves of surrogate pairs pass. A reader that
    /// refuses them refuses the line before and after, one that does not reads the same text.
    #[inline(always)]
    fn escape_len(&self) -> Result<usize, Flaw> {
        match self.text.get(self.at + 1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(2),
            Some(b'u') if self.is_unicode() => Ok(6),
            _ => Err(self.flaw("an unknown escape")),
        }
    }

    /// Whether four digits stand behind the `u`.
    fn is_unicode(&self) -> bool {
        let digits = self.text.get(self.at + 2..self.at + 6);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    }

    /// Reads a number. Its size does not matter, because its value is never computed: integers of
    /// 23 digits come out as they went in.
    fn number(&mut self) -> Result<Range<usize>, Flaw> {
        let start = self.at;
        if self.peek() == Some(b'-') {
            self.at += 1;
        }
        if self.peek() == Some(b'0') {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        Ok(start..self.at)
    }

    /// Reads one digit or more.
    fn digits(&mut self) -> Result<(), Flaw> {
        let start = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == start {
            return Err(self.flaw("a number that lacks a digit"));
        }
        Ok(())
    }

    /// Reads a literal name. A letter behind it is no part of it, and an error of what follows.
    ///
    /// `NaN` and `Infinity`, which some writers emit, are not among them.
    fn literal(&mut self, word: &[u8]) -> Result<(), Flaw> {
        if !(self.text.get(self.at..)).is_some_and(|rest| rest.starts_with(word)) {
            return Err(self.flaw("an unknown literal"));
        }
        self.at += word.len();
        Ok(())
    }

    /// A second value on the line would never be searched by a reader that stops at the first.
    fn expect_end(&self) -> Result<(), Flaw> {
        if self.at < self.text.len() {
            return Err(self.flaw("more behind the value"));
        }
        Ok(())
    }

    /// Writers leave white space out, or put one blank: one comparison settles most.
    #[inline]
    fn skip_space(&mut self) {
        while let Some(byte) = self.peek()
            && byte <= b' '
            && is_space(byte)
        {
            self.at += 1;
        }
    }

    #[inline]
    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Cold, so that the text of errors does not stand in the way of what is well formed.
    #[cold]
    fn flaw(&self, words: &'static str) -> Flaw {
        Flaw { at: self.at, words }
    }
}

/// Notes how deep a text nests; what a walk needs that only checks.
#[derive(Debug, Default)]
pub(crate) struct Depth {
    open: usize,
    /// The most containers that were open at once.
    pub(crate) deepest: usize,
}

impl Events for Depth {
    fn begin(&mut self, _: Container) {
        self.open += 1;
        self.deepest = self.deepest.max(self.open);
    }

    fn end(&mut self, _: Container) {
        self.open -= 1;
    }

    fn key(&mut self, _: Quoted) {}

    fn string(&mut self, _: Quoted) -> Result<(), Flaw> {
        Ok(())
    }

    fn number(&mut self, _: Range<usize>) {}
}

#[cfg(test)]
pub(crate) mod tests {
    use pumice_detect::Backend;

    use super::*;

    /// Walks a text of its own.
    pub(crate) fn check_bytes(text: &[u8], depth: &mut Depth) -> Result<(), Flaw> {
        let mut bits = vec![];
        Backend::best().json_specials(text, &mut bits);
        let specials = Specials::new(&bits, 0, text.len());
        walk(text, specials, &mut Vec::new(), MAX_DEPTH, depth)
    }

    fn check(text: &str) -> Result<usize, Flaw> {
        let mut depth = Depth::default();
        check_bytes(text.as_bytes(), &mut depth)?;
        assert_eq!(depth.open, 0);
        Ok(depth.deepest)
    }

    #[test]
    fn json_is_accepted() {
        for text in [
            "{}",
            "[]",
            "0",
            "-0",
            "-0.5e-10",
            "1E+2",
            "null",
            " true\t",
            "\"\"",
            "\"\\u00eF\"",
            r#"{"a":[1,{"b":null}],"a":"\ud800"}"#,
            "[\r\n[ ] , { } ]",
            "\"\u{7f}\u{2028}\"",
        ] {
            assert!(check(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn what_is_not_json_is_refused_at_the_right_byte() {
        for (text, at) in [
            ("", 0),
            (" ", 1),
            ("{", 1),
            ("[", 1),
            ("[1,]", 3),
            ("{\"a\":1,}", 7),
            ("{\"a\" 1}", 5),
            ("{a:1}", 1),
            ("[1 2]", 3),
            ("[1}", 2),
            ("{} {}", 3),
            ("01", 1),
            ("-", 1),
            ("1.", 2),
            (".5", 0),
            ("+1", 0),
            ("1e", 2),
            ("1e+", 3),
            ("NaN", 0),
            ("-Infinity", 1),
            ("nul", 0),
            ("truex", 4),
            ("\"a", 2),
            ("\"\\x\"", 1),
            ("\"\\u12g4\"", 1),
            ("\"a\tb\"", 2),
            ("\"\\\"", 3),
            ("'a'", 0),
            ("\u{feff}1", 0),
            ("[1]]", 3),
            ("//", 0),
        ] {
            assert_eq!(check(text).map_err(|flaw| flaw.at), Err(at), "{text}");
        }
    }

    #[test]
    fn depth_is_limited_without_recursion() {
        let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
        assert_eq!(check(&nested(128)), Ok(128));
        assert_eq!(check(&nested(129)).map_err(|flaw| flaw.at), Err(128));
        assert!(check(&"[".repeat(1_000_000)).is_err());
    }
}
