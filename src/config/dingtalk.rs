//! `[dingtalk]`: its keys are known and checked already, so that a file written for
//! the next version starts this one; the platform itself comes with that version.

use super::address;
use super::problem::{Fault, quoted};
use super::section::Section;

pub(super) fn check(section: &mut Section) {
    for key in ["corp_id", "client_id", "robot_code", "card_template_id"] {
        section.text(key);
    }
    for key in ["client_secret", "token", "encoding_aes_key"] {
        section.secret(key, |_| Ok(()));
    }
    for key in ["api_base", "oapi_base", "oauth_base"] {
        section.parsed(key, address::web);
    }
    section.parsed("mode", |mode| match mode {
        "stream" | "http" => Ok(()),
        other => Err(Fault::new(
            format!("must be stream or http, found {}", quoted(other)),
            "write mode = \"stream\", which needs no address of yours",
        )),
    });
    if section.flag("enabled") == Some(true) {
        section.fail(
            "enabled",
            Fault::new(
                "is true, and this version does not speak with DingTalk yet",
                "set it to false for now; DingTalk comes with a later version",
            ),
        );
    }
}
