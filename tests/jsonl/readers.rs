//! Every line that another reader could read before can be read after.

use std::process::Command;

use serde::de::IgnoredAny;

use super::{MIB, builtin, corpora, nasty_inputs, planted, scrub, with_policy};
use crate::util::{Room, scale};

/// Reads two files line by line, strictly, and names lines that only the first one could be read
/// of. Constants such as `NaN` are no JSON, whatever Python thinks of them.
const PYTHON: &str = r#"
import json, sys

def refuse(word):
    raise ValueError(word)

def reads(line):
    try:
        json.loads(line.decode("utf-8"), parse_constant=refuse)
        return True
    except ValueError:
        return False

def lines(path):
    data = open(path, "rb").read()
    return data.removeprefix(b"\xef\xbb\xbf").split(b"\n")

was, now = lines(sys.argv[1]), lines(sys.argv[2])
if len(was) != len(now):
    sys.exit(f"{len(was)} lines became {len(now)}")
read = 0
for number, (old, new) in enumerate(zip(was, now), 1):
    if reads(old):
        read += 1
        if not reads(new):
            sys.exit(f"line {number} cannot be read any more: {new!r}")
print(read)
"#;

/// Lines of the input that Python could read; all of them can be read in the output.
fn read_by_python(room: &Room) -> usize {
    let output = Command::new("python3")
        .args(["-c", PYTHON])
        .args([room.path("was"), room.path("is")])
        .output()
        .expect("python3 must be installed: this test asks its reader of JSON");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}");
    let count = String::from_utf8_lossy(&output.stdout);
    count.trim().parse().expect("a number")
}

/// The same for `serde_json`.
fn read_by_serde(was: &[u8], is: &[u8]) -> usize {
    let lines = |bytes| <[u8]>::split(bytes, |&byte| byte == b'\n');
    let reads = |line: &[u8]| serde_json::from_slice::<IgnoredAny>(line).is_ok();
    assert_eq!(lines(was).count(), lines(is).count());
    lines(was)
        .zip(lines(is))
        .filter(|(was, _)| reads(was))
        .inspect(|(_, is)| assert!(reads(is), "{}", String::from_utf8_lossy(is)))
        .count()
}

#[test]
fn what_other_readers_could_read_they_still_can() {
    let mut inputs = nasty_inputs();
    let random = planted::lines(41, scale(500, 5_000));
    inputs.push(("random".into(), random.into_bytes()));
    for (name, corpus) in corpora(42, scale(MIB / 4, 4 * MIB)) {
        inputs.push((name.into(), corpus.bytes));
    }
    let redacting = with_policy(
        "version = 1\nnumbers = \"string\"\n[defaults]\ntransform = \"replace\"\nwith = '\"\\'\n",
    );
    for (name, input) in inputs {
        for scrubber in [&builtin(), &redacting] {
            let output = scrub(scrubber, &input);
            let lines = read_by_serde(&input, &output);
            assert!(lines > 0, "{name}");
            let room = Room::new().with("was", &input).with("is", &output);
            assert!(read_by_python(&room) >= lines, "{name}");
        }
    }
}
