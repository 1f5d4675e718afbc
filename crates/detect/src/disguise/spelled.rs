//! What is spelled out: addresses with words in the place of their marks, digits one by one, letters
//! that look like others.

use super::{Disguise, Disguises, lookalike};
use crate::recognizers::{is_ambiguous, is_top_level};

/// A stretch of text that is read as one character, or as nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Change {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) reads: Option<u8>,
}

/// Collects what is spelled out in `text`: disjoint, in order.
pub(super) fn changes(text: &[u8], on: Disguises, changes: &mut Vec<Change>) {
    changes.clear();
    let (apart, spelled) = (on.has(Disguise::Apart), on.has(Disguise::Spelled));
    let mut reached = 0;
    for (at, &byte) in text.iter().enumerate() {
        match byte {
            b'0'..=b'9'
                if apart && at >= reached && text.get(at + 1).is_some_and(|&next| is_gap(next)) =>
            {
                reached = apart_at(text, at, changes);
            }
            b'@' | b'a' | b'A' | 0xC3 if spelled && may_be_at(&text[at..]) => {
                address_at(text, at, changes);
            }
            _ => {}
        }
    }
    if on.has(Disguise::Lookalikes) && !text.is_ascii() {
        for token in tokens(text) {
            lookalikes(text, token, changes);
        }
    }
    changes.sort_unstable_by_key(|change| change.start);
    let mut reached = 0;
    changes.retain(|change| {
        let is_next = change.start >= reached;
        if is_next {
            reached = change.end;
        }
        is_next
    });
}

/// Digits of the shortest value.
const MIN_APART: usize = 7;
/// More than the longest value has.
const MAX_APART: usize = 40;
/// Bytes between groups of digits that stand apart.
const MAX_GAP: usize = 3;

/// Digits one by one from `at` on, with the same mark between them, and other gaps between groups; returns
/// where they end. Letters may stand among them, two in front, as in `G B 8 2`.
pub(super) fn apart_at(text: &[u8], at: usize, changes: &mut Vec<Change>) -> usize {
    if !is_single(text, at) {
        return at;
    }
    let first = prefix(text, at).unwrap_or(at);
    let known = changes.len();
    let (mut last, mut end, mut digits) = (first, at + 1, 1);
    while digits < MAX_APART
        && let Some(next) = next_single(text, last)
    {
        if text[next].is_ascii_digit() && next > at {
            digits += 1;
            end = next + 1;
        }
        changes.push(Change {
            start: last + 1,
            end: next,
            reads: None,
        });
        last = next;
    }
    // A capital behind the last digit begins a sentence.
    let within = changes[known..].partition_point(|change| change.end < end);
    changes.truncate(known + within);
    if digits < MIN_APART {
        changes.truncate(known);
        return last + 1;
    }
    let mark = narrow(text, &changes[known..]);
    for change in &mut changes[known..] {
        let between = &text[change.start..change.end];
        if between != [mark] {
            let visible = between.iter().copied().find(|&byte| byte != b' ');
            change.reads = visible.or(Some(b' '));
        }
    }
    end
}

/// The digit or capital that stands alone behind the one at `last`.
fn next_single(text: &[u8], last: usize) -> Option<usize> {
    let gap = gap(text, last + 1);
    let next = last + 1 + gap;
    (gap > 0 && is_single(text, next)).then_some(next)
}

/// A row of digits one by one, followed on from one of them to the next, so that it is gone over once.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row {
    /// Where its region begins.
    base: usize,
    /// The digit that it is followed from, the last digit or capital, and the end of the last digit.
    at: usize,
    last: usize,
    end: usize,
    digits: usize,
}

