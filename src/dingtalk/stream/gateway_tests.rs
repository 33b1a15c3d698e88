//! Stream against a gateway on this machine. Where minutes pass, the clock is held.

use std::sync::Arc;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tokio_tungstenite::tungstenite::Message;

use crate::app::ports::Chance;

use super::gateway::{Gateway, Mood, Proxy, Socket};
use super::stand_in::{Store, answered, disconnect, robot};
use super::{App, CONNECTIONS, Stream};

const CAP: Duration = Duration::from_secs(20);

struct Half;

impl Chance for Half {
    fn unit(&self) -> f64 {
        0.5
    }
}

/// paidan's side, running.
struct Running {
    stream: Arc<Stream>,
    store: Arc<Store>,
    stop: watch::Sender<bool>,
    run: JoinHandle<()>,
}

impl Running {
    fn against(base: &str, proxy: Option<&str>) -> Self {
        let app = App {
            api_base: base.to_owned(),
            client_id: "dingtest".to_owned(),
            client_secret: "canary-secret".into(),
        };
        let store = Arc::new(Store::default());
        let stream = Stream::new(app, http(proxy), store.clone(), Arc::new(Half));
        let stream = Arc::new(stream);
        let (stop, stopped) = watch::channel(false);
        let running = Arc::clone(&stream);
        let run = tokio::spawn(async move { running.run(stopped).await });
        Self {
            stream,
            store,
            stop,
            run,
        }
    }

    async fn has_connections(&self, count: usize) {
        until(|| self.stream.connections() == count).await;
    }
}

/// As the roof makes it.
fn http(proxy: Option<&str>) -> reqwest::Client {
    // The provider is wired on the roof; here the first test to come sets it.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let roots = rustls::RootCertStore {
        roots: webpki_roots::TLS_SERVER_ROOTS.to_vec(),
    };
    let tls = rustls::ClientConfig::builder()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let mut client = reqwest::Client::builder()
        .tls_backend_preconfigured(tls)
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(10))
        .no_proxy();
    if let Some(proxy) = proxy {
        client = client.proxy(reqwest::Proxy::all(proxy).expect("an address"));
    }
    client.build().expect("builds")
}

