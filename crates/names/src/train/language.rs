//! What this repository has of a language: templates, and lists of words written down from general knowledge.
//!
//! Lists are in files of sections, `[first]` and so on, of entries parted by commas or lines; a line that
//! begins with `#` is a comment. Words are spelled as in a text.

use crate::{lexicon::lists::*, phrases};

/// A list of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    First,
    Last,
    City,
    Country,
    Organization,
    OrganizationWord,
    Suffix,
    Title,
    Role,
    Street,
    Nationality,
    Date,
    Connector,
    /// Common nouns.
    Noun,
    /// Common words that are no nouns.
    Small,
    /// How persons are called: `{first} {last}`; how organisations are. No words of their own.
    PersonPattern,
    OrganizationPattern,
}

use Section::*;

impl Section {
    /// Those that have words.
    pub(super) const OF_WORDS: [Section; 15] = [
        First,
        Last,
        City,
        Country,
        Organization,
        OrganizationWord,
        Suffix,
        Title,
        Role,
        Street,
        Nationality,
        Date,
        Connector,
        Noun,
        Small,
    ];

    fn name(self) -> &'static str {
        match self {
            First => "first",
            Last => "last",
            City => "city",
            Country => "country",
            Organization => "organization",
            OrganizationWord => "organization_word",
            Suffix => "suffix",
            Title => "title",
            Role => "role",
            Street => "street",
            Nationality => "nationality",
            Date => "date",
            Connector => "connector",
            Noun => "noun",
            Small => "small",
            PersonPattern => "person_pattern",
            OrganizationPattern => "organization_pattern",
        }
    }

    /// What a word of it is known as.
    pub(super) fn lists(self) -> u16 {
        match self {
            First => FIRST,
            Last => LAST,
            City => CITY,
            Country => COUNTRY,
            Organization => ORG_NAME,
            OrganizationWord => ORG_WORD,
            Suffix => ORG_SUFFIX,
            Title => TITLE,
            Role => ROLE | DICTIONARY,
            Street => STREET,
            Nationality => NATIONALITY,
            Date => DATE,
            Connector => CONNECTOR | DICTIONARY,
            Noun | Small => DICTIONARY,
            PersonPattern | OrganizationPattern => 0,
        }
    }

    /// What an entry of several words is known as.
    pub(super) fn phrase(self) -> Option<u32> {
        match self {
            City | Country => Some(phrases::PLACE),
            Organization | OrganizationWord => Some(phrases::ORGANIZATION),
            _ => None,
        }
    }
}

/// The entries of a list.
pub(super) fn entries(language: &str, section: Section) -> impl Iterator<Item = &'static str> {
    let plain = |text: &'static str| text.lines().filter(|line| !line.starts_with('#'));
    let english = match (language, section) {
        ("en", Organization) => ENGLISH_ORGANIZATIONS,
        ("en", OrganizationWord) => ENGLISH_ORGANIZATION_WORDS,
        _ => "",
    };
    let file = match language {
        "de" => GERMAN_LISTS,
        "es" => SPANISH_LISTS,
        _ => "",
    };
    let mut current = "";
    let of_file = plain(file).filter(move |line| {
        let title = line
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        current = title.unwrap_or(current);
        title.is_none() && current == section.name()
    });
    let entries = of_file.flat_map(|line| line.split(',')).map(str::trim);
    plain(english).chain(entries.filter(|entry| !entry.is_empty()))
}

/// Sentences with places for names, one a line; none of a language that has no templates here.
pub(super) fn templates(language: &str) -> &'static str {
    match language {
        "en" => include_str!("../../templates/en.txt"),
        "de" => include_str!("../../templates/de.txt"),
        "es" => include_str!("../../templates/es.txt"),
        _ => "",
    }
}

const ENGLISH_ORGANIZATIONS: &str = include_str!("../../lists/en_organizations.txt");
const ENGLISH_ORGANIZATION_WORDS: &str = include_str!("../../lists/en_organization_words.txt");
const GERMAN_LISTS: &str = include_str!("../../lists/de.txt");
const SPANISH_LISTS: &str = include_str!("../../lists/es.txt");
