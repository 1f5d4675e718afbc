//! Which entities stand for which identifiers of the Safe Harbor method.
//!
//! 45 CFR 164.514(b)(2)(i) lists eighteen kinds of identifiers, (A) to (R), of an individual and of
//! relatives, employers and household members. A policy that removes every entity of this table
//! removes what text can show of them; whether the rest identifies somebody all the same
//! (164.514(b)(2)(ii)) is for people to judge.

/// One of the eighteen kinds of identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HipaaCategory {
    /// The letter of the paragraph, `A` to `R`.
    pub letter: char,
    /// What the paragraph names, in short.
    pub name: &'static str,
    /// Entities that patterns find.
    pub entities: &'static [&'static str],
    /// Entities that no pattern finds: they come from a model of names.
    pub by_names_model: &'static [&'static str],
    /// Why there are none: the kind is not text.
    pub out_of_scope: Option<&'static str>,
}

/// The eighteen kinds, in the order of the regulation.
///
/// ```
/// use pumice_engine::HIPAA_SAFE_HARBOR;
/// let numbers = HIPAA_SAFE_HARBOR.iter().find(|category| category.letter == 'G');
/// assert!(numbers.is_some_and(|category| category.entities.contains(&"US_SSN")));
/// ```
pub const HIPAA_SAFE_HARBOR: [HipaaCategory; 18] = [
    HipaaCategory {
        by_names_model: &["PERSON"],
        ..category('A', "names", &[])
    },
    HipaaCategory {
        by_names_model: &["LOCATION"],
        ..category(
            'B',
            "geographic subdivisions smaller than a state",
            &["STREET_ADDRESS", "US_ZIP_CODE", "GPS_COORDINATES"],
        )
    },
    category(
        'C',
        "dates related to an individual, and ages over 89",
        &["DATE_OF_BIRTH", "DATE_TIME", "AGE"],
    ),
    category('D', "telephone numbers", &["PHONE_NUMBER"]),
    category('E', "fax numbers", &["PHONE_NUMBER"]),
    category('F', "e-mail addresses", &["EMAIL_ADDRESS"]),
    category(
        'G',
        "Social Security numbers",
        &["US_SSN", "US_ITIN", "US_ATIN"],
    ),
    category('H', "medical record numbers", &["MEDICAL_RECORD_NUMBER"]),
    category(
        'I',
        "health plan beneficiary numbers",
        &["US_HEALTH_PLAN_ID", "US_MBI"],
    ),
    category(
        'J',
        "account numbers",
        &[
            "US_BANK_NUMBER",
            "US_ABA_ROUTING",
            "IBAN_CODE",
            "CREDIT_CARD",
        ],
    ),
    category(
        'K',
        "certificate and license numbers",
        &["US_DRIVER_LICENSE", "US_NPI", "US_DEA_NUMBER", "US_PTIN"],
    ),
    category(
        'L',
        "vehicle identifiers and license plates",
        &["VIN", "LICENSE_PLATE"],
    ),
    category(
        'M',
        "device identifiers and serial numbers",
        &[
            "MEDICAL_DEVICE_UDI",
            "IMEI",
            "ICCID",
            "MAC_ADDRESS",
            "USER_AGENT",
        ],
    ),
    category('N', "web addresses (URLs)", &["URL", "DOMAIN_NAME"]),
    category('O', "IP addresses", &["IP_ADDRESS"]),
    HipaaCategory {
        out_of_scope: Some("finger and voice prints are no text"),
        ..category('P', "biometric identifiers", &[])
    },
    HipaaCategory {
        out_of_scope: Some("images are no text; whoever keeps them removes them"),
        ..category('Q', "full-face photographs and comparable images", &[])
    },
    category(
        'R',
        "any other unique identifying number, characteristic or code",
        &[
            "US_PASSPORT",
            "US_EIN",
            "US_DOD_ID",
            "USERNAME",
            "SOCIAL_HANDLE",
            "ADVERTISING_ID",
            "IMSI",
            "PASSPORT_MRZ",
            "HTTP_COOKIE",
            "TRACKING_NUMBER",
            "PIN",
            "UUID",
        ],
    ),
];

const fn category(
    letter: char,
    name: &'static str,
    entities: &'static [&'static str],
) -> HipaaCategory {
    HipaaCategory {
        letter,
        name,
        entities,
        by_names_model: &[],
        out_of_scope: None,
    }
}
