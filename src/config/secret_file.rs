//! A secret kept in a file of its own (`…_file = "path"`).

use std::fs::{File, Metadata, metadata};
use std::io::Read;
use std::path::Path;

use super::problem::{Fault, plain};
use super::settings::Secret;

/// No secret is longer; whatever is, is another file.
const LARGEST: u64 = 16 * 1024;

/// Reads it without the line end that editors put there. Refused when anybody but
/// the owner could read it.
pub(super) fn read(path: &str) -> Result<Secret, Fault> {
    // Whole, unlike other values: the operator has to find it.
    let shown = plain(path);
    let cannot = |error: &std::io::Error| {
        Fault::new(
            format!("names \"{shown}\", which cannot be read: {error}"),
            "check the path (from the folder that paidan starts in) and who owns the file",
        )
    };
    // Looked at before it is opened: opening a pipe would wait for a writer.
    if !metadata(Path::new(path))
        .map_err(|error| cannot(&error))?
        .is_file()
    {
        let message = format!("names \"{shown}\", which is not a file");
        return Err(Fault::new(
            message,
            "name a file that holds the secret and nothing else",
        ));
    }
    let file = File::open(path).map_err(|error| cannot(&error))?;
    let about = file.metadata().map_err(|error| cannot(&error))?;
    if is_open_to_others(&about) {
        return Err(Fault::new(
            format!("names \"{shown}\", which others than its owner can read"),
            format!("chmod 600 {shown}"),
        ));
    }
    let mut text = String::new();
    file.take(LARGEST + 1)
        .read_to_string(&mut text)
        .map_err(|error| cannot(&error))?;
    if text.len() as u64 > LARGEST {
        let message = format!("names \"{shown}\", which is larger than 16 KiB");
        return Err(Fault::new(
            message,
            "name a file that holds the secret and nothing else",
        ));
    }
    let secret = text.trim_end_matches(['\r', '\n']);
    if secret.is_empty() {
        let message = format!("names \"{shown}\", which is empty");
        return Err(Fault::new(message, "put the secret into it"));
    }
    Ok(Secret::from(secret))
}

#[cfg(unix)]
fn is_open_to_others(about: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    about.permissions().mode() & 0o077 != 0
}

/// Other systems have no such mode to look at.
#[cfg(not(unix))]
fn is_open_to_others(_: &Metadata) -> bool {
    false
}
