//! Philippines.

mod philhealth;
mod psn;
mod tin;
mod umid;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[
    philhealth::recognizer,
    psn::recognizer,
    tin::recognizer,
    umid::recognizer,
];
