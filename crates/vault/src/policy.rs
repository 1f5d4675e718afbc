//! Who may see what: roles, what each may see of which entities, and how much a day.
//!
//! ```toml
//! version = 1
//!
//! [roles.support]
//! domains = ["acme/crm/support"]   # or ["*"]
//! values_per_day = 200             # of all who claim the role, until midnight UTC
//! bulk = false                     # at most 1,000 values a run
//!
//! [roles.support.reveal]           # what is not named is denied
//! contact = "full"                 # a class
//! CREDIT_CARD = "last4"            # an entity comes before its class
//! ```
//!
//! # Layout 1 of `policies/NUMBER.json`
//!
//! ```text
//! {"version":1,"vault":"..","number":3,"policy":{ ... },"signature":"128 hexadecimal digits"}
//! ```
//!
//! The signature is Ed25519 over `"pm1 reveal policy" 00` and the object without it. The highest number
//! counts. That it is the newest is not proven by the folder: [`Verdict::policy`](crate::audit::Verdict)
//! tells which one was set last.
//!
//! Roles are claimed, not proven, as long as classes have no keys of their own: whoever opens the vault
//! has all of it. What a role decides is what this program shows, and what the audit log says of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::PathBuf,
};

use ed25519_dalek::{Signature, Signer, SigningKey};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::{
    Class, Keyring, Layout, VaultError, VaultErrorKind,
    audit::{Event, Log},
    disk,
    hex::{hex, unhex},
    is_entity,
};

/// What roles may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RevealPolicy {
    version: u32,
    #[serde(default)]
    roles: BTreeMap<String, Role>,
}

/// What one role may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Role {
    domains: BTreeSet<String>,
    values_per_day: u64,
    #[serde(default)]
    bulk: bool,
    reveal: BTreeMap<String, Level>,
}

/// How much of a value is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// All of it.
    Full,
    /// The last four letters or digits: `***-**-4399`.
    Last4,
    /// The first six and the last four, of cards.
    First6Last4,
    /// What stands behind the `@` of an e-mail address.
    Domain,
    /// The year of a date.
    Year,
    /// The first letter of each word of a name.
    Initial,
    /// Its token: it may be there, and nothing more.
    Token,
    /// Nothing.
    Deny,
}

/// What `Role::bulk` allows to pass, in values of one run.
pub const MAX_VALUES_WITHOUT_BULK: u64 = 1_000;

impl RevealPolicy {
    /// Checks what types do not say.
    ///
    /// # Errors
    /// [`VaultErrorKind::Refused`], or [`VaultErrorKind::Unknown`] for another version, with the role and
    /// the line that is wrong.
    pub fn check(&self) -> Result<(), VaultError> {
        let refuse = |what: String| Err(VaultError::new(VaultErrorKind::Refused, what));
        if self.version != 1 {
            let what = format!("version {}: this program knows version 1", self.version);
            return Err(VaultError::new(VaultErrorKind::Unknown, what));
        }
        if self.roles.is_empty() {
            return refuse("names no role; add `[roles.NAME]`".into());
        }
        for (name, role) in &self.roles {
            if !is_role(name) {
                return refuse(format!(
                    "roles.{name}: a role has 1 to 64 of a-z, 0-9, `-` and `_`"
                ));
            }
            if role.domains.is_empty() {
                return refuse(format!(
                    "roles.{name}: domains is empty; name them, or [\"*\"] for all"
                ));
            }
            for what in role.reveal.keys() {
                if Class::named(what).is_none() && !is_entity(what) {
                    let classes = Class::ALL.map(Class::name).join(", ");
                    return refuse(format!(
                        "roles.{name}.reveal.{what}: is no entity, as `US_SSN` is one, and no class: {classes}"
                    ));
                }
            }
        }
        Ok(())
    }

    /// What a role may see, if there is one of this name.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.get(name)
    }

    /// Names of the roles, in alphabetical order.
    pub fn roles(&self) -> impl Iterator<Item = &str> {
        self.roles.keys().map(String::as_str)
    }
}

impl Role {
    /// How much of an entity's values it may see. What is not named is denied.
    pub fn level(&self, entity: &str) -> Level {
        let of_class = || self.reveal.get(Class::of(entity).name());
        let level = self.reveal.get(entity).or_else(of_class);
        level.copied().unwrap_or(Level::Deny)
    }

    /// Whether it may see values of a domain.
    pub fn has_domain(&self, domain: &str) -> bool {
        self.domains.contains(domain) || self.domains.contains("*")
    }

    /// How many values all who claim it may see together on a day (UTC).
    pub fn values_per_day(&self) -> u64 {
        self.values_per_day
    }

    /// How many values it may see in one run.
    pub fn values_per_run(&self) -> u64 {
        match self.bulk {
            true => u64::MAX,
            false => MAX_VALUES_WITHOUT_BULK,
        }
    }
}

