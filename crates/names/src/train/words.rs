//! The lists that a model takes along: words, phrases, organisations.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use crate::{
    hash,
    lexicon::{self, Known, lists},
    model::{Model, Parts},
    phrases,
    train::{
        TrainError,
        language::{self, Section},
    },
};

/// Words that a model knows, beside those that this repository has written down for its language.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Lines of six fields parted by tabs: word in lower case, 0, cluster, coarse cluster, lists (bits),
    /// casing.
    pub lexicon: String,
    /// What of the lexicon holds for the model's language.
    pub scope: Scope,
    /// Lines of a place of several words in lower case, a tab and 1.
    pub phrases: String,
    /// A model whose words are taken as they are, instead of all lists.
    pub of_model: Option<Arc<Model>>,
}

/// What of a lexicon holds for the language of a model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scope {
    /// All of it.
    #[default]
    All,
    /// Names of persons and places: the lexicon is of another language.
    Names,
}

/// Puts the lists into a model.
pub(super) fn pack(given: &Lists, parts: &mut Parts) -> Result<(), TrainError> {
    if let Some(model) = &given.of_model {
        model.copy_words(parts);
        return Ok(());
    }
    let mut words = BTreeMap::<Cow<str>, Known>::new();
    let mut votes = vec![BTreeMap::<u8, usize>::new(); 1 << 10];
    for (at, line) in given.lexicon.lines().enumerate() {
        let wrong = || TrainError::list("lexicon", at + 1, "six fields parted by tabs are wanted");
        let fields: Vec<&str> = line.split('\t').collect();
        let &[word, _, cluster, coarse, on, casing] = fields.as_slice() else {
            return Err(wrong());
        };
        let known = Known {
            lists: on.parse().map_err(|_| wrong())?,
            cluster: cluster.parse().map_err(|_| wrong())?,
            casing: often(casing.parse().map_err(|_| wrong())?),
            begins_phrase: false,
        };
        let coarse = coarse.parse().map_err(|_| wrong())?;
        let votes = votes
            .get_mut(usize::from(known.cluster))
            .ok_or_else(wrong)?;
        *votes.entry(coarse).or_default() += 1;
        if let Some(known) = within(given.scope, known) {
            words.entry(word.into()).or_insert(known);
        }
    }
    let mut known_phrases = vec![];
    for line in given.phrases.lines() {
        let phrase = line.split_once('\t').map_or(line, |(phrase, _)| phrase);
        known_phrases.push((split(phrase), phrases::PLACE));
    }
    add_own(&parts.language, &mut words, &mut known_phrases);
    for (phrase, _) in &known_phrases {
        if let [first, _, ..] = phrase.as_slice() {
            let first = String::from_utf8_lossy(first).into_owned();
            words.entry(first.into()).or_default().begins_phrase = true;
        }
    }
    let coarse = votes.iter().map(|votes| {
        let most = votes.iter().rev().max_by_key(|(_, count)| **count);
        most.map_or(0, |(coarse, _)| *coarse)
    });
    parts.coarse = coarse.collect();
    // What is seen most comes first, for where two look alike the first one counts.
    let mut words: Vec<_> = (words.into_iter())
        .filter(|(word, known)| is_kept(word, known))
        .map(|(word, known)| (word.as_bytes().to_vec(), known))
        .collect();
    words.sort_by_key(|(word, known)| (std::cmp::Reverse(known.casing / 5), hash::word(word)));
    (parts.lexicon, parts.classes) = lexicon::pack(&words);
    parts.phrases = phrases::pack(&known_phrases);
    Ok(())
}

/// What is known of a word of the lexicon, as far as it holds.
fn within(scope: Scope, known: Known) -> Option<Known> {
    use lists::*;
    match scope {
        Scope::All => Some(known),
        Scope::Names => {
            let lists = known.lists & (FIRST | LAST | CITY | COUNTRY | ORG_SUFFIX | RARE_FIRST);
            (lists != 0).then_some(Known {
                lists,
                casing: 0,
                ..known
            })
        }
    }
}

/// Adds what is written down of the language.
fn add_own(
    language: &str,
    words: &mut BTreeMap<Cow<str>, Known>,
    known_phrases: &mut Vec<(Vec<Vec<u8>>, u32)>,
) {
    let sections = Section::OF_WORDS.into_iter();
    let entries = sections.flat_map(|section| {
        language::entries(language, section).map(move |entry| (section, entry.to_lowercase()))
    });
    // Common words of the language are no names for being names elsewhere.
    let is_common = |section| matches!(section, Section::Small | Section::Noun | Section::Role);
    let entries: Vec<_> = entries.collect();
    for (_, word) in entries.iter().filter(|(section, _)| is_common(*section)) {
        words.insert(word.clone().into(), Known::default());
    }
    for (section, entry) in entries {
        if entry.contains(' ') {
            let phrase = section.phrase();
            known_phrases.extend(phrase.map(|phrase| (split(&entry), phrase)));
            continue;
        }
        let known = words.entry(entry.into()).or_default();
        known.lists |= section.lists();
        known.casing = match (section, known.casing) {
            (Section::Organization | Section::OrganizationWord, casing) => casing,
            (Section::Small | Section::Connector, _) => SMALL,
            (_, SMALL | MIXED) => MIXED,
            (Section::Noun | Section::Role, _) if language != "de" => SMALL,
            _ => CAPITAL,
        };
    }
}

/// Casing of what is often seen: mostly small, either, mostly with a capital.
const SMALL: u8 = 6;
const MIXED: u8 = 8;
const CAPITAL: u8 = 10;

/// The casing of a word that was seen often, else 0. Casing is counted on texts that models are trained with, so
/// there a rare word's tells what it is in the very sentence, and elsewhere it is missing.
fn often(casing: u8) -> u8 {
    if casing < SMALL { 0 } else { casing }
}

/// Whether a word tells enough to be worth four bytes: it was seen often, has a cluster, or is on another list
/// than that of the dictionary. What nobody writes is left out: long compounds and drawn-out cries of a cluster,
/// small towns that no cluster knows.
fn is_kept(word: &str, known: &Known) -> bool {
    if known.casing != 0 || known.begins_phrase {
        return true;
    }
    let bytes = word.as_bytes();
    if known.cluster == 0 {
        let is_name = known.lists & !(lists::RARE_FIRST | lists::RARE_LAST) != 0 || word.is_ascii();
        return known.lists & !lists::DICTIONARY != 0 && known.lists != lists::CITY && is_name;
    }
    let is_plain = |byte: &u8| !matches!(byte, b'-' | b'.' | b'0'..=b'9');
    let is_drawn_out = || bytes.windows(3).any(|three| three == [three[0]; 3]);
    known.lists != 0
        || bytes.len() <= LONGEST_UNLISTED && bytes.iter().all(is_plain) && !is_drawn_out()
}

/// Bytes of a word that is on no list.
const LONGEST_UNLISTED: usize = 12;

fn split(phrase: &str) -> Vec<Vec<u8>> {
    phrase
        .split(' ')
        .map(|word| word.as_bytes().to_vec())
        .collect()
}
