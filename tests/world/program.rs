//! The binary under test as a child process.

use std::fs::File;
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

/// A running `paidan`; killed when dropped.
pub struct Program {
    child: Child,
    log: PathBuf,
}

/// Which program is under test.
#[derive(Debug, Clone)]
pub struct Build {
    /// The binary.
    pub program: PathBuf,
    /// What is switched on in a copy that has bugs planted in it.
    pub planted: String,
    /// A file that says how far its clock is off.
    pub clock: Option<PathBuf>,
}

impl Build {
    /// The real program under the same clock.
    pub fn as_itself(&self) -> Self {
        Self {
            clock: self.clock.clone(),
            ..Self::default()
        }
    }
}

impl Default for Build {
    fn default() -> Self {
        Self {
            program: env!("CARGO_BIN_EXE_paidan").into(),
            planted: String::new(),
            clock: None,
        }
    }
}

impl Program {
    /// Starts it. Standard output and the log go to files in `folder`; a restart appends.
    pub fn start(
        build: &Build,
        name: &str,
        folder: &Path,
        log_level: &str,
        arguments: &[&str],
    ) -> Self {
        let log = folder.join(format!("{name}.log"));
        let open = |path: &Path| -> File {
            let mut options = File::options();
            let file = options.create(true).append(true).open(path);
            file.expect("a log in a folder of our own")
        };
        // A file that may not grow is then an error to the program, not its end.
        let mut command = Command::new("sh");
        if let Some(clock) = &build.clock {
            turn(&mut command, clock);
        }
        let child = command
            .args(["-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
            .arg(&build.program)
            .args(arguments)
            .current_dir(folder)
            .env("RUST_LOG", log_level)
            .env("PLANTED", &build.planted)
            .stdin(Stdio::null())
            .stdout(open(&folder.join(format!("{name}.out"))))
            .stderr(open(&log))
            .spawn()
            .expect("the binary under test starts");
        Self { child, log }
    }

    /// kill -9, at this moment.
    pub fn kill(&mut self) {
        // Both fail only when it has ended already.
        drop(self.child.kill());
        drop(self.child.wait());
    }

    /// SIGTERM, and waits for the end.
    pub fn stop(&mut self) -> Option<i32> {
        self.signal("-TERM");
        self.child.wait().expect("our child").code()
    }

    /// SIGSTOP: it stands still in the middle of whatever it does.
    pub fn freeze(&self) {
        self.signal("-STOP");
    }

    /// SIGCONT: it goes on as if no time had passed.
    pub fn thaw(&self) {
        self.signal("-CONT");
    }

    /// Its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Whether it has ended by itself.
    pub fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    fn signal(&self, name: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([name, &pid]).status();
        assert!(sent.is_ok_and(|end| end.success()), "kill {name} {pid}");
    }

    /// What it wrote to stderr so far.
    pub fn log(&self) -> Vec<u8> {
        std::fs::read(&self.log).unwrap_or_default()
    }
}

/// Has libfaketime tell a program the time: the hours of the wall, not the time that passes.
fn turn(command: &mut Command, clock: &Path) {
    let library = std::fs::read_dir("/usr/lib")
        .into_iter()
        .flatten()
        .flatten()
        .map(|folder| folder.path().join("faketime/libfaketimeMT.so.1"))
        .find(|library| library.is_file());
    command
        .env(
            "LD_PRELOAD",
            library.expect("libfaketime is missing: run make setup"),
        )
        .env("FAKETIME_TIMESTAMP_FILE", clock)
        .env("FAKETIME_NO_CACHE", "1")
        .env("FAKETIME_DONT_FAKE_MONOTONIC", "1")
        .env("NO_FAKE_STAT", "1");
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs the binary to its end.
pub fn paidan(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_paidan"))
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::null())
        .output()
        .expect("the binary under test starts")
}

/// A port that is free now, below those that the system hands out by itself: nobody takes it
/// while a killed service is about to listen again.
pub fn free_port() -> u16 {
    loop {
        let port = rand::random_range(12_000..31_000);
        if TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok() {
            return port;
        }
    }
}
