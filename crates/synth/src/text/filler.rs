//! Sentences without a value: the text that surrounds personal data, with the numbers, versions and
//! capitals that are none.

use crate::rng::Rng;

/// Appends an English sentence, 40 to 120 bytes long in most cases.
pub fn filler(rng: &mut Rng, out: &mut String) {
    expand(rng.pick(PATTERNS), &ENGLISH, rng, out);
}

/// Appends a sentence in German, French or Spanish.
pub fn foreign_filler(rng: &mut Rng, out: &mut String) {
    expand(rng.pick(FOREIGN), &ENGLISH, rng, out);
}

/// The words of a language that fill slots.
pub(super) struct Words {
    pub(super) nouns: &'static [&'static str],
    /// Nouns in another form than `nouns`, where the language has one.
    pub(super) more: &'static [&'static str],
    pub(super) verbs: &'static [&'static str],
    pub(super) adjectives: &'static [&'static str],
    pub(super) adverbs: &'static [&'static str],
}

/// Writes a pattern with its slots filled: `<n>` noun, `<m>` a noun in another form, `<v>` verb,
/// `<a>` adjective, `<d>` adverb, `<#>` a number of one to four digits, `<.>` a version of a
/// program.
pub(super) fn expand(pattern: &str, words: &Words, rng: &mut Rng, out: &mut String) {
    let mut rest = pattern;
    while let Some((before, slot)) = rest.split_once('<') {
        let (kind, after) = slot.split_once('>').expect("a pattern closes its slots");
        out.push_str(before);
        match kind {
            "n" => out.push_str(rng.pick(words.nouns)),
            "m" => out.push_str(rng.pick(words.more)),
            "v" => out.push_str(rng.pick(words.verbs)),
            "a" => out.push_str(rng.pick(words.adjectives)),
            "d" => out.push_str(rng.pick(words.adverbs)),
            "#" => {
                let digits = rng.between(1, 4);
                out.push_str(&rng.below(10_u32.pow(digits)).to_string());
            }
            _ => {
                let (major, minor) = (rng.below(12), rng.below(30));
                out.push_str(&format!("{major}.{minor}.{}", rng.below(9)));
            }
        }
        rest = after;
    }
    out.push_str(rest);
}

const ENGLISH: Words = Words {
    nouns: NOUNS,
    more: NOUNS,
    verbs: VERBS,
    adjectives: ADJECTIVES,
    adverbs: ADVERBS,
};

const PATTERNS: &[&str] = &[
    "The <n> <v> the <a> <n> before anyone could ask.",
    "I <d> think that a <a> <n> <v> what the <n> needs.",
    "If the <n> <v> the <n>, we can close the ticket and move on.",
    "Could you explain why the <n> <v> the <n> in this case?",
    "There were <#> <a> reports about the <n> this month.",
    "It takes about <#> minutes, and the <n> is <d> <a>.",
    "Please check the <n> first; a <a> <n> <v> it most of the time.",
    "After the update to version <.> the <n> <d> <v> the <n>.",
    "We compared the <n> with the <n>, and the <a> one won.",
    "Sure, here is a <a> summary of the <n>.",
    "A <n> and a <n> are not the same thing, even if both look <a>.",
    "That is a <a> question: the <n> <v> every <n> that it meets.",
    "Nobody <d> said that the <n> was <a>.",
    "Step <#>: open the <n>, then wait until the <n> is <a>.",
    "The <n> costs <#> dollars, while the <a> one costs <#>.",
    "Thank you for the <n>; it was <d> <a> and arrived in time.",
    "On page <#> the <n> <v> the <n> for the first time.",
    "She said: \"the <n> is <a>\", and he did not disagree.",
    "My <n> doesn't start when the <n> is <a>, what should I do?",
    "You're right, the <n> shouldn't be <a>.",
    "To make a <a> <n>, take two parts of the <n> and one of the <n>.",
    "The meeting about the <n> was <a>, and the <n> stayed open.",
    "In general a <n> <v> faster than a <n>, but it is less <a>.",
    "Order <#> has a <a> <n> in it.",
    "Let me know whether the <n> still <v> the <n>.",
];

const FOREIGN: &[&str] = &[
    "Können Sie mir bitte sagen, warum die Lieferung <#> Tage länger dauert?",
    "Die Rechnung ist richtig, aber das Gerät läuft seit gestern nicht mehr.",
    "Vielen Dank für die schnelle Antwort, ich prüfe das später in Ruhe.",
    "Für die größere Ausführung müssen Sie <#> Euro mehr bezahlen.",
    "Pourriez-vous m'expliquer pourquoi la commande est encore bloquée ?",
    "La réponse était très claire, mais le problème revient après l'été.",
    "Il reste <#> places dans la deuxième salle, côté fenêtre.",
    "Je préfère garder l'ancienne version jusqu'à la fin de l'année.",
    "¿Podría explicarme por qué el pedido todavía no ha llegado?",
    "La máquina está dañada y el señor de la tienda no contesta.",
    "Mañana revisamos las <#> páginas que faltan, sin prisa.",
    "También quisiera saber cuánto cuesta la opción más pequeña.",
];

const NOUNS: &[&str] = &[
    "motor", "report", "window", "garden", "server", "letter", "recipe", "teacher", "bridge",
    "market", "camera", "reply", "ticket", "battery", "kitchen", "function", "customer", "branch",
    "river", "contract", "picture", "lesson", "table", "driver", "printer", "museum", "planet",
    "budget", "morning", "module", "receipt", "library", "station", "project", "theory", "harvest",
    "keyboard", "schedule", "village", "package", "folder", "method", "screen", "summary",
    "mountain", "delivery", "song", "neighbor", "debate", "warranty",
];

const VERBS: &[&str] = &[
    "covers",
    "follows",
    "replaces",
    "explains",
    "changes",
    "supports",
    "breaks",
    "improves",
    "needs",
    "contains",
    "returns",
    "handles",
    "delays",
    "reaches",
    "describes",
    "protects",
    "moves",
    "loads",
    "answers",
    "blocks",
];

const ADJECTIVES: &[&str] = &[
    "small", "quiet", "modern", "broken", "useful", "heavy", "strange", "careful", "hollow",
    "familiar", "cheap", "fresh", "narrow", "formal", "patient", "rough", "simple", "warm",
    "detailed", "public", "recent", "stable", "better", "missing", "plain",
];

const ADVERBS: &[&str] = &[
    "usually", "really", "almost", "never", "slowly", "still", "often", "quickly", "partly",
    "hardly",
];
