//! How far a run is: a bar in a terminal, now and then a line elsewhere.

use std::{
    io::{self, IsTerminal},
    sync::Mutex,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};
use pumice_engine::{Observer, Progress};

use crate::log::{self, Event, Format, Message};

/// Shows bytes, speed, time left and findings on standard error.
pub(crate) struct Bar(Shown);

enum Shown {
    Nothing,
    /// Drawn a few times a second by the library, however often it is told something.
    Bar(ProgressBar),
    Lines(Mutex<Lines>),
}

impl Bar {
    /// For an input of `bytes`, if that is known. Shows nothing if `quiet` is asked for.
    pub(crate) fn new(bytes: Option<u64>, quiet: bool) -> Self {
        if quiet {
            return Self(Shown::Nothing);
        }
        if !io::stderr().is_terminal() || log::format() == Format::Json {
            let lines = Lines::new(bytes, Instant::now());
            return Self(Shown::Lines(Mutex::new(lines)));
        }
        let (bar, template) = match bytes {
            Some(bytes) => (ProgressBar::new(bytes), WITH_LENGTH),
            None => (ProgressBar::new_spinner(), WITHOUT_LENGTH),
        };
        // A template that does not parse would only cost the looks, and a test parses them.
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        Self(Shown::Bar(bar))
    }

    /// Takes the bar off the screen.
    pub(crate) fn clear(&self) {
        if let Shown::Bar(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

impl Observer for Bar {
    fn advanced(&self, progress: Progress) {
        match &self.0 {
            Shown::Nothing => {}
            Shown::Bar(bar) => {
                bar.set_position(progress.bytes_read);
                bar.set_message(format!("{} findings", progress.findings));
            }
            Shown::Lines(lines) => {
                // The writer alone calls, so nobody waits; and no panic of it is made worse here.
                let line =
                    (lines.lock().ok()).and_then(|mut lines| lines.next(progress, Instant::now()));
                if let Some(line) = line {
                    line.send();
                }
            }
        }
    }
}

const WITH_LENGTH: &str =
    "{bar:24} {decimal_bytes}/{decimal_total_bytes}  {decimal_bytes_per_sec}  ETA {eta}  {msg}";
const WITHOUT_LENGTH: &str = "{spinner} {decimal_bytes}  {decimal_bytes_per_sec}  {msg}";

/// Lines for a log, few enough to be read there.
struct Lines {
    /// Of the input, if known.
    bytes: Option<u64>,
    begun: Instant,
    last: Instant,
}

/// Time between two lines: short runs have none.
const PATIENCE: Duration = Duration::from_secs(5);

impl Lines {
    fn new(bytes: Option<u64>, now: Instant) -> Self {
        Self {
            bytes,
            begun: now,
            last: now,
        }
    }

    /// The next line, if it is time.
    fn next(&mut self, progress: Progress, now: Instant) -> Option<Message> {
        if now.duration_since(self.last) < PATIENCE {
            return None;
        }
        self.last = now;
        let seconds = now.duration_since(self.begun).as_secs_f64();
        let read = progress.bytes_read;
        let (done, speed) = (read as f64 / 1e6, read as f64 / 1e6 / seconds);
        // What a packed input says of its length is no total.
        let total = self.bytes.filter(|&total| total >= read && total > 0);
        let of_total = match total {
            Some(total) => {
                let share = read as f64 / total as f64 * 100.0;
                format!(" of {:.1} MB ({share:.0} %)", total as f64 / 1e6)
            }
            None => " MB".into(),
        };
        let text = format!(
            "{done:.1}{of_total}, {speed:.1} MB/s, {} records, {} findings",
            progress.records, progress.findings
        );
        let message = Message::new(Event::Progress, text)
            .with("bytes", read)
            .with("records", progress.records)
            .with("findings", progress.findings)
            .with("seconds", (seconds * 1e3).round() / 1e3);
        Some(match total {
            Some(total) => message.with("bytes_total", total),
            None => message,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn templates_parse() {
        for template in [WITH_LENGTH, WITHOUT_LENGTH] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }

    #[test]
    fn lines_come_at_most_every_few_seconds() {
        let begun = Instant::now();
        let mut lines = Lines::new(Some(1000), begun);
        let mut shown = vec![];
        for tenths in 0..200 {
            let now = begun + Duration::from_millis(100 * tenths);
            if lines.next(Progress::default(), now).is_some() {
                shown.push(tenths);
            }
        }
        assert_eq!(shown, [50, 100, 150]);
    }
}
