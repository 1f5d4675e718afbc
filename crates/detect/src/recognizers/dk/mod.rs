//! Denmark.

mod cpr;
mod cvr;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[cpr::recognizer, cvr::recognizer];
