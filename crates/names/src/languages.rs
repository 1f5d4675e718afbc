//! Models of several languages, and which of them reads a text.
//!
//! Nothing is learnt for the guess: it counts common words that one language has and the others have not, in
//! the first bytes of a text. What only looks at a text as a whole cannot depend on how it is cut.

use std::sync::Arc;

use crate::{
    find::{self, Cache, NameSpan, Query},
    model::Model,
    scan::Capitals,
};

/// Models, the first of which reads what no word speaks for another language.
///
/// ```
/// use pumice_names::Models;
/// let models = Models::built_in();
/// let language = |text: &str| models.of(text).language().to_owned();
/// assert_eq!(language("Ich wohne seit Mai in Jena."), "de");
/// assert_eq!(language("Vivo con mi hermana en Lugo."), "es");
/// assert_eq!(language("Anna Weber"), "en");
/// ```
#[derive(Clone, Debug)]
pub struct Models {
    models: Vec<Arc<Model>>,
    /// Of each of [`LANGUAGES`], the model that reads it, if any.
    readers: [Option<usize>; LANGUAGES.len()],
}

/// What searches with [`Models`] need to remember, for each model what its searches do; one for each thread.
#[derive(Clone, Debug, Default)]
pub struct Caches {
    /// Of the text that was searched last.
    pub(crate) capitals: Capitals,
    /// The model that has read it.
    pub(crate) reader: usize,
    models: Vec<Cache>,
}

impl Caches {
    /// That of the model at `which`.
    pub(crate) fn of(&mut self, which: usize) -> &mut Cache {
        if self.models.len() <= which {
            self.models.resize_with(which + 1, Cache::default);
        }
        &mut self.models[which]
    }
}

impl Models {
    /// All that come with the program, English first.
    pub fn built_in() -> Models {
        let models = Model::LANGUAGES
            .iter()
            .filter_map(|code| Model::built_in(code));
        let models = Models::new(models.collect());
        models.unwrap_or_else(|| Model::english().into())
    }

    /// The first one reads what is not told to be of another's language; [`None`] without any.
    pub fn new(models: Vec<Arc<Model>>) -> Option<Models> {
        let reader = |code| models.iter().position(|model| model.language() == code);
        let readers = LANGUAGES.map(reader);
        (!models.is_empty()).then_some(Models { models, readers })
    }

    /// Appends the names in `text` to `names`, as [`Model::find`] does of the model that reads it. Bytes that are no
    /// UTF-8 count as letters. Hot: per region.
    pub fn find(&self, caches: &mut Caches, text: &[u8], query: Query, names: &mut Vec<NameSpan>) {
        let text = find::searched(text);
        let mut capitals = std::mem::take(&mut caches.capitals);
        capitals.read(text);
        // Without anything to search for, the language does not matter.
        caches.reader = 0;
        if let Some(reading) = capitals.reading(text, query.case) {
            let reader = self.guess(text, &capitals.words);
            let cache = caches.of(reader);
            self.models[reader].search(cache, (text, &capitals), reading, query, names);
            caches.reader = reader;
        }
        caches.capitals = capitals;
    }

    /// The model that reads a text.
    pub fn of(&self, text: &str) -> &Model {
        let mut capitals = Capitals::default();
        capitals.read(text.as_bytes());
        &self.models[self.guess(text.as_bytes(), &capitals.words)]
    }

