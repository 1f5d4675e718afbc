//! A dictionary: a text file with one term a line.
//!
//! Blanks at the ends of a line, a byte order mark and the `\r` of Windows are no part of a term; blank
//! lines are skipped, and so is a term that stands there already. There are no comments: a term may
//! begin with any character.

use std::collections::HashSet;

use pumice_detect::Terms;

use super::source::{Flaw, Place, line};

/// What a dictionary holds.
pub(super) struct Dictionary {
    pub(super) terms: Vec<String>,
    /// The first line whose term stood there before, and how many such lines there are.
    pub(super) repeated: Option<(Place, usize)>,
}

/// Reads the bytes of a file.
///
/// # Errors
/// All that is wrong, by lines: bytes that are no UTF-8, terms that are too long or have control
/// characters, more terms than [`Terms::MAX`].
pub(super) fn parse(
    source: u32,
    bytes: &[u8],
    ignores_case: bool,
) -> Result<Dictionary, Vec<Flaw>> {
    let at = |line| Place { source, line };
    let text = str::from_utf8(bytes).map_err(|error| {
        let line = line(bytes, error.valid_up_to());
        vec![Flaw::new(
            at(line),
            "this line of a dictionary is not UTF-8; save the file as UTF-8",
        )]
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (mut terms, mut seen) = (vec![], HashSet::new());
    let (mut repeated, mut flaws) = (None, vec![]);
    for (line, number) in text.lines().zip(1..) {
        let term = line.trim();
        if term.is_empty() {
            continue;
        }
        if let Err(wrong) = check_term(term) {
            flaws.push(Flaw::new(at(number), wrong));
            continue;
        }
        let key = if ignores_case {
            term.to_lowercase()
        } else {
            term.to_owned()
        };
        if !seen.insert(key) {
            repeated.get_or_insert((at(number), 0)).1 += 1;
            continue;
        }
        if terms.len() == Terms::MAX {
            flaws.push(Flaw::new(
                at(number),
                "the dictionary has more than 1,000,000 terms; split it into several recognizers",
            ));
            break;
        }
        terms.push(term.to_owned());
    }
    if flaws.is_empty() {
        Ok(Dictionary { terms, repeated })
    } else {
        Err(flaws)
    }
}

/// What is wrong with one term, wherever it is written, and what to do.
pub(super) fn check_term(term: &str) -> Result<(), &'static str> {
    if term.len() > Terms::MAX_BYTES {
        Err("a term has more than 1,024 bytes; shorten it or write a regex")
    } else if term.contains(char::is_control) {
        Err("a term has a control character, such as a tab; remove it")
    } else if !term.contains(char::is_alphanumeric) {
        Err("a term has no letter and no digit; remove it")
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> Vec<String> {
        parse(0, text.as_bytes(), false).ok().unwrap().terms
    }

    #[test]
    fn terms_are_lines_however_they_end() {
        assert_eq!(
            terms("\u{feff}Blue Heron\r\n\r\n  Project 17\t\n#9\nlast"),
            ["Blue Heron", "Project 17", "#9", "last"]
        );
        assert!(terms("").is_empty() && terms("\r\n \n").is_empty());
    }

    #[test]
    fn terms_that_stand_twice_are_counted_with_their_first_line() {
        for (ignores_case, expected) in [(false, (4, 1)), (true, (3, 2))] {
            let text = b"heron\n\nHERON\nheron\n";
            let read = parse(7, text, ignores_case).ok().unwrap();
            let (place, count) = read.repeated.unwrap();
            assert_eq!((place.source, (place.line, count)), (7, expected));
        }
    }

    #[test]
    fn every_line_that_is_wrong_is_told() {
        let long = "x".repeat(Terms::MAX_BYTES + 1);
        let text = format!("good\n{long}\na\tb\n--\n");
        let flaws = parse(0, text.as_bytes(), false).err().unwrap();
        let lines: Vec<_> = flaws.iter().map(|flaw| flaw.place.line).collect();
        assert_eq!(lines, [2, 3, 4]);
        let flaws = parse(0, b"good\ngr\xfcn\n", false).err().unwrap();
        assert_eq!(flaws[0].place.line, 2);
    }
}