async fn until(is_so: impl Fn() -> bool) {
    let wait = async {
        while !is_so() {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(CAP, wait).await.expect("in time");
}

async fn is_served(socket: &mut Socket, name: &str) {
    socket.send(Message::text(robot(name))).await.expect("sent");
    let answer = timeout(CAP, async {
        loop {
            if let Message::Text(ack) = socket.next().await.expect("open").expect("not broken") {
                return answered(&ack).0;
            }
        }
    });
    assert_eq!(answer.await.expect("in time"), name);
}

#[tokio::test]
async fn a_rotation_opens_the_next_connection_first_and_loses_no_frame() {
    let mut gateway = Gateway::started().await;
    let running = Running::against(&gateway.base, None);
    let (mut old, mut other) = (gateway.connection().await, gateway.connection().await);
    running.has_connections(CONNECTIONS).await;

    let told = Instant::now();
    old.send(Message::text(disconnect())).await.expect("sent");
    let mut next = gateway.connection().await;
    assert!(
        told.elapsed() < Duration::from_millis(700),
        "without back-off"
    );
    is_served(&mut old, "on the old one").await;
    is_served(&mut next, "on the next").await;
    is_served(&mut other, "on the other").await;
    old.close(None).await.expect("closes");
    running.has_connections(CONNECTIONS).await;
    is_served(&mut next, "after all").await;
    assert_eq!(running.store.given().len(), 4);
    assert_eq!(gateway.opened().len(), 3);
}

#[tokio::test(start_paused = true)]
async fn a_gateway_that_is_away_is_not_hammered_and_not_missed_when_it_returns() {
    let mut gateway = Gateway::started().await;
    let running = Running::against(&gateway.base, None);
    let both = (gateway.connection().await, gateway.connection().await);
    running.has_connections(CONNECTIONS).await;

    gateway.set_mood(Mood::Busy);
    drop(both);
    running.has_connections(0).await;
    let before = gateway.opened().len();
    sleep(Duration::from_secs(60)).await;
    let attempts = gateway.opened().len() - before;
    println!("{attempts} attempts of two connections in the first minute");
    assert!((20..=40).contains(&attempts), "{attempts}");
    let trouble = running.stream.last_error();
    assert_eq!(trouble.as_deref(), Some("the gateway answered HTTP 503"));

    gateway.set_mood(Mood::Well);
    let returned = Instant::now();
    running.has_connections(CONNECTIONS).await;
    let took = returned.elapsed();
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(running.stream.last_error(), None);

    let both = (gateway.connection().await, gateway.connection().await);
    gateway.set_mood(Mood::Busy);
    drop(both);
    running.has_connections(0).await;
    sleep(Duration::from_secs(700)).await;
    let before = gateway.opened().len();
    sleep(Duration::from_secs(600)).await;
    let attempts = gateway.opened().len() - before;
    println!("{attempts} attempts of two connections in ten minutes, after ten minutes");
    assert!(attempts <= 24, "{attempts}");
}

#[tokio::test(start_paused = true)]
async fn wrong_credentials_are_tried_once_a_minute_and_told() {
    let gateway = Gateway::started().await;
    gateway.set_mood(Mood::Refusing);
    let running = Running::against(&gateway.base, None);
    sleep(Duration::from_secs(590)).await;
    let attempts = gateway.opened().len();
    assert!((16..=20).contains(&attempts), "{attempts}");
    let trouble = running.stream.last_error().expect("told");
    assert!(trouble.contains("401, authFailed"), "{trouble}");
    assert!(!trouble.contains("canary"), "{trouble}");
    assert_eq!(running.stream.connections(), 0);
}

#[tokio::test(start_paused = true)]
async fn a_gateway_that_is_not_there_is_told_without_its_address() {
    let nobody = tokio::net::TcpListener::bind("127.0.0.1:0").await;
    let address = nobody.and_then(|listener| listener.local_addr());
    let address = address.expect("binds").to_string();
    let running = Running::against(&format!("http://{address}"), None);
    until(|| running.stream.last_error().is_some()).await;
    let trouble = running.stream.last_error().expect("told");
    assert!(
        trouble.starts_with("no answer from the gateway: "),
        "{trouble}"
    );
    assert!(!trouble.contains(&address), "{trouble}");
}

#[tokio::test(start_paused = true)]
async fn a_ticket_that_is_refused_is_never_brought_again() {
    let gateway = Gateway::started().await;
    gateway.set_mood(Mood::TakingNoTicket);
    let running = Running::against(&gateway.base, None);
    until(|| gateway.brought().len() >= 6).await;
    let trouble = running.stream.last_error().expect("told");
    assert_eq!(trouble, "the WebSocket was refused: HTTP 401");
    gateway.set_mood(Mood::Well);
    running.has_connections(CONNECTIONS).await;
    let mut tickets = gateway.brought();
    let brought = tickets.len();
    tickets.sort();
    tickets.dedup();
    assert_eq!(tickets.len(), brought);
    assert_eq!(gateway.opened().len(), brought);
}

#[tokio::test(start_paused = true)]
async fn a_connection_outlives_the_time_limit_of_calls() {
    let mut gateway = Gateway::started().await;
    let running = Running::against(&gateway.base, None);
    let (one, two) = (gateway.connection().await, gateway.connection().await);
    let reading = [one, two].map(|socket| tokio::spawn(socket.count()));
    sleep(Duration::from_secs(3600)).await;
    assert_eq!(running.stream.connections(), CONNECTIONS);
    assert!(reading.iter().all(|socket| !socket.is_finished()));
    assert!(!gateway.has_connection());
    assert_eq!(gateway.opened().len(), CONNECTIONS);
}

#[tokio::test]
async fn the_proxy_with_user_and_password_carries_the_call_and_the_connection() {
    let (mut gateway, proxy) = (Gateway::started().await, Proxy::started().await);
    let address = format!("http://user:secret@{}", proxy.address);
    let running = Running::against(&gateway.base, Some(&address));
    let (mut one, mut other) = (gateway.connection().await, gateway.connection().await);
    is_served(&mut one, "m1").await;
    is_served(&mut other, "m2").await;
    running.has_connections(CONNECTIONS).await;
    let passed = proxy.passed();
    let count = |start: &str| passed.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!(count("POST http://127.0.0.1:"), CONNECTIONS);
    assert_eq!(count("GET http://127.0.0.1:"), CONNECTIONS);
}

#[tokio::test]
async fn to_the_real_platform_the_proxy_is_asked_for_a_tunnel() {
    let proxy = Proxy::started().await;
    let http = http(Some(&format!("http://user:secret@{}", proxy.address)));
    let answer = br#"{"endpoint":"wss://gateway.invalid:443/connect","ticket":"canary"}"#;
    let address = super::open::judge(200, answer, false).expect("an address");
    let failed = super::wire::connect(&http, &address)
        .await
        .expect_err("leads nowhere");
    assert!(!failed.to_string().contains("canary"), "{failed}");
    assert_eq!(proxy.passed(), ["CONNECT gateway.invalid:443 HTTP/1.1"]);
}

#[tokio::test]
async fn a_stop_closes_all_connections() {
    let mut gateway = Gateway::started().await;
    let running = Running::against(&gateway.base, None);
    let (one, two) = (gateway.connection().await, gateway.connection().await);
    running.has_connections(CONNECTIONS).await;
    running.stop.send_replace(true);
    timeout(CAP, running.run)
        .await
        .expect("in time")
        .expect("no panic");
    assert_eq!(running.stream.connections(), 0);
    for mut socket in [one, two] {
        let last = socket.next().await.expect("a close").expect("not broken");
        assert!(last.is_close());
    }
}
