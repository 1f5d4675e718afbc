//! Texts of documents, code and logs that look like secrets and are none.

use pumice_synth::Rng;

/// A sort of text: its name, and one that is made of it.
pub(super) type Sort = (&'static str, fn(&mut Rng) -> String);

pub(super) const SORTS: &[Sort] = &[
    ("placeholder behind a name", placeholder),
    ("hash named as such", hash),
    ("lock file", lock_file),
    ("commit", commit),
    ("digest of an image", image_digest),
    ("etag", etag),
    ("uuid", uuid),
    ("public key or certificate", public_key),
    ("minified code", minified),
    ("identifiers of code", code),
    ("path or address", path),
    ("picture in base 64", picture),
    ("our own token", replacement),
];

const HEX: &[u8] = b"0123456789abcdef";
const BASE_64: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const WORD: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const SMALL: &[u8] = b"abcdefghijklmnopqrstuvwxyz";

const VENDORS: [&str; 14] = [
    "GITHUB", "AWS", "STRIPE", "OPENAI", "SLACK", "TWILIO", "DB", "APP", "DATADOG", "AZURE",
    "SMTP", "REDIS", "NPM", "HEROKU",
];
const NAMES: [&str; 10] = [
    "TOKEN",
    "API_KEY",
    "SECRET",
    "PASSWORD",
    "CLIENT_SECRET",
    "ACCESS_KEY",
    "SECRET_KEY",
    "AUTH_TOKEN",
    "PRIVATE_KEY",
    "PASSPHRASE",
];
const WORDS: [&str; 24] = [
    "user", "config", "value", "request", "response", "client", "session", "item", "index",
    "cache", "handler", "service", "account", "module", "build", "report", "stream", "parser",
    "format", "schema", "worker", "table", "buffer", "event",
];

/// A name of a secret, in one of the spellings of code.
fn name(rng: &mut Rng) -> String {
    let (vendor, name) = (rng.pick(&VENDORS), rng.pick(&NAMES));
    let name = if rng.percent(60) {
        format!("{vendor}_{name}")
    } else {
        name.to_owned()
    };
    match rng.below(4) {
        0 => name,
        1 => name.to_lowercase(),
        2 => name.to_lowercase().replace('_', "-"),
        _ => camel(&name),
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_').map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    let rest = words.map(|word| capital(&word));
    first + &rest.collect::<String>()
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

fn words(rng: &mut Rng, count: u32, between: &str) -> String {
    let words: Vec<_> = (0..count).map(|_| rng.pick(&WORDS)).collect();
    words.join(between)
}

fn hex(rng: &mut Rng, len: usize) -> String {
    rng.string(len, HEX)
}

fn base_64(rng: &mut Rng, len: usize) -> String {
    rng.string(len, BASE_64)
}

fn placeholder(rng: &mut Rng) -> String {
    let name = name(rng);
    let value = stand_in(rng, &name);
    match rng.below(12) {
        0 => format!("{name}={value}"),
        1 => format!("export {name}=\"{value}\""),
        2 => format!("{{\"{name}\": \"{value}\"}}"),
        3 => format!("{name}: {value}"),
        4 => format!("const {name} = '{value}';"),
        5 => format!("Authorization: Bearer {value}"),
        6 => format!("curl -u admin:{value} https://api.example.com"),
        7 => format!(
            "tool login --{} {value}",
            name.to_lowercase().replace('_', "-")
        ),
        8 => format!("postgres://app:{value}@db.example.com/app"),
        9 => format!("<{name}>{value}</{name}>"),
        10 => format!("https://api.example.com/v1?{name}={value}&page=2"),
        _ => format!("Set {name} to `{value}` first."),
    }
}

fn stand_in(rng: &mut Rng, name: &str) -> String {
    let upper = name.to_uppercase().replace('-', "_");
    let len = rng.between(8, 40) as usize;
    match rng.below(26) {
        0 => format!("YOUR_{upper}"),
        1 => "x".repeat(len),
        2 => "*".repeat(len),
        3 => format!("<{name}>"),
        4 => format!("${{{upper}}}"),
        5 => format!("{{{{ {name} }}}}"),
        6 => rng
            .pick(&["changeme", "CHANGE_ME", "changeit", "change-me-please"])
            .to_owned(),
        7 => rng.pick(&["0", "1", "a", "A", "z", "."]).repeat(len),
        8 => "0123456789abcdef".chars().cycle().take(len).collect(),
        9 => "abcdefghijklmnopqrstuvwxyz"
            .chars()
            .cycle()
            .take(len)
            .collect(),
        10 => "1234567890".chars().cycle().take(len).collect(),
        11 => format!("your-{name}-here"),
        12 => format!("${upper}"),
        13 => format!("%{upper}%"),
        14 => format!("${{{{ secrets.{upper} }}}}"),
        15 => format!("process.env.{upper}"),
        16 => format!("os.environ['{upper}']"),
        17 => rng
            .pick(&[
                "null",
                "None",
                "undefined",
                "nil",
                "true",
                "false",
                "string",
            ])
            .to_owned(),
        18 => rng
            .pick(&[
                "[REDACTED]",
                "REDACTED",
                "[hidden]",
                "(hidden)",
                "<redacted>",
            ])
            .to_owned(),
        19 => format!("my{}", name.to_lowercase()),
        20 => format!("insert_{name}_here"),
        21 => format!(
            "$({} get {name})",
            rng.pick(&["vault", "pass", "op", "aws"])
        ),
        22 => format!("/run/secrets/{}", name.to_lowercase()),
        23 => format!("example-{name}-123"),
        24 => rng
            .pick(&[
                "secret",
                "password",
                "test",
                "password123",
                "s3cr3t-example",
            ])
            .to_owned(),
        _ => format!("config.{name}"),
    }
}

fn hash(rng: &mut Rng) -> String {
    let (kind, len) = match rng.below(5) {
        0 => ("md5", 32),
        1 => ("sha1", 40),
        2 => ("sha256", 64),
        3 => ("sha512", 128),
        _ => ("sha384", 96),
    };
    let value = hex(rng, len);
    match rng.below(9) {
        0 => format!("{kind}: {value}"),
        1 => format!("{value}  {}-1.2.tar.gz", rng.pick(&WORDS)),
        2 => format!("{kind}sum = \"{value}\""),
        3 => format!("\"{kind}\": \"{value}\","),
        4 => format!("checksum={kind}:{value}"),
        5 => format!("Content-MD5: {}==", base_64(rng, 22)),
        6 => format!("digest: {kind}-{}", base_64(rng, 43)),
        7 => format!("password_hash = '{value}'"),
        _ => format!("{} ({}) = {value}", kind.to_uppercase(), rng.pick(&WORDS)),
    }
}

fn lock_file(rng: &mut Rng) -> String {
    let (name, hash) = (words(rng, 2, "-"), hex(rng, 64));
    let version = format!("{}.{}.{}", rng.below(9), rng.below(30), rng.below(30));
    match rng.below(8) {
        0 => format!("name = \"{name}\"\nversion = \"{version}\"\nchecksum = \"{hash}\""),
        1 => format!("\"integrity\": \"sha512-{}==\",", base_64(rng, 86)),
        2 => format!(
            "resolved \"https://registry.example.com/{name}/-/{name}-{version}.tgz#{}\"",
            hex(rng, 40)
        ),
        3 => format!("    --hash=sha256:{hash} \\"),
        4 => format!("{{file = \"{name}-{version}.tar.gz\", hash = \"sha256:{hash}\"}},"),
        5 => format!("example.com/{name} v{version} h1:{}=", base_64(rng, 43)),
        6 => format!("  sha256 \"{hash}\""),
        _ => format!(
            "source = \"git+https://example.com/{name}#{}\"",
            hex(rng, 40)
        ),
    }
}

fn commit(rng: &mut Rng) -> String {
    let id = hex(rng, 40);
    match rng.below(7) {
        0 => format!("commit {id}"),
        1 => format!("index {}..{} 100644", hex(rng, 7), hex(rng, 7)),
        2 => format!("Merge {} into {id}", hex(rng, 40)),
        3 => format!("https://example.com/org/repo/commit/{id}"),
        4 => format!("uses: actions/checkout@{id} # v4"),
        5 => format!("Reverts {}.", hex(rng, 12)),
        _ => format!("GIT_SHA={id}"),
    }
}

fn image_digest(rng: &mut Rng) -> String {
    let digest = hex(rng, 64);
    match rng.below(4) {
        0 => format!("FROM example.com/{}@sha256:{digest}", rng.pick(&WORDS)),
        1 => format!("Digest: sha256:{digest}"),
        2 => format!("{} latest sha256:{digest} 2 weeks ago", rng.pick(&WORDS)),
        _ => format!("\"layers\": [\"sha256:{digest}\"]"),
    }
}

fn etag(rng: &mut Rng) -> String {
    match rng.below(4) {
        0 => format!("ETag: \"{}\"", hex(rng, 32)),
        1 => format!("etag: W/\"{}-{}\"", hex(rng, 5), base_64(rng, 27)),
        2 => format!("If-None-Match: \"{}\"", hex(rng, 64)),
        _ => format!("\"ETag\": \"\\\"{}\\\"\"", hex(rng, 32)),
    }
}

fn uuid(rng: &mut Rng) -> String {
    let parts = [8, 4, 4, 4, 12].map(|len| hex(rng, len));
    let id = parts.join("-");
    match rng.below(7) {
        0 => id,
        1 => format!("request_id={id}"),
        2 => format!("{{\"id\": \"{id}\"}}"),
        3 => format!("/v1/{}/{id}/edit", rng.pick(&WORDS)),
        4 => format!("tenant {id} is gone"),
        5 => format!("client_id: {id}"),
        _ => format!("x-correlation-id: {}", id.to_uppercase()),
    }
}

fn public_key(rng: &mut Rng) -> String {
    let lines = |rng: &mut Rng| {
        let lines: Vec<_> = (0..6).map(|_| base_64(rng, 64)).collect();
        lines.join("\n")
    };
    match rng.below(10) {
        0 => format!(
            "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ{} jane@host",
            base_64(rng, 340)
        ),
        1 => format!("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI{}", base_64(rng, 43)),
        2 => format!(
            "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----",
            lines(rng)
        ),
        3 => format!(
            "-----BEGIN CERTIFICATE-----\nMIID{}\n-----END CERTIFICATE-----",
            lines(rng)
        ),
        4 => format!(
            "-----BEGIN PGP PUBLIC KEY BLOCK-----\n\n{}\n-----END PGP PUBLIC KEY BLOCK-----",
            lines(rng)
        ),
        5 => format!("PublicKey = {}=", base_64(rng, 43)),
        6 => format!(
            "age1{}",
            rng.string(58, b"qpzry9x8gf2tvdw0s3jn54khce6mua7l")
        ),
        7 => format!(
            "{{\"kty\": \"RSA\", \"n\": \"{}\", \"e\": \"AQAB\"}}",
            rng.string(342, WORD)
        ),
        8 => format!("public_key: \"{}=\"", base_64(rng, 43)),
        _ => format!("thumbprint {}", hex(rng, 40).to_uppercase()),
    }
}

fn minified(rng: &mut Rng) -> String {
    let mut code = String::new();
    for _ in 0..rng.between(4, 12) {
        let (a, b, c) = (letter(rng), letter(rng), letter(rng));
        let (word, other) = (rng.pick(&WORDS), camel(rng.pick(&NAMES)));
        code.push_str(&match rng.below(12) {
            0 => format!("function {a}({b},{c}){{return {b}.{word}={c}.{other},{a}}}"),
            1 => format!("{a}.{other}={b}[{}]||\"\";", rng.below(99)),
            2 => format!("{{{other}:{a},{word}:{b}?.{other}}}"),
            3 => format!(
                "{other}:function({a}){{return {a}.{word}_{}}},",
                rng.below(99)
            ),
            4 => format!("var {a}=\"{other}\",{b}={{}};"),
            5 => format!("if({a}.{other}==={b}||!{c})return;"),
            6 => format!("{other}:\"input[type={word}]\","),
            7 => format!("{a}({b},\"{other}Input{}\");", rng.below(9)),
            8 => format!("const{{{other}:{a}}}=this.{word};"),
            9 => format!("{a}=>{b}({a}.{other},{}e3),", rng.below(99)),
            10 => format!(
                "e.exports={{{other}:\"{}-module--{word}--{}\"}};",
                words(rng, 1, ""),
                rng.string(5, WORD)
            ),
            _ => format!("{other}=!0,{a}=void 0;"),
        });
    }
    code
}

fn letter(rng: &mut Rng) -> String {
    rng.string(1, SMALL)
}

fn code(rng: &mut Rng) -> String {
    let name = name(rng);
    let (snake, camel) = (
        name.to_lowercase().replace('-', "_"),
        camel(&name.replace('-', "_")),
    );
    let word = rng.pick(&WORDS);
    match rng.below(20) {
        0 => format!(
            "let {snake} = std::env::var(\"{}\")?;",
            snake.to_uppercase()
        ),
        1 => format!("{snake}_expires_in: int = {}", rng.below(99_999)),
        2 => format!("{camel}: config.{camel},"),
        3 => format!("self.{snake} = {snake}_v{}", rng.below(9)),
        4 => format!("{snake} = get_{snake}_from_{word}({})", rng.below(9)),
        5 => format!(
            "\"{word}_{snake}\": \"error.{word}.{camel}.invalid_{}\"",
            rng.below(99)
        ),
        6 => format!("if ({camel} == {camel}2) {{"),
        7 => format!(
            "// {snake}: see {}-{}",
            word.to_uppercase(),
            rng.below(9999)
        ),
        8 => format!("{snake}: Optional[str] = None"),
        9 => format!(
            "const {} = \"{}\";",
            snake.to_uppercase(),
            words(rng, 3, "_")
        ),
        10 => format!("{snake}_type = \"{word}/{}\"", rng.pick(&WORDS)),
        11 => format!(
            "${snake} = $this->{camel}Repository->find({});",
            rng.below(999)
        ),
        12 => format!(
            "<input name=\"{snake}\" id=\"{word}-{snake}-{}\">",
            rng.below(99)
        ),
        13 => format!(
            "{camel} = New{}({word}.Field{})",
            capital(word),
            rng.below(9)
        ),
        14 => format!("    {snake} = {word}_{};", rng.below(999)),
        15 => format!(
            "type {} = {}{};",
            capital(&camel),
            capital(word),
            rng.below(9)
        ),
        16 => format!(
            "max_tokens={}, eos_token=\"<|{word}{}|>\"",
            rng.below(9999),
            rng.below(9)
        ),
        17 => format!("{camel}Label: \"{} {}\"", capital(word), rng.pick(&WORDS)),
        18 => format!("assert {snake} == \"{word}\"  # {}", hex(rng, 7)),
        _ => format!(
            "{camel}: {}{}.{camel}{},",
            capital(word),
            rng.below(9),
            rng.below(9)
        ),
    }
}

fn path(rng: &mut Rng) -> String {
    let folder = words(rng, rng.clone().between(2, 5), "/");
    let file = words(rng, 2, rng.clone().pick(&["-", "_", "."]));
    match rng.below(10) {
        0 => format!("/usr/lib/{folder}/{file}.so.{}", rng.below(9)),
        1 => format!("/static/js/{file}.{}.chunk.js", hex(rng, 8)),
        2 => format!(
            "C:\\Users\\{}\\{file}_{}.log",
            folder.replace('/', "\\"),
            rng.below(999)
        ),
        3 => format!(
            "https://cdn.example.com/{folder}/{file}-{}.min.css",
            hex(rng, 20)
        ),
        4 => format!("../{folder}/{file}-v{}.tar.gz", rng.below(99)),
        5 => format!(
            "s3://bucket/{folder}/part-{:05}-{}.parquet",
            rng.below(999),
            hex(rng, 32)
        ),
        6 => format!(
            "com.example.{}.{}",
            folder.replace('/', "."),
            capital(rng.pick(&WORDS))
        ),
        7 => format!("password_file: /etc/{folder}/{file}.pw{}", rng.below(9)),
        8 => format!(
            "node_modules/.pnpm/{file}@{}.{}.0_{}/",
            rng.below(9),
            rng.below(9),
            hex(rng, 26)
        ),
        _ => format!(
            "{}.{}.example.com:{}",
            rng.pick(&WORDS),
            hex(rng, 10),
            rng.between(1024, 65_000)
        ),
    }
}

fn picture(rng: &mut Rng) -> String {
    let len = rng.between(400, 3000) as usize;
    let data = base_64(rng, len);
    match rng.below(5) {
        0 => format!("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAA{data}="),
        1 => format!("src: url(data:font/woff2;base64,d09GMgABAAAAA{data}) format(\"woff2\")"),
        2 => format!("\"image\": \"/9j/4AAQSkZJRgABAQ{data}==\""),
        3 => format!("//# sourceMappingURL=data:application/json;base64,eyJ2ZXJzaW9uIjoz{data}"),
        _ => data
            .as_bytes()
            .chunks(76)
            .fold(String::new(), |mut lines, line| {
                lines.push_str(&String::from_utf8_lossy(line));
                lines.push('\n');
                lines
            }),
    }
}

fn replacement(rng: &mut Rng) -> String {
    let entity = rng.pick(&[
        "EMAIL_ADDRESS",
        "PASSWORD",
        "SAAS_TOKEN",
        "GENERIC_SECRET",
        "JWT",
        "URL",
    ]);
    let len = rng.between(4, 26) as usize;
    let token = match rng.below(3) {
        0 => format!("<{entity}>"),
        1 => format!(
            "<{entity}:{}>",
            rng.string(len, b"abcdefghijklmnopqrstuvwxyz234567")
        ),
        _ => format!("<{entity}_{}>", rng.below(999)),
    };
    let name = name(rng);
    match rng.below(6) {
        0 => token,
        1 => format!("{name}={token}"),
        2 => format!("{{\"{name}\": \"{token}\"}}"),
        3 => format!("Authorization: Bearer {token}"),
        4 => format!("https://jane:{token}@example.com/x"),
        _ => format!("{name}: {token}, and {token}"),
    }
}
