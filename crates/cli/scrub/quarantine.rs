//! A quarantine that is made when the first record is put aside: most files have none.

use std::{
    fs::{self, DirBuilder},
    io::{self, BufWriter, IntoInnerError, Write},
    path::{Path, PathBuf},
};

use pumice_engine::{Access, Draft, Protected, PublishError};

/// Where the rejected records of one input go.
pub(super) struct Aside {
    path: PathBuf,
    protected: Protected,
    draft: Option<BufWriter<Draft>>,
}

impl Aside {
    pub(super) fn new(path: PathBuf, protected: Protected) -> Self {
        Self {
            path,
            protected,
            draft: None,
        }
    }

    /// The same, begun at once: what is in the way is known before anything is read.
    ///
    /// # Errors
    /// When it cannot be written.
    pub(super) fn begun(path: PathBuf, protected: Protected) -> Result<Self, PublishError> {
        let mut aside = Self::new(path, protected);
        aside.draft = Some(aside.begin()?);
        Ok(aside)
    }

    /// The same, as an earlier process has left it.
    pub(super) fn gone_on(path: PathBuf, protected: Protected, draft: Draft) -> Self {
        let mut aside = Self::new(path, protected);
        aside.draft = Some(BufWriter::new(draft));
        aside
    }

    /// What is written so far, if anything was to be, with nothing left in memory.
    ///
    /// # Errors
    /// When the last bytes cannot be written.
    pub(super) fn flushed(&mut self) -> io::Result<Option<&mut Draft>> {
        self.flush()?;
        Ok(self.draft.as_mut().map(BufWriter::get_mut))
    }

    /// What is to be published, or else what an earlier run has left there, which is to be removed.
    ///
    /// # Errors
    /// When the last bytes cannot be written, or what is there is no quarantine.
    pub(super) fn into_parts(self) -> anyhow::Result<(Option<Draft>, Option<Draft>)> {
        match self.draft {
            Some(draft) => {
                let draft = draft.into_inner().map_err(IntoInnerError::into_error)?;
                Ok(match draft.bytes_written() {
                    0 => (None, Some(draft)),
                    _ => (Some(draft), None),
                })
            }
            None if fs::symlink_metadata(&self.path).is_ok() => {
                let unused = Draft::beside(&self.path, Access::Private, &self.protected)?;
                Ok((None, Some(unused)))
            }
            None => Ok((None, None)),
        }
    }

    fn begin(&self) -> Result<BufWriter<Draft>, PublishError> {
        Draft::beside(&self.path, Access::Private, &self.protected).map(BufWriter::new)
    }
}

impl Write for Aside {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.draft.is_none() {
            if let Some(folder) = self.path.parent() {
                // What is in the way is told by the draft.
                let _ = private(folder);
            }
            self.draft = Some(self.begin().map_err(io::Error::other)?);
        }
        match &mut self.draft {
            Some(draft) => draft.write(bytes),
            None => Ok(0),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.draft.as_mut().map_or(Ok(()), Write::flush)
    }
}

/// Makes a folder that its owner alone may look into.
fn private(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
