//! Dates of birth: dates that something calls so.

use crate::{
    finding::Evidence,
    recognizer::{Recognizer, Shape},
};

/// A date near a word for birth, or in a field of that name. The Safe Harbor method of HIPAA asks
/// for these above all other dates.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
    shapes: vec![Shape::Like("date_time".into())],
    bias: Evidence(-21),
    context: "birth;birth date;birthdate;date of birth;birthday;birth day;dob;d o b;born;born on;bday;\
         geburtsdatum;geburtstag;geboren;geboren am;geb;\
         date de naissance;naissance;ne le;nee le;ne;nee;anniversaire;\
         fecha de nacimiento;nacimiento;nacido;nacida;nacio;cumpleanos;f nac;\
         data di nascita;nato il;nata il;data de nascimento;geboortedatum;geboren op".into(),
    citation: "45 CFR 164.514(b)(2)(i)(C)".into(),
    ..Recognizer::new("date_of_birth", "DATE_OF_BIRTH", "global")
}
}
