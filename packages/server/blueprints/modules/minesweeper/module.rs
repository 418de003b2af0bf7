//! Squares are opened by the numbers of mines around them.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// How large the field is and what hides in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MinesweeperOptions {
    /// Squares across.
    pub width: usize,
    /// Squares down.
    pub height: usize,
    /// Hidden mines.
    pub mines: usize,
}

impl Default for MinesweeperOptions {
    fn default() -> Self {
        MinesweeperOptions {
            width: 9,
            height: 9,
            mines: 10,
        }
    }
}

/// Why a field or a move is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MinesweeperError {
    /// The field has no or too many squares.
    Size,
    /// Every square would have a mine.
    TooManyMines,
    /// There is no such square.
    NoSquare,
    /// A mark keeps the square from being opened.
    Flagged,
}

impl Display for MinesweeperError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MinesweeperError::Size => "the field may have 26 columns and 99 rows",
            MinesweeperError::TooManyMines => "there must be a square without a mine",
            MinesweeperError::NoSquare => "type a square such as b3, or flag b3",
            MinesweeperError::Flagged => "there is a flag on this square; take it away first",
        })
    }
}

impl Error for MinesweeperError {}

#[derive(Debug, Clone, Default)]
struct Square {
    mine: bool,
    open: bool,
    flag: bool,
}

/// A field with hidden mines. They are laid after the first move, so that nobody loses with it.
pub struct Minesweeper {
    width: usize,
    height: usize,
    mines: usize,
    random: Box<dyn FnMut() -> f64>,
    squares: Vec<Square>,
    laid: bool,
    lost: bool,
}

impl Minesweeper {
    /// Makes a field; `random` gives numbers from 0 to 1.
    pub fn new(
        options: &MinesweeperOptions,
        random: impl FnMut() -> f64 + 'static,
    ) -> Result<Self, MinesweeperError> {
        let (width, height) = (options.width, options.height);
        if !(1..=26).contains(&width) || !(1..=99).contains(&height) {
            return Err(MinesweeperError::Size);
        }
        if options.mines >= width * height {
            return Err(MinesweeperError::TooManyMines);
        }
        Ok(Minesweeper {
            width,
            height,
            mines: options.mines,
            random: Box::new(random),
            squares: vec![Square::default(); width * height],
            laid: false,
            lost: false,
        })
    }

    /// Opens a square ("b3"), marks it or takes the mark away ("flag b3").
    pub fn play(&mut self, input: &str) -> Result<String, MinesweeperError> {
        let (place, flag) = self.place_in(input).ok_or(MinesweeperError::NoSquare)?;
        if flag {
            self.squares[place].flag = !self.squares[place].flag;
            return Ok(String::new());
        }
        if self.squares[place].flag {
            return Err(MinesweeperError::Flagged);
        }
        if !self.laid {
            self.lay(place);
        }
        self.open(place);
        if self.squares[place].mine {
            self.lost = true;
            return Ok("That was a mine.".to_string());
        }
        Ok(if self.is_over() {
            "You opened the whole field."
        } else {
            ""
        }
        .to_string())
    }

    /// Shows how the game stands.
    pub fn render(&self) -> String {
        let letters = ('A'..='Z')
            .take(self.width)
            .map(|letter| format!(" {letter}"));
        let head = format!("  {}", letters.collect::<String>());
        let rows = (0..self.height).map(|y| {
            let cells = (0..self.width).map(|x| format!(" {}", self.sign(y * self.width + x)));
            format!("{:>2}{}", y + 1, cells.collect::<String>())
        });
        let lines: Vec<String> = std::iter::once(head).chain(rows).collect();
        lines.join("\n")
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        "A square such as b3, or flag b3: ".to_string()
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        self.lost || self.laid && self.squares.iter().all(|square| square.mine || square.open)
    }

    fn place_in(&self, input: &str) -> Option<(usize, bool)> {
        let text = input.trim().to_ascii_lowercase();
        let marked = text
            .strip_prefix("flag ")
            .or_else(|| text.strip_prefix("f "));
        let square = marked.unwrap_or(&text).trim_start();
        let letter = square.chars().next().filter(char::is_ascii_lowercase)?;
        let x = (letter as usize) - ('a' as usize);
        let y: usize = square[1..].trim_start().parse().ok()?;
        let inside = x < self.width && (1..=self.height).contains(&y);
        inside.then(|| ((y - 1) * self.width + x, marked.is_some()))
    }

    fn lay(&mut self, spared: usize) {
        self.laid = true;
        let mut places: Vec<usize> = (0..self.squares.len())
            .filter(|place| *place != spared)
            .collect();
        for _ in 0..self.mines {
            let at = ((self.random)() * places.len() as f64) as usize;
            let place = places.remove(at);
            self.squares[place].mine = true;
        }
    }

    /// A square without mines around it opens its neighbours too.
    fn open(&mut self, start: usize) {
        let mut waiting = vec![start];
        while let Some(place) = waiting.pop() {
            let square = &mut self.squares[place];
            if square.open || square.flag {
                continue;
            }
            square.open = true;
            if !square.mine && self.mines_around(place) == 0 {
                waiting.extend(self.around(place));
            }
        }
    }

    fn sign(&self, place: usize) -> String {
        let square = &self.squares[place];
        if self.lost && square.mine {
            return "*".to_string();
        }
        if square.flag {
            return "F".to_string();
        }
        if !square.open {
            return ".".to_string();
        }
        match self.mines_around(place) {
            0 => " ".to_string(),
            count => count.to_string(),
        }
    }

    fn mines_around(&self, place: usize) -> usize {
        let near = self.around(place);
        near.iter()
            .filter(|other| self.squares[**other].mine)
            .count()
    }

    fn around(&self, place: usize) -> Vec<usize> {
        let (x, y) = (place % self.width, place / self.width);
        let mut near = Vec::new();
        for row in y.saturating_sub(1)..(y + 2).min(self.height) {
            for column in x.saturating_sub(1)..(x + 2).min(self.width) {
                if (column, row) != (x, y) {
                    near.push(row * self.width + column);
                }
            }
        }
        near
    }
}
