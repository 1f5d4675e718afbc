//! Guatemala.

mod dpi;
mod nit;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[dpi::recognizer, nit::recognizer];
