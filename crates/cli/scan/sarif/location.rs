//! The scanned files as URIs name them.

use std::{
    env,
    path::{Component, Path},
};

use pumice_engine::{FileReport, FileStatus};
use serde_json::{Value, json};

use crate::args::Stream;

/// A file of a run.
pub(super) struct Artifact {
    /// Its place in the list of the run.
    index: usize,
    uri: String,
    base: Base,
}

/// What a URI is relative to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Base {
    /// The folder that the command was run in, as a rule the top of a checkout.
    Folder,
    /// Nothing.
    Absolute,
    /// There is no file.
    StandardInput,
}

impl Artifact {
    pub(super) fn new((index, input): (usize, &Stream)) -> Self {
        let Some(path) = input.path() else {
            return Self {
                index,
                uri: "stdin".into(),
                base: Base::StandardInput,
            };
        };
        let folder = env::current_dir().ok();
        let within = folder.and_then(|folder| path.strip_prefix(folder).ok());
        let path = within.unwrap_or(path);
        let base = match path.is_absolute() {
            true => Base::Absolute,
            false => Base::Folder,
        };
        Self {
            index,
            uri: uri(path),
            base,
        }
    }

    pub(super) fn uri(&self) -> &str {
        &self.uri
    }

    /// For a result: the file by URI and index.
    pub(super) fn location(&self) -> Value {
        let mut location = self.named();
        location["index"] = self.index.into();
        location
    }

    /// For the list of files of a run, with what became of it. How long it is is known at its end.
    pub(super) fn json(&self, file: &FileReport) -> Value {
        let mut artifact = json!({
            "location": self.named(),
            "mimeType": "application/jsonl",
            "encoding": "UTF-8",
        });
        if file.status == FileStatus::Done {
            artifact["length"] = file.bytes.read.into();
        }
        if file.status != FileStatus::Unread {
            artifact["roles"] = json!(["analysisTarget"]);
        }
        if self.base == Base::StandardInput {
            artifact["description"] = json!({"text": "standard input"});
        }
        artifact
    }

    fn named(&self) -> Value {
        match self.base {
            Base::Folder => json!({"uri": self.uri, "uriBaseId": "%SRCROOT%"}),
            Base::Absolute | Base::StandardInput => json!({"uri": self.uri}),
        }
    }
}

/// A path as a reference of RFC 3986: bytes that are not unreserved there are percent-encoded, those of
/// names that are no UTF-8 too.
fn uri(path: &Path) -> String {
    let mut segments = vec![];
    for component in path.components() {
        match component {
            Component::CurDir | Component::Prefix(_) => {}
            Component::RootDir => segments.push("file://".to_owned()),
            Component::ParentDir => segments.push("..".to_owned()),
            Component::Normal(name) => segments.push(encoded(name.as_encoded_bytes())),
        }
    }
    segments.join("/")
}

fn encoded(name: &[u8]) -> String {
    let mut text = String::with_capacity(name.len());
    for &byte in name {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_percent_encoded() {
        for (path, expected) in [
            ("a.jsonl", "a.jsonl"),
            ("./a//b/./c.jsonl", "a/b/c.jsonl"),
            ("../a b/c#d?.jsonl", "../a%20b/c%23d%3F.jsonl"),
            ("a:b%20.jsonl", "a%3Ab%2520.jsonl"),
            (
                "\u{e4}\u{1f600}[1].jsonl",
                "%C3%A4%F0%9F%98%80%5B1%5D.jsonl",
            ),
            ("/data/x y.jsonl", "file:///data/x%20y.jsonl"),
        ] {
            assert_eq!(uri(Path::new(path)), expected, "{path}");
        }
    }

    #[test]
    fn a_file_below_the_folder_is_relative() {
        let folder = env::current_dir().expect("there is one");
        let artifact = Artifact::new((0, &Stream::File(folder.join("x/y.jsonl"))));
        assert_eq!((artifact.uri(), artifact.base), ("x/y.jsonl", Base::Folder));
        let artifact = Artifact::new((1, &Stream::File("/elsewhere/y.jsonl".into())));
        assert_eq!(artifact.base, Base::Absolute);
    }
}
