//! What is wrong with a policy, and on which line.

use std::{fmt, ops::Range};

/// Why a policy was refused: the line, what is wrong with it and what to do.
///
/// It may show names from the policy, which is the user's own file; terms and allowed values it
/// does not show, as they are what the policy protects. The caller knows the name of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyError {
    line: usize,
    message: String,
}

impl PolicyError {
    /// An error at the start of a span of `text`.
    pub(super) fn at(text: &str, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            line: line(text, span.start),
            message: message.into(),
        }
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }
}

/// The line of a byte, counted from 1.
pub(super) fn line(text: &str, byte: usize) -> usize {
    let before = text.as_bytes().get(..byte).unwrap_or(text.as_bytes());
    1 + before.iter().filter(|&&byte| byte == b'\n').count()
}

impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for PolicyError {}
