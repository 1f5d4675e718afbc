//! Tokens of random inputs against a second implementation, `tests/tools/vault_tokens.py`.

use std::{
    fmt::Write as _,
    fs::File,
    io::{Seek, Write as _},
    path::Path,
    process::Command,
};

use proptest::{
    collection::vec,
    prelude::*,
    strategy::ValueTree,
    test_runner::{Config, TestRunner},
};

use crate::{Head, Key, Matching, Scope, TagKey, TagScratch, Token, VaultId, token_key};

const INPUTS: usize = 10_000;

/// What a token depends on.
#[derive(Debug)]
struct Input {
    epoch_key: [u8; 32],
    vault: [u8; 16],
    domain: String,
    epoch: u32,
    entity: String,
    is_exact: bool,
    value: Vec<u8>,
    scope: OwnScope,
}

#[derive(Clone, Debug)]
enum OwnScope {
    Domain,
    Document(Vec<u8>),
    Random([u8; 16], [u8; 32], u32),
}

impl Input {
    fn any() -> impl Strategy<Value = Self> {
        let value = prop_oneof![
            vec(any::<u8>(), 0..200),
            "\\PC{0,40}".prop_map(String::into_bytes)
        ];
        let scope = prop_oneof![
            Just(OwnScope::Domain),
            vec(any::<u8>(), 0..100).prop_map(OwnScope::Document),
            any::<([u8; 16], [u8; 32], u32)>().prop_map(|(a, b, c)| OwnScope::Random(a, b, c)),
        ];
        let names = (
            "[a-z0-9]{1,20}(/[a-z0-9._-]{1,20}){0,2}",
            "[A-Z][A-Z0-9_]{0,22}[A-Z0-9]",
        );
        let keys: (_, _) = (any::<[u8; 32]>(), any::<[u8; 16]>());
        let epoch = prop_oneof![1..200_u32, any::<u32>()];
        (keys, names, epoch, any::<bool>(), value, scope).prop_map(
            |((epoch_key, vault), (domain, entity), epoch, is_exact, value, scope)| Self {
                epoch_key,
                vault,
                domain,
                epoch,
                entity,
                is_exact,
                value,
                scope,
            },
        )
    }

    fn matching(&self) -> Matching {
        if self.is_exact {
            Matching::Exact
        } else {
            Matching::Canonical
        }
    }

    fn token(&self, scratch: &mut TagScratch) -> String {
        let scope = match &self.scope {
            OwnScope::Domain => Scope::Domain,
            OwnScope::Document(id) => Scope::Document { id },
            OwnScope::Random(nonce, record, ordinal) => Scope::Random {
                nonce,
                record,
                ordinal: *ordinal,
            },
        };
        let epoch_key = Key::from_slice(&self.epoch_key).unwrap();
        let vault = VaultId::from_bytes(self.vault);
        let key = token_key(&epoch_key, &vault, &self.domain, self.epoch, &self.entity);
        let token = Token {
            entity: &self.entity,
            head: Head::new(scope.mode(), self.epoch),
            tag: TagKey::new(&key).tag(scope, self.matching(), &self.value, scratch),
        };
        let mut text = vec![];
        token.write(&mut text);
        let text = String::from_utf8(text).unwrap();
        assert_eq!(Token::parse(&text), Some(token));
        text
    }

    /// As the second implementation reads it.
    fn line(&self) -> String {
        let matching: [u8; 2] = if self.is_exact { [0, 0] } else { [0, 1] };
        let fields: [&[u8]; 7] = [
            &self.epoch_key,
            &self.vault,
            self.domain.as_bytes(),
            &self.epoch.to_be_bytes(),
            self.entity.as_bytes(),
            &matching,
            &self.value,
        ];
        let fields: Vec<_> = fields.into_iter().map(hex).collect();
        let scope = match &self.scope {
            OwnScope::Domain => "domain".to_owned(),
            OwnScope::Document(id) => format!("document {}", hex(id)),
            OwnScope::Random(nonce, record, ordinal) => format!(
                "random {} {} {}",
                hex(nonce),
                hex(record),
                hex(&ordinal.to_be_bytes())
            ),
        };
        format!("{} {scope}\n", fields.join(" "))
    }
}

fn hex(bytes: &[u8]) -> String {
    if bytes.is_empty() {
        return "-".into();
    }
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[test]
fn tokens_of_random_inputs_are_those_of_the_second_implementation() {
    let mut runner = TestRunner::new(Config::default());
    let strategy = Input::any();
    let inputs: Vec<_> = (0..INPUTS)
        .map(|_| strategy.new_tree(&mut runner).unwrap().current())
        .collect();
    let mut jobs: File = tempfile::tempfile().unwrap();
    for input in &inputs {
        jobs.write_all(input.line().as_bytes()).unwrap();
    }
    jobs.rewind().unwrap();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/tools/vault_tokens.py");
    let output = Command::new("python3").arg(script).stdin(jobs).output();
    let output = output.expect("python3 runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let theirs = String::from_utf8(output.stdout).unwrap();
    let theirs: Vec<_> = theirs.lines().collect();
    assert_eq!(theirs.len(), INPUTS);
    let mut scratch = TagScratch::default();
    for (input, theirs) in inputs.iter().zip(theirs) {
        assert_eq!(input.token(&mut scratch), theirs, "{input:?}");
    }
}
