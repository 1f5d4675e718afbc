//! Made-up sentences with names of the lists in them: the registers that labelled corpora lack.

use crate::{
    Field, Kind, hash,
    lexicon::lists::*,
    train::{
        corpus::Example,
        instances::Random,
        language::{self, Section},
        words::Lists,
    },
};

/// Sentences that are made of the templates of the model's language.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MadeUp {
    /// Times that each template is filled, with other names each time.
    pub times: usize,
    /// How much such a sentence counts.
    pub weight: f32,
    /// Of templates, and of the names that they are filled with, one of so many is held back to be
    /// measured with; 0 holds none back.
    pub hold_back: u64,
}

impl Default for MadeUp {
    fn default() -> Self {
        Self {
            times: 12,
            weight: 0.4,
            hold_back: 0,
        }
    }
}

/// Which templates and names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    Trained,
    Held,
}

/// Each template of the share `times` times; nothing where the language has no templates, or no list has
/// names to fill them with.
pub(super) fn examples(
    lists: &Lists,
    language: &str,
    made_up: MadeUp,
    share: Share,
) -> Vec<Example> {
    let is_of_share = |text: &str| match made_up.hold_back {
        0 => share == Share::Trained,
        of => {
            (hash::word(text.to_lowercase().as_bytes()) >> 8).is_multiple_of(of)
                == (share == Share::Held)
        }
    };
    let names = Names::new(lists, language, &is_of_share);
    if names.firsts.is_empty() {
        return vec![];
    }
    let mut random = Random::new(7);
    let lines = language::templates(language)
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with("# ") && is_of_share(line));
    let lines: Vec<&str> = lines.collect();
    (0..made_up.times)
        .flat_map(|_| &lines)
        .map(|line| fill(line, &names, &mut random))
        .collect()
}

/// What places are filled with, spelled as in a text.
#[derive(Default)]
struct Names {
    firsts: Vec<String>,
    lasts: Vec<String>,
    rare_lasts: Vec<String>,
    cities: Vec<String>,
    places: Vec<String>,
    words: Vec<String>,
    organizations: Vec<String>,
    organization_words: Vec<String>,
    suffixes: Vec<String>,
    /// How persons and organisations are called; of English, code knows it.
    persons: Vec<&'static str>,
    companies: Vec<&'static str>,
    /// Names of other countries, one of four of those that are filled in.
    abroad: Option<Box<Names>>,
}

impl Names {
    fn new(lists: &Lists, language: &str, is_of_share: &dyn Fn(&str) -> bool) -> Names {
        let general = Names::of_lexicon(lists, is_of_share);
        let own = |section| -> Vec<String> {
            let entries = language::entries(language, section);
            let some = entries.filter(|entry| is_of_share(entry));
            some.map(str::to_owned).collect()
        };
        let all = |section| language::entries(language, section).collect::<Vec<_>>();
        let organizations = all(Section::Organization);
        let organization_words = all(Section::OrganizationWord);
        let organization_words = organization_words.into_iter().map(title).collect();
        let firsts = own(Section::First);
        if firsts.is_empty() {
            return Names {
                organizations: organizations.into_iter().map(spelled).collect(),
                organization_words,
                ..general
            };
        }
        let words = [all(Section::Noun), all(Section::Role)].concat();
        Names {
            firsts,
            lasts: own(Section::Last),
            rare_lasts: vec![],
            cities: own(Section::City),
            places: own(Section::Country),
            words: words.into_iter().map(title).collect(),
            organizations: organizations.into_iter().map(str::to_owned).collect(),
            organization_words,
            suffixes: all(Section::Suffix)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            persons: all(Section::PersonPattern),
            companies: all(Section::OrganizationPattern),
            abroad: (!general.firsts.is_empty()).then(|| general.into()),
        }
    }

    /// Those that stand in the lexicon, which is in small letters.
    fn of_lexicon(lists: &Lists, is_of_share: &dyn Fn(&str) -> bool) -> Names {
        let rows = lists.lexicon.lines().filter_map(|line| {
            let mut fields = line.split('\t');
            let word = fields.next()?;
            let on: u16 = fields.nth(3)?.parse().ok()?;
            let plain = word.len() > 1
                && word
                    .chars()
                    .all(|letter| letter.is_alphabetic() || letter == '-');
            (plain && is_of_share(word)).then_some((word, on))
        });
        let rows: Vec<(&str, u16)> = rows.collect();
        let of = |on: u16, not: u16| -> Vec<String> {
            let some = rows
                .iter()
                .filter(|(_, lists)| lists & on != 0 && lists & not == 0);
            some.map(|(word, _)| title(word)).collect()
        };
        let phrases = lists
            .phrases
            .lines()
            .filter_map(|line| line.split('\t').next())
            .filter(|phrase| is_of_share(phrase));
        let mut places = of(COUNTRY, CONNECTOR);
        places.extend(phrases.map(title));
        Names {
            firsts: of(FIRST, CONNECTOR),
            lasts: of(LAST, CONNECTOR),
            rare_lasts: of(RARE_LAST | RARE_FIRST, CONNECTOR | DICTIONARY),
            cities: of(CITY, CONNECTOR | DICTIONARY),
            places,
            words: of(
                DICTIONARY,
                FIRST | LAST | CITY | COUNTRY | RARE_FIRST | RARE_LAST | NATIONALITY,
            ),
            ..Names::default()
        }
    }

