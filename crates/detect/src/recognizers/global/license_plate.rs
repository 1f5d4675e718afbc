//! Number plates of vehicles, whatever the country.

use crate::recognizer::{Anchor, Normal, Recognizer, Shape, Walked};

/// Four to eight capitals and digits in up to three groups, with a digit among them, that something
/// calls a number plate. Plates of a country that has a rule of its own are found by that one.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::walk(Anchor::LetterGroup, walk),
            Shape::walk(Anchor::Digit, walk),
        ],
        context: CUES.into(),
        normal: Normal::Alphanumeric,
        citation: "Convention on Road Traffic (Vienna, 1968), annex 2: registration numbers".into(),
        ..Recognizer::new("license_plate", "LICENSE_PLATE", "global")
    }
}

const CUES: &str = "license plate;licence plate;license plate number;licence plate number;number plate;\
    plate number;plate;plates;plate no;registration plate;vehicle registration;registration number;\
    vehicle registration number;vrm;vrn;licenseplate;numberplate;car registration;reg plate;tag number;\
    kennzeichen;kfz kennzeichen;nummernschild;\
    immatriculation;numero d immatriculation;plaque d immatriculation;plaque;plaque mineralogique;\
    matricula;numero de matricula;placa;placas;patente;numero de placa;chapa;\
    targa;numero di targa;targhe;placa do carro;matricula do veiculo;\
    kenteken;kentekenplaat;nummerplaat;nummerplade;registreringsnummer;registreringsskylt;regnr;\
    nummerskilt;skiltnummer;bilnummer;rekisterinumero;rekisterikilpi;rekisteritunnus;\
    numer rejestracyjny;tablica rejestracyjna;rejestracja;nr rej;spz;registracni znacka;poznavaci znacka;\
    evc;rendszam;rendszám;numar de inmatriculare;număr de înmatriculare;nr inmatriculare;\
    registarska oznaka;registracija;registarske tablice;tablice;регистарска ознака;plaka;plaka no;\
    госномер;гос номер;номерной знак;номер машины;номер авто;державний номер;номерний знак;\
    регистрационен номер;рег номер;πινακίδα;αριθμός κυκλοφορίας;plat nomor;nomor polisi;nopol;\
    biển số;biển số xe;رقم اللوحة;لوحة;لوحة السيارة;מספר רכב;לוחית רישוי;वाहन संख्या;\
    车牌;车牌号;车牌号码;車牌;車牌號碼;ナンバープレート;車両番号;차량번호;번호판;차량번호는";

/// Letters and digits of the longest plate, and of the shortest.
const MOST: usize = 8;
const LEAST: usize = 4;
const GROUPS: usize = 3;

fn walk(text: &[u8], at: usize) -> Option<Walked> {
    let (start, first) = first_group(text, at);
    let (mut here, mut count, mut groups) = (at, first.letters + first.digits, 0);
    let (mut digits, mut letters) = (first.digits, first.letters);
    groups += usize::from(start < at);
    loop {
        let group = group(&text[here..])?;
        groups += 1;
        count += group.letters + group.digits;
        (digits, letters) = (digits + group.digits, letters + group.letters);
        here += group.letters + group.digits;
        if count > MOST {
            return None;
        }
        match text.get(here..).unwrap_or_default() {
            // Another group, if it is one.
            [b' ' | b'-', next, ..]
                if groups < GROUPS && (next.is_ascii_uppercase() || next.is_ascii_digit()) =>
            {
                let next = self::group(&text[here + 1..]);
                let fits = next.is_some_and(|next| count + next.letters + next.digits <= MOST);
                if fits {
                    here += 1;
                } else if text[here] == b' ' {
                    break;
                } else {
                    return None;
                }
            }
            [b'-' | b'.' | b'_' | b'/' | b':', next, ..] if next.is_ascii_alphanumeric() => {
                return None;
            }
            _ => break,
        }
    }
    let joined = matches!(text[..start], [.., b'-' | b'.' | b'_' | b'/' | b'#']);
    let fits = count >= LEAST && digits > 0 && letters > 0 && !joined;
    fits.then_some(Walked::new(start, here, -22))
}

/// Capitals and digits up to a mark.
struct Group {
    letters: usize,
    digits: usize,
}

/// The group before `at`, where no anchor stands: `34 ABC 123`, `B-MW 1234`; and where it begins.
fn first_group(text: &[u8], at: usize) -> (usize, Group) {
    let none = Group {
        letters: 0,
        digits: 0,
    };
    let [before @ .., b' ' | b'-'] = &text[..at] else {
        return (at, none);
    };
    let tail = &before[before.len().saturating_sub(4)..];
    let run = tail.iter().rev();
    let digits = run.clone().take_while(|byte| byte.is_ascii_digit()).count();
    let letters = run.take_while(|byte| byte.is_ascii_uppercase()).count();
    let start = before.len() - digits - letters;
    let joined = before[..start]
        .last()
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | 0x80..));
    // A word in capitals before letters parts from them; a district's letters have a hyphen.
    let fits = match (letters, digits) {
        (0, 1..=2) => text[at].is_ascii_uppercase(),
        (1..=3, 0) => text[at - 1] == b'-',
        _ => false,
    };
    if fits && !joined {
        (start, Group { letters, digits })
    } else {
        (at, none)
    }
}

/// The group that `text` begins with; none if a small letter is in it.
fn group(text: &[u8]) -> Option<Group> {
    let mut group = Group {
        letters: 0,
        digits: 0,
    };
    for byte in text.iter().take(MOST + 1) {
        match byte {
            b'A'..=b'Z' => group.letters += 1,
            b'0'..=b'9' => group.digits += 1,
            b'a'..=b'z' | 0xC3.. => return None,
            _ => break,
        }
    }
    (1..=MOST)
        .contains(&(group.letters + group.digits))
        .then_some(group)
}
