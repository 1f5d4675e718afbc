//! What machines write: hashes, versions, places in code, dumps.

use super::{Kind, Talk, holding, kind};
use crate::rng::Rng;

pub(super) const KINDS: &[Kind] = &[
    kind("uuid", Talk::Software, uuid),
    kind("git_hash", Talk::Software, |rng| hex(rng, 40)),
    kind("short_hash", Talk::Software, |rng| {
        let len = rng.between(7, 12) as usize;
        hex(rng, len)
    }),
    kind("md5", Talk::Software, |rng| hex(rng, 32)),
    kind("sha256", Talk::Software, |rng| {
        let prefix = rng.pick(&["", "", "sha256:", "sha256-", "SHA256 "]);
        prefix.to_owned() + &hex(rng, 64)
    }),
    kind("capital_hash", Talk::Software, |rng| {
        let len = *any_of(rng, &[8, 16, 24, 32, 40]);
        hex(rng, len).to_uppercase()
    }),
    kind("etag", Talk::Software, |rng| {
        format!("W/\"{}-{}\"", hex(rng, 6), hex(rng, 12))
    }),
    kind("semver", Talk::Software, semver),
    kind("dotted_version", Talk::Software, |rng| {
        let (major, minor) = (rng.below(130), rng.below(40));
        let (build, patch) = (rng.between(256, 9_999), rng.below(300));
        let word = rng.pick(&["version ", "v", "release ", "Chrome/", "build "]);
        format!("{word}{major}.{minor}.{build}.{patch}")
    }),
    // Some of these are addresses by every rule: an own kind, so that they can be told apart.
    holding(
        kind("version_like_an_address", Talk::Software, |rng| {
            let [a, b, c, d]: [u32; 4] = std::array::from_fn(|_| rng.below(60));
            let word = rng.pick(&["version ", "v", "release ", "firmware ", "driver "]);
            format!("{word}{a}.{b}.{c}.{d}")
        }),
        &["IP_ADDRESS"],
    ),
    kind("line_and_column", Talk::Software, |rng| {
        let file = rng.pick(&["src/main.rs", "lib/util.py", "app.js", "Parser.java", "a.c"]);
        format!("{file}:{}:{}", rng.between(1, 4_000), rng.between(1, 120))
    }),
    kind("stack_frame", Talk::Alone, |rng| {
        let (line, address) = (rng.between(1, 3_000), hex(rng, 12));
        format!(
            "  #{} 0x{address} in run () at loop.c:{line}",
            rng.below(40)
        )
    }),
    kind("hex_dump", Talk::Alone, hex_dump),
    kind("base64", Talk::Software, |rng| {
        let len = 4 * rng.between(5, 40) as usize;
        let padding = rng.pick(&["", "=", "=="]);
        base64(rng, len - padding.len()) + padding
    }),
    kind("address_of_memory", Talk::Software, |rng| {
        let len = *any_of(rng, &[8, 12, 16]);
        format!("0x{}", hex(rng, len))
    }),
    kind("snippet", Talk::Alone, snippet),
    kind("colours", Talk::Software, |rng| {
        format!("#{} on #{}", hex(rng, 6), hex(rng, 6).to_uppercase())
    }),
    kind("error_code", Talk::Software, |rng| {
        let word = rng.pick(&["E", "ORA-", "CS", "ERR_", "0x8007", "TS", "HTTP "]);
        format!("{word}{:04}", rng.below(10_000))
    }),
    kind("object_id", Talk::Software, |rng| hex(rng, 24)),
    kind("slug", Talk::Software, |rng| {
        let words = rng.pick(&["left-pad", "web_worker", "my-service", "job.queue"]);
        format!("{words}-{}-{}", hex(rng, 9), rng.string(5, BASE36))
    }),
    kind("bits", Talk::Software, |rng| {
        format!("0b{}", rng.string(16, b"01"))
    }),
    kind("process_table", Talk::Alone, |rng| {
        let [a, b, c]: [u32; 3] = std::array::from_fn(|_| rng.below(9_999_999));
        format!(
            "root {:>7} 0.{} {a:>9} {b:>8} ? Ssl {c}",
            rng.below(99_999),
            rng.below(9)
        )
    }),
    kind("file_name", Talk::Software, |rng| {
        let ending = rng.pick(&["png", "tar.gz", "log", "pdf", "so.6"]);
        let word = rng.pick(&["IMG_", "scan-", "DSC", "export_", "core."]);
        format!("{word}{}.{ending}", rng.below(999_999))
    }),
];

