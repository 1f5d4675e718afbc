//! Malta.

mod id_card;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[id_card::recognizer];
