//! Postal addresses.
//!
//! A grammar around numbers, and no model: an address has a number, a street, and most often a town, in one of few
//! orders, and words for streets are few in each language. A number that has neither a word with a capital nor a word
//! for a street beside it is dismissed by the bytes around it, so that numbers of logs and prose cost next to nothing.

mod american;
mod english;
mod glance;
mod lexicon;
mod number;
mod post_box;
mod postcode;
mod sets;
mod street;
mod tail;
mod token;

use self::{sets::Key, street::Street, tail::Tail, token::digits};
use crate::recognizer::{Anchor, Recognizer, Shape, Walked};

/// A house number and a street, in the order of their country, or a post box, with all that follows: flat, district, town, postal
/// code, state and country, parted by blanks, commas or line ends. The value is the whole address, without a mark at its
/// end. A street alone is found where a word says that it is one; a name without such a word (`Dlouhá 12`) where a postal code and a
/// town follow. In a field of an address all of the text is one.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::House, walk), Shape::Whole(whole)],
        context: "address;addresses;street address;home address;mailing address;postal address;billing address;\
             shipping address;delivery address;street;address line;lives at;ship to;deliver to;\
             adresse;anschrift;wohnhaft;lieferadresse;rechnungsadresse;postanschrift;strasse;\
             adresse postale;domicile;domicilie;direccion;domicilio;direccion postal;indirizzo;residenza;\
             endereco;morada;logradouro;adres;woonadres;postadres;adress;postadress;gatuadress;osoite;katuosoite;\
             ulica;adres zamieszkania;adresa;bydliste;lakcim;cim;adresi;ev adresi;alamat;dia chi;\
             адрес;адреса;διεύθυνση"
            .into(),
        citation: "Universal Postal Union, S42 (international postal address components and templates); United States \
             Postal Service, Publication 28, Postal Addressing Standards"
            .into(),
        ..Recognizer::new("street_address", "STREET_ADDRESS", "global")
    }
}

/// What is left out below: too little to be lifted by a word near it.
const LEAST: i16 = -14;
/// As sure as an address is.
const MOST: i16 = 24;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let run = digits(text, at);
    // No house number begins with a zero.
    if run > number::MOST + 1 || is_fraction(text, at) || text[at] == b'0' && run != 5 {
        return None;
    }
    let run_end = at + run;
    if run == 5
        && let Some(zip) = american::before_zip(text, at)
    {
        return Some(whole_lines(text, zip));
    }
    if text[at] == b'0' {
        return None;
    }
    let is_behind = glance::may_be_behind(text, at, run_end);
    let street = if glance::may_be_before(text, at, run_end) {
        let before =
            post_box::post_box(text, at, run_end).or_else(|| street::before(text, at, run_end));
        match before {
            Some(before) if before.evidence >= street::STRONG || !is_behind => before,
            _ => {
                let behind = is_behind
                    .then(|| street::behind(text, at, run_end))
                    .flatten();
                [before, behind]
                    .into_iter()
                    .flatten()
                    .max_by_key(|street| street.evidence)?
            }
        }
    } else if is_behind {
        street::behind(text, at, run_end)?
    } else {
        return None;
    };
    read_on(text, &street)
}

/// Whether the digits at `at` stand behind the comma of a number, as in `3,5` and `12,400`; not behind one that parts
/// two cells, as in `6012,47 Main Street`.
fn is_fraction(text: &[u8], at: usize) -> bool {
    let Some(before) = text[..at].strip_suffix(b",") else {
        return false;
    };
    let count = before
        .iter()
        .rev()
        .take(4)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let is_alone = match &before[..before.len() - count] {
        [.., byte] => !byte.is_ascii_alphanumeric() && !matches!(byte, b':' | b'-' | b'.' | b'/'),
        [] => true,
    };
    let is_group =
        matches!(&before[..before.len() - count], [.., digit, b' '] if digit.is_ascii_digit());
    (1..=3).contains(&count) && is_alone && !is_group
}

