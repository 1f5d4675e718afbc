//! Patterns of paths: how a layout and a policy name fields.
//!
//! ```text
//! pattern = "$" | segment { "." segment }
//! segment = ( key | "*" | "**" | '"' any key '"' ) { "[]" }      the first key may be empty: "[]"
//! ```
//! `$` is the record itself, `*` any one key, `[]` the items of an array, and `**` any number of
//! segments, also none.
//!
//! A pattern is run as a set of places, one bit each, so that matching never backtracks and one
//! pattern can be proved to cover another.

use std::{collections::HashSet, fmt};

/// More levels than this are one path; a pattern has no more segments either.
pub(crate) const MAX_DEPTH: usize = 16;

/// A parsed pattern.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PathPattern {
    steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Step {
    /// `key`
    Key(Box<str>),
    /// `*`
    AnyKey,
    /// `[]`
    Items,
    /// `**`
    AnyPath,
}

/// One level of a path in a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Segment<'a> {
    /// A key that some pattern may name.
    Key(&'a str),
    /// A key that no pattern names.
    Other,
    /// The items of an array.
    Items,
    /// One or more levels that are not told apart; only `**` matches them.
    Deep,
}

/// The places of a pattern that a path may have led to: bit `n` stands before step `n`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Places(u32);

impl PathPattern {
    /// Parses a pattern.
    ///
    /// # Errors
    /// In the words of the grammar, what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, PatternError> {
        let mut steps = vec![];
        if text == "$" {
            return Ok(Self { steps });
        }
        let mut rest = text;
        loop {
            rest = segment(rest, &mut steps)?;
            if steps.len() > MAX_DEPTH {
                return Err(PatternError("has more than 16 levels"));
            }
            if rest.is_empty() {
                return Ok(Self { steps });
            }
            rest = rest.strip_prefix('.').ok_or(PatternError(
                "has something other than `.` behind a segment",
            ))?;
            if rest.starts_with('[') {
                return Err(PatternError("has `.[]`; items are written `key[]`"));
            }
        }
    }

    /// Whether the pattern stands for exactly this path.
    pub fn matches(&self, path: &[Segment<'_>]) -> bool {
        let end = path
            .iter()
            .fold(self.start(), |places, &segment| self.step(places, segment));
        self.accepts(end)
    }

    /// The keys that the pattern names.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.steps.iter().filter_map(|step| match step {
            Step::Key(key) => Some(&**key),
            _ => None,
        })
    }

    /// Where the root leads.
    fn start(&self) -> Places {
        self.skipping(Places(1))
    }

    /// Whether the place behind the last step is among them.
    fn accepts(&self, places: Places) -> bool {
        places.0 >> self.steps.len() & 1 == 1
    }

    /// Where one more segment leads: `**` stays where it is, all others move on.
    fn step(&self, places: Places, segment: Segment<'_>) -> Places {
        let mut next = 0;
        for (at, step) in self.steps.iter().enumerate() {
            if places.0 >> at & 1 == 0 {
                continue;
            }
            match (step, segment) {
                (Step::AnyPath, _) => next |= 1 << at,
                (Step::Key(key), Segment::Key(name)) if **key == *name => next |= 2 << at,
                (Step::AnyKey, Segment::Key(_) | Segment::Other)
                | (Step::Items, Segment::Items) => next |= 2 << at,
                _ => {}
            }
        }
        self.skipping(Places(next))
    }

    /// `**` may stand for nothing: places before it are places behind it too.
    fn skipping(&self, mut places: Places) -> Places {
        for (at, step) in self.steps.iter().enumerate() {
            if *step == Step::AnyPath {
                places.0 |= (places.0 >> at & 1) << (at + 1);
            }
        }
        places
    }
}

