//! The persons of a document, found again where only a part of their name stands.
//!
//! A name is sure where it is whole or well introduced, and later stands alone: `Ms Lindqvist`, `Anna`,
//! `A. Lindqvist`. Words of names that were found are remembered, and searched for once more in all texts of the
//! document.

use crate::{
    features::Token,
    find::{Cache, NameSpan},
    label::Kind,
    languages::{Caches, Models},
    lexicon::lists,
    model::Model,
    token::{self, Piece, Shape},
    vocabulary::{Reading, Vocabulary, Weights, Words},
};

/// The words of the names of a document's persons, and where words begin with a capital in its texts. It holds no text,
/// and its memory is used again.
#[derive(Clone, Debug, Default)]
pub struct Document {
    words: Vec<Part>,
    /// A bit for some hashes of words: most others have none.
    filter: u64,
    /// Of all texts, one behind the other; and where those of each end.
    capitals: Vec<u32>,
    ends: Vec<End>,
}

/// Where the capitals of a text end, and the model that reads it.
#[derive(Clone, Copy, Debug, Default)]
struct End {
    capitals: usize,
    reader: usize,
}

/// A word of a name.
#[derive(Clone, Copy, Debug)]
struct Part {
    /// Hash of the word in lower case.
    word: u32,
    first_letter: u8,
    /// Of the surest name that it is a word of.
    score: f32,
    /// Whether it is a word of the language too, which begins sentences.
    is_common: bool,
}

/// Names that are less sure are not searched for again.
const SURE: f32 = 0.7;
/// How sure a mention is, in parts of the name that it is of.
const PART_OF_SURE: f32 = 0.9;
/// How sure a name is that a mail address is made of.
const OF_ADDRESS: f32 = 0.8;
/// Lists of persons' names.
const PERSONS: u16 = lists::FIRST | lists::LAST | lists::RARE_FIRST | lists::RARE_LAST;
/// Words that a document may have; further names are not searched for again, so that time is bounded.
const MOST: usize = 128;

impl Document {
    /// Forgets everything: another document begins.
    pub fn clear(&mut self) {
        self.words.clear();
        self.filter = 0;
        self.capitals.clear();
        self.ends.clear();
    }

    /// Whether it has persons to search for.
    pub fn has_persons(&self) -> bool {
        !self.words.is_empty()
    }

    /// Takes in the next text, which `models` have searched just now with `caches`, and the persons among the `names`
    /// that were found there. Hot: per text.
    pub fn add(&mut self, models: &Models, caches: &mut Caches, text: &[u8], names: &[NameSpan]) {
        let reader = caches.reader;
        self.capitals.extend_from_slice(&caches.capitals.places);
        self.ends.push(End {
            capitals: self.capitals.len(),
            reader,
        });
        for name in names {
            if name.kind == Kind::Person && name.score >= SURE {
                self.add_name(models.at(reader), caches.of(reader), text, name);
            }
        }
    }

    fn add_name(&mut self, model: &Model, cache: &mut Cache, text: &[u8], name: &NameSpan) {
        let text = &text[..name.end as usize];
        let mut reader = Reader::new(model, cache, text);
        let mut at = name.start as usize;
        while let Some(token) = reader.token(at) {
            at = token.end as usize;
            if is_part(&token) {
                self.add_part(Part {
                    word: token.word,
                    first_letter: text[token.start as usize].to_ascii_lowercase(),
                    score: name.score,
                    is_common: is_common(&token),
                });
            }
        }
    }

    fn add_part(&mut self, part: Part) {
        if let Some(known) = self.words.iter_mut().find(|known| known.word == part.word) {
            known.score = known.score.max(part.score);
        } else if self.words.len() < MOST {
            self.filter |= bit(part.word);
            self.words.push(part);
        }
    }

    /// What is remembered of a word. Hot: per word with a capital.
    #[inline(always)]
    fn get(&self, word: u32) -> Option<&Part> {
        if self.filter & bit(word) == 0 {
            return None;
        }
        self.words.iter().find(|known| known.word == word)
    }

    /// Remembers the name in the local part of a mail address, if it is two or three words of which one is a
    /// person's: `anna.lindqvist`, not `sales.team`. Hot: per mail address.
    pub fn add_local_part(&mut self, models: &Models, caches: &mut Caches, local: &[u8]) {
        if !local.iter().any(|&byte| is_joint(byte)) {
            return;
        }
        for (which, model) in models.all().enumerate() {
            self.add_local_part_of(model, caches.of(which), local);
        }
    }

