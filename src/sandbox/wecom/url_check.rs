//! The check of the callback address that the real platform makes when an admin saves it.
//!
//! Platform document 90930: within one second, the decrypted `echostr` and nothing else.

use std::time::Duration;

use super::callback::Callbacks;
use super::platform::Platform;

const PATIENCE: Duration = Duration::from_secs(1);

/// Asks once; the state remembers the result, and so does the page. Cards go out in any case, since
/// the sandbox cannot know whether the service was up when it asked.
pub async fn url_check(platform: &Platform, callbacks: &Callbacks) -> bool {
    let courier = callbacks.courier();
    let echo = rand::random::<u64>().to_string();
    let sealed = courier.crypto.seal(&echo, platform.clock.now().as_second());
    let answer = courier.check(&sealed).timeout(PATIENCE).send().await;
    let verified = match answer {
        Ok(answer) if answer.status().as_u16() == 200 => answer
            .bytes()
            .await
            .is_ok_and(|body| body.as_ref() == echo.as_bytes()),
        _ => false,
    };
    platform.change(|state, _| state.callback_verified = Some(verified));
    verified
}
