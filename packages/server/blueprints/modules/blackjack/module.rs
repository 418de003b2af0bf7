//! Cards are drawn towards 21 against a dealer, with chips to bet.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What is played for, and with which cards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlackjackOptions {
    /// Chips at the start.
    pub chips: u32,
    /// Chips that a round costs.
    pub bet: u32,
    /// Points on which the dealer takes no more cards.
    pub stands: u32,
    /// Cards in the order in which they are drawn; shuffled if there are none.
    pub deck: Option<String>,
}

impl Default for BlackjackOptions {
    fn default() -> Self {
        BlackjackOptions {
            chips: 100,
            bet: 10,
            stands: 17,
            deck: None,
        }
    }
}

/// Why a game or a move is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BlackjackError {
    /// Nobody bets nothing, or more than there is.
    NoBet,
    /// There is no such card.
    NoCard(String),
    /// While a round goes on.
    HitOrStand,
    /// Between two rounds.
    DealOrLeave,
}

impl Display for BlackjackError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            BlackjackError::NoBet => f.write_str("the chips must be enough for one bet"),
            BlackjackError::NoCard(card) => write!(f, "there is no card {card}"),
            BlackjackError::HitOrStand => f.write_str("type hit or stand"),
            BlackjackError::DealOrLeave => f.write_str("type deal or leave"),
        }
    }
}

impl Error for BlackjackError {}

const RANKS: [&str; 13] = [
    "A", "2", "3", "4", "5", "6", "7", "8", "9", "10", "J", "Q", "K",
];

/// A deck, two hands and the player's chips.
pub struct Blackjack {
    chips: u32,
    bet: u32,
    stands: u32,
    fixed: Vec<String>,
    /// The next card is the last.
    deck: Vec<String>,
    hand: Vec<String>,
    dealer: Vec<String>,
    is_open: bool,
    has_left: bool,
    random: Box<dyn FnMut() -> f64>,
}

impl Blackjack {
    /// Deals the first round; `random` gives numbers from 0 to 1.
    pub fn new(
        options: &BlackjackOptions,
        random: impl FnMut() -> f64 + 'static,
    ) -> Result<Self, BlackjackError> {
        if options.bet == 0 || options.chips < options.bet {
            return Err(BlackjackError::NoBet);
        }
        let named = options.deck.as_deref().unwrap_or_default();
        let fixed: Vec<String> = named.split_whitespace().map(String::from).collect();
        if let Some(card) = fixed.iter().find(|card| !RANKS.contains(&rank_of(card))) {
            return Err(BlackjackError::NoCard(card.clone()));
        }
        let mut game = Blackjack {
            chips: options.chips,
            bet: options.bet,
            stands: options.stands,
            fixed,
            deck: Vec::new(),
            hand: Vec::new(),
            dealer: Vec::new(),
            is_open: false,
            has_left: false,
            random: Box::new(random),
        };
        game.deal();
        Ok(game)
    }

    /// Takes a move and says what came of it.
    pub fn play(&mut self, input: &str) -> Result<String, BlackjackError> {
        let word = input.trim().to_lowercase();
        if !self.is_open {
            return self.between(&word);
        }
        match word.as_str() {
            "s" | "stand" => return Ok(self.settle()),
            "h" | "hit" => {}
            _ => return Err(BlackjackError::HitOrStand),
        }
        let card = self.draw();
        self.hand.push(card);
        let points = points_of(&self.hand);
        Ok(match points {
            0..=20 => String::new(),
            21 => self.settle(),
            _ => self.end(Outcome::Lost, &format!("Bust with {points}.")),
        })
    }

    /// Shows the cards and the chips.
    pub fn render(&self) -> String {
        let dealer = match self.dealer.first() {
            Some(card) if self.is_open => format!("{card} ?"),
            _ => shown(&self.dealer),
        };
        let hand = shown(&self.hand);
        let (chips, bet) = (self.chips, self.bet);
        format!("Dealer: {dealer}\nYou:    {hand}\nChips:  {chips}, bet {bet}")
    }

