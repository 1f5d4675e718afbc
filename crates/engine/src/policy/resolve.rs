//! From the written files to the policy: what is left out is filled in, what contradicts is refused.
//!
//! A setting that would do nothing is refused like one that is wrong: who wrote it believes that it
//! protects something. Of several files each says its piece in turn, from the weakest to the
//! strongest; only the rules for fields, of which the first match counts, go the other way.

use pumice_detect::{
    DetectorBuilder, Disguise, Disguises, NamesBias, Score, is_entity_name, phone::RegionSet,
};
use toml::Spanned;

use super::{
    EntityPolicy, NamesPolicy, Policy, PolicyErrors, Representation, RuleSet, TOKENLIKE, TokenSpec,
    TransformSpec,
    file::{EntityTable, EntityTables, TransformWord},
    lint,
    load::{Layer, Loader},
    source::{Flaw, Flaws, Place, Text},
};
use crate::{allow_hashes::AllowHashes, path_pattern::PathPattern};

/// Resolves what was loaded.
pub(super) fn resolve(mut loader: Loader<'_>) -> Result<Policy, PolicyErrors> {
    let layers = std::mem::take(&mut loader.layers);
    if !loader.is_whole {
        return Err(loader.sources.refusal(loader.flaws.into_list()));
    }
    let catalogue = DetectorBuilder::new();
    let entities = entities(&catalogue, &layers, &mut loader.flaws);
    let mut notes = vec![];
    let recognizers = super::resolve_own::recognizers(&layers, &mut loader, &mut notes);
    let allow_hashes = allow_hashes(&layers, &mut loader);
    let names_models = super::names::models(&layers, &mut loader);
    let Loader {
        sources, mut flaws, ..
    } = loader;
    let names: NamesPolicy = last(&layers, |layer| layer.file.names);
    let mut sets = vec![base(&catalogue, &entities, &layers, names, &mut flaws)];
    let mut fields = vec![];
    for layer in layers.iter().rev() {
        let resolver = Resolver::new(layer, &entities);
        resolver.fields(&mut fields, &mut sets, &mut flaws, &mut notes);
    }
    let allow: Vec<_> = layers
        .iter()
        .flat_map(|layer| allow(layer, &mut flaws))
        .collect();
    let asked = (&catalogue, &entities[..], &sets[..]);
    super::names::refuse_idle(names_models.as_ref(), asked, &mut flaws);
    let disguises = disguises(&layers, &mut flaws);
    let document_id = document_id(&layers, &mut flaws);
    let fields: Vec<_> = fields.into_iter().map(|field| field.policy).collect();
    lint::check(
        (&entities, &sets, &fields),
        document_id.as_ref(),
        &mut flaws,
    );
    if !flaws.is_empty() {
        return Err(sources.refusal(flaws.into_list()));
    }
    Ok(Policy {
        entities,
        sets,
        fields,
        allow_places: allow.iter().map(|(_, place)| *place).collect(),
        allow: allow.into_iter().map(|(value, _)| value).collect(),
        allow_hashes,
        recognizers,
        numbers: last(&layers, |layer| layer.file.numbers),
        invalid: last(&layers, |layer| layer.file.invalid),
        specimens: last(&layers, |layer| layer.file.specimens),
        // An entity of a model may be turned on by itself.
        names: names.0.or(Some(NamesBias::Balanced)),
        names_models: names_models.map(|(models, _)| models),
        disguises,
        document_id: document_id.map(|(pattern, _)| pattern),
        hash: sources.hash(),
        sources,
        notes,
    })
}

/// What the strongest file says that says anything.
fn last<W: Copy, T: Default + From<W>>(layers: &[Layer], said: impl Fn(&Layer) -> Option<W>) -> T {
    let said = layers.iter().rev().find_map(said);
    said.map(T::from).unwrap_or_default()
}

