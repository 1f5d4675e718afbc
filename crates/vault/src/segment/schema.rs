//! Columns of a segment, and how they are written.

use std::sync::{Arc, LazyLock};

use arrow_schema::{DataType, Field, Schema, SchemaRef};
use parquet::{
    basic::{Compression, Encoding, ZstdLevel},
    encryption::{decrypt::FileDecryptionProperties, encrypt::FileEncryptionProperties},
    errors::Result,
    file::properties::{EnabledStatistics, WriterProperties, WriterVersion},
    schema::types::ColumnPath,
};

use super::{Title, VERSION};
use crate::{Key, TAG_BYTES};

/// Records of a page: what one look-up decodes.
pub(super) const PAGE: usize = 1024;

/// Records of a row group: what a writer keeps in memory.
pub(super) const GROUP: usize = 256 * PAGE;

/// The columns, in their order.
pub(super) fn schema() -> SchemaRef {
    SCHEMA.clone()
}

static SCHEMA: LazyLock<SchemaRef> = LazyLock::new(|| {
    Arc::new(Schema::new(vec![
        Field::new("tag", DataType::FixedSizeBinary(TAG_BYTES as i32), false),
        Field::new("entity", DataType::Utf8, false),
        Field::new("head", DataType::UInt8, false),
        Field::new("matching", DataType::UInt16, false),
        Field::new("document", DataType::Binary, true),
        Field::new("value", DataType::Binary, false),
    ]))
});

/// How a segment is written.
pub(super) fn writing(title: &Title, key: &Key) -> Result<WriterProperties> {
    let column = |name: &str| ColumnPath::from(name);
    let zstd = Compression::ZSTD(ZstdLevel::try_new(1)?);
    let metadata = [
        &VERSION.to_le_bytes()[..],
        title.vault.bytes(),
        title.segment.bytes(),
    ];
    let encryption = FileEncryptionProperties::builder(key.bytes().to_vec())
        .with_footer_key_metadata(metadata.concat())
        .with_aad_prefix(title.aad())
        .build()?;
    Ok(WriterProperties::builder()
        .set_writer_version(WriterVersion::PARQUET_2_0)
        .set_created_by("pumice".into())
        .set_max_row_group_row_count(Some(GROUP))
        .set_data_page_row_count_limit(PAGE)
        .set_write_batch_size(PAGE)
        .set_statistics_enabled(EnabledStatistics::None)
        .set_column_statistics_enabled(column("tag"), EnabledStatistics::Page)
        .set_dictionary_enabled(false)
        .set_column_dictionary_enabled(column("entity"), true)
        .set_column_dictionary_enabled(column("head"), true)
        .set_column_dictionary_enabled(column("matching"), true)
        .set_column_compression(column("document"), zstd)
        .set_column_compression(column("value"), zstd)
        .set_column_encoding(column("tag"), Encoding::PLAIN)
        .set_column_encoding(column("document"), Encoding::DELTA_LENGTH_BYTE_ARRAY)
        .set_column_encoding(column("value"), Encoding::DELTA_LENGTH_BYTE_ARRAY)
        .with_file_encryption_properties(encryption)
        .build())
}

/// What it takes to read it.
pub(super) fn reading(title: &Title, key: &Key) -> Result<Arc<FileDecryptionProperties>> {
    FileDecryptionProperties::builder(key.bytes().to_vec())
        .with_aad_prefix(title.aad())
        .build()
}
