//! DingTalk (钉钉): speaks the platform's protocol on one side and
//! [`crate::app::ports`] on the other.

pub mod stream;
