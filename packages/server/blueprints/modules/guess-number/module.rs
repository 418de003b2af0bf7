//! A number is thought up; each guess is answered with higher or lower.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// How large the number may be, and how many guesses there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GuessNumberOptions {
    /// The largest number.
    pub max: u32,
    /// Guesses that a player has.
    pub guesses: usize,
}

impl Default for GuessNumberOptions {
    fn default() -> Self {
        GuessNumberOptions {
            max: 100,
            guesses: 10,
        }
    }
}

/// Why a game or a guess is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GuessNumberError {
    /// There is nothing to guess.
    TooSmall,
    /// It is no number from one to this.
    OutOfRange(u32),
}

impl Display for GuessNumberError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            GuessNumberError::TooSmall => f.write_str("max must be a whole number above one"),
            GuessNumberError::OutOfRange(max) => write!(f, "type a whole number, 1 to {max}"),
        }
    }
}

impl Error for GuessNumberError {}

/// Thinks up a number and answers guesses.
#[derive(Debug, Clone)]
pub struct GuessNumber {
    max: u32,
    number: u32,
    allowed: usize,
    guesses: Vec<u32>,
}

impl GuessNumber {
    /// Thinks up a number; `random` gives numbers from 0 to 1.
    pub fn new(
        options: &GuessNumberOptions,
        mut random: impl FnMut() -> f64,
    ) -> Result<Self, GuessNumberError> {
        if options.max < 2 {
            return Err(GuessNumberError::TooSmall);
        }
        Ok(GuessNumber {
            max: options.max,
            number: 1 + (random() * f64::from(options.max)) as u32,
            allowed: options.guesses,
            guesses: Vec::new(),
        })
    }

    /// Takes a guess and says whether the number is higher or lower.
    pub fn play(&mut self, input: &str) -> Result<String, GuessNumberError> {
        let guess = input.trim().parse().unwrap_or(0);
        if guess < 1 || guess > self.max {
            return Err(GuessNumberError::OutOfRange(self.max));
        }
        self.guesses.push(guess);
        if guess == self.number {
            let count = self.guesses.len();
            let noun = if count == 1 { "guess" } else { "guesses" };
            return Ok(format!("Right! It took you {count} {noun}."));
        }
        let hint = if guess < self.number {
            "Higher."
        } else {
            "Lower."
        };
        if self.is_over() {
            return Ok(format!(
                "{hint} You have no guesses left; it was {}.",
                self.number
            ));
        }
        Ok(hint.to_string())
    }

    /// Shows how the game stands.
    pub fn render(&self) -> String {
        if self.guesses.is_empty() {
            return format!("I am thinking of a number from 1 to {}.", self.max);
        }
        let guesses: Vec<String> = self.guesses.iter().map(u32::to_string).collect();
        format!("Your guesses: {}", guesses.join(", "))
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        let left = self.allowed.saturating_sub(self.guesses.len());
        format!("Your guess, 1 to {} ({left} left): ", self.max)
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        self.guesses.last() == Some(&self.number) || self.guesses.len() >= self.allowed
    }
}
