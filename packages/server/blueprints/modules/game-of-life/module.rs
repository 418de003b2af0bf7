//! Conway's game of life: cells that live or die by their neighbours.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// How large the field is, and what lives on it at the start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeOptions {
    /// Cells across.
    pub width: usize,
    /// Cells down.
    pub height: usize,
    /// Percent of the cells that live at the start.
    pub density: u32,
    /// A name or rows of # and . with / between; by chance if not given.
    pub pattern: Option<String>,
}

impl Default for LifeOptions {
    fn default() -> Self {
        LifeOptions {
            width: 40,
            height: 20,
            density: 30,
            pattern: None,
        }
    }
}

/// Why a field or an input is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LifeError {
    /// There is no room.
    TooSmall,
    /// It is neither a name nor rows of cells.
    NoPattern,
    /// It is no number of generations.
    NoCount,
}

impl Display for LifeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LifeError::TooSmall => "the field is at least 3 by 3 cells",
            LifeError::NoPattern => "a pattern is a name, or rows of # and . with / between",
            LifeError::NoCount => "type how many generations to go on, from 1 to 10000",
        })
    }
}

impl Error for LifeError {}

/// A field of cells and which of them live; its edges are joined.
#[derive(Debug, Clone)]
pub struct Life {
    /// Rows of cells.
    field: Vec<Vec<bool>>,
    generation: u32,
    settled: bool,
}

impl Life {
    /// Lays out a field; `random` gives numbers from 0 to 1.
    pub fn new(options: &LifeOptions, mut random: impl FnMut() -> f64) -> Result<Self, LifeError> {
        let (width, height) = (options.width, options.height);
        if width < 3 || height < 3 {
            return Err(LifeError::TooSmall);
        }
        let mut field = vec![vec![false; width]; height];
        match &options.pattern {
            None => {
                for cell in field.iter_mut().flatten() {
                    *cell = random() * 100.0 < f64::from(options.density);
                }
            }
            Some(pattern) => draw(pattern, &mut field)?,
        }
        Ok(Life {
            field,
            generation: 0,
            settled: false,
        })
    }

    /// Goes on to the next generation, or as many as are named; "clear" lets all die.
    pub fn play(&mut self, input: &str) -> Result<String, LifeError> {
        let word = input.trim().to_lowercase();
        if word == "clear" {
            self.field
                .iter_mut()
                .flatten()
                .for_each(|cell| *cell = false);
        } else {
            let count: u32 = match word.as_str() {
                "" | "next" => 1,
                number => number.parse().unwrap_or(0),
            };
            if !(1..=10_000).contains(&count) {
                return Err(LifeError::NoCount);
            }
            for _ in 0..count {
                if self.is_over() {
                    break;
                }
                self.go_on();
            }
        }
        let told = if self.alive() == 0 {
            "All cells have died."
        } else if self.settled {
            "Nothing changes any more."
        } else {
            ""
        };
        Ok(told.to_string())
    }

    /// Shows how the field stands.
    pub fn render(&self) -> String {
        let mut text = String::new();
        for row in &self.field {
            text.extend(row.iter().map(|lives| if *lives { '#' } else { '.' }));
            text.push('\n');
        }
        text + &format!("Generation {}, {} alive", self.generation, self.alive())
    }

    /// Asks how to go on.
    pub fn prompt(&self) -> String {
        "Generations to go on (nothing: 1): ".to_string()
    }

    /// Whether nothing will change any more.
    pub fn is_over(&self) -> bool {
        self.settled || self.alive() == 0
    }

    fn alive(&self) -> usize {
        self.field.iter().flatten().filter(|lives| **lives).count()
    }

    /// A cell lives on with two or three neighbours, and begins to live with three.
    fn go_on(&mut self) {
        let mut next = self.field.clone();
        for (y, row) in next.iter_mut().enumerate() {
            for (x, cell) in row.iter_mut().enumerate() {
                let neighbours = self.neighbours(x, y);
                *cell = neighbours == 3 || neighbours == 2 && *cell;
            }
        }
        self.generation += 1;
        self.settled = next == self.field;
        self.field = next;
    }

    fn neighbours(&self, x: usize, y: usize) -> usize {
        let (width, height) = (self.field[0].len(), self.field.len());
        let mut count = 0;
        for row in [y + height - 1, y, y + 1] {
            for column in [x + width - 1, x, x + 1] {
                let is_own = (column, row) == (x, y);
                count += usize::from(!is_own && self.field[row % height][column % width]);
            }
        }
        count
    }
}

/// Puts a pattern into the middle of a field.
fn draw(pattern: &str, field: &mut [Vec<bool>]) -> Result<(), LifeError> {
    let drawn = match pattern {
        "glider" => ".#./..#/###",
        "blinker" => "###",
        "block" => "##/##",
        other => other,
    };
    if drawn.is_empty() || !drawn.chars().all(|letter| "#./".contains(letter)) {
        return Err(LifeError::NoPattern);
    }
    let rows: Vec<&str> = drawn.split('/').collect();
    let widest = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let left = field[0].len().saturating_sub(widest) / 2;
    let top = field.len().saturating_sub(rows.len()) / 2;
    for (y, row) in rows.iter().enumerate() {
        for (x, letter) in row.chars().enumerate() {
            if let Some(cell) = field.get_mut(top + y).and_then(|row| row.get_mut(left + x)) {
                *cell = letter == '#';
            }
        }
    }
    Ok(())
}
