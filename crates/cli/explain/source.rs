//! Where the record comes from: a file, or a text that becomes one.

use std::io::{self, Read};

use anyhow::{Context, bail};
use pumice_detect::Role;
use pumice_engine::{Batch, Explanation, Source as _};
use pumice_formats::jsonl::{Block, Limits, Reader};

use crate::{
    args::{DEFAULT_MAX_LINE_BYTES, ExplainArgs, Stream},
    decode::decode,
    input::{self, Patience},
};

/// Bytes of a block: little is searched beside the record that is asked for.
const BLOCK_BYTES: usize = 64 << 10;

/// The longest text that is read from standard input.
const MAX_TEXT_BYTES: u64 = 64 << 20;

/// A record in its block, as a run reads it.
pub(super) struct Source {
    pub(super) block: Block,
    /// Number within the block.
    pub(super) record: u32,
    /// What messages call it.
    pub(super) name: String,
}

impl Source {
    /// Reads the record that is asked for.
    ///
    /// # Errors
    /// When it cannot be read, or there is none of that number.
    pub(super) fn open(args: &ExplainArgs, patience: &Patience) -> anyhow::Result<Self> {
        match (&args.file, args.record) {
            (Some(file), Some(number)) => Self::in_file(file, number.get(), patience),
            _ => Self::of_text(args),
        }
    }

    fn in_file(file: &Stream, number: u64, patience: &Patience) -> anyhow::Result<Self> {
        let opened = input::open(file, patience)?;
        let decoded = decode(opened, file)?;
        let name = file.to_string();
        let limits = Limits::new(BLOCK_BYTES, DEFAULT_MAX_LINE_BYTES as usize);
        let mut reader = Reader::with_limits(decoded.reader, name.clone(), limits);
        let mut used = None;
        loop {
            let block = reader.next(used).map_err(anyhow::Error::from)?;
            let Some(block) = block else {
                bail!("{name}: has no line {number}; --record is the number of a line");
            };
            let first = block.first_record();
            if number < first + block.lines_read() {
                return Ok(Self {
                    block,
                    record: (number - first) as u32,
                    name: format!("{name}:{number}"),
                });
            }
            used = Some(block);
        }
    }

    fn of_text(args: &ExplainArgs) -> anyhow::Result<Self> {
        let text = match args.text.as_deref() {
            Some("-") => &read_text()?,
            text => text.unwrap_or_default(),
        };
        let line = line(text, args.field.as_deref(), args.role)?;
        let mut reader = Reader::new(line.as_bytes(), "<text>");
        let block = reader.next(None)?;
        Ok(Self {
            block: block.context("<text>: is empty; give a text")?,
            record: 0,
            name: "<text>".into(),
        })
    }
}

/// All of standard input, without the line feed that a shell ends it with.
fn read_text() -> anyhow::Result<String> {
    let mut text = String::new();
    let mut input = io::stdin().lock().take(MAX_TEXT_BYTES + 1);
    input
        .read_to_string(&mut text)
        .context("<stdin>: cannot be read; it must be UTF-8")?;
    if text.len() as u64 > MAX_TEXT_BYTES {
        bail!("<stdin>: has more than 64 MiB; put the text into a record, and use --file");
    }
    if text.ends_with('\n') {
        text.pop();
    }
    Ok(text)
}

/// A record in which `text` stands in a field: `a.b[].c` is `{"a":{"b":[{"c":"text"}]}}`. The role is
/// that of the message which has the field.
fn line(text: &str, field: Option<&str>, role: Option<Role>) -> anyhow::Result<String> {
    let text = serde_json::to_string(text)?;
    let field = match (field, role) {
        (None, None) => return Ok(text),
        (None, Some(_)) => "messages[].content",
        (Some(name), Some(_)) if !name.contains(['.', '[']) => &format!("messages[].{name}"),
        (Some(name), _) => name,
    };
    let mut line = text;
    for (at, segment) in field.rsplit('.').enumerate() {
        let key = segment.trim_end_matches("[]");
        let depth = (segment.len() - key.len()) / 2;
        if key.is_empty() || key.contains(['[', ']']) {
            bail!("--field: a field is written like `email` or `customers[].phone`");
        }
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        let role = match role {
            Some(role) if at == 0 => format!("\"role\":\"{role}\","),
            _ => String::new(),
        };
        let key = serde_json::to_string(key)?;
        line = format!("{{{role}{key}:{open}{line}{close}}}");
    }
    Ok(line)
}

/// Refuses what cannot be explained as it was asked for.
///
/// # Errors
/// When the record is blank or would be put aside; when the field has no speaker.
pub(super) fn check(
    args: &ExplainArgs,
    name: &str,
    block: &Block,
    record: u32,
    explanation: &Explanation,
) -> anyhow::Result<()> {
    if let Some(reason) = block.rejection(record) {
        bail!("{name}: a run puts this record aside: {reason}; correct the line");
    }
    if block.record(record).trim_ascii().is_empty() {
        bail!("{name}: is blank; blank lines are no records");
    }
    let has_role = |role| (explanation.fields.iter()).any(|field| field.role == Some(role));
    match args.role {
        Some(role) if !explanation.fields.is_empty() && !has_role(role) => {
            bail!("--role: fields of that name have no speaker; leave --role out")
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_a_path_in_a_record() {
        let line = |field, role| line("a\"b", field, role).unwrap();
        assert_eq!(line(None, None), r#""a\"b""#);
        assert_eq!(line(Some("email"), None), r#"{"email":"a\"b"}"#);
        assert_eq!(line(Some("a.b[].c"), None), r#"{"a":{"b":[{"c":"a\"b"}]}}"#);
        assert_eq!(line(Some("a[][]"), None), r#"{"a":[["a\"b"]]}"#);
        let user = Some(Role::User);
        let message = r#"{"messages":[{"role":"user","content":"a\"b"}]}"#;
        assert_eq!(line(None, user), message);
        assert_eq!(line(Some("content"), user), message);
        assert_eq!(
            line(Some("x.name"), user),
            r#"{"x":{"role":"user","name":"a\"b"}}"#
        );
    }

    #[test]
    fn what_is_no_field_is_refused_without_being_repeated() {
        for field in ["", ".", "a..b", "a[0]", "[]", "a[].", "a[b]"] {
            let error = line("text", Some(field), None).unwrap_err().to_string();
            assert!(error.starts_with("--field: "), "{error}");
        }
    }
}
