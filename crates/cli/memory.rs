//! How much memory a run may take.

use std::{fs, num::NonZeroUsize};

/// What a run is held to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Memory {
    bytes: u64,
}

/// The compiled catalogue, stacks and buffers, whatever is read.
const BASE: u64 = 48 << 20;
/// A block, or a line that is one, takes so many times its size: as it was read, as it is read, what is found
/// in it, and what is written.
const TIMES: u64 = 5;
/// Input under way for each worker: enough for a block in work, one that waits for it and one that waits for
/// the writer.
const UNDER_WAY: u64 = 3 << 20;

impl Memory {
    /// The least that a run can do with.
    pub(crate) const LEAST: u64 = 64 << 20;
    /// The most that is taken unless somebody says more.
    const MOST: u64 = 2 << 30;

    /// What was asked for, or a fourth of what the machine has, 2 GiB at most.
    pub(crate) fn new(asked: Option<u64>) -> Self {
        let fourth = of_machine().map_or(Self::MOST, |bytes| bytes / 4);
        let default = fourth.clamp(Self::LEAST, Self::MOST);
        Self {
            bytes: asked.unwrap_or(default).max(Self::LEAST),
        }
    }

    /// Bytes of the input that may be under way at once.
    pub(crate) fn under_way(self, threads: NonZeroUsize) -> u64 {
        let most = (self.bytes - BASE) / TIMES;
        most.min(UNDER_WAY * threads.get() as u64)
    }

    /// The longest line that can be held.
    pub(crate) fn longest_line(self) -> usize {
        usize::try_from((self.bytes - BASE) / TIMES).unwrap_or(usize::MAX)
    }
}

/// What the machine has, or the container, on Linux.
fn of_machine() -> Option<u64> {
    let total = fs::read_to_string("/proc/meminfo").ok().and_then(|text| {
        let line = text.lines().find(|line| line.starts_with("MemTotal:"))?;
        let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
        Some(kilobytes << 10)
    });
    let limit = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let limit = limit.and_then(|text| text.trim().parse().ok());
    total.into_iter().chain(limit).min()
}

/// `512M`, `2GiB` or a number of bytes.
///
/// # Errors
/// When it is none, or less than a run can do with.
pub(crate) fn parse(text: &str) -> Result<u64, String> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at(digits);
    let shift = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "b" => Some(0),
        "k" | "kb" | "kib" => Some(10),
        "m" | "mb" | "mib" => Some(20),
        "g" | "gb" | "gib" => Some(30),
        _ => None,
    };
    let bytes = number.parse::<u64>().ok().zip(shift);
    let bytes = bytes.and_then(|(number, shift)| number.checked_mul(1 << shift));
    match bytes {
        Some(bytes) if bytes >= Memory::LEAST => Ok(bytes),
        Some(_) => Err("at least 64M are needed".to_owned()),
        None => Err("give a size such as 512M or 2G".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, bytes) in [
            ("64M", 64 << 20),
            ("2G", 2 << 30),
            ("512 MiB", 512 << 20),
            ("67108864", 64 << 20),
        ] {
            assert_eq!(parse(text), Ok(bytes), "{text}");
        }
        for text in [
            "",
            "M",
            "1M",
            "-5G",
            "2T",
            "99999999999999999999",
            "18446744073709551615G",
        ] {
            assert!(parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn little_memory_makes_little_way() {
        let threads = NonZeroUsize::new(8).expect("eight");
        let least = Memory::new(Some(Memory::LEAST));
        let more = Memory::new(Some(1 << 30));
        assert!(least.under_way(threads) < more.under_way(threads));
        assert_eq!(more.under_way(threads), 24 << 20);
        assert!(least.longest_line() < more.longest_line());
    }
}
