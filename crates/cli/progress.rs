//! The progress bar.

use std::io::{self, IsTerminal};

use indicatif::{ProgressBar, ProgressStyle};
use pumice_engine::{Observer, Progress};

/// Shows bytes, speed, time left and findings on standard error. Drawn a few times a second by the
/// library, however often it is told something.
pub(crate) struct Bar(ProgressBar);

impl Bar {
    /// A bar for an input of `bytes`, if that is known. Hidden when standard error is no terminal
    /// or `quiet` is asked for.
    pub(crate) fn new(bytes: Option<u64>, quiet: bool) -> Self {
        if quiet || !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let (bar, template) = match bytes {
            Some(bytes) => (ProgressBar::new(bytes), WITH_LENGTH),
            None => (ProgressBar::new_spinner(), WITHOUT_LENGTH),
        };
        // A template that does not parse would only cost the looks, and a test parses them.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(bar)
    }

    /// Takes the bar off the screen.
    pub(crate) fn clear(&self) {
        self.0.finish_and_clear();
    }
}

impl Observer for Bar {
    fn advanced(&self, progress: Progress) {
        if self.0.is_hidden() {
            return;
        }
        self.0.set_position(progress.bytes_read);
        self.0
            .set_message(format!("{} findings", progress.findings));
    }
}

const WITH_LENGTH: &str =
    "{bar:24} {decimal_bytes}/{decimal_total_bytes}  {decimal_bytes_per_sec}  ETA {eta}  {msg}";
const WITHOUT_LENGTH: &str = "{spinner} {decimal_bytes}  {decimal_bytes_per_sec}  {msg}";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_parse() {
        for template in [WITH_LENGTH, WITHOUT_LENGTH] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
