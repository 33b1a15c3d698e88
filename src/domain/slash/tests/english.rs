//! The same in English.

use super::*;

#[test]
fn every_command() {
    check("/help", "help");
    check("/help claim", "help claim");
    check("/HELP /Claim", "help claim");
    check("/show 1042", "show 1042");
    check("/Show #1042", "show 1042");
    check("/ＳＨＯＷ １０４２", "show 1042");
    check("/show1042", "show 1042");
    check("/why 1042", "why 1042");
    check("/pool", "pool");
    check("/pool 7", "pool 7");
    check("/claim 1042", "claim 1042");
    check("/decline 1042 Too Far", "decline 1042 because [Too Far]");
    check("/away", "away");
    check("/back", "back");
    check("/mine", "mine");
    check("/confirm", "confirm");
    check("cancel", "cancel");
    check_manager("/status", "status");
    check_manager("/reassign 1042 to @wangfang", "reassign 1042 to wangfang");
    check_manager(
        "/reassign 7,8 9-11 @zhang.san customer asked",
        "reassign 7 8 9 10 11 to zhang.san because [customer asked]",
    );
    check_manager(
        "/reassign 7 @Li Lei he knows them",
        "reassign 7 to Li Lei because [he knows them]",
    );
}

#[test]
fn times() {
    check("/away 90s", "away for 90s");
    check("/away 5m", "away for 300s");
    check("/away 2h", "away for 7200s");
    check("/away 1d", "away for 86400s");
    check("/away 1h30m", "away for 5400s");
    check(
        "/away 2 hours @zhaoqiang",
        "away for 7200s deputy zhaoqiang",
    );
    check("/away until 18:00", "away until 2026-11-25T18:00:00");
    check("/away until 6pm", "away until 2026-11-25T18:00:00");
    check("/away until tomorrow", "away until 2026-11-26T09:00:00");
    check("/away till Friday", "away until 2026-11-27T09:00:00");
    check("/away until fri 14:00", "away until 2026-11-27T14:00:00");
    check("/away until 2026-12-03", "away until 2026-12-03T09:00:00");
    check_manager(
        "/away @zhaoqiang 2h deputy @wangfang",
        "away zhaoqiang for 7200s deputy wangfang",
    );
    check_manager("/back @zhaoqiang", "back zhaoqiang");
}
