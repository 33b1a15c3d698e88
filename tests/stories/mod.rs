//! What people live through. Each file is a part of their day, each test a sentence about it.

mod bulk;
mod bursts;
mod claims;
mod commands;
mod dingtalk;
mod doctor;
mod hand_in;
mod moves_on;
mod planted;
mod real_input;
mod reasons;
mod ruled;
mod rules;
mod walk;

pub use bursts::{CALM, alone, burst};
pub use walk::{all_shares_to_zhang, for_zhang};
