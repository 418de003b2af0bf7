//! A hidden code of colours is found by guesses.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What codes look like, and how many guesses there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MastermindOptions {
    /// Colours in the code.
    pub pegs: usize,
    /// Colours to choose from, 2 to 8.
    pub colours: usize,
    /// Guesses before the code is shown.
    pub guesses: usize,
    /// The code to find; drawn by chance if there is none.
    pub code: Option<String>,
}

impl Default for MastermindOptions {
    fn default() -> Self {
        MastermindOptions {
            pegs: 4,
            colours: 6,
            guesses: 10,
            code: None,
        }
    }
}

/// Why a game or a guess is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MastermindError {
    /// There are too few or too many colours.
    Colours,
    /// There is nothing to guess, or no guess to do it.
    TooFew,
    /// A code has so many letters.
    Length(usize),
    /// These are the colours.
    NoColour(String),
}

impl Display for MastermindError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            MastermindError::Colours => write!(f, "there are 2 to {} colours", COLOURS.len()),
            MastermindError::TooFew => f.write_str("codes and guesses number at least 1"),
            MastermindError::Length(length) => write!(f, "a code has {length} letters"),
            MastermindError::NoColour(colours) => write!(f, "the colours are {colours}"),
        }
    }
}

impl Error for MastermindError {}

/// Red, green, blue, yellow, orange, purple, white, black.
const COLOURS: &str = "RGBYOPWK";

/// Hides a code and answers guesses.
#[derive(Debug, Clone)]
pub struct Mastermind {
    colours: &'static str,
    code: String,
    allowed: usize,
    /// Each guess with what was told of it.
    attempts: Vec<(String, String)>,
}

impl Mastermind {
    /// Hides a code; `random` gives numbers from 0 to 1.
    pub fn new(
        options: &MastermindOptions,
        mut random: impl FnMut() -> f64,
    ) -> Result<Self, MastermindError> {
        if !(2..=COLOURS.len()).contains(&options.colours) {
            return Err(MastermindError::Colours);
        }
        if options.pegs == 0 || options.guesses == 0 {
            return Err(MastermindError::TooFew);
        }
        let colours = &COLOURS[..options.colours];
        let mut draw = || {
            let at = (random() * options.colours as f64) as usize;
            colours[at..].chars().next().unwrap_or('R')
        };
        let drawn: String = (0..options.pegs).map(|_| draw()).collect();
        Ok(Mastermind {
            colours,
            code: options
                .code
                .as_ref()
                .map_or(drawn, |code| code.to_uppercase()),
            allowed: options.guesses,
            attempts: Vec::new(),
        })
    }

    /// Takes a guess and says how many of its colours are right.
    pub fn play(&mut self, input: &str) -> Result<String, MastermindError> {
        let text = input.to_uppercase();
        let guess: String = text
            .chars()
            .filter(|letter| !letter.is_whitespace() && *letter != ',')
            .collect();
        let length = self.code.chars().count();
        if guess.chars().count() != length {
            return Err(MastermindError::Length(length));
        }
        if !guess.chars().all(|letter| self.colours.contains(letter)) {
            return Err(MastermindError::NoColour(apart(self.colours)));
        }
        let told = compare_codes(&self.code, &guess);
        let found = guess == self.code;
        self.attempts.push((guess, told.clone()));
        Ok(if found {
            format!("You found it: {}.", apart(&self.code))
        } else if self.is_over() {
            format!("{told}. The code was {}.", apart(&self.code))
        } else {
            format!("{told}.")
        })
    }

    /// Shows how the game stands.
    pub fn render(&self) -> String {
        let attempts = self.attempts.iter().enumerate();
        let shown: String = attempts
            .map(|(at, (guess, told))| format!("{}. {}  {told}\n", at + 1, apart(guess)))
            .collect();
        let left = self.allowed - self.attempts.len();
        let noun = if left == 1 { "guess" } else { "guesses" };
        format!("{shown}{left} {noun} left")
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        format!("{} of {}: ", self.code.chars().count(), apart(self.colours))
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        let found = self
            .attempts
            .last()
            .map_or(false, |(guess, _)| *guess == self.code);
        found || self.attempts.len() >= self.allowed
    }
}

fn compare_codes(code: &str, guess: &str) -> String {
    let in_place = code
        .chars()
        .zip(guess.chars())
        .filter(|(a, b)| a == b)
        .count();
    let count = |text: &str, colour: char| text.chars().filter(|letter| *letter == colour).count();
    let shared: usize = COLOURS
        .chars()
        .map(|colour| count(code, colour).min(count(guess, colour)))
        .sum();
    format!(
        "{in_place} in place, {} elsewhere",
        shared.saturating_sub(in_place)
    )
}

fn apart(text: &str) -> String {
    let letters: Vec<String> = text.chars().map(String::from).collect();
    letters.join(" ")
}
