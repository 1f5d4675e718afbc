//! `pumice vault init`.

use pumice_vault::Vault;

use super::{done, key};
use crate::{args::VaultInitArgs, exit::Exit};

pub(super) fn run(args: &VaultInitArgs) -> anyhow::Result<Exit> {
    let slots = args.new_slots.iter().map(key::new_slot);
    let slots: Vec<_> = slots.collect::<anyhow::Result<_>>()?;
    let mut vault = Vault::init(&args.vault, &slots, key::loss(args.i_accept_loss))?;
    for domain in &args.domains {
        vault.add_domain(domain)?;
    }
    let slots: Vec<_> = vault.slots().map(|(name, _)| name).collect();
    let what = format!("vault {} was made; slots {}", vault.id(), slots.join(", "));
    done(&args.vault, &vault, what);
    Ok(Exit::Clean)
}