impl Row {
    /// Where the digits end that [`apart_at`] takes from `at` on in the region `text`, unless that was told of a
    /// digit before.
    pub(super) fn reaches(&mut self, text: &[u8], at: usize, base: usize) -> Option<usize> {
        let is_inside = self.digits > 0 && self.base == base && at <= self.last;
        let told = if is_inside {
            // What breaks off for the one before does for this one.
            if self.digits < MAX_APART {
                return None;
            }
            let passed = text[self.at..at].iter();
            self.digits -= passed.filter(|byte| byte.is_ascii_digit()).count();
            self.at = at;
            self.end
        } else {
            if !is_single(text, at) {
                return None;
            }
            let (last, end, digits) = (at, at + 1, 1);
            *self = Row {
                base,
                at,
                last,
                end,
                digits,
            };
            0
        };
        while self.digits < MAX_APART
            && let Some(next) = next_single(text, self.last)
        {
            if text[next].is_ascii_digit() {
                (self.end, self.digits) = (next + 1, self.digits + 1);
            }
            self.last = next;
        }
        (self.digits >= MIN_APART && self.end > told).then_some(self.end)
    }
}

/// Where the first change of a row begins whose first digit stands at `at`, or that digit.
pub(super) fn row_start(text: &[u8], at: usize) -> usize {
    prefix(text, at).map_or(at, |first| first + 1)
}

/// The mark that stands alone between most digits.
fn narrow(text: &[u8], gaps: &[Change]) -> u8 {
    let alone = |mark: u8| {
        gaps.iter()
            .filter(|gap| text[gap.start..gap.end] == [mark])
            .count()
    };
    GAPS.into_iter()
        .max_by_key(|&mark| alone(mark))
        .unwrap_or(b' ')
}

/// Where two capitals begin that stand one by one before the digit at `at`.
fn prefix(text: &[u8], at: usize) -> Option<usize> {
    let start = at.checked_sub(4)?;
    let is_capital = |at: usize| text[at].is_ascii_uppercase() && is_single(text, at);
    let is_one = is_capital(start)
        && is_capital(start + 2)
        && gap(text, start + 1) == 1
        && gap(text, start + 3) == 1;
    is_one.then_some(start)
}

/// Whether a digit or capital stands at `at` alone.
fn is_single(text: &[u8], at: usize) -> bool {
    let is_word = |at: Option<usize>| {
        let byte = at.and_then(|at| text.get(at));
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
    };
    let byte = text.get(at);
    byte.is_some_and(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase())
        && !is_word(at.checked_sub(1))
        && !is_word(Some(at + 1))
}

/// Bytes of the gap at `at`; 0 where it is none.
fn gap(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    let len = rest
        .iter()
        .take(MAX_GAP + 1)
        .take_while(|&&byte| is_gap(byte))
        .count();
    if len > MAX_GAP { 0 } else { len }
}

const GAPS: [u8; 5] = *b" -._/";

fn is_gap(byte: u8) -> bool {
    GAPS.contains(&byte)
}

/// What stands in the place of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// The mark itself.
    Mark,
    /// A word or the mark in brackets.
    Bracketed,
    /// A word between blanks, or between hyphens or low lines.
    Word(u8),
}

/// A mark in an address, with what parts it from its neighbours.
#[derive(Clone, Copy, Debug)]
struct Spelling {
    start: usize,
    end: usize,
    style: Style,
}

