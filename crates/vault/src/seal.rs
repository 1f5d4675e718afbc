//! Data keys, sealed: to a public key by workers who must not read, and with a secret key by who may.
//!
//! To a public key: HPKE (RFC 9180), base mode, DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM.
//! With a secret key: AES-256-GCM-SIV (RFC 8452) and a random nonce of 12 bytes, which stands first.

use aes_gcm_siv::{
    Aes256GcmSiv, KeyInit,
    aead::{Aead, Payload},
};
use hpke::{
    Deserializable, Kem as _, OpModeR, OpModeS, Serializable, aead::AesGcm256, kdf::HkdfSha256,
    kem::X25519HkdfSha256,
};
use zeroize::Zeroizing;

use crate::Key;

type Kem = X25519HkdfSha256;

/// A public key: X25519, as RFC 7748 writes it.
pub(crate) type PublicKey = [u8; 32];

/// What is sealed to a public key: the encapsulated key, then the ciphertext.
pub(crate) type Sealed = Vec<u8>;

/// A new pair of keys.
pub(crate) fn new_pair() -> (Key, PublicKey) {
    let (secret, public) = Kem::gen_keypair();
    let secret = Key::filled(|key| key.copy_from_slice(&secret.to_bytes()));
    (secret, public.to_bytes().into())
}

/// The public key of a secret one.
pub(crate) fn public_of(secret: &Key) -> PublicKey {
    let secret = <Kem as hpke::Kem>::PrivateKey::from_bytes(secret.bytes())
        .expect("every 32 bytes are a secret key of X25519");
    Kem::sk_to_pk(&secret).to_bytes().into()
}

/// Seals a key to a public key; `info` says what for. `None` where the public key is none.
pub(crate) fn seal_to(public: &PublicKey, info: &[u8], key: &Key) -> Option<Sealed> {
    let public = <Kem as hpke::Kem>::PublicKey::from_bytes(public).ok()?;
    let (encapsulated, ciphertext) = hpke::single_shot_seal::<AesGcm256, HkdfSha256, Kem>(
        &OpModeS::Base,
        &public,
        info,
        key.bytes(),
        &[],
    )
    .ok()?;
    let mut sealed = encapsulated.to_bytes().to_vec();
    sealed.extend_from_slice(&ciphertext);
    Some(sealed)
}

/// Opens what [`seal_to`] has sealed for the same purpose; `None` where it is something else.
pub(crate) fn open_with(secret: &Key, info: &[u8], sealed: &[u8]) -> Option<Key> {
    let (encapsulated, ciphertext) = sealed.split_at_checked(32)?;
    let secret = <Kem as hpke::Kem>::PrivateKey::from_bytes(secret.bytes()).ok()?;
    let encapsulated = <Kem as hpke::Kem>::EncappedKey::from_bytes(encapsulated).ok()?;
    let key = hpke::single_shot_open::<AesGcm256, HkdfSha256, Kem>(
        &OpModeR::Base,
        &secret,
        &encapsulated,
        info,
        ciphertext,
        &[],
    );
    Key::from_slice(&Zeroizing::new(key.ok()?))
}

/// Nonce of AES-256-GCM-SIV in bytes.
const NONCE: usize = 12;

/// Encrypts with a secret key; `about` (additional data) binds it to its place.
pub(crate) fn wrap(key: &Key, about: &[u8], plain: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE];
    getrandom::fill(&mut nonce).expect("the system's random source answers");
    let cipher = Aes256GcmSiv::new(key.bytes().into());
    let payload = Payload {
        msg: plain,
        aad: about,
    };
    let ciphertext = cipher
        .encrypt(&nonce.into(), payload)
        .expect("shorter than 64 GiB");
    [&nonce[..], &ciphertext].concat()
}

/// Decrypts what [`wrap`] has encrypted with this key, for this place.
pub(crate) fn unwrap(key: &Key, about: &[u8], wrapped: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, ciphertext) = wrapped.split_at_checked(NONCE)?;
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    let cipher = Aes256GcmSiv::new(key.bytes().into());
    let payload = Payload {
        msg: ciphertext,
        aad: about,
    };
    cipher
        .decrypt(&nonce.into(), payload)
        .ok()
        .map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_by_its_key_and_for_its_purpose_alone() {
        let (secret, public) = new_pair();
        assert_eq!(public_of(&secret), public);
        let key = Key::random();
        let sealed = seal_to(&public, b"segment 1", &key).unwrap();
        assert_eq!(open_with(&secret, b"segment 1", &sealed), Some(key.clone()));
        assert_eq!(open_with(&secret, b"segment 2", &sealed), None);
        assert_eq!(open_with(&new_pair().0, b"segment 1", &sealed), None);
        assert_eq!(open_with(&secret, b"segment 1", &sealed[..31]), None);

        let wrapped = wrap(&key, b"here", b"plain");
        assert_eq!(&**unwrap(&key, b"here", &wrapped).unwrap(), b"plain");
        assert!(unwrap(&key, b"there", &wrapped).is_none());
        assert!(unwrap(&Key::random(), b"here", &wrapped).is_none());
        for at in 0..wrapped.len() {
            let mut changed = wrapped.clone();
            changed[at] ^= 1;
            assert!(unwrap(&key, b"here", &changed).is_none(), "byte {at}");
        }
    }
}
