//! Calls that are made again when they fail, with waits that grow.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::thread;
use std::time::Duration;

/// How often something is called, and how the waits between grow.
#[derive(Debug, Clone, PartialEq)]
pub struct RetryOptions {
    /// Most calls.
    pub attempts: u32,
    /// Wait before the second call.
    pub delay: Duration,
    /// By what the wait grows each time.
    pub factor: f64,
    /// Longest wait.
    pub max_delay: Duration,
}

impl Default for RetryOptions {
    fn default() -> Self {
        RetryOptions {
            attempts: 5,
            delay: Duration::from_millis(100),
            factor: 2.0,
            max_delay: Duration::from_secs(30),
        }
    }
}

/// The options allow no call, or no way for the waits to grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryError;

impl Display for RetryError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("attempts must be at least 1, and the factor a number not below zero")
    }
}

impl Error for RetryError {}

/// Calls `work` until it succeeds or no attempts are left, and gives its last result. At least one call is made.
pub fn retry<T, E>(mut work: impl FnMut() -> Result<T, E>, options: &RetryOptions) -> Result<T, E> {
    for delay in backoff_delays(options).unwrap_or_default() {
        let result = work();
        if result.is_ok() {
            return result;
        }
        thread::sleep(delay);
    }
    work()
}

/// Lists the waits between attempts.
pub fn backoff_delays(options: &RetryOptions) -> Result<Vec<Duration>, RetryError> {
    let grows = options.factor.is_finite() && options.factor >= 0.0;
    if options.attempts == 0 || !grows {
        return Err(RetryError);
    }
    let longest = options.max_delay.as_secs_f64();
    let mut delay = options.delay.as_secs_f64();
    let mut delays = Vec::new();
    for _ in 1..options.attempts {
        // Whoever wrote 100 milliseconds gets these, and not what a fraction of a second comes to.
        let milliseconds = delay.min(longest) * 1000.0;
        delays.push(Duration::from_micros((milliseconds * 1000.0).round() as u64));
        delay *= options.factor;
    }
    Ok(delays)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::cell::Cell;

    fn quick() -> RetryOptions {
        RetryOptions {
            attempts: 3,
            delay: Duration::from_millis(1),
            ..RetryOptions::default()
        }
    }

    #[test]
    fn calls_again_until_it_succeeds() {
        let calls = Cell::new(0);
        let work = || {
            calls.set(calls.get() + 1);
            if calls.get() < 3 {
                Err("busy")
            } else {
                Ok("done")
            }
        };
        assert_eq!(retry(work, &quick()), Ok("done"));
        assert_eq!(calls.get(), 3);
    }

    #[test]
    fn gives_the_last_failure_when_no_attempts_are_left() {
        let calls = Cell::new(0);
        let work = || -> Result<(), i32> {
            calls.set(calls.get() + 1);
            Err(calls.get())
        };
        assert_eq!(retry(work, &quick()), Err(3));
    }
}
