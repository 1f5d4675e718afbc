//! Germany.

mod steuer_id;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[steuer_id::recognizer];
