//! The names of fields, read for cues.
//!
//! `dateOfBirth`, `date_of_birth`, `Date of Birth` and `DATEOFBIRTH` are one name: letters are compared
//! without case, accents and what stands between words, and digits say nothing (`phone1`, `cvv2`). What a
//! name means is what its last words say (`customer_email`), when words that say nothing of the kind of
//! value are left out (`email_address_2`, `ssn_of_spouse`). With an unknown word behind it
//! (`phone_night`) a cue is as good as one near the value, and with one that makes something else of it
//! (`phone_verified`, `ssn_hash`) hardly worth anything.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    context::{Cues, MAX_CUE_WORDS},
    finding::RecognizerId,
    fold,
    phrases::{Phrases, ROOT},
    rule_sets::{RuleSets, SetId},
};

/// Letters of a name that are read. Of a longer one, which is hardly the name of a field, nobody knows
/// what its last words are.
const MOST: usize = 64;
/// Words of the longest cue, and two more, since capitals beyond ASCII may part a word.
const WORDS: usize = MAX_CUE_WORDS + 2;
/// Letters of the shortest cue that may be the end of a compound (`kundentelefonnummer`), and those of
/// one whose script has no blanks (`客户手机号码`).
const COMPOUND: usize = 8;
const WIDE_COMPOUND: usize = 6;

/// Words behind a cue that do not change what it says, by language: what is stored of it, which of
/// several it is, and whose.
const FILLERS: &str = "value;val;text;txt;string;str;raw;plain;original;orig;formatted;clean;field;\
    input;entry;data;info;number;numbers;num;no;nr;nbr;code;\
    new;old;current;previous;prev;last;first;second;primary;secondary;main;default;alt;alternate;\
    alternative;other;local;st;nd;rd;th;us;\
    home;work;office;business;private;personal;billing;shipping;emergency;\
    customer;cust;client;user;patient;employee;member;owner;holder;applicant;spouse;partner;child;\
    parent;mother;father;guardian;contact;person;guest;recipient;sender;student;of;\
    nummer;wert;feld;neu;alt;privat;geschaftlich;dienstlich;kunde;kunden;kundin;patientin;mitarbeiter;\
    inhaber;wohnort;\
    numero;valeur;texte;champ;nouveau;ancien;principal;secondaire;domicile;maison;bureau;perso;pro;\
    travail;employe;salarie;titulaire;assure;personne;entreprise;societe;\
    valor;texto;campo;nuevo;anterior;secundario;casa;trabajo;oficina;contacto;cliente;paciente;\
    empleado;trabajador;titular;usuario;persona;empresa;\
    valore;testo;principale;secondario;lavoro;ufficio;paziente;dipendente;titolare;utente;azienda;\
    novo;trabalho;residencial;comercial;contato;funcionario;pessoa;\
    waarde;veld;klant;medewerker;prive;werk;verdi;varde;kund;bruker;bruger;anvandare;ansatt;\
    asiakas;numer;wartosc;klienta;pacjenta;pracownika;firmy;cislo;zakaznika;musteri;stranke;\
    номер;значение;клиента;пациента;сотрудника;клієнта;πελατη";
/// Words behind a cue that make something else of it: counts and measures, states, kinds, what stands
/// for the value, times.
const TURNS: &str = "count;counts;total;totals;sum;amount;balance;limit;quota;rate;ratio;percent;pct;score;\
    points;cost;costs;price;fee;fees;charge;charges;discount;size;length;len;width;height;weight;bytes;\
    seconds;minutes;hours;days;weeks;months;years;duration;interval;index;idx;rank;level;row;rows;column;\
    line;order;orders;version;usage;attempts;retries;calls;max;min;avg;average;\
    verified;valid;validated;confirmed;enabled;disabled;required;allowed;optional;active;present;exists;\
    missing;available;status;state;flag;result;error;errors;blocked;locked;expired;matched;in;\
    type;types;kind;category;class;group;format;model;make;brand;os;app;provider;carrier;network;issuer;\
    country;region;language;lang;locale;prefix;suffix;pattern;regex;label;title;name;names;description;\
    id;ids;key;keys;hash;hashes;token;tokens;checksum;digest;fingerprint;uuid;guid;ref;reference;url;uri;\
    link;path;file;image;photo;scan;\
    at;on;dt;time;times;timestamp;ts";