const AT: &[&[u8]] = &[
    b"at",
    "ät".as_bytes(),
    "Ät".as_bytes(),
    b"arroba",
    b"arobase",
    b"arobas",
];
const DOT: &[&[u8]] = &[b"dot", b"punkt", b"point", b"punto"];
/// Marks inside of a local part.
const JOINTS: &[(&[u8], u8)] = &[
    (b"dot", b'.'),
    (b"punkt", b'.'),
    (b"point", b'.'),
    (b"punto", b'.'),
    (b"underscore", b'_'),
    (b"unterstrich", b'_'),
    (b"dash", b'-'),
    (b"hyphen", b'-'),
    (b"bindestrich", b'-'),
    (b"tiret", b'-'),
    (b"guion", b'-'),
    ("guión".as_bytes(), b'-'),
    (b"plus", b'+'),
];
/// Words before `at` that are no mailbox's name: who reads `it at example dot com` reads of a place.
const NO_NAMES: &[&[u8]] = &[
    b"a",
    b"am",
    b"an",
    b"and",
    b"are",
    b"available",
    b"be",
    b"been",
    b"book",
    b"books",
    b"bought",
    b"buy",
    b"call",
    b"clothes",
    b"deals",
    b"deposit",
    b"everything",
    b"find",
    b"found",
    b"game",
    b"games",
    b"go",
    b"got",
    b"he",
    b"her",
    b"here",
    b"him",
    b"is",
    b"it",
    b"items",
    b"job",
    b"jobs",
    b"just",
    b"live",
    b"look",
    b"looked",
    b"looking",
    b"me",
    b"meet",
    b"met",
    b"money",
    b"much",
    b"music",
    b"now",
    b"on",
    b"online",
    b"only",
    b"or",
    b"order",
    b"ordered",
    b"orders",
    b"out",
    b"page",
    b"people",
    b"price",
    b"prices",
    b"products",
    b"read",
    b"register",
    b"sale",
    b"sales",
    b"see",
    b"sell",
    b"selling",
    b"shares",
    b"she",
    b"shop",
    b"shopping",
    b"site",
    b"sold",
    b"something",
    b"start",
    b"started",
    b"stay",
    b"stock",
    b"stocks",
    b"store",
    b"stuff",
    b"subscribe",
    b"tested",
    b"the",
    b"them",
    b"there",
    b"they",
    b"thing",
    b"things",
    b"this",
    b"tickets",
    b"today",
    b"up",
    b"us",
    b"visit",
    b"was",
    b"we",
    b"website",
    b"were",
    b"work",
    b"worked",
    b"working",
    b"works",
    b"you",
];

/// Whether the `@`, or the word for it, at `at` may be that of a spelled address: a look at what stands behind the
/// host's first label, or behind the host of what is an address as it stands. Most are none. Hot: per anchor.
#[inline]
pub(super) fn may_be_address(text: &[u8], at: usize) -> bool {
    let is_label = |at: usize| text.get(at).is_some_and(|&byte| LABEL[usize::from(byte)]);
    let is_sign = text[at] == b'@';
    let mut end = at + 1;
    if !is_sign {
        while is_label(end) {
            end += 1;
        }
    }
    // Hyphens are a part of the label, or what parts the words.
    let hyphen = if !is_sign && text.get(end) == Some(&b'-') {
        b' '
    } else {
        b'-'
    };
    let around = skip_around(text, end);
    let is_told = around > end;
    if !is_told && !is_sign {
        return false;
    }
    end = around;
    loop {
        while is_label(end) || text.get(end) == Some(&hyphen) {
            end += 1;
        }
        if text.get(end) != Some(&b'.') {
            break;
        }
        end += 1;
        if !is_label(end) {
            return false;
        }
        if is_told {
            return true;
        }
    }
    let mark = skip_around(text, end);
    let is_mark = matches!(text.get(mark), Some(b'.' | b'd' | b'D' | b'p' | b'P'));
    mark > end && is_mark
}

/// The first byte from `at` on, four on at most, that does not stand around a spelled mark.
#[inline]
fn skip_around(text: &[u8], at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    at + rest
        .iter()
        .take(4)
        .take_while(|&&byte| is_around(byte))
        .count()
}

/// The changes of the address whose `@`, or the word for it, stands at `at`; where it ends, or `at` where
/// there is none.
pub(super) fn address_at(text: &[u8], at: usize, changes: &mut Vec<Change>) -> usize {
    let known = changes.len();
    match address(text, at, changes) {
        Some(end) => end,
        None => {
            changes.truncate(known);
            at
        }
    }
}