/// The entities of the catalogue and those that the policy adds.
fn entities(catalogue: &DetectorBuilder, layers: &[Layer], flaws: &mut Flaws) -> Vec<String> {
    let mut names: Vec<String> = catalogue
        .entities()
        .iter()
        .map(|name| name.to_string())
        .collect();
    for layer in layers {
        for name in own(layer) {
            if !is_entity_name(name.get_ref()) {
                flaws.add(layer.text().flaw(
                    name,
                    "this is no name of an entity; write 2 to 24 of `A-Z 0-9 _`, a letter first",
                ));
            }
            // Whoever names it again is not wrong too.
            if !names.contains(name.get_ref()) {
                names.push(name.get_ref().clone());
            }
        }
    }
    names
}

/// The rules that hold where no field rule does. What the catalogue leaves off stays off unless a
/// table of the entity itself turns it on, or `names` those that a model finds.
fn base(
    catalogue: &DetectorBuilder,
    entities: &[String],
    layers: &[Layer],
    names: NamesPolicy,
    flaws: &mut Flaws,
) -> RuleSet {
    let mut default = EntityPolicy {
        transform: TransformSpec::Replace { with: None },
        threshold: Score::DEFAULT_THRESHOLD,
        enabled: true,
        every_rule: true,
    };
    let mut place = Place { source: 0, line: 1 };
    let mut regions = RegionSet::default();
    for layer in layers {
        let resolver = Resolver::new(layer, entities);
        let table = EntityTable::from(&layer.file.defaults);
        place = resolver.place_of_transform(&table).unwrap_or(place);
        default = resolver.overridden(default, &table, flaws);
        if let Some(codes) = &layer.file.regions {
            regions = resolver.regions(codes, flaws);
        }
    }
    let mut set = RuleSet {
        rules: vec![default; entities.len()],
        places: vec![place; entities.len()],
        regions,
    };
    for (rule, name) in set.rules.iter_mut().zip(entities) {
        let is_off = catalogue.entity(name).is_some() && !catalogue.is_default_on(name);
        rule.every_rule = !is_off || names.0.is_some() && catalogue.is_named(name);
        let is_named = |layer: &Layer| {
            own(layer)
                .chain(whole(layer))
                .any(|it| it.get_ref() == name)
        };
        rule.enabled = rule.every_rule || layers.iter().any(is_named);
    }
    for layer in layers {
        Resolver::new(layer, entities).override_set(&mut set, &layer.file.entities, flaws);
    }
    // What one file says of an entity counts where another one turns it on or off.
    let tables = || layers.iter().flat_map(|layer| &layer.file.entities);
    let is_decided = |entity: &str| {
        tables().any(|(name, table)| name.get_ref() == entity && table.enabled.is_some())
    };
    for layer in layers {
        let tables = &layer.file.entities;
        Resolver::new(layer, entities).refuse_idle(&set, tables, is_decided, flaws);
    }
    set
}

/// The entities of lists and recognizers of the policy's own.
fn own(layer: &Layer) -> impl Iterator<Item = &Spanned<String>> {
    let deny = layer.file.deny.iter();
    let deny = deny.filter_map(|list| list.get_ref().entity.as_ref());
    let own = layer.file.recognizer.iter();
    deny.chain(own.filter_map(|own| own.get_ref().entity.as_ref()))
}

/// The entities that fields are taken for, whatever is in them.
fn whole(layer: &Layer) -> impl Iterator<Item = &Spanned<String>> {
    let fields = layer.file.fields.iter();
    fields.filter_map(|field| field.get_ref().entity.as_ref())
}

/// Blank values are refused: in normal spelling they would stand for others.
fn allow(layer: &Layer, flaws: &mut Flaws) -> Vec<(String, Place)> {
    let mut values = vec![];
    for value in &layer.file.allow {
        if value.get_ref().trim().is_empty() {
            flaws.add(
                layer
                    .text()
                    .flaw(value, "an allowed value is blank; remove it"),
            );
        } else {
            values.push((value.get_ref().clone(), layer.text().place(value)));
        }
    }
    values
}

