//! What can be said of the machine without asking anybody who might be wrong.

use std::{env::consts, fs, thread};

use pumice_detect::Backend;
use serde::Serialize;

/// Where numbers were taken. What the system does not tell is `unknown`.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Machine {
    pub(super) cpu: String,
    /// Processors that this process may use.
    pub(super) cores: usize,
    /// Backends that run here, fastest first.
    pub(super) backends: Vec<&'static str>,
    /// Instruction sets that matter to a search, as the system names them.
    pub(super) features: Vec<String>,
    pub(super) arch: &'static str,
    pub(super) os: &'static str,
    /// Release of the kernel.
    pub(super) kernel: String,
    /// Version of the program.
    pub(super) pumice: &'static str,
    /// `release`, or `debug`, whose numbers say nothing of either.
    pub(super) build: &'static str,
}

const UNKNOWN: &str = "unknown";

/// The instruction sets that bitmaps, copies and byte searches may use, on x86 and on ARM.
const FEATURES: &[&str] = &[
    "sse4_2",
    "popcnt",
    "avx2",
    "bmi2",
    "avx512f",
    "avx512bw",
    "avx512vl",
    "avx512vbmi",
    "avx512_vbmi2",
    "erms",
    "fsrm",
    "asimd",
    "sve",
];

impl Machine {
    /// The machine that this runs on.
    pub(super) fn here() -> Self {
        let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let kernel = fs::read_to_string("/proc/sys/kernel/osrelease");
        Self {
            cpu: cpu(&info),
            cores: thread::available_parallelism().map_or(1, Into::into),
            backends: Backend::available().map(Backend::name).collect(),
            features: features(&info),
            arch: consts::ARCH,
            os: consts::OS,
            kernel: kernel.map_or(UNKNOWN.into(), |release| release.trim().into()),
            pumice: env!("CARGO_PKG_VERSION"),
            build: if cfg!(debug_assertions) {
                "debug"
            } else {
                "release"
            },
        }
    }
}

/// The model of the first processor in the text of `/proc/cpuinfo`.
fn cpu(info: &str) -> String {
    entry(info, "model name").unwrap_or(UNKNOWN).to_owned()
}

fn features(info: &str) -> Vec<String> {
    let flags = entry(info, "flags").or_else(|| entry(info, "Features"));
    flags
        .unwrap_or_default()
        .split_ascii_whitespace()
        .filter(|flag| FEATURES.contains(flag))
        .map(str::to_owned)
        .collect()
}

fn entry<'a>(info: &'a str, key: &str) -> Option<&'a str> {
    info.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        (name.trim() == key).then_some(value.trim())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_processor_speaks_for_all() {
        let info = "processor\t: 0\nmodel name\t: Example 9000: fast\nflags\t\t: fpu avx2 ht bmi2\n\
                    \nprocessor\t: 1\nmodel name\t: Other\n";
        assert_eq!(cpu(info), "Example 9000: fast");
        assert_eq!(features(info), ["avx2", "bmi2"]);
    }

    #[test]
    fn what_is_not_told_is_unknown() {
        assert_eq!(cpu(""), "unknown");
        assert!(features("Features : fp crc32\n").is_empty());
        assert_eq!(Machine::here().backends.last(), Some(&"portable"));
    }
}
