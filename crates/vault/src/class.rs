//! Entity classes: values of one class stand in one segment, behind one key. Eight at most.
//!
//! Whoever may open a class may open all of it, so a class is what one group of people has a reason to
//! see. What a value's class is, is decided when it is written and stands in its segment; a later
//! version of this table moves nothing.

use std::fmt;

/// A class of entities.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum Class {
    /// Names of people, their age and date of birth.
    Person = 0,
    /// Ways to reach them: mail, telephone, handles, names of users.
    Contact = 1,
    /// Numbers that a state or an employer gave them, and their vehicles.
    Identity = 2,
    /// Cards, accounts, payments, companies.
    Finance = 3,
    /// Patients, insurance, prescriptions.
    Health = 4,
    /// Passwords, keys, tokens.
    Secret = 5,
    /// Places and addresses.
    Place = 6,
    /// All else: networks, devices, times, and entities of a policy's own.
    Other = 7,
}

impl Class {
    /// All of them; each stands at its number.
    pub const ALL: [Class; 8] = [
        Class::Person,
        Class::Contact,
        Class::Identity,
        Class::Finance,
        Class::Health,
        Class::Secret,
        Class::Place,
        Class::Other,
    ];

    /// Its name in files and policies.
    pub fn name(self) -> &'static str {
        match self {
            Class::Person => "person",
            Class::Contact => "contact",
            Class::Identity => "identity",
            Class::Finance => "finance",
            Class::Health => "health",
            Class::Secret => "secret",
            Class::Place => "place",
            Class::Other => "other",
        }
    }

    /// The class of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }

    /// The class that values of an entity are written to.
    ///
    /// ```
    /// use pumice_vault::Class;
    /// assert_eq!(Class::of("UK_NHS"), Class::Health);
    /// assert_eq!(Class::of("FR_NIR"), Class::Identity);
    /// assert_eq!(Class::of("CUSTOMER_CODE"), Class::Other);
    /// ```
    pub fn of(entity: &str) -> Self {
        for (class, names) in NAMED {
            if names.contains(&entity) {
                return class;
            }
        }
        let (country, rest) = entity.split_once('_').unwrap_or_default();
        if country.len() != 2 {
            return Class::Other;
        }
        let ends = |ends: &[&str]| ends.iter().any(|end| rest.ends_with(end));
        if ends(&["POSTAL_CODE", "POSTCODE", "ZIP_CODE", "EIRCODE"]) {
            Class::Place
        } else if ends(&[
            "BANK_ACCOUNT",
            "BANK_NUMBER",
            "BSB",
            "SORT_CODE",
            "ROUTING",
            "TRANSIT",
        ]) || ends(&["VAT", "VAT_CODE", "RIB", "NIB", "CLABE", "IFSC", "UPI_ID"])
        {
            Class::Finance
        } else if ends(&[
            "HEALTH_INSURANCE",
            "HEALTH_NUMBER",
            "HEALTH_PLAN_ID",
            "MEDICARE",
        ]) || ends(&[
            "NHS",
            "CHI",
            "MBI",
            "NHI",
            "NPI",
            "NDC",
            "DEA_NUMBER",
            "PHILHEALTH",
            "CNS",
        ]) {
            Class::Health
        } else {
            Class::Identity
        }
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Entities whose name tells no country.
const NAMED: [(Class, &[&str]); 7] = [
    (
        Class::Person,
        &["PERSON", "TITLE", "NRP", "AGE", "DATE_OF_BIRTH"],
    ),
    (
        Class::Contact,
        &["EMAIL_ADDRESS", "PHONE_NUMBER", "SOCIAL_HANDLE", "USERNAME"],
    ),
    (
        Class::Identity,
        &["PASSPORT_MRZ", "LICENSE_PLATE", "VIN", "TRACKING_NUMBER"],
    ),
    (
        Class::Finance,
        &[
            "CREDIT_CARD",
            "CARD_EXPIRY",
            "CARD_TRACK",
            "CVV",
            "IBAN_CODE",
            "SWIFT_BIC",
            "CRYPTO",
            "CUSIP",
            "FIGI",
            "ISIN",
            "LEI",
            "SEDOL",
            "ORGANIZATION",
        ],
    ),
    (
        Class::Health,
        &["MEDICAL_RECORD_NUMBER", "MEDICAL_DEVICE_UDI"],
    ),
    (
        Class::Secret,
        &[
            "AI_API_KEY",
            "AWS_KEY",
            "AZURE_KEY",
            "AZURE_SAS",
            "CONNECTION_STRING",
            "GCP_KEY",
            "GENERIC_SECRET",
            "HTTP_COOKIE",
            "JWT",
            "PASSWORD",
            "PIN",
            "PRIVATE_KEY",
            "SAAS_TOKEN",
            "VCS_TOKEN",
        ],
    ),
    (
        Class::Place,
        &["LOCATION", "STREET_ADDRESS", "GPS_COORDINATES"],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_stands_at_its_number_and_is_found_by_its_name() {
        for (number, class) in Class::ALL.into_iter().enumerate() {
            assert_eq!(class as usize, number);
            assert_eq!(Class::named(class.name()), Some(class));
        }
        assert_eq!(Class::named("nobody"), None);
    }
}
