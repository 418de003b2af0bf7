//! Three in a row against a computer that never loses, or between two players.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// Who plays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TicTacToeOptions {
    /// 1 plays against the computer, 2 play by turns.
    pub players: u32,
}

impl Default for TicTacToeOptions {
    fn default() -> Self {
        TicTacToeOptions { players: 1 }
    }
}

/// Why a square is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TicTacToeError {
    /// There is no such square.
    NoSquare,
    /// Somebody has it.
    Taken,
}

impl Display for TicTacToeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            TicTacToeError::NoSquare => "choose a square, 1 to 9",
            TicTacToeError::Taken => "this square is taken",
        })
    }
}

impl Error for TicTacToeError {}

const THREES: [[usize; 3]; 8] = [
    [0, 1, 2],
    [3, 4, 5],
    [6, 7, 8],
    [0, 3, 6],
    [1, 4, 7],
    [2, 5, 8],
    [0, 4, 8],
    [2, 4, 6],
];

/// The middle first, then corners: of moves that are as good, people like these.
const PREFERRED: [usize; 9] = [4, 0, 2, 6, 8, 1, 3, 5, 7];

type Squares = [Option<char>; 9];

/// A board of nine squares and whose turn it is.
#[derive(Debug, Clone)]
pub struct TicTacToe {
    alone: bool,
    board: Squares,
    turn: char,
}

impl TicTacToe {
    /// Begins a game.
    pub fn new(options: &TicTacToeOptions) -> Self {
        TicTacToe {
            alone: options.players == 1,
            board: [None; 9],
            turn: 'X',
        }
    }

    /// Takes a square, 1 to 9; the computer answers at once.
    pub fn play(&mut self, input: &str) -> Result<String, TicTacToeError> {
        let number: usize = input.trim().parse().unwrap_or(0);
        if !(1..=9).contains(&number) {
            return Err(TicTacToeError::NoSquare);
        }
        if self.board[number - 1].is_some() {
            return Err(TicTacToeError::Taken);
        }
        self.take(number - 1);
        if self.is_over() {
            return Ok(self.result());
        }
        if !self.alone {
            return Ok(String::new());
        }
        let answer = best_move(&self.board, 'O');
        self.take(answer);
        let told = format!("O takes {}.", answer + 1);
        Ok(if self.is_over() {
            format!("{told} {}", self.result())
        } else {
            told
        })
    }

    /// Shows how the game stands.
    pub fn render(&self) -> String {
        let cells: Vec<String> = (0..9)
            .map(|at| match self.board[at] {
                Some(mark) => format!(" {mark} "),
                None => format!(" {} ", at + 1),
            })
            .collect();
        let lines: Vec<String> = cells
            .chunks(3)
            .map(|row| row.join("|").trim_end().to_string())
            .collect();
        lines.join("\n---+---+---\n")
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        format!("{}, choose a square (1-9): ", self.turn)
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        winner(&self.board).is_some() || is_full(&self.board)
    }

    fn take(&mut self, square: usize) {
        self.board[square] = Some(self.turn);
        self.turn = other(self.turn);
    }

    fn result(&self) -> String {
        match winner(&self.board) {
            Some(mark) => format!("{mark} has won."),
            None => "Nobody has won.".to_string(),
        }
    }
}

fn other(mark: char) -> char {
    if mark == 'X' {
        'O'
    } else {
        'X'
    }
}

fn winner(board: &Squares) -> Option<char> {
    let mut rows = THREES.iter();
    let won = rows
        .find(|[a, b, c]| board[*a].is_some() && board[*a] == board[*b] && board[*b] == board[*c]);
    won.and_then(|[first, ..]| board[*first])
}

fn is_full(board: &Squares) -> bool {
    board.iter().all(Option::is_some)
}

/// Each board that a mark could make of this one, with its square.
fn next_boards(board: &Squares, mark: char) -> impl Iterator<Item = (usize, Squares)> + '_ {
    let free = PREFERRED.iter().filter(|square| board[**square].is_none());
    free.map(move |square| {
        let mut next = *board;
        next[*square] = Some(mark);
        (*square, next)
    })
}

/// The move after which the best answers of both sides lead furthest (minimax).
fn best_move(board: &Squares, mark: char) -> usize {
    let mut best = (0, i32::MIN);
    for (square, next) in next_boards(board, mark) {
        let score = -score(&next, other(mark), 1);
        if score > best.1 {
            best = (square, score);
        }
    }
    best.0
}

/// For whose turn it is: above zero wins, and sooner is better.
fn score(board: &Squares, mark: char, depth: i32) -> i32 {
    if winner(board).is_some() {
        return depth - 10;
    }
    let scores = next_boards(board, mark).map(|(_, next)| -score(&next, other(mark), depth + 1));
    scores.max().unwrap_or(0)
}
