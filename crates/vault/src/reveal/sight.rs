//! Tokens in a text, also as people, models and programs mangle them.
//!
//! ```text
//! [EMAIL_ADDRESS_bzkqcnvyxwrtdafhjmopslegui]      as it is written
//! EMAIL_ADDRESS_bzkqcnvyxwrtdafhjmopslegui         without brackets, or with one of them
//! [email_address_BZKQCNVYXWRTDAFHJMOPSLEGUI]      in the other case
//! \[EMAIL\_ADDRESS\_bzkqcnvyxwrtdafhjmopslegui\]  as Markdown escapes it
//! \u005bEMAIL_ADDRESS_...\u005d                    as JSON, JavaScript, HTML and addresses escape them
//! ```
//!
//! The checksum decides. So it does no harm to try more than a strict reader would: of a million texts
//! that only look like tokens four pass, and those the vault does not know.
//!
//! A text that comes in pieces is searched up to where the last piece may break a token
//! ([`Sightings::find_in_part`]); never more than [`MAX_HELD`] bytes wait for the next one.

use std::ops::Range;

use crate::{Head, LETTERS, MAX_ENTITY, MAX_TOKEN, Tag, Token};

/// The most bytes at the end of a piece that may belong to a token which goes on in the next: the longest
/// token, with all that is written more where brackets and underscores are escaped.
pub const MAX_HELD: usize = MAX_TOKEN + MAX_ESCAPE * MAX_ENTITY + 2 * MAX_BRACKET + MANGLED_BY;

/// Ways to write the brackets; the longest has [`MAX_BRACKET`] bytes. Letters are compared in any case.
const BRACKETS: [(&[u8], &[u8]); 5] = [
    (b"[", b"]"),
    (b"\\u005b", b"\\u005d"),
    (b"\\x5b", b"\\x5d"),
    (b"%5b", b"%5d"),
    (b"&#91;", b"&#93;"),
];

/// Ways that begin or end like others, or with a character that may be one of the text: they count where
/// both are there.
const PAIRS: [(&[u8], &[u8]); 2] = [(b"\\[", b"\\]"), (b"\\\\u005b", b"\\\\u005d")];

const MAX_BRACKET: usize = 7;

/// Backslashes before an underscore, as Markdown has them, and JSON inside of it.
const MAX_ESCAPE: usize = 2;

/// What looks like a token and stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// Bytes of the text, with the brackets that are there.
    pub span: Range<usize>,
    /// The token; `None` where the checksum does not hold: somebody changed it.
    token: Option<Spelled>,
}

/// A token that owns what it needs; its entity stands in [`Sightings::entities`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spelled {
    entity: u32,
    head: Head,
    tag: Tag,
}

/// The tokens of a text, in their order, disjoint. Memory is reused.
#[derive(Clone, Debug, Default)]
pub struct Sightings {
    list: Vec<Sighting>,
    /// Each once.
    entities: Vec<String>,
}

