//! Exit codes.

use std::process::ExitCode;

/// How the command ends. Of several the greatest counts, in the order of the variants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Everything went through.
    Clean,
    /// Done, but some records were put aside, or some files left out.
    Quarantined,
    /// Done, and what `--fail-on` names was found.
    FailOn,
    /// A process is at it, as `pumice status` says.
    Running,
    /// Not done.
    Error,
    /// Ended by SIGINT or SIGTERM.
    Interrupted,
}

impl Exit {
    /// The code that a shell sees.
    pub(crate) fn code(self) -> u8 {
        match self {
            Exit::Clean => 0,
            Exit::Error => 1,
            Exit::Quarantined => 2,
            Exit::FailOn => 3,
            Exit::Running => 4,
            Exit::Interrupted => 130, // 128 + SIGINT, as shells have it
        }
    }

    /// `self` or [`Exit::Quarantined`] when records were put aside.
    pub(crate) fn with_rejected(self, rejected: u64) -> Exit {
        self.max(if rejected > 0 {
            Exit::Quarantined
        } else {
            Exit::Clean
        })
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_beats_fail_on_beats_quarantined() {
        let worst = |exits: &[Exit]| exits.iter().max().map(|exit| exit.code());
        assert_eq!(
            worst(&[Exit::Quarantined, Exit::FailOn, Exit::Clean]),
            Some(3)
        );
        assert_eq!(
            worst(&[Exit::FailOn, Exit::Error, Exit::Quarantined]),
            Some(1)
        );
        assert_eq!(Exit::FailOn.with_rejected(1), Exit::FailOn);
        assert_eq!(Exit::Clean.with_rejected(1), Exit::Quarantined);
    }
}