    /// The model at a place among them.
    pub(crate) fn at(&self, which: usize) -> &Model {
        &self.models[which]
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Model> {
        self.models.iter().map(Arc::as_ref)
    }

    /// `words` are those of [`Capitals`].
    fn guess(&self, text: &[u8], words: &[(u64, u64)]) -> usize {
        if self.models.len() == 1 {
            return 0;
        }
        let mut votes = [0u16; LANGUAGES.len()];
        each_word(text, words, |word| {
            let (language, vote) = look(word);
            votes[language] += vote;
            votes[language] < ENOUGH
        });
        let mut best = (0, 0);
        let mut first = 0;
        for (votes, reader) in votes.iter().zip(self.readers) {
            match reader {
                Some(0) => first = *votes,
                Some(reader) if *votes > best.1 => best = (reader, *votes),
                _ => {}
            }
        }
        match best.1 >= LEAST && best.1 > first {
            true => best.0,
            false => 0,
        }
    }
}

/// One that reads everything.
impl From<Arc<Model>> for Models {
    fn from(model: Arc<Model>) -> Models {
        Models {
            models: vec![model],
            readers: [None; LANGUAGES.len()],
        }
    }
}

/// Codes of the languages that are told apart.
const LANGUAGES: [&str; 3] = ["en", "de", "es"];
/// Votes that settle it; that another language needs to be believed. A usual word has [`SURE`].
const ENOUGH: u16 = 8;
const LEAST: u16 = 2;
const SURE: u16 = 2;
/// Of words that stand in names too: `de`, `von`.
const WEAK: u16 = 1;

/// Calls `visit` for each word of one to eight bytes without a digit, padded with zeros, until it is told enough. Hot:
/// per word.
#[inline(always)]
fn each_word(text: &[u8], words: &[(u64, u64)], mut visit: impl FnMut(u64) -> bool) {
    let mut before = 0;
    for (index, &(bits, digits)) in words.iter().enumerate() {
        let mut starts = bits & !(bits << 1 | before) & !digits;
        before = bits >> 63;
        while starts != 0 {
            let at = starts.trailing_zeros();
            starts &= starts - 1;
            let mut len = (bits >> at).trailing_ones();
            let has_digits = digits >> at & (u64::MAX >> (u64::BITS - len)) != 0;
            if at + len == u64::BITS {
                len += words
                    .get(index + 1)
                    .map_or(0, |next| next.0.trailing_ones());
            }
            if len <= 8 && !has_digits && !visit(padded(text, index * 64 + at as usize, len)) {
                return;
            }
        }
    }
}

/// `len` bytes at `start`, of one to eight.
#[inline(always)]
fn padded(text: &[u8], start: usize, len: u32) -> u64 {
    let rest = &text[start..];
    let bytes = rest.first_chunk::<8>().copied().unwrap_or_else(|| {
        let mut padded = [0; 8];
        padded[..rest.len()].copy_from_slice(rest);
        padded
    });
    u64::from_le_bytes(bytes) & (u64::MAX >> (64 - 8 * len))
}

/// The language that a word speaks for, and how much. Hot: per word.
#[inline(always)]
fn look(word: u64) -> (usize, u16) {
    let mut at = place(word);
    loop {
        let (known, language, vote) = TABLE[at];
        if known == word {
            return (language as usize, vote as u16);
        }
        if known == 0 {
            return (0, 0);
        }
        at = (at + 1) % SLOTS;
    }
}

const SLOTS: usize = 1024;

const fn place(word: u64) -> usize {
    (word.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54) as usize
}

static TABLE: [(u64, u8, u8); SLOTS] = table();

const fn table() -> [(u64, u8, u8); SLOTS] {
    let mut table = [(0, 0, 0); SLOTS];
    let lists = [
        (0, SURE, ENGLISH),
        (1, SURE, GERMAN),
        (1, WEAK, GERMAN_IN_NAMES),
        (2, SURE, SPANISH),
        (2, WEAK, SPANISH_IN_NAMES),
    ];
    let mut list = 0;
    while list < lists.len() {
        let (language, vote, words) = lists[list];
        let words = words.as_bytes();
        let (mut start, mut at) = (0, 0);
        while at <= words.len() {
            if at == words.len() || words[at] == b' ' {
                table = with(table, (words, start, at), language, vote as u8);
                start = at + 1;
            }
            at += 1;
        }
        list += 1;
    }
    table
}

const fn with(
    mut table: [(u64, u8, u8); SLOTS],
    (words, start, end): (&[u8], usize, usize),
    language: u8,
    vote: u8,
) -> [(u64, u8, u8); SLOTS] {
    assert!(
        start < end && end - start <= 8,
        "words have one to eight bytes"
    );
    let mut word = 0u64;
    let mut at = end;
    while at > start {
        at -= 1;
        word = word << 8 | words[at] as u64;
    }
    let mut slot = place(word);
    while table[slot].0 != 0 {
        assert!(table[slot].0 != word, "a word speaks for one language");
        slot = (slot + 1) % SLOTS;
    }
    table[slot] = (word, language, vote);
    table
}

/// Common words of one language that the others do not have, as they are written in a sentence and, with a
/// capital, at its begin.
const ENGLISH: &str = "the The and And of to is it It that That for For you You are with With this This not have \
    be at on from From or your Your we We they They I my My if If what What there There which would can Can \
    been were when When their has had how How who Who his her she She our Our but But by By do does did about \
    out up just like them more some then than only very these those could should please Please thanks Thanks \
    thank Thank hello Hello dear Dear where Where because into after After before here Here";

const GERMAN: &str = "und Und ist nicht ich Ich das Das ein Ein eine Eine einen einem einer mit Mit auf Auf f\u{FC}r \
    F\u{FC}r auch dem des sich sie Sie wir Wir wird werden bei Bei aus nach Nach oder wenn Wenn dass haben \
    habe sind sein seine ihr Ihr ihre Ihre Ihnen ihnen mir mich mein Mein meine Meine kann k\u{F6}nnen wie Wie \
    nur aber Aber durch zum Zum zur Zur vom beim \u{FC}ber Herr Herrn Frau bitte Bitte danke Danke hallo Hallo \
    Der keine kein unter wurde wurden diese Diese dieser Dieser dieses Dieses uns unsere seit \
    Seit schon sehr Sehr zwischen gibt Gr\u{FC}\u{DF}e Guten Vielen Dank Liebe Lieber heute gestern morgen hier wo Wo \
    Wer warum Warum als Als Er bis Bis wieder jedoch Beim Dies noch";

const GERMAN_IN_NAMES: &str = "der die Die den von zu im hat er war";

const SPANISH: &str = "que Que qu\u{E9} Qu\u{E9} Un una Una por Por con para Para Se Es lo Su como \
    Como m\u{E1}s pero Pero est\u{E1} Est\u{E1} est\u{E1}n muy Muy sin Sin mi Mi le les hola Hola gracias Gracias usted \
    ustedes este Este esta Esta estos estas hay Hay soy Soy tengo tiene desde Desde cuando Cuando donde d\u{F3}nde \
    D\u{F3}nde nos todo todos entre Entre hasta porque si s\u{ED} S\u{ED} tambi\u{E9}n fue ser sobre Sobre se\u{F1}or se\u{F1}ora \
    Se\u{F1}or Se\u{F1}ora Sra Buenos Buenas buenos buenas saludo saludos Saludos Muchas Nombre nombre pedido \
    Cu\u{E1}ndo C\u{F3}mo c\u{F3}mo Qui\u{E9}n quiero puede Puede cada ayer Ayer hoy Hoy";

const SPANISH_IN_NAMES: &str = "de la el los las del La El Los Las y en En es se su un";

#[cfg(test)]
mod tests {
    use super::*;

