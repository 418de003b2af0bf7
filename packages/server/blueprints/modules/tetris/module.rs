//! Pieces of four squares fall, are moved and turned, and full lines vanish.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What the well is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TetrisOptions {
    /// Squares across.
    pub width: i32,
    /// Squares down.
    pub height: i32,
}

impl Default for TetrisOptions {
    fn default() -> Self {
        TetrisOptions {
            width: 10,
            height: 20,
        }
    }
}

/// Why a well or a move is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TetrisError {
    /// No piece could turn in it.
    TooSmall,
    /// It is no move.
    NoMove,
}

impl Display for TetrisError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TetrisError::TooSmall => "the well is at least 4 by 4 squares",
            TetrisError::NoMove => "type left, right, turn, down or drop",
        })
    }
}

impl Error for TetrisError {}

const SHAPES: [&[&str]; 7] = [
    &["....", "IIII", "....", "...."],
    &["J..", "JJJ", "..."],
    &["..L", "LLL", "..."],
    &[".T.", "TTT", "..."],
    &[".SS", "SS.", "..."],
    &["ZZ.", ".ZZ", "..."],
    &["OO", "OO"],
];

/// Points for so many lines at once.
const REWARDS: [u32; 5] = [0, 100, 300, 500, 800];

/// What falls; its cells are columns and rows of a square in which it turns.
#[derive(Debug, Clone)]
struct Piece {
    name: char,
    cells: Vec<(i32, i32)>,
    size: i32,
    x: i32,
    y: i32,
}

impl Piece {
    fn new(shape: &[&str], width: i32) -> Self {
        let size = shape.len() as i32;
        let mut piece = Piece {
            name: ' ',
            cells: Vec::new(),
            size,
            x: (width - size) / 2,
            y: 0,
        };
        for (row, y) in shape.iter().zip(0..) {
            for (name, x) in row.chars().zip(0..).filter(|(name, _)| *name != '.') {
                piece.name = name;
                piece.cells.push((x, y));
            }
        }
        piece
    }

    fn moved(&self, x: i32, y: i32) -> Self {
        Piece {
            x: self.x + x,
            y: self.y + y,
            ..self.clone()
        }
    }

    fn placed(&self) -> impl Iterator<Item = (i32, i32)> + '_ {
        self.cells.iter().map(|(x, y)| (self.x + x, self.y + y))
    }
}

/// A well with a falling piece.
pub struct Tetris {
    width: i32,
    height: i32,
    random: Box<dyn FnMut() -> f64>,
    /// Names of pieces that lie, row by row; a dot where nothing lies.
    rows: Vec<Vec<char>>,
    piece: Piece,
    score: u32,
    lines: usize,
    ended: bool,
}

impl Tetris {
    /// Makes an empty well, in which the first piece falls; `random` gives numbers from 0 to 1.
    pub fn new(
        options: &TetrisOptions,
        random: impl FnMut() -> f64 + 'static,
    ) -> Result<Self, TetrisError> {
        let (width, height) = (options.width, options.height);
        if width < 4 || height < 4 {
            return Err(TetrisError::TooSmall);
        }
        let mut game = Tetris {
            width,
            height,
            random: Box::new(random),
            rows: vec![vec!['.'; width as usize]; height as usize],
            piece: Piece::new(SHAPES[0], width),
            score: 0,
            lines: 0,
            ended: false,
        };
        game.piece = game.next_piece();
        Ok(game)
    }

    /// Takes left, right, turn, down or drop; nothing is down.
    pub fn play(&mut self, input: &str) -> Result<String, TetrisError> {
        match input.trim().to_lowercase().as_str() {
            "left" => {
                self.place(self.piece.moved(-1, 0));
            }
            "right" => {
                self.place(self.piece.moved(1, 0));
            }
            "turn" => self.turn(),
            "" | "down" => {
                if !self.place(self.piece.moved(0, 1)) {
                    return Ok(self.land());
                }
            }
            "drop" => {
                while self.place(self.piece.moved(0, 1)) {}
                return Ok(self.land());
            }
            _ => return Err(TetrisError::NoMove),
        }
        Ok(String::new())
    }

    /// Shows how the game stands.
    pub fn render(&self) -> String {
        let mut rows = self.rows.clone();
        self.draw(&mut rows);
        let shown = rows
            .iter()
            .map(|row| format!("|{}|\n", row.iter().collect::<String>()));
        format!(
            "{}+{}+\nScore {}, lines {}",
            shown.collect::<String>(),
            "-".repeat(self.width as usize),
            self.score,
            self.lines
        )
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        "left, right, turn, down or drop: ".to_string()
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        self.ended
    }

    fn next_piece(&mut self) -> Piece {
        let drawn = ((self.random)() * SHAPES.len() as f64) as usize;
        Piece::new(SHAPES[drawn], self.width)
    }

    fn fits(&self, piece: &Piece) -> bool {
        piece.placed().all(|(x, y)| {
            (0..self.width).contains(&x)
                && (0..self.height).contains(&y)
                && self.rows[y as usize][x as usize] == '.'
        })
    }

    /// Takes a place where the piece fits, and says whether it does.
    fn place(&mut self, piece: Piece) -> bool {
        let fits = self.fits(&piece);
        if fits {
            self.piece = piece;
        }
        fits
    }

    /// Turns a quarter to the right; beside a wall a step away from it.
    fn turn(&mut self) {
        let mut turned = self.piece.clone();
        for cell in &mut turned.cells {
            *cell = (turned.size - 1 - cell.1, cell.0);
        }
        for step in [0, -1, 1, -2, 2] {
            if self.place(turned.moved(step, 0)) {
                return;
            }
        }
    }

    fn draw(&self, rows: &mut [Vec<char>]) {
        for (x, y) in self.piece.placed() {
            rows[y as usize][x as usize] = self.piece.name;
        }
    }

    fn land(&mut self) -> String {
        let mut rows = self.rows.clone();
        self.draw(&mut rows);
        rows.retain(|row| row.contains(&'.'));
        let cleared = self.height as usize - rows.len();
        self.rows = vec![vec!['.'; self.width as usize]; cleared];
        self.rows.append(&mut rows);
        self.lines += cleared;
        self.score += REWARDS[cleared];
        self.piece = self.next_piece();
        self.ended = !self.fits(&self.piece);
        match cleared {
            _ if self.ended => format!("The well is full. Score {}.", self.score),
            0 => String::new(),
            1 => "1 line.".to_string(),
            _ => format!("{cleared} lines."),
        }
    }
}
