//! Which disguises a policy wants seen through, and what is made of values that are found in one.

use super::*;

const KEY: &str = "000102030405060708090a0b0c0d0e0f";

/// Made up; Luhn's check holds.
const CARD: &str = "4539-0012-3456-7816";

/// [`CARD`] as it is spelled by those who do not want it found.
fn cards() -> [String; 6] {
    let wide = |digit: char| match digit.to_digit(10) {
        Some(value) => char::from_u32(0xff10 + value).expect("a digit"),
        None => digit,
    };
    [
        CARD.to_owned(),
        CARD.chars().map(wide).collect(),
        CARD.replace('0', "0\u{200b}"),
        CARD.replace('-', "%2D"),
        CARD.bytes().map(|byte| format!("&#{byte};")).collect(),
        "NDUzOS0wMDEyLTM0NTYtNzgxNg==".to_owned(),
    ]
}

/// What a policy makes of texts, a line each.
fn scrubbed(policy: &str, texts: &[impl AsRef<str>]) -> Vec<String> {
    let line = |text: &str| format!("{{\"text\":\"{text}\"}}\n");
    let lines: String = texts.iter().map(|text| line(text.as_ref())).collect();
    let room = Room::new()
        .with("key", KEY)
        .with("policy.toml", format!("version = 1\n{policy}"))
        .with("in.jsonl", lines);
    let scrub = ["scrub", "in.jsonl", "--out", "out.jsonl"];
    let with = ["--policy", "policy.toml", "--hash-key-file", "key"];
    room.run(&[&scrub[..], &with].concat()).exits(0);
    let output = room.read("out.jsonl");
    let texts = output.lines().map(|line| {
        let text = line.strip_prefix("{\"text\":\"");
        let text = text.and_then(|text| text.strip_suffix("\"}"));
        text.expect("the record as it was").to_owned()
    });
    texts.collect()
}

#[test]
fn a_policy_says_what_is_seen_through() {
    let texts = [
        "to jane&#64;example.com",
        "to jane%40example.com",
        "to \u{ff4a}\u{ff41}\u{ff4e}\u{ff45}\u{ff20}example.com",
        "to jane at example dot com",
    ];
    let found = "to <EMAIL_ADDRESS>";
    assert_eq!(scrubbed("", &texts), [found; 4]);
    // The host alone is no disguise.
    let no_domains = "[entities.DOMAIN_NAME]\nenabled = false\n";
    let none = scrubbed(&format!("disguises = []\n{no_domains}"), &texts);
    assert_eq!(none, texts);
    for (disguises, seen) in [
        ("\"entities\"", [true, false, false, false]),
        ("\"spelled\"", [false, false, false, true]),
        ("\"digits\", \"percent\"", [false, true, true, false]),
    ] {
        let policy = format!("disguises = [{disguises}]\n{no_domains}");
        let output = scrubbed(&policy, &texts);
        for ((text, written), seen) in texts.iter().zip(&output).zip(seen) {
            let expected = if seen { found } else { text };
            assert_eq!(written, expected, "{disguises}");
        }
    }
}

#[test]
fn all_spellings_of_a_value_have_one_hash() {
    let hash = "[defaults]\ntransform = \"hash\"\n";
    let hashes = scrubbed(hash, &cards());
    let plain = &hashes[0];
    assert!(plain.starts_with("<CREDIT_CARD:"), "{plain}");
    assert!(hashes.iter().all(|hash| hash == plain), "{hashes:#?}");
    let other = scrubbed(hash, &["4539-0012-3456-7824"]);
    assert!(other[0].starts_with("<CREDIT_CARD:") && other[0] != *plain);
}

/// Values are read as the search has read them: what a policy does not see through stays a part of them.
#[test]
fn what_is_not_seen_through_is_part_of_the_value() {
    let hash = "disguises = [\"entities\"]\n[entities.EMAIL_ADDRESS]\ntransform = \"hash\"\n";
    let hashes = scrubbed(
        hash,
        &[
            "jane%2Droe@example.com",
            "jane%2Droe&#64;example.com",
            "jane-roe@example.com",
        ],
    );
    assert!(
        hashes[0].ends_with(">") && hashes[0] == hashes[1],
        "{hashes:#?}"
    );
    assert_ne!(hashes[0], hashes[2]);
}

/// The value as it is read is what is masked: nothing of its encoding is left, whose last letters are
/// others than those of the value.
#[test]
fn masks_keep_nothing_of_an_encoding() {
    let mask = "[defaults]\ntransform = \"mask\"\nkeep_last = 4\n";
    assert_eq!(scrubbed(mask, &cards()), ["****-****-****-7816"; 6]);
    let encoded = [
        "key amFuZS5yb2VAY29udG9zby5jb20= end",
        "key 6a616e652e726f6540636f6e746f736f2e636f6d end",
        "key jane.roe@contoso.com end",
    ];
    let masked = scrubbed(mask, &encoded);
    assert_eq!(masked, ["key ****.***@******o.com end"; 3]);
}

#[test]
fn allowed_values_are_allowed_in_disguise() {
    let allow = format!("allow = [\"{CARD}\"]\n");
    assert_eq!(scrubbed(&allow, &cards()), cards());
}
