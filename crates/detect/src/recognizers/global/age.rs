//! Ages of persons.

use super::{
    super::{leading_digits, number},
    username,
    words::{self, Label, Words, pack, packed},
};
use crate::{
    labels::Ends,
    recognizer::{Anchor, Normal, Recognizer, Shape, Walked},
};

/// A number up to 125 that the words beside it call an age: `93 years old`, `93-year-old`, `aged 93`,
/// `age: 93`, `93 Jahre alt`, `âgé de 93 ans`, `93 y/o`, `93歳`; or the whole value of a field of such a
/// name. The value is the number alone.
///
/// The Safe Harbor method of HIPAA lets ages up to 89 stay; those above must go, as must all that tells
/// that somebody is older. All of them are found here, since the rule cannot know what a corpus is for.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::Age, walk), Shape::Whole(whole)],
        context:
            "age;ages;aged;patient age;age years;age in years;age at diagnosis;alter;lebensalter;\
             edad;eta;idade;leeftijd;alder;ika;wiek;vek;eletkor;varsta;yas;umur;usia;tuoi;starost;\
             возраст;вік;възраст;ηλικία;العمر;גיל;उम्र;आयु;年齢;年龄;年齡;나이;연령"
                .into(),
        normal: Normal::Digits,
        citation: "45 CFR 164.514(b)(2)(i)(C); Unicode CLDR, unit patterns of year".into(),
        ..Recognizer::new("age", "AGE", "global")
    }
}

/// The oldest person on record was 122.
const OLDEST: u32 = 125;

/// Words for the age itself, before the number.
static AGE: Words<50> = Words::new([
    "age",
    "aged",
    "agee",
    "ages",
    "alter",
    "alters",
    "lebensalter",
    "edad",
    "eta",
    "idade",
    "leeftijd",
    "alder",
    "alderen",
    "ika",
    "wiek",
    "wieku",
    "vek",
    "veku",
    "věk",
    "věku",
    "eletkor",
    "kora",
    "varsta",
    "vârsta",
    "vârstă",
    "yas",
    "yaş",
    "umur",
    "usia",
    "berumur",
    "berusia",
    "tuoi",
    "tuổi",
    "starost",
    "возраст",
    "Возраст",
    "возрасте",
    "вік",
    "Вік",
    "възраст",
    "Възраст",
    "ηλικία",
    "ηλικίας",
    "Ηλικία",
    "العمر",
    "عمره",
    "عمرها",
    "גיל",
    "उम्र",
    "आयु",
]);
/// The same in scripts without blanks, where the word may be longer.
const AGE_ENDS: [&str; 8] = [
    "年齢",
    "年龄",
    "年齡",
    "나이",
    "연령",
    "年齢は",
    "年龄为",
    "年龄是",
];
/// Words before them, of a bound and nobody's age.
static LIMITS: Words<6> = Words::new(["max", "min", "maximum", "minimum", "maximal", "minimal"]);
/// Words between them and the number.
static LINKS: Words<14> = Words::new([
    "is", "was", "of", "von", "de", "di", "von", "at", "on", "van", "av", "af", "to", "est",
]);
/// All that may stand right before the number without a unit.
static BEFORE: Ends = Ends::of(&[AGE.list(), LINKS.list()]);
/// Persons, before a number of years.
static PERSONS: Words<34> = Words::new([
    "man", "woman", "male", "female", "boy", "girl", "patient", "mann", "frau", "junge", "madchen",
    "homme", "femme", "patiente", "garcon", "fille", "mujer", "hombre", "paciente", "nino", "nina",
    "varon", "senor", "senora", "joven", "uomo", "donna", "paziente", "homem", "mulher", "menino",
    "menina", "rapaz", "bambino",
]);
/// Who has years is so old: before the number and `años`, `anni`, `anos`.
static HAS: Words<12> = Words::new([
    "tiene", "tenia", "tengo", "cumple", "cumplio", "cumplir", "ha", "aveva", "tem", "tinha",
    "tenho", "fez",
]);
/// Words behind the number that say it all.
static OLD: Words<40> = Words::new([
    "yo",
    "yos",
    "yearold",
    "jarig",
    "jarige",
    "jahrig",
    "jahrige",
    "jahriger",
    "jahrigen",
    "jahriges",
    "arig",
    "arige",
    "ariga",
    "aring",
    "vuotias",
    "vuotiaan",
    "letni",
    "letnia",
    "letniego",
    "letniej",
    "lety",
    "leta",
    "éves",
    "evesen",
    "rocny",
    "rocna",
    "godisnji",
    "godisnja",
    "yaşında",
    "yasinda",
    "yaşındaki",
    "летний",
    "летняя",
    "летнего",
    "річний",
    "річна",
    "ετών",
    "χρονών",
    "tuổi",
    "वर्षीय",
]);
/// Signs behind the number in scripts without blanks.
const OLD_SIGNS: [&str; 6] = ["歳", "才", "岁", "歲", "세", "살"];
/// Years, which may be a time as well.
static YEARS: Words<46> = Words::new([
    "year",
    "years",
    "yr",
    "yrs",
    "y",
    "jahre",
    "jahren",
    "jahr",
    "ans",
    "an",
    "annees",
    "años",
    "ano",
    "anos",
    "anni",
    "anno",
    "jaar",
    "ar",
    "aar",
    "vuotta",
    "lat",
    "lata",
    "rok",
    "let",
    "roku",
    "roky",
    "rokov",
    "ani",
    "godina",
    "godine",
    "yil",
    "yas",
    "yaş",
    "лет",
    "года",
    "год",
    "років",
    "роки",
    "рік",
    "години",
    "год",
    "tahun",
    "سنة",
    "عاما",
    "عامًا",
    "שנים",
]);
/// Months and days, which only children are counted in.
static MONTHS: Words<6> = Words::new(["month", "months", "week", "weeks", "day", "days"]);
/// What makes an age of a number of years.
static OLD_BEHIND: Words<22> = Words::new([
    "old", "alt", "alte", "alter", "alten", "oud", "oude", "gammal", "gammel", "gamle", "gamla",
    "vanha", "age", "edad", "eta", "idade", "varsta", "vârstă", "starosti", "wieku", "od", "veku",
]);

