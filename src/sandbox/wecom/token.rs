//! The app's access token: one at a time, two hours long.

use jiff::Timestamp;

use super::errcode::{self, Refusal};
use crate::sandbox::clock::seconds_between;
use crate::sandbox::random_text::random_text;

/// Seconds that a token lives (platform document 91039).
pub const LIFE_SECONDS: i64 = 7200;

/// The token that is valid now, and the ones that were.
#[derive(Debug, Default)]
pub struct Tokens {
    current: Option<Issued>,
    former: Vec<String>,
}

#[derive(Debug)]
struct Issued {
    text: String,
    at: Timestamp,
    ended: bool,
}

impl Issued {
    fn seconds_left(&self, now: Timestamp) -> i64 {
        if self.ended {
            return 0;
        }
        LIFE_SECONDS - seconds_between(self.at, now)
    }
}

impl Tokens {
    /// The token of the moment and its seconds to live: the same one within its life.
    pub fn issue(&mut self, now: Timestamp) -> (String, i64) {
        if let Some(issued) = &self.current {
            let left = issued.seconds_left(now);
            if left > 0 {
                return (issued.text.clone(), left);
            }
        }
        let text = random_text(64);
        let fresh = Issued {
            text: text.clone(),
            at: now,
            ended: false,
        };
        if let Some(old) = self.current.replace(fresh) {
            self.former.push(old.text);
        }
        (text, LIFE_SECONDS)
    }

    /// Ends the current token early, as the platform may.
    pub fn end(&mut self) {
        if let Some(issued) = &mut self.current {
            issued.ended = true;
        }
    }

    /// Whether a call with this token may go on.
    pub fn check(&self, presented: Option<&str>, now: Timestamp) -> Result<(), Refusal> {
        let presented = presented
            .filter(|token| !token.is_empty())
            .ok_or_else(errcode::no_token)?;
        match &self.current {
            Some(issued) if issued.text == presented => {
                if issued.seconds_left(now) > 0 {
                    Ok(())
                } else {
                    Err(errcode::expired_token())
                }
            }
            _ if self.former.iter().any(|old| old == presented) => Err(errcode::expired_token()),
            _ => Err(errcode::unknown_token()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_stays_the_same_until_it_ends() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut tokens = Tokens::default();
        let (first, life) = tokens.issue(at(0));
        assert_eq!((tokens.issue(at(7000)).0 == first, life), (true, 7200));
        assert_eq!(tokens.check(Some(&first), at(7199)), Ok(()));
        assert_eq!(
            tokens.check(Some(&first), at(7200)).unwrap_err().code,
            42001
        );
        assert_eq!(tokens.check(Some("x"), at(1)).unwrap_err().code, 40014);
        assert_eq!(tokens.check(None, at(1)).unwrap_err().code, 41001);
        tokens.end();
        assert_eq!(tokens.check(Some(&first), at(1)).unwrap_err().code, 42001);
        let (second, _) = tokens.issue(at(2));
        assert_ne!(first, second);
        assert_eq!(tokens.check(Some(&first), at(3)).unwrap_err().code, 42001);
    }
}
