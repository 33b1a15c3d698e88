//! What goes over the wire: the API as the contract has it, callbacks as the platform and its
//! enemies send them, links, and what must never leave the sealed table.

mod canary;
mod command_line;
mod contract;
mod hostile;
mod idempotency;
mod intake;
mod list_page;
mod phone_page;
mod roles;
mod webhooks;
