//! Medical record numbers.

use crate::{
    finding::Evidence,
    recognizer::{Grouping, Normal, Recognizer, Shape},
};

/// What a hospital or practice files a patient under: five to ten digits, perhaps grouped or with
/// one to three letters in front. Each institution has its own, so nothing but the words around it
/// tells one.
pub(super) fn recognizer() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Groups(vec![
            Grouping::new("99999", -21),
            Grouping::new("999999", -20),
            Grouping::new("9999999", -20),
            Grouping::new("99999999", -20),
            Grouping::new("999999999", -20),
            Grouping::new("9999999999", -20),
            Grouping::new("99-99-99", -16),
            Grouping::new("999-99-99", -14),
            Grouping::new("999-999", -18),
            Grouping::new("999-9999", -18),
            Grouping::new("9999-9999", -16),
            Grouping::new("99999-9", -16),
            Grouping::new("999999-9", -16),
            Grouping::new("9999999-9", -16),
            Grouping::new("A99999", -20),
            Grouping::new("A999999", -19),
            Grouping::new("A9999999", -19),
            Grouping::new("A99999999", -19),
            Grouping::new("A-999999", -18),
            Grouping::new("A-9999999", -18),
            Grouping::new("A-99999999", -18),
            Grouping::new("AA99999", -20),
            Grouping::new("AA999999", -19),
            Grouping::new("AA9999999", -19),
            Grouping::new("AA99999999", -19),
            Grouping::new("AA-999999", -18),
            Grouping::new("AA-9999999", -18),
            Grouping::new("AA-99999999", -18),
            Grouping::new("AAA999999", -19),
            Grouping::new("AAA9999999", -19),
            Grouping::new("AAA99999999", -19),
            Grouping::new("AAA-999999", -18),
            Grouping::new("AAA-9999999", -18),
            Grouping::new("AAA-99999999", -18),
        ])],
        validate: Some(super::of_issuer),
        most: Evidence(0),
        context: "mrn;medical record no;numero de historia clinica;mrns;emrn;\
         medical record number;medical record;medical records number;medical record id;\
         medical rec no;med rec;medrec;mr number;mr no;patient record number;patient id;\
         patient identifier;patient number;patient no;health record number;\
         hospital number;hospital no;chart number;chart no;numero de expediente medico;\
         historia clinica;dossier medical;numero do prontuario;prontuario medico"
            .into(),
        normal: Normal::Alphanumeric,
        citation: "45 CFR 164.514(b)(2)(i)(H), HIPAA Safe Harbor: medical record numbers; \
         HL7 table 0203, identifier type MR"
            .into(),
        ..Recognizer::new("medical_record_number", "MEDICAL_RECORD_NUMBER", "us")
    }
}
