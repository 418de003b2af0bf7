//! A snake is led to its food, grows with each bite and must not run into walls or itself.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What the field is like.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SnakeOptions {
    /// Squares across.
    pub width: i32,
    /// Squares down.
    pub height: i32,
    /// 1: who leaves the field comes back on the other side.
    pub wrap: u32,
}

impl Default for SnakeOptions {
    fn default() -> Self {
        SnakeOptions {
            width: 20,
            height: 12,
            wrap: 0,
        }
    }
}

/// Why a field or a move is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnakeError {
    /// The snake has no room.
    TooSmall,
    /// It is no direction.
    NoDirection,
    /// It would run into its own neck.
    TurnsBack,
}

impl Display for SnakeError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SnakeError::TooSmall => "the field is at least 6 by 3 squares",
            SnakeError::NoDirection => "type up, down, left or right, or nothing to move on",
            SnakeError::TurnsBack => "a snake cannot turn back into itself",
        })
    }
}

impl Error for SnakeError {}

/// Across and down.
type Place = (i32, i32);

/// A field with a snake that moves on by itself.
pub struct Snake {
    width: i32,
    height: i32,
    wraps: bool,
    random: Box<dyn FnMut() -> f64>,
    /// The head first.
    body: Vec<Place>,
    heading: Place,
    food: Option<Place>,
    score: u32,
    ended: bool,
}

impl Snake {
    /// Puts a snake in the middle of a field; `random` gives numbers from 0 to 1.
    pub fn new(
        options: &SnakeOptions,
        random: impl FnMut() -> f64 + 'static,
    ) -> Result<Self, SnakeError> {
        let (width, height) = (options.width, options.height);
        if width < 6 || height < 3 {
            return Err(SnakeError::TooSmall);
        }
        let (x, y) = (width / 2, height / 2);
        let mut snake = Snake {
            width,
            height,
            wraps: options.wrap == 1,
            random: Box::new(random),
            body: vec![(x, y), (x - 1, y), (x - 2, y)],
            heading: (1, 0),
            food: None,
            score: 0,
            ended: false,
        };
        snake.food = snake.free_place();
        Ok(snake)
    }

    /// Turns where a direction is given, and moves on by one square.
    pub fn play(&mut self, input: &str) -> Result<String, SnakeError> {
        let heading = match input.trim().to_lowercase().as_str() {
            "" => self.heading,
            "up" | "w" => (0, -1),
            "down" | "s" => (0, 1),
            "left" | "a" => (-1, 0),
            "right" | "d" => (1, 0),
            _ => return Err(SnakeError::NoDirection),
        };
        if heading == (-self.heading.0, -self.heading.1) {
            return Err(SnakeError::TurnsBack);
        }
        self.heading = heading;
        Ok(self.advance())
    }

    /// Shows how the game stands.
    pub fn render(&self) -> String {
        let line = format!("+{}+\n", "-".repeat(self.width as usize));
        let rows = (0..self.height).map(|y| {
            let cells: String = (0..self.width).map(|x| self.symbol((x, y))).collect();
            format!("|{cells}|\n")
        });
        format!(
            "{line}{}{line}Score {}",
            rows.collect::<String>(),
            self.score
        )
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        "up, down, left or right (w a s d), or nothing: ".to_string()
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        self.ended
    }

    fn advance(&mut self) -> String {
        let mut head = (
            self.body[0].0 + self.heading.0,
            self.body[0].1 + self.heading.1,
        );
        if self.wraps {
            head = (
                head.0.rem_euclid(self.width),
                head.1.rem_euclid(self.height),
            );
        }
        if !(0..self.width).contains(&head.0) || !(0..self.height).contains(&head.1) {
            return self.end("You ran into the wall.");
        }
        let eats = self.food == Some(head);
        if !eats {
            // The tail leaves its square in the same moment, unless the snake grows.
            self.body.pop();
        }
        if self.body.contains(&head) {
            return self.end("You ran into yourself.");
        }
        self.body.insert(0, head);
        if !eats {
            return String::new();
        }
        self.score += 1;
        self.food = self.free_place();
        if self.food.is_none() {
            return self.end("The field is full: you have won.");
        }
        String::new()
    }

    fn end(&mut self, why: &str) -> String {
        self.ended = true;
        format!("{why} Score {}.", self.score)
    }

    fn symbol(&self, place: Place) -> char {
        match self.body.iter().position(|part| *part == place) {
            Some(0) => '@',
            Some(_) => 'o',
            None if self.food == Some(place) => '*',
            None => ' ',
        }
    }

    fn free_place(&mut self) -> Option<Place> {
        let places = (0..self.height).flat_map(|y| (0..self.width).map(move |x| (x, y)));
        let free: Vec<Place> = places.filter(|place| !self.body.contains(place)).collect();
        let at = ((self.random)() * free.len() as f64) as usize;
        free.get(at).copied()
    }
}
