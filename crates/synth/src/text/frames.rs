//! Sentences with slots: `{US_SSN}` is where a value goes.
//!
//! Words that speak for an entity stand before it in most frames, behind it in some, in the
//! languages of the countries that use it.

/// The frames of one entity.
pub(super) struct Family {
    /// Each frame has a slot of it.
    pub(super) entity: &'static str,
    /// How often [`sentence`](super::sentence) draws it, of [`TOTAL_SHARE`].
    pub(super) share: u32,
    pub(super) frames: &'static [&'static str],
}

const fn family(entity: &'static str, share: u32, frames: &'static [&'static str]) -> Family {
    Family {
        entity,
        share,
        frames,
    }
}

/// Sum of all shares.
pub(super) const TOTAL_SHARE: u32 = 100;

/// The shares are a choice, not a measurement: conversations are full of contacts and dates.
pub(super) const FAMILIES: &[Family] = &[
    family(
        "EMAIL_ADDRESS",
        23,
        &[
            "You can write to {EMAIL_ADDRESS} and someone will answer today.",
            "My email is {EMAIL_ADDRESS}, please copy the office as well.",
            "I sent it to <{EMAIL_ADDRESS}> last week but got no reply.",
            "{PERSON} ({EMAIL_ADDRESS}) takes care of these cases.",
            "{PERSON} can be reached at {EMAIL_ADDRESS} or {PHONE_NUMBER}.",
            "Bitte schreiben Sie an {EMAIL_ADDRESS}, wir melden uns.",
            "Écrivez-nous à {EMAIL_ADDRESS} pour toute question.",
            "Escríbame a {EMAIL_ADDRESS} cuando pueda.",
            "The login is \"{EMAIL_ADDRESS}\" and it was created in the spring.",
        ],
    ),
    family(
        "PHONE_NUMBER",
        17,
        &[
            "Call me at {PHONE_NUMBER} after lunch.",
            "My phone number is {PHONE_NUMBER}.",
            "The desk answers on {PHONE_NUMBER}, ask for {PERSON}.",
            "Tel: {PHONE_NUMBER}; mobile: {PHONE_NUMBER}.",
            "Sie erreichen mich telefonisch unter {PHONE_NUMBER}.",
            "Mon numéro de téléphone est le {PHONE_NUMBER}.",
            "Mi teléfono es {PHONE_NUMBER}, gracias.",
        ],
    ),
    family(
        "DATE_TIME",
        15,
        &[
            "The appointment was moved to {DATE_TIME}.",
            "It shipped on {DATE_TIME} and came back a week later.",
            "We signed the contract on {DATE_TIME} in the old office.",
            "Der Termin ist am {DATE_TIME}, wie besprochen.",
            "La réunion aura lieu le {DATE_TIME} au siège.",
            "La cita es el {DATE_TIME} por la mañana.",
        ],
    ),
    family(
        "URL",
        9,
        &[
            "The form is at {URL} and takes five minutes.",
            "See {URL} for the full list.",
            "I followed the steps on {URL} without success.",
            "Details: {URL}",
        ],
    ),
    family(
        "CREDIT_CARD",
        6,
        &[
            "Please charge the card {CREDIT_CARD} for the rest.",
            "My credit card number is {CREDIT_CARD}.",
            "I paid with {CREDIT_CARD} and was billed twice.",
            "Kreditkarte {CREDIT_CARD}, gültig bis Ende des Jahres.",
            "La carte bancaire {CREDIT_CARD} a été refusée.",
        ],
    ),
    family(
        "IBAN_CODE",
        6,
        &[
            "Send the refund to {IBAN_CODE}, please.",
            "IBAN: {IBAN_CODE}",
            "Bitte überweisen Sie auf das Konto {IBAN_CODE}.",
            "Le virement part du compte {IBAN_CODE} demain.",
            "El número de cuenta es {IBAN_CODE}.",
        ],
    ),
    family(
        "IP_ADDRESS",
        5,
        &[
            "The last login came from {IP_ADDRESS}.",
            "Our server at {IP_ADDRESS} stopped answering.",
            "Please allow {IP_ADDRESS} in the firewall.",
        ],
    ),
    family(
        "MAC_ADDRESS",
        1,
        &[
            "The printer has the address {MAC_ADDRESS}.",
            "Device {MAC_ADDRESS} keeps losing the network.",
        ],
    ),
    family(
        "DATE_OF_BIRTH",
        5,
        &[
            "My date of birth is {DATE_OF_BIRTH}.",
            "She was born on {DATE_OF_BIRTH} and lives at {STREET_ADDRESS}.",
            "DOB: {DATE_OF_BIRTH}",
            "Ich bin geboren am {DATE_OF_BIRTH}.",
            "Date de naissance : {DATE_OF_BIRTH}.",
            "Fecha de nacimiento: {DATE_OF_BIRTH}.",
        ],
    ),
    family(
        "US_SSN",
        4,
        &[
            "My social security number is {US_SSN}.",
            "SSN: {US_SSN}",
            "The last form had the SSN {US_SSN} on it.",
            "{US_SSN} is the social security number on file.",
        ],
    ),
    family(
        "US_ITIN",
        1,
        &[
            "My ITIN is {US_ITIN}, not a social security number.",
            "ITIN: {US_ITIN}",
        ],
    ),
    family(
        "UK_NHS",
        1,
        &[
            "NHS number: {UK_NHS}",
            "The NHS number on the letter is {UK_NHS}.",
        ],
    ),
    family(
        "UK_NINO",
        1,
        &[
            "My National Insurance number is {UK_NINO}.",
            "NINO: {UK_NINO}",
        ],
    ),
    family(
        "DE_STEUER_ID",
        2,
        &[
            "Meine Steuer-ID lautet {DE_STEUER_ID}.",
            "Steueridentifikationsnummer: {DE_STEUER_ID}",
        ],
    ),
    family(
        "FR_NIR",
        2,
        &[
            "Mon numéro de sécurité sociale est le {FR_NIR}.",
            "NIR : {FR_NIR}",
        ],
    ),
    family("ES_NIF", 1, &["Mi DNI es {ES_NIF}.", "NIF: {ES_NIF}"]),
    family(
        "IN_AADHAAR",
        1,
        &[
            "My Aadhaar number is {IN_AADHAAR}.",
            "आधार संख्या {IN_AADHAAR}",
        ],
    ),
];