/// Words inside a name that may as well be left out.
const LINKS: &str = "of;the;de;del;des;du;di;della;dello;dei;do;da;dos;das;van;von;der;d;l";

/// The cues of all recognizers, as names spell them.
#[derive(Clone, Debug)]
pub(crate) struct NameTable {
    cues: Phrases,
    /// Sorted hashes.
    fillers: Vec<u32>,
    turns: Vec<u32>,
}

impl NameTable {
    /// Compiles cues; `None` where there are too many.
    pub(crate) fn new(cues: &[(&str, RecognizerId)], sets: &mut RuleSets) -> Option<NameTable> {
        let mut members: BTreeMap<u32, BTreeSet<RecognizerId>> = BTreeMap::new();
        let turns = hashes(TURNS);
        for &(cue, recognizer) in cues {
            let mut words = cue.split_whitespace();
            // `r u n` with nothing between is another word, and `dt` is a date more often than a telephone.
            let is_initials = words.clone().count() > 1 && words.all(is_one_letter);
            let hash = Name::linked(cue.as_bytes()).hash();
            if is_initials || turns.binary_search(&hash).is_ok() {
                continue;
            }
            for name in [Name::read(cue.as_bytes()), Name::linked(cue.as_bytes())] {
                members.entry(name.hash()).or_default().insert(recognizer);
            }
        }
        let mut table = NameTable {
            cues: Phrases::new(members.len()),
            fillers: hashes(FILLERS),
            turns,
        };
        // Many cues speak for the same rules.
        let mut known = BTreeMap::new();
        for (hash, members) in members {
            let set = match known.get(&members) {
                Some(&set) => set,
                None => sets.insert(members.iter().copied())?,
            };
            known.insert(members, set);
            table.cues.add([hash].into_iter(), set)?;
        }
        Some(table)
    }

    /// What a name says. Hot: per unknown key.
    pub(crate) fn read(&self, name: &[u8]) -> Cues {
        let mut behind = if name.len() > MOST {
            Behind::Turn
        } else {
            Behind::Nothing
        };
        let name = Name::read(&name[..name.len().min(MOST)]);
        let (mut cues, mut end) = (Cues::default(), name.len);
        while let Some(start) = name.word_before(end) {
            let [longest, shorter] = self.endings(&name, start, end);
            match (longest, behind) {
                (Some(set), Behind::Nothing) => cues.add_head(set),
                (Some(set), Behind::Unknown) => cues.add_near(set),
                (Some(set), Behind::Turn) => cues.add_part(set),
                (None, _) => {}
            }
            if let Some(set) = shorter {
                cues.add_part(set);
            }
            behind = behind.max(self.word(name.part(start, end)));
            end = start;
        }
        cues
    }

    /// What a word makes of a cue before it.
    fn word(&self, word: &[u8]) -> Behind {
        let word = &hash(word);
        if self.fillers.binary_search(word).is_ok() {
            Behind::Nothing
        } else if self.turns.binary_search(word).is_ok() {
            Behind::Turn
        } else {
            Behind::Unknown
        }
    }

