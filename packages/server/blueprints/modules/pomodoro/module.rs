//! Times work and breaks by turns, with a longer break behind every fourth round.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::time::{Duration, Instant};

/// How long work and breaks are, and how often they come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PomodoroOptions {
    /// Minutes of work.
    pub work: u32,
    /// Minutes of a break.
    pub rest: u32,
    /// Minutes of the break behind every fourth round.
    pub long: u32,
    /// Rounds of work.
    pub rounds: u32,
}

impl Default for PomodoroOptions {
    fn default() -> Self {
        PomodoroOptions {
            work: 25,
            rest: 5,
            long: 15,
            rounds: 4,
        }
    }
}

/// Why lengths or an input are refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PomodoroError {
    /// Something would take no time at all.
    TooShort,
    /// It is nothing that the timer does.
    Unknown,
}

impl Display for PomodoroError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            PomodoroError::TooShort => "minutes and rounds must be at least 1",
            PomodoroError::Unknown => "type pause or skip, or nothing to look at the clock",
        })
    }
}

impl Error for PomodoroError {}

/// Rounds of work and breaks on a clock.
pub struct Pomodoro {
    options: PomodoroOptions,
    clock: Box<dyn Fn() -> Duration + Send + Sync>,
    round: u32,
    is_work: bool,
    ends_at: Duration,
    /// What was left when it was paused.
    left: Option<Duration>,
}

impl Pomodoro {
    /// Begins with work.
    pub fn new(options: &PomodoroOptions) -> Result<Self, PomodoroError> {
        let start = Instant::now();
        Pomodoro::with_clock(options, move || start.elapsed())
    }

    /// Begins with work, by a clock that says how much time has passed since any moment.
    pub fn with_clock(
        options: &PomodoroOptions,
        clock: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Result<Self, PomodoroError> {
        let all = [options.work, options.rest, options.long, options.rounds];
        if all.contains(&0) {
            return Err(PomodoroError::TooShort);
        }
        Ok(Pomodoro {
            options: options.clone(),
            ends_at: clock() + minutes(options.work),
            clock: Box::new(clock),
            round: 1,
            is_work: true,
            left: None,
        })
    }

    /// Pauses or goes on, or skips to what comes next; nothing looks at the clock.
    pub fn play(&mut self, input: &str) -> Result<String, PomodoroError> {
        let told = match input.trim().to_lowercase().as_str() {
            "pause" => self.pause(),
            "skip" => self.go_on(),
            "" if self.left.is_some() => "Paused.",
            "" if self.remaining() > Duration::ZERO => "",
            "" => self.go_on(),
            _ => return Err(PomodoroError::Unknown),
        };
        Ok(told.to_string())
    }

    /// Shows what is timed, and how much of it is left.
    pub fn render(&self) -> String {
        let rounds = self.options.rounds;
        if self.is_over() {
            return format!("Done: {rounds} of {rounds}");
        }
        let seconds = (self.remaining().as_millis() + 999) / 1000;
        let name = if self.is_work {
            format!("Work {} of {rounds}", self.round)
        } else {
            "Break".to_string()
        };
        format!("{name}\n{:02}:{:02}", seconds / 60, seconds % 60)
    }

    /// Asks what to do.
    pub fn prompt(&self) -> String {
        "pause, skip, or nothing: ".to_string()
    }

    /// Whether all rounds are done.
    pub fn is_over(&self) -> bool {
        self.round > self.options.rounds
    }

    fn remaining(&self) -> Duration {
        self.left
            .unwrap_or_else(|| self.ends_at.saturating_sub((self.clock)()))
    }

    fn pause(&mut self) -> &'static str {
        match self.left.take() {
            None => {
                self.left = Some(self.remaining());
                "Paused."
            }
            Some(left) => {
                self.ends_at = (self.clock)() + left;
                ""
            }
        }
    }

    fn go_on(&mut self) -> &'static str {
        let was_work = self.is_work;
        let length = match (was_work, self.round % 4) {
            (false, _) => self.options.work,
            (true, 0) => self.options.long,
            (true, _) => self.options.rest,
        };
        if !was_work || self.round == self.options.rounds {
            self.round += 1;
        }
        self.is_work = !was_work;
        self.left = None;
        self.ends_at = (self.clock)() + minutes(length);
        if self.is_over() {
            "All rounds are done."
        } else if was_work {
            "Time for a break."
        } else {
            "Back to work."
        }
    }
}

fn minutes(count: u32) -> Duration {
    Duration::from_secs(u64::from(count) * 60)
}
