//! What the log knows of leases.

use super::{Chain, Log, now};
use crate::{Keyring, Layout, VaultError};

/// Until when (seconds since 1970) somebody holds a lease of an epoch of a domain; 0 for nobody. Reads
/// and checks all of the log.
///
/// # Errors
/// As those of [`Log::verify`] that concern the log.
pub(crate) fn leased_until(
    layout: &Layout,
    keyring: &Keyring,
    domain: &str,
    epoch: u32,
) -> Result<u64, VaultError> {
    let mut log = Log::start(layout, Chain::begin(keyring), now)?;
    let mut until = 0;
    log.read_on(|_, line| {
        if let Some(expires) = line.leased(domain, epoch) {
            until = until.max(expires);
        }
        Ok(())
    })?;
    Ok(until)
}
