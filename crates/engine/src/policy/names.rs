//! Which models of names are asked.

use std::sync::Arc;

use pumice_detect::{DetectorBuilder, NamesModel, NamesModels};
use toml::Spanned;

use super::{
    RuleSet,
    load::{Layer, Loader},
    source::{Flaw, Flaws, Place, Text},
};

/// The models that the strongest file names which says anything of them, and where it does; [`None`] where
/// none does.
pub(super) fn models(layers: &[Layer], loader: &mut Loader<'_>) -> Option<(NamesModels, Place)> {
    let mut models = None;
    for layer in layers {
        let (file, text) = (&layer.file, layer.text());
        let read = match (&file.names_model, &file.names_languages) {
            (None, None) => continue,
            (Some(_), Some(languages)) => Err(text.flaw(
                languages,
                "`names_model` names the one model that is asked, whatever the language; remove \
                 `names_languages`",
            )),
            (Some(name), None) => own(name, text, loader).map(|own| (own, text.place(name))),
            (None, Some(languages)) => {
                built_in(languages, text).map(|models| (models, text.place(languages)))
            }
        };
        models = loader.flaws.keep(read);
    }
    models
}

/// Refuses models that nobody asks: no rule of a set looks for names.
pub(super) fn refuse_idle(
    models: Option<&(NamesModels, Place)>,
    (catalogue, entities, sets): (&DetectorBuilder, &[String], &[RuleSet]),
    flaws: &mut Flaws,
) {
    let is_asked = |set: &RuleSet| {
        let mut rules = set.rules.iter().zip(entities);
        rules.any(|(rule, name)| rule.enabled && rule.every_rule && catalogue.is_named(name))
    };
    if let Some((_, place)) = models
        && !sets.iter().any(is_asked)
    {
        let message = "no names are looked for; write `names = \"balanced\"`, or remove this";
        flaws.add(Flaw::new(*place, message));
    }
}

/// A model from a file.
fn own(
    name: &Spanned<String>,
    text: Text<'_>,
    loader: &mut Loader<'_>,
) -> Result<NamesModels, Flaw> {
    let place = text.place(name);
    if name.get_ref().trim().is_empty() {
        let message = "`names_model` is blank; write the path of a file, or remove it";
        return Err(Flaw::new(place, message));
    }
    let (_, bytes) = loader.other(name.get_ref(), place)?;
    let model = NamesModel::load(bytes.to_vec())
        .map_err(|error| Flaw::new(place, format!("{}: {error}", name.get_ref())))?;
    Ok(Arc::new(model).into())
}

/// Models that come with the program, in the order in which they are named.
fn built_in(
    languages: &Spanned<Vec<Spanned<String>>>,
    text: Text<'_>,
) -> Result<NamesModels, Flaw> {
    let mut models = vec![];
    for code in languages.get_ref() {
        let name = code.get_ref();
        let Some(model) = NamesModel::built_in(name) else {
            let known = NamesModel::LANGUAGES.join(", ");
            let message = format!(
                "no model of names for `{name}` is built in; write some of {known}, or train one \
                 (`pumice names train`) and name it with `names_model`"
            );
            return Err(text.flaw(code, message));
        };
        models.push(model);
    }
    NamesModels::new(models).ok_or_else(|| {
        text.flaw(
            languages,
            "`names_languages` is empty; write some, or turn names off with `names = \"off\"`",
        )
    })
}
