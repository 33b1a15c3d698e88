//! paidan (派单) takes every lead as it arrives and hands it to the one rep who
//! fits best. The rooms and who may see whom: ARCHITECTURE.md.

pub mod app;
pub mod cli;
pub mod config;
pub mod console;
pub mod dingtalk;
pub mod http;
pub mod jobs;
pub mod protocol;
pub mod sandbox;
pub mod store;
pub mod system;
pub mod wecom;
pub mod wiring;
pub mod words;
