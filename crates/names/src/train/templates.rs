//! Made-up sentences with names of the lists in them: the registers that labelled corpora lack.

use crate::{
    Field, Kind,
    lexicon::lists::*,
    train::{
        corpus::Example,
        instances::Random,
        words::{Lists, ORGANIZATION_WORDS, ORGANIZATIONS},
    },
};

/// Names to fill in, in lower case.
struct Names<'a> {
    firsts: Vec<&'a str>,
    lasts: Vec<&'a str>,
    rare_lasts: Vec<&'a str>,
    cities: Vec<&'a str>,
    places: Vec<&'a str>,
    words: Vec<&'a str>,
    organizations: Vec<&'a str>,
    organization_words: Vec<&'a str>,
}

/// Each template `times` times, with other names each time.
pub(super) fn examples(lists: &Lists, times: usize) -> Vec<Example> {
    let names = Names::new(lists);
    let mut random = Random::new(7);
    let lines = TEMPLATES
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# "));
    let lines: Vec<&str> = lines.collect();
    (0..times)
        .flat_map(|_| &lines)
        .map(|line| fill(line, &names, &mut random))
        .collect()
}

impl<'a> Names<'a> {
    fn new(lists: &'a Lists) -> Names<'a> {
        let rows = lists.lexicon.lines().filter_map(|line| {
            let mut fields = line.split('\t');
            let word = fields.next()?;
            let on: u16 = fields.nth(3)?.parse().ok()?;
            let plain = word.len() > 1
                && word
                    .chars()
                    .all(|letter| letter.is_alphabetic() || letter == '-');
            plain.then_some((word, on))
        });
        let rows: Vec<(&str, u16)> = rows.collect();
        let of = |on: u16, not: u16| -> Vec<&str> {
            let some = rows
                .iter()
                .filter(|(_, lists)| lists & on != 0 && lists & not == 0);
            some.map(|(word, _)| *word).collect()
        };
        let plain = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
        let phrases = lists
            .phrases
            .lines()
            .filter_map(|line| line.split('\t').next());
        Names {
            firsts: of(FIRST, CONNECTOR),
            lasts: of(LAST, CONNECTOR),
            rare_lasts: of(RARE_LAST | RARE_FIRST, CONNECTOR | DICTIONARY),
            cities: of(CITY, CONNECTOR | DICTIONARY),
            places: of(COUNTRY, CONNECTOR).into_iter().chain(phrases).collect(),
            words: of(
                DICTIONARY,
                FIRST | LAST | CITY | COUNTRY | RARE_FIRST | RARE_LAST | NATIONALITY,
            ),
            organizations: plain(ORGANIZATIONS).collect(),
            organization_words: plain(ORGANIZATION_WORDS).collect(),
        }
    }
}

/// Fills the places of one template.
fn fill(template: &str, names: &Names, random: &mut Random) -> Example {
    let mut example = Example::default();
    let mut rest = template;
    for (name, field) in [
        ("field=person ", Field::Person),
        ("field=location ", Field::Location),
        ("field=organization ", Field::Organization),
        ("field=other ", Field::Other),
    ] {
        if let Some(text) = rest.strip_prefix(name) {
            (example.field, rest) = (field, text);
        }
    }
    while let Some((before, slot, behind)) = split(rest) {
        example.text.push_str(before);
        let start = example.text.len();
        let kind = put(slot, names, random, &mut example.text);
        if let Some(kind) = kind {
            example.names.push((start..example.text.len(), kind));
        }
        rest = behind;
    }
    example.text.push_str(rest);
    example
}

/// What is before the first place, its name, and what is behind.
fn split(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let open = from + text[from..].find('{')?;
        let close = open + text[open..].find('}')?;
        let slot = &text[open + 1..close];
        if slot.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Some((&text[..open], slot, &text[close + 1..]));
        }
        from = open + 1;
    }
}

fn put(slot: &str, names: &Names, random: &mut Random, text: &mut String) -> Option<Kind> {
    let mut push = |word: &str| text.push_str(word);
    match slot {
        "n" => {
            push(&(random.below(99) + 1).to_string());
            None
        }
        "word" => {
            push(&title(pick(&names.words, random)));
            None
        }
        "first" => {
            push(&title(pick(&names.firsts, random)));
            Some(Kind::Person)
        }
        "last" => {
            push(&last(names, random));
            Some(Kind::Person)
        }
        "person" => {
            push(&person(names, random));
            Some(Kind::Person)
        }
        "city" => {
            push(&title(pick(&names.cities, random)));
            Some(Kind::Location)
        }
        "place" => {
            push(&title(pick(&names.places, random)));
            Some(Kind::Location)
        }
        _ => {
            push(&organization(names, random));
            Some(Kind::Organization)
        }
    }
}

fn pick<'a>(words: &[&'a str], random: &mut Random) -> &'a str {
    if words.is_empty() {
        "x"
    } else {
        words[random.below(words.len())]
    }
}

fn last(names: &Names, random: &mut Random) -> String {
    let rare = random.below(3) == 0 && !names.rare_lasts.is_empty();
    title(pick(
        if rare {
            &names.rare_lasts
        } else {
            &names.lasts
        },
        random,
    ))
}

fn person(names: &Names, random: &mut Random) -> String {
    let first = title(pick(&names.firsts, random));
    let last = last(names, random);
    let letter = char::from(b'A' + random.below(26) as u8);
    match random.below(12) {
        0 => format!("{first} {letter}. {last}"),
        1 => format!("{letter}. {last}"),
        2 => format!("{first} {last}-{}", title(pick(&names.lasts, random))),
        3 => first,
        4 => format!("{} {last}", title(pick(&names.rare_lasts, random))),
        _ => format!("{first} {last}"),
    }
}

fn organization(names: &Names, random: &mut Random) -> String {
    let last = last(names, random);
    let city = title(pick(&names.cities, random));
    let kind = title(pick(&names.organization_words, random));
    match random.below(10) {
        0 => format!("{last} {kind}"),
        1 => format!("{city} {kind}"),
        2 => format!("{last} & {}", title(pick(&names.lasts, random))),
        3 => format!("{kind} of {city}"),
        4 => format!("{} {kind}", title(pick(&names.words, random))),
        5 => format!(
            "{last} {}",
            ["Inc.", "LLC", "Ltd", "Corp.", "Group", "GmbH"][random.below(6)]
        ),
        _ => {
            let known = pick(&names.organizations, random);
            let short = known.len() <= 4 && !known.contains(' ');
            if short {
                known.to_uppercase()
            } else {
                title(known)
            }
        }
    }
}

/// With a capital at the begin of each word but the small ones.
fn title(words: &str) -> String {
    let mut capital = true;
    let mut text = String::new();
    for (at, word) in words.split(' ').enumerate() {
        if at > 0 {
            text.push(' ');
        }
        capital |= at > 0
            && !matches!(
                word,
                "of" | "the" | "and" | "for" | "de" | "la" | "del" | "&"
            );
        for letter in word.chars() {
            if capital {
                text.extend(letter.to_uppercase())
            } else {
                text.push(letter)
            }
            capital = letter == '-';
        }
    }
    text
}

const TEMPLATES: &str = include_str!("../../templates/en.txt");
