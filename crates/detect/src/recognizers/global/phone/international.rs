//! International numbers, behind `+`, 00 or 011.

use super::{
    super::super::{blank, calendar::is_date, hyphen, leading_digits, number},
    extension, is_nanp,
    plan::{self, Code},
};
use crate::recognizer::Walked;

/// ITU-T E.164, section 6; two more stand in the metadata, and a trunk prefix that should not.
const MAX_DIGITS: usize = 18;
const MAX_GROUPS: usize = 12;
/// Country code 1 and ten digits.
const NANP_DIGITS: usize = 11;
/// With fewer digits a number is one only where the plan knows it.
const MIN_DIGITS: usize = 8;
/// Digits with their marks, at most.
const MAX_BYTES: usize = 36;

/// `+49 (0)30 23125-042`: groups are read while they can belong to the number, and the number is as
/// many of them as the numbering plan knows, or else as many as its lengths allow.
pub(super) fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let before = at.checked_sub(1).map_or(b' ', |before| text[before]);
    if before.is_ascii_digit() {
        return None;
    }
    let number = Dialled::read(text, at);
    let digits = &number.digits[..number.count];
    let code = plan::code_len(digits)?;
    if number.groups[0].0 != code && number.groups[0].0 <= 3 {
        return None;
    }
    let plan = Code::of(&digits[..code])?;
    let groups = &number.groups[..number.group_count];
    let ends_well = |end: usize| {
        let next = text.get(end).copied().unwrap_or(b' ');
        !next.is_ascii_digit() && (!is_plain_letter(next) || extension::end(text, end) > end)
    };
    let candidates = || {
        groups
            .iter()
            .rev()
            .filter(|&&(len, end)| len > code && ends_well(end))
    };
    let valid = candidates().find(|&&(len, _)| is_valid(plan, &digits[code..len]));
    let (&(len, end), sure) = match valid {
        Some(group) => (group, worth(group.0)),
        None => candidates().find_map(|group| {
            // `+48.85837009`: a decimal, or a number of a registry (RFC 5733), which the plan knows.
            let likely = likeness(plan, &digits[..group.0], code, groups.len())?;
            let likely = if number.is_decimal { -10 } else { likely };
            Some((group, likely))
        })?,
    };
    debug_assert!(len <= digits.len());
    // `(+49) 30 23125 042`
    let opened = before == b'(' && text[at..end].contains(&b')') && !text[at..end].contains(&b'(');
    let start = at - usize::from(opened);
    let dated = matches!(groups, [(8, _), ..]) && is_day(&digits[..8]);
    let cost = if is_part(text, end) { 12 } else { 0 }
        + if before.is_ascii_alphabetic() { 30 } else { 0 }
        + if dated { 20 } else { 0 };
    Some(Walked::new(start, extension::end(text, end), sure - cost))
}

/// What a number of the plan is worth: short ones are often sums.
fn worth(digits: usize) -> i16 {
    match digits {
        10.. => 26,
        8.. => 17,
        _ => 4,
    }
}

/// What a number of a possible length is worth, which the plan does not know: it may be older or newer
/// than the plan is, or made up.
fn likeness(plan: Code, digits: &[u8], code: usize, groups: usize) -> Option<i16> {
    // Of North America it knows which area codes are in use; all others of that form may be made up.
    let is_formal = digits[0] == b'1' && is_nanp(&digits[1..]);
    if is_formal {
        return Some(20);
    }
    let is_long = digits.len() >= if groups > 1 { MIN_DIGITS } else { 10 };
    let likely = is_long && plan.has_length(digits.len() - code);
    likely.then_some(if groups > 1 { 8 } else { 4 })
}

/// Whether the plan knows `national`, or knows it without the 0 that is dialled at home only.
fn is_valid(plan: Code, national: &[u8]) -> bool {
    plan.knows(national)
        || national
            .strip_prefix(b"0")
            .is_some_and(|rest| plan.knows(rest))
}

/// `+20221128-1`: the day of a snapshot, in the version of a package.
fn is_day(digits: &[u8]) -> bool {
    let [year, month, day] = [0..4, 4..6, 6..8].map(|part| number(&digits[part]));
    (1990..2040).contains(&year) && is_date(year, month, day)
}

/// Whether a mark and a digit go on behind the number.
fn is_part(text: &[u8], end: usize) -> bool {
    matches!(text.get(end..end + 2), Some([b'-' | b'.', digit]) if digit.is_ascii_digit())
}

/// Whether 00 or 011 and a valid international number make up `digits`.
pub(super) fn is_dialled(digits: &[u8]) -> bool {
    let number = digits
        .strip_prefix(b"00")
        .or_else(|| digits.strip_prefix(b"011"));
    number.is_some_and(is_known)
}

/// Whether a calling code and a number that its plan knows make up `digits`.
fn is_known(digits: &[u8]) -> bool {
    plan::code_len(digits).is_some_and(|code| {
        Code::of(&digits[..code]).is_some_and(|plan| is_valid(plan, &digits[code..]))
    })
}

