//! Number plates of vehicles, whatever the country.

use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape, Verdict},
};

use super::super::is_upper;

/// Four to eight capitals and digits in groups that countries use, that something calls a number plate. Plates of a country that has a rule of its own are found by that one.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(
            PLATES
                .iter()
                .map(|&plate| Grouping::new(plate, -23))
                .collect(),
        )],
        validate: Some(check),
        most: Evidence(0),
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

/// Groups of letters and digits in use.
const PLATES: &[&str] = &[
    "AA9999",
    "AA99999",
    "AA99AA",
    "AA99AAA",
    "AA999A",
    "AA999AA",
    "AA9999A",
    "AA9999AA",
    "AAA99A",
    "AAA99AA",
    "AAA999",
    "AAA999A",
    "AAA9999",
    "AAA9A99",
    "AAA99A9",
    "AAAA99",
    "AAAA999",
    "AAAA9999",
    "A9999AA",
    "A999AA",
    "A999AAA",
    "A99AAA",
    "A99999",
    "A999999",
    "99AA99",
    "99AAA9",
    "99AAA99",
    "99AAA999",
    "99AA999",
    "99AA9999",
    "99A9999",
    "99A99999",
    "999AA",
    "999AAA",
    "999AA99",
    "9999AA",
    "9999AAA",
    "9AAA99",
    "9AAA999",
    "9AA9999",
    "9A99999",
    "999A999",
    "AA-9999",
    "AA-99999",
    "AA-99-AA",
    "AA-999-A",
    "AA-999-AA",
    "AA-9999-A",
    "AA-9999-AA",
    "A-999-AA",
    "A-9999-AA",
    "AAA-99-A",
    "AAA-999",
    "AAA-9999",
    "AAA-9A99",
    "AAA-99A",
    "AAA-99-99",
    "AA-99-99",
    "99-AA-99",
    "99-AAA-9",
    "99-AAA-99",
    "99-AAA-999",
    "99-AA-999",
    "99-A-9999",
    "9-AAA-99",
    "9-AAA-999",
    "9-AA-9999",
    "999-AA",
    "999-AAA",
    "999-AA-99",
    "9999-AA",
    "9999-AAA",
    "99-99-AA",
    "AA 9999",
    "AA 99999",
    "AA 99 AA",
    "AA 999 A",
    "AA 999 AA",
    "AA 9999 A",
    "AA 9999 AA",
    "AA99 AAA",
    "A999 AAA",
    "A 999 AA",
    "A 9999 AA",
    "AAA 99 A",
    "AAA 99A",
    "AAA 999",
    "AAA 9999",
    "AAA 9A99",
    "9999 AA",
    "9999 AAA",
    "AAA999 AA",
    "AA 99 999",
    "AA 9999 9",
];

/// Capitals only: what is written small is hardly a plate.
fn check(value: &[u8]) -> Verdict {
    Verdict::when(is_upper(value), 0)
}
