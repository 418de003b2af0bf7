//! Measures time with laps, or counts down to zero.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::time::{Duration, Instant};

/// Whether it counts up or down.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StopwatchOptions {
    /// Seconds to count down from; 0 counts up.
    pub seconds: u32,
}

/// Why an input is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StopwatchError {
    /// It is nothing that a stopwatch does.
    Unknown,
}

impl Display for StopwatchError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("type pause, lap or reset, or nothing to look at the clock")
    }
}

impl Error for StopwatchError {}

/// Time that runs, and laps.
pub struct Stopwatch {
    total: Duration,
    clock: Box<dyn Fn() -> Duration + Send + Sync>,
    started_at: Duration,
    /// What had run when it was paused.
    stood_at: Option<Duration>,
    /// What had run at the end of each.
    laps: Vec<Duration>,
}

impl Stopwatch {
    /// Starts the clock.
    pub fn new(options: &StopwatchOptions) -> Self {
        let start = Instant::now();
        Stopwatch::with_clock(options, move || start.elapsed())
    }

    /// Starts a clock that says how much time has passed since any moment.
    pub fn with_clock(
        options: &StopwatchOptions,
        clock: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Self {
        Stopwatch {
            total: Duration::from_secs(u64::from(options.seconds)),
            started_at: clock(),
            clock: Box::new(clock),
            stood_at: None,
            laps: Vec::new(),
        }
    }

    /// Pauses or goes on, notes a lap, or starts anew; nothing looks at the clock.
    pub fn play(&mut self, input: &str) -> Result<String, StopwatchError> {
        match input.trim().to_lowercase().as_str() {
            "pause" => Ok(self.pause().to_string()),
            "lap" => {
                self.laps.push(self.run());
                Ok(self.lap_texts().pop().unwrap_or_default())
            }
            "reset" => {
                self.started_at = (self.clock)();
                self.stood_at = None;
                self.laps.clear();
                Ok(String::new())
            }
            "" if self.is_over() => Ok("Time is up.".to_string()),
            "" if self.stood_at.is_some() => Ok("Paused.".to_string()),
            "" => Ok(String::new()),
            _ => Err(StopwatchError::Unknown),
        }
    }

    /// Shows the time and the laps.
    pub fn render(&self) -> String {
        let shown = if self.total.is_zero() {
            self.run()
        } else {
            // What is left is rounded up.
            self.total.saturating_sub(self.run()) + Duration::from_millis(999)
        };
        let mut lines = vec![clock_text(shown)];
        lines.extend(self.lap_texts());
        lines.join("\n")
    }

    /// Asks what to do.
    pub fn prompt(&self) -> String {
        "pause, lap, reset, or nothing: ".to_string()
    }

    /// Whether it has counted down to zero.
    pub fn is_over(&self) -> bool {
        !self.total.is_zero() && self.run() >= self.total
    }

    fn run(&self) -> Duration {
        self.stood_at
            .unwrap_or_else(|| (self.clock)().saturating_sub(self.started_at))
    }

    fn pause(&mut self) -> &'static str {
        match self.stood_at.take() {
            None => {
                self.stood_at = Some(self.run());
                "Paused."
            }
            Some(run) => {
                self.started_at = (self.clock)().saturating_sub(run);
                ""
            }
        }
    }

    fn lap_texts(&self) -> Vec<String> {
        let mut start = Duration::ZERO;
        let mut texts = Vec::new();
        for (at, end) in self.laps.iter().enumerate() {
            texts.push(format!("Lap {}: {}", at + 1, clock_text(*end - start)));
            start = *end;
        }
        texts
    }
}

fn clock_text(length: Duration) -> String {
    let seconds = length.as_secs();
    format!("{:02}:{:02}", seconds / 60, seconds % 60)
}
