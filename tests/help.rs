//! The help of every command, as it was when somebody last looked at it: `fixtures/help`.

use std::{collections::BTreeSet, fs};

use crate::util::{Room, root};

/// As wide as the command makes it at most, whatever terminal the test runs in.
const COLUMNS: &str = "100";

pub(crate) fn help(room: &Room, command: &[&str], flag: &str) -> String {
    let arguments = [command, &[flag]].concat();
    let output = room.command(&arguments).env("COLUMNS", COLUMNS).output();
    let output = output.expect("it starts");
    assert!(
        output.status.success() && output.stderr.is_empty(),
        "{command:?}"
    );
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Every command, those with commands in them too; the empty one is `pumice` itself.
pub(crate) fn commands(room: &Room) -> Vec<Vec<String>> {
    let mut all = vec![vec![]];
    let mut next = 0;
    while let Some(command) = all.get(next).cloned() {
        let words: Vec<_> = command.iter().map(String::as_str).collect();
        let help = help(room, &words, "-h");
        let list = help.split("\nCommands:\n").nth(1).unwrap_or_default();
        let names = list.lines().map_while(|line| line.strip_prefix("  "));
        let names = names.filter(|line| !line.starts_with(' '));
        let names = names.filter_map(|line| line.split_whitespace().next());
        for name in names.filter(|name| *name != "help") {
            all.push([&command[..], &[name.to_owned()]].concat());
        }
        next += 1;
    }
    all
}

/// `PUMICE_BLESS=1` writes what the commands say instead of comparing it.
#[test]
fn every_help_is_as_it_was_seen() {
    let folder = root().join("fixtures/help");
    let room = Room::new();
    let blesses = std::env::var_os("PUMICE_BLESS").is_some();
    let commands = commands(&room);
    assert!(commands.len() > 10, "{commands:?}");
    let mut names = BTreeSet::new();
    for command in commands {
        let name = [&["pumice".to_owned()], &command[..]].concat();
        let words: Vec<_> = command.iter().map(String::as_str).collect();
        let shown = ["-h", "--help"].map(|flag| {
            let help = help(&room, &words, flag);
            format!("$ {} {flag}\n{help}", name.join(" "))
        });
        let shown = shown.join("\n");
        let widest = shown.lines().map(|line| line.chars().count()).max();
        let file = format!("{}.txt", name.join("-"));
        // Examples are lines to copy, which nothing wraps.
        assert!(widest <= Some(110), "{file} is {widest:?} columns wide");
        if blesses {
            fs::create_dir_all(&folder).expect("a folder");
            fs::write(folder.join(&file), &shown).expect("written");
        }
        let known = fs::read_to_string(folder.join(&file)).unwrap_or_default();
        assert!(
            shown == known,
            "the help in fixtures/help/{file} is old: PUMICE_BLESS=1 cargo test help; now it is\n{shown}"
        );
        names.insert(file);
    }
    let files = fs::read_dir(folder).expect("a folder");
    let files = files.map(|file| file.expect("an entry").file_name().into_string().unwrap());
    assert_eq!(files.collect::<BTreeSet<_>>(), names, "help of no command");
}