/// All of a field, perhaps with its unit.
fn whole(text: &[u8]) -> Option<Walked> {
    let run = leading_digits(text);
    let unit = text[run..].strip_prefix(b" ").unwrap_or(&text[run..]);
    let fits = is_age_number(&text[..run])
        && (unit.is_empty() || unit.len() < 12 && YEARS.has(packed(unit)));
    fits.then_some(Walked::new(0, run, -20))
}

/// Whether the digits are a number that an age may be.
fn is_age_number(digits: &[u8]) -> bool {
    let run = digits.len();
    (1..=3).contains(&run) && number(digits) <= OLDEST && (run == 1 || digits[0] != b'0')
}

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let run = leading_digits(&text[at..]);
    let end = at + run;
    if !is_age_number(&text[at..end]) || is_part(text, at, end) {
        return None;
    }
    let evidence = behind(text, at, end).or_else(|| before(text, at, end))?;
    Some(Walked::new(at, end, evidence))
}

/// What the words behind the number say.
#[inline]
fn behind(text: &[u8], at: usize, end: usize) -> Option<i16> {
    let rest = &text[end..];
    let (gap, rest) = match rest {
        [0xC2, 0xA0, rest @ ..] => (2, rest),
        [b' ' | b'-', rest @ ..] => (1, rest),
        _ => (0, rest),
    };
    let first = *rest.first()?;
    if first >= 0xE4 {
        let sign = OLD_SIGNS
            .iter()
            .find(|sign| rest.starts_with(sign.as_bytes()))?;
        // `21세기` is a century.
        let century = rest[sign.len()..].starts_with("기".as_bytes());
        return (!century).then_some(10);
    }
    if let [b'y' | b'Y', b'/' | b'.', b'o' | b'O', ..] = rest {
        return Some(14);
    }
    if !(OLD.may_begin(first) || YEARS.may_begin(first) || MONTHS.may_begin(first)) {
        return None;
    }
    let unit = words::first(rest);
    let key = packed(unit);
    if OLD.has(key) {
        return Some(14);
    }
    let is_years = gap > 0 && YEARS.has(key);
    if !(is_years || gap > 0 && MONTHS.has(key)) {
        return None;
    }
    let rest = &rest[unit.len()..];
    if is_old(rest) {
        return Some(if is_years { 14 } else { 8 });
    }
    if is_years { years_of(text, at) } else { None }
}

