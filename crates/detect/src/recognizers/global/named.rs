//! Names of persons, places and organisations.

use pumice_names::Kind;

use crate::recognizer::{Normal, Recognizer, Shape};

/// Off by default, as the others: a model costs more than all patterns together.
pub(super) fn person() -> Recognizer {
    Recognizer {
        context: "person;full name;fullname;first name;firstname;given name;forename;middle name;last name;\
                  lastname;surname;family name;maiden name;birth name;nickname;customer name;client name;\
                  patient name;employee name;user full name;display name;contact name;cardholder name;\
                  account holder;beneficiary;author;sender name;recipient name;vorname;nachname;\
                  familienname;kundenname;nombre completo;apellido;apellidos;prenom;nom de famille;\
                  nom complet;cognome;nome completo;sobrenome;voornaam;achternaam"
            .into(),
        ..named("person", "PERSON", Kind::Person)
    }
}

pub(super) fn location() -> Recognizer {
    Recognizer {
        context: "city;town;municipality;place of birth;birthplace;country name;county;stadt;wohnort;\
                  geburtsort;ciudad;lugar de nacimiento;ville;lieu de naissance;citta;cidade;woonplaats"
            .into(),
        ..named("location", "LOCATION", Kind::Location)
    }
}

pub(super) fn organization() -> Recognizer {
    Recognizer {
        context: "company;company name;employer;employer name;organization;organisation;\
                  organization name;organisation name;firma;firmenname;arbeitgeber;empresa;empleador;\
                  entreprise;employeur;azienda;werkgever"
            .into(),
        ..named("organization", "ORGANIZATION", Kind::Organization)
    }
}

fn named(id: &'static str, entity: &'static str, kind: Kind) -> Recognizer {
    Recognizer {
        shapes: vec![Shape::Named(kind)],
        normal: Normal::Lowercase,
        citation: "What is a name: Tjong Kim Sang and De Meulder, Introduction to the CoNLL-2003 shared task".into(),
        default_on: false,
        ..Recognizer::new(id, entity, "global")
    }
}