fn is_role(name: &str) -> bool {
    let is_of_name = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_')
    };
    (1..=64).contains(&name.len()) && name.bytes().all(is_of_name)
}

/// A policy that the vault has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedPolicy {
    /// Counted from 1.
    pub number: u64,
    /// What it says.
    pub policy: RevealPolicy,
    /// SHA-256 of its file, in hexadecimal digits.
    pub sha256: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    version: u32,
    vault: String,
    number: u64,
    policy: RevealPolicy,
}

impl SignedPolicy {
    /// The one that counts; `None` where none was ever set: then nothing is revealed.
    ///
    /// # Errors
    /// [`VaultErrorKind::Damaged`] where it was changed or belongs to another vault.
    pub fn newest(layout: &Layout, keyring: &Keyring) -> Result<Option<Self>, VaultError> {
        match newest_number(layout)? {
            0 => Ok(None),
            number => Self::read(layout, keyring, number).map(Some),
        }
    }

    /// The one of this number.
    ///
    /// # Errors
    /// As of [`newest`](Self::newest).
    pub fn read(layout: &Layout, keyring: &Keyring, number: u64) -> Result<Self, VaultError> {
        let path = path(layout, number);
        let bytes = disk::read(&path, MAX_BYTES)?;
        let damaged = || {
            VaultError::new(
                VaultErrorKind::Damaged,
                "is no policy that this vault has signed; set it again with `pumice vault policy set`",
            )
            .at(&path)
        };
        let (body, signature) = split(&bytes).ok_or_else(damaged)?;
        let key = SigningKey::from_bytes(keyring.signing.bytes()).verifying_key();
        key.verify_strict(&message(&body), &Signature::from_bytes(&signature))
            .map_err(|_| damaged())?;
        let body: Body = serde_json::from_slice(&body).map_err(|_| damaged())?;
        if body.version != 1 {
            let what = format!("version {}: this program knows version 1", body.version);
            return Err(VaultError::new(VaultErrorKind::Unknown, what).at(&path));
        }
        if body.vault != keyring.vault().to_string() || body.number != number {
            return Err(damaged());
        }
        body.policy.check().map_err(|error| error.at(&path))?;
        Ok(Self {
            number,
            policy: body.policy,
            sha256: sha256(&bytes),
        })
    }

    /// What is wrong with the policies that were ever in force.
    pub(crate) fn check_all(
        layout: &Layout,
        keyring: &Keyring,
    ) -> Result<Vec<VaultError>, VaultError> {
        let numbers = 1..=newest_number(layout)?;
        let wrong = numbers.filter_map(|number| Self::read(layout, keyring, number).err());
        Ok(wrong.collect())
    }

    /// Signs a policy and puts it in force; says so in the log before.
    ///
    /// # Errors
    /// When the policy is wrong ([`RevealPolicy::check`]), the log cannot be written, another process
    /// has set one in the same moment ([`VaultErrorKind::Busy`]) or the disk refuses.
    #[expect(clippy::missing_panics_doc, reason = "names and numbers are JSON")]
    pub fn set(
        layout: &Layout,
        keyring: &Keyring,
        policy: RevealPolicy,
    ) -> Result<Self, VaultError> {
        policy.check()?;
        let number = newest_number(layout)? + 1;
        let body = Body {
            version: 1,
            vault: keyring.vault().to_string(),
            number,
            policy,
        };
        let mut bytes = serde_json::to_vec(&body).expect("names and numbers are JSON");
        let key = SigningKey::from_bytes(keyring.signing.bytes());
        let signature = key.sign(&message(&bytes)).to_bytes();
        bytes.pop();
        bytes.extend_from_slice(BEFORE);
        bytes.extend_from_slice(hex(&signature).as_bytes());
        bytes.extend_from_slice(BEHIND);
        let sha256 = sha256(&bytes);
        let mut log = Log::open(layout, keyring)?;
        log.write(&Event::PolicySet {
            policy: number,
            sha256: sha256.clone(),
        })?;
        disk::create(&path(layout, number), &bytes)?;
        log.checkpoint(keyring)?;
        Ok(Self {
            number,
            policy: body.policy,
            sha256,
        })
    }
}

const BEFORE: &[u8] = br#","signature":""#;
const BEHIND: &[u8] = b"\"}\n";

/// A policy names some roles and entities.
const MAX_BYTES: u64 = 16 << 20;

fn message(body: &[u8]) -> Vec<u8> {
    [b"pm1 reveal policy\0", body].concat()
}

