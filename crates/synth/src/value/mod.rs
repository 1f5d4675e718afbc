//! One value of an entity, spelled as people spell it.
//!
//! Check digits are right, ranges that are never issued are left out, and spellings vary: grouped
//! or glued, with the separators that are in use. A value alone may be too weak to be found (ten
//! glued digits); [`text`](crate::text) puts it into a sentence that says what it is.

pub mod contact;
pub mod date;
pub mod disguise;
pub mod finance;
pub mod national;
pub mod person;

use crate::rng::Rng;

/// Makes values of one entity.
#[derive(Clone, Copy, Debug)]
pub struct Maker {
    /// Name of the entity in the catalogue, such as `US_SSN`.
    pub entity: &'static str,
    make: fn(&mut Rng) -> String,
}

impl Maker {
    /// The next value.
    pub fn make(&self, rng: &mut Rng) -> String {
        (self.make)(rng)
    }
}

/// Every maker; each entity once.
pub const MAKERS: &[Maker] = &[
    maker("EMAIL_ADDRESS", contact::email),
    maker("PHONE_NUMBER", contact::phone),
    maker("URL", contact::url),
    maker("IP_ADDRESS", contact::ip),
    maker("MAC_ADDRESS", contact::mac),
    maker("CREDIT_CARD", finance::card),
    maker("IBAN_CODE", finance::iban),
    maker("DATE_TIME", date::date_time),
    maker("DATE_OF_BIRTH", date::date_of_birth),
    maker("US_SSN", national::us_ssn),
    maker("US_ITIN", national::us_itin),
    maker("UK_NHS", national::uk_nhs),
    maker("UK_NINO", national::uk_nino),
    maker("DE_STEUER_ID", national::de_steuer_id),
    maker("FR_NIR", national::fr_nir),
    maker("ES_NIF", national::es_nif),
    maker("IN_AADHAAR", national::in_aadhaar),
    maker("PERSON", person::name),
    maker("STREET_ADDRESS", person::street_address),
];

const fn maker(entity: &'static str, make: fn(&mut Rng) -> String) -> Maker {
    Maker { entity, make }
}

/// The maker of an entity; `None` when there is none.
pub fn maker_of(entity: &str) -> Option<&'static Maker> {
    MAKERS.iter().find(|maker| maker.entity == entity)
}

/// One value of an entity; `None` when no maker knows it.
///
/// ```
/// use pumice_synth::{Rng, value};
/// let iban = value::make("IBAN_CODE", &mut Rng::new(1)).expect("the entity is known");
/// assert!(iban.len() >= 15);
/// assert_eq!(value::make("NOTHING", &mut Rng::new(1)), None);
/// ```
pub fn make(entity: &str, rng: &mut Rng) -> Option<String> {
    maker_of(entity).map(|maker| maker.make(rng))
}

/// Cuts `text` into groups of the given lengths, joined by `separator`; what is left is the last
/// group.
pub(crate) fn grouped(text: &str, lengths: &[usize], separator: &str) -> String {
    let mut out = String::with_capacity(text.len() + lengths.len() * separator.len());
    let mut rest = text;
    for &length in lengths {
        let (group, tail) = rest.split_at(length.min(rest.len()));
        out.push_str(group);
        if !tail.is_empty() {
            out.push_str(separator);
        }
        rest = tail;
    }
    out.push_str(rest);
    out
}