    /// The longest and the next cue of whole words that end with the word from `start` to `end`; or
    /// else the one that the word ends with.
    fn endings(&self, name: &Name, start: usize, end: usize) -> [Option<SetId>; 2] {
        let (mut longest, mut shorter, mut compound) = (None, None, None);
        let (mut state, mut words) = (SEED, 0);
        for at in (0..end).rev() {
            state = step(state, name.letters[at]);
            let is_start = name.starts >> at & 1 == 1;
            match self.set(state) {
                Some(set) if is_start => (longest, shorter) = (Some(set), longest),
                Some(set) if at > start && end - at >= name.least_compound(at) => {
                    compound = Some(set);
                }
                _ => {}
            }
            words += usize::from(is_start);
            if words == WORDS {
                break;
            }
        }
        [longest.or(compound), shorter]
    }

    fn set(&self, hash: u32) -> Option<SetId> {
        let node = self.cues.step(ROOT, hash)?;
        Some(self.cues.set(node))
    }

    /// Size in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.cues.bytes() + (self.fillers.len() + self.turns.len()) * size_of::<u32>()
    }
}

/// What stands behind a cue.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Behind {
    /// Nothing but fillers.
    Nothing,
    Unknown,
    /// What makes something else of it.
    Turn,
}

/// The letters of a name, folded, with nothing between its words.
struct Name {
    letters: [u8; MOST],
    len: usize,
    /// A bit for each letter that begins a word.
    starts: u64,
}

/// What a character is to the words of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Parts words.
    Mark,
    Small,
    Capital,
    /// A letter of a script without case and blanks.
    Wide,
    /// Stands behind its letter and says nothing.
    Accent,
}

impl Name {
    /// Reads at most [`MOST`] bytes; words such as `of` inside a name are left out.
    fn read(text: &[u8]) -> Name {
        let linked = Name::linked(text);
        let mut name = Name::empty();
        let mut start = 0;
        while start < linked.len {
            let end = linked.word_behind(start);
            let word = linked.part(start, end);
            let is_inside = start > 0 && end < linked.len;
            if !is_inside || !is_link(word) {
                name.starts |= 1 << name.len;
                name.letters[name.len..][..word.len()].copy_from_slice(word);
                name.len += word.len();
            }
            start = end;
        }
        name
    }

    /// The same with all words.
    fn linked(text: &[u8]) -> Name {
        let text = &text[..text.len().min(MOST)];
        let (mut name, mut at) = (Name::empty(), 0);
        let (mut last, mut before_last) = (Kind::Mark, Kind::Mark);
        while at < text.len() {
            let value = value_at(text, at);
            let (kind, len) = match value {
                0 => character(&text[at..]),
                _ => (Kind::Mark, value),
            };
            if kind == Kind::Accent {
                at += len;
                continue;
            }
            match (before_last, last, kind) {
                (_, _, Kind::Mark) => {}
                // `SSNNumber`: the last of some capitals begins the word of the small letter.
                (Kind::Capital, Kind::Capital, Kind::Small) => {
                    name.starts |= 1 << name.last_letter();
                }
                (_, Kind::Small | Kind::Capital, Kind::Small)
                | (_, Kind::Capital, Kind::Capital)
                | (_, Kind::Wide, Kind::Wide) => {}
                _ => name.starts |= 1 << name.len,
            }
            let end = (at + len).min(text.len());
            if kind != Kind::Mark {
                name.push(&text[at..end]);
            }
            (before_last, last, at) = (last, kind, end);
        }
        name
    }

    const fn empty() -> Name {
        Name {
            letters: [0; MOST],
            len: 0,
            starts: 0,
        }
    }

    /// Adds a character, folded: that makes none longer.
    fn push(&mut self, character: &[u8]) {
        let folded = match *character {
            [byte] => (byte.to_ascii_lowercase(), None),
            [lead, second] => fold::letter(lead, second),
            _ => {
                self.letters[self.len..][..character.len()].copy_from_slice(character);
                self.len += character.len();
                return;
            }
        };
        self.letters[self.len] = folded.0;
        self.len += 1;
        if let Some(second) = folded.1 {
            self.letters[self.len] = second;
            self.len += 1;
        }
    }