/// Whether every path that `pattern` matches is matched by one of `earlier`: nothing is left for it.
///
/// Walks all places of `pattern` together with those of `earlier`. The keys of `pattern`, one key
/// that it does not name, and `[]` are letters enough: to `pattern` all other keys are alike, and
/// what the earlier ones match for a key that none names they match for every key. Exact, up to a
/// bound on the walk that no policy of reasonable size reaches; beyond it the answer is no.
pub(crate) fn is_covered(pattern: &PathPattern, earlier: &[&PathPattern]) -> bool {
    const MAX_STATES: usize = 10_000;
    let mut letters = vec![Segment::Other, Segment::Items];
    letters.extend(pattern.keys().map(Segment::Key));
    let start = (
        pattern.start(),
        earlier
            .iter()
            .map(|other| other.start())
            .collect::<Vec<_>>(),
    );
    let mut open = vec![start.clone()];
    let mut seen: HashSet<_> = [start].into();
    while let Some((places, others)) = open.pop() {
        let covered = || earlier.iter().zip(&others).any(|(e, &at)| e.accepts(at));
        if pattern.accepts(places) && !covered() || seen.len() > MAX_STATES {
            return false;
        }
        for &letter in &letters {
            let next = pattern.step(places, letter);
            let others: Vec<_> = earlier
                .iter()
                .zip(&others)
                .map(|(other, &at)| other.step(at, letter))
                .collect();
            if next.0 != 0 && seen.insert((next, others.clone())) {
                open.push((next, others));
            }
        }
    }
    true
}

/// Reads one segment with its `[]` and returns what is behind it.
fn segment<'a>(text: &'a str, steps: &mut Vec<Step>) -> Result<&'a str, PatternError> {
    let mut rest = if let Some(quoted) = text.strip_prefix('"') {
        let (key, rest) = quoted
            .split_once('"')
            .ok_or(PatternError("has a `\"` without its partner"))?;
        steps.push(Step::Key(key.into()));
        rest
    } else {
        let end = text.find(['.', '[']).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        match word {
            "" if steps.is_empty() && rest.starts_with('[') => {}
            "" => return Err(PatternError("has an empty segment")),
            "*" => steps.push(Step::AnyKey),
            "**" => steps.push(Step::AnyPath),
            _ if word.contains(['*', '"', ']', '$']) => {
                return Err(PatternError(
                    "has `*`, `\"`, `]` or `$` within a key; such a key is written in quotes",
                ));
            }
            _ => steps.push(Step::Key(word.into())),
        }
        rest
    };
    while let Some(behind) = rest.strip_prefix("[]") {
        steps.push(Step::Items);
        rest = behind;
    }
    Ok(rest)
}

/// What is wrong with the text of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PatternError(&'static str);

