//! Keys of Azure that tell by themselves what they are: a signature at a fixed place, and the checksum of
//! the bytes before it.

use super::{
    CHECKED, Kind, TELLING, UNIQUE,
    checks::{annotated, ends_with_marvin, entra, is_devops},
};
use crate::{
    finding::Evidence,
    recognizer::{Anchor, Recognizer, Shape, Verdict, Walked},
};

/// The rule of Microsoft's own scanner.
macro_rules! rule {
    ($number:literal) => {
        concat!(
            "Microsoft, security-utilities: SEC101/",
            $number,
            " (https://github.com/microsoft/security-utilities)"
        )
    };
}

/// A pattern, and what it says.
type Form = (&'static str, i16);

const SERVICE_BUS: Form = ("<E33>+ASb<M1><E4><P1><Z0-1>", CHECKED);
const EVENT_HUBS: Form = ("<E33>+AEh<M1><E4><P1><Z0-1>", CHECKED);
const RELAY: Form = ("<E33>+ARm<M1><E4><P1><Z0-1>", CHECKED);
const IOT: Form = ("<E33>AIoT<M1><E4><P1><Z0-1>", CHECKED);
const EVENT_GRID: Form = ("<E33>AZEG<M1><E4><P1><Z0-1>", CHECKED);
const SEARCH: Form = ("<W42>AzSe<B1><W5>", CHECKED);
const REGISTRY: Form = ("<E42>+ACR<B1><E5>", CHECKED);
const FUNCTIONS: Form = ("<U44>AzFu<U5><Q1><Z0-2>", CHECKED);
const STORAGE: Form = ("<E76>+ASt<E5><Q1><Z0-2>", CHECKED);
const COSMOS: Form = ("<E76>ACDb<E5><Q1><Z0-2>", CHECKED);
const BATCH: Form = ("<E76>+ABa<E5><Q1><Z0-2>", CHECKED);
const ML_CLASSIC: Form = ("<E76>+AMC<E5><Q1><Z0-2>", CHECKED);
const APIM: Form = ("<E76>APIM<E5><Q1><Z0-2>", CHECKED);
const ENTRA: Form = ("<R3>8Q~<R31><V1><R2>", CHECKED);

/// Keys that end with a checksum whose seed names the service and the use.
macro_rules! proven {
    ($id:literal, $form:expr, $number:literal, $($seed:literal)+) => {
        Kind::new($id, "AZURE_KEY", &[$form], rule!($number))
            .checked(|key| ends_with_marvin(key, &[$(*$seed),+]))
    };
}

pub(super) const KINDS: &[Kind] = &[
    proven!("azure_service_bus_key", SERVICE_BUS, "171", b"Send0000" b"Listen00" b"Manage00"),
    proven!("azure_event_hubs_key", EVENT_HUBS, "172", b"Send0000" b"Listen00" b"Manage00"),
    proven!("azure_relay_key", RELAY, "173", b"Send0000" b"Listen00" b"Manage00"),
    proven!("azure_iot_hub_key", IOT, "178", b"IoTHub00"),
    proven!("azure_iot_dps_key", IOT, "179", b"DpsKey00"),
    proven!("azure_iot_device_key", IOT, "180", b"Device00"),
    proven!("azure_event_grid_key", EVENT_GRID, "199", b"SendRecv" b"Default0"),
    proven!("azure_search_query_key", SEARCH, "166", b"Query000"),
    proven!("azure_search_admin_key", SEARCH, "167", b"PAdmin00"),
    proven!("azure_container_registry_key", REGISTRY, "176", b"ACRDflt0"),
    proven!("azure_functions_key", FUNCTIONS, "158", b"Functi00" b"System00" b"Master00"),
    proven!("azure_storage_key", STORAGE, "152", b"Default0"),
    proven!(
        "azure_cosmos_key", COSMOS, "160",
        b"MastRW00" b"MastRO00" b"SystRW00" b"SystRO00" b"SysAll00" b"Resour00" b"Encryp00"
    ),
    proven!("azure_batch_key", BATCH, "163", b"AbAcct00"),
    proven!("azure_ml_classic_key", ML_CLASSIC, "170", b"Classic0"),
    proven!("azure_apim_management_key", APIM, "181", b"Tenant00"),
    proven!("azure_apim_subscription_key", APIM, "182", b"IoTHub00"),
    proven!("azure_apim_gateway_key", APIM, "183", b"Gatewy00"),
    proven!("azure_apim_repository_key", APIM, "184", b"GitKey00"),
    Kind::new("entra_client_secret", "AZURE_KEY", &[ENTRA], rule!("156, current form"))
        .checked(entra),
    Kind::new(
        "entra_client_secret_old",
        "AZURE_KEY",
        &[("<R3>7Q~<R31>", TELLING)],
        rule!("156, old form"),
    ),
    // Its `+` and `/` may have been replaced behind the checksum.
    Kind::new(
        "azure_redis_key",
        "AZURE_KEY",
        &[("<E33>AzCa<M1><E4><P1><Z0-1>", TELLING)],
        rule!("154"),
    ),
    Kind::new(
        "azure_derived_key",
        "AZURE_KEY",
        &[("<E42>deri<E4><B1><E5>", TELLING)],
        "Microsoft, security-utilities: keys derived from identifiable ones (https://github.com/microsoft/security-utilities)",
    )
    .checked(is_mixed),
    Kind::new(
        "azure_cask_key",
        "AZURE_KEY",
        &[
            ("<U43>AQJJQAB<U14-54>", UNIQUE),
            ("<U86>AAQJJQAC<U14-54>", UNIQUE),
        ],
        "Microsoft, CASK: Common Annotated Security Keys, draft (https://github.com/microsoft/cask)",
    )
    .checked(is_cask),
    // Whoever scrubs takes them for keys all the same: of other texts, one in 2^28 has such a form.
    Kind::new(
        "azure_key_unverified",
        "GENERIC_SECRET",
        &[
            SERVICE_BUS, EVENT_HUBS, RELAY, IOT, EVENT_GRID, SEARCH, REGISTRY, FUNCTIONS, STORAGE,
            COSMOS, BATCH, ML_CLASSIC, APIM, ENTRA,
        ],
        "Microsoft, security-utilities: signatures of identifiable keys (https://github.com/microsoft/security-utilities)",
    )
    .checked(|_| Verdict::Fits(UNVERIFIED)),
    Kind::new(
        "teams_webhook",
        "GENERIC_SECRET",
        &[(
            "IncomingWebhook/<X32>/<X8>-<X4>-<X4>-<X4>-<X12>",
            UNIQUE,
        )],
        "Microsoft Learn, Create an Incoming Webhook (https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook)",
    ),
];

/// Whether a key in base 64, escapes of links undone, ends with the checksum of some seed of its signature.
pub(super) fn is_identifiable(key: &[u8]) -> bool {
    const SIGNATURES: [&[u8]; 13] = [
        b"+ASb", b"+AEh", b"+ARm", b"AIoT", b"AZEG", b"AzSe", b"+ACR", b"AzFu", b"+ASt", b"ACDb",
        b"+ABa", b"+AMC", b"APIM",
    ];
    let Some(signature) = signature_at(key.len()) else {
        return false;
    };
    let is_signed = SIGNATURES
        .iter()
        .any(|known| key[signature..].starts_with(known));
    is_signed && ends_with_marvin(key, SEEDS) != Verdict::Refuted
}

/// Where the signature of a key of so many characters stands.
fn signature_at(len: usize) -> Option<usize> {
    match len {
        43 | 44 => Some(33),
        52 => Some(42),
        54 | 56 => Some(44),
        86 | 88 => Some(76),
        _ => None,
    }
}

/// The seeds of all identifiable keys.
const SEEDS: &[[u8; 8]] = &[
    *b"Send0000",
    *b"Listen00",
    *b"Manage00",
    *b"IoTHub00",
    *b"DpsKey00",
    *b"Device00",
    *b"SendRecv",
    *b"Default0",
    *b"Query000",
    *b"PAdmin00",
    *b"ACRDflt0",
    *b"Functi00",
    *b"System00",
    *b"Master00",
    *b"MastRW00",
    *b"MastRO00",
    *b"SystRW00",
    *b"SystRO00",
    *b"SysAll00",
    *b"Resour00",
    *b"Encryp00",
    *b"AbAcct00",
    *b"Classic0",
    *b"Tenant00",
    *b"Gatewy00",
    *b"GitKey00",
];

/// What is left of [`CHECKED`] is a score just above the threshold.
const UNVERIFIED: Evidence = Evidence(1 - CHECKED);

/// Common annotated keys by their signature, which provider data precede.
macro_rules! annotated {
    ($($id:literal $signature:literal $number:literal)+) => {
        &[
            Kind::new(
                "azure_annotated_key",
                "AZURE_KEY",
                &[
                    ("<W52>JQQJ99<W1><Y1><W12><W4><L1><W7>", UNIQUE),
                    ("<W52>JQQJ99<W1><Y1><W12><W4><L1><W8><Q1>==", UNIQUE),
                    ("<W52>JQQJ9D<W1><Y1><W12><W4><L1><W7>", UNIQUE),
                    ("<W52>JQQJ9D<W1><Y1><W12><W4><L1><W8><Q1>==", UNIQUE),
                    ("<W52>JQQJ9H<W1><Y1><W12><W4><L1><W7>", UNIQUE),
                    ("<W52>JQQJ9H<W1><Y1><W12><W4><L1><W8><Q1>==", UNIQUE),
                ],
                rule!("200"),
            )
            .checked(annotated),
            $(Kind::new($id, "AZURE_KEY", PRIMARY, rule!($number))
                .checked(|key| signed(key, $signature)),)+
        ]
    };
}

/// Twelve characters of the platform and four of the provider, all `A` where nothing is said; likelier than
/// one of a service that is not known.
const PRIMARY: &[Form] = &[
    ("<W52>JQQJ99<W1><Y1><W12><W4><L1><W7>", UNIQUE + 4),
    ("<W52>JQQJ99<W1><Y1><W12><W4><L1><W8><Q1>==", UNIQUE + 4),
];

pub(super) const ANNOTATED: &[Kind] = annotated! {
    "azure_sql_private_key" b"AAAAmsql" "177"
    "azure_app_configuration_key" b"AAAAAZAC" "197"
    "azure_fluid_relay_key" b"AAAAAZFR" "198"
    "azure_event_grid_annotated_key" b"AAAAAZEG" "199, annotated"
    "azure_devops_annotated_token" b"AAAAAZDO" "201"
    "azure_mixed_reality_key" b"AAAAAZMR" "202"
    "azure_maps_key" b"AAAAAZMP" "203"
    "azure_communication_services_key" b"AAAAAZCS" "204"
    "azure_ai_services_key" b"AAAAACOG" "205"
    "azure_openai_key" b"AAABACOG" "206"
    "azure_anomaly_detector_ee_key" b"AAACACOG" "207"
    "azure_anomaly_detector_key" b"AAADACOG" "208"
    "azure_cognitive_services_key" b"AAAEACOG" "209"
    "azure_computer_vision_key" b"AAAFACOG" "210"
    "azure_content_moderator_key" b"AAAGACOG" "211"
    "azure_content_safety_key" b"AAAHACOG" "212"
    "azure_custom_vision_prediction_key" b"AAAIACOG" "213"
    "azure_custom_vision_training_key" b"AAAJACOG" "214"
    "azure_face_key" b"AAAKACOG" "215"
    "azure_form_recognizer_key" b"AAALACOG" "216"
    "azure_health_decision_support_key" b"AAAMACOG" "217"
    "azure_health_insights_key" b"AAANACOG" "218"
    "azure_immersive_reader_key" b"AAAOACOG" "219"
    "azure_internal_all_in_one_key" b"AAAPACOG" "220"
    "azure_knowledge_key" b"AAAQACOG" "221"
    "azure_luis_authoring_key" b"AAARACOG" "222"
    "azure_luis_key" b"AAASACOG" "223"
    "azure_metrics_advisor_key" b"AAATACOG" "224"
    "azure_personalizer_key" b"AAAUACOG" "225"
    "azure_qna_maker_key" b"AAAVACOG" "226"
    "azure_qna_maker_v2_key" b"AAAWACOG" "227"
    "azure_speaker_recognition_key" b"AAAXACOG" "228"
    "azure_speech_key" b"AAAYACOG" "229"
    "azure_speech_translation_key" b"AAAZACOG" "230"
    "azure_text_analytics_key" b"AAAaACOG" "231"
    "azure_text_translation_key" b"AAAbACOG" "232"
    "azure_dummy_service_key" b"AAAcACOG" "233"
    "azure_transcription_intelligence_key" b"AAAdACOG" "234"
    "azure_video_intelligence_key" b"AAAeACOG" "235"
    "azure_bing_autosuggest_key" b"AAAfACOG" "236"
    "azure_bing_autosuggest_v7_key" b"AAAgACOG" "237"
    "azure_bing_custom_search_key" b"AAAhACOG" "238"
    "azure_custom_visual_search_key" b"AAAiACOG" "239"
    "azure_bing_entity_search_key" b"AAAjACOG" "240"
    "azure_bing_search_key" b"AAAkACOG" "241"
    "azure_bing_search_v7_key" b"AAAlACOG" "242"
    "azure_bing_speech_key" b"AAAmACOG" "243"
    "azure_bing_spell_check_key" b"AAAnACOG" "244"
    "azure_bing_spell_check_v7_key" b"AAAoACOG" "245"
};

/// What has no literal.
pub(super) const RECOGNIZERS: &[fn() -> Recognizer] = &[devops_token];

/// A personal access token of Azure DevOps as it was until 2024: its check decides alone.
fn devops_token() -> Recognizer {
    Recognizer {
        shapes: vec![Shape::walk(Anchor::LongToken, devops)],
        citation: rule!("102").into(),
        ..Recognizer::new("azure_devops_token", "AZURE_KEY", "secrets")
    }
}

fn devops(text: &[u8], at: usize) -> Option<Walked> {
    const LEN: usize = 52;
    let token = text.get(at..at + LEN)?;
    let next = text.get(at + LEN);
    let ends = next.is_none_or(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric());
    (ends && is_devops(token)).then_some(Walked::new(at, at + LEN, DEVOPS))
}

/// As a form that its check has borne out.
const DEVOPS: i16 = 24;

/// An annotated key with the given provider data and signature.
fn signed(key: &[u8], signature: &[u8; 8]) -> Verdict {
    if key[72..].starts_with(signature) {
        annotated(key)
    } else {
        Verdict::Refuted
    }
}

/// Whether it is base 64 of random bytes, rather than a path or a name with the literal in it.
fn is_mixed(key: &[u8]) -> Verdict {
    let random = &key[..42];
    let digits = random.iter().filter(|byte| byte.is_ascii_digit()).count();
    let capitals = random
        .iter()
        .filter(|byte| byte.is_ascii_uppercase())
        .count();
    let small = random
        .iter()
        .filter(|byte| byte.is_ascii_lowercase())
        .count();
    Verdict::when(digits.min(capitals).min(small) >= 2, 0)
}

/// Behind the size: how many optional segments of four characters there are, provider's kind and signature,
/// the segments, `AA` and the time: year, month, day, hour, minute, second.
fn is_cask(key: &[u8]) -> Verdict {
    let head = if key.get(49) == Some(&b'B') && key[43..].starts_with(b"AQJJQA") {
        50
    } else {
        94
    };
    let fits = key.get(head).is_some_and(|&count| {
        let segments = usize::from(count.wrapping_sub(b'A'));
        let time = head + 6 + 4 * segments;
        segments <= 10
            && key.len() == time + 8
            && key[time..].starts_with(b"AA")
            && is_time(&key[time + 3..])
    });
    Verdict::when(fits, 6)
}

/// Month, day, hour, minute and second in base 64, the month counted from `A`.
fn is_time(text: &[u8]) -> bool {
    let most = [11, 30, 23, 59, 59];
    let place = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        _ => u8::MAX,
    };
    text.len() == most.len()
        && text
            .iter()
            .zip(most)
            .all(|(&byte, most)| place(byte) <= most)
}

