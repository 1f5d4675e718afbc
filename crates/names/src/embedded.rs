//! The models that come with the program.

use std::sync::{Arc, OnceLock};

use crate::model::Model;

/// Files, by [`Model::LANGUAGES`].
static FILES: [&[u8]; 3] = [
    include_bytes!("../models/en.names"),
    include_bytes!("../models/de.names"),
    include_bytes!("../models/es.names"),
];

impl Model {
    /// The languages that there are models of, as codes of ISO 639-1.
    pub const LANGUAGES: [&'static str; FILES.len()] = ["en", "de", "es"];

    /// The model for English, checked once in a process.
    ///
    /// ```
    /// use pumice_names::Model;
    /// assert_eq!(Model::english().language(), "en");
    /// ```
    pub fn english() -> Arc<Model> {
        built_in(0)
    }

    /// The model for a language, checked once in a process; [`None`] if there is none.
    ///
    /// ```
    /// use pumice_names::Model;
    /// assert_eq!(Model::built_in("de").unwrap().language(), "de");
    /// assert!(Model::built_in("tlh").is_none());
    /// ```
    pub fn built_in(language: &str) -> Option<Arc<Model>> {
        let at = Model::LANGUAGES.iter().position(|&known| known == language);
        at.map(built_in)
    }
}

/// # Panics
/// Never: a test loads them all.
fn built_in(at: usize) -> Arc<Model> {
    static MODELS: [OnceLock<Arc<Model>>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    let load = || Model::load(FILES[at]).expect("the committed models are whole");
    Arc::clone(MODELS[at].get_or_init(|| load().into()))
}
