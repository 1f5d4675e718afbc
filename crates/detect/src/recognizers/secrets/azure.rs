//! Keys of Azure that tell by themselves what they are: a signature at a fixed place, and the checksum of
//! the bytes before it.

use super::{CHECKED, Kind, checks::ends_with_marvin};

const UTILITIES: &str = "Microsoft, security-utilities: identifiable keys (https://github.com/microsoft/security-utilities)";

pub(super) const KINDS: &[Kind] = &[
    Kind::new(
        "azure_service_bus_key",
        "AZURE_KEY",
        &[("<E33>+ASb<M1><E4><P1>=", CHECKED)],
        UTILITIES,
    )
    .checked(|key| ends_with_marvin(key, &[*b"Send0000", *b"Listen00", *b"Manage00"])),
    Kind::new(
        "azure_storage_key",
        "AZURE_KEY",
        &[("<E76>+ASt<E5><Q1>==", CHECKED)],
        UTILITIES,
    )
    .checked(|key| ends_with_marvin(key, &[*b"Default0"])),
    Kind::new(
        "azure_search_key",
        "AZURE_KEY",
        &[("<W42>AzSe<M1><W5>", CHECKED)],
        UTILITIES,
    )
    .checked(|key| ends_with_marvin(key, &[*b"Query000", *b"PAdmin00"])),
];
