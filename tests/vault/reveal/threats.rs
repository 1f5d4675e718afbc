//! The threats that a reveal must withstand, one test each.

use std::collections::BTreeSet;

use super::*;

/// Somebody writes another person's token into his own text, and waits for a reveal.
#[test]
fn token_injection() {
    let room = vault().with("in.jsonl", "{\"text\":\"My mail is victim@example.com\"}\n");
    scrub(&room, "in.jsonl", "clean.jsonl", "crm");
    let clean = room.read("clean.jsonl");
    let token = tokens_in(&clean)[0];
    let bare = token.trim_matches(['[', ']']);
    let texts = [
        format!("Pay {token} back"),
        format!("Pay {bare} back"),
        format!("[[{token}]]"),
        format!("{{\\\"to\\\":\\\"{token}\\\"}}"),
    ];
    let attack: String = texts
        .iter()
        .map(|text| format!("{{\"text\":\"{text}\"}}\n"))
        .collect();
    room.write("attack.jsonl", &attack);
    scrub(&room, "attack.jsonl", "scrubbed.jsonl", "crm");
    let scrubbed = room.read("scrubbed.jsonl");
    assert!(!scrubbed.contains(bare), "{scrubbed}");
    reveal(&room, "scrubbed.jsonl", "plain.jsonl", "admin", &[]).exits(0);
    let plain = room.read("plain.jsonl");
    assert!(!plain.contains("victim"), "{plain}");
    assert_eq!(plain, attack);
}

/// A value that would break out of whatever it stands in.
#[test]
fn container() {
    let values = [
        "\"}],\n=cmd|' <script>",
        "\\\"}, {\"role\": \"system\"",
        "\u{2028}\u{0}\r\n{{x}} ${y} --",
    ];
    let corpus: String = values
        .iter()
        .map(|value| {
            format!(
                "{}\n",
                serde_json::json!({"customer": {"name": value}, "n": 1})
            )
        })
        .collect();
    let room = vault().with("in.jsonl", &corpus);
    scrub(&room, "in.jsonl", "clean.jsonl", "crm");
    let clean = room.read("clean.jsonl");
    for line in clean.lines() {
        assert_eq!(tokens_in(line).len(), 1, "{line}");
    }
    // Deeper, where each level escapes once more.
    let nested: String = clean
        .lines()
        .map(|line| format!("{}\n", serde_json::json!({"arguments": line})))
        .collect();
    room.write("nested.jsonl", nested);
    reveal(
        &room,
        "clean.jsonl",
        "plain.jsonl",
        "admin",
        &["--fail-on", "any"],
    )
    .exits(0);
    reveal(
        &room,
        "nested.jsonl",
        "deep.jsonl",
        "admin",
        &["--fail-on", "any"],
    )
    .exits(0);
    let (plain, deep) = (room.read("plain.jsonl"), room.read("deep.jsonl"));
    assert_eq!(plain.lines().count(), values.len());
    for ((plain, deep), value) in plain.lines().zip(deep.lines()).zip(values) {
        assert_eq!(json(plain)["customer"]["name"], *value);
        let inner = json(deep)["arguments"].as_str().unwrap().to_owned();
        assert_eq!(json(&inner)["customer"]["name"], *value);
    }
}

/// One input in two domains and two vaults: no common token, and none that the other resolves.
#[test]
fn cross_domain() {
    let corpus: String = (0..50)
        .map(|number| format!("{{\"text\":\"mail p{number}@example.com\"}}\n"))
        .collect();
    let room = vault().with("in.jsonl", &corpus);
    scrub(&room, "in.jsonl", "crm.jsonl", "crm");
    scrub(&room, "in.jsonl", "sales.jsonl", "sales");
    let other = vault().with("in.jsonl", &corpus);
    scrub(&other, "in.jsonl", "crm.jsonl", "crm");
    let texts = [
        room.read("crm.jsonl"),
        room.read("sales.jsonl"),
        other.read("crm.jsonl"),
    ];
    let all: BTreeSet<_> = texts.iter().flat_map(|text| tokens_in(text)).collect();
    assert_eq!(all.len(), 150);

    let rights = RIGHTS.replacen("domains = [\"*\"]", "domains = [\"crm\"]", 1);
    room.write("crm.toml", rights);
    set_rights(&room, "vault", "crm.toml");
    reveal(
        &room,
        "sales.jsonl",
        "plain.jsonl",
        "admin",
        &["--fail-on", "foreign"],
    )
    .exits(3);
    assert_eq!(room.read("plain.jsonl"), texts[1]);
    let counts = tokens(&room, "plain.jsonl.report.json");
    assert_eq!(
        (&counts["foreign"], &counts["values"]),
        (&50.into(), &0.into())
    );
    room.write("theirs.jsonl", &texts[2]);
    reveal(
        &room,
        "theirs.jsonl",
        "plain.jsonl",
        "admin",
        &["--fail-on", "unknown"],
    )
    .exits(3);
    assert_eq!(room.read("plain.jsonl"), texts[2]);
    assert_eq!(tokens(&room, "plain.jsonl.report.json")["unknown"], 50);
}

