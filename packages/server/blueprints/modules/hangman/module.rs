//! A word is guessed letter by letter.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What is guessed, and how often one may be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HangmanOptions {
    /// The word to guess; one of a list by chance if there is none.
    pub word: Option<String>,
    /// Wrong letters that end the game.
    pub mistakes: usize,
}

impl Default for HangmanOptions {
    fn default() -> Self {
        HangmanOptions {
            word: None,
            mistakes: 6,
        }
    }
}

/// Why a word or a guess is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HangmanError {
    /// The hidden word holds something else than letters.
    NotAWord,
    /// It is neither a letter nor the word.
    NotALetter,
    /// Each letter is tried once.
    AlreadyTried(char),
}

impl Display for HangmanError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            HangmanError::NotAWord => f.write_str("the word may hold letters only"),
            HangmanError::NotALetter => f.write_str("type a letter, or the whole word"),
            HangmanError::AlreadyTried(letter) => write!(f, "you have already tried {letter}"),
        }
    }
}

impl Error for HangmanError {}

const WORDS: [&str; 32] = [
    "anchor", "balcony", "candle", "dolphin", "engine", "feather", "garden", "harbor", "island",
    "jungle", "kitchen", "lantern", "marble", "notebook", "orchard", "planet", "quarter", "rhythm",
    "saddle", "thunder", "umbrella", "village", "whisper", "yogurt", "zipper", "bicycle",
    "compass", "diamond", "elephant", "fountain", "giraffe", "hammock",
];

/// Hides a word and shows the letters that were found.
#[derive(Debug, Clone)]
pub struct Hangman {
    word: String,
    allowed: usize,
    /// In the order in which they were tried.
    tried: Vec<char>,
    solved: bool,
}

impl Hangman {
    /// Hides a word; `random` gives numbers from 0 to 1.
    pub fn new(
        options: &HangmanOptions,
        mut random: impl FnMut() -> f64,
    ) -> Result<Self, HangmanError> {
        let drawn = WORDS[(random() * WORDS.len() as f64) as usize];
        let word = options.word.as_deref().unwrap_or(drawn).to_lowercase();
        if word.is_empty() || !word.chars().all(|letter| letter.is_ascii_lowercase()) {
            return Err(HangmanError::NotAWord);
        }
        Ok(Hangman {
            word,
            allowed: options.mistakes,
            tried: Vec::new(),
            solved: false,
        })
    }

    /// Takes a letter, or the whole word, and says what came of it.
    pub fn play(&mut self, input: &str) -> Result<String, HangmanError> {
        let guess = input.trim().to_lowercase();
        if guess.len() > 1 && guess == self.word {
            self.solved = true;
            return Ok(format!("You found it: {}.", self.word));
        }
        let mut letters = guess.chars();
        let letter = match (letters.next(), letters.next()) {
            (Some(letter), None) if letter.is_ascii_lowercase() => letter,
            _ => return Err(HangmanError::NotALetter),
        };
        if self.tried.contains(&letter) {
            return Err(HangmanError::AlreadyTried(letter));
        }
        self.tried.push(letter);
        if !self.word.contains(letter) {
            let told = format!("There is no {letter}.");
            return Ok(if self.is_over() {
                format!("{told} The word was {}.", self.word)
            } else {
                told
            });
        }
        if self.is_over() {
            return Ok(format!("You found it: {}.", self.word));
        }
        let article = if "aefhilmnorsx".contains(letter) {
            "an"
        } else {
            "a"
        };
        Ok(format!("Yes, there is {article} {letter}."))
    }

    /// Shows how the game stands.
    pub fn render(&self) -> String {
        let shown = self
            .word
            .chars()
            .map(|letter| if self.is_shown(letter) { letter } else { '_' });
        let wrong = self.wrong();
        let left = self.allowed.saturating_sub(wrong.len());
        let listed = if wrong.is_empty() {
            "none".to_string()
        } else {
            apart(wrong)
        };
        format!("{}\n\nWrong: {listed} ({left} left)", apart(shown))
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        "A letter, or the word: ".to_string()
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        self.wrong().len() >= self.allowed || self.word.chars().all(|letter| self.is_shown(letter))
    }

    fn is_shown(&self, letter: char) -> bool {
        self.solved || self.tried.contains(&letter)
    }

    fn wrong(&self) -> Vec<char> {
        let tried = self.tried.iter().copied();
        tried
            .filter(|letter| !self.word.contains(*letter))
            .collect()
    }
}

fn apart(letters: impl IntoIterator<Item = char>) -> String {
    let letters: Vec<String> = letters.into_iter().map(String::from).collect();
    letters.join(" ")
}
