//! A gateway for tests: the open call and the WebSocket on one port of this machine.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::accept_hdr_async;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request};

/// The platform's end of a connection.
pub(super) type Socket = WebSocketStream<TcpStream>;

/// How the gateway answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mood {
    Well,
    /// 503 to the open call.
    Busy,
    /// 401 to the open call.
    Refusing,
    /// Gives tickets and takes none.
    TakingNoTicket,
}

struct Inside {
    mood: Mood,
    /// The body of each open call.
    opened: Vec<Value>,
    given: HashSet<String>,
    /// Tickets that came, good or not.
    brought: Vec<String>,
}

/// The gateway.
pub(super) struct Gateway {
    pub base: String,
    inside: Arc<Mutex<Inside>>,
    sockets: mpsc::UnboundedReceiver<Socket>,
}

impl Gateway {
    pub async fn started() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let host = listener.local_addr().expect("an address").to_string();
        let inside = Arc::new(Mutex::new(Inside {
            mood: Mood::Well,
            opened: Vec::new(),
            given: HashSet::new(),
            brought: Vec::new(),
        }));
        let (connected, sockets) = mpsc::unbounded_channel();
        let base = format!("http://{host}");
        let (shared, endpoint) = (Arc::clone(&inside), format!("ws://{host}/connect"));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                let (shared, endpoint) = (Arc::clone(&shared), endpoint.clone());
                let connected = connected.clone();
                tokio::spawn(async move {
                    if let Some(socket) = serve(stream, &shared, &endpoint).await {
                        // A test that is over takes no more connections.
                        let _ = connected.send(socket);
                    }
                });
            }
        });
        Self {
            base,
            inside,
            sockets,
        }
    }

    pub fn set_mood(&self, mood: Mood) {
        self.inside.lock().expect("no panic").mood = mood;
    }

    /// The bodies of the open calls so far.
    pub fn opened(&self) -> Vec<Value> {
        self.inside.lock().expect("no panic").opened.clone()
    }

    /// Every ticket that was brought so far.
    pub fn brought(&self) -> Vec<String> {
        self.inside.lock().expect("no panic").brought.clone()
    }

    /// The next connection.
    pub async fn connection(&mut self) -> Socket {
        self.sockets.recv().await.expect("the gateway runs")
    }

    /// Whether a connection waits to be taken.
    pub fn has_connection(&self) -> bool {
        !self.sockets.is_empty()
    }
}

async fn serve(mut stream: TcpStream, inside: &Mutex<Inside>, endpoint: &str) -> Option<Socket> {
    let mut verb = [0; 4];
    while stream.peek(&mut verb).await.ok()? < verb.len() {
        tokio::task::yield_now().await;
    }
    if &verb == b"POST" {
        let (_, body) = read_request(&mut stream).await;
        let (status, answer) = open(inside, &body, endpoint);
        let answer = answer.to_string();
        let length = answer.len();
        let head = format!("HTTP/1.1 {status} X\r\nContent-Length: {length}\r\nConnection: close");
        let whole = format!("{head}\r\n\r\n{answer}");
        stream.write_all(whole.as_bytes()).await.ok()?;
        return None;
    }
    // The type of the refusal is the library's.
    #[allow(clippy::result_large_err)]
    let check = |request: &Request, response| {
        let ticket = request.uri().query().unwrap_or_default();
        let ticket = ticket.strip_prefix("ticket=").unwrap_or_default();
        if take(inside, ticket) {
            return Ok(response);
        }
        let mut refusal = ErrorResponse::new(None);
        *refusal.status_mut() = http_status(401);
        Err(refusal)
    };
    accept_hdr_async(stream, check).await.ok()
}

fn http_status(code: u16) -> tokio_tungstenite::tungstenite::http::StatusCode {
    code.try_into().expect("a status")
}

fn open(inside: &Mutex<Inside>, body: &str, endpoint: &str) -> (u16, Value) {
    let mut inside = inside.lock().expect("no panic");
    inside
        .opened
        .push(serde_json::from_str(body).expect("JSON"));
    match inside.mood {
        Mood::Busy => (503, json!("busy")),
        Mood::Refusing => (401, json!({"code": "authFailed", "message": "鉴权失败"})),
        Mood::Well | Mood::TakingNoTicket => {
            let ticket = format!("canary-ticket-{}", inside.opened.len());
            inside.given.insert(ticket.clone());
            (200, json!({"endpoint": endpoint, "ticket": ticket}))
        }
    }
}

/// A ticket opens one connection.
fn take(inside: &Mutex<Inside>, ticket: &str) -> bool {
    let mut inside = inside.lock().expect("no panic");
    inside.brought.push(ticket.to_owned());
    inside.given.remove(ticket) && inside.mood != Mood::TakingNoTicket
}

/// A proxy that wants a user and a password and passes plain requests on.
pub(super) struct Proxy {
    pub address: String,
    /// The first line of every request that came with the right user and password.
    passed: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    /// `user:secret` is who may pass.
    pub async fn started() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let address = listener.local_addr().expect("an address").to_string();
        let passed = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&passed);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(pass(stream, Arc::clone(&shared)));
            }
        });
        Self { address, passed }
    }

    pub fn passed(&self) -> Vec<String> {
        self.passed.lock().expect("no panic").clone()
    }
}

async fn pass(mut stream: TcpStream, passed: Arc<Mutex<Vec<String>>>) -> Option<()> {
    let (head, body) = read_request(&mut stream).await;
    // `user:secret` in base64 (RFC 7617 §2).
    let is_known = head
        .to_ascii_lowercase()
        .contains("proxy-authorization: basic")
        && head.contains("dXNlcjpzZWNyZXQ=");
    let first = head.lines().next()?.to_owned();
    if !is_known {
        let refusal = b"HTTP/1.1 407 X\r\nContent-Length: 0\r\n\r\n";
        return stream.write_all(refusal).await.ok();
    }
    passed.lock().expect("no panic").push(first.clone());
    let target = first.split(' ').nth(1)?;
    // Tunnels lead out of this machine: that one was asked for is all there is to see.
    let host = target.strip_prefix("http://")?.split('/').next()?;
    let mut gateway = TcpStream::connect(host).await.ok()?;
    gateway
        .write_all(format!("{head}\r\n\r\n{body}").as_bytes())
        .await
        .ok()?;
    tokio::io::copy_bidirectional(&mut stream, &mut gateway)
        .await
        .ok()?;
    Some(())
}

/// Head and body of a request.
async fn read_request(stream: &mut TcpStream) -> (String, String) {
    let mut bytes = Vec::new();
    while !is_whole(&bytes) && stream.read_buf(&mut bytes).await.is_ok_and(|read| read > 0) {}
    let text = String::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    (head.to_owned(), body.to_owned())
}

fn is_whole(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes).to_ascii_lowercase();
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "));
    let length = length.map_or(0, |length| length.parse().expect("a number"));
    body.len() >= length
}
