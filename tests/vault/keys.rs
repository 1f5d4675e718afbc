//! Slots, domains, epochs and leases.
