//! What people write around a number: with its cue before or behind it, and without one.

use super::search::Case;

/// Around a cue and a value, as forms, exports, chats and letters of any language have them; with
/// ASCII digits in none, which could be taken for a part of the value.
const WITH_CUE: &[&str] = &[
    "{cue}: {value}",
    "{cue} {value}.",
    "{cue}:{value}.",
    "{cue}={value};",
    "({cue} {value})",
    "- {cue}: {value}, ok",
    "{cue} - {value}",
    "{cue} no. {value}",
    "\"{cue}\": \"{value}\"",
    "| {cue} | {value} |",
    "{cue}\t{value}\n",
    "{cue}\n{value}\n",
    "{value} ({cue})",
    "{value} = {cue}",
];

/// Frames whose cue is far away: a check has to help.
const WITH_FAR_CUE: &[&str] = &["{value} is the {cue}", "{cue} of the man is {value}"];

/// Frames of scripts that are written without blanks.
const WITH_WIDE_CUE: &[&str] = &["{cue}：{value}", "{cue}{value}。", "（{cue}）{value}"];

/// Around a value that nothing names.
const WITHOUT_CUE: &[(&str, &str)] = &[
    ("", ""),
    ("see ", ""),
    ("", ", please"),
    ("* ", "\n"),
    ("we have got ", " here."),
    ("dann kam ", " an die Reihe"),
    ("puis ", ", et voilà"),
    ("\"", "\""),
    ("x = ", ";"),
    ("(", ")"),
];

/// How much a value says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    Checked,
    /// Digits of a shape and no check: only a near cue makes it one.
    Unchecked,
}

/// A value with its cue, in another way at each turn.
pub(super) fn with_cue(cue: &str, value: &str, strength: Strength, turn: usize) -> Case {
    let is_wide = cue.chars().any(|letter| letter >= '\u{2e80}');
    let wide = if is_wide { WITH_WIDE_CUE } else { &[] };
    let far = match strength {
        Strength::Checked => WITH_FAR_CUE,
        Strength::Unchecked => &[],
    };
    let frames = [WITH_CUE, wide, far].concat();
    let frame = frames[turn % frames.len()].replace("{cue}", cue);
    let (before, behind) = frame.split_once("{value}").expect("a frame has a value");
    Case::between(before, value, behind)
}

/// The value of a field whose name is the cue.
pub(super) fn in_field(cue: &str, value: &str) -> Case {
    let name: String = cue
        .chars()
        .map(|letter| {
            if letter.is_alphanumeric() {
                letter
            } else {
                '_'
            }
        })
        .collect();
    Case::whole(value, &name.to_lowercase())
}

/// Nothing says what the value is.
pub(super) fn without_cue(value: &str, turn: usize) -> Case {
    let (before, behind) = WITHOUT_CUE[turn % WITHOUT_CUE.len()];
    Case::between(before, value, behind)
}