/// The object without its signature, and the signature.
fn split(bytes: &[u8]) -> Option<(Vec<u8>, [u8; 64])> {
    let rest = bytes.strip_suffix(BEHIND)?;
    let (rest, digits) = rest.split_at_checked(rest.len().checked_sub(128)?)?;
    let mut body = rest.strip_suffix(BEFORE)?.to_vec();
    body.push(b'}');
    Some((body, unhex(digits)?))
}

fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

fn path(layout: &Layout, number: u64) -> PathBuf {
    layout.policies().join(format!("{number}.json"))
}

/// 0 where there is none. Other files are none of ours.
fn newest_number(layout: &Layout) -> Result<u64, VaultError> {
    let folder = layout.policies();
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(VaultError::io(folder, &error)),
    };
    let mut newest = 0;
    for entry in entries {
        let name = entry
            .map_err(|error| VaultError::io(&folder, &error))?
            .file_name();
        let number = name.to_str().and_then(|name| name.strip_suffix(".json"));
        newest = newest.max(number.and_then(|digits| digits.parse().ok()).unwrap_or(0));
    }
    Ok(newest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::VaultId;

    fn policy(text: &str) -> RevealPolicy {
        serde_json::from_str(text).unwrap()
    }

    fn support() -> RevealPolicy {
        policy(
            r#"{"version":1,"roles":{"support":{"domains":["a/b/c"],"values_per_day":200,
            "reveal":{"contact":"full","PHONE_NUMBER":"last4","finance":"token"}}}}"#,
        )
    }

    #[test]
    fn what_is_not_named_is_denied_and_an_entity_comes_before_its_class() {
        let policy = support();
        policy.check().unwrap();
        let role = policy.role("support").unwrap();
        assert_eq!(role.level("EMAIL_ADDRESS"), Level::Full);
        assert_eq!(role.level("PHONE_NUMBER"), Level::Last4);
        assert_eq!(role.level("CREDIT_CARD"), Level::Token);
        assert_eq!(role.level("US_SSN"), Level::Deny);
        assert!(role.has_domain("a/b/c") && !role.has_domain("a/b/d"));
        assert_eq!(role.values_per_run(), MAX_VALUES_WITHOUT_BULK);
        assert!(policy.role("nobody").is_none());
    }

    #[test]
    fn what_is_wrong_is_told() {
        for (text, says) in [
            (r#"{"version":2}"#, "version 2"),
            (r#"{"version":1}"#, "names no role"),
            (
                r#"{"version":1,"roles":{"A":{"domains":["*"],"values_per_day":1,"reveal":{}}}}"#,
                "roles.A",
            ),
            (
                r#"{"version":1,"roles":{"a":{"domains":[],"values_per_day":1,"reveal":{}}}}"#,
                "domains is empty",
            ),
            (
                r#"{"version":1,"roles":{"a":{"domains":["*"],"values_per_day":1,"reveal":{"mail":"full"}}}}"#,
                "roles.a.reveal.mail",
            ),
        ] {
            let error = policy(text).check().unwrap_err().to_string();
            assert!(error.contains(says), "{error}");
        }
        for text in [
            r#"{"version":1,"roles":{"a":{"domains":["*"],"reveal":{}}}}"#,
            r#"{"version":1,"roles":{"a":{"domains":["*"],"values_per_day":1,"reveal":{"contact":"all"}}}}"#,
            r#"{"version":1,"role":{}}"#,
        ] {
            assert!(serde_json::from_str::<RevealPolicy>(text).is_err());
        }
    }

    #[test]
    fn no_byte_of_a_signed_policy_can_be_changed() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        for folder in layout.folders() {
            fs::create_dir(folder).unwrap();
        }
        let keyring = Keyring::random(VaultId::random());
        Log::create(&layout, &keyring).unwrap();
        assert_eq!(SignedPolicy::newest(&layout, &keyring).unwrap(), None);
        let first = SignedPolicy::set(&layout, &keyring, support()).unwrap();
        let second = SignedPolicy::set(&layout, &keyring, support()).unwrap();
        assert_eq!((first.number, second.number), (1, 2));
        let newest = SignedPolicy::newest(&layout, &keyring).unwrap();
        assert_eq!(newest, Some(second));
        assert_eq!(Log::verify(&layout, &keyring, None).unwrap().policy, 2);

        let file = path(&layout, 2);
        let bytes = fs::read(&file).unwrap();
        for at in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            fs::write(&file, changed).unwrap();
            assert!(
                SignedPolicy::newest(&layout, &keyring).is_err(),
                "byte {at}"
            );
        }
        // The other number, the other vault.
        fs::copy(path(&layout, 1), &file).unwrap();
        assert!(SignedPolicy::newest(&layout, &keyring).is_err());
        fs::write(&file, &bytes).unwrap();
        assert!(SignedPolicy::newest(&layout, &keyring).is_ok());
        let other = Keyring::random(keyring.vault());
        assert!(SignedPolicy::newest(&layout, &other).is_err());
    }
}
