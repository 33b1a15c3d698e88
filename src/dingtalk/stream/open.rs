//! Asking the gateway for a connection (`protocols/dingtalk.md` §6.1): the request holds
//! the secret and the answer a ticket that lives 90 s and opens one connection, so
//! neither enters a log line, an error or a `Debug`.

use std::fmt::Write;
use std::time::Duration;

use reqwest::{Client, Response, Url, header};
use secrecy::{ExposeSecret, SecretString};
use serde_json::{Value, json};

use super::frame::{CLICK, ROBOT, word};
use crate::app::ports::Trouble;

/// How long the gateway may take to answer.
pub(super) const TIMEOUT: Duration = Duration::from_secs(10);
/// An answer is two short strings.
const LARGEST: usize = 64 * 1024;
const UA: &str = concat!("paidan/", env!("CARGO_PKG_VERSION"));

/// The app whose frames are wanted.
#[derive(Clone)]
pub struct App {
    /// Where the new API is, without a slash at its end.
    pub api_base: String,
    /// Client ID (AppKey).
    pub client_id: String,
    /// Client Secret (AppSecret).
    pub client_secret: SecretString,
}

/// Why there is no connection. `Display` holds no secret and no address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum NoLine {
    /// Wrong credentials, an app that is not published, too many calls.
    #[error("the gateway refuses the app: HTTP {status}, {code}, requestid {request_id}")]
    Refused {
        status: u16,
        code: String,
        request_id: String,
    },
    /// What was given is not where a WebSocket can be.
    #[error("the gateway gave an address that is no wss:// address")]
    Endpoint,
    /// The gateway is there and not well.
    #[error("the gateway answered HTTP {status}")]
    Busy { status: u16 },
    /// The answer cannot be used.
    #[error("the gateway gave no ticket")]
    NoTicket,
    /// Nobody answered.
    #[error("no answer from the gateway: {0}")]
    Away(String),
    /// The ticket did not open a connection.
    #[error("the WebSocket was refused: {0}")]
    Handshake(String),
}

impl NoLine {
    /// Whether somebody has to set something right; it does not pass by itself.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Refused { .. } | Self::Endpoint)
    }

    /// Its name in figures.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "refused",
            Self::Endpoint => "endpoint",
            Self::Busy { .. } => "busy",
            Self::NoTicket => "no_ticket",
            Self::Away(_) => "away",
            Self::Handshake(_) => "handshake",
        }
    }
}

/// Where to connect, ticket included.
pub(super) struct Address(SecretString);

impl Address {
    /// For the connection; never for a log.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }
}

/// Asks for a connection.
pub(super) async fn open(http: &Client, app: &App) -> Result<Address, NoLine> {
    let response = http
        .post(format!("{}/v1.0/gateway/connections/open", app.api_base))
        // Without it the gateway has answered XML (§1.2).
        .header(header::ACCEPT, "application/json")
        .json(&request(app, UA, &local_ip()))
        .timeout(TIMEOUT)
        .send()
        .await
        .map_err(away)?;
    let status = response.status().as_u16();
    let body = body(response).await?;
    let is_plain = app.api_base.starts_with("http://");
    judge(status, &body, is_plain)
}

/// What keeps the gateway from giving a ticket; the one that it gives is left to run out, so
/// no frame is taken from the service.
pub(in crate::dingtalk) async fn ticket_trouble(http: &Client, app: &App) -> Option<Trouble> {
    let no_line = open(http, app).await.err()?;
    Some(match &no_line {
        NoLine::Refused { code, .. } => Trouble::Refused { code: code.clone() },
        NoLine::Busy { status } => Trouble::Away {
            code: format!("http-{status}"),
        },
        other => Trouble::Away {
            code: other.name().to_owned(),
        },
    })
}

/// The body of the request.
pub(super) fn request(app: &App, ua: &str, local_ip: &str) -> Value {
    json!({
        "clientId": app.client_id,
        "clientSecret": app.client_secret.expose_secret(),
        "subscriptions": [
            {"type": "EVENT", "topic": "*"},
            {"type": "CALLBACK", "topic": ROBOT},
            {"type": "CALLBACK", "topic": CLICK},
        ],
        "ua": ua,
        "localIp": local_ip,
    })
}

/// What an answer means. Only where the API itself is plain, in tests and in the
/// sandbox, may the connection be plain.
pub(super) fn judge(status: u16, body: &[u8], may_be_plain: bool) -> Result<Address, NoLine> {
    let body: Value = serde_json::from_slice(body).unwrap_or_default();
    let text = |name: &str| body[name].as_str().filter(|text| !text.is_empty());
    match status {
        200..=299 => {}
        400..=499 => {
            return Err(NoLine::Refused {
                status,
                code: word(text("code").unwrap_or("no code")),
                request_id: word(text("requestid").unwrap_or("-")),
            });
        }
        _ => return Err(NoLine::Busy { status }),
    }
    let (Some(endpoint), Some(ticket)) = (text("endpoint"), text("ticket")) else {
        return Err(NoLine::NoTicket);
    };
    let url = Url::parse(endpoint).map_err(|_| NoLine::Endpoint)?;
    match url.scheme() {
        "wss" => {}
        "ws" if may_be_plain => {}
        _ => return Err(NoLine::Endpoint),
    }
    let joint = if url.query().is_some() { '&' } else { '?' };
    let ticket = encoded(ticket);
    Ok(Address(format!("{endpoint}{joint}ticket={ticket}").into()))
}

/// Percent-encodes all but unreserved characters (RFC 3986 §2.3).
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The address that this machine speaks from, for the platform's own records. Choosing
/// a way for UDP sends nothing; 192.0.2.1 stands for anywhere (RFC 5737).
fn local_ip() -> String {
    let chosen = std::net::UdpSocket::bind("0.0.0.0:0").and_then(|socket| {
        socket.connect("192.0.2.1:443")?;
        socket.local_addr()
    });
    chosen.map_or_else(|_| "127.0.0.1".to_owned(), |at| at.ip().to_string())
}

async fn body(mut response: Response) -> Result<Vec<u8>, NoLine> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(away)? {
        if body.len() + chunk.len() > LARGEST {
            return Err(NoLine::NoTicket);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// What went wrong on the way, without the address: that of a connection has a ticket.
pub(super) fn away(error: reqwest::Error) -> NoLine {
    let error = error.without_url();
    let mut innermost: &dyn std::error::Error = &error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    NoLine::Away(word(&innermost.to_string()))
}
