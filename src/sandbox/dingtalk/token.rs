//! The app's access token; `protocols/dingtalk.md` §1.3.

use jiff::Timestamp;

use super::trouble::Trouble;
use crate::sandbox::clock::seconds_between;
use crate::sandbox::random_text::random_text;

/// Seconds that a token lives.
const LIFE_SECONDS: i64 = 7200;

/// The token of the moment, and those that were.
#[derive(Debug, Default)]
pub struct Tokens {
    current: Option<(String, Timestamp)>,
    former: Vec<String>,
}

impl Tokens {
    /// The same token within its life, which is prolonged; a new one after it. With its seconds.
    pub fn issue(&mut self, now: Timestamp) -> (String, i64) {
        let living = self.current.take();
        let living = living.filter(|(text, at)| {
            let lives = seconds_between(*at, now) < LIFE_SECONDS;
            if !lives {
                self.former.push(text.clone());
            }
            lives
        });
        let text = living.map_or_else(|| random_text(32).to_lowercase(), |(text, _)| text);
        self.current = Some((text.clone(), now));
        (text, LIFE_SECONDS)
    }

    /// Ends the token early, as the platform may.
    pub fn end(&mut self) {
        self.former
            .extend(self.current.take().map(|(text, _)| text));
    }

    /// Whether a call with this token may go on.
    pub fn check(&self, presented: Option<&str>, now: Timestamp) -> Result<(), Trouble> {
        let presented = presented.unwrap_or_default();
        match &self.current {
            Some((text, at)) if text == presented => {
                if seconds_between(*at, now) < LIFE_SECONDS {
                    Ok(())
                } else {
                    Err(Trouble::TokenOver)
                }
            }
            _ if self.former.iter().any(|old| old == presented) => Err(Trouble::TokenOver),
            _ => Err(Trouble::Token),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn asking_again_prolongs_the_same_token() {
        let at = |second| Timestamp::from_second(second).unwrap();
        let mut tokens = Tokens::default();
        let (first, life) = tokens.issue(at(0));
        assert_eq!((tokens.issue(at(7000)).0 == first, life), (true, 7200));
        assert_eq!(tokens.check(Some(&first), at(14_199)), Ok(()));
        assert_eq!(
            tokens.check(Some(&first), at(14_200)),
            Err(Trouble::TokenOver)
        );
        assert_eq!(tokens.check(None, at(1)), Err(Trouble::Token));
        assert_ne!(tokens.issue(at(14_200)).0, first);
        tokens.end();
        assert_eq!(
            tokens.check(Some(&first), at(14_201)),
            Err(Trouble::TokenOver)
        );
    }
}
