//! National numbers whose area code stands in parentheses.

use super::super::super::{blank, hyphen, leading_digits};

/// What was read around and behind a parenthesis.
#[derive(Debug)]
pub(super) struct Bracketed {
    pub(super) start: usize,
    /// The trunk prefix before the parenthesis.
    pub(super) lead: Option<u8>,
    /// Digits in the parentheses.
    pub(super) inside: usize,
    /// Digits of the group behind them.
    pub(super) first_group: usize,
    digits: [u8; MOST_DIGITS],
    /// Digits until then and where the group ends, for each group behind the parentheses.
    groups: [(usize, usize); MOST_GROUPS],
    count: usize,
}

const MOST_DIGITS: usize = 16;
const MOST_GROUPS: usize = 6;
const MOST_INSIDE: usize = 6;

impl Bracketed {
    /// Reads `(`, digits, `)` and groups of digits at `at`.
    pub(super) fn read(text: &[u8], at: usize) -> Option<Bracketed> {
        let mut found = Bracketed {
            start: at,
            lead: None,
            inside: 0,
            first_group: 0,
            digits: [0; MOST_DIGITS],
            groups: [(0, 0); MOST_GROUPS],
            count: 0,
        };
        found.read_lead(text, at)?;
        let mut len = usize::from(found.lead.is_some());
        let mut here = at + 1;
        // `(06 35)`, `(0-606)`
        while let Some(&byte) = text.get(here) {
            here += 1;
            match byte {
                b'0'..=b'9' if found.inside < MOST_INSIDE => {
                    found.digits[len] = byte;
                    (len, found.inside) = (len + 1, found.inside + 1);
                }
                b' ' | b'-' if text[here - 2].is_ascii_digit() => {}
                b')' if text[here - 2].is_ascii_digit() => break,
                _ => return None,
            }
        }
        if text.get(here - 1) != Some(&b')') {
            return None;
        }
        found.read_groups(text, here, len);
        (found.count > 0).then_some(found)
    }

    /// `8 (912)`, `0(532)`, `1-(415)`: the prefix dialled at home. Behind more digits there is none.
    fn read_lead(&mut self, text: &[u8], at: usize) -> Option<()> {
        let before = |at: usize| at.checked_sub(1).map_or(b' ', |at| text[at]);
        let gap = usize::from(matches!(before(at), b' ' | b'-'));
        let Some(lead) = at.checked_sub(gap + 1) else {
            return Some(());
        };
        let edge = before(lead);
        let stands_alone =
            !edge.is_ascii_alphanumeric() && !matches!(edge, b'-' | b'.' | b'/' | b'+');
        match text[lead] {
            digit @ (b'0' | b'1' | b'8') if stands_alone => {
                (self.start, self.lead) = (lead, Some(digit));
                self.digits[0] = digit;
                Some(())
            }
            // `f(415)`, `12(30)`
            word if gap == 0 && word.is_ascii_alphanumeric() => None,
            _ => Some(()),
        }
    }

    fn read_groups(&mut self, text: &[u8], mut here: usize, mut len: usize) {
        while self.count < MOST_GROUPS {
            let gap = mark(&text[here..]);
            let run = leading_digits(&text[here + gap..]);
            if run == 0 || run == 8 && leading_digits(&text[here + gap + 8..]) > 0 {
                return;
            }
            let group = &text[here + gap..][..run];
            let Some(slots) = self.digits.get_mut(len..len + run) else {
                return;
            };
            slots.copy_from_slice(group);
            if self.count == 0 {
                self.first_group = run;
            }
            (len, here) = (len + run, here + gap + run);
            self.groups[self.count] = (len, here);
            self.count += 1;
        }
    }

    /// The digits up to the last group with which `fits` says yes to them, and where they end. What
    /// goes on without a blank is part of something longer.
    pub(super) fn longest(&self, fits: impl Fn(&[u8]) -> bool) -> Option<(&[u8], usize)> {
        let groups = self.groups[..self.count].iter().rev();
        groups
            .map(|&(len, end)| (&self.digits[..len], end))
            .find(|(digits, _)| fits(digits))
    }
}

/// Length of the mark between groups: a blank, a hyphen, a dot, or nothing.
fn mark(text: &[u8]) -> usize {
    let dot = || text.starts_with(b".").then_some(1);
    blank(text)
        .or_else(|| hyphen(text))
        .or_else(dot)
        .unwrap_or(0)
}