/// What was read of a number.
struct Dialled {
    digits: [u8; MAX_DIGITS],
    count: usize,
    /// Digits until then and where the group ends, for each group.
    groups: [(usize, usize); MAX_GROUPS],
    group_count: usize,
    /// Digits of the last group.
    last: usize,
    /// Two groups with a dot between them, and five digits or more behind it.
    is_decimal: bool,
}

impl Dialled {
    fn read(text: &[u8], at: usize) -> Dialled {
        let mut number = Dialled {
            digits: [0; MAX_DIGITS],
            count: 0,
            groups: [(0, 0); MAX_GROUPS],
            group_count: 0,
            last: 0,
            is_decimal: false,
        };
        let mut here = at + 1;
        while here < text.len().min(at + MAX_BYTES) && number.group_count < MAX_GROUPS {
            let run = digit_run(&text[here..]);
            if run > 0 {
                if !number.takes(text, here, run) {
                    break;
                }
                here += run;
                number.is_decimal =
                    number.group_count == 1 && run >= 5 && text[here - run - 1] == b'.';
                number.add(&text[here - run..here], here);
            }
            match separator(&text[here..]) {
                Some(len) => here += len,
                None => break,
            }
        }
        number
    }

    /// Whether the group of `run` digits at `here` can belong to the number.
    fn takes(&self, text: &[u8], here: usize, run: usize) -> bool {
        let most = if self.digits[0] == b'1' {
            NANP_DIGITS
        } else {
            MAX_DIGITS
        };
        if self.count + run > most {
            return false;
        }
        // Enough digits, and a slash or a letter: another value of a list, or a code.
        let next = text.get(here + run).copied().unwrap_or(b' ');
        let beyond = text.get(here + run + 1).copied().unwrap_or(b' ');
        let is_enough = self.count >= MIN_DIGITS;
        if is_enough && (is_plain_letter(next) || text[here - 1] == b'/' && self.is_valid()) {
            return false;
        }
        let parted = is_enough && text[..here].ends_with(b" ");
        // `+7.179738 7.441534`: two decimals.
        if text[here - 1] == b' ' && next == b'.' && self.is_decimal {
            return false;
        }
        let goes_on = matches!(next, b'.' | b'-' | b':') && beyond.is_ascii_alphanumeric()
            || next == b'/' && begins_date(&text[here..]);
        // A group of one digit, or one that is shorter than four before it, begins another value.
        let complete = self.count >= 10 && (run == 1 || self.last >= 4 && run < self.last);
        !(parted && (goes_on || complete && self.is_valid()))
    }

    /// Whether the groups until now are a number that a plan knows.
    fn is_valid(&self) -> bool {
        is_known(&self.digits[..self.count])
    }

    fn add(&mut self, group: &[u8], end: usize) {
        self.digits[self.count..][..group.len()].copy_from_slice(group);
        self.count += group.len();
        self.groups[self.group_count] = (self.count, end);
        self.group_count += 1;
        self.last = group.len();
    }
}

/// How many digits `text` begins with; what no number has may be less.
fn digit_run(text: &[u8]) -> usize {
    match leading_digits(text) {
        8 => {
            8 + match leading_digits(&text[8..]) {
                8 => 8 + leading_digits(&text[16..]),
                run => run,
            }
        }
        run => run,
    }
}

/// `10/18/2014`, `3/4/21`
fn begins_date(text: &[u8]) -> bool {
    let mut parts = text[..text.len().min(10)].split(|&byte| byte == b'/');
    let mut short = || {
        let part = parts.next().unwrap_or_default();
        (1..=2).contains(&part.len()) && part.iter().all(u8::is_ascii_digit)
    };
    short() && short() && parts.next().is_some_and(|year| !year.is_empty())
}

/// Letters that may follow are those of an extension.
fn is_plain_letter(byte: u8) -> bool {
    byte.is_ascii_alphabetic()
}

/// Length of what may stand between groups of digits: one mark, or a parenthesis with a blank.
fn separator(text: &[u8]) -> Option<usize> {
    let mut len = 0;
    let mut marks = 0;
    while let Some(&byte) = text.get(len) {
        match byte {
            b'(' | b')' if len < 4 => len += 1,
            b' ' | b'-' | b'.' | b'/' if marks == 0 => (len, marks) = (len + 1, 1),
            0xC2 | 0xE2 if marks == 0 => {
                let rest = &text[len..];
                match blank(rest).or_else(|| hyphen(rest)) {
                    Some(wide) => (len, marks) = (len + wide, 1),
                    None => break,
                }
            }
            // `+49 (0) 30`
            b' ' if marks == 1 && text[len - 1] == b')' => (len, marks) = (len + 1, 2),
            _ => break,
        }
    }
    let digit_follows = text.get(len).is_some_and(u8::is_ascii_digit);
    (len > 0 && digit_follows).then_some(len)
}
