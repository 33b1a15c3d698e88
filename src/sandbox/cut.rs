//! Cutting a connection under a finished answer, so that the caller hears nothing.

use std::any::Any;
use std::net::{Shutdown, TcpStream};
use std::os::fd::AsFd;

use actix_web::HttpRequest;
use actix_web::dev::Extensions;
use actix_web::rt::net::TcpStream as AsyncTcpStream;

/// A second handle on a connection's socket.
struct Socket(TcpStream);

/// Keeps a handle on each new connection; given to `HttpServer::on_connect`.
pub fn remember(connection: &dyn Any, extensions: &mut Extensions) {
    if let Some(stream) = connection.downcast_ref::<AsyncTcpStream>()
        && let Ok(handle) = stream.as_fd().try_clone_to_owned()
    {
        extensions.insert(Socket(TcpStream::from(handle)));
    }
}

/// A handle with which a connection can be cut later.
pub struct Cutter(Option<TcpStream>);

/// The cutter of a request's connection.
pub fn cutter_of(request: &HttpRequest) -> Cutter {
    let socket = request.conn_data::<Socket>();
    Cutter(socket.and_then(|socket| socket.0.try_clone().ok()))
}

impl Cutter {
    /// Cuts at once, without any farewell.
    pub fn cut(&self) {
        if let Some(stream) = &self.0 {
            shut(stream);
        }
    }
}

/// Shuts the request's connection at once; what is written to it later goes nowhere.
pub fn connection_of(request: &HttpRequest) {
    if let Some(Socket(stream)) = request.conn_data::<Socket>() {
        shut(stream);
    }
}

fn shut(stream: &TcpStream) {
    if let Err(error) = stream.shutdown(Shutdown::Both) {
        tracing::debug!(%error, "the connection to be cut was gone already");
    }
}
