//! The policy file and those that it includes, read through a door that the caller holds.
//!
//! Each file is a layer. The weakest comes first: what a file includes lies below it, in the order in
//! which it names them. A file that is named twice counts where it comes first.

use std::{
    io,
    path::{Component, Path, PathBuf},
    rc::Rc,
};

use toml::Spanned;

use super::{
    file::PolicyFile,
    read::read,
    source::{Flaw, Flaws, Place, Sources, Text, line},
};

/// Includes within includes; more than this is a mistake.
const MAX_DEPTH: usize = 8;

/// Reads a whole file.
pub(super) type ReadFile<'a> = dyn FnMut(&Path) -> io::Result<Vec<u8>> + 'a;

/// One policy file.
pub(super) struct Layer {
    pub(super) source: u32,
    pub(super) text: String,
    pub(super) file: PolicyFile,
}

impl Layer {
    /// To tell places in it.
    pub(super) fn text(&self) -> Text<'_> {
        Text {
            source: self.source,
            text: &self.text,
        }
    }
}

/// What was read so far.
pub(super) struct Loader<'a> {
    read: &'a mut ReadFile<'a>,
    pub(super) sources: Sources,
    pub(super) layers: Vec<Layer>,
    pub(super) flaws: Flaws,
    /// Whether every file could be read as tables: if not, what they mean is not known.
    pub(super) is_whole: bool,
    /// Policy files, normalised, and whether they are still being read.
    seen: Vec<(PathBuf, bool)>,
    /// Files that are no policies, normalised.
    others: Vec<(PathBuf, u32, Rc<[u8]>)>,
}

impl<'a> Loader<'a> {
    /// Reads a policy whose bytes are at hand, and all that it includes. `name` is where it stands,
    /// if it is a file.
    pub(super) fn load(name: Option<&Path>, bytes: &[u8], read: &'a mut ReadFile<'a>) -> Self {
        let mut loader = Self {
            read,
            sources: Sources::default(),
            layers: vec![],
            flaws: Flaws::default(),
            is_whole: true,
            seen: vec![],
            others: vec![],
        };
        loader.add(name, bytes, 0);
        loader
    }

    /// The bytes of a file that is no policy, such as a dictionary, and its index; one that is named
    /// twice is read once.
    ///
    /// # Errors
    /// In words for the user, at `place`.
    pub(super) fn other(&mut self, name: &str, place: Place) -> Result<(u32, Rc<[u8]>), Flaw> {
        let path = self.beside(name, place).map(|path| normalised(&path));
        let mut known = self.others.iter();
        if let Some((_, source, bytes)) = known.find(|(known, ..)| Some(known) == path.as_ref()) {
            return Ok((*source, Rc::clone(bytes)));
        }
        let (path, bytes) = self.read(name, place)?;
        let source = self.sources.add(Some(path.clone()), &bytes);
        let bytes: Rc<[u8]> = bytes.into();
        self.others
            .push((normalised(&path), source, Rc::clone(&bytes)));
        Ok((source, bytes))
    }

    /// Reads another file beside the one that `place` is in.
    ///
    /// # Errors
    /// In words for the user, at `place`.
    fn read(&mut self, name: &str, place: Place) -> Result<(PathBuf, Vec<u8>), Flaw> {
        let Some(path) = self.beside(name, place) else {
            return Err(Flaw::new(
                place,
                "this policy is no file, so there is nothing beside it; write it to one",
            ));
        };
        match (self.read)(&path) {
            Ok(bytes) => Ok((path, bytes)),
            Err(error) => Err(Flaw::new(
                place,
                format!(
                    "{} cannot be read ({error}); the path counts from the folder of this file, \
                     correct it",
                    path.display()
                ),
            )),
        }
    }

    fn beside(&self, name: &str, place: Place) -> Option<PathBuf> {
        let file = self.sources.name(place.source)?;
        Some(file.parent().unwrap_or(Path::new("")).join(name))
    }

    /// Reads one policy file and what it includes.
    fn add(&mut self, name: Option<&Path>, bytes: &[u8], depth: usize) {
        let source = self.sources.add(name.map(Path::to_owned), bytes);
        let at = self.seen.len();
        self.seen
            .push((normalised(name.unwrap_or(Path::new(""))), true));
        match str::from_utf8(bytes) {
            Ok(text) => self.add_text(source, text, depth),
            Err(error) => {
                let line = line(bytes, error.valid_up_to());
                self.flaws.add(Flaw::new(
                    Place { source, line },
                    "this line is not UTF-8; save the file as UTF-8",
                ));
                self.is_whole = false;
            }
        }
        self.seen[at].1 = false;
    }

    fn add_text(&mut self, source: u32, text: &str, depth: usize) {
        let place = Text { source, text };
        let Some(file) = read(place, &mut self.flaws) else {
            self.is_whole = false;
            return;
        };
        // The version comes first: all other keys may mean something else in another one.
        if let Err(flaw) = check_version(place, file.version.as_ref()) {
            self.flaws.add(flaw);
            self.is_whole = false;
            return;
        }
        for name in &file.include {
            if let Err(flaw) = self.include(name.get_ref(), place.place(name), depth) {
                self.flaws.add(flaw);
                self.is_whole = false;
            }
        }
        self.layers.push(Layer {
            source,
            text: text.to_owned(),
            file,
        });
    }

    fn include(&mut self, name: &str, place: Place, depth: usize) -> Result<(), Flaw> {
        if let Some(path) = self.beside(name, place) {
            let path = normalised(&path);
            let seen = self.seen.iter().find(|(known, _)| *known == path);
            match seen {
                Some((_, true)) => {
                    return Err(Flaw::new(
                        place,
                        format!(
                            "`{name}` includes this file, or is it; files cannot include each \
                             other, remove one of the two"
                        ),
                    ));
                }
                Some((_, false)) => return Ok(()),
                None => {}
            }
        }
        if depth == MAX_DEPTH {
            return Err(Flaw::new(
                place,
                format!(
                    "files include each other more than {MAX_DEPTH} levels deep; name `{name}` \
                     further up"
                ),
            ));
        }
        let (path, bytes) = self.read(name, place)?;
        self.add(Some(&path), &bytes, depth + 1);
        Ok(())
    }
}

fn check_version(text: Text<'_>, version: Option<&Spanned<i64>>) -> Result<(), Flaw> {
    match version {
        Some(version) if *version.get_ref() == 1 => Ok(()),
        Some(version) => Err(text.flaw(
            version,
            "this version of a policy is unknown; write `version = 1`",
        )),
        None => Err(Flaw::new(
            text.place_of(0..0),
            "the version is missing; begin with `version = 1`",
        )),
    }
}

/// The path without `.` and `..`, to be compared with others. Links are not followed: who reads the
/// files is the caller, and a circle by way of links is too deep in the end.
fn normalised(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if normal.file_name().is_some() => {
                normal.pop();
            }
            other => normal.push(other),
        }
    }
    normal
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_compared_without_dots() {
        for (path, normal) in [
            ("a/./b.toml", "a/b.toml"),
            ("a/../b.toml", "b.toml"),
            ("../a/../../b.toml", "../../b.toml"),
            ("/a/b/../c.toml", "/a/c.toml"),
        ] {
            assert_eq!(normalised(Path::new(path)), Path::new(normal), "{path}");
        }
    }
}
