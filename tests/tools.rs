//! Programs that tests compare with: installed once, from a pinned and hashed list.

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use crate::util::root;

/// A Python that has what `tests/tools/requirements.txt` lists, in `target/tools/venv`.
///
/// # Panics
/// When it cannot be installed: a test that needs a tool fails without it.
pub(crate) fn python() -> PathBuf {
    static PYTHON: OnceLock<PathBuf> = OnceLock::new();
    PYTHON.get_or_init(install).clone()
}

fn install() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent();
    let tools = target.expect("a folder in target").join("tools");
    fs::create_dir_all(&tools).unwrap();
    // Another run of the tests may be installing.
    let lock = File::create(tools.join("venv.lock")).unwrap();
    lock.lock().unwrap();
    let (venv, stamp) = (tools.join("venv"), tools.join("venv.installed"));
    let python = venv.join("bin/python");
    let requirements = root().join("tests/tools/requirements.txt");
    let wanted = fs::read(&requirements).unwrap();
    if python.exists() && fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return python;
    }
    let _ = fs::remove_file(&stamp);
    run(Command::new("python3")
        .args(["-m", "venv", "--clear"])
        .arg(&venv));
    run(Command::new(&python)
        .args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
        ])
        .args(["--require-hashes", "--no-deps", "--only-binary=:all:"])
        .arg("--requirement")
        .arg(&requirements));
    fs::write(&stamp, wanted).unwrap();
    python
}

fn run(command: &mut Command) {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(
        output.status.success(),
        "{command:?}: {}\n{}",
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
}
