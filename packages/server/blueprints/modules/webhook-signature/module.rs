//! Messages that are signed with a secret and a time (HMAC-SHA256).

use std::error::Error;
use std::fmt::{self, Display, Formatter, Write};
use std::time::{SystemTime, UNIX_EPOCH};

use crate::sha256::Hmac;

/// When [`verify_signature`] looks at a signature, and how old it may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifySignatureOptions {
    /// Seconds that it may be old, or ahead of the clock.
    pub tolerance: u64,
    /// Seconds since 1970; now if not set.
    pub time: Option<u64>,
}

impl Default for VerifySignatureOptions {
    fn default() -> Self {
        VerifySignatureOptions {
            tolerance: 300,
            time: None,
        }
    }
}

/// Nothing can be signed with an empty secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SignatureError;

impl Display for SignatureError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("the secret must not be empty")
    }
}

impl Error for SignatureError {}

/// Signs a message with a secret and the time, in seconds since 1970: now if not given.
pub fn sign_payload(
    payload: &str,
    secret: &str,
    time: Option<u64>,
) -> Result<String, SignatureError> {
    if secret.is_empty() {
        return Err(SignatureError);
    }
    let time = time.unwrap_or_else(now);
    let mut signature = format!("t={time},v1=");
    for byte in digest(payload, secret, time) {
        // Writing into a String does not fail.
        let _ = write!(signature, "{byte:02x}");
    }
    Ok(signature)
}

/// Says whether a signature fits a message and a secret, and is fresh.
pub fn verify_signature(
    payload: &str,
    signature: &str,
    secret: &str,
    options: &VerifySignatureOptions,
) -> bool {
    let (time, given) = match parse(signature) {
        Some(parts) => parts,
        None => return false,
    };
    let age = options.time.unwrap_or_else(now).abs_diff(time);
    // Takes as long for a wrong signature as for a right one: nobody can guess it byte by byte.
    let expected = digest(payload, secret, time);
    let differing = expected
        .iter()
        .zip(given)
        .fold(0, |sum, (a, b)| sum | (a ^ b));
    age <= options.tolerance && differing == 0
}

/// The time and the digest.
fn parse(signature: &str) -> Option<(u64, [u8; 32])> {
    let (time, hex) = signature.strip_prefix("t=")?.split_once(",v1=")?;
    let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
    if time.len() > 12
        || !time.bytes().all(|byte| byte.is_ascii_digit())
        || hex.len() != 64
        || !hex.bytes().all(is_hex)
    {
        return None;
    }
    let mut given = [0; 32];
    for (at, byte) in given.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).ok()?;
    }
    Some((time.parse().ok()?, given))
}

fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |passed| passed.as_secs())
}

/// Signs the time too: an old message can not be sent again with a new one.
fn digest(payload: &str, secret: &str, time: u64) -> [u8; 32] {
    Hmac::new(secret.as_bytes()).sign(format!("{time}.{payload}").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_made_now_is_genuine() {
        let signature = sign_payload("a", "b", None).unwrap();
        assert!(verify_signature(
            "a",
            &signature,
            "b",
            &VerifySignatureOptions::default()
        ));
    }

    #[test]
    fn capitals_and_signs_make_no_signature() {
        assert_eq!(parse(&format!("t=+1,v1={}", "0".repeat(64))), None);
        assert_eq!(parse(&format!("t=1,v1={}", "A".repeat(64))), None);
        assert_eq!(
            parse(&format!("t=1,v1={}", "0".repeat(64))),
            Some((1, [0; 32]))
        );
    }
}
