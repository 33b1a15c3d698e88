//! For tests: a small server in a platform's place, and a log that can be read.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// What the server does with a request.
pub(crate) enum Does {
    Says(u16, String),
    HangsUp,
    HangsUpInTheAnswer,
    Stalls,
}

pub(crate) fn says(body: impl Into<String>) -> Does {
    Does::Says(200, body.into())
}

/// One request as it came.
#[derive(Debug, Clone, Default)]
pub(crate) struct Asked {
    pub method: String,
    pub path: String,
    pub query: String,
    pub head: String,
    /// Null when it is no JSON.
    pub body: Value,
}

impl Asked {
    /// A header, by its name in small letters.
    pub fn header(&self, name: &str) -> Option<String> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(':')?;
            (found.to_ascii_lowercase() == name).then(|| value.trim().to_owned())
        })
    }
}

/// A server that answers by a function.
pub(crate) struct Server {
    pub address: String,
    listening: JoinHandle<()>,
}

impl Server {
    pub async fn new(answer: impl Fn(Asked) -> Does + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("binds");
        let address = format!("http://{}", listener.local_addr().expect("bound"));
        let answer = Arc::new(answer);
        let listening = tokio::spawn(async move {
            while let Ok((mut stream, _)) = listener.accept().await {
                let answer = answer.clone();
                tokio::spawn(async move {
                    let asked = request(&mut stream).await;
                    respond(stream, answer(asked)).await;
                });
            }
        });
        Self { address, listening }
    }

    /// Closes the door; what is open stays open.
    pub async fn stop(self) {
        self.listening.abort();
        let _ = self.listening.await;
    }
}

/// A client that goes straight to the server and waits for so long.
pub(crate) fn http(timeout: Duration) -> reqwest::Client {
    // The provider is wired on the roof; here the first test to come sets it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::builder()
        .no_proxy()
        .read_timeout(timeout)
        .tls_backend_preconfigured(tls())
        .build()
        .expect("builds")
}

fn tls() -> rustls::ClientConfig {
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    rustls::ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

async fn request(stream: &mut TcpStream) -> Asked {
    let mut bytes = Vec::new();
    while !complete(&bytes)
        && stream
            .read_buf(&mut bytes)
            .await
            .is_ok_and(|count| count > 0)
    {}
    let text = String::from_utf8(bytes).expect("text");
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
    let mut line = head.split(' ');
    let method = line.next().unwrap_or_default();
    let target = line.next().unwrap_or_default();
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Asked {
        method: method.to_owned(),
        path: path.to_owned(),
        query: query.to_owned(),
        head: head.to_owned(),
        body: serde_json::from_str(body).unwrap_or_default(),
    }
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
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

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
