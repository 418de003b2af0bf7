//! Passwords by chance, and how strong one is.

use std::collections::HashSet;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::fs::File;
use std::io::Read;

use crate::json::Json;

const SMALL: &str = "abcdefghijklmnopqrstuvwxyz";
const CAPITAL: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";
const SIGNS: &str = "!#$%&*+-=?@^_~";
const CONFUSED: &str = "lI1O0";

const COMMON: &[&str] = &[
    "123456",
    "password",
    "12345678",
    "qwerty",
    "123456789",
    "12345",
    "1234",
    "111111",
    "1234567",
    "dragon",
    "123123",
    "baseball",
    "abc123",
    "football",
    "monkey",
    "letmein",
    "696969",
    "shadow",
    "master",
    "666666",
    "qwertyuiop",
    "123321",
    "mustang",
    "1234567890",
    "michael",
    "654321",
    "superman",
    "1qaz2wsx",
    "7777777",
    "121212",
    "000000",
    "qazwsx",
    "123qwe",
    "killer",
    "trustno1",
    "jordan",
    "jennifer",
    "zxcvbnm",
    "asdfgh",
    "hunter",
    "buster",
    "soccer",
    "harley",
    "batman",
    "password1",
    "iloveyou",
    "welcome",
    "admin",
    "login",
    "princess",
    "sunshine",
    "passw0rd",
];

/// What [`generate_password`] makes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratePasswordOptions {
    /// Characters of the password, 8 to 200.
    pub length: usize,
    /// Uses signs such as ! and %.
    pub symbols: bool,
    /// Uses digits.
    pub digits: bool,
    /// Uses capital letters.
    pub uppercase: bool,
    /// Leaves out letters that are easily confused, such as l and 1.
    pub readable: bool,
    /// How many are made, one a line: 1 to 1000.
    pub count: usize,
}

impl Default for GeneratePasswordOptions {
    fn default() -> Self {
        GeneratePasswordOptions {
            length: 20,
            symbols: true,
            digits: true,
            uppercase: true,
            readable: false,
            count: 1,
        }
    }
}

/// Why no password is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PasswordError {
    /// It would be too short or too long.
    Length,
    /// None, or more than anybody needs.
    Count,
    /// The system gives no chance.
    NoChance,
}

impl Display for PasswordError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PasswordError::Length => "the length must be 8 to 200",
            PasswordError::Count => "the count must be 1 to 1000",
            PasswordError::NoChance => "the system gives no chance (/dev/urandom)",
        })
    }
}

impl Error for PasswordError {}

/// How hard a password is to guess.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Strength {
    /// From 0 (guessed at once) to 4 (safe).
    pub score: u32,
    /// Bits of entropy, as far as the characters tell.
    pub bits: u32,
    /// What would make it stronger.
    pub advice: Vec<String>,
}

impl From<Strength> for Json {
    fn from(strength: Strength) -> Self {
        Json::object([
            ("score", strength.score.into()),
            ("bits", strength.bits.into()),
            ("advice", strength.advice.into()),
        ])
    }
}

/// Makes passwords by chance, one a line, each with at least one character of every kind.
pub fn generate_password(options: &GeneratePasswordOptions) -> Result<String, PasswordError> {
    if !(8..=200).contains(&options.length) {
        return Err(PasswordError::Length);
    }
    if !(1..=1000).contains(&options.count) {
        return Err(PasswordError::Count);
    }
    let mut kinds = vec![SMALL];
    if options.uppercase {
        kinds.push(CAPITAL);
    }
    if options.digits {
        kinds.push(DIGITS);
    }
    if options.symbols {
        kinds.push(SIGNS);
    }
    let left_out = |letter: &char| options.readable && CONFUSED.contains(*letter);
    let kinds: Vec<Vec<char>> = kinds
        .iter()
        .map(|kind| kind.chars().filter(|letter| !left_out(letter)).collect())
        .collect();
    let made: Vec<String> = (0..options.count)
        .map(|_| password_of(&kinds, options.length))
        .collect::<Result<_, _>>()?;
    Ok(made.join("\n"))
}

fn password_of(kinds: &[Vec<char>], length: usize) -> Result<String, PasswordError> {
    let all = kinds.concat();
    let mut chosen = Vec::new();
    for at in 0..length {
        let from = kinds.get(at).unwrap_or(&all);
        chosen.push(from[below(from.len())?]);
    }
    // Those of every kind stand in front until now.
    for at in (1..chosen.len()).rev() {
        chosen.swap(at, below(at + 1)?);
    }
    Ok(chosen.into_iter().collect())
}

/// Judges how hard a password is to guess.
pub fn password_strength(password: &str) -> Strength {
    if COMMON.contains(&password.to_lowercase().as_str()) {
        return Strength {
            score: 0,
            bits: 0,
            advice: vec!["This is one of the most common passwords.".to_string()],
        };
    }
    let has = |fits: fn(char) -> bool, size: u32| if password.contains(fits) { size } else { 0 };
    let alphabet = has(|letter| letter.is_ascii_lowercase(), 26)
        + has(|letter| letter.is_ascii_uppercase(), 26)
        + has(|letter| letter.is_ascii_digit(), 10)
        + has(|letter| !letter.is_ascii_alphanumeric(), 33);
    let count = password.chars().count();
    let distinct = password.chars().collect::<HashSet<char>>().len();
    // A character that was seen before tells a guesser little.
    let bits = (distinct as f64 * f64::from(alphabet.max(1)).log2()).round() as u32;
    let mut advice = Vec::new();
    if count < 12 {
        advice.push("Use more characters.".to_string());
    }
    if 2 * distinct < count {
        advice.push("Repeat fewer characters.".to_string());
    }
    let passed = [28, 36, 60, 80].iter().filter(|limit| bits >= **limit);
    Strength {
        score: passed.count() as u32,
        bits,
        advice,
    }
}

/// A number below a limit, each as likely as the others.
fn below(limit: usize) -> Result<usize, PasswordError> {
    let mut source = File::open("/dev/urandom").map_err(|_| PasswordError::NoChance)?;
    loop {
        let mut bytes = [0; 4];
        let read = source.read_exact(&mut bytes);
        read.map_err(|_| PasswordError::NoChance)?;
        let number = u32::from_ne_bytes(bytes) as usize;
        // Beyond the last whole round the small numbers would be likelier.
        let rounds = u32::MAX as usize / limit;
        if number < rounds * limit {
            return Ok(number % limit);
        }
    }
}
