//! Netherlands.

mod bsn;
mod passport;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[bsn::recognizer, passport::recognizer];
