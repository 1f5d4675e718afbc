//! Spain.

mod cif;
mod nie;
mod nif;
mod nuss;
mod passport;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    cif::recognizer,
    nie::recognizer,
    nif::recognizer,
    nuss::recognizer,
    passport::recognizer,
];