fn address(text: &[u8], at: usize, changes: &mut Vec<Change>) -> Option<usize> {
    let sign = at_sign(text, at)?;
    let (mut label, mut labels, mut spelled) = (sign.end, 1, 0);
    // Most of what looks like an address is none behind the first label.
    let end = loop {
        let end = label + host_len(&text[label..], sign.style);
        if end == label {
            return None;
        }
        let Some(dot) = dot_at(text, end) else {
            break end;
        };
        if host_len(&text[dot.end..], sign.style) == 0 {
            break end;
        }
        if dot.style != Style::Mark {
            spelled += 1;
            changes.push(Change {
                start: dot.start,
                end: dot.end,
                reads: Some(b'.'),
            });
        }
        (label, labels) = (dot.end, labels + 1);
    };
    let is_told = spelled > 0 || sign.style == Style::Bracketed;
    if labels < 2 || !is_told || !is_top_level(&text[label..end]) {
        return None;
    }
    // `stop at any point as`: the words of two languages make a sentence of one.
    let is_at = sign.style == Style::Word(b' ') && text[at..].first_chunk().is_some_and(is_english);
    let is_point = changes
        .last()
        .is_some_and(|dot| text[dot.start..].starts_with(b" point"));
    if is_at && is_point && is_ambiguous(&text[label..end]) {
        return None;
    }
    let known = changes.len();
    let name = name_before(text, sign, changes)?;
    let is_word = changes.len() == known && matches!(sign.style, Style::Word(_));
    if is_word && is_no_name(&text[name..sign.start]) {
        return None;
    }
    if sign.style != Style::Mark {
        changes.push(Change {
            start: sign.start,
            end: sign.end,
            reads: Some(b'@'),
        });
    }
    Some(end)
}

/// Whether three bytes are `at` and what parts it from the next word.
fn is_english(bytes: &[u8; 3]) -> bool {
    bytes[..2].eq_ignore_ascii_case(b"at") && !bytes[2].is_ascii_alphabetic()
}

/// Whether a text may begin with `@` or a word for it.
#[inline]
fn may_be_at(text: &[u8]) -> bool {
    matches!(
        text,
        [b'@', ..] | [b'a' | b'A', b't' | b'T' | b'r' | b'R', ..] | [0xC3, _, b't' | b'T', ..]
    )
}

/// `@` or the word for it at `at`, in brackets or between blanks.
fn at_sign(text: &[u8], at: usize) -> Option<Spelling> {
    let end = match text[at] {
        b'@' => at + 1,
        _ if may_be_at(&text[at..]) => at + word_at(text, at, AT)?,
        _ => return None,
    };
    surrounded(text, at, end).or((text[at] == b'@').then_some(Spelling {
        start: at,
        end,
        style: Style::Mark,
    }))
}

/// `.`, or the word for it, behind a label that ends at `end`.
fn dot_at(text: &[u8], end: usize) -> Option<Spelling> {
    let rest = &text[end..];
    if rest.first() == Some(&b'.') {
        return Some(Spelling {
            start: end,
            end: end + 1,
            style: Style::Mark,
        });
    }
    let at = skip_around(text, end);
    let dot = match text.get(at)? {
        b'.' => surrounded(text, at, at + 1).filter(|dot| dot.style == Style::Bracketed),
        b'd' | b'D' | b'p' | b'P' => surrounded(text, at, at + word_at(text, at, DOT)?),
        _ => None,
    }?;
    (dot.start == end).then_some(dot)
}

