//! The WebSocket itself (RFC 6455 §4.1). It begins as a request of the one HTTP client,
//! so that it takes the same way out as every call: the same roots, the same proxy with
//! its user and password (`protocols/dingtalk.md` §6.7).

use reqwest::{Client, StatusCode, Upgraded, header};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::client::generate_key;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

use super::open::{Address, NoLine, TIMEOUT, away};

/// A message is a few kilobytes; what is larger than this ends the connection.
const LARGEST: usize = 1024 * 1024;
/// Answers that may wait for a slow line before it counts as broken.
const MOST_UNSENT: usize = 4 * LARGEST;

/// Connects to an address that the gateway gave.
pub(super) async fn connect(
    http: &Client,
    address: &Address,
) -> Result<WebSocketStream<Upgraded>, NoLine> {
    let key = generate_key();
    let response = http
        .get(as_http(address.expose()))
        .header(header::CONNECTION, "Upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_VERSION, "13")
        .header(header::SEC_WEBSOCKET_KEY, &key)
        .timeout(TIMEOUT)
        .send()
        .await
        .map_err(away)?;
    if response.status() != StatusCode::SWITCHING_PROTOCOLS {
        let status = response.status().as_u16();
        return Err(NoLine::Handshake(format!("HTTP {status}")));
    }
    let accept = response.headers().get(header::SEC_WEBSOCKET_ACCEPT);
    if accept.is_none_or(|accept| accept != derive_accept_key(key.as_bytes()).as_str()) {
        return Err(NoLine::Handshake("wrong Sec-WebSocket-Accept".to_owned()));
    }
    let upgraded = response.upgrade().await.map_err(away)?;
    Ok(WebSocketStream::from_raw_socket(upgraded, Role::Client, Some(limits())).await)
}

/// `wss://` and `ws://` as the HTTP client knows them.
fn as_http(address: &str) -> String {
    match address.strip_prefix("ws") {
        Some(rest) => format!("http{rest}"),
        None => address.to_owned(),
    }
}

fn limits() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(16 * 1024)
        .write_buffer_size(0)
        .max_write_buffer_size(MOST_UNSENT)
        .max_message_size(Some(LARGEST))
        .max_frame_size(Some(LARGEST))
}
