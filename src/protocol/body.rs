//! The body of a platform's call to us.

use std::time::Duration;

use actix_web::web::{Bytes, BytesMut, Payload};
use futures_util::StreamExt;

/// Bytes of a callback at most (`reliability.md` §6).
const LIMIT: usize = 64 * 1024;

/// The whole body; none when it is too long, broken off or not there in time.
pub async fn gather(mut payload: Payload, within: Duration) -> Option<Bytes> {
    let gather = async {
        let mut body = BytesMut::new();
        while let Some(chunk) = payload.next().await {
            let chunk = chunk.ok()?;
            if body.len() + chunk.len() > LIMIT {
                return None;
            }
            body.extend_from_slice(&chunk);
        }
        Some(body.freeze())
    };
    tokio::time::timeout(within, gather).await.ok().flatten()
}
