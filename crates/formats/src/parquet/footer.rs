//! The texts of a footer: what programs have noted there is data too.
//!
//! `ARROW:schema` is a copy of the schema in base64, with metadata of its own, which no search of the bytes
//! would see. It is read, its metadata is scrubbed like all other, and the copy is made anew.

use std::{io, sync::Arc};

use arrow_schema::{DataType, Field, Metadata, Schema};
use base64::{Engine, engine::general_purpose::STANDARD};
use parquet::{
    arrow::encode_arrow_schema,
    file::metadata::{FileMetaData, KeyValue},
    schema::types::Type,
};
use pumice_engine::Fields;

use super::{
    cells::{Cells, Place},
    input::unsupported,
};

/// Where the copy of the schema stands.
const ARROW_SCHEMA: &str = "ARROW:schema";

/// Where texts of the footer stand in reports.
const PATH: &[u8] = b"{metadata}";

/// All texts, one behind the other, as they are searched.
pub(crate) struct Texts {
    pub(crate) texts: Vec<String>,
    whats: Vec<What>,
    /// The names among them, as they were read.
    names: Vec<String>,
    arrow: Option<Schema>,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    CreatedBy,
    /// Of a pair in the footer.
    Key,
    /// The value of the key before it.
    Value,
    /// A key without a value.
    LoneKey,
    /// Of the schema's copy; these are searched like those of the footer.
    ArrowKey,
    ArrowValue,
    /// Of a column or a group; it cannot be replaced, for programs ask for it.
    Name,
    /// Where the copy of the schema was.
    ArrowSchema,
}

/// What is written into the new footer.
#[derive(Clone)]
pub(super) struct Footer {
    pub(super) created_by: String,
    pub(super) pairs: Option<Vec<KeyValue>>,
}

/// Says how many there are; they are those of a corpus.
impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} texts", self.texts.len())
    }
}

impl Texts {
    /// All texts of the footer of the file that is called `file`.
    ///
    /// # Errors
    /// When the copy of the schema cannot be read: it may hold anything.
    pub(super) fn new(metadata: &FileMetaData, file: &str) -> io::Result<Self> {
        let mut texts = Self {
            texts: vec![],
            whats: vec![],
            names: vec![],
            arrow: None,
        };
        texts.push(What::CreatedBy, metadata.created_by().unwrap_or_default());
        for pair in metadata.key_value_metadata().into_iter().flatten() {
            match &pair.value {
                Some(value) if pair.key == ARROW_SCHEMA => {
                    texts.push(What::ArrowSchema, "");
                    texts.arrow = Some(schema(value).ok_or_else(|| {
                        unsupported(format!(
                            "{file}: its {ARROW_SCHEMA} cannot be read; write the file again without it"
                        ))
                    })?);
                }
                Some(value) => {
                    texts.push(What::Key, &pair.key);
                    texts.push(What::Value, value);
                }
                None => texts.push(What::LoneKey, &pair.key),
            }
        }
        texts.columns(metadata.schema());
        if let Some(schema) = texts.arrow.take() {
            texts.schema_texts(&schema);
            texts.arrow = Some(schema);
        }
        Ok(texts)
    }

    /// All texts of a schema that comes without a file.
    pub(crate) fn of_schema(schema: &Schema) -> Self {
        let mut texts = Self {
            texts: vec![],
            whats: vec![],
            names: vec![],
            arrow: Some(schema.clone()),
        };
        texts.schema_texts(schema);
        texts
    }

    fn schema_texts(&mut self, schema: &Schema) {
        self.pairs(schema.metadata());
        schema.fields().iter().for_each(|field| self.field(field));
    }

    fn push(&mut self, what: What, text: &str) {
        self.whats.push(what);
        self.texts.push(text.to_owned());
        if what == What::Name {
            self.names.push(text.to_owned());
        }
    }

    fn columns(&mut self, schema: &Type) {
        self.push(What::Name, schema.name());
        if schema.is_group() {
            schema
                .get_fields()
                .iter()
                .for_each(|field| self.columns(field));
        }
    }

    fn field(&mut self, field: &Field) {
        self.push(What::Name, field.name());
        self.pairs(field.metadata());
        each_child(field.data_type(), &mut |child| self.field(child));
    }

    fn pairs(&mut self, metadata: &Metadata) {
        for (key, value) in metadata.iter() {
            self.push(What::ArrowKey, key);
            self.push(What::ArrowValue, value);
        }
    }

    /// Makes each text a cell.
    pub(crate) fn cells(&self, cells: &mut Cells, fields: &mut Fields<'_>) {
        cells.rows.push(0);
        let root = fields.root();
        let map = fields.member(root, root, PATH).path;
        let mut key: &[u8] = b"";
        for (text, what) in self.texts.iter().zip(&self.whats) {
            let place = match what {
                What::Key | What::LoneKey | What::ArrowKey => {
                    key = text.as_bytes();
                    Place::Key { map, number: 1 }
                }
                What::Value | What::ArrowValue => Place::Value(fields.member(map, map, key).path),
                What::CreatedBy => Place::Value(fields.member(map, map, b"created_by").path),
                What::Name | What::ArrowSchema => Place::Key {
                    map: root,
                    number: 2,
                },
            };
            cells.push_text(text.as_bytes(), place);
        }
    }