/// A word or mark with what stands around it: brackets, or the same blank, hyphen or low line on both
/// sides.
fn surrounded(text: &[u8], start: usize, end: usize) -> Option<Spelling> {
    let blanks_before = |at: usize| {
        text[..at]
            .iter()
            .rev()
            .take(2)
            .take_while(|&&byte| byte == b' ')
            .count()
    };
    let blanks_at = |at: usize| {
        text[at..]
            .iter()
            .take(2)
            .take_while(|&&byte| byte == b' ')
            .count()
    };
    let (inner, outer) = (start - blanks_before(start), end + blanks_at(end));
    let open = inner.checked_sub(1).map_or(0, |at| text[at]);
    let close = match open {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b'<' => b'>',
        _ => 0,
    };
    if close != 0 && text.get(outer) == Some(&close) {
        return Some(Spelling {
            start: inner - 1 - blanks_before(inner - 1),
            end: outer + 1 + blanks_at(outer + 1),
            style: Style::Bracketed,
        });
    }
    if text[start] == b'@' {
        return None;
    }
    if inner < start && outer > end {
        return Some(Spelling {
            start: inner,
            end: outer,
            style: Style::Word(b' '),
        });
    }
    let mark = *text.get(end)?;
    (matches!(mark, b'-' | b'_') && open == mark).then(|| Spelling {
        start: start - 1,
        end: end + 1,
        style: Style::Word(mark),
    })
}

/// Where the local part before `sign` begins; adds the changes in it.
fn name_before(text: &[u8], sign: Spelling, changes: &mut Vec<Change>) -> Option<usize> {
    let mut start = sign.start;
    for _ in 0..4 {
        let name = &text[..start];
        let is_part = |byte: &u8| match sign.style {
            Style::Word(mark) if *byte == mark => false,
            _ => byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"._-+'".contains(byte),
        };
        let len = name
            .iter()
            .rev()
            .take(64)
            .take_while(|&byte| is_part(byte))
            .count();
        if len == 0 {
            return None;
        }
        start -= len;
        let Some((joint, reads)) = joint_before(text, start) else {
            break;
        };
        changes.push(Change {
            start: joint.start,
            end: joint.end,
            reads: Some(reads),
        });
        start = joint.start;
    }
    Some(start)
}

/// A spelled mark that ends before `end`, and a word before it.
fn joint_before(text: &[u8], end: usize) -> Option<(Spelling, u8)> {
    let around = text[..end].iter().rev().take(4);
    let word_end = end - around.take_while(|&&byte| is_around(byte)).count();
    if word_end == end {
        return None;
    }
    let (word, reads) = JOINTS.iter().find(|(word, _)| {
        text[..word_end].last_chunk::<3>().is_some()
            && word_end >= word.len()
            && text[word_end - word.len()..word_end].eq_ignore_ascii_case(word)
    })?;
    let joint = surrounded(text, word_end - word.len(), word_end)?;
    let before = text[..joint.start].last()?;
    (joint.end == end && before.is_ascii_alphanumeric()).then_some((joint, *reads))
}

/// What may stand between a label and a spelled mark.
fn is_around(byte: u8) -> bool {
    matches!(
        byte,
        b' ' | b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'<' | b'>' | b'-' | b'_'
    )
}

/// Length of the word of `words` at `at` that begins and ends there.
fn word_at(text: &[u8], at: usize, words: &[&[u8]]) -> Option<usize> {
    let is_word = |byte: Option<&u8>| {
        byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii())
    };
    let before = at.checked_sub(1).and_then(|at| text.get(at));
    let word = words.iter().find(|word| {
        text.get(at..at + word.len())
            .is_some_and(|here| here.eq_ignore_ascii_case(word))
            && !is_word(text.get(at + word.len()))
    })?;
    (!is_word(before)).then_some(word.len())
}

/// Length of the label of a host that `text` begins with.
fn host_len(text: &[u8], style: Style) -> usize {
    let hyphen = if style == Style::Word(b'-') {
        b'0'
    } else {
        b'-'
    };
    let mut len = 0;
    while let Some(&byte) = text.get(len)
        && len < 64
        && (LABEL[usize::from(byte)] || byte == hyphen)
    {
        len += 1;
    }
    while len > 0 && text[len - 1] == b'-' {
        len -= 1;
    }
    len
}

