//! What the operating system is asked to do for secrets: the only `unsafe` of the crate.
//!
//! Keys leave memory for a disk in two ways: a core dump, and a page that is swapped out. The first is
//! forbidden for the whole process, the second for the pages on which keys lie, as far as the limit for
//! locked memory allows (`ulimit -l`). Neither helps against root.

#![allow(unsafe_code, reason = "locking memory is a call to the system")]

use std::sync::atomic::{AtomicBool, Ordering};

use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};

/// What could be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hardened {
    /// No core is dumped, and no process of this user may look into this one.
    pub no_dumps: bool,
}

/// Forbids core dumps of this process and of its children. To be called before there are keys.
pub fn harden() -> Hardened {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let limited = setrlimit(Resource::Core, none).is_ok();
    // A limit does not stop a dump that is piped to a program, and this does; it also keeps debuggers of
    // the same user out.
    let hidden = set_dumpable_behavior(DumpableBehavior::NotDumpable).is_ok();
    Hardened {
        no_dumps: limited && hidden,
    }
}

/// Set once the limit is reached: asking again for each key would only cost.
static FULL: AtomicBool = AtomicBool::new(false);

/// Keeps the pages on which these bytes lie from being swapped out, until the process ends: other keys may
/// lie on them when these are gone.
pub(crate) fn keep_in_memory(bytes: &[u8]) {
    if FULL.load(Ordering::Relaxed) {
        return;
    }
    let start = bytes.as_ptr().cast_mut().cast();
    // SAFETY: the range is that of a live slice. Locking changes neither its contents nor who may use it.
    let locked = unsafe { rustix::mm::mlock(start, bytes.len()) };
    if locked.is_err() {
        FULL.store(true, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    #[test]
    #[cfg(target_os = "linux")]
    fn pages_of_keys_are_locked() {
        let locked = || {
            let status = std::fs::read_to_string("/proc/self/status").unwrap();
            let line = status.lines().find(|line| line.starts_with("VmLck:"));
            let kib: u64 = line
                .unwrap()
                .split_whitespace()
                .nth(1)
                .unwrap()
                .parse()
                .unwrap();
            kib
        };
        let keys: Vec<_> = (0..100).map(|_| crate::Key::random()).collect();
        let limit = rustix::process::getrlimit(rustix::process::Resource::Memlock).current;
        if limit.is_none_or(|bytes| bytes >= 64 << 10) {
            assert!(locked() > 0);
        }
        drop(keys);
    }
}
