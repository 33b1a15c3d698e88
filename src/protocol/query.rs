//! The query of a callback, read strictly: what is signed must not be ambiguous.

/// The query has a parameter twice, or is no query.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not the query of a callback")]
pub struct NotQuery;

/// Longer than anything a platform sends; keeps a stranger's hash work small.
const LONGEST: usize = 8 * 1024;

/// The decoded values of these parameters, in their order. Decodes once, as a form does:
/// `%2B` is `+`, a bare `+` is a blank (a proxy that forwards it so breaks the signature,
/// and is to be mended).
///
/// # Errors
/// [`NotQuery`] when one of them stands twice, when an escape is broken, or beyond 8 KiB.
pub fn parameters<const N: usize>(
    raw: &str,
    names: [&str; N],
) -> Result<[Option<String>; N], NotQuery> {
    if raw.len() > LONGEST {
        return Err(NotQuery);
    }
    let mut values = [const { None }; N];
    for pair in raw.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decode(name)?;
        let Some(place) = names.iter().position(|known| *known == name) else {
            continue;
        };
        if values[place].replace(decode(value)?).is_some() {
            return Err(NotQuery);
        }
    }
    Ok(values)
}

fn decode(text: &str) -> Result<String, NotQuery> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        rest = tail;
        match first {
            b'%' => {
                let (pair, tail) = tail.split_first_chunk::<2>().ok_or(NotQuery)?;
                bytes.push(nibble(pair[0])? << 4 | nibble(pair[1])?);
                rest = tail;
            }
            b'+' => bytes.push(b' '),
            byte => bytes.push(*byte),
        }
    }
    String::from_utf8(bytes).map_err(|_| NotQuery)
}

fn nibble(digit: u8) -> Result<u8, NotQuery> {
    match digit {
        b'0'..=b'9' => Ok(digit - b'0'),
        b'a'..=b'f' => Ok(digit - b'a' + 10),
        b'A'..=b'F' => Ok(digit - b'A' + 10),
        _ => Err(NotQuery),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_are_decoded_once() {
        let [a, b, c] =
            parameters("b=%E4%BD%A0&a=a%2Bb%253D+c&x=1", ["a", "b", "c"]).expect("parses");
        assert_eq!((a.as_deref(), b.as_deref()), (Some("a+b%3D c"), Some("你")));
        assert_eq!(c, None);
    }

    #[test]
    fn repeated_and_broken_parameters_are_refused() {
        for bad in [
            "a=1&a=1",
            "a=%2",
            "a=%zz",
            "a=%ff",
            &"x".repeat(LONGEST + 1),
        ] {
            assert_eq!(parameters(bad, ["a"]), Err(NotQuery), "{bad:.20}");
        }
        assert_eq!(parameters("A=1", ["a"]), Ok([None]));
    }
}