#[cfg(test)]
mod tests {
    use crate::{Cache, DetectorBuilder, Encoding, Field, FieldId, Input, ProfileId, Region};

    /// What finds a text, found whole.
    fn finders(texts: &[String]) -> Vec<String> {
        let detector = DetectorBuilder::new().build().unwrap();
        let field: Field = detector.field("$".into(), b"", None, ProfileId::DEFAULT);
        let mut cache = Cache::default();
        let find = |text: &String| {
            let region = Region {
                start: 0,
                end: text.len() as u32,
                record: 0,
                field: FieldId(0),
                encoding: Encoding::Plain,
            };
            let input = Input {
                text: text.as_bytes(),
                regions: &[region],
                fields: std::slice::from_ref(&field),
            };
            let mut findings = vec![];
            detector.find(&mut cache, input, &mut findings);
            assert_eq!(findings.len(), 1, "{text}");
            let found = findings[0];
            assert_eq!(found.span.range(), 0..text.len(), "{text}");
            let rule = &detector.recognizers()[usize::from(found.recognizer.0)];
            rule.id.clone().into_owned()
        };
        texts.iter().map(find).collect()
    }

    #[test]
    fn the_seed_tells_kinds_of_one_form() {
        let device = ["ktN9ugkZeESG61sh", "e/QAqq0nv3Vth1Ls6", "AIoT", "CTZj5I="];
        let nobody = ["ktN9ugkZeESG61sh", "e/QAqq0nv3Vth1Ls6", "AIoT", "CTZj5w="];
        assert_eq!(
            finders(&[device.concat(), nobody.concat()]),
            ["azure_iot_device_key", "azure_key_unverified"]
        );
    }

    #[test]
    fn provider_data_and_signature_tell_annotated_keys() {
        let key = |signature: &str| {
            let random = "w0Kd7RzQ1mXv5TbN3yHcJ8sFgL2pUe9aIo4VtBqCk6ZnGxWjDhSr";
            let platform = "A".repeat(12);
            [random, "JQQJ99", "BF", &platform, signature, "0000"].concat()
        };
        let keys = [
            "AAABACOG", "AAAYACOG", "AAAaACOG", "AAAAAZMP", "AAAAmsql", "AAAAZZZZ",
        ];
        assert_eq!(
            finders(&keys.map(key)),
            [
                "azure_openai_key",
                "azure_speech_key",
                "azure_text_analytics_key",
                "azure_maps_key",
                "azure_sql_private_key",
                "azure_annotated_key"
            ]
        );
    }
}
