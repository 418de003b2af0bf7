//! Messages that are signed with a secret and a time (HMAC-SHA256).

use std::error::Error;
use std::fmt::{self, Display, Formatter, Write};
use std::time::{SystemTime, UNIX_EPOCH};

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
    hmac(secret.as_bytes(), format!("{time}.{payload}").as_bytes())
}

/// HMAC-SHA256 (RFC 2104).
fn hmac(key: &[u8], message: &[u8]) -> [u8; 32] {
    let mut block = [0; 64];
    if key.len() > block.len() {
        block[..32].copy_from_slice(&sha256(key));
    } else {
        block[..key.len()].copy_from_slice(key);
    }
    let inner: Vec<u8> = block
        .iter()
        .map(|byte| byte ^ 0x36)
        .chain(message.iter().copied())
        .collect();
    let outer: Vec<u8> = block
        .iter()
        .map(|byte| byte ^ 0x5c)
        .chain(sha256(&inner))
        .collect();
    sha256(&outer)
}

const ROUNDS: [u32; 64] = [
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
];

const START: [u32; 8] = [
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

/// SHA-256 (FIPS 180-4).
fn sha256(message: &[u8]) -> [u8; 32] {
    let mut padded = message.to_vec();
    padded.push(0x80);
    while padded.len() % 64 != 56 {
        padded.push(0);
    }
    padded.extend_from_slice(&(message.len() as u64 * 8).to_be_bytes());
    let mut state = START;
    for block in padded.chunks_exact(64) {
        compress(&mut state, block);
    }
    let mut digest = [0; 32];
    for (bytes, word) in digest.chunks_exact_mut(4).zip(state) {
        bytes.copy_from_slice(&word.to_be_bytes());
    }
    digest
}

fn compress(state: &mut [u32; 8], block: &[u8]) {
    let mut words = [0_u32; 64];
    for (word, bytes) in words.iter_mut().zip(block.chunks_exact(4)) {
        *word = bytes
            .iter()
            .fold(0, |sum, byte| sum << 8 | u32::from(*byte));
    }
    for at in 16..64 {
        let (early, late) = (words[at - 15], words[at - 2]);
        let first = early.rotate_right(7) ^ early.rotate_right(18) ^ (early >> 3);
        let second = late.rotate_right(17) ^ late.rotate_right(19) ^ (late >> 10);
        words[at] = words[at - 16]
            .wrapping_add(first)
            .wrapping_add(words[at - 7])
            .wrapping_add(second);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (word, round) in words.iter().zip(ROUNDS) {
        let sum = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let choice = (e & f) ^ (!e & g);
        let first = h
            .wrapping_add(sum)
            .wrapping_add(choice)
            .wrapping_add(round)
            .wrapping_add(*word);
        let sum = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let majority = (a & b) ^ (a & c) ^ (b & c);
        let second = sum.wrapping_add(majority);
        (h, g, f, e) = (g, f, e, d.wrapping_add(first));
        (d, c, b, a) = (c, b, a, first.wrapping_add(second));
    }
    for (word, added) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *word = word.wrapping_add(added);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The examples of FIPS 180-4, and lengths at the edge of a block.
    #[test]
    fn digests_are_those_of_the_standard() {
        let cases = [
            (
                "",
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            ),
            (
                "abc",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
        ];
        for (message, digest) in cases {
            assert_eq!(hex(&sha256(message.as_bytes())), digest);
        }
        let million = "a".repeat(1_000_000);
        let digest = "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0";
        assert_eq!(hex(&sha256(million.as_bytes())), digest);
    }

    /// Test cases 1, 2 and 6 of RFC 4231: a short key, a text as the key, and one longer than a block.
    #[test]
    fn signatures_are_those_of_rfc_4231() {
        let cases: [(&[u8], &str, &str); 3] = [
            (
                &[0x0b; 20],
                "Hi There",
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
            ),
            (
                b"Jefe",
                "what do ya want for nothing?",
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
            ),
            (
                &[0xaa; 131],
                "Test Using Larger Than Block-Size Key - Hash Key First",
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
            ),
        ];
        for (key, message, digest) in cases {
            assert_eq!(hex(&hmac(key, message.as_bytes())), digest);
        }
    }

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