    /// The schema that is given in place of one without a file; none where a field's name was to be
    /// replaced.
    pub(crate) fn schema(&self) -> Option<Schema> {
        let of = |wanted: fn(&What) -> bool| {
            let texts = self.texts.iter().zip(&self.whats);
            texts.filter_map(move |(text, what)| wanted(what).then_some(text))
        };
        if !of(|what| *what == What::Name).eq(&self.names) {
            return None;
        }
        let mut pairs = of(|what| matches!(what, What::ArrowKey | What::ArrowValue)).cloned();
        let schema = self.arrow.as_ref()?;
        Some(cleaned(schema, &mut pairs))
    }

    /// What is written in place of what was read.
    ///
    /// # Errors
    /// When a column's name was to be replaced.
    pub(super) fn footer(&self, metadata: &FileMetaData, file: &str) -> io::Result<Footer> {
        let mut rest = self.texts.iter();
        let (mut created_by, mut pairs, mut arrow) = (String::new(), vec![], vec![]);
        let (mut key, mut names) = (None, self.names.iter());
        let mut place = None;
        for what in &self.whats {
            let text = rest.next().cloned().unwrap_or_default();
            match what {
                What::CreatedBy => created_by = text,
                What::Key => key = Some(text),
                What::Value => pairs.extend(key.take().map(|key| KeyValue::new(key, text))),
                What::LoneKey => pairs.push(KeyValue::new(text, None)),
                What::ArrowSchema => place = Some(pairs.len()),
                What::ArrowKey | What::ArrowValue => arrow.push(text),
                What::Name => {
                    if names.next() != Some(&text) {
                        return Err(unsupported(format!(
                            "{file}: the name of a column holds personal data and cannot be replaced; rename it, \
                             or have the policy keep what is found there"
                        )));
                    }
                }
            }
        }
        if let (Some(place), Some(schema)) = (place, &self.arrow) {
            let mut texts = arrow.into_iter();
            let schema = cleaned(schema, &mut texts);
            let copy = KeyValue::new(ARROW_SCHEMA.to_owned(), encode_arrow_schema(&schema));
            pairs.insert(place, copy);
        }
        Ok(Footer {
            created_by,
            pairs: metadata.key_value_metadata().map(|_| pairs),
        })
    }
}

/// The schema that is spelled in base64, with or without the mark of newer writers before its length.
fn schema(text: &str) -> Option<Schema> {
    let bytes = STANDARD.decode(text).ok()?;
    let message = match bytes.strip_prefix(&[0xFF; 4]) {
        Some(rest) => rest.get(4..)?,
        None => &bytes,
    };
    arrow_ipc::convert::try_schema_from_flatbuffer_bytes(message).ok()
}

/// The same schema with other metadata.
fn cleaned(schema: &Schema, texts: &mut impl Iterator<Item = String>) -> Schema {
    let metadata = pairs(schema.metadata(), texts);
    let fields = schema.fields().iter();
    let fields: Vec<_> = fields.map(|field| cleaned_field(field, texts)).collect();
    Schema::new_with_metadata(fields, metadata)
}

fn pairs(metadata: &Metadata, texts: &mut impl Iterator<Item = String>) -> Metadata {
    let mut cleaned = Metadata::default();
    for _ in metadata.iter() {
        if let (Some(key), Some(value)) = (texts.next(), texts.next()) {
            cleaned.insert(key, value);
        }
    }
    cleaned
}

fn cleaned_field(field: &Arc<Field>, texts: &mut impl Iterator<Item = String>) -> Arc<Field> {
    let metadata = pairs(field.metadata(), texts);
    let data_type = with_children(field.data_type(), &mut |child| cleaned_field(child, texts));
    let field = Field::clone(field).with_data_type(data_type);
    Arc::new(field.with_metadata(metadata))
}

/// Calls `each` for the fields within a type.
fn each_child(data_type: &DataType, each: &mut dyn FnMut(&Field)) {
    let mut visit = |child: &Arc<Field>| {
        each(child);
        Arc::clone(child)
    };
    with_children(data_type, &mut visit);
}

/// The type with other fields within it, in their order.
fn with_children(
    data_type: &DataType,
    change: &mut dyn FnMut(&Arc<Field>) -> Arc<Field>,
) -> DataType {
    match data_type {
        DataType::List(field) => DataType::List(change(field)),
        DataType::LargeList(field) => DataType::LargeList(change(field)),
        DataType::ListView(field) => DataType::ListView(change(field)),
        DataType::LargeListView(field) => DataType::LargeListView(change(field)),
        DataType::FixedSizeList(field, len) => DataType::FixedSizeList(change(field), *len),
        DataType::Map(field, is_sorted) => DataType::Map(change(field), *is_sorted),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(change).collect()),
        DataType::RunEndEncoded(ends, values) => {
            DataType::RunEndEncoded(change(ends), change(values))
        }
        DataType::Dictionary(keys, values) => {
            DataType::Dictionary(keys.clone(), Box::new(with_children(values, change)))
        }
        other => other.clone(),
    }
}
