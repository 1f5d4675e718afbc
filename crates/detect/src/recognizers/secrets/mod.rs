//! Keys, tokens and passwords: what opens something to whoever has it.
//!
//! A kind is a row of data: what its issuer calls it, its forms ([`Token`]), its check. Kinds of one
//! sort share an entity, since what is done with them is the same. What an issuer marks with a literal
//! of its own is found without a word beside it; what is only long and random needs one.

mod ai;
mod assignment;
mod azure;
mod azure_text;
mod bare;
mod base_64;
mod checks;
mod clouds;
mod code_hosts;
mod credentials;
mod jwt;
mod marked;
mod packages;
mod private_key;
mod services;
mod setting;
mod stand_in;
mod values;

use std::borrow::Cow;

use crate::recognizer::{Normal, Recognizer, Shape, Token, Verdict};

/// A kind of secret that its form tells.
#[derive(Clone, Copy, Debug)]
struct Kind {
    id: &'static str,
    entity: &'static str,
    /// Patterns, and what each says in decibans.
    forms: &'static [(&'static str, i16)],
    /// Proves or refutes a text of one of the forms.
    check: Option<fn(&[u8]) -> Verdict>,
    /// Cues, for forms that need one.
    context: &'static str,
    citation: &'static str,
}

impl Kind {
    /// What its form alone proves.
    const fn new(
        id: &'static str,
        entity: &'static str,
        forms: &'static [(&'static str, i16)],
        citation: &'static str,
    ) -> Kind {
        Kind {
            id,
            entity,
            forms,
            check: None,
            context: "",
            citation,
        }
    }

    /// The same with a check.
    const fn checked(self, check: fn(&[u8]) -> Verdict) -> Kind {
        Kind {
            check: Some(check),
            ..self
        }
    }

    /// The same where a word says whose it is.
    const fn near(self, context: &'static str) -> Kind {
        Kind { context, ..self }
    }

    fn recognizer(&self) -> Recognizer {
        let tokens = self.forms.iter();
        Recognizer {
            shapes: vec![Shape::Tokens(
                tokens
                    .map(|&(pattern, prior)| Token::new(pattern, prior))
                    .collect(),
            )],
            validate: self.check,
            context: Cow::Borrowed(self.context),
            normal: Normal::Exact,
            citation: Cow::Borrowed(self.citation),
            ..Recognizer::new(self.id, self.entity, "secrets")
        }
    }
}

/// A literal that hardly anything else has: found without a cue.
const TELLING: i16 = 14;
/// A literal and a form that nothing else has: more than the link that it may stand in.
const UNIQUE: i16 = 30;
/// A literal that other things have as well: found beside a cue.
const CUED: i16 = -8;
/// A form that its check must bear out, which then says as much.
const CHECKED: i16 = 10;

/// All kinds, in a fixed order: those that a form tells, then those that need a grammar.
pub(super) fn recognizers() -> impl Iterator<Item = Recognizer> {
    let told = [
        azure::KINDS,
        azure::ANNOTATED,
        clouds::KINDS,
        ai::KINDS,
        code_hosts::KINDS,
        packages::KINDS,
        services::KINDS,
        private_key::KINDS,
    ];
    let read = [
        azure::RECOGNIZERS,
        azure_text::RECOGNIZERS,
        private_key::RECOGNIZERS,
        jwt::RECOGNIZERS,
        marked::RECOGNIZERS,
        bare::RECOGNIZERS,
        credentials::RECOGNIZERS,
        assignment::RECOGNIZERS,
    ];
    let told = told.into_iter().flatten().map(Kind::recognizer);
    told.chain(read.into_iter().flatten().map(|recognizer| recognizer()))
}
