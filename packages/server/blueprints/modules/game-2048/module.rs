//! Tiles slide together and double until one reaches 2048.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What wins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Game2048Options {
    /// The tile that wins.
    pub goal: u32,
}

impl Default for Game2048Options {
    fn default() -> Self {
        Game2048Options { goal: 2048 }
    }
}

/// Why a move is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Game2048Error {
    /// It is no direction.
    NoDirection,
    /// No tile moves there.
    NothingMoves(&'static str),
}

impl Display for Game2048Error {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Game2048Error::NoDirection => {
                f.write_str("type up, down, left or right, or w, s, a, d")
            }
            Game2048Error::NothingMoves(direction) => write!(f, "nothing moves {direction}"),
        }
    }
}

impl Error for Game2048Error {}

type Grid = [[u32; 4]; 4];

const DIRECTIONS: [&str; 4] = ["up", "down", "left", "right"];

/// A board of sixteen squares with tiles that slide.
pub struct Game2048 {
    goal: u32,
    score: u32,
    random: Box<dyn FnMut() -> f64>,
    grid: Grid,
}

impl Game2048 {
    /// Begins a game with two tiles; `random` gives numbers from 0 to 1.
    pub fn new(options: &Game2048Options, random: impl FnMut() -> f64 + 'static) -> Self {
        let mut game = Game2048 {
            goal: options.goal,
            score: 0,
            random: Box::new(random),
            grid: Grid::default(),
        };
        game.add_tile();
        game.add_tile();
        game
    }

    /// Slides the tiles in a direction.
    pub fn play(&mut self, input: &str) -> Result<String, Game2048Error> {
        let direction = match input.trim().to_lowercase().as_str() {
            "up" | "w" => "up",
            "down" | "s" => "down",
            "left" | "a" => "left",
            "right" | "d" => "right",
            _ => return Err(Game2048Error::NoDirection),
        };
        let (grid, gained) = slide(&self.grid, direction);
        if grid == self.grid {
            return Err(Game2048Error::NothingMoves(direction));
        }
        self.grid = grid;
        self.score += gained;
        self.add_tile();
        Ok(if self.has_won() {
            format!("You reached {}.", self.goal)
        } else if self.is_over() {
            "Nothing can move any more.".to_string()
        } else {
            String::new()
        })
    }

    /// Shows how the game stands.
    pub fn render(&self) -> String {
        let line = format!("+{}", "------+".repeat(4));
        let rows = self.grid.iter().map(|row| {
            let cells = row.iter().map(|tile| match tile {
                0 => "      |".to_string(),
                tile => format!("{tile:>5} |"),
            });
            format!("|{}\n{line}", cells.collect::<String>())
        });
        let rows: Vec<String> = rows.collect();
        format!("Score {}\n{line}\n{}", self.score, rows.join("\n"))
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        "up, down, left or right (w a s d): ".to_string()
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        let mut moved = DIRECTIONS
            .iter()
            .map(|direction| slide(&self.grid, direction).0);
        self.has_won() || moved.all(|grid| grid == self.grid)
    }

    fn has_won(&self) -> bool {
        self.grid.iter().flatten().any(|tile| *tile >= self.goal)
    }

    /// Puts a 2, or one time in ten a 4, on a free square.
    fn add_tile(&mut self) {
        let squares = (0..16).map(|at| (at % 4, at / 4));
        let free: Vec<(usize, usize)> = squares.filter(|(x, y)| self.grid[*y][*x] == 0).collect();
        let (x, y) = free[((self.random)() * free.len() as f64) as usize];
        self.grid[y][x] = if (self.random)() < 0.1 { 4 } else { 2 };
    }
}

fn slide(grid: &Grid, direction: &str) -> (Grid, u32) {
    let upright = direction == "up" || direction == "down";
    let back = direction == "down" || direction == "right";
    let mut rows = if upright { turned(grid) } else { *grid };
    let mut gained = 0;
    for row in &mut rows {
        if back {
            row.reverse();
        }
        gained += merge(row);
        if back {
            row.reverse();
        }
    }
    (if upright { turned(&rows) } else { rows }, gained)
}

/// Rows become columns.
fn turned(grid: &Grid) -> Grid {
    let mut turned = Grid::default();
    for (y, row) in grid.iter().enumerate() {
        for (x, tile) in row.iter().enumerate() {
            turned[x][y] = *tile;
        }
    }
    turned
}

/// Towards the start; a tile merges once. Gives the points.
fn merge(row: &mut [u32; 4]) -> u32 {
    let tiles: Vec<u32> = row.iter().copied().filter(|tile| *tile > 0).collect();
    *row = [0; 4];
    let (mut at, mut place, mut gained) = (0, 0, 0);
    while at < tiles.len() {
        row[place] = tiles[at];
        if tiles.get(at + 1) == Some(&tiles[at]) {
            row[place] *= 2;
            gained += row[place];
            at += 1;
        }
        at += 1;
        place += 1;
    }
    gained
}
