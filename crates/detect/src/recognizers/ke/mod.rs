//! Kenya.

mod kra_pin;
mod national_id;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] =
    &[kra_pin::recognizer, national_id::recognizer];
