//! Mistakes that a reader of TOML has found, in our own words and without the values it repeats: they
//! may be terms of a list.

/// What is wrong with the grammar, and what to do.
pub(super) fn of_syntax(message: &str) -> String {
    let message = message.trim_end_matches('.');
    format!("this is no TOML: {message}; correct this line or the one before it")
}

/// What is wrong with a key or a value, and what to do.
pub(super) fn of_value(message: &str) -> String {
    let quoted = |text: &str| text.split('`').nth(1).map(str::to_owned);
    if let Some(rest) = message.strip_prefix("unknown field ")
        && let Some(key) = quoted(rest)
    {
        return unknown_key(&key, &names(rest));
    }
    if let Some(rest) = message.strip_prefix("unknown variant ")
        && let Some(word) = quoted(rest)
    {
        let known = list(&names(rest), "or");
        return format!("the word `{word}` is unknown here; write {known}");
    }
    let told = without_value(message);
    match told.split_once(", expected ") {
        Some((what, expected)) => {
            let what = what.strip_prefix("invalid type: ").unwrap_or(what);
            let what = what.strip_prefix("invalid value: ").unwrap_or(what);
            format!("this is {}; write {}", article(what), in_toml(expected))
        }
        None if told.starts_with("wanted string or table") => {
            "this is no word in quotes; write one".to_owned()
        }
        None => format!("{told}; correct it"),
    }
}

/// The names that are known, which stand behind the unknown one.
fn names(message: &str) -> Vec<&str> {
    message.split('`').skip(1).step_by(2).skip(1).collect()
}

fn unknown_key(key: &str, known: &[&str]) -> String {
    match nearest(key, known) {
        Some(meant) => format!("the key `{key}` is unknown here; did you mean `{meant}`?"),
        None if known.is_empty() => format!("the key `{key}` is unknown here; remove it"),
        None => format!(
            "the key `{key}` is unknown here; write one of {}",
            list(known, "and")
        ),
    }
}

/// `a`, `b` or `c`, in back quotes.
fn list(names: &[&str], last: &str) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match &quoted[..] {
        [] => String::new(),
        [one] => one.clone(),
        [names @ .., end] => format!("{} {last} {end}", names.join(", ")),
    }
}

/// A known name that `word` is a slip of: at most one letter in three is another.
pub(super) fn nearest<'a>(word: &str, known: &[&'a str]) -> Option<&'a str> {
    let distances = known.iter().map(|name| (distance(word, name), *name));
    let (distance, name) = distances.min_by_key(|&(distance, _)| distance)?;
    (distance * 3 <= word.chars().count()).then_some(name)
}

/// Letters to put in, take out, change or swap with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for at in 0..=a.len() {
        for to in 0..=b.len() {
            rows[at][to] = if at == 0 || to == 0 {
                at + to
            } else {
                let changed = rows[at - 1][to - 1] + usize::from(a[at - 1] != b[to - 1]);
                let moved = changed.min(rows[at - 1][to] + 1).min(rows[at][to - 1] + 1);
                let is_swap = at > 1 && to > 1 && a[at - 1] == b[to - 2] && a[at - 2] == b[to - 1];
                if is_swap {
                    moved.min(rows[at - 2][to - 2] + 1)
                } else {
                    moved
                }
            };
        }
    }
    rows[a.len()][b.len()]
}

/// `invalid type: string "...", expected a sequence` loses what is between the quotes.
fn without_value(message: &str) -> String {
    let names_value =
        message.starts_with("invalid type: ") || message.starts_with("invalid value: ");
    match (message.find(['"', '`']), message.rfind(", expected ")) {
        (Some(value), Some(expected)) if names_value && value < expected => {
            let (what, expected) = (message.get(..value), message.get(expected..));
            let what = what.unwrap_or_default().trim_end();
            format!("{what}{}", expected.unwrap_or_default())
        }
        _ => message.to_owned(),
    }
}

fn article(what: &str) -> String {
    let what = match what {
        "map" => "table",
        "sequence" => "list",
        "boolean" => "truth value",
        "string" => "text in quotes",
        "floating point" => "number with a point",
        "integer" => "whole number",
        other => other,
    };
    format!("a {what}")
}

/// What TOML calls what `serde` expects.
fn in_toml(expected: &str) -> &str {
    match expected {
        "a sequence" => "a list, as in `[\"...\"]`",
        "a map" => "a table",
        "a string" => "a text in quotes",
        "a boolean" => "`true` or `false`",
        "i64" | "an integer" => "a whole number",
        "f64" => "a number",
        other if other.starts_with("struct ") => "a table",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_not_repeated() {
        for (message, told) in [
            (
                "invalid type: string \"Heron, expected \", expected a sequence",
                "this is a text in quotes; write a list, as in `[\"...\"]`",
            ),
            (
                "invalid type: integer `14255550100`, expected a string",
                "this is a whole number; write a text in quotes",
            ),
            (
                "invalid type: map, expected a sequence",
                "this is a table; write a list, as in `[\"...\"]`",
            ),
        ] {
            assert_eq!(of_value(message), told);
        }
    }

    #[test]
    fn a_slip_is_told_from_another_word() {
        let known = ["threshold", "transform", "with"];
        assert_eq!(nearest("treshold", &known), Some("threshold"));
        assert_eq!(nearest("Transform", &known), Some("transform"));
        assert_eq!(nearest("wiht", &known), Some("with"));
        assert_eq!(nearest("colour", &known), None);
        assert_eq!(
            of_value("unknown field `colour`, expected `with` or `enabled`"),
            "the key `colour` is unknown here; write one of `with` and `enabled`"
        );
        assert_eq!(
            of_value("unknown variant `zero`, expected `null` or `string`"),
            "the word `zero` is unknown here; write `null` or `string`"
        );
    }
}
