//! What is wrong with a policy, in which file and on which line.

use std::fmt;

/// One mistake in a policy: the file and the line, what is wrong there and what to do.
///
/// It may show names from the policy, which is the user's own file; terms, examples and allowed
/// values it does not show, as they are what the policy protects.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PolicyError {
    file: Option<String>,
    line: usize,
    message: String,
}

impl PolicyError {
    pub(super) fn new(file: Option<String>, line: usize, message: String) -> Self {
        Self {
            file,
            line,
            message,
        }
    }

    /// The file, as the policy and its `include` keys name it; `None` for a text without a name.
    pub fn file(&self) -> Option<&str> {
        self.file.as_deref()
    }

    /// The line, counted from 1.
    pub fn line(&self) -> usize {
        self.line
    }

    /// What is wrong and what to do, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }
}

/// `file:line: message`, as compilers write it.
impl fmt::Display for PolicyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.file {
            Some(file) => write!(f, "{file}:{}: {}", self.line, self.message),
            None => write!(f, "line {}: {}", self.line, self.message),
        }
    }
}

impl std::error::Error for PolicyError {}

/// Every mistake that was found in a policy, by file and line; never none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyErrors(Vec<PolicyError>);

impl PolicyErrors {
    /// # Panics
    /// When there is no mistake.
    pub(super) fn new(errors: Vec<PolicyError>) -> Self {
        assert!(!errors.is_empty(), "a policy is refused for a mistake");
        Self(errors)
    }

    /// The first mistake.
    pub fn first(&self) -> &PolicyError {
        &self.0[0]
    }

    /// All of them.
    pub fn as_slice(&self) -> &[PolicyError] {
        &self.0
    }
}

/// The first mistake, and how many more there are.
impl fmt::Display for PolicyErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.len() - 1 {
            0 => self.first().fmt(f),
            more => write!(f, "{} (and {more} more)", self.first()),
        }
    }
}

impl std::error::Error for PolicyErrors {}