    fn add_local_part_of(&mut self, model: &Model, cache: &mut Cache, local: &[u8]) {
        let mut reader = Reader::new(model, cache, local);
        let mut parts: [Option<Part>; 3] = [None; 3];
        let (mut at, mut count, mut is_person) = (0, 0, false);
        for word in local.split(|&byte| is_joint(byte)) {
            let start = at;
            at += word.len() + 1;
            if word.len() < 3 {
                // An initial; or two marks in a row.
                continue;
            }
            let token = reader.word(start, word.len());
            if !word.iter().all(u8::is_ascii_alphabetic)
                || is_common(&token)
                || count == parts.len()
            {
                return;
            }
            is_person |= token.known.lists & PERSONS != 0;
            parts[count] = Some(Part {
                word: token.word,
                first_letter: word[0].to_ascii_lowercase(),
                score: OF_ADDRESS,
                is_common: false,
            });
            count += 1;
        }
        if is_person && count > 1 {
            parts
                .into_iter()
                .flatten()
                .for_each(|part| self.add_part(part));
        }
    }

    /// Appends the places in the text that was added with the number `index`, from 0, where remembered words stand
    /// for a person, in their order and disjoint. They may be parts of names that [`Models::find`] finds, and the same.
    ///
    /// A word counts where it has a capital and no other capitalised word stands right beside it but a title, an
    /// initial or what begins a sentence: `Lindqvist Street` and `Hotel Lindqvist` are other things. One that is a
    /// word of the language too counts in the middle of a sentence alone. Hot: per text of a document with persons.
    pub fn find_again(
        &self,
        models: &Models,
        caches: &mut Caches,
        index: usize,
        text: &[u8],
        names: &mut Vec<NameSpan>,
    ) {
        if !self.has_persons() {
            return;
        }
        let start = index
            .checked_sub(1)
            .map_or(0, |last| self.ends[last].capitals);
        let End {
            capitals: end,
            reader: which,
        } = self.ends[index];
        let capitals = &self.capitals[start..end];
        if capitals.is_empty() {
            return;
        }
        let mut reader = Reader::new(models.at(which), caches.of(which), text);
        let mut reached = 0;
        // The capitalised word that was read last.
        let mut last = None;
        for &place in capitals {
            let place = place as usize;
            if place < reached {
                continue;
            }
            let Some(token) = reader.token(place) else {
                continue;
            };
            reached = token.end as usize;
            let before = last
                .replace(token)
                .filter(|last| adjoins(text, last, &token));
            let Some(part) = self.get(token.word).filter(|part| fits(part, &token)) else {
                continue;
            };
            let mut mention = NameSpan {
                start: token.start,
                end: token.end,
                kind: Kind::Person,
                score: part.score,
            };
            if let Some(before) = before.filter(|before| !introduces(before)) {
                if !is_initial(&before) {
                    continue;
                }
                let letter = text[before.start as usize].to_ascii_lowercase();
                if self.words.iter().any(|part| part.first_letter == letter) {
                    mention.start = before.start;
                }
            }
            // More of its words may follow, and nothing else that is capitalised.
            let mut is_other = false;
            while let Some(next) = reader.token(reached).filter(|next| {
                next.is_candidate && adjoins(text, last.as_ref().unwrap_or(&token), next)
            }) {
                reached = next.end as usize;
                last = Some(next);
                match self.get(next.word) {
                    Some(part) => {
                        mention.end = next.end;
                        mention.score = mention.score.max(part.score);
                    }
                    None => is_other |= !is_initial(&next),
                }
            }
            if !is_other {
                mention.score *= PART_OF_SURE;
                names.push(mention);
            }
        }
    }
}

/// Whether it joins the words of the local part of a mail address.
#[inline(always)]
fn is_joint(byte: u8) -> bool {
    matches!(byte, b'.' | b'_' | b'-')
}

#[inline(always)]
fn bit(word: u32) -> u64 {
    1 << (word & 63)
}

/// Reads single tokens of a text.
struct Reader<'a> {
    text: &'a [u8],
    vocabulary: Vocabulary<'a>,
    weights: Weights<'a>,
    words: &'a mut Words,
}

impl<'a> Reader<'a> {
    fn new(model: &'a Model, cache: &'a mut Cache, text: &'a [u8]) -> Self {
        cache.words.prepare(model.check());
        Self {
            text,
            vocabulary: model.vocabulary(),
            weights: model.weights(Reading::Cased),
            words: &mut cache.words,
        }
    }

    /// The token of the bytes from `start` on.
    fn word(&mut self, start: usize, len: usize) -> Token {
        let piece = Piece {
            start,
            end: start + len,
            is_word: true,
        };
        self.look(piece)
    }

    /// The token at `at`, or behind the blank there.
    #[inline(always)]
    fn token(&mut self, at: usize) -> Option<Token> {
        let piece = token::next(self.text, at)?;
        Some(self.look(piece))
    }

    #[inline(always)]
    fn look(&mut self, piece: Piece) -> Token {
        let Self {
            text,
            vocabulary,
            weights,
            words,
        } = self;
        words.look(vocabulary, weights, text, piece, Reading::Cased)
    }
}

