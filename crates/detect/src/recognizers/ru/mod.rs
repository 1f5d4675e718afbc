//! Russia.

mod inn;
mod passport;
mod snils;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] =
    &[inn::recognizer, passport::recognizer, snils::recognizer];
