//! Austria.

mod svnr;

use crate::recognizer::Recognizer;

pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[svnr::recognizer];
