//! The paidan service as the sandbox sees it: its public HTTP API and nothing else.

use std::time::Duration;

use reqwest::{Client, RequestBuilder};
use serde_json::Value;
use thiserror::Error;
use tokio::runtime::Handle;

use super::dingtalk::Person;
use super::wecom::Member;

/// A list of reps longer than this many pages is not followed.
const MOST_PAGES: usize = 200;
const PATIENCE: Duration = Duration::from_secs(10);

/// The service gave no answer, or none that can be read.
#[derive(Debug, Clone, Error)]
pub enum Unreachable {
    /// No connection, or no answer in time.
    #[error("the service does not answer")]
    Silent,
    /// Not what `contract.md` says.
    #[error("the service answered {status} to {path}")]
    Unexpected {
        /// HTTP status.
        status: u16,
        /// What was asked for.
        path: String,
    },
}

/// An answer of the service.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// JSON body; `null` when it is none.
    pub body: Value,
}

/// The service's reps as the two platforms know them.
#[derive(Debug, Default)]
pub struct Staff {
    /// Those with a WeCom userid.
    pub wecom: Vec<Member>,
    /// Those with a DingTalk userid.
    pub dingtalk: Vec<Person>,
}

/// Speaks to the service on the main runtime: a connection made in an actix worker would stand
/// still whenever that worker is busy.
pub struct Service {
    client: Client,
    base: String,
    source_token: String,
    read_token: String,
    runtime: Handle,
}

impl Service {
    /// `base` has no slash at its end.
    pub fn new(
        client: Client,
        base: String,
        source_token: String,
        read_token: String,
        runtime: Handle,
    ) -> Self {
        Self {
            client,
            base,
            source_token,
            read_token,
            runtime,
        }
    }

    /// Hands in a lead.
    pub async fn hand_in(&self, lead: &Value) -> Result<Reply, Unreachable> {
        let url = format!("{}/api/v1/leads", self.base);
        let request = self.client.post(url).bearer_auth(&self.source_token);
        self.send(request.json(lead)).await
    }

    /// Reads a resource below `/api/v1/`.
    pub async fn read(&self, path: &str) -> Result<Reply, Unreachable> {
        let url = format!("{}/api/v1/{path}", self.base);
        self.send(self.client.get(url).bearer_auth(&self.read_token))
            .await
    }

    /// All reps who have an id of a platform; whoever takes no leads has a phone all the same.
    pub async fn staff(&self) -> Result<Staff, Unreachable> {
        let mut staff = Staff::default();
        let mut path = "reps".to_owned();
        for _ in 0..MOST_PAGES {
            let reply = self.read(&path).await?;
            let items = reply.body["items"].as_array();
            let Some(items) = items.filter(|_| reply.status == 200) else {
                let status = reply.status;
                return Err(Unreachable::Unexpected { status, path });
            };
            staff.wecom.extend(items.iter().filter_map(member));
            staff.dingtalk.extend(items.iter().filter_map(person));
            match reply.body["next_cursor"].as_str() {
                Some(cursor) => path = format!("reps?cursor={}", percent_encoded(cursor)),
                None => break,
            }
        }
        Ok(staff)
    }

    async fn send(&self, request: RequestBuilder) -> Result<Reply, Unreachable> {
        let exchange = async move {
            let answer = request.timeout(PATIENCE).send().await.ok()?;
            let status = answer.status().as_u16();
            let bytes = answer.bytes().await.ok()?;
            let body = serde_json::from_slice(&bytes).unwrap_or_default();
            Some(Reply { status, body })
        };
        let task = self.runtime.spawn(exchange);
        task.await.ok().flatten().ok_or(Unreachable::Silent)
    }
}

fn member(rep: &Value) -> Option<Member> {
    let userid = rep["wecom_userid"].as_str().filter(|id| !id.is_empty())?;
    Some(Member {
        userid: userid.to_owned(),
        name: rep["name"].as_str().unwrap_or(userid).to_owned(),
        role: rep["role"].as_str().unwrap_or("rep").to_owned(),
    })
}

fn person(rep: &Value) -> Option<Person> {
    let userid = rep["dingtalk_userid"].as_str();
    let userid = userid.filter(|id| !id.is_empty())?;
    let name = rep["name"].as_str().unwrap_or(userid);
    Some(Person::learned(
        userid,
        name,
        rep["role"].as_str().unwrap_or("rep"),
    ))
}

/// For the one place where a foreign text goes into a query.
fn percent_encoded(text: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(byte);
    text.bytes()
        .map(|byte| match byte {
            byte if plain(&byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}
