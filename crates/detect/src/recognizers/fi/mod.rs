//! Finland.

mod hetu;
mod y_tunnus;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[hetu::recognizer, y_tunnus::recognizer];
