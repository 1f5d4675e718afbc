//! Indonesia.

mod nik;
mod npwp;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[nik::recognizer, npwp::recognizer];
