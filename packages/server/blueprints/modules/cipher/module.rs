//! Classic ciphers, for play and teaching.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

const MORSE: [(char, &str); 36] = [
    ('a', ".-"),
    ('b', "-..."),
    ('c', "-.-."),
    ('d', "-.."),
    ('e', "."),
    ('f', "..-."),
    ('g', "--."),
    ('h', "...."),
    ('i', ".."),
    ('j', ".---"),
    ('k', "-.-"),
    ('l', ".-.."),
    ('m', "--"),
    ('n', "-."),
    ('o', "---"),
    ('p', ".--."),
    ('q', "--.-"),
    ('r', ".-."),
    ('s', "..."),
    ('t', "-"),
    ('u', "..-"),
    ('v', "...-"),
    ('w', ".--"),
    ('x', "-..-"),
    ('y', "-.--"),
    ('z', "--.."),
    ('0', "-----"),
    ('1', ".----"),
    ('2', "..---"),
    ('3', "...--"),
    ('4', "....-"),
    ('5', "....."),
    ('6', "-...."),
    ('7', "--..."),
    ('8', "---.."),
    ('9', "----."),
];

/// Why a text cannot be encoded or decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CipherError {
    /// There is no cipher of this name.
    UnknownCipher(String),
    /// The cipher needs a key.
    NoKey(String),
    /// The key of Caesar is no whole number.
    NotANumber(String),
    /// The key holds something else than letters, or nothing.
    BadKey,
    /// Morse code has no such character.
    NoMorse(char),
    /// No letter is written like this in Morse code.
    NotMorse(String),
}

impl Display for CipherError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            CipherError::UnknownCipher(name) => {
                write!(f, "{name} is not one of caesar, vigenere, atbash and rot13")
            }
            CipherError::NoKey(cipher) => write!(f, "{cipher} needs a key"),
            CipherError::NotANumber(key) => {
                write!(f, "the key of caesar is a whole number, not {key}")
            }
            CipherError::BadKey => f.write_str("the key may hold letters from a to z only"),
            CipherError::NoMorse(char) => write!(f, "Morse code has no {char:?}"),
            CipherError::NotMorse(code) => write!(f, "{code:?} is no Morse code"),
        }
    }
}

impl Error for CipherError {}

/// Encrypts a text by caesar, vigenere, atbash or rot13; case and other signs stay.
pub fn encipher(cipher: &str, text: &str, key: Option<&str>) -> Result<String, CipherError> {
    turned(cipher, text, key, false)
}

/// Turns a text back that was encrypted by a cipher.
pub fn decipher(cipher: &str, text: &str, key: Option<&str>) -> Result<String, CipherError> {
    turned(cipher, text, key, true)
}

/// Shifts each letter along the alphabet; the negative shift decodes.
pub fn caesar(shift: i64, text: &str) -> String {
    text.chars().map(|char| shifted(char, shift)).collect()
}

/// Shifts each letter by the letters of a key; `decode` turns an encoded text back.
pub fn vigenere(key: &str, text: &str, decode: bool) -> Result<String, CipherError> {
    if key.is_empty() || !key.chars().all(|char| char.is_ascii_alphabetic()) {
        return Err(CipherError::BadKey);
    }
    let sign = if decode { -1 } else { 1 };
    let mut shifts = key
        .bytes()
        .cycle()
        .map(|byte| sign * i64::from(byte.to_ascii_lowercase() - b'a'));
    let turned = text.chars().map(|char| match char.is_ascii_alphabetic() {
        true => shifted(char, shifts.next().unwrap_or_default()),
        false => char,
    });
    Ok(turned.collect())
}

/// Writes a text in Morse code, `/` between words.
pub fn to_morse(text: &str) -> Result<String, CipherError> {
    let mut words = Vec::new();
    for word in text.to_lowercase().split_whitespace() {
        let codes: Result<Vec<&str>, CipherError> = word.chars().map(code_of).collect();
        words.push(codes?.join(" "));
    }
    Ok(words.join(" / "))
}

/// Reads Morse code, `/` between words.
pub fn from_morse(code: &str) -> Result<String, CipherError> {
    let mut words = Vec::new();
    for word in code.trim().split('/') {
        let letters: Result<String, CipherError> = word.split_whitespace().map(letter_of).collect();
        words.push(letters?);
    }
    Ok(words.join(" "))
}

fn turned(
    cipher: &str,
    text: &str,
    key: Option<&str>,
    decode: bool,
) -> Result<String, CipherError> {
    let key = || key.ok_or_else(|| CipherError::NoKey(cipher.to_string()));
    match cipher {
        "caesar" => {
            let shift = key()?.trim();
            // A shift fits into 32 bits, so that its negative does too.
            let places: i32 = shift
                .parse()
                .map_err(|_| CipherError::NotANumber(shift.to_string()))?;
            let places = i64::from(places);
            Ok(caesar(if decode { -places } else { places }, text))
        }
        "vigenere" => vigenere(key()?, text, decode),
        "atbash" => Ok(text.chars().map(mirrored).collect()),
        "rot13" => Ok(caesar(13, text)),
        other => Err(CipherError::UnknownCipher(other.to_string())),
    }
}

fn mirrored(char: char) -> char {
    match char {
        'a'..='z' => (b'a' + b'z' - char as u8).into(),
        'A'..='Z' => (b'A' + b'Z' - char as u8).into(),
        other => other,
    }
}

fn shifted(char: char, shift: i64) -> char {
    let first = match char {
        'a'..='z' => b'a',
        'A'..='Z' => b'A',
        other => return other,
    };
    // At most 25, so that nothing is lost.
    let step = shift.rem_euclid(26) as u8;
    let place = (char as u8 - first + step) % 26;
    (first + place).into()
}

fn code_of(letter: char) -> Result<&'static str, CipherError> {
    let known = MORSE.iter().find(|(char, _)| *char == letter);
    known
        .map(|(_, code)| *code)
        .ok_or(CipherError::NoMorse(letter))
}

fn letter_of(code: &str) -> Result<char, CipherError> {
    let known = MORSE.iter().find(|(_, other)| *other == code);
    let letter = known.map(|(char, _)| char.to_ascii_uppercase());
    letter.ok_or_else(|| CipherError::NotMorse(code.to_string()))
}
