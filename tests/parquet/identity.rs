//! A policy that changes nothing changes nothing: types, metadata, row groups, codecs and values.

use super::*;

/// Nothing is looked for, so that every column is copied.
const KEEP_FIELDS: &str = "version = 1\n[[fields]]\npath = \"**\"\ntreat = \"keep\"\n";
/// All is searched, and what is found stays.
const KEEP_FINDINGS: &str = "version = 1\n[defaults]\ntransform = \"keep\"\n";

fn scrubbed_with(policy: &str) -> Room {
    let room = made_by("identity.py").with("policy.toml", policy);
    scrub(&room, &["--policy", "policy.toml", "--quiet"]).exits(0);
    room
}

#[test]
fn what_is_not_searched_is_copied_to_the_byte() {
    holds(
        &scrubbed_with(KEEP_FIELDS),
        "identity.py",
        &["check", "in", "out", "copied"],
    );
}

#[test]
fn what_is_searched_in_vain_stays() {
    holds(
        &scrubbed_with(KEEP_FINDINGS),
        "identity.py",
        &["check", "in", "out", "written"],
    );
}

/// Without this the checks above could look away.
#[test]
fn every_difference_is_seen() {
    let room = Room::new().with("harms", "");
    std::fs::remove_file(room.path("harms")).expect("removed");
    std::fs::create_dir(room.path("harms")).expect("made");
    holds(&room, "identity.py", &["harm", "harms"]);
}
