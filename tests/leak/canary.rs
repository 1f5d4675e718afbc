//! Improbable values, the lines that they stand in, and the search for them.

use base64::{
    Engine,
    engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD},
};
use memchr::memmem;
use pumice_synth::{Rng, value::finance};

use super::{KEY, POLICY};

pub(super) use Scope::{Any, Personal};

/// Which canaries a place must not hold.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// None at all.
    Any,
    /// Scrubbed records may hold those that are no personal data.
    Personal,
}

/// What becomes of the line that a canary stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is scrubbed, and the canary with it.
    Scrubbed,
    /// It is scrubbed, and the canary is no personal data.
    Stays,
    /// It goes to the quarantine.
    Bad,
    /// It stands in no line.
    Unread,
}

/// A value that occurs once, or the part of it that tells it from all others.
struct Canary {
    core: String,
    fate: Fate,
}

/// The corpus and what is hidden in it.
pub(super) struct Canaries {
    canaries: Vec<Canary>,
    lines: Vec<u8>,
}

impl Canaries {
    pub(super) fn new() -> Self {
        let mut all = Self {
            canaries: vec![],
            lines: vec![],
        };
        all.add_good_lines();
        all.add_bad_lines();
        all.add_huge_line();
        all.push("{\"text\":\"the last line\"}".as_bytes());
        for secret in [KEY, "qvxbadkeyfile", "qvxallowed", "qvxdenied"] {
            all.canary(secret, Fate::Unread);
        }
        assert!(POLICY.contains("qvxallowed") && POLICY.contains("qvxdenied"));
        all
    }

    /// Lines, good and bad ones.
    pub(super) fn lines(&self) -> Vec<u8> {
        self.lines.clone()
    }

    pub(super) fn cores_of_bad_lines(&self) -> impl Iterator<Item = &str> {
        self.cores(Fate::Bad)
    }

    pub(super) fn cores_that_stay(&self) -> impl Iterator<Item = &str> {
        self.cores(Fate::Stays)
    }

    fn cores(&self, fate: Fate) -> impl Iterator<Item = &str> {
        let of_fate = move |canary: &&Canary| canary.fate == fate;
        (self.canaries.iter())
            .filter(of_fate)
            .map(|canary| &*canary.core)
    }

    /// Panics when a canary is in `text`; says which one, and not more of the text than needed.
    pub(super) fn check_absent(&self, text: &str, place: &str, scope: Scope) {
        for canary in &self.canaries {
            let may_stay = scope == Personal && canary.fate == Fate::Stays;
            assert!(
                may_stay || !occurs(text, &canary.core),
                "{} is in {place}:\n{:.4000}",
                canary.core,
                text
            );
        }
    }

    /// Remembers a canary and gives it back.
    fn canary(&mut self, core: &str, fate: Fate) -> String {
        let overlaps = |other: &Canary| other.core.contains(core) || core.contains(&other.core);
        assert!(!self.canaries.iter().any(overlaps), "{core} is no canary");
        self.canaries.push(Canary {
            core: core.to_owned(),
            fate,
        });
        core.to_owned()
    }

    fn mail(&mut self, core: &str, fate: Fate) -> String {
        format!("{}@example.com", self.canary(core, fate))
    }

    fn push(&mut self, line: &[u8]) {
        self.lines.extend_from_slice(line);
        self.lines.push(b'\n');
    }

