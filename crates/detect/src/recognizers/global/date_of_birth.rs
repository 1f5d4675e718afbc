//! Dates of birth: dates that something calls so.

use super::{
    super::{
        calendar::{is_date, is_year_of_birth},
        number,
    },
    date_time,
};
use crate::{
    finding::Evidence,
    recognizer::{Anchor, Grouping, Recognizer, Shape, Verdict},
};

/// A date near a word for birth, or in a field of that name. The Safe Harbor method of HIPAA asks
/// for these above all other dates. Beside such a word spellings count that mean other things elsewhere:
/// `12.3.84`, `12 Mar 84`, `12031984`, and in a field of that name `840312`.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![
            Shape::Like("date_time".into()),
            Shape::walk(Anchor::Date, date_time::short),
            Shape::Groups(vec![
                Grouping::new("99999999", 0),
                // Found only where a field has the name.
                Grouping::new("999999", -9),
            ]),
        ],
        bias: Evidence(-21),
        validate: Some(check),
        most: Evidence(6),
        context: CUES.into(),
        citation: "45 CFR 164.514(b)(2)(i)(C)".into(),
        ..Recognizer::new("date_of_birth", "DATE_OF_BIRTH", "global")
    }
}

/// Eight digits or six: the year first or last, day and month in either order.
fn check(digits: &[u8]) -> Verdict {
    // One number of 270 is a date in one of the three orders, one of ten where a year has two digits.
    match digits.len() {
        8 => Verdict::when(is_long(digits), 6),
        _ => Verdict::when(is_short(digits), 3),
    }
}

fn is_long(digits: &[u8]) -> bool {
    let at = |from: usize, to: usize| number(&digits[from..to]);
    let (first, last) = (at(0, 4), at(4, 8));
    let year_first = is_year_of_birth(first) && is_date(first, at(4, 6), at(6, 8));
    let day_or_month_first = is_date(last, at(2, 4), at(0, 2)) || is_date(last, at(0, 2), at(2, 4));
    year_first || is_year_of_birth(last) && day_or_month_first
}

fn is_short(digits: &[u8]) -> bool {
    let [first, middle, last] = [0, 2, 4].map(|at| number(&digits[at..at + 2]));
    // Years that end alike are leap years alike, but for centuries.
    let is_date = |year: u32, month, day| is_date(2000 + year, month, day);
    is_date(first, middle, last) || is_date(last, middle, first) || is_date(last, first, middle)
}

/// By language. Where a cue of several words may begin with a capital letter that is not Latin, its
/// last word stands alone.
const CUES: &str = "birth;birth date;birth dt;birthdate;date of birth;dateofbirth;birthday;birth day;dob;d o b;\
    born;born on;bday;natal day;\
    geburtsdatum;geburtstag;geburtsdaten;geboren;geboren am;geb;geb datum;geb dat;gebdatum;\
    date de naissance;naissance;ne le;nee le;ne;nee;anniversaire;date naissance;\
    fecha de nacimiento;fecha nacimiento;nacimiento;nacido;nacida;nacio;cumpleanos;f nac;fec nac;\
    fecha nac;\
    data di nascita;data nascita;nascita;nato il;nata il;nato;nata;compleanno;\
    data de nascimento;data nascimento;nascimento;nascido;nascida;nascido em;nascida em;dt nasc;\
    data nasc;aniversario;\
    data de naixement;naixement;data de nacemento;nacemento;\
    geboortedatum;geboren op;geboortedag;verjaardag;\
    fodselsdato;fodselsdag;fodt;fodt den;\
    fodelsedatum;fodelsedag;fodd;fodd den;\
    syntymaaika;syntymapaiva;syntynyt;synt;\
    faedingardagur;fæðingardagur;fæddur;fædd;\
    data urodzenia;urodzenia;urodzony;urodzona;urodzony dnia;dzień urodzenia;\
    datum narozeni;narozeni;narozen;narozena;nar;\
    datum narodenia;narodenia;narodeny;narodena;\
    szuletesi datum;szuletesi ido;szuletesi idő;szuletesi;szuletett;szul;\
    data nasterii;data nașterii;data naşterii;nascut;nascuta;născut;născută;nascut la;\
    datum rođenja;datum rodjenja;datum rodenja;rođenja;rođen;rođena;\
    datum rojstva;rojstva;rojen;rojena;\
    датум рођења;рођења;рођен;рођена;датум на раѓање;раѓање;\
    dogum tarihi;doğum tarihi;doğum gunu;doğumlu;\
    datelindja;datelindje;\
    sunniaeg;sunnikuupaev;sundinud;dzimšanas datums;dzimšanas;dzimis;gimimo data;gimęs;gimusi;\
    дата рождения;рождения;родился;родилась;день рождения;рожд;\
    дата народження;народження;народився;народилася;\
    дата на раждане;раждане;роден;родена;\
    ημερομηνία γέννησης;γέννησης;γεννήθηκε;γεννηθείς;γεννηθείσα;γεννημένος;ημερομηνια γεννησης;\
    γεννησης;\
    tanggal lahir;tgl lahir;lahir;lahir pada;kelahiran;tarikh lahir;petsa ng kapanganakan;kapanganakan;\
    tarehe ya kuzaliwa;\
    ngay sinh;sinh ngay;ngay thang năm sinh;sinh nhật;\
    تاريخ الميلاد;الميلاد;ميلاد;تاريخ الولادة;الولادة;مواليد;المولود;ولد في;ولد;ولدت;\
    تاریخ تولد;تولد;تاریخ پیدائش;پیدائش;\
    תאריך לידה;לידה;נולד;נולדה;יליד;ילידת;\
    जन्म तिथि;जन्मतिथि;जन्म तारीख;जन्म दिनांक;जन्म;जन्मदिन;জন্ম তারিখ;জন্ম;பிறந்த தேதி;\
    วันเกิด;เกิดวันที่;วันเดือนปีเกิด;\
    生年月日;生年月日は;誕生日;誕生日は;生まれ;生まれの;\
    出生日期;出生日期为;出生日期是;出生年月日;出生年月;出生;出生于;出生於;生于;生於;生日;生日是;\
    생년월일;생년월일은;생일;생일은;출생일;출생;태어난";