impl Sightings {
    /// All of them, in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Sighting, Option<Token<'_>>)> {
        self.list.iter().map(|sighting| {
            let token = sighting.token.as_ref().map(|token| Token {
                entity: &self.entities[token.entity as usize],
                head: token.head,
                tag: token.tag,
            });
            (sighting, token)
        })
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        self.list.clear();
        self.entities.clear();
    }

    /// Adds those of a text that stands at `offset` of what is searched, behind those that are here.
    ///
    /// ```
    /// use pumice_vault::reveal::Sightings;
    /// let mut sightings = Sightings::default();
    /// sightings.find(b"Dear email_address_hwcrrxzipzblftsciyyizjnmps, ...", 0);
    /// let (sighting, token) = sightings.iter().next().unwrap();
    /// assert_eq!(sighting.span, 5..45);
    /// assert_eq!(token.unwrap().entity, "EMAIL_ADDRESS");
    /// ```
    ///
    /// Hot: per text.
    pub fn find(&mut self, text: &[u8], offset: usize) {
        self.find_with(text, |span| offset + span.start..offset + span.end);
    }

    /// The same, of a text that stands elsewhere in another spelling: `place` says where.
    ///
    /// Hot: per text.
    pub fn find_with(&mut self, text: &[u8], place: impl Fn(Range<usize>) -> Range<usize>) {
        let (mut from, mut floor) = (0, 0);
        while let Some(at) = memchr::memchr(b'_', &text[from..]) {
            let underscore = from + at;
            from = underscore + 1;
            let Some(seen) = at_underscore(text, floor, underscore) else {
                continue;
            };
            floor = seen.span.end;
            from = from.max(floor);
            let token = seen.token.map(|(entity, head, tag)| Spelled {
                entity: self.intern(entity.text()),
                head,
                tag,
            });
            self.list.push(Sighting {
                span: place(seen.span),
                token,
            });
        }
    }

    /// The same in a text that goes on behind `text`. Returns how many of its bytes are done: whatever
    /// follows changes nothing of them. The rest, at most [`MAX_HELD`] bytes, is to be given again, with
    /// what follows.
    pub fn find_in_part(&mut self, text: &[u8]) -> usize {
        self.clear();
        self.find(text, 0);
        let other = text.iter().rposition(|byte| !is_of_token(*byte));
        let mut done = other.map_or(0, |at| at + 1);
        done = done.max(text.len().saturating_sub(MAX_HELD));
        while let Some(last) = self.list.last() {
            // Behind it a bracket may follow, or a letter more.
            let is_complete = last.span.end + MANGLED_BY + MAX_BRACKET <= text.len();
            match last.span.end <= done || is_complete {
                true => {
                    done = done.max(last.span.end);
                    break;
                }
                false => done = done.min(last.span.start),
            }
            self.list.pop();
        }
        done
    }

    fn intern(&mut self, entity: &str) -> u32 {
        let known = self.entities.iter().position(|known| known == entity);
        let place = known.unwrap_or_else(|| {
            self.entities.push(entity.to_owned());
            self.entities.len() - 1
        });
        place as u32
    }
}

/// The name of an entity, in capitals.
#[derive(Clone, Copy)]
struct Entity {
    letters: [u8; MAX_ENTITY],
    len: usize,
}

impl Entity {
    fn text(&self) -> &str {
        std::str::from_utf8(&self.letters[..self.len]).unwrap_or_default()
    }
}

/// What stands around an underscore that has letters behind it.
struct Seen {
    span: Range<usize>,
    token: Option<(Entity, Head, Tag)>,
}

/// The token whose letters begin behind this underscore, or what is left of one. Nothing before `floor`
/// belongs to it.
fn at_underscore(text: &[u8], floor: usize, underscore: usize) -> Option<Seen> {
    let behind = &text[underscore + 1..];
    let count = |len: usize| {
        let letters = behind.iter().take(len);
        letters
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count()
    };
    // Most underscores of a text have a short word behind them.
    let run = count(LETTERS + MANGLED_BY + 1);
    if run + MANGLED_BY < LETTERS {
        return None;
    }
    let name = name_before(text, floor, underscore)?;
    let all = with_brackets(text, floor, name.places[0]..underscore + 1 + run);
    let is_bracketed = all.start < name.places[0] && all.end > underscore + 1 + run;
    let is_longer = is_bracketed && run > LETTERS;
    if run >= LETTERS && !is_longer {
        let mut letters = [0; LETTERS];
        letters.copy_from_slice(&behind[..LETTERS]);
        letters.make_ascii_lowercase();
        let end = underscore + 1 + LETTERS;
        for start in name.starts() {
            let entity = name.from(start);
            if let Some(token) = Token::from_parts(entity.text(), &letters) {
                let span = with_brackets(text, floor, name.places[start]..end);
                return Some(Seen {
                    span,
                    token: Some((entity, token.head, token.tag)),
                });
            }
        }
    }
    // No token, but it may have been one: a name in capitals, letters of one case, a bracket.
    let is_one_case = behind[..run].iter().all(u8::is_ascii_lowercase);
    let has_length = run == LETTERS || is_bracketed && run <= LETTERS + MANGLED_BY;
    let was_one = name.is_upper && is_one_case && has_length;
    was_one.then_some(Seen {
        span: all,
        token: None,
    })
}

