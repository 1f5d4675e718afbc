//! The other process of tests: this very program, told by a variable what to do.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use crate::{collisions, crash, memory};

const ROLE: &str = "PUMICE_TEST_ROLE";
const FOLDER: &str = "PUMICE_TEST_FOLDER";
const NUMBER: &str = "PUMICE_TEST_NUMBER";

/// Runs a role in a process of its own.
pub(crate) fn run(role: &str, folder: &Path, number: u64) -> Output {
    Command::new(env::current_exe().unwrap())
        .args(["--exact", "child::plays_its_role", "--nocapture"])
        .env(ROLE, role)
        .env(FOLDER, folder)
        .env(NUMBER, number.to_string())
        .env("RUST_BACKTRACE", "0")
        .output()
        .unwrap()
}

/// Does nothing unless another test has started it.
#[test]
fn plays_its_role() {
    let Ok(role) = env::var(ROLE) else { return };
    let folder = PathBuf::from(env::var_os(FOLDER).unwrap());
    let number = env::var(NUMBER).unwrap().parse().unwrap();
    match role.as_str() {
        "record" => crash::record(&folder, number),
        "merge" => crash::merge(&folder, number),
        "collide" => collisions::collide(&folder),
        "look up" => memory::look_up(&folder, number),
        role => panic!("{role}?"),
    }
}

/// What a child has printed, if it has ended well.
pub(crate) fn text(output: &Output) -> String {
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{text}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    text
}
