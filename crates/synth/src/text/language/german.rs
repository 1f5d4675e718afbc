//! German. Nouns come with their article in the nominative (`<n>`) and, for what stands behind a
//! preposition of the dative, as `<m>`.

use super::Lexicon;
use crate::{text::filler::Words, value::date::Day};

pub(super) const LEXICON: Lexicon = Lexicon {
    prompts: &[
        "Du bist ein freundlicher Assistent. Antworte kurz und genau.",
        "Sie beantworten Fragen von Kundinnen und Kunden einer Bank.",
    ],
    patterns: &[
        "Leider ist <n> seit <#> Tagen <a>, obwohl <n> gut läuft.",
        "Können Sie mir sagen, warum <n> <d> <a> ist?",
        "Heute <v> <n> länger als sonst, und niemand weiß, weshalb.",
        "Nach <m> war <n> <d> <a>.",
        "Ich glaube, dass <n> und <n> nicht zusammenpassen.",
        "In <m> stehen <#> Punkte, die wir noch besprechen müssen.",
        "Wenn <n> <a> ist, können wir morgen weitermachen.",
        "Vielen Dank für die Mühe, <n> ist jetzt wieder <a>.",
        "Für <#> Euro bekommt man <d> etwas Besseres.",
        "Seit Version <.> <v> <n> <d>, das fällt wirklich auf.",
        "Mit <m> hat das nichts zu tun, sagte sie und schloss die Tür.",
        "Auf Seite <#> wird erklärt, wie <n> mit <m> verbunden ist.",
        "Das Frühstück war gut, aber <n> bleibt <a>.",
        "Zuerst kommt <n>, danach <n>, am Schluss alles Übrige.",
        "Über <m> hängt ein Schild: »Bitte nicht berühren«.",
        "Früher <v> <n> <d>, heute fragt keiner mehr danach.",
    ],
    words: Words {
        nouns: &[
            "der Bericht",
            "die Rechnung",
            "das Gerät",
            "der Schlüssel",
            "die Lieferung",
            "das Fenster",
            "der Vertrag",
            "die Brücke",
            "das Wörterbuch",
            "der Drucker",
            "die Prüfung",
            "das Gebäude",
            "der Fahrplan",
            "die Küche",
            "das Konto",
            "der Nachbar",
            "die Übersetzung",
            "das Lager",
            "der Rücken",
            "die Größe",
        ],
        more: &[
            "dem Vertrag",
            "der Besprechung",
            "dem Gerät",
            "der Mühle",
            "dem Frühling",
            "der Anleitung",
            "dem Haus",
            "der Straße",
            "dem Büro",
            "der Übung",
        ],
        verbs: &[
            "dauert",
            "wartet",
            "fehlt",
            "genügt",
            "stört",
            "wächst",
            "funktioniert",
            "hilft",
        ],
        adjectives: &[
            "fertig",
            "kaputt",
            "günstig",
            "müde",
            "vollständig",
            "schwer",
            "leise",
            "gültig",
            "zuverlässig",
            "überflüssig",
            "neu",
            "ruhig",
        ],
        adverbs: &[
            "wirklich",
            "kaum",
            "ziemlich",
            "natürlich",
            "häufig",
            "plötzlich",
            "wieder",
        ],
    },
    frames: &[
        (
            24,
            &[
                "Schreiben Sie bitte an {EMAIL_ADDRESS}, dann prüfen wir das.",
                "Meine E-Mail-Adresse lautet {EMAIL_ADDRESS}.",
                "Die Anfrage von {EMAIL_ADDRESS} wurde schon beantwortet.",
                "Für Rückfragen: {EMAIL_ADDRESS}",
            ],
        ),
        (
            20,
            &[
                "Sie erreichen uns unter {PHONE_NUMBER}, auch am Wochenende.",
                "Telefon: {PHONE_NUMBER}",
                "Rufen Sie mich bitte zurück: {PHONE_NUMBER}.",
            ],
        ),
        (
            20,
            &[
                "Der Termin am {DAY} fällt leider aus.",
                "Die Frist läuft bis zum {DAY}, danach wird es teurer.",
                "Das Schreiben vom {DAY} liegt bei.",
            ],
        ),
        (
            10,
            &[
                "Ausführlich steht es auf {URL} und im Anhang.",
                "Die Übersicht finden Sie hier: {URL}",
            ],
        ),
        (
            8,
            &[
                "Bitte überweisen Sie den Betrag auf {IBAN_CODE}.",
                "IBAN: {IBAN_CODE}",
            ],
        ),
        (
            6,
            &[
                "Die Kreditkarte {CREDIT_CARD} wurde gesperrt.",
                "Bezahlt wurde mit der Karte {CREDIT_CARD}, wie üblich.",
            ],
        ),
        (4, &["Der Zugriff kam von {IP_ADDRESS}, das prüfen wir."]),
        (
            5,
            &[
                "Ich bin am {DAY_OF_BIRTH} geboren.",
                "Geburtsdatum: {DAY_OF_BIRTH}",
            ],
        ),
        (
            3,
            &[
                "Meine Steuer-ID ist {DE_STEUER_ID}.",
                "Steuer-ID: {DE_STEUER_ID}",
            ],
        ),
    ],
    spell,
};

/// In figures, or with the name of the month, by the day's number.
fn spell(date: Day) -> String {
    let Day { year, month, day } = date;
    if day.is_multiple_of(2) {
        return format!("{day:02}.{month:02}.{year}");
    }
    format!("{day}. {} {year}", MONTHS[month as usize - 1])
}

const MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
