//! Discs fall into columns until four of a player stand in a row.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Who plays, and on what board.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectFourOptions {
    /// 1 plays against the computer, 2 play by turns.
    pub players: u32,
    /// Columns of the board.
    pub columns: usize,
    /// Rows of the board.
    pub rows: usize,
}

impl Default for ConnectFourOptions {
    fn default() -> Self {
        ConnectFourOptions {
            players: 1,
            columns: 7,
            rows: 6,
        }
    }
}

/// Why a game or a move is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectFourError {
    /// One or two can play.
    Players,
    /// The board has no square.
    NoBoard,
    /// There is no such column among so many.
    NoColumn(usize),
    /// Nothing more fits in there.
    Full(usize),
}

impl Display for ConnectFourError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            ConnectFourError::Players => f.write_str("one or two can play"),
            ConnectFourError::NoBoard => f.write_str("the board needs at least one square"),
            ConnectFourError::NoColumn(last) => write!(f, "choose a column from 1 to {last}"),
            ConnectFourError::Full(column) => write!(f, "column {column} is full"),
        }
    }
}

impl Error for ConnectFourError {}

/// A board of columns and whose turn it is.
#[derive(Debug, Clone)]
pub struct ConnectFour {
    players: u32,
    rows: usize,
    /// Discs of each column from the bottom up.
    columns: Vec<Vec<char>>,
    turn: char,
    winner: Option<char>,
}

impl ConnectFour {
    /// Begins a game.
    pub fn new(options: &ConnectFourOptions) -> Result<Self, ConnectFourError> {
        if !(1..=2).contains(&options.players) {
            return Err(ConnectFourError::Players);
        }
        if options.columns == 0 || options.rows == 0 {
            return Err(ConnectFourError::NoBoard);
        }
        Ok(ConnectFour {
            players: options.players,
            rows: options.rows,
            columns: vec![Vec::new(); options.columns],
            turn: 'X',
            winner: None,
        })
    }

    /// Drops a disc into a column; the computer answers at once.
    pub fn play(&mut self, input: &str) -> Result<String, ConnectFourError> {
        let number: usize = input.trim().parse().unwrap_or(0);
        if !(1..=self.columns.len()).contains(&number) {
            return Err(ConnectFourError::NoColumn(self.columns.len()));
        }
        if self.columns[number - 1].len() == self.rows {
            return Err(ConnectFourError::Full(number));
        }
        let told = self.drop_disc(number - 1);
        if !told.is_empty() || self.players == 2 {
            return Ok(told);
        }
        let answer = self.choose();
        let ended = self.drop_disc(answer);
        if self.winner.is_some() {
            return Ok(format!("O takes {} and has won.", answer + 1));
        }
        let told = format!("O takes {}. {ended}", answer + 1);
        Ok(told.trim_end().to_string())
    }

    /// Shows how the game stands.
    pub fn render(&self) -> String {
        let mut lines = vec![String::new(); self.rows + 1];
        for (at, discs) in self.columns.iter().enumerate() {
            lines[0].extend([" ".to_string(), (at + 1).to_string()]);
            for row in 0..self.rows {
                let disc = discs.get(row).copied().unwrap_or('.');
                lines[self.rows - row].extend([' ', disc]);
            }
        }
        lines.join("\n")
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        format!(
            "{}, choose a column (1-{}): ",
            self.turn,
            self.columns.len()
        )
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        self.winner.is_some() || self.free().is_empty()
    }

    fn drop_disc(&mut self, column: usize) -> String {
        let disc = self.turn;
        self.columns[column].push(disc);
        if self.is_four(column) {
            self.winner = Some(disc);
        }
        self.turn = if disc == 'X' { 'O' } else { 'X' };
        match self.winner {
            Some(disc) => format!("{disc} has won."),
            None if self.is_over() => "Nobody has won.".to_string(),
            None => String::new(),
        }
    }

    fn free(&self) -> Vec<usize> {
        let columns = 0..self.columns.len();
        columns
            .filter(|at| self.columns[*at].len() < self.rows)
            .collect()
    }

    /// What wins, else what keeps the other from winning, else near the middle where that is no gift.
    fn choose(&mut self) -> usize {
        let mut central = self.free();
        let last = self.columns.len() - 1;
        central.sort_by_key(|column| (2 * column).abs_diff(last));
        for disc in ['O', 'X'] {
            for column in &central {
                if self.would_win(*column, disc) {
                    return *column;
                }
            }
        }
        for column in &central {
            if !self.opens_win(*column) {
                return *column;
            }
        }
        central[0]
    }

    fn would_win(&mut self, column: usize, disc: char) -> bool {
        if self.columns[column].len() == self.rows {
            return false;
        }
        self.columns[column].push(disc);
        let won = self.is_four(column);
        self.columns[column].pop();
        won
    }

    /// Whether the other could win on top of a disc of the computer.
    fn opens_win(&mut self, column: usize) -> bool {
        self.columns[column].push('O');
        let opens = self.would_win(column, 'X');
        self.columns[column].pop();
        opens
    }

    /// Whether the topmost disc of a column is part of four in a row.
    fn is_four(&self, column: usize) -> bool {
        let row = self.columns[column].len() - 1;
        let disc = self.columns[column][row];
        let run = |across: isize, up: isize| {
            let mut count = 0;
            loop {
                let far = count as isize + 1;
                let (x, y) = (column as isize + across * far, row as isize + up * far);
                let inside = x >= 0 && y >= 0;
                let next = self
                    .columns
                    .get(x as usize)
                    .and_then(|discs| discs.get(y as usize));
                if !inside || next != Some(&disc) {
                    return count;
                }
                count += 1;
            }
        };
        let lines = [(1, 0), (0, 1), (1, 1), (1, -1)];
        lines.iter().any(|(x, y)| run(*x, *y) + run(-x, -y) >= 3)
    }
}