    /// Where the last character begins.
    fn last_letter(&self) -> usize {
        let letters = &self.letters[..self.len];
        let first = letters.iter().rposition(|&byte| byte & 0xC0 != 0x80);
        first.unwrap_or_default()
    }

    /// Where the last word before `end` begins.
    fn word_before(&self, end: usize) -> Option<usize> {
        let before = self.starts & !(u64::MAX.checked_shl(end as u32).unwrap_or(0));
        63_u32
            .checked_sub(before.leading_zeros())
            .map(|start| start as usize)
    }

    /// Where the word that begins at `start` ends.
    fn word_behind(&self, start: usize) -> usize {
        let behind = self.starts >> start >> 1;
        self.len.min(start + 1 + behind.trailing_zeros() as usize)
    }

    fn part(&self, start: usize, end: usize) -> &[u8] {
        &self.letters[start..end]
    }

    fn hash(&self) -> u32 {
        hash(self.part(0, self.len))
    }

    /// Letters that a cue from `start` on must have to be the end of a compound.
    fn least_compound(&self, start: usize) -> usize {
        match self.letters[start] {
            0xE0..=0xEF => WIDE_COMPOUND,
            _ => COMPOUND,
        }
    }
}

/// Bytes of what is a value in the name `text` and no word of it: our own replacements, and what
/// blanks set apart and holds an `@` or `://`. 0 where a word goes on.
fn value_at(text: &[u8], at: usize) -> usize {
    let rest = &text[at..];
    let close = match rest[0] {
        b'<' => b'>',
        b'[' => b']',
        _ => 0,
    };
    if close != 0
        && let Some(end) = rest.iter().position(|&byte| byte == close)
    {
        let mut name = rest[1..end].iter().take_while(|&&byte| byte != b':');
        if name.all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_')) {
            return end + 1;
        }
    }
    if at > 0 && !text[at - 1].is_ascii_whitespace() {
        return 0;
    }
    let end = rest.iter().position(u8::is_ascii_whitespace);
    let chunk = &rest[..end.unwrap_or(rest.len())];
    let is_value = chunk.contains(&b'@') || chunk.windows(3).any(|part| part == b"://");
    if is_value { chunk.len() } else { 0 }
}

/// The first character of `text` and its length.
fn character(text: &[u8]) -> (Kind, usize) {
    match *text {
        [b'a'..=b'z', ..] => (Kind::Small, 1),
        [b'A'..=b'Z', ..] => (Kind::Capital, 1),
        [..=0x7F, ..] => (Kind::Mark, 1),
        [0xC2, _, ..] => (Kind::Mark, 2),
        [0xCC, _, ..] => (Kind::Accent, 2),
        [0xC3, 0x80..=0x9E, ..] | [0xCE, 0x86..=0xAB, ..] | [0xD0, 0x80..=0xAF, ..] => {
            (Kind::Capital, 2)
        }
        [0xC3..=0xDF, _, ..] => (Kind::Small, 2),
        [0xE2, 0x80..=0xAF, ..] | [0xE3, 0x80, ..] => (Kind::Mark, 3),
        [0xEF, 0xBC, 0x81..=0xA0 | 0xBB..=0xBF, ..] => (Kind::Mark, 3),
        [0xE0..=0xEF, ..] => (Kind::Wide, 3),
        [0xF0..=0xFF, ..] => (Kind::Wide, 4),
        _ => (Kind::Mark, 1),
    }
}

fn is_one_letter(word: &str) -> bool {
    word.chars().count() == 1
}

fn is_link(word: &[u8]) -> bool {
    word.len() <= 5
        && LINKS
            .as_bytes()
            .split(|&byte| byte == b';')
            .any(|link| link == word)
}

/// Sorted hashes of words.
fn hashes(words: &str) -> Vec<u32> {
    let words = words.split(';');
    let mut hashes: Vec<_> = words
        .map(|word| Name::linked(word.as_bytes()).hash())
        .collect();
    hashes.sort_unstable();
    hashes
}

