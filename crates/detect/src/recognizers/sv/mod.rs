//! El Salvador.

mod dui;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[dui::recognizer];
