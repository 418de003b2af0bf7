//! Cards lie face down, two are turned at a time, and pairs stay open.

use std::collections::HashSet;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

const PICTURES: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

/// How many cards there are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MemoryOptions {
    /// Cards across.
    pub columns: usize,
    /// Cards down.
    pub rows: usize,
}

impl Default for MemoryOptions {
    fn default() -> Self {
        MemoryOptions {
            columns: 4,
            rows: 4,
        }
    }
}

/// Why cards or a turn are refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MemoryError {
    /// They cannot be laid in pairs.
    NoPairs,
    /// Not two cards were named.
    NotTwo,
    /// One card was named twice.
    Twice,
    /// No card lies there.
    NoCard(String),
    /// The card was found already.
    Open(String),
}

impl Display for MemoryError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            MemoryError::NoPairs => f.write_str("the cards must be an even number, from 2 to 72"),
            MemoryError::NotTwo => f.write_str("name two cards, such as a1 b3"),
            MemoryError::Twice => f.write_str("you named one card twice"),
            MemoryError::NoCard(name) => write!(f, "there is no card {name}"),
            MemoryError::Open(name) => write!(f, "the card {name} is open already"),
        }
    }
}

impl Error for MemoryError {}

/// A grid of cards and which of them are open.
#[derive(Debug)]
pub struct Memory {
    columns: usize,
    cards: Vec<char>,
    found: HashSet<usize>,
    shown: Vec<usize>,
    turns: u32,
}

impl Memory {
    /// Lays the cards face down; `random` gives numbers from 0 to 1.
    pub fn new(
        options: &MemoryOptions,
        mut random: impl FnMut() -> f64 + 'static,
    ) -> Result<Self, MemoryError> {
        let count = options.columns * options.rows;
        if count % 2 != 0 || count < 2 || count > 2 * PICTURES.len() || options.rows > 26 {
            return Err(MemoryError::NoPairs);
        }
        let mut cards: Vec<char> = PICTURES[..count / 2].repeat(2).chars().collect();
        for at in (1..count).rev() {
            cards.swap(at, (random() * (at + 1) as f64) as usize);
        }
        Ok(Memory {
            columns: options.columns,
            cards,
            found: HashSet::new(),
            shown: Vec::new(),
            turns: 0,
        })
    }

    /// Turns two cards, such as "a1 b3", and says whether they are a pair.
    pub fn play(&mut self, input: &str) -> Result<String, MemoryError> {
        let plain = input.to_lowercase().replace(',', " ");
        let names: Vec<&str> = plain.split_whitespace().collect();
        let (first, second) = match names[..] {
            [one, other] => (self.place_of(one)?, self.place_of(other)?),
            _ => return Err(MemoryError::NotTwo),
        };
        if first == second {
            return Err(MemoryError::Twice);
        }
        self.turns += 1;
        self.shown = vec![first, second];
        if self.cards[first] != self.cards[second] {
            return Ok("No pair. Remember them.".to_string());
        }
        self.found.extend([first, second]);
        Ok(if self.is_over() {
            format!("All pairs found in {} turns.", self.turns)
        } else {
            "A pair!".to_string()
        })
    }

    /// Shows the cards, and how many pairs are found.
    pub fn render(&self) -> String {
        let numbers: String = (1..=self.columns)
            .map(|at| format!(" {}", at % 10))
            .collect();
        let mut text = format!("  {numbers}");
        for place in 0..self.cards.len() {
            if place % self.columns == 0 {
                let letter = (b'A' + (place / self.columns) as u8) as char;
                text.push_str(&format!("\n{letter} "));
            }
            text.push(' ');
            text.push(self.face(place));
        }
        let (found, pairs) = (self.found.len() / 2, self.cards.len() / 2);
        let turns = if self.turns == 1 { "turn" } else { "turns" };
        format!("{text}\n\n{found} of {pairs} pairs, {} {turns}", self.turns)
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        "Two cards, such as a1 b3: ".to_string()
    }

    /// Whether all pairs are found.
    pub fn is_over(&self) -> bool {
        self.found.len() == self.cards.len()
    }

    fn face(&self, place: usize) -> char {
        if self.found.contains(&place) || self.shown.contains(&place) {
            self.cards[place]
        } else {
            '#'
        }
    }

    fn place_of(&self, name: &str) -> Result<usize, MemoryError> {
        let there = || {
            let letter = name.chars().next().filter(char::is_ascii_lowercase)?;
            let across = name[1..].parse::<usize>().ok()?.checked_sub(1)?;
            let place = (letter as usize - 'a' as usize) * self.columns + across;
            (across < self.columns && place < self.cards.len()).then_some(place)
        };
        let place = there().ok_or_else(|| MemoryError::NoCard(name.to_string()))?;
        if self.found.contains(&place) {
            return Err(MemoryError::Open(name.to_string()));
        }
        Ok(place)
    }
}