/// The disguises that a search sees through, as the strongest file that lists some has them.
fn disguises(layers: &[Layer], flaws: &mut Flaws) -> Disguises {
    let mut disguises = Disguises::ALL;
    for layer in layers {
        let Some(names) = &layer.file.disguises else {
            continue;
        };
        disguises = Disguises::NONE;
        for name in names {
            let wrong = match Disguise::named(name.get_ref()) {
                None => unknown_disguise(name.get_ref()),
                Some(twice) if disguises.has(twice) => {
                    "this disguise is listed twice; remove one".to_owned()
                }
                Some(one) => {
                    disguises = disguises.with(one);
                    continue;
                }
            };
            flaws.add(layer.text().flaw(name, wrong));
        }
    }
    disguises
}

/// The field that tells which document a record is of, as the strongest file that names one has it.
fn document_id(layers: &[Layer], flaws: &mut Flaws) -> Option<(PathPattern, Place)> {
    let mut named = layers.iter().rev();
    let (layer, path) = named.find_map(|layer| Some((layer, layer.file.document_id.as_ref()?)))?;
    let pattern = PathPattern::parse(path.get_ref()).map_err(|error| {
        let message = format!("this path {error}; correct it");
        layer.text().flaw(path, message)
    });
    Some((flaws.keep(pattern)?, layer.text().place(path)))
}

/// What is wrong with a name that is none of a disguise, and what to write.
fn unknown_disguise(name: &str) -> String {
    let known = Disguise::ALL.map(Disguise::name);
    let next = match super::words::nearest(name, &known) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("write one of {}", known.join(", ")),
    };
    format!("the disguise `{name}` is unknown; {next}")
}

/// The list of hashes that the strongest file names; lists of several keys could not be added up.
fn allow_hashes(layers: &[Layer], loader: &mut Loader<'_>) -> Option<AllowHashes> {
    let mut last = None;
    for layer in layers {
        let Some(name) = &layer.file.allow_hashes else {
            continue;
        };
        let place = layer.text().place(name);
        if name.get_ref().trim().is_empty() {
            let message = "`allow_hashes` is blank; write the path of a file, or remove it";
            loader.flaws.add(Flaw::new(place, message));
        } else {
            last = Some((name.get_ref(), place));
        }
    }
    let (name, place) = last?;
    let read = loader.other(name, place);
    let (source, bytes) = loader.flaws.keep(read)?;
    let list = AllowHashes::parse(&bytes).map_err(|wrong| {
        let line = wrong.line;
        Flaw::new(Place { source, line }, wrong.message)
    });
    loader.flaws.keep(list)
}

/// One file, and the entities that may be named in it.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'a> {
    pub(super) layer: &'a Layer,
    pub(super) text: Text<'a>,
    /// A rule of a set is found by the index here.
    entities: &'a [String],
}

impl<'a> Resolver<'a> {
    pub(super) fn new(layer: &'a Layer, entities: &'a [String]) -> Self {
        Self {
            layer,
            text: layer.text(),
            entities,
        }
    }

    /// The index of an entity that the catalogue or the policy knows.
    pub(super) fn entity(&self, name: &Spanned<String>) -> Result<usize, Flaw> {
        let found = self
            .entities
            .iter()
            .position(|known| known == name.get_ref());
        found.ok_or_else(|| {
            let known: Vec<_> = self.entities.iter().map(String::as_str).collect();
            let meant = super::words::nearest(name.get_ref(), &known);
            let next = match meant {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => "`pumice entities` lists the catalogue, and [[recognizer]] or [[deny]] \
                         add a new one"
                    .to_owned(),
            };
            let message = format!("the entity `{}` is unknown; {next}", name.get_ref());
            self.text.flaw(name, message)
        })
    }

    /// Applies the tables of entities.
    pub(super) fn override_set(&self, set: &mut RuleSet, tables: &EntityTables, flaws: &mut Flaws) {
        for (name, table) in tables {
            let Some(entity) = flaws.keep(self.entity(name)) else {
                continue;
            };
            if let Some(place) = self.place_of_transform(table) {
                set.places[entity] = place;
            }
            let rule = set.rules[entity].clone();
            set.rules[entity] = self.overridden(rule, table, flaws);
        }
    }