    /// Asks for the next move.
    pub fn prompt(&self) -> String {
        let asked = if self.is_open {
            "Hit or stand (h/s): "
        } else {
            "Deal again or leave (d/l): "
        };
        asked.to_string()
    }

    /// Whether the game has ended.
    pub fn is_over(&self) -> bool {
        self.has_left || (!self.is_open && self.chips < self.bet)
    }

    fn between(&mut self, word: &str) -> Result<String, BlackjackError> {
        match word {
            "l" | "leave" => {
                self.has_left = true;
                Ok(format!("You leave with {}.", self.chips))
            }
            "d" | "deal" | "" => {
                self.deal();
                Ok(String::new())
            }
            _ => Err(BlackjackError::DealOrLeave),
        }
    }

    fn deal(&mut self) {
        if self.deck.len() < 15 {
            self.deck = self.fixed.iter().rev().cloned().collect();
        }
        self.hand.clear();
        self.dealer.clear();
        for _ in 0..2 {
            let card = self.draw();
            self.hand.push(card);
            let card = self.draw();
            self.dealer.push(card);
        }
        self.is_open = true;
    }

    fn draw(&mut self) -> String {
        if self.deck.is_empty() {
            self.shuffle();
        }
        self.deck.pop().unwrap_or_default()
    }

    fn shuffle(&mut self) {
        let suits = ["♠", "♥", "♦", "♣"].iter();
        let all = suits.flat_map(|suit| RANKS.iter().map(move |rank| format!("{rank}{suit}")));
        self.deck = all.collect();
        for at in (1..self.deck.len()).rev() {
            let other = ((self.random)() * (at + 1) as f64) as usize;
            self.deck.swap(at, other.min(at));
        }
    }

    fn settle(&mut self) -> String {
        while points_of(&self.dealer) < self.stands {
            let card = self.draw();
            self.dealer.push(card);
        }
        let (own, other) = (points_of(&self.hand), points_of(&self.dealer));
        if other > 21 {
            return self.end(Outcome::Won, &format!("The dealer busts with {other}."));
        }
        match own.cmp(&other) {
            std::cmp::Ordering::Greater => self.end(Outcome::Won, ""),
            std::cmp::Ordering::Equal => self.end(Outcome::Tie, ""),
            std::cmp::Ordering::Less => {
                self.end(Outcome::Lost, &format!("The dealer has {other}."))
            }
        }
    }

    fn end(&mut self, outcome: Outcome, why: &str) -> String {
        self.is_open = false;
        let bet = self.bet;
        let result = match outcome {
            Outcome::Won => {
                self.chips = self.chips.saturating_add(bet);
                format!("You win {bet}.")
            }
            Outcome::Lost => {
                self.chips -= bet;
                format!("You lose {bet}.")
            }
            Outcome::Tie => "Nobody wins.".to_string(),
        };
        let gone = if self.chips < bet {
            "Your chips are gone."
        } else {
            ""
        };
        let parts = [why, &result, gone];
        let said = parts.into_iter().filter(|part| !part.is_empty());
        said.collect::<Vec<&str>>().join(" ")
    }
}

enum Outcome {
    Won,
    Tie,
    Lost,
}

/// The card without its suit.
fn rank_of(card: &str) -> &str {
    card.trim_end_matches(|sign: char| !sign.is_ascii_alphanumeric())
}

/// An ace counts 11, or 1 where that is too much.
fn points_of(cards: &[String]) -> u32 {
    let value = |card: &String| match rank_of(card) {
        "A" => 11,
        "J" | "Q" | "K" => 10,
        rank => rank.parse().unwrap_or(0),
    };
    let mut points = cards.iter().map(value).sum();
    for _ in cards.iter().filter(|card| rank_of(card) == "A") {
        if points > 21 {
            points -= 10;
        }
    }
    points
}

fn shown(cards: &[String]) -> String {
    format!("{} ({})", cards.join(" "), points_of(cards))
}
