//! For tests: a small server in the platform's place, and a log that can be read.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::client::Client;
use super::settings::Settings;

/// What the server does with a request.
pub(super) enum Does {
    Says(u16, String),
    HangsUp,
    HangsUpInTheAnswer,
    Stalls,
}

pub(super) fn says(body: impl Into<String>) -> Does {
    Does::Says(200, body.into())
}

pub(super) fn code(code: i64) -> Does {
    says(json!({"errcode": code, "errmsg": "no", "invaliduser": ""}).to_string())
}

type Answering = dyn Fn(&str, &str, &Value) -> Does + Send + Sync;

/// A stand-in for the platform: gives tokens `t1`, `t2`, … and counts.
pub(super) struct Platform {
    address: String,
    tokens: Arc<AtomicUsize>,
    seen: Arc<Mutex<Vec<Value>>>,
    listening: JoinHandle<()>,
}

impl Platform {
    /// `answer` gets path, token and body of each call but `gettoken`.
    pub async fn new(answer: impl Fn(&str, &str, &Value) -> Does + Send + Sync + 'static) -> Self {
        Self::with_tokens(
            |number| {
                says(
                    json!({"errcode": 0, "access_token": format!("t{number}"), "expires_in": 7200})
                        .to_string(),
                )
            },
            answer,
        )
        .await
    }

    pub async fn with_tokens(
        token: impl Fn(usize) -> Does + Send + Sync + 'static,
        answer: impl Fn(&str, &str, &Value) -> Does + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let address = format!("http://{}", listener.local_addr().expect("bound"));
        let tokens = Arc::new(AtomicUsize::new(0));
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (count, bodies) = (tokens.clone(), seen.clone());
        let answer: Arc<Answering> = Arc::new(answer);
        let token = Arc::new(token);
        let listening = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let (count, bodies) = (count.clone(), bodies.clone());
                let (answer, token) = (answer.clone(), token.clone());
                tokio::spawn(async move {
                    let (path, query, body) = request(&mut stream).await;
                    let does = if path.ends_with("/gettoken") {
                        tokio::time::sleep(Duration::from_millis(20)).await;
                        token(count.fetch_add(1, Ordering::SeqCst) + 1)
                    } else {
                        bodies.lock().expect("not poisoned").push(body.clone());
                        answer(&path, query.trim_start_matches("access_token="), &body)
                    };
                    respond(stream, does).await;
                });
            }
        });
        Self {
            address,
            tokens,
            seen,
            listening,
        }
    }

    /// Closes the door; what is open stays open.
    pub async fn stop(self) {
        self.listening.abort();
        let _ = self.listening.await;
    }

    pub fn client(&self) -> Client {
        client(&self.address, Duration::from_millis(400))
    }

    pub fn tokens(&self) -> usize {
        self.tokens.load(Ordering::SeqCst)
    }

    pub fn calls(&self) -> usize {
        self.seen.lock().expect("not poisoned").len()
    }

    pub fn last_body(&self) -> Value {
        self.seen
            .lock()
            .expect("not poisoned")
            .last()
            .cloned()
            .unwrap_or_default()
    }
}

pub(super) fn client(api_base: &str, timeout: Duration) -> Client {
    // The provider is wired on the roof; here the first test to come sets it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let settings = Settings {
        corp_id: "ww1".into(),
        agent_id: 7,
        secret: "canary-secret".into(),
        api_base: api_base.to_owned(),
        ..Settings::default()
    };
    let http = reqwest::Client::builder()
        .no_proxy()
        .read_timeout(timeout)
        .tls_backend_preconfigured(tls())
        .build()
        .expect("builds");
    Client::new(&settings, http)
}

fn tls() -> rustls::ClientConfig {
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    rustls::ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

/// Path, query and JSON body of one request.
async fn request(stream: &mut TcpStream) -> (String, String, Value) {
    let mut bytes = Vec::new();
    while !complete(&bytes)
        && stream
            .read_buf(&mut bytes)
            .await
            .is_ok_and(|count| count > 0)
    {}
    let text = String::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let target = head.split(' ').nth(1).unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    (
        path.to_owned(),
        query.to_owned(),
        serde_json::from_str(body).unwrap_or_default(),
    )
}

fn complete(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let Some((head, _)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| {
        line.to_lowercase()
            .strip_prefix("content-length: ")
            .map(str::to_owned)
    });
    bytes.len() - head.len() - 4 >= length.map_or(0, |length| length.parse().expect("a number"))
}

async fn respond(mut stream: TcpStream, does: Does) {
    match does {
        Does::Says(status, body) => {
            let head = format!(
                "HTTP/1.1 {status} X\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
            let _ = stream.flush().await;
            // Left open until the other side closes: an early close may drop the answer.
            let _ = stream.read(&mut [0; 16]).await;
        }
        Does::HangsUp => drop(stream),
        Does::HangsUpInTheAnswer => {
            let _ = stream
                .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 99\r\n\r\n{\"errcode\":0")
                .await;
        }
        Does::Stalls => tokio::time::sleep(Duration::from_secs(60)).await,
    }
}

/// Keeps what is logged.
#[derive(Clone, Default)]
pub(super) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("not poisoned").clone()).expect("text")
    }
}

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0
            .lock()
            .expect("not poisoned")
            .extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
