//! The lists that a model takes along: words, phrases, organisations.

use std::collections::BTreeMap;

use crate::{
    hash,
    lexicon::{self, Known, lists},
    model::Parts,
    phrases,
    train::TrainError,
};

/// Lists of words, as text.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// Lines of six fields parted by tabs: word in lower case, 0, cluster, coarse cluster, lists (bits),
    /// casing.
    pub lexicon: String,
    /// Lines of a place of several words in lower case, a tab and 1.
    pub phrases: String,
}

/// Puts the lists into a model.
pub(super) fn pack(given: &Lists, parts: &mut Parts) -> Result<(), TrainError> {
    let mut words = BTreeMap::<&str, Known>::new();
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
            casing: casing.parse().map_err(|_| wrong())?,
            begins_phrase: false,
        };
        let coarse = coarse.parse().map_err(|_| wrong())?;
        let votes = votes
            .get_mut(usize::from(known.cluster))
            .ok_or_else(wrong)?;
        *votes.entry(coarse).or_default() += 1;
        words.entry(word).or_insert(known);
    }
    let mut known_phrases = vec![];
    for line in given.phrases.lines() {
        let phrase = line.split_once('\t').map_or(line, |(phrase, _)| phrase);
        known_phrases.push((split(phrase), phrases::PLACE));
    }
    for (line, list) in [ORGANIZATIONS, ORGANIZATION_WORDS]
        .into_iter()
        .zip([lists::ORG_NAME, lists::ORG_WORD])
        .flat_map(|(text, list)| text.lines().map(move |line| (line, list)))
        .filter(|(line, _)| !line.starts_with('#') && !line.is_empty())
    {
        if line.contains(' ') {
            known_phrases.push((split(line), phrases::ORGANIZATION));
        } else {
            words.entry(line).or_default().lists |= list;
        }
    }
    let firsts: Vec<&str> = (given.phrases.lines())
        .chain(ORGANIZATIONS.lines().chain(ORGANIZATION_WORDS.lines()))
        .filter_map(|line| Some(line.split_once(' ')?.0))
        .collect();
    for first in firsts {
        words.entry(first).or_default().begins_phrase = true;
    }
    let coarse = votes.iter().map(|votes| {
        let most = votes.iter().rev().max_by_key(|(_, count)| **count);
        most.map_or(0, |(coarse, _)| *coarse)
    });
    parts.coarse = coarse.collect();
    // What is seen most comes first, for where two look alike the first one counts.
    let mut words: Vec<_> = (words.into_iter())
        .filter(|(_, known)| is_kept(known))
        .map(|(word, known)| (word.as_bytes().to_vec(), known))
        .collect();
    words.sort_by_key(|(word, known)| (std::cmp::Reverse(known.casing / 5), hash::word(word)));
    (parts.lexicon, parts.classes) = lexicon::pack(&words);
    parts.phrases = phrases::pack(&known_phrases);
    Ok(())
}

/// Whether a word tells enough to be worth five bytes: it was seen, or is on another list than that of
/// the dictionary.
fn is_kept(known: &Known) -> bool {
    known.casing != 0 || known.lists & !lists::DICTIONARY != 0 || known.begins_phrase
}

fn split(phrase: &str) -> Vec<Vec<u8>> {
    phrase
        .split(' ')
        .map(|word| word.as_bytes().to_vec())
        .collect()
}

/// Well-known organisations in lower case, one a line.
pub(super) const ORGANIZATIONS: &str = include_str!("../../lists/organizations.txt");
/// Words that names of organisations are made with.
pub(super) const ORGANIZATION_WORDS: &str = include_str!("../../lists/organization_words.txt");
