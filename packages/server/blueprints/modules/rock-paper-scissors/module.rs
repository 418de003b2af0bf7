//! Rounds against a computer that draws by chance.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// How long the game is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RockPaperScissorsOptions {
    /// Rounds that win the game.
    pub wins: u32,
}

impl Default for RockPaperScissorsOptions {
    fn default() -> Self {
        RockPaperScissorsOptions { wins: 3 }
    }
}

/// It is none of the three hands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RockPaperScissorsError;

impl Display for RockPaperScissorsError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("type rock, paper or scissors")
    }
}

impl Error for RockPaperScissorsError {}

/// Each beats the one before it, and the first beats the last.
const HANDS: [&str; 3] = ["rock", "paper", "scissors"];

/// Draws against the player and counts rounds.
pub struct RockPaperScissors {
    wins: u32,
    player: u32,
    computer: u32,
    random: Box<dyn FnMut() -> f64>,
}

impl RockPaperScissors {
    /// Begins a game; `random` gives numbers from 0 to 1.
    pub fn new(options: &RockPaperScissorsOptions, random: impl FnMut() -> f64 + 'static) -> Self {
        RockPaperScissors {
            wins: options.wins,
            player: 0,
            computer: 0,
            random: Box::new(random),
        }
    }

    /// Takes a hand or its first letters and says who won the round.
    pub fn play(&mut self, input: &str) -> Result<String, RockPaperScissorsError> {
        let word = input.trim().to_lowercase();
        let mut hands = HANDS.iter();
        let meant = hands.position(|hand| !word.is_empty() && hand.starts_with(&word));
        let mine = meant.ok_or(RockPaperScissorsError)?;
        let drawn = ((self.random)() * HANDS.len() as f64) as usize;
        let told = format!("I draw {}.", HANDS[drawn]);
        let who = match (mine + HANDS.len() - drawn) % HANDS.len() {
            0 => return Ok(format!("{told} A tie.")),
            1 => {
                self.player += 1;
                "You"
            }
            _ => {
                self.computer += 1;
                "I"
            }
        };
        let round = format!("{told} {who} win the round.");
        Ok(if self.is_over() {
            format!("{round} {who} win the game.")
        } else {
            round
        })
    }

    /// Shows how the game stands.
    pub fn render(&self) -> String {
        format!("You {} : {} I", self.player, self.computer)
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        "Rock, paper or scissors: ".to_string()
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        self.player.max(self.computer) >= self.wins
    }
}
