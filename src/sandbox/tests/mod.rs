//! Stories of the sandbox over real HTTP, against a tiny fake of the service.

mod dingtalk;
mod fake_service;
mod stories;
mod world;