/// Whether `old`, `alt`, `de edad` and the like follow a number of years.
fn is_old(rest: &[u8]) -> bool {
    let rest = match rest {
        [b' ' | b'-', rest @ ..] | [b'.', b' ', rest @ ..] => rest,
        _ => return false,
    };
    let links: [&[u8]; 5] = [b"of ", b"de ", b"di ", b"d'", "d’".as_bytes()];
    let link = links.iter().find(|link| rest.starts_with(link));
    let word = words::first(&rest[link.map_or(0, |link| link.len())..]);
    let is_of = matches!(packed(word), word if word == const { pack(b"age") } || word == const { pack(b"edad") });
    OLD_BEHIND.has(packed(word)) && (link.is_some() || !is_of)
}

/// What the words before a number of years say: who is aged, or has, so many.
fn years_of(text: &[u8], at: usize) -> Option<i16> {
    let Label { word, before, .. } = words::label(&text[..at])?;
    let key = packed(word);
    if is_age(word) {
        return Some(14);
    }
    if HAS.has(key) || PERSONS.has(key) {
        return Some(8);
    }
    let second = LINKS.has(key).then(|| words::label(before))??;
    if is_age(second.word) {
        return Some(14);
    }
    PERSONS.has(packed(second.word)).then_some(8)
}

/// What the words before a number without a unit say.
#[inline]
fn before(text: &[u8], at: usize, end: usize) -> Option<i16> {
    let Label {
        word,
        before,
        has_mark,
    } = words::label_among(&text[..at], &BEFORE)?;
    let evidence = match (is_age(word), has_mark) {
        (true, true) => 12,
        (true, false) => 6,
        (false, false) if LINKS.has(packed(word)) => {
            let second = words::label(before)?;
            let is_limit = username::follows(second.before, &LIMITS);
            (is_age(second.word) && !is_limit).then_some(6)?
        }
        _ => return None,
    };
    // `Max-Age: 60` is how long a copy stays fresh, and 0 what nobody has filled in.
    if username::follows(before, &LIMITS) || text[at] == b'0' {
        return None;
    }
    // `aged 12 months`, `age 65 and over`, `ages 5 to 12`: no single person's.
    let rest = text.get(end..).unwrap_or_default();
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let next = packed(words::first(rest));
    let stops = [
        "and", "to", "or", "bis", "a", "months", "weeks", "days", "hours", "minutes", "percent",
        "und",
    ];
    let is_other = stops.iter().any(|stop| packed(stop.as_bytes()) == next);
    (!is_other).then_some(evidence)
}

fn is_age(word: &[u8]) -> bool {
    let ends = |end: &str| word.ends_with(end.as_bytes());
    // An estimated time of arrival is no Italian age.
    AGE.has(packed(word)) && word != b"ETA"
        || word.len() >= 6 && word[0] >= 0xE4 && AGE_ENDS.iter().any(|end| ends(end))
}

/// Whether the number is a part of a longer one, of a range, or counts something.
fn is_part(text: &[u8], at: usize, end: usize) -> bool {
    let digit_at = |at: Option<usize>| {
        at.and_then(|at| text.get(at))
            .is_some_and(u8::is_ascii_digit)
    };
    let before = at.checked_sub(1).map_or(b' ', |at| text[at]);
    let joins_before =
        matches!(before, b'.' | b',' | b'-' | b'/' | b':') && digit_at(at.checked_sub(2));
    let joins_after = match text.get(end..).unwrap_or_default() {
        [b'+' | b'%', ..] => true,
        [b'.' | b',' | b'-' | b'/' | b':', next, ..] => next.is_ascii_digit(),
        [0xE2, 0x80, 0x93, next, ..] => next.is_ascii_digit(),
        _ => false,
    };
    joins_before || joins_after || matches!(before, b'$' | b'_' | b'+')
}
