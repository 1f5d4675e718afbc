//! Tokens as people, models and programs write them on.

use std::{
    io::{Read, Write},
    process::Stdio,
    thread,
    time::Duration,
};

use super::*;

const MAIL: &str = "jane.doe@example.com";

/// A room with the token of [`MAIL`].
fn token() -> (Room, String) {
    let room = vault().with("in.jsonl", format!("{{\"text\":\"Ask {MAIL}.\"}}\n"));
    scrub(&room, "in.jsonl", "clean.jsonl", "crm");
    let clean = room.read("clean.jsonl");
    let token = tokens_in(&clean)[0].to_owned();
    (room, token)
}

#[test]
fn tokens_mangled_as_models_do_are_resolved_in_texts() {
    let (room, token) = token();
    let bare = token.trim_matches(['[', ']']).to_owned();
    for (written, read) in [
        (token.clone(), MAIL.to_owned()),
        (bare.clone(), MAIL.into()),
        (format!("[{bare} and"), format!("{MAIL} and")),
        (format!("**{bare}**"), format!("**{MAIL}**")),
        (format!("<{}>", token.to_lowercase()), format!("<{MAIL}>")),
        (token.to_uppercase(), MAIL.into()),
        (format!("\\u005b{bare}\\u005d"), MAIL.into()),
        (bare.replace('_', "\\_"), MAIL.into()),
        (
            format!("mailto:{bare}?subject=x"),
            format!("mailto:{MAIL}?subject=x"),
        ),
        (format!("[{token}](x)"), format!("[{MAIL}](x)")),
        (format!("{bare}s"), format!("{MAIL}s")),
        (format!("out_{bare}.txt"), format!("out_{MAIL}.txt")),
    ] {
        room.write("answer.txt", format!("Dear {written}!\n"));
        reveal(&room, "answer.txt", "plain.txt", "admin", &["--quiet"]).exits(0);
        assert_eq!(
            room.read("plain.txt"),
            format!("Dear {read}!\n"),
            "{written}"
        );
    }
}

/// The value is escaped as deep as it stands.
#[test]
fn tokens_in_json_inside_of_strings_are_resolved() {
    let (room, token) = token();
    let escaped = token.replace('[', "\\u005b").replace(']', "\\u005D");
    for (written, read) in [
        (
            format!(r#"{{"a":"{escaped}"}}"#),
            format!(r#"{{"a":"{MAIL}"}}"#),
        ),
        (
            format!(
                r#"{{"tool_calls":[{{"function":{{"arguments":"{{\"to\":\"{token}\"}}"}}}}]}}"#
            ),
            format!(r#"{{"tool_calls":[{{"function":{{"arguments":"{{\"to\":\"{MAIL}\"}}"}}}}]}}"#),
        ),
        (
            // Broken JSON inside, as a model that was cut off leaves it.
            format!(r#"{{"arguments":"{{\"to\":\"{token}\",\"bo"}}"#),
            format!(r#"{{"arguments":"{{\"to\":\"{MAIL}\",\"bo"}}"#),
        ),
        (
            format!(r#"{{"a":"{{\"b\":\"{{\\\"c\\\":\\\"{token}\\\"}}\"}}"}}"#),
            format!(r#"{{"a":"{{\"b\":\"{{\\\"c\\\":\\\"{MAIL}\\\"}}\"}}"}}"#),
        ),
        (
            format!(r#"{{"{token}":[{{"id":"{token}"}}]}}"#),
            format!(r#"{{"{MAIL}":[{{"id":"{MAIL}"}}]}}"#),
        ),
        (
            format!(r#"{{"tools":[{{"function":{{"description":"{token}"}}}}]}}"#),
            format!(r#"{{"tools":[{{"function":{{"description":"{MAIL}"}}}}]}}"#),
        ),
    ] {
        room.write("answer.jsonl", format!("{written}\n"));
        reveal(&room, "answer.jsonl", "plain.jsonl", "admin", &["--quiet"]).exits(0);
        assert_eq!(room.read("plain.jsonl"), format!("{read}\n"));
    }
}

#[test]
fn what_was_changed_is_mangled_and_what_is_none_stays() {
    let (room, token) = token();
    let renamed = token.replace("EMAIL_ADDRESS", "PERSON");
    let cut = token.replacen(&token[20..21], "", 1);
    let text = format!(
        "{renamed} {cut} snake_case_words [PERSON_1] {}\n",
        &token[..30]
    );
    room.write("answer.txt", &text);
    let ran = reveal(
        &room,
        "answer.txt",
        "plain.txt",
        "support",
        &["--fail-on", "mangled"],
    );
    ran.exits(3).says(&["0 resolved", "2 mangled"]);
    assert_eq!(room.read("plain.txt"), text);
}

/// A model writes a token in pieces; what can be shown is shown at once.
#[test]
fn a_stream_is_revealed_while_it_is_written() {
    let (room, token) = token();
    let command = [
        "reveal", "-", "--out", "-", "--vault", "vault", "--role", "support",
    ];
    let mut child = room
        .command(&[&command[..], &["--reason", "chat", "--quiet"], KEY].concat())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it starts");
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut stdout = child.stdout.take().expect("a pipe");
    let mut expect = |text: &str| {
        let mut read = vec![0; text.len()];
        stdout.read_exact(&mut read).expect("it is written");
        assert_eq!(String::from_utf8(read).expect("UTF-8"), text);
    };
    let (one, two) = token.split_at(17);
    for (piece, shown) in [
        ("Dear ", "Dear "),
        (one, ""),
        (two, ""),
        (", hello ", &*format!("{MAIL}, hello ")),
        ("[EMAIL", ""),
        (" no. ", "[EMAIL no. "),
    ] {
        stdin.write_all(piece.as_bytes()).expect("it reads");
        thread::sleep(Duration::from_millis(20));
        expect(shown);
    }
    drop(stdin);
    assert!(child.wait().expect("it ends").success());
}
