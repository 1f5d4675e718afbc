//! The models that come with the program.

use std::sync::{Arc, OnceLock};

use crate::model::Model;

static ENGLISH: &[u8] = include_bytes!("../models/en.names");

impl Model {
    /// The model for English, checked once in a process.
    ///
    /// # Panics
    /// Never: a test loads it.
    ///
    /// ```
    /// use pumice_names::Model;
    /// assert_eq!(Model::english().language(), "en");
    /// ```
    pub fn english() -> Arc<Model> {
        static MODEL: OnceLock<Arc<Model>> = OnceLock::new();
        let load = || Model::load(ENGLISH).expect("the committed model is whole");
        Arc::clone(MODEL.get_or_init(|| load().into()))
    }
}
