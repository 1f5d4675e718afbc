//! Chat lines as fine-tuning files hold them: dense in personal data.

use crate::{
    corpus::Corpus,
    json::{Scribe, Spelling},
    rng::Rng,
    text::{self, Language, Sample},
    value,
};

/// Lines of `{"messages":[...]}`: system, user and assistant, one in five with a tool call whose
/// arguments are JSON in a string. About one value in 320 bytes; a fourth of the lines is in the
/// languages of [`Language`].
pub fn chat(seed: u64, bytes: usize) -> Corpus {
    lines(seed ^ 0x6368_6174, bytes, 0, Language::sometimes)
}

/// As [`chat`], in the languages of [`Language`] alone.
pub fn multilingual(seed: u64, bytes: usize) -> Corpus {
    lines(seed ^ 0x6d75_6c74, bytes, 0, |rng| Some(Language::any(rng)))
}

/// As [`chat`], with a value in disguise in one string of twenty.
pub fn disguised(seed: u64, bytes: usize) -> Corpus {
    lines(seed ^ 0x6469_7367, bytes, 5, Language::sometimes)
}

/// `disguised` is how many contents of a hundred end with a sentence around a value in disguise.
fn lines(
    seed: u64,
    bytes: usize,
    disguised: u32,
    language: fn(&mut Rng) -> Option<Language>,
) -> Corpus {
    let mut rng = Rng::new(seed);
    let mut corpus = Corpus::default();
    while corpus.bytes.len() < bytes {
        let language = language(&mut rng);
        let line = line(&mut rng, corpus.records, disguised, language);
        corpus.push(line);
    }
    corpus
}

fn line(rng: &mut Rng, record: u32, disguised: u32, language: Option<Language>) -> Scribe {
    let spelling = spelling(rng, language);
    let mut line = Line {
        scribe: Scribe::new(record, spelling),
        messages: 0,
    };
    line.scribe.raw("{\"messages\":[");
    let mut system = Sample::default();
    system.push_text(match language {
        Some(language) => language.prompt(rng),
        None => rng.pick(SYSTEM),
    });
    line.message("system", &system);
    for _ in 0..rng.between(1, 3) {
        let mut asked = paragraphs(rng, 5, language);
        disguise(rng, disguised, &mut asked);
        line.message("user", &asked);
        if rng.percent(20) {
            line.tool_call(rng);
        }
        let mut answer = paragraphs(rng, 9, language);
        disguise(rng, disguised, &mut answer);
        line.message("assistant", &answer);
    }
    line.scribe.raw("]}");
    line.scribe
}

/// Appends, `share` times of a hundred, a sentence around a value in disguise.
fn disguise(rng: &mut Rng, share: u32, sample: &mut Sample) {
    if share == 0 || !rng.percent(share) {
        return;
    }
    let made = std::iter::repeat_with(|| text::disguised(rng))
        .flatten()
        .next();
    if let Some(made) = made {
        sample.push_text(" ");
        sample.append(&made);
    }
}

/// Where most letters would become escapes of six bytes, whoever writes files turns that off more
/// often.
fn spelling(rng: &mut Rng, language: Option<Language>) -> Spelling {
    match (rng.below(20), language) {
        (0, _) | (1..3, None) => Spelling::Ascii,
        (3, None) => Spelling::Php,
        _ => Spelling::Minimal,
    }
}

/// A line while its messages are written.
struct Line {
    scribe: Scribe,
    messages: usize,
}

impl Line {
    fn open(&mut self, role: &str) -> String {
        let comma = if self.messages == 0 { "" } else { "," };
        self.scribe.raw(&format!("{comma}{{\"role\":\"{role}\","));
        let path = format!("messages[{}]", self.messages);
        self.messages += 1;
        path
    }

    fn message(&mut self, role: &str, content: &Sample) {
        let path = self.open(role);
        self.scribe.raw("\"content\":");
        self.scribe.string(&format!("{path}.content"), content);
        self.scribe.raw("}");
    }