const BASE64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const BASE36: &[u8] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// `len` hexadecimal digits.
pub(super) fn hex(rng: &mut Rng, len: usize) -> String {
    rng.string(len, b"0123456789abcdef")
}

fn base64(rng: &mut Rng, len: usize) -> String {
    rng.string(len, BASE64)
}

/// One of `items`, which may be of any type.
pub(super) fn any_of<'a, T>(rng: &mut Rng, items: &'a [T]) -> &'a T {
    &items[rng.below(items.len() as u32) as usize]
}

/// Of version 4 (RFC 9562).
fn uuid(rng: &mut Rng) -> String {
    let variant = rng.string(1, b"89ab");
    let [a, b, c, d, e] = [8, 4, 3, 3, 12].map(|len| hex(rng, len));
    let uuid = format!("{a}-{b}-4{c}-{variant}{d}-{e}");
    match rng.below(6) {
        0 => uuid.to_uppercase(),
        1 => format!("{{{uuid}}}"),
        2 => format!("urn:uuid:{uuid}"),
        3 => uuid.replace('-', ""),
        _ => uuid,
    }
}

fn semver(rng: &mut Rng) -> String {
    let (major, minor, patch) = (rng.below(20), rng.below(60), rng.below(400));
    let core = format!("{major}.{minor}.{patch}");
    match rng.below(6) {
        0 => format!("v{core}"),
        1 => format!("{core}-rc.{}", rng.between(1, 9)),
        2 => format!("{core}+build.{}", rng.digits(8)),
        3 => format!("^{core}"),
        4 => format!("{major}:{core}-{}ubuntu{}", rng.below(9), rng.below(9)),
        _ => core,
    }
}

fn hex_dump(rng: &mut Rng) -> String {
    let bytes: Vec<String> = (0..16).map(|_| hex(rng, 2)).collect();
    let offset = rng.below(0xFFFF) * 16;
    match rng.below(3) {
        0 => format!("{offset:08x}  {}", bytes.join(" ")),
        1 => {
            let pairs: Vec<String> = bytes.chunks(2).map(<[String]>::concat).collect();
            format!("{offset:08x}: {}  ......", pairs.join(" "))
        }
        _ => format!("{{ 0x{} }};", bytes.join(", 0x")),
    }
}

fn snippet(rng: &mut Rng) -> String {
    let [a, b, c] = [2, 4, 9].map(|len| rng.digits(len));
    match rng.below(10) {
        0 => format!("for (int i = 0; i < {b}; i += {a}) sum[i % {a}] -= {c}U;"),
        1 => format!("const MASK: u64 = 0x{} << {a};", hex(rng, 16)),
        2 => format!("@Override public int hashCode() {{ return {c}; }}"),
        3 => format!("SELECT count(*) FROM t WHERE k IN ({a}, {b}, {c})"),
        4 => format!("x = np.array([{a}, {b}, {c}], dtype=np.int64)"),
        5 => format!("mov eax, 0x{}; jmp +{a}", hex(rng, 8)),
        6 => format!(
            "chmod 0{} a.sh && tail -n {b} x.log",
            rng.string(3, b"04567")
        ),
        7 => format!("margin: {a}px {a}px; z-index: {b}; width: calc(100% - {a}px)"),
        8 => format!("rgba({a}, {a}, {a}, 0.{a}) M{a} {a}L{a} {b}h{a}v-{a}z"),
        _ => format!("seed={c} step={b} loss=0.{c} lr={a}e-5"),
    }
}
