//! Polls with options, one vote for each voter, and results.

use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// Why a poll or a vote is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PollError {
    /// Nothing is asked.
    NoQuestion,
    /// There is nothing to choose from.
    TooFewOptions,
    /// Two options are the same.
    SameOptions,
    /// There is no such poll.
    Missing(u32),
    /// Nobody can vote any more.
    Closed,
    /// The poll has no such option.
    NoSuchOption(String),
    /// Each voter has one vote.
    AlreadyVoted(String),
    /// What was written down is no book of polls.
    NotPolls,
}

impl Display for PollError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            PollError::NoQuestion => f.write_str("a poll needs a question"),
            PollError::TooFewOptions => f.write_str("a poll needs at least two options"),
            PollError::SameOptions => f.write_str("the options must differ"),
            PollError::Missing(id) => write!(f, "there is no poll {id}"),
            PollError::Closed => f.write_str("the poll is closed"),
            PollError::NoSuchOption(option) => write!(f, "the poll has no option {option:?}"),
            PollError::AlreadyVoted(voter) => write!(f, "{voter} has already voted"),
            PollError::NotPolls => f.write_str("these are no polls that were written down"),
        }
    }
}

impl Error for PollError {}

/// A question with the options to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Poll {
    /// From 1.
    pub id: u32,
    /// What is asked.
    pub question: String,
    /// What to choose from.
    pub options: Vec<String>,
    /// Whether votes are taken.
    pub open: bool,
}

/// An option with its votes.
#[derive(Debug, Clone, PartialEq)]
pub struct PollOption {
    /// What is chosen.
    pub option: String,
    /// How often.
    pub votes: usize,
    /// Its share, to a tenth.
    pub percent: f64,
}

/// What was voted.
#[derive(Debug, Clone, PartialEq)]
pub struct PollResults {
    /// What was asked.
    pub question: String,
    /// Whether votes are still taken.
    pub open: bool,
    /// How many voted.
    pub votes: usize,
    /// The most votes first.
    pub options: Vec<PollOption>,
}

#[derive(Debug, Clone)]
struct Kept {
    poll: Poll,
    /// Each voter with the option.
    votes: Vec<(String, String)>,
}

/// Keeps polls and their votes.
#[derive(Debug, Clone, Default)]
pub struct PollBook {
    polls: Vec<Kept>,
}

impl PollBook {
    /// Makes a book without polls.
    pub fn new() -> Self {
        PollBook::default()
    }

    /// Opens a poll with two or more options.
    pub fn create(&mut self, question: &str, options: &[String]) -> Result<Poll, PollError> {
        if question.trim().is_empty() {
            return Err(PollError::NoQuestion);
        }
        if options.len() < 2 {
            return Err(PollError::TooFewOptions);
        }
        let mut seen = options.iter().enumerate();
        if seen.any(|(at, option)| options[..at].contains(option)) {
            return Err(PollError::SameOptions);
        }
        let poll = Poll {
            id: self.polls.len() as u32 + 1,
            question: question.to_string(),
            options: options.to_vec(),
            open: true,
        };
        self.polls.push(Kept {
            poll: poll.clone(),
            votes: Vec::new(),
        });
        Ok(poll)
    }

    /// Votes for an option; each voter has one vote and may not change it.
    pub fn vote(&mut self, id: u32, voter: &str, option: &str) -> Result<(), PollError> {
        let Kept { poll, votes } = self.find_mut(id)?;
        if !poll.open {
            return Err(PollError::Closed);
        }
        if !poll.options.iter().any(|one| one == option) {
            return Err(PollError::NoSuchOption(option.to_string()));
        }
        if votes.iter().any(|(one, _)| one == voter) {
            return Err(PollError::AlreadyVoted(voter.to_string()));
        }
        votes.push((voter.to_string(), option.to_string()));
        Ok(())
    }

    /// Counts the votes of a poll.
    pub fn results(&self, id: u32) -> Result<PollResults, PollError> {
        let kept = self.polls.iter().find(|kept| kept.poll.id == id);
        let Kept { poll, votes } = kept.ok_or(PollError::Missing(id))?;
        let counted = poll.options.iter().map(|option| {
            let count = votes.iter().filter(|(_, one)| one == option).count();
            let share = count as f64 / votes.len().max(1) as f64;
            PollOption {
                option: option.clone(),
                votes: count,
                percent: (share * 1000.0).round() / 10.0,
            }
        });
        let mut options: Vec<PollOption> = counted.collect();
        options.sort_by_key(|one| std::cmp::Reverse(one.votes));
        Ok(PollResults {
            question: poll.question.clone(),
            open: poll.open,
            votes: votes.len(),
            options,
        })
    }

    /// Closes a poll; nobody can vote any more.
    pub fn close(&mut self, id: u32) -> Result<(), PollError> {
        self.find_mut(id)?.poll.open = false;
        Ok(())
    }

    /// Lists all polls.
    pub fn list(&self) -> Vec<Poll> {
        self.polls.iter().map(|kept| kept.poll.clone()).collect()
    }

    fn find_mut(&mut self, id: u32) -> Result<&mut Kept, PollError> {
        let kept = self.polls.iter_mut().find(|kept| kept.poll.id == id);
        kept.ok_or(PollError::Missing(id))
    }

    /// Writes down everything that the book holds.
    pub fn to_json(&self) -> Json {
        let polls = self.polls.iter().map(|Kept { poll, votes }| {
            let votes = votes
                .iter()
                .map(|(voter, option)| (voter.as_str(), option.as_str().into()));
            Json::object([
                ("question", poll.question.as_str().into()),
                ("options", poll.options.clone().into()),
                ("open", poll.open.into()),
                ("votes", Json::object(votes)),
            ])
        });
        Json::object([("polls", Json::Array(polls.collect()))])
    }

    /// Goes on from what [`to_json`](Self::to_json) wrote.
    pub fn from_json(written: &Json) -> Result<Self, PollError> {
        let mut book = PollBook::new();
        let polls = written.get("polls").and_then(Json::as_array);
        for kept in polls.ok_or(PollError::NotPolls)? {
            let parts = (
                kept.get("question").and_then(Json::as_str),
                kept.get("options").and_then(Json::as_array),
                kept.get("votes"),
            );
            let (question, options, votes) = match parts {
                (Some(question), Some(options), Some(Json::Object(votes))) => {
                    (question, options, votes)
                }
                _ => return Err(PollError::NotPolls),
            };
            let options = options.iter().map(|one| one.as_str().map(String::from));
            let options: Option<Vec<String>> = options.collect();
            let id = book
                .create(question, &options.ok_or(PollError::NotPolls)?)?
                .id;
            for (voter, option) in votes {
                book.vote(id, voter, option.as_str().ok_or(PollError::NotPolls)?)?;
            }
            if kept.get("open") != Some(&true.into()) {
                book.close(id)?;
            }
        }
        Ok(book)
    }
}