    fn add_good_lines(&mut self) {
        use Fate::{Scrubbed, Stays};
        let mut rng = Rng::new(71);
        let (card, number) = (
            finance::card_digits(&mut rng),
            finance::card_digits(&mut rng),
        );
        let iban = finance::iban_glued(&mut rng);
        for value in [&card, &number, &iban] {
            self.canary(value, Scrubbed);
        }
        let person = self.canary("qvxperson", Stays);
        let text = self.mail("qvxgood", Scrubbed);
        self.push(format!(r#"{{"text":"{person} wrote to {text}"}}"#).as_bytes());
        self.push(format!(r#"{{"text":"card {card}, IBAN {iban}","n":{number}}}"#).as_bytes());

        // Keys that no layout knows, around values that the report counts.
        let (key, deep) = (
            self.canary("qvxkey", Stays),
            self.canary("qvxdeepkey", Stays),
        );
        let (mail_key, value) = (
            self.mail("qvxmailkey", Scrubbed),
            self.mail("qvxinkey", Scrubbed),
        );
        let line = format!(r#"{{"{key}":{{"{deep}":["{value}"],"{mail_key}":1}},"text":"a"}}"#);
        self.push(line.as_bytes());
        let nested = self.canary("qvxnestedkey", Stays);
        let value = self.mail("qvxwithin", Scrubbed);
        let line =
            format!(r#"{{"metadata":"{{\"{nested}\":\"{value}\"}}","named":{{"{key}":"x"}}}}"#);
        self.push(line.as_bytes());

        // What a report might take for a word of a layout.
        let role = self.canary("qvxrole", Stays);
        let (id, name) = (
            self.mail("qvxcallid", Scrubbed),
            self.mail("qvxname", Scrubbed),
        );
        let content = self.mail("qvxcontent", Scrubbed);
        let line = format!(
            r#"{{"messages":[{{"role":"{role}","name":"{name}","tool_call_id":"{id}","content":"{content}"}}]}}"#
        );
        self.push(line.as_bytes());
        let escaped = self.mail("qvxescaped", Scrubbed).replace('@', "\\u0040");
        self.push(format!(r#"{{"text":"{escaped}","{key}":"{escaped}"}}"#).as_bytes());

        // No text for `detect`, which says so.
        let other = self.mail("qvxother", Scrubbed);
        self.push(format!(r#"{{"body":"{other}"}}"#).as_bytes());
        self.push(format!(r#"["{other}"]"#).as_bytes());
        self.push(format!(r#"{{"text":["{other}"]}}"#).as_bytes());
        self.push(format!(r#"{{"text":{{"{key}":"{other}"}}}}"#).as_bytes());
    }

    fn add_bad_lines(&mut self) {
        for (at, (before, behind)) in BAD.iter().enumerate() {
            let mail = self.mail(&format!("qvxbad{}", letters(at)), Fate::Bad);
            let line = [*before, mail.as_bytes(), *behind].concat();
            self.push(&line);
        }
        let mail = self.mail("qvxtoodeep", Fate::Bad);
        let line = format!("{}\"{mail}\"{}", "[".repeat(200), "]".repeat(200));
        self.push(line.as_bytes());
    }

    /// A line that is longer than the limit, with canaries in all of its parts.
    fn add_huge_line(&mut self) {
        let mut line = b"{\"text\":\"".to_vec();
        for at in 0..20 {
            let mail = self.mail(&format!("qvxhuge{}", letters(at)), Fate::Bad);
            line.extend_from_slice(format!("write to {mail} or not. ").as_bytes());
            line.extend_from_slice("word after word, ".repeat(15).as_bytes());
        }
        line.extend_from_slice(b"\"}");
        assert!(line.len() > 4096);
        // `detect` takes up lines of this length, so it is none for it either way.
        self.push(&line);
    }
}

/// What stands before and behind a canary in lines that are not well formed.
const BAD: &[(&[u8], &[u8])] = &[
    (b"{\"text\":\"cut ", b""),
    (b"{\"text\":\"cut behind an escape ", b"\\"),
    (b"{\"", b"\":1,}"),
    (b"{\"", b"\" 1}"),
    (b"{\"", b""),
    (b"{\"text\":\"a raw control character \x01 ", b"\"}"),
    (b"{\"text\":\"an unknown escape \\q", b"\"}"),
    (b"{\"text\":\"half an escape \\u00", b"\"}"),
    (b"{\"text\":t", b"}"),
    (b"{\"text\":1.", b"}"),
    (b"{\"text\":", b"}"),
    (b"{\"text\":\"a\"} ", b""),
    (b"", b""),
    (b"{\"text\":\"no UTF-8 \xff ", b"\"}"),
    (b"{\"text\":\"cut UTF-8 \xc3", b"\"}"),
    (b"{\"", b"\xff\":1}"),
    (b"\x00", b"\x00"),
];

/// A number in letters, so that a core is one word.
fn letters(number: usize) -> String {
    let letter = |digit: usize| char::from(b'a' + digit as u8);
    [letter(number / 26), letter(number % 26)].iter().collect()
}

/// Whether `core` stands in `text`: plain, in hexadecimal digits, percent-encoded, as JSON escapes
/// or in base64 at any alignment; letters in either case.
pub(super) fn occurs(text: &str, core: &str) -> bool {
    let (lower, core_lower) = (text.to_lowercase(), core.to_lowercase());
    let each = |spell: fn(u8) -> String| core_lower.bytes().map(spell).collect::<String>();
    let of_any_case = [
        core_lower.clone(),
        each(|byte| format!("{byte:02x}")),
        each(|byte| format!("%{byte:02x}")),
        each(|byte| format!("\\u{byte:04x}")),
        each(|byte| format!("\\x{byte:02x}")),
    ];
    let is_in = |text: &str, part: &str| memmem::find(text.as_bytes(), part.as_bytes()).is_some();
    of_any_case.iter().any(|spelling| is_in(&lower, spelling))
        || [core.to_owned(), core.to_uppercase()]
            .iter()
            .flat_map(|core| in_base64(core))
            .any(|spelling| is_in(text, &spelling))
}

/// The letters that a value has in base64 whatever stands around it, at each of three alignments
/// and in both alphabets.
fn in_base64(core: &str) -> Vec<String> {
    let aligned = |shift: usize| {
        let bytes = [&[0; 2][..shift], core.as_bytes()].concat();
        // Letters that depend on what is before or behind are left out.
        let skipped = (shift * 8).div_ceil(6);
        let whole = bytes.len() * 8 / 6;
        [
            STANDARD_NO_PAD.encode(&bytes)[skipped..whole].to_owned(),
            URL_SAFE_NO_PAD.encode(&bytes)[skipped..whole].to_owned(),
        ]
    };
    (0..3).flat_map(aligned).collect()
}

#[test]
fn a_value_is_seen_however_it_is_spelled() {
    for text in [
        "to qvxcore@",
        "QVXCORE",
        "%71%76%78%63%6f%72%65",
        "%71%76%78%63%6F%72%65",
        "717678636F7265",
        "\\u0071\\u0076\\u0078\\u0063\\u006f\\u0072\\u0065",
    ] {
        assert!(occurs(text, "qvxcore"), "{text}");
    }
    for before in ["", "a", "to", "<b>", "four"] {
        for behind in ["", "@", "@example.com"] {
            for encoded in [
                STANDARD_NO_PAD.encode(format!("{before}qvxcore{behind}")),
                URL_SAFE_NO_PAD.encode(format!("{before}qvxcore{behind}")),
            ] {
                assert!(occurs(&encoded, "qvxcore"), "{before} {behind}");
            }
        }
    }
    for text in ["qvxcor", "qvx core", "", "cXZ4Y29y"] {
        assert!(!occurs(text, "qvxcore"), "{text}");
    }
}
