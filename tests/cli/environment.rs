//! Flags from the environment.

use super::*;

fn run(room: &Room, arguments: &[&str], variables: &[(&str, &str)]) -> Ran {
    let mut command = room.command(arguments);
    command.envs(variables.iter().copied());
    Ran::new(command.output().expect("it starts"))
}

#[test]
fn a_flag_comes_before_its_variables_and_they_before_the_default() {
    let room = Room::new().with("in.jsonl", GOOD);
    let scan = |arguments: &[&str], variables: &[(&str, &str)]| {
        let arguments = [&["scan", "in.jsonl", "--report", "report.json"], arguments].concat();
        run(&room, &arguments, variables).exits(0);
        let report: serde_json::Value = serde_json::from_str(&room.read("report.json")).unwrap();
        report["timing"]["threads"].as_u64().expect("a number")
    };
    let both = [("PUMICE_THREADS", "5"), ("PUMICE_SCAN_THREADS", "3")];
    assert_eq!(scan(&["--threads", "2"], &both), 2);
    assert_eq!(scan(&[], &both), 3);
    assert_eq!(scan(&[], &both[..1]), 5);
    // What is empty is not there.
    assert_eq!(scan(&[], &[both[0], ("PUMICE_SCAN_THREADS", "")]), 5);
    let default = scan(&[], &[]);
    assert_eq!(scan(&[], &[("PUMICE_THREADS", "")]), default);
    assert_eq!(scan(&[], &[("PUMICE_SCRUB_THREADS", "7")]), default);
}

#[test]
fn what_is_required_and_what_has_no_value_may_come_from_a_variable() {
    let room = Room::new().with("in.jsonl", GOOD);
    let variables = [("PUMICE_OUT", "out.jsonl"), ("PUMICE_QUIET", "true")];
    let ran = run(&room, &["scrub", "in.jsonl"], &variables).exits(0);
    assert_eq!(ran.stderr, "");
    assert_eq!(room.read("out.jsonl"), SCRUBBED);
    let ran = run(&room, &["scan", "in.jsonl"], &[("PUMICE_QUIET", "0")]).exits(0);
    assert!(ran.stderr.contains("records  1 in"), "{}", ran.stderr);
    for list in ["US_SSN,EMAIL_ADDRESS", "any"] {
        run(&room, &["scan", "in.jsonl"], &[("PUMICE_FAIL_ON", list)]).exits(3);
    }
    run(
        &room,
        &["scan", "in.jsonl"],
        &[("PUMICE_FAIL_ON", "US_SSN")],
    )
    .exits(0);
}

#[test]
fn a_format_is_that_of_its_command() {
    let room = Room::new().with("in.jsonl", GOOD);
    let variables = [("PUMICE_SCAN_FORMAT", "sarif")];
    let log = run(&room, &["scan", "in.jsonl"], &variables)
        .exits(0)
        .stdout;
    assert!(log.contains("\"2.1.0\""), "{log}");
    run(&room, &["entities"], &variables).exits(0);
}

/// The key itself is no path, and the variable of the flag is one.
#[test]
fn a_key_and_the_file_of_one_have_variables_of_their_own() {
    let (first, second) = (
        "00112233445566778899aabbccddeeff",
        "ffeeddccbbaa99887766554433221100",
    );
    let room = Room::new()
        .with("in.jsonl", GOOD)
        .with(
            "policy.toml",
            "version = 1\n[defaults]\ntransform = \"hash\"\n",
        )
        .with("key", second);
    let arguments = [
        "scrub",
        "in.jsonl",
        "--out",
        "out.jsonl",
        "--policy",
        "policy.toml",
    ];
    let scrubbed = |variables: &[(&str, &str)]| {
        run(&room, &arguments, variables).exits(0);
        room.read("out.jsonl")
    };
    let key = ("PUMICE_HASH_KEY", first);
    let file = ("PUMICE_HASH_KEY_FILE", "key");
    let (by_key, by_file) = (scrubbed(&[key]), scrubbed(&[file]));
    assert_ne!(by_key, by_file);
    assert_eq!(scrubbed(&[key, file]), by_file);
    assert_eq!(scrubbed(&[("PUMICE_HASH_KEY", second)]), by_file);
    run(&room, &arguments, &[])
        .exits(1)
        .says(&["PUMICE_HASH_KEY"]);
}

#[test]
fn no_value_of_a_variable_is_shown() {
    let room = Room::new().with("in.jsonl", GOOD);
    let secret = "qvx-not-a-number";
    for (name, arguments) in [
        ("PUMICE_THREADS", &["scan", "in.jsonl"][..]),
        ("PUMICE_SCAN_FORMAT", &["scan", "in.jsonl"]),
        ("PUMICE_QUIET", &["scan", "in.jsonl"]),
        ("PUMICE_LOG_FORMAT", &["entities"]),
        ("PUMICE_MIN_SCORE", &["detect", "in.jsonl"]),
    ] {
        let ran = run(&room, arguments, &[(name, secret)])
            .exits(1)
            .says(&[name]);
        assert!(!ran.stderr.contains(secret), "{}", ran.stderr);
        let help = run(&room, &[arguments[0], "--help"], &[(name, secret)]).exits(0);
        assert!(!help.stdout.contains(secret), "{}", help.stdout);
    }
    // What was typed is repeated, as ever.
    let ran = run(&room, &["scan", "in.jsonl", "--threads", "many"], &[]);
    ran.exits(1).says(&["'many'", "--threads"]);
}
