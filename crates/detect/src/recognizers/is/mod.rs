//! Iceland.

mod kennitala;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[kennitala::recognizer];
