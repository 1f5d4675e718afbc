//! Ukraine.

mod passport;
mod rnokpp;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[passport::recognizer, rnokpp::recognizer];