/// As it is parsed, but that every key is in quotes.
impl fmt::Display for PathPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.steps.is_empty() {
            return f.write_str("$");
        }
        for (step, at) in self.steps.iter().zip(0..) {
            let dot = if at > 0 { "." } else { "" };
            match step {
                Step::Key(key) => write!(f, "{dot}\"{key}\"")?,
                Step::AnyKey => write!(f, "{dot}*")?,
                Step::AnyPath => write!(f, "{dot}**")?,
                Step::Items => f.write_str("[]")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// Appends one level to a path as it is shown and as a pattern would spell it, so that a path can be
/// copied from a report into a policy.
pub(crate) fn show(path: &mut String, segment: Segment<'_>) {
    if path == "$" {
        path.clear();
    }
    if segment != Segment::Items && !path.is_empty() {
        path.push('.');
    }
    match segment {
        Segment::Key(key)
            if key.is_empty() || key.contains(['.', '[', '*', '"', ']', '$', '{']) =>
        {
            path.push('"');
            path.push_str(key);
            path.push('"');
        }
        Segment::Key(key) => path.push_str(key),
        Segment::Other => path.push('*'),
        Segment::Items => path.push_str("[]"),
        Segment::Deep => path.push_str("**"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_parsed_again() {
        for text in ["$", "a", "a.b[].*", "**.x[][]", "\"a.b\".**"] {
            let parsed = pattern(text);
            assert_eq!(pattern(&parsed.to_string()), parsed, "{text}");
        }
    }

    fn pattern(text: &str) -> PathPattern {
        PathPattern::parse(text).unwrap_or_else(|error| panic!("{text} {error}"))
    }

    /// A path of known keys, `*` for an unknown one.
    fn path(text: &str) -> Vec<Segment<'_>> {
        let mut path = vec![];
        for part in text.split('.').filter(|part| !part.is_empty()) {
            let key = part.trim_end_matches("[]");
            match key {
                "" => {}
                "*" => path.push(Segment::Other),
                "**" => path.push(Segment::Deep),
                _ => path.push(Segment::Key(key)),
            }
            path.extend((0..(part.len() - key.len()) / 2).map(|_| Segment::Items));
        }
        path
    }

    #[test]
    fn patterns_match_the_paths_they_spell() {
        for (text, yes, no) in [
            ("$", vec![""], vec!["a", "[]"]),
            ("[]", vec!["[]"], vec!["", "[][]", "a"]),
            ("a.b", vec!["a.b"], vec!["a", "a.b.c", "a.*", "b.a"]),
            ("a[].b", vec!["a[].b"], vec!["a.b", "a[][].b"]),
            ("a.*", vec!["a.b", "a.*"], vec!["a", "a[]", "a.b.c"]),
            ("a.**", vec!["a", "a.b", "a[].b.*", "a.**"], vec!["b.a", ""]),
            (
                "**.b",
                vec!["b", "a.b", "a[].*.b", "a.**.b"],
                vec!["b.a", "a.**"],
            ),
            ("a.**.b[]", vec!["a.b[]", "a[].c.b[]"], vec!["a.b"]),
            ("**", vec!["", "a", "[]", "**"], vec![]),
        ] {
            let pattern = pattern(text);
            for yes in yes {
                assert!(pattern.matches(&path(yes)), "{text} matches {yes}");
            }
            for no in no {
                assert!(!pattern.matches(&path(no)), "{text} does not match {no}");
            }
        }
    }

    #[test]
    fn keys_with_dots_are_written_in_quotes() {
        let pattern = pattern(r#"a."b.c"[]"#);
        assert!(pattern.matches(&[Segment::Key("a"), Segment::Key("b.c"), Segment::Items]));
        let mut shown = "a".to_owned();
        show(&mut shown, Segment::Key("b.c"));
        assert_eq!(shown, r#"a."b.c""#);
    }

    #[test]
    fn malformed_patterns_are_refused() {
        for text in [
            "", ".", "a.", ".a", "a..b", "a[", "a[0]", "a*", "a.[]", "\"a", "$.a", "a]",
        ] {
            assert!(PathPattern::parse(text).is_err(), "{text}");
        }
        assert!(PathPattern::parse(&["a"; 17].join(".")).is_err());
    }

    #[test]
    fn what_earlier_patterns_cover_is_proved() {
        for (later, earlier, covered) in [
            ("a.b", vec!["a.b"], true),
            ("a.b", vec!["a.*"], true),
            ("a.*", vec!["a.b"], false),
            ("a.b[].c", vec!["a.**"], true),
            ("a", vec!["a.**"], true),
            ("**.b", vec!["**"], true),
            ("**", vec!["*.**"], false),
            ("a.**.c", vec!["**.c"], true),
            ("a.**", vec!["a", "a.*.**"], false),
            ("a.**", vec!["a", "a.*.**", "a[].**"], true),
            ("*", vec!["a", "b"], false),
        ] {
            let earlier: Vec<_> = earlier.into_iter().map(pattern).collect();
            let earlier: Vec<_> = earlier.iter().collect();
            assert_eq!(is_covered(&pattern(later), &earlier), covered, "{later}");
        }
    }
}