/// Letters that somebody may have lost or added, so that what is left still counts as mangled.
const MANGLED_BY: usize = 2;

/// The name before an underscore, as far as it can be one.
struct Name {
    entity: Entity,
    /// Where each of its letters stands in the text.
    places: [usize; MAX_ENTITY],
    /// Whether a name begins at the letter: at the start, behind `_`, where case or kind changes.
    begins: [bool; MAX_ENTITY],
    is_upper: bool,
}

impl Name {
    /// Where the entity may begin, the longest first.
    fn starts(&self) -> impl Iterator<Item = usize> {
        (0..self.entity.len).filter(|&at| self.begins[at])
    }

    fn from(&self, start: usize) -> Entity {
        let mut letters = [0; MAX_ENTITY];
        let len = self.entity.len - start;
        letters[..len].copy_from_slice(&self.entity.letters[start..self.entity.len]);
        Entity { letters, len }
    }
}

/// Reads a name backwards from the underscore behind it.
fn name_before(text: &[u8], floor: usize, underscore: usize) -> Option<Name> {
    let (mut backwards, mut places) = ([0; MAX_ENTITY], [0; MAX_ENTITY]);
    let mut len = 0;
    let mut at = skip_escape(text, floor, underscore);
    while len < MAX_ENTITY && at > floor {
        let byte = text[at - 1];
        if !byte.is_ascii_alphanumeric() && byte != b'_' {
            break;
        }
        at -= 1;
        (backwards[len], places[len]) = (byte, at);
        len += 1;
        if byte == b'_' {
            at = skip_escape(text, floor, at);
        }
    }
    if len < 2 {
        return None;
    }
    backwards[..len].reverse();
    places[..len].reverse();
    let mut begins = [false; MAX_ENTITY];
    for at in 0..len {
        let (before, here) = (at.checked_sub(1).map(|at| backwards[at]), backwards[at]);
        let is_edge = before.is_none_or(|before| {
            before == b'_'
                || before.is_ascii_digit()
                || before.is_ascii_lowercase() && here.is_ascii_uppercase()
        });
        // The end of an escaped bracket may look like more of the name.
        let is_begin = is_edge || bracket_before(&text[floor..places[at]]) > 0;
        begins[at] = here.is_ascii_alphabetic() && is_begin;
    }
    let is_upper = !backwards[..len].iter().any(u8::is_ascii_lowercase);
    backwards[..len].make_ascii_uppercase();
    Some(Name {
        entity: Entity {
            letters: backwards,
            len,
        },
        places,
        begins,
        is_upper,
    })
}

/// Where a backslash before the underscore at `at` begins, or `at`.
fn skip_escape(text: &[u8], floor: usize, at: usize) -> usize {
    let before = text[floor..at].iter().rev().take(MAX_ESCAPE);
    at - before.take_while(|byte| **byte == b'\\').count()
}

/// The span with the brackets that stand around it.
fn with_brackets(text: &[u8], floor: usize, span: Range<usize>) -> Range<usize> {
    let (before, behind) = (&text[floor..span.start], &text[span.end..]);
    for (open, close) in PAIRS {
        if ends_with(before, open) && starts_with(behind, close) {
            return span.start - open.len()..span.end + close.len();
        }
    }
    let close = BRACKETS
        .iter()
        .find(|(_, close)| starts_with(behind, close));
    let close = close.map_or(0, |(_, close)| close.len());
    span.start - bracket_before(before)..span.end + close
}

/// Length of the bracket that a text ends with; 0 where there is none.
fn bracket_before(text: &[u8]) -> usize {
    let open = BRACKETS.iter().find(|(open, _)| ends_with(text, open));
    open.map_or(0, |(open, _)| open.len())
}