    /// The assistant's call and the tool's answer.
    fn tool_call(&mut self, rng: &mut Rng) {
        let id = rng.string(10, b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
        let path = self.open("assistant");
        let function = rng.pick(&["lookup_customer", "create_ticket", "update_profile"]);
        self.scribe.raw(&format!(
            "\"content\":null,\"tool_calls\":[{{\"id\":\"call_{id}\",\"type\":\"function\",\
             \"function\":{{\"name\":\"{function}\",\"arguments\":"
        ));
        let arguments = format!("{path}.tool_calls[0].function.arguments");
        let inner = customer(rng, self.scribe.record, &arguments);
        self.scribe.nested(inner);
        self.scribe.raw("}}]}");

        let path = self.open("tool");
        self.scribe
            .raw(&format!("\"tool_call_id\":\"call_{id}\",\"content\":"));
        let inner = customer(rng, self.scribe.record, &format!("{path}.content"));
        self.scribe.nested(inner);
        self.scribe.raw("}");
    }
}

/// An object with two or three values under telling keys.
fn customer(rng: &mut Rng, record: u32, path: &str) -> Scribe {
    let mut scribe = Scribe::new(record, Spelling::Minimal);
    scribe.raw("{\"customer\":{\"email\":");
    member(
        &mut scribe,
        rng,
        &format!("{path}.customer.email"),
        "EMAIL_ADDRESS",
    );
    scribe.raw(",\"phone\":");
    member(
        &mut scribe,
        rng,
        &format!("{path}.customer.phone"),
        "PHONE_NUMBER",
    );
    scribe.raw("}");
    match rng.below(4) {
        0 => {
            scribe.raw(",\"card\":");
            let digits = value::finance::card_digits(rng);
            scribe.number(&format!("{path}.card"), "CREDIT_CARD", &digits);
        }
        1 => {
            scribe.raw(",\"iban\":");
            member(&mut scribe, rng, &format!("{path}.iban"), "IBAN_CODE");
        }
        _ => scribe.raw(&format!(",\"limit\":{}", rng.between(1, 50))),
    }
    scribe.raw("}");
    scribe
}

fn member(scribe: &mut Scribe, rng: &mut Rng, path: &str, entity: &'static str) {
    let value = value::make(entity, rng).expect("the entity has a maker");
    let mut sample = Sample::default();
    sample.push_value(entity, &value);
    scribe.string(path, &sample);
}

/// One to `most` sentences; without a language of its own, one in eleven is in German, French or
/// Spanish, the others in English.
fn paragraphs(rng: &mut Rng, most: u32, language: Option<Language>) -> Sample {
    let mut sample = Sample::default();
    for at in 0..rng.between(1, most) {
        if at > 0 {
            let gap = language.map_or(" ", Language::gap);
            sample.push_text(rng.pick(&[gap, gap, gap, gap, "\n\n", "\n- "]));
        }
        match language {
            Some(language) => foreign_sentence(rng, language, &mut sample),
            None => sentence(rng, &mut sample),
        }
    }
    sample
}

fn sentence(rng: &mut Rng, sample: &mut Sample) {
    match rng.below(100) {
        0..VALUE_PERCENT => sample.append(&text::sentence(rng)),
        VALUE_PERCENT..24 => text::foreign_filler(rng, &mut sample.text),
        24 => sample.push_text(rng.pick(CODE)),
        _ => text::filler(rng, &mut sample.text),
    }
}

fn foreign_sentence(rng: &mut Rng, language: Language, sample: &mut Sample) {
    if rng.percent(FOREIGN_VALUE_PERCENT) {
        return sample.append(&language.sentence(rng));
    }
    language.filler(rng, &mut sample.text);
}

/// Sentences of a hundred that hold a value; set so that a value comes every 320 bytes.
const VALUE_PERCENT: u32 = 15;

/// The same where letters take two bytes or three.
const FOREIGN_VALUE_PERCENT: u32 = 21;

const SYSTEM: &[&str] = &[
    "You are a helpful assistant.",
    "You are a support agent of a telephone company. Be brief and polite.",
    "Answer in the language of the question. If you do not know something, say so.",
    "You help customers of a bank. Never repeat account numbers in full.",
    "You are a patient tutor who explains one step at a time.",
    "You translate between English, German, French and Spanish.",
];

const CODE: &[&str] = &[
    "```python\nfor row in rows:\n    print(row[\"total\"] * 1.19)\n```",
    "```sql\nSELECT id, total FROM orders WHERE total > 100;\n```",
    "```js\nconst first = items.find((item) => item.kind === \"new\");\n```",
    "```\nC:\\data\\2024\\report_v3.csv\n```",
];
