//! Short codes for long addresses.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

const DIGITS: [char; 36] = [
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i',
    'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
];

/// What new codes look like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkBookOptions {
    /// Characters of a new code, 4 to 10.
    pub code_length: usize,
}

impl Default for LinkBookOptions {
    fn default() -> Self {
        LinkBookOptions { code_length: 6 }
    }
}

/// Why a book cannot do what it is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LinkBookError {
    /// The text is no address of the web.
    NotAnAddress(String),
    /// Codes have 2 to 50 letters, digits, dashes or underscores.
    BadCode(String),
    /// Another address has this code.
    Taken(String),
    /// There is no such code.
    Missing(String),
    /// What was written down is no book.
    NotABook,
    /// New codes have 4 to 10 characters.
    BadLength,
}

impl Display for LinkBookError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            LinkBookError::NotAnAddress(text) => write!(f, "{text:?} is not a web address"),
            LinkBookError::BadCode(code) => write!(
                f,
                "the code {code:?} must have 2 to 50 letters, digits, dashes or underscores"
            ),
            LinkBookError::Taken(code) => write!(f, "the code {code} is taken"),
            LinkBookError::Missing(code) => write!(f, "there is no code {code}"),
            LinkBookError::BadLength => f.write_str("a code has 4 to 10 characters"),
            LinkBookError::NotABook => {
                f.write_str("this is not a book of links that was written down")
            }
        }
    }
}

impl Error for LinkBookError {}

/// A code and where it leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortLink {
    /// The short code.
    pub code: String,
    /// The address.
    pub url: String,
}

/// A code, where it leads, and how often it was followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// The short code.
    pub code: String,
    /// The address.
    pub url: String,
    /// How often somebody asked for the address.
    pub visits: u32,
}

/// Keeps short codes for addresses.
#[derive(Debug, Clone)]
pub struct LinkBook {
    code_length: usize,
    /// Codes that were given so far, those of one's own not counted.
    given: u32,
    /// The oldest first.
    links: Vec<Link>,
}

impl LinkBook {
    /// Makes an empty book.
    pub fn new(options: &LinkBookOptions) -> Result<Self, LinkBookError> {
        if !(4..=10).contains(&options.code_length) {
            return Err(LinkBookError::BadLength);
        }
        Ok(LinkBook {
            code_length: options.code_length,
            given: 0,
            links: Vec::new(),
        })
    }

    /// Gives an address a short code, or the one that is wanted; the same address keeps its code.
    pub fn shorten(&mut self, url: &str, code: Option<&str>) -> Result<ShortLink, LinkBookError> {
        let url = web_address(url).ok_or_else(|| LinkBookError::NotAnAddress(url.to_string()))?;
        let code = match code {
            Some(own) if !is_code(own) => return Err(LinkBookError::BadCode(own.to_string())),
            Some(own) if self.find(own).is_ok() => {
                return Err(LinkBookError::Taken(own.to_string()))
            }
            Some(own) => own.to_string(),
            None => match self.links.iter().find(|link| link.url == url) {
                Some(known) => {
                    let code = known.code.clone();
                    return Ok(ShortLink { code, url });
                }
                None => self.next_code(),
            },
        };
        self.links.push(Link {
            code: code.clone(),
            url: url.clone(),
            visits: 0,
        });
        Ok(ShortLink { code, url })
    }

    /// Gives the address of a code and counts a visit.
    pub fn resolve(&mut self, code: &str) -> Result<String, LinkBookError> {
        let at = self.find(code)?;
        let link = &mut self.links[at];
        link.visits = link.visits.saturating_add(1);
        Ok(link.url.clone())
    }

    /// Gives the address of a code and how often it was visited.
    pub fn stats(&self, code: &str) -> Result<Link, LinkBookError> {
        Ok(self.links[self.find(code)?].clone())
    }

    /// Lists all codes, the oldest first.
    pub fn list(&self) -> Vec<Link> {
        self.links.clone()
    }

    /// Forgets a code.
    pub fn remove(&mut self, code: &str) -> Result<(), LinkBookError> {
        let at = self.find(code)?;
        self.links.remove(at);
        Ok(())
    }

    /// Writes down everything that the book holds.
    pub fn to_json(&self) -> Json {
        let links = self.links.iter().map(|link| {
            Json::object([
                ("code", link.code.as_str().into()),
                ("url", link.url.as_str().into()),
                ("visits", link.visits.into()),
            ])
        });
        let links: Vec<Json> = links.collect();
        Json::object([("given", self.given.into()), ("links", links.into())])
    }

    /// Goes on from what [`to_json`](Self::to_json) wrote.
    pub fn from_json(options: &LinkBookOptions, written: &Json) -> Result<Self, LinkBookError> {
        let book = LinkBook::new(options)?;
        let read = || {
            let count =
                |json: &Json, key: &str| json.get(key)?.as_f64().map(|number| number as u32);
            let text = |json: &Json, key: &str| json.get(key)?.as_str().map(str::to_string);
            let link = |json: &Json| {
                Some(Link {
                    code: text(json, "code")?,
                    url: text(json, "url")?,
                    visits: count(json, "visits")?,
                })
            };
            let links: Option<Vec<Link>> =
                written.get("links")?.as_array()?.iter().map(link).collect();
            Some(LinkBook {
                given: count(written, "given")?,
                links: links?,
                ..book
            })
        };
        read().ok_or(LinkBookError::NotABook)
    }

    fn find(&self, code: &str) -> Result<usize, LinkBookError> {
        let at = self.links.iter().position(|link| link.code == code);
        at.ok_or_else(|| LinkBookError::Missing(code.to_string()))
    }

    /// Multiplying by a number prime to the space visits every code once, in an order that shows nothing.
    fn next_code(&mut self) -> String {
        let space = (0..self.code_length).fold(1_u64, |product, _| product * 36);
        loop {
            self.given += 1;
            let mut number = (u64::from(self.given) * 1_103_515_247 + 777_777_777) % space;
            let mut code = vec!['0'; self.code_length];
            for digit in code.iter_mut().rev() {
                *digit = DIGITS[(number % 36) as usize];
                number /= 36;
            }
            let code: String = code.iter().collect();
            if self.find(&code).is_err() {
                return code;
            }
        }
    }
}

fn is_code(text: &str) -> bool {
    let fits = |char: char| char.is_ascii_alphanumeric() || matches!(char, '-' | '_');
    (2..=50).contains(&text.len()) && text.chars().all(fits)
}

/// The address with its host in small letters and a path; nothing where it is none of http or https.
fn web_address(text: &str) -> Option<String> {
    let (scheme, rest) = text.trim().split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    let (name, port) = match host.rsplit_once(':') {
        // The colons in brackets are those of an IPv6 address.
        Some((name, port)) if !port.contains(']') => (name, port),
        _ => (host, ""),
    };
    let is_name = !name.is_empty() && !name.contains(|char: char| "<>^|%\\\"{}`".contains(char));
    let is_port = port.is_empty() || port.parse::<u16>().is_ok();
    let is_plain = !rest.contains(|char: char| char.is_whitespace() || char.is_control());
    if !matches!(scheme.as_str(), "http" | "https") || !is_name || !is_port || !is_plain {
        return None;
    }
    let slash = if path.starts_with('/') { "" } else { "/" };
    let user = &authority[..authority.len() - host.len()];
    Some(format!(
        "{scheme}://{user}{}{slash}{path}",
        host.to_lowercase()
    ))
}