    /// Refuses tables of entities that are off and stay so. What looks like a token is looked for
    /// wherever a vault is at hand, whatever the catalogue says.
    pub(super) fn refuse_idle(
        &self,
        set: &RuleSet,
        tables: &EntityTables,
        is_decided: impl Fn(&str) -> bool,
        flaws: &mut Flaws,
    ) {
        for name in tables.keys().filter(|name| name.get_ref() != TOKENLIKE) {
            let at = self
                .entities
                .iter()
                .position(|known| known == name.get_ref());
            if at.is_some_and(|at| !set.rules[at].enabled) && !is_decided(name.get_ref()) {
                let entity = name.get_ref();
                flaws.add(self.text.flaw(
                    name,
                    format!(
                        "{entity} is off, so that this does nothing; write `enabled = true` too"
                    ),
                ));
            }
        }
    }

    /// Where a table says what is written in the place of a value.
    fn place_of_transform(&self, table: &EntityTable) -> Option<Place> {
        let with = table.with.as_ref().map(|with| self.text.place(with));
        let scope = table.scope.as_ref().map(|scope| self.text.place(scope));
        let transform = table.transform.as_ref();
        let transform = transform.map(|transform| self.text.place(transform));
        with.or(scope).or(transform)
    }

    /// `rule` with what `table` says instead.
    fn overridden(
        &self,
        rule: EntityPolicy,
        table: &EntityTable,
        flaws: &mut Flaws,
    ) -> EntityPolicy {
        let threshold = table.threshold.as_ref();
        let threshold = threshold.and_then(|threshold| flaws.keep(self.threshold(threshold)));
        EntityPolicy {
            transform: self.transform(rule.transform, table, flaws),
            threshold: threshold.unwrap_or(rule.threshold),
            enabled: table.enabled.unwrap_or(rule.enabled),
            every_rule: table.enabled.unwrap_or(rule.every_rule),
        }
    }

    /// A transform that is named begins without options; one that is not keeps those it has.
    fn transform(
        &self,
        inherited: TransformSpec,
        table: &EntityTable,
        flaws: &mut Flaws,
    ) -> TransformSpec {
        let named = table.transform.as_ref().map(|word| match word.get_ref() {
            TransformWord::Redact => TransformSpec::Redact,
            TransformWord::Replace => TransformSpec::Replace { with: None },
            TransformWord::Mask => TransformSpec::Mask { keep_last: 0 },
            TransformWord::Hash => TransformSpec::Hash,
            TransformWord::Tokenize => TransformSpec::Tokenize(TokenSpec::default()),
            TransformWord::Fpe => TransformSpec::Fpe {
                accepts_dictionary_risk: false,
            },
            TransformWord::Keep => TransformSpec::Keep,
        });
        let mut transform = named.unwrap_or(inherited);
        if let Some(place) = &table.keep_last {
            match &mut transform {
                TransformSpec::Mask { keep_last } => {
                    *keep_last = flaws.keep(self.keep_last(place)).unwrap_or_default();
                }
                _ => flaws.add(self.text.flaw(
                    place,
                    "`keep_last` belongs to `mask`; add `transform = \"mask\"` or remove it",
                )),
            }
        }
        if let Some(place) = &table.with {
            match &mut transform {
                TransformSpec::Replace { with } => *with = flaws.keep(self.replacement(place)),
                _ => flaws.add(self.text.flaw(
                    place,
                    "`with` belongs to `replace`; add `transform = \"replace\"` or remove it",
                )),
            }
        }
        self.token_options(&mut transform, table, flaws);
        transform
    }

