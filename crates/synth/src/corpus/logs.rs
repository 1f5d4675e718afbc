//! Lines of servers: digits, hexadecimal, UUIDs, addresses and times everywhere, most of them
//! nobody's.

use crate::{
    corpus::{Corpus, Label},
    json::{Scribe, Spelling},
    rng::Rng,
    text::{Language, Sample},
    value::{
        contact,
        date::{self, Day},
    },
};

/// Lines of `{"message":"..."}`. A fourth of the messages is in the languages of [`Language`].
pub fn logs(seed: u64, bytes: usize) -> Corpus {
    collect(seed, bytes, |record, message| {
        let mut scribe = Scribe::new(record, Spelling::Minimal);
        scribe.raw("{\"message\":");
        scribe.string("message", &message);
        scribe.raw("}");
        scribe
    })
}

/// The same messages as plain text, one a line.
pub fn logs_text(seed: u64, bytes: usize) -> Corpus {
    collect(seed, bytes, |record, message| {
        let mut scribe = Scribe::new(record, Spelling::Minimal);
        scribe.gold = message
            .spans
            .iter()
            .map(|gold| Label {
                record,
                path: String::new(),
                entity: gold.entity,
                value: message.value(gold).to_owned(),
                text: gold.start..gold.end,
                raw: gold.start..gold.end,
            })
            .collect();
        scribe.raw(&message.text);
        scribe
    })
}

fn collect(seed: u64, bytes: usize, write: impl Fn(u32, Sample) -> Scribe) -> Corpus {
    let mut rng = Rng::new(seed ^ 0x006c_6f67);
    let mut corpus = Corpus::default();
    while corpus.bytes.len() < bytes {
        let record = write(corpus.records, message(&mut rng));
        corpus.push(record);
    }
    corpus
}

fn message(rng: &mut Rng) -> Sample {
    let mut sample = Sample::default();
    let day = Day::within(rng, 2023, 2026);
    let time = date::timestamp(rng, day, 'T', "Z");
    if let Some(language) = Language::sometimes(rng) {
        application(rng, &mut sample, &time, language);
        return sample;
    }
    match rng.below(6) {
        0 => access(rng, &mut sample, &time),
        1 => request(rng, &mut sample, &time),
        2 => deploy(rng, &mut sample, &time),
        3 => session(rng, &mut sample, &time),
        4 => network(rng, &mut sample, &time),
        _ => metric(rng, &mut sample),
    }
    sample
}

fn access(rng: &mut Rng, sample: &mut Sample, time: &str) {
    sample.push_value("IP_ADDRESS", &contact::ip4(rng));
    sample.push_text(" - - [");
    sample.push_value("DATE_TIME", time);
    sample.push_text(&format!(
        "] \"GET /api/v{}/items/{} HTTP/1.1\" {} {} \"-\" \"curl/8.{}.{}\"",
        rng.between(1, 3),
        rng.below(1_000_000),
        rng.pick(&["200", "200", "304", "404", "500"]),
        rng.below(100_000),
        rng.below(9),
        rng.below(3),
    ));
}

fn request(rng: &mut Rng, sample: &mut Sample, time: &str) {
    sample.push_value("DATE_TIME", time);
    sample.push_text(&format!(
        " INFO request_id={} trace={} took={}.{:03}ms bytes={}",
        uuid(rng),
        hexadecimal(rng, 32),
        rng.below(900),
        rng.below(1000),
        rng.below(10_000_000),
    ));
}

fn deploy(rng: &mut Rng, sample: &mut Sample, time: &str) {
    sample.push_value("DATE_TIME", time);
    sample.push_text(&format!(
        " deploy commit {} image sha256:{} build {}.{}.{}",
        hexadecimal(rng, 40),
        hexadecimal(rng, 64),
        rng.below(9),
        rng.below(40),
        rng.below(9),
    ));
}

fn session(rng: &mut Rng, sample: &mut Sample, time: &str) {
    sample.push_value("DATE_TIME", time);
    sample.push_text(" sshd[");
    sample.push_text(&rng.between(300, 65_000).to_string());
    sample.push_text("]: accepted key for ");
    sample.push_value("EMAIL_ADDRESS", &contact::email(rng));
    sample.push_text(" from ");
    sample.push_value("IP_ADDRESS", &contact::ip4(rng));
    sample.push_text(&format!(" port {}", rng.between(1024, 65_000)));
}

fn network(rng: &mut Rng, sample: &mut Sample, time: &str) {
    sample.push_value("DATE_TIME", time);
    sample.push_text(" dhcpd: lease ");
    sample.push_value("IP_ADDRESS", &contact::ip4(rng));
    sample.push_text(" to ");
    sample.push_value("MAC_ADDRESS", &contact::mac(rng));
    sample.push_text(&format!(
        " via eth{} ttl {}",
        rng.below(4),
        rng.below(90_000)
    ));
}

/// What a program says in the language of its users, with the marks of its framework around it.
fn application(rng: &mut Rng, sample: &mut Sample, time: &str, language: Language) {
    sample.push_value("DATE_TIME", time);
    sample.push_text(&format!(
        " {} app[{}] session={} ",
        rng.pick(&["INFO", "WARN", "ERROR"]),
        rng.between(300, 65_000),
        uuid(rng),
    ));
    match rng.below(4) {
        0 => sample.append(&language.sentence(rng)),
        _ => language.filler(rng, &mut sample.text),
    }
    if rng.percent(60) {
        sample.push_text(" client=");
        sample.push_value("IP_ADDRESS", &contact::ip4(rng));
    }
    sample.push_text(&format!(
        " code={} ref={}",
        rng.below(600),
        hexadecimal(rng, 16)
    ));
}

/// Epoch milliseconds and counters: no value at all.
fn metric(rng: &mut Rng, sample: &mut Sample) {
    sample.push_text(&format!(
        "17{} metric=queue_depth value={}.{} host=node-{} shard={} offset={} crc={}",
        rng.digits(11),
        rng.below(5000),
        rng.digits(6),
        rng.below(400),
        rng.below(64),
        rng.digits(12),
        hexadecimal(rng, 8),
    ));
}

fn hexadecimal(rng: &mut Rng, digits: usize) -> String {
    rng.string(digits, b"0123456789abcdef")
}

fn uuid(rng: &mut Rng) -> String {
    format!(
        "{}-{}-4{}-a{}-{}",
        hexadecimal(rng, 8),
        hexadecimal(rng, 4),
        hexadecimal(rng, 3),
        hexadecimal(rng, 3),
        hexadecimal(rng, 12)
    )
}