    /// The list of this language, or one time of four that of the others.
    fn drawn(&self, random: &mut Random, list: fn(&Names) -> &Vec<String>) -> String {
        match &self.abroad {
            Some(abroad) if random.below(4) == 0 => pick(list(abroad), random),
            _ => pick(list(self), random),
        }
        .to_owned()
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
        let (kind, text) = filled(slot, names, random);
        example.text.push_str(&text);
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

fn filled(slot: &str, names: &Names, random: &mut Random) -> (Option<Kind>, String) {
    match slot {
        "n" => (None, (random.below(99) + 1).to_string()),
        "word" => (None, pick(&names.words, random).to_owned()),
        "first" => (
            Some(Kind::Person),
            names.drawn(random, |names| &names.firsts),
        ),
        "last" => (Some(Kind::Person), last(names, random)),
        "person" => (Some(Kind::Person), person(names, random)),
        "city" => (
            Some(Kind::Location),
            names.drawn(random, |names| &names.cities),
        ),
        "place" => (
            Some(Kind::Location),
            names.drawn(random, |names| &names.places),
        ),
        // German genitives are one word.
        "firsts" => (
            Some(Kind::Person),
            genitive(names.drawn(random, |names| &names.firsts)),
        ),
        "lasts" => (Some(Kind::Person), genitive(last(names, random))),
        "citys" => (
            Some(Kind::Location),
            genitive(names.drawn(random, |names| &names.cities)),
        ),
        "suffix" => (None, pick(&names.suffixes, random).to_owned()),
        "kind" => (None, pick(&names.organization_words, random).to_owned()),
        _ => (Some(Kind::Organization), organization(names, random)),
    }
}

fn pick<'a>(words: &'a [String], random: &mut Random) -> &'a str {
    if words.is_empty() {
        "x"
    } else {
        &words[random.below(words.len())]
    }
}

fn genitive(name: String) -> String {
    match name.ends_with(['s', 'x', 'z', '\u{DF}']) {
        true => name,
        false => name + "s",
    }
}

fn last(names: &Names, random: &mut Random) -> String {
    if names.abroad.is_some() {
        return names.drawn(random, |names| &names.lasts);
    }
    let rare = random.below(3) == 0 && !names.rare_lasts.is_empty();
    let list = match rare {
        true => &names.rare_lasts,
        false => &names.lasts,
    };
    pick(list, random).to_owned()
}

fn person(names: &Names, random: &mut Random) -> String {
    if !names.persons.is_empty() {
        return pattern(&names.persons, names, random);
    }
    let first = pick(&names.firsts, random).to_owned();
    let last = last(names, random);
    let letter = char::from(b'A' + random.below(26) as u8);
    match random.below(12) {
        0 => format!("{first} {letter}. {last}"),
        1 => format!("{letter}. {last}"),
        2 => format!("{first} {last}-{}", pick(&names.lasts, random)),
        3 => first,
        4 => format!("{} {last}", pick(&names.rare_lasts, random)),
        _ => format!("{first} {last}"),
    }
}

fn organization(names: &Names, random: &mut Random) -> String {
    if !names.companies.is_empty() {
        return match random.below(10) {
            0..4 => pick(&names.organizations, random).to_owned(),
            _ => pattern(&names.companies, names, random),
        };
    }
    let last = last(names, random);
    let city = pick(&names.cities, random);
    let kind = pick(&names.organization_words, random);
    match random.below(10) {
        0 => format!("{last} {kind}"),
        1 => format!("{city} {kind}"),
        2 => format!("{last} & {}", pick(&names.lasts, random)),
        3 => format!("{kind} of {city}"),
        4 => format!("{} {kind}", pick(&names.words, random)),
        5 => format!(
            "{last} {}",
            ["Inc.", "LLC", "Ltd", "Corp.", "Group", "GmbH"][random.below(6)]
        ),
        _ => pick(&names.organizations, random).to_owned(),
    }
}

/// One of some patterns, filled.
fn pattern(patterns: &[&str], names: &Names, random: &mut Random) -> String {
    let mut rest = patterns[random.below(patterns.len())];
    let mut text = String::new();
    while let Some((before, slot, behind)) = split(rest) {
        text.push_str(before);
        text.push_str(&match slot {
            "letter" => char::from(b'A' + random.below(26) as u8).to_string(),
            slot => filled(slot, names, random).1,
        });
        rest = behind;
    }
    text + rest
}

/// A well-known organisation: short ones are initials.
fn spelled(known: &str) -> String {
    let short = known.len() <= 4 && !known.contains(' ');
    match short {
        true => known.to_uppercase(),
        false => title(known),
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