    /// The options of what a vault keeps.
    fn token_options(&self, transform: &mut TransformSpec, table: &EntityTable, flaws: &mut Flaws) {
        if let (
            TransformSpec::Fpe {
                accepts_dictionary_risk,
            },
            Some(accepts),
        ) = (&mut *transform, &table.accept_dictionary_risk)
        {
            *accepts_dictionary_risk = *accepts.get_ref();
        }
        let TransformSpec::Tokenize(spec) = transform else {
            let options = [
                ("scope", table.scope.as_ref().map(|it| self.text.place(it))),
                (
                    "match",
                    table.r#match.as_ref().map(|it| self.text.place(it)),
                ),
                (
                    "representation",
                    table.representation.as_ref().map(|it| self.text.place(it)),
                ),
            ];
            let accepts = table.accept_dictionary_risk.as_ref();
            let accepts = accepts.map(|it| self.text.place(it));
            let accepts = accepts.filter(|_| !matches!(transform, TransformSpec::Fpe { .. }));
            for (key, place) in options
                .into_iter()
                .chain([("accept_dictionary_risk", accepts)])
            {
                if let Some(place) = place {
                    let message = format!(
                        "`{key}` belongs to `tokenize`; add `transform = \"tokenize\"` or remove it"
                    );
                    flaws.add(Flaw::new(place, message));
                }
            }
            return;
        };
        if let Some(word) = &table.representation {
            spec.representation = (*word.get_ref()).into();
        }
        if let Some(word) = &table.r#match {
            spec.matching = (*word.get_ref()).into();
        }
        if let Some(accepts) = &table.accept_dictionary_risk {
            spec.accepts_dictionary_risk = *accepts.get_ref();
        }
        if let Some(word) = &table.scope {
            spec.scope = Some((*word.get_ref()).into());
            if spec.representation != Representation::Token {
                flaws.add(self.text.flaw(
                    word,
                    "`scope` has no effect where no token is written; remove it, or write \
                     `representation = \"token\"`",
                ));
            }
        }
    }

    /// Four characters are what card receipts and support desks show; more give a value away.
    fn keep_last(&self, place: &Spanned<i64>) -> Result<u8, Flaw> {
        let keep_last = u8::try_from(*place.get_ref())
            .ok()
            .filter(|&keep| keep <= 4);
        keep_last.ok_or_else(|| {
            self.text.flaw(
                place,
                "`keep_last` is out of range; more than 4 give the value away, write 0 to 4",
            )
        })
    }

    /// A reader must see that something was replaced, and a line must stay a line.
    fn replacement(&self, place: &Spanned<String>) -> Result<String, Flaw> {
        let text = place.get_ref();
        if text.trim().is_empty() || text.contains(char::is_control) || text.len() > 256 {
            return Err(self.text.flaw(
                place,
                "`with` is blank, has control characters or is longer than 256 bytes; write a \
                 short visible text, or use `redact`",
            ));
        }
        Ok(text.clone())
    }

    /// Scores are integers of thousandths, so a threshold is rounded to one.
    pub(super) fn threshold(&self, place: &Spanned<f64>) -> Result<Score, Flaw> {
        probability(*place.get_ref()).ok_or_else(|| {
            self.text.flaw(
                place,
                "the threshold is no probability; write a number from 0 to 1",
            )
        })
    }

    /// The countries that the data come from; each adds something to the others.
    pub(super) fn regions(&self, codes: &[Spanned<String>], flaws: &mut Flaws) -> RegionSet {
        let mut regions = RegionSet::default();
        for code in codes {
            let name = region_name(code.get_ref());
            match regions.with(name) {
                None => flaws.add(self.text.flaw(code, unknown_region(name))),
                Some(more) if more == regions => {
                    let message = "this region is listed twice; remove one";
                    flaws.add(self.text.flaw(code, message));
                }
                Some(more) => regions = more,
            }
        }
        regions
    }
}

/// A number from 0 to 1 as a score.
pub(super) fn probability(number: f64) -> Option<Score> {
    let thousandths = (number * 1000.0).round();
    (0.0..=1.0)
        .contains(&number)
        .then(|| Score::from_thousandths(thousandths as u16))
}

/// The code of ISO 3166 for what people write: the United Kingdom's is `GB`, and `UK` is set aside for
/// it.
fn region_name(code: &str) -> &str {
    if code == "UK" { "GB" } else { code }
}

/// What is wrong with a code that names no region, and what to write.
fn unknown_region(name: &str) -> String {
    let capitals = name.to_ascii_uppercase();
    if RegionSet::default().with(region_name(&capitals)).is_some() {
        format!("the region `{name}` is not in capitals; write `{capitals}`")
    } else {
        format!(
            "the region `{name}` is unknown; write codes of ISO 3166, two capitals each, such as \
             `US` or `DE`"
        )
    }
}