    fn language(text: &str) -> String {
        Models::built_in().of(text).language().into()
    }

    #[test]
    fn sentences_are_read_in_their_language() {
        for (text, expected) in [
            ("She said that Maria would be there.", "en"),
            ("Mein Hund hei\u{DF}t Rex.", "de"),
            ("Hallo Frau Kowalski", "de"),
            ("\u{BF}D\u{F3}nde est\u{E1} Marta?", "es"),
            ("Vincent de la Cruz", "es"),
            ("Vincent de Paul", "en"),
            ("Ludwig van Beethoven", "en"),
            ("Die Hard is a film", "en"),
            ("", "en"),
            ("4111 1111", "en"),
            ("\u{418}\u{432}\u{430}\u{43D}", "en"),
        ] {
            assert_eq!(language(text), expected, "{text}");
        }
    }

    #[test]
    fn a_model_that_is_alone_reads_everything() {
        let models = Models::from(Model::english());
        let text = "Ich wohne seit Mai in Jena.";
        assert_eq!(models.of(text).language(), "en");
        assert!(Models::new(vec![]).is_none());
    }

    #[test]
    fn a_text_is_told_by_its_beginning_and_by_nothing_before_it() {
        let models = Models::built_in();
        let (german, english) = (
            "Ich bin das nicht. ".repeat(300),
            "It is not me. ".repeat(300),
        );
        let whole = format!("{german}{english}");
        let at = |text: &str| models.of(text).language().to_owned();
        assert_eq!(at(&whole), at(&german));
        assert_ne!(at(&whole[german.len()..]), at(&german));
    }
}