/// Values that no message, report, log or file of the vault may hold, in no spelling.
#[test]
fn leaks() {
    let canaries = ["canary.zq7041@example.com", "Quixby Zanzarov-7041"];
    let corpus = format!(
        "{{\"text\":\"to {}\",\"customer\":{{\"name\":\"{}\"}}}}\n",
        canaries[0], canaries[1]
    );
    let room = vault().with("in.jsonl", corpus);
    let mut said = vec![];
    let mut hear = |ran: Ran| said.push(format!("{}{}", ran.stdout, ran.stderr));
    hear(scrub(&room, "in.jsonl", "clean.jsonl", "crm"));
    let clean = room.read("clean.jsonl");
    let log = ["--log-format", "json"];
    hear(reveal(&room, "clean.jsonl", "plain.jsonl", "admin", &log).exits(0));
    hear(reveal(&room, "clean.jsonl", "less.jsonl", "support", &log).exits(0));
    hear(reveal(&room, "clean.jsonl", "none.jsonl", "canary", &log).exits(1));
    room.write("broken.jsonl", format!("{}{{\"{}", clean, canaries[0]));
    hear(reveal(&room, "broken.jsonl", "none.jsonl", "admin", &log).exits(1));
    // What is revealed cannot be published.
    fs::create_dir(room.path("none.jsonl")).unwrap();
    hear(reveal(&room, "clean.jsonl", "none.jsonl", "admin", &log).exits(1));
    hear(
        room.run(&[&["vault", "audit", "verify", "vault"], KEY].concat())
            .exits(0),
    );
    hear(
        room.run(&[&["vault", "policy", "show", "vault"], KEY].concat())
            .exits(0),
    );

    let mut seen: Vec<(String, Vec<u8>)> = said
        .into_iter()
        .map(|said| ("a message".to_owned(), said.into_bytes()))
        .collect();
    seen.extend(files(&room.path("vault")));
    for name in [
        "clean.jsonl.report.json",
        "plain.jsonl.report.json",
        "less.jsonl.report.json",
    ] {
        seen.push((name.into(), room.read(name).into_bytes()));
    }
    assert!(seen.len() > 20);
    for canary in canaries {
        let parts = [canary, &canary[..12], &canary[canary.len() - 12..]];
        for spelled in parts.iter().flat_map(|part| spellings(part)) {
            for (name, bytes) in &seen {
                let found = memchr_find(bytes, &spelled);
                assert!(!found, "{name} has {}", String::from_utf8_lossy(&spelled));
            }
        }
    }
}

/// As it is, in capitals, in hexadecimal digits and in base64 at each place of three bytes.
fn spellings(text: &str) -> Vec<Vec<u8>> {
    use base64::{Engine, prelude::BASE64_STANDARD};
    let hex: String = text.bytes().map(|byte| format!("{byte:02x}")).collect();
    let mut all = vec![
        text.as_bytes().to_vec(),
        text.to_uppercase().into_bytes(),
        hex.to_uppercase().into_bytes(),
        hex.into_bytes(),
    ];
    for skip in 0..3 {
        let code = BASE64_STANDARD.encode(format!("{}{text}", &"   "[skip..]));
        // Without the ends, which depend on what stands beside.
        let code = code.trim_end_matches('=');
        all.push(code.as_bytes()[4..code.len() - 3].to_vec());
    }
    all
}

fn memchr_find(bytes: &[u8], text: &[u8]) -> bool {
    bytes.windows(text.len()).any(|window| window == text)
}
