//! Quizzes with questions, answers and scores.

use std::cmp::Reverse;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

use crate::json::Json;

/// Why a question or an answer is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum QuizError {
    /// Nothing is asked.
    NoQuestion,
    /// Every answer would be right.
    NoWrongAnswer,
    /// Two answers are the same.
    SameAnswers,
    /// There is no such question.
    Missing(u32),
    /// The question has no such choice.
    NoSuchChoice(String),
    /// Each player answers each question once.
    AlreadyAnswered(String),
    /// What was written down is no quiz.
    NotAQuiz,
}

impl Display for QuizError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            QuizError::NoQuestion => f.write_str("a question needs a text"),
            QuizError::NoWrongAnswer => f.write_str("there must be a wrong answer too"),
            QuizError::SameAnswers => f.write_str("the answers must differ"),
            QuizError::Missing(id) => write!(f, "there is no question {id}"),
            QuizError::NoSuchChoice(choice) => write!(f, "{choice:?} is not one of the choices"),
            QuizError::AlreadyAnswered(player) => write!(f, "{player} has already answered"),
            QuizError::NotAQuiz => f.write_str("this is no quiz that was written down"),
        }
    }
}

impl Error for QuizError {}

/// A question with its choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizQuestion {
    /// From 1.
    pub id: u32,
    /// What is asked.
    pub question: String,
    /// By the alphabet.
    pub choices: Vec<String>,
}

/// What came of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizAnswer {
    /// Whether it was right.
    pub right: bool,
    /// What is right.
    pub answer: String,
}

/// How well a player answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuizScore {
    /// Who it is.
    pub player: String,
    /// How many answers were right.
    pub right: usize,
    /// How many there were.
    pub answered: usize,
    /// The share of the right ones.
    pub percent: u32,
}

#[derive(Debug, Clone)]
struct Kept {
    question: QuizQuestion,
    answer: String,
    /// Each player with the choice.
    given: Vec<(String, String)>,
}

/// Keeps questions, checks answers and counts scores.
#[derive(Debug, Clone, Default)]
pub struct QuizBook {
    questions: Vec<Kept>,
}

impl QuizBook {
    /// Makes a book without questions.
    pub fn new() -> Self {
        QuizBook::default()
    }

    /// Adds a question with its choices.
    pub fn add_question(
        &mut self,
        question: &str,
        answer: &str,
        others: &[String],
    ) -> Result<QuizQuestion, QuizError> {
        if question.trim().is_empty() {
            return Err(QuizError::NoQuestion);
        }
        if others.is_empty() {
            return Err(QuizError::NoWrongAnswer);
        }
        let mut choices = others.to_vec();
        choices.push(answer.to_string());
        choices.sort();
        if choices.windows(2).any(|pair| pair[0] == pair[1]) {
            return Err(QuizError::SameAnswers);
        }
        let question = QuizQuestion {
            id: self.questions.len() as u32 + 1,
            question: question.to_string(),
            choices,
        };
        self.questions.push(Kept {
            question: question.clone(),
            answer: answer.to_string(),
            given: Vec::new(),
        });
        Ok(question)
    }

    /// Lists the questions without their answers.
    pub fn questions(&self) -> Vec<QuizQuestion> {
        let kept = self.questions.iter();
        kept.map(|kept| kept.question.clone()).collect()
    }

    /// Answers a question; each player answers each question once.
    pub fn answer(&mut self, id: u32, player: &str, choice: &str) -> Result<QuizAnswer, QuizError> {
        let mut questions = self.questions.iter_mut();
        let kept = questions.find(|kept| kept.question.id == id);
        let kept = kept.ok_or(QuizError::Missing(id))?;
        if !kept.question.choices.iter().any(|one| one == choice) {
            return Err(QuizError::NoSuchChoice(choice.to_string()));
        }
        if kept.given.iter().any(|(one, _)| one == player) {
            return Err(QuizError::AlreadyAnswered(player.to_string()));
        }
        kept.given.push((player.to_string(), choice.to_string()));
        Ok(QuizAnswer {
            right: kept.answer == choice,
            answer: kept.answer.clone(),
        })
    }

    /// Lists the scores, the best first.
    pub fn scores(&self) -> Vec<QuizScore> {
        let mut scores: Vec<QuizScore> = Vec::new();
        for kept in &self.questions {
            for (player, choice) in &kept.given {
                let right = usize::from(*choice == kept.answer);
                match scores.iter_mut().find(|score| score.player == *player) {
                    Some(score) => {
                        score.right += right;
                        score.answered += 1;
                    }
                    None => scores.push(QuizScore {
                        player: player.clone(),
                        right,
                        answered: 1,
                        percent: 0,
                    }),
                }
            }
        }
        for score in &mut scores {
            let share = score.right as f64 / score.answered as f64;
            score.percent = (share * 100.0).round() as u32;
        }
        scores.sort_by_key(|score| {
            let name = score.player.clone();
            (Reverse(score.right), Reverse(score.percent), name)
        });
        scores
    }

    /// Writes down everything that the book holds.
    pub fn to_json(&self) -> Json {
        let questions = self.questions.iter().map(|kept| {
            let given = kept.given.iter();
            let given = given.map(|(player, choice)| (player.as_str(), choice.as_str().into()));
            Json::object([
                ("question", kept.question.question.as_str().into()),
                ("choices", kept.question.choices.clone().into()),
                ("answer", kept.answer.as_str().into()),
                ("given", Json::object(given)),
            ])
        });
        Json::object([("questions", Json::Array(questions.collect()))])
    }

    /// Goes on from what [`to_json`](Self::to_json) wrote.
    pub fn from_json(written: &Json) -> Result<Self, QuizError> {
        let mut book = QuizBook::new();
        let questions = written.get("questions").and_then(Json::as_array);
        for kept in questions.ok_or(QuizError::NotAQuiz)? {
            let text = |key: &str| kept.get(key).and_then(Json::as_str);
            let choices = kept.get("choices").and_then(Json::as_array);
            let (question, answer, choices, given) =
                match (text("question"), text("answer"), choices, kept.get("given")) {
                    (Some(question), Some(answer), Some(choices), Some(Json::Object(given))) => {
                        (question, answer, choices, given)
                    }
                    _ => return Err(QuizError::NotAQuiz),
                };
            let choices = choices.iter().filter_map(Json::as_str);
            let others: Vec<String> = choices
                .filter(|choice| *choice != answer)
                .map(String::from)
                .collect();
            let id = book.add_question(question, answer, &others)?.id;
            for (player, choice) in given {
                book.answer(id, player, choice.as_str().ok_or(QuizError::NotAQuiz)?)?;
            }
        }
        Ok(book)
    }
}
