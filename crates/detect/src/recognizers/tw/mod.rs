//! Taiwan.

mod id;
mod passport;
mod ubn;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] =
    &[id::recognizer, passport::recognizer, ubn::recognizer];