/// FNV-1a from the last letter to the first, so that one pass gives all endings.
fn hash(letters: &[u8]) -> u32 {
    letters
        .iter()
        .rev()
        .fold(SEED, |state, &byte| step(state, byte))
}

const SEED: u32 = 0x811C_9DC5;

fn step(state: u32, byte: u8) -> u32 {
    (state ^ u32::from(byte)).wrapping_mul(0x0100_0193)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str) -> String {
        let name = Name::read(name.as_bytes());
        let mut words = vec![];
        let mut start = 0;
        while start < name.len {
            let end = name.word_behind(start);
            words.push(str::from_utf8(name.part(start, end)).unwrap().to_owned());
            start = end;
        }
        words.join(" ")
    }

    #[test]
    fn spellings_of_a_name_are_one() {
        for name in [
            "numero_de_securite_sociale",
            "numéro_de_sécurité_sociale",
            "NuméroDeSécuritéSociale",
            "NUMERO-SECURITE-SOCIALE",
            "numero.securite.sociale2",
            "numéro securite\u{a0}sociale:",
        ] {
            assert_eq!(read(name), "numero securite sociale", "{name}");
        }
        assert_eq!(read("SSNNumber"), "ssn number");
        assert_eq!(read("датаРождения"), "дата рождения");
        assert_eq!(read("客户IBAN号码"), "客户 iban 号码");
        assert_eq!(read("of_ssn_of"), "of ssn of");
    }

    #[test]
    fn values_in_a_name_are_no_words() {
        for (name, words) in [
            ("phone <US_SSN>", "phone"),
            ("<US_SSN:abcdef> phone", "phone"),
            ("[REDACTED]", ""),
            ("ssn@contoso.com", ""),
            ("ssn https://contoso.com/phone x", "ssn x"),
            ("<ssn>", "ssn"),
            ("ssn<", "ssn"),
            ("", ""),
        ] {
            assert_eq!(read(name), words, "{name}");
        }
    }

    #[test]
    fn what_is_no_text_is_read_all_the_same() {
        for text in [
            &[0xC3][..],
            &[0xE3, 0x81],
            &[0x80, 0xFF],
            &[0xF0; 80],
            &[b'a'; 80],
        ] {
            assert!(Name::read(text).len <= MOST);
        }
    }

    #[test]
    fn the_last_words_say_what_a_field_is() {
        let cues = [
            ("phone", 0),
            ("work phone", 1),
            ("birth", 2),
            ("geburtsdatum", 3),
            ("r u n", 3),
        ];
        let cues = cues.map(|(cue, at)| (cue, RecognizerId(at)));
        let mut sets = RuleSets::new(4);
        let table = NameTable::new(&cues, &mut sets).unwrap();
        let mut set = |at| sets.insert([RecognizerId(at)]).unwrap();
        for (name, heads, near, part) in [
            ("homePhone2", &[0][..], None, None),
            ("WORKPHONE", &[1], None, None),
            ("work_phone", &[1], None, Some(0)),
            ("work_phone_number_of_client", &[1], None, Some(0)),
            ("phone_hash", &[], None, Some(0)),
            ("phone_night", &[], Some(0), None),
            ("phone_night_hash", &[], None, Some(0)),
            ("phone_birth", &[2], None, Some(0)),
            ("birth_phone_night", &[], Some(0), Some(2)),
            ("kundengeburtsdatum", &[3], None, None),
            ("telephone", &[], None, None),
            ("number", &[], None, None),
            ("run", &[], None, None),
            (&"phone ".repeat(20), &[], None, Some(0)),
        ] {
            let mut expected = Cues::default();
            heads.iter().for_each(|&head| expected.add_head(set(head)));
            near.into_iter()
                .for_each(|near| expected.add_near(set(near)));
            part.into_iter()
                .for_each(|part| expected.add_part(set(part)));
            assert_eq!(table.read(name.as_bytes()), expected, "{name}");
        }
    }
}
