//! The tree against what is written about it.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

use pumice_detect::DetectorBuilder;
use serde_json::Value;

use crate::util::root;

/// Every edge of the drawing in `crates/README.md`, and the paths along them.
const DRAWN: &[(&str, &str)] = &[
    ("pumice", "pumice-formats"),
    ("pumice", "pumice-engine"),
    ("pumice", "pumice-synth"),
    ("pumice-formats", "pumice-engine"),
    ("pumice-engine", "pumice-detect"),
    ("pumice-engine", "pumice-vault"),
    ("pumice-synth", "pumice-detect"),
    ("pumice-detect", "pumice-names"),
];

/// Edges that only tests and benches need: makers of data, and formats to feed them with.
const DRAWN_FOR_TESTS: &[(&str, &str)] = &[
    ("pumice-engine", "pumice-synth"),
    ("pumice-formats", "pumice-synth"),
];

fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version=1", "--locked"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

fn leads(from: &str, to: &str) -> bool {
    from == to
        || DRAWN
            .iter()
            .any(|&(above, below)| above == from && leads(below, to))
}

#[test]
fn the_crates_depend_on_each_other_as_drawn() {
    let metadata = metadata();
    let mut edges = 0;
    for package in metadata["packages"].as_array().unwrap() {
        let name = package["name"].as_str().unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let on = dependency["name"].as_str().unwrap();
            if !on.starts_with("pumice") {
                continue;
            }
            edges += 1;
            let for_tests = dependency["kind"] == "dev" && DRAWN_FOR_TESTS.contains(&(name, on));
            assert!(
                for_tests || leads(name, on),
                "{name} depends on {on}, which nobody drew"
            );
        }
    }
    assert!(
        edges >= DRAWN.len(),
        "the drawing has lines that no manifest has"
    );
}

#[test]
fn every_crate_is_tested_by_the_plain_test_command() {
    let metadata = metadata();
    let names = |list: &str| -> BTreeSet<String> {
        let ids = metadata[list].as_array().unwrap().iter();
        ids.map(|id| id.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(
        names("workspace_default_members"),
        names("workspace_members")
    );
    let manifest = read("Cargo.toml");
    for member in std::fs::read_dir(root().join("crates")).unwrap() {
        let name = member.unwrap().file_name().into_string().unwrap();
        if root()
            .join("crates")
            .join(&name)
            .join("Cargo.toml")
            .exists()
        {
            assert!(
                manifest.contains(&format!("\"crates/{name}\"")),
                "{name} is no member"
            );
        }
    }
}

/// `PUMICE_BLESS=1` writes the table instead of comparing it.
#[test]
fn the_readme_lists_what_the_catalogue_has() {
    const BEGIN: &str = "<!-- entities -->\n";
    const END: &str = "<!-- end of entities -->\n";
    let readme = read("README.md");
    let (before, rest) = readme
        .split_once(BEGIN)
        .expect("README.md has the table's begin");
    let (table, after) = rest.split_once(END).expect("README.md has the table's end");
    let wanted = table_of_entities();
    if std::env::var_os("PUMICE_BLESS").is_some() {
        let readme = format!("{before}{BEGIN}{wanted}{END}{after}");
        return std::fs::write(root().join("README.md"), readme).unwrap();
    }
    assert!(
        table == wanted,
        "the table is old: PUMICE_BLESS=1 cargo test tidy"
    );
}

fn table_of_entities() -> String {
    let detector = DetectorBuilder::new().build().unwrap();
    let rules = detector.recognizers().iter();
    let mut rows: Vec<_> = (rules.clone())
        .filter(|rule| rule.country != "secrets")
        .map(|rule| {
            format!(
                "| `{}` | {} | {} |\n",
                rule.entity, rule.country, rule.citation
            )
        })
        .collect();
    // Hundreds of kinds share some entities.
    let mut secrets = BTreeMap::<&str, usize>::new();
    for rule in rules.filter(|rule| rule.country == "secrets") {
        *secrets.entry(&rule.entity).or_default() += 1;
    }
    rows.extend(secrets.iter().map(|(entity, kinds)| {
        format!("| `{entity}` | secrets | {kinds} kinds; `pumice entities` says by whom |\n")
    }));
    rows.sort();
    format!(
        "| entity | country or group | defined by |\n|---|---|---|\n{}",
        rows.concat()
    )
}

#[test]
fn the_readmes_example_is_what_the_command_writes() {
    let readme = read("README.md");
    let console = readme
        .split("```console\n")
        .nth(1)
        .and_then(|rest| rest.split("```").next());
    let (input, output) = console
        .and_then(|console| console.strip_prefix("$ cat corpus.jsonl\n"))
        .and_then(|rest| {
            rest.split_once(
                "$ pumice scrub corpus.jsonl --out clean.jsonl --quiet; cat clean.jsonl\n",
            )
        })
        .expect("the example shows a file, the command and what it writes");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("corpus.jsonl"), input).unwrap();
    let status = Command::new(env!("CARGO_BIN_EXE_pumice"))
        .args(["scrub", "corpus.jsonl", "--out", "clean.jsonl", "--quiet"])
        .current_dir(folder.path())
        .status()
        .unwrap();
    assert!(status.success());
    assert_eq!(
        std::fs::read_to_string(folder.path().join("clean.jsonl")).unwrap(),
        output
    );
}

#[test]
fn the_documents_link_to_files_that_exist() {
    for document in [
        "README.md",
        "crates/README.md",
        "benches/README.md",
        "fixtures/README.md",
        "tests/fuzz/README.md",
    ] {
        let folder = root()
            .join(document)
            .parent()
            .map(Path::to_path_buf)
            .unwrap();
        for link in read(document)
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            if !link.starts_with("http") && !link.starts_with('#') {
                assert!(folder.join(link).exists(), "{document} links to {link}");
            }
        }
    }
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}
