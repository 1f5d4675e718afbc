//! Israel.

mod teudat_zehut;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[teudat_zehut::recognizer];