/// Letters and digits of labels, those beyond ASCII included.
static LABEL: [bool; 256] = {
    let mut table = [true; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        table[byte as usize] = byte.is_ascii_alphanumeric();
        byte += 1;
    }
    table
};

fn is_no_name(name: &[u8]) -> bool {
    NO_NAMES.iter().any(|word| name.eq_ignore_ascii_case(word))
}

/// Stretches without blanks.
fn tokens(text: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let is_blank = |byte: &u8| byte.is_ascii_whitespace();
        at += text
            .get(at..)?
            .iter()
            .take_while(|byte| is_blank(byte))
            .count();
        let start = at;
        at += text[at..].iter().take_while(|byte| !is_blank(byte)).count();
        (at > start).then_some((start, at))
    })
}

/// Bytes of the longest token whose letters are looked at.
const MAX_TOKEN: usize = 320;

/// Whether one of the words that the mark at `at` joins has a character of a script whose letters look like
/// those of ASCII, as far as first bytes tell. Hot: per anchor.
pub(super) fn may_look_alike(text: &[u8], at: usize) -> bool {
    has_lead(text[..at].iter().rev()) || has_lead(text[at + 1..].iter())
}

/// Whether the word that `bytes` begin with has such a first byte.
#[inline]
fn has_lead<'a>(bytes: impl Iterator<Item = &'a u8>) -> bool {
    let mut seen = 0;
    for &byte in bytes.take(64) {
        let class = IN_WORD[usize::from(byte)];
        if class == 0 {
            break;
        }
        seen |= class;
    }
    seen & LEAD != 0
}

/// A byte of a word: a letter or digit, `-`, `_`, `+` or `~`.
const PART: u8 = 1;
/// The first byte of a letter that may look like one of ASCII.
const LEAD: u8 = 2;

static IN_WORD: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let is_lead = matches!(byte, 0xC2..=0xD6 | 0xE1 | 0xE2 | 0xEA | 0xEF | 0xF0);
        let is_mark = matches!(byte as u8, b'-' | b'_' | b'+' | b'~');
        if is_lead {
            table[byte] = PART | LEAD;
        } else if LABEL[byte] || is_mark {
            table[byte] = PART;
        }
        byte += 1;
    }
    table
};

/// Look-alike letters of an address or a name of a host.
pub(super) fn lookalikes(text: &[u8], (start, end): (usize, usize), changes: &mut Vec<Change>) {
    let token = &text[start..end];
    if token.len() > MAX_TOKEN || token.is_ascii() || !token.contains(&b'.') {
        return;
    }
    let known = changes.len();
    lookalike::each(token, |at, len, letter| {
        changes.push(Change {
            start: start + at,
            end: start + at + len,
            reads: Some(letter),
        });
    });
    if changes.len() > known && !ends_at_top_level(token, start, &changes[known..]) {
        changes.truncate(known);
    }
}

/// Whether the last label behind a dot, as it reads, is a top-level domain.
fn ends_at_top_level(token: &[u8], start: usize, changes: &[Change]) -> bool {
    let mut read = [0; MAX_TOKEN];
    let (mut len, mut at, mut next) = (0, 0, changes.iter().peekable());
    while at < token.len() {
        match next.next_if(|change| change.start == start + at) {
            Some(change) => {
                read[len] = change.reads.unwrap_or(0);
                at = change.end - start;
            }
            None => {
                read[len] = token[at];
                at += 1;
            }
        }
        len += 1;
    }
    let read = &read[..len];
    let tops = read
        .iter()
        .enumerate()
        .filter(|&(_, &byte)| byte == b'.')
        .map(|(dot, _)| &read[dot + 1..]);
    tops.into_iter().any(|rest| {
        let len = rest
            .iter()
            .take_while(|byte| byte.is_ascii_alphabetic())
            .count();
        is_top_level(&rest[..len])
    })
}