/// A street with all that is told of it by what stands around.
#[inline(never)]
fn read_on(text: &[u8], street: &Street) -> Option<Walked> {
    let found = addressed(text, street)?;
    let found = match found.evidence.0 {
        13.. => found,
        _ => american::around(text, &found).unwrap_or(found),
    };
    let found = all_of_text(text, found);
    Some(whole_lines(text, found))
}

/// A street with what follows it.
fn addressed(text: &[u8], street: &Street) -> Option<Walked> {
    let Tail {
        end,
        evidence,
        has_town,
    } = tail::tail(text, street);
    let evidence = (street.evidence + evidence).min(MOST);
    let counts = evidence >= LEAST && (has_town || !street.is_plain);
    counts.then_some(Walked::new(street.start, end, evidence))
}

/// Takes the rest of a short text that begins with an address: names and numbers without a mark of a sentence, such as
/// a flat or a town that nothing else tells.
fn all_of_text(text: &[u8], found: Walked) -> Walked {
    // Asked first, so that blanks at the end of a text are not gone over for each address.
    if found.start > 0 || found.evidence.0 < -1 {
        return found;
    }
    let rest = text.get(found.end..).unwrap_or_default().trim_ascii_end();
    if rest.is_empty() || rest.len() > MOST_OF_REST {
        return found;
    }
    let is_small = !text[..found.end].iter().any(u8::is_ascii_uppercase);
    let rest = rest.strip_suffix(b".").unwrap_or(rest);
    let mut words = rest.split(|byte| matches!(byte, b' ' | b',' | b'.' | b'#' | b'-' | b'&'));
    let is_part = |word: &[u8]| {
        let is_name =
            token::begins_with_capital(word) || word.iter().any(u8::is_ascii_digit) || is_small;
        word.is_empty()
            || is_name
                && word
                    .iter()
                    .all(|&byte| token::is_letter(byte) || byte.is_ascii_digit() || byte == b'\'')
                && !lexicon::STOP.has(Key::of(word))
    };
    // More numbers, or longer ones, are other values.
    let numbers = rest
        .split(|byte| !byte.is_ascii_digit())
        .filter(|digits| !digits.is_empty());
    let are_few =
        numbers.clone().count() <= 1 && numbers.clone().all(|digits| digits.len() <= number::MOST);
    if are_few && words.all(is_part) {
        return Walked::new(found.start, found.end + rest.len(), found.evidence.0);
    }
    found
}

/// Most bytes of such a rest.
const MOST_OF_REST: usize = 60;

/// Says more for an address that has its lines for itself.
fn whole_lines(text: &[u8], found: Walked) -> Walked {
    let before = text[..found.start].last();
    let behind = text.get(found.end..).unwrap_or_default();
    let behind = behind.strip_prefix(b".").unwrap_or(behind);
    let is_line =
        matches!(before, None | Some(b'\n')) && matches!(behind, [] | [b'\n' | b'\r', ..]);
    let more = if is_line { 3 } else { 0 };
    Walked::new(found.start, found.end, (found.evidence.0 + more).min(MOST))
}

/// All of a field that is named so: words and numbers of a length that addresses have.
fn whole(text: &[u8]) -> Option<Walked> {
    if text.len() > LONGEST {
        return None;
    }
    let trimmed = text.trim_ascii_end();
    let end = trimmed.strip_suffix(b".").unwrap_or(trimmed).len();
    let value = &text[..end];
    let start = value.len() - value.trim_ascii_start().len();
    let has_letters = value
        .iter()
        .filter(|byte| byte.is_ascii_alphabetic() || **byte >= 0x80)
        .count()
        >= 3;
    let has_number = value.iter().any(u8::is_ascii_digit) && value.contains(&b' ');
    let is_mark = |byte: &u8| {
        matches!(
            byte,
            b'"' | b'\\' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'|' | b'@'
        )
    };
    let is_other = value.iter().any(is_mark) || value.windows(3).any(|bytes| bytes == b"://");
    let fits = has_letters && has_number && !is_other;
    fits.then_some(Walked::new(start, end, -20))
}

/// The longest address of a field, in bytes.
const LONGEST: usize = 200;
