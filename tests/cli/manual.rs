//! `pumice manual` and `pumice completions`.

use super::*;
use crate::help::{commands, help};

/// The macros of man(7) that our pages use, and the requests of roff around them.
const MACROS: &[&str] = &[
    "TH", "SH", "SS", "TP", "PP", "IP", "RS", "RE", "B", "I", "BR", "ie", "el", "ds", "br", "sp",
];

/// Every long flag that a help names.
fn flags(help: &str) -> Vec<String> {
    let options = help.split("\nOptions:\n").nth(1).unwrap_or_default();
    let options = options.split("\n\n").next().unwrap_or_default();
    let is_flag = |character: char| character.is_ascii_alphanumeric() || character == '-';
    let lines = options.lines().filter_map(|line| {
        let line = line.trim_start();
        let line = line
            .strip_prefix("-q, ")
            .or(line.strip_prefix("-h, "))
            .unwrap_or(line);
        let name = line.strip_prefix("--")?;
        Some(format!("--{}", name.split(|c| !is_flag(c)).next()?))
    });
    lines.collect()
}

#[test]
fn every_command_has_a_page_with_all_its_flags() {
    let room = Room::new();
    room.run(&["manual", "--dir", "made/for/it"]).exits(0);
    let commands = commands(&room);
    let mut count = 0;
    for command in &commands {
        let words: Vec<_> = command.iter().map(String::as_str).collect();
        let name = [&["pumice"], &words[..]].concat().join("-");
        let page = room.read(&format!("made/for/it/man1/{name}.1"));
        check_page(&name, &page);
        for flag in flags(&help(&room, &words, "-h")) {
            let spelled = flag.replace('-', "\\-");
            assert!(page.contains(&spelled), "{name}.1 has no {flag}");
            count += 1;
        }
    }
    assert!(count > 60, "{count}");
    let pages = fs::read_dir(room.path("made/for/it/man1")).expect("a folder");
    assert_eq!(pages.count(), commands.len());
}

/// A page is lines of text and macros that man(7) knows.
fn check_page(name: &str, page: &str) {
    let mut titles = vec![];
    let (mut headings, mut depth) = (0, 0);
    for line in page.lines() {
        assert!(!line.starts_with("''"), "{name}: {line}");
        let Some(request) = line.strip_prefix('.') else {
            continue;
        };
        let mut words = request.split_whitespace();
        let request = words.next().expect("no empty request");
        assert!(MACROS.contains(&request), "{name}: {line}");
        match request {
            "TH" => headings += 1,
            "SH" => titles.push(words.collect::<Vec<_>>().join(" ")),
            "RS" => depth += 1,
            "RE" => depth -= 1,
            _ => {}
        }
        assert!((0..4).contains(&depth), "{name}: {line}");
    }
    assert_eq!((headings, depth), (1, 0), "{name}");
    for title in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"] {
        assert!(
            titles.iter().any(|known| known == title),
            "{name}: {titles:?}"
        );
    }
}

#[test]
fn bash_completes_commands_flags_and_values() {
    let room = Room::new();
    let script = room.run(&["completions", "bash"]).exits(0).stdout;
    let room = room.with("pumice.bash", script);
    let check = Command::new("bash")
        .arg("-n")
        .arg(room.path("pumice.bash"))
        .output();
    let check = check.expect("bash must be installed: this test needs its completions");
    assert!(
        check.status.success() && check.stderr.is_empty(),
        "{check:?}"
    );
    let complete = |words: &[&str]| {
        // As bash calls it: the command, the word to complete and the one before it.
        let program = "source ./pumice.bash; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); \
                       _pumice pumice \"${@: -1}\" \"${@: -2:1}\"; echo \"${COMPREPLY[*]}\"";
        let output = Command::new("bash")
            .args(["--norc", "-c", program, "bash"])
            .args(words)
            .current_dir(room.path(""))
            .output()
            .expect("bash runs");
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stdout)
            .expect("UTF-8")
            .trim()
            .to_owned()
    };
    assert_eq!(complete(&["pumice", "expl"]), "explain");
    assert_eq!(complete(&["pumice", "scan", "--fail"]), "--fail-on");
    assert_eq!(complete(&["pumice", "policy", "ch"]), "check");
    assert_eq!(complete(&["pumice", "scan", "--format", ""]), "table sarif");
}

#[test]
fn other_shells_get_every_command_and_flag() {
    let room = Room::new();
    room.run(&["manual", "--dir", "."]).exits(0);
    let commands = commands(&room);
    for (shell, file) in [
        ("bash", "pumice.bash"),
        ("zsh", "_pumice"),
        ("fish", "pumice.fish"),
        ("powershell", "_pumice.ps1"),
    ] {
        let script = room.run(&["completions", shell]).exits(0).stdout;
        assert_eq!(script, room.read(&format!("completions/{file}")), "{shell}");
        for command in &commands {
            let words: Vec<_> = command.iter().map(String::as_str).collect();
            let name = words.last().unwrap_or(&"pumice");
            // What makes completions for fish stops at commands of commands (clap_complete).
            if shell == "fish" && words.len() > 2 {
                continue;
            }
            assert!(script.contains(name), "{shell}: {name}");
            for flag in flags(&help(&room, &words, "-h")) {
                let spelled = match shell {
                    "fish" => format!("-l {}", flag.trim_start_matches('-')),
                    _ => flag.clone(),
                };
                assert!(script.contains(&spelled), "{shell}: {name} {flag}");
            }
        }
    }
    room.run(&["completions", "csh"])
        .exits(1)
        .says(&["bash, zsh, fish, powershell"]);
}