fn ends_with(text: &[u8], end: &[u8]) -> bool {
    let tail = text.len().checked_sub(end.len()).map(|at| &text[at..]);
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case(end))
}

fn starts_with(text: &[u8], start: &[u8]) -> bool {
    let head = text.get(..start.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(start))
}

/// Whether a byte may stand in a token, however it is written.
fn is_of_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_[]\\%&#;".contains(&byte)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Mode;

    const LETTERS_OF: &str = "hwcrrxzipzblftsciyyizjnmps";

    fn token(entity: &str, tag: Tag) -> String {
        let head = Head::new(Mode::Domain, 3);
        let mut text = vec![];
        Token { entity, head, tag }.write(&mut text);
        String::from_utf8(text).unwrap()
    }

    /// Texts of what is seen, with the entities.
    fn seen(text: &str) -> Vec<(&str, Option<String>)> {
        let mut sightings = Sightings::default();
        sightings.find(text.as_bytes(), 0);
        let seen = sightings.iter().map(|(sighting, token)| {
            let entity = token.map(|token| token.entity.to_owned());
            (&text[sighting.span.clone()], entity)
        });
        seen.collect()
    }

    #[test]
    fn mangled_tokens_are_read() {
        let bare = format!("EMAIL_ADDRESS_{LETTERS_OF}");
        for spelled in [
            format!("[{bare}]"),
            bare.clone(),
            format!("[{bare}"),
            format!("{bare}]"),
            format!("[{}]", bare.to_lowercase()),
            format!("[{}]", bare.to_uppercase()),
            bare.to_lowercase(),
            format!("[email_address_{}]", LETTERS_OF.to_uppercase()),
            format!("[Email_Address_{LETTERS_OF}]"),
            format!("\\u005b{bare}\\u005d"),
            format!("\\u005B{bare}\\u005D"),
            format!("\\u005b{}\\u005d", bare.to_lowercase()),
            format!("\\\\u005b{bare}\\\\u005d"),
            format!("\\[{}\\]", bare.replace('_', "\\_")),
            bare.replace('_', "\\_"),
            format!("%5B{bare}%5D"),
            format!("%5b{}%5d", bare.to_uppercase()),
            format!("&#91;{bare}&#93;"),
        ] {
            for (before, behind) in [
                ("", ""),
                ("To ", ", please"),
                ("(", ")"),
                ("**", "**"),
                ("é", "\u{301}"),
                ("`", "`."),
                ("https://x.test/?to=", "&a=1"),
            ] {
                let text = format!("{before}{spelled}{behind}");
                let expected = [(&*spelled, Some("EMAIL_ADDRESS".into()))];
                assert_eq!(seen(&text), expected, "{text}");
            }
        }
    }

    #[test]
    fn a_token_in_a_name_is_found_without_what_stands_around_it() {
        let bare = format!("EMAIL_ADDRESS_{LETTERS_OF}");
        for (before, behind) in [
            ("backup_", "_2024"),
            ("to", ".txt"),
            ("7", "8"),
            ("a_b_", ""),
        ] {
            let text = format!("{before}{bare}{behind}");
            assert_eq!(
                seen(&text),
                [(&*bare, Some("EMAIL_ADDRESS".into()))],
                "{text}"
            );
        }
        let one = token("PERSON", [9; 12]);
        let text = format!("[{one}{one}](x)");
        let person = Some("PERSON".to_owned());
        assert_eq!(
            seen(&text),
            [(&*one, person.clone()), (&*one, person.clone())]
        );
        // The backslash is one of the text: what was there ended with it.
        let text = format!("C:\\{one}\\]");
        assert_eq!(seen(&text), [(&*one, person)]);
    }

    #[test]
    fn what_was_changed_is_mangled_and_what_was_none_is_not_seen() {
        let mangled = [
            format!("[PERSON_{LETTERS_OF}]"),
            format!("PERSON_{LETTERS_OF}"),
            format!("[EMAIL_ADDRESS_{}]", &LETTERS_OF[1..]),
            format!("[EMAIL_ADDRESS_{}x]", LETTERS_OF),
        ];
        for text in mangled {
            assert_eq!(seen(&text), [(&*text, None)]);
        }
        for text in [
            "snake_case_is_no_token and MAX_TOKEN",
            "_hwcrrxzipzblftsciyyizjnmps",
            "person_hwcrrxzipzblftsciyyizjnmpp",
            "PERSON_hwcrrxzipzblftscIYYizjnmpp",
            "[PERSON_1]",
            "EMAIL_ADDRESS_hwcrrxzipzblftsciyyizjnm",
            "é_hwcrrxzipzblftsciyyizjnmps",
        ] {
            assert_eq!(seen(text), [], "{text}");
        }
    }

    /// All sightings of a text that is given in pieces, and the most that was held back.
    fn in_parts(text: &[u8], cuts: &[usize]) -> (Vec<Sighting>, usize) {
        let (mut all, mut held, mut at, mut most) = (vec![], vec![], 0, 0);
        let mut sightings = Sightings::default();
        let mut take = |sightings: &Sightings, at: usize| {
            for (sighting, _) in sightings.iter() {
                let span = at + sighting.span.start..at + sighting.span.end;
                all.push((span, sighting.token.map(|token| token.tag)));
            }
        };
        let mut begin = 0;
        for &cut in cuts {
            held.extend_from_slice(&text[begin..cut]);
            begin = cut;
            let done = sightings.find_in_part(&held);
            take(&sightings, at);
            held.drain(..done);
            at += done;
            most = most.max(held.len());
        }
        held.extend_from_slice(&text[begin..]);
        sightings.clear();
        sightings.find(&held, 0);
        take(&sightings, at);
        let all = all.into_iter().map(|(span, tag)| Sighting {
            span,
            token: tag.map(|tag| Spelled {
                entity: 0,
                head: Head::new(Mode::Domain, 3),
                tag,
            }),
        });
        (all.collect(), most)
    }

    proptest! {
        #[test]
        fn pieces_say_what_the_whole_says(
            tags in proptest::collection::vec(any::<Tag>(), 1..5),
            between in proptest::collection::vec("[ a-zA-Z_\\[\\]\\\\é.]{0,9}", 5),
            style in 0..4,
            cuts in proptest::collection::vec(any::<proptest::sample::Index>(), 0..40),
        ) {
            let mut text = between[0].clone();
            for (tag, between) in tags.iter().zip(&between[1..]) {
                let token = token("EMAIL_ADDRESS", *tag);
                text += &match style {
                    0 => token,
                    1 => token.replace('[', "\\u005b").replace(']', "\\u005d"),
                    2 => token.to_uppercase(),
                    _ => token.replace(['[', ']'], " "),
                };
                text += between;
            }
            let text = text.as_bytes();
            let mut cuts: Vec<_> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
            cuts.sort_unstable();
            let mut whole = Sightings::default();
            whole.find(text, 0);
            let (parts, held) = in_parts(text, &cuts);
            let whole: Vec<_> = whole.iter().map(|(sighting, _)| sighting.clone()).collect();
            prop_assert!(held <= MAX_HELD);
            prop_assert_eq!(&parts, &whole);
            prop_assert!(whole.len() >= tags.len());
        }

        #[test]
        fn no_bytes_make_it_panic(text: Vec<u8>, tail in "[\\[\\]A-Za-z_\\\\%u05b]{0,99}") {
            let mut sightings = Sightings::default();
            let text = [&text[..], tail.as_bytes()].concat();
            sightings.find(&text, 0);
            let mut at = 0;
            for (sighting, _) in sightings.iter() {
                prop_assert!(at <= sighting.span.start && sighting.span.end <= text.len());
                at = sighting.span.end;
            }
            prop_assert!(sightings.find_in_part(&text) <= text.len());
        }
    }
}