/// Whether a word of a name is worth searching for.
fn is_part(token: &Token) -> bool {
    use lists::*;
    let len = token.end - token.start;
    let is_name = matches!(
        token.shape,
        Shape::Title | Shape::Inner | Shape::Hyphened | Shape::Upper
    );
    is_name
        && token.known.lists & (TITLE | ROLE | CONNECTOR) == 0
        && (len > 2 || len == 2 && !is_common(token))
}

/// Whether it is a word of the language.
fn is_common(token: &Token) -> bool {
    token.known.lists & lists::DICTIONARY != 0 || token.known.is_mostly_small()
}

/// Whether a token may stand for a person that has the word.
fn fits(part: &Part, token: &Token) -> bool {
    token.is_candidate && !(part.is_common && token.is_first)
}

fn is_initial(token: &Token) -> bool {
    matches!(token.shape, Shape::Letter | Shape::Initial | Shape::Dotted)
}

/// Whether a capitalised word may stand before a name without being of it: a title, a role, the first word of a
/// sentence.
fn introduces(token: &Token) -> bool {
    token.known.lists & (lists::TITLE | lists::ROLE) != 0
        || token.is_dull
        || token.is_first && is_common(token)
}

/// Whether nothing but a blank stands between two tokens.
#[inline(always)]
fn adjoins(text: &[u8], token: &Token, next: &Token) -> bool {
    let between = &text[token.end as usize..next.start as usize];
    matches!(between, b" " | b"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::Query;

    /// Mentions in `texts` of the persons that they, or a mail address, name.
    fn mentions_with(local: Option<&str>, texts: &[&str]) -> Vec<String> {
        let models = Models::from(Model::english());
        let (mut caches, mut document) = (Caches::default(), Document::default());
        let mut found = vec![];
        for text in texts {
            found.clear();
            let bytes = text.as_bytes();
            models.find(&mut caches, bytes, Query::default(), &mut found);
            let names = if local.is_some() { &[] } else { &*found };
            document.add(&models, &mut caches, bytes, names);
        }
        if let Some(local) = local {
            document.add_local_part(&models, &mut caches, local.as_bytes());
        }
        let mut all = vec![];
        for (index, text) in texts.iter().enumerate() {
            found.clear();
            document.find_again(&models, &mut caches, index, text.as_bytes(), &mut found);
            let spans = found.iter();
            all.extend(spans.map(|name| text[name.start as usize..name.end as usize].to_owned()));
        }
        all
    }

    fn mentions(texts: &[&str]) -> Vec<String> {
        mentions_with(None, texts)
    }

    const WHOLE: &str = "My name is Margaret Thornbury and I live in Boston.";

    #[test]
    fn parts_of_a_name_are_found_again_wherever_they_stand() {
        for (text, expected) in [
            ("ok, ask Thornbury for the key.", "Thornbury"),
            ("Thornbury's order is late", "Thornbury"),
            ("ping Margaret about it", "Margaret"),
            ("signed: M. Thornbury", "M. Thornbury"),
            ("Mrs. Thornbury called twice", "Thornbury"),
            ("re: MARGARET THORNBURY / invoice", "MARGARET THORNBURY"),
            ("Hello Margaret, thanks", "Margaret"),
        ] {
            let found = mentions(&[WHOLE, text]);
            assert_eq!(found, ["Margaret Thornbury", expected], "{text}");
        }
    }

    #[test]
    fn what_stands_beside_another_name_is_none() {
        for text in [
            "see the Thornbury Gazette",
            "at Hotel Thornbury tonight",
            "thornburys and margarets",
            "Margaret_Thornbury_2",
        ] {
            assert_eq!(mentions(&[WHOLE, text]), ["Margaret Thornbury"], "{text}");
        }
    }

    #[test]
    fn words_of_the_language_begin_sentences() {
        let whole = "Our manager is Grace Winterbourne, she said.";
        let found = mentions(&[whole, "Grace is a virtue. I saw that Grace left."]);
        assert_eq!(found, ["Grace Winterbourne", "Grace"]);
    }

    #[test]
    fn a_mail_address_tells_a_name() {
        let again = |local, text| mentions_with(Some(local), &[text]);
        let text = "Thornbury wrote, or was it Margaret? MARGARET THORNBURY it was.";
        let expected = ["Thornbury", "Margaret", "MARGARET THORNBURY"];
        for local in [
            "margaret.thornbury",
            "Margaret_J_Thornbury",
            "thornbury-margaret",
        ] {
            assert_eq!(again(local, text), expected, "{local}");
        }
        for local in [
            "margaret",
            "sales.margaret",
            "margaret.thornbury7",
            "no.reply",
            ".",
            "",
        ] {
            assert!(again(local, text).is_empty(), "{local}");
        }
    }

    #[test]
    fn without_persons_nothing_is_found() {
        assert!(mentions(&["The Thornbury is late.", "Hello World"]).is_empty());
    }
}
