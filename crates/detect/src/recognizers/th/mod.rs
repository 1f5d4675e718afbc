//! Thailand.

mod tnin;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[tnin::recognizer];
