//! Stops calling what keeps failing, and tries again after a while.

use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// When a breaker opens, and for how long.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CircuitBreakerOptions {
    /// Failures in a row that open it.
    pub failures: u32,
    /// Time until one call is let through again.
    pub wait: Duration,
}

impl Default for CircuitBreakerOptions {
    fn default() -> Self {
        CircuitBreakerOptions {
            failures: 5,
            wait: Duration::from_millis(30_000),
        }
    }
}

/// A breaker that opens without a failure lets nothing through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CircuitBreakerError;

impl Display for CircuitBreakerError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("failures must be at least 1")
    }
}

impl Error for CircuitBreakerError {}

/// Why a call gave nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CircuitCallError<E> {
    /// The breaker is open: nothing was called.
    Open,
    /// What was called failed.
    Failed(E),
}

impl<E: Display> Display for CircuitCallError<E> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            CircuitCallError::Open => f.write_str("the circuit is open"),
            CircuitCallError::Failed(error) => error.fmt(f),
        }
    }
}

impl<E: Error + 'static> Error for CircuitCallError<E> {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            CircuitCallError::Open => None,
            CircuitCallError::Failed(error) => Some(error),
        }
    }
}

/// Whether calls go through, by how the last ones went. Any number of threads may share it.
pub struct CircuitBreaker {
    failures: u32,
    wait: Duration,
    clock: Box<dyn Fn() -> Duration + Send + Sync>,
    circuit: Mutex<Circuit>,
}

#[derive(Default)]
struct Circuit {
    failed: u32,
    opened_at: Option<Duration>,
    is_trying: bool,
}

impl CircuitBreaker {
    /// Makes a breaker that is closed.
    pub fn new(options: &CircuitBreakerOptions) -> Result<Self, CircuitBreakerError> {
        let start = Instant::now();
        CircuitBreaker::with_clock(options, move || start.elapsed())
    }

    /// Makes a closed breaker with a clock of its own, which says how much time has passed since any moment.
    pub fn with_clock(
        options: &CircuitBreakerOptions,
        clock: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Result<Self, CircuitBreakerError> {
        if options.failures == 0 {
            return Err(CircuitBreakerError);
        }
        Ok(CircuitBreaker {
            failures: options.failures,
            wait: options.wait,
            clock: Box::new(clock),
            circuit: Mutex::default(),
        })
    }

    /// Calls a function unless the breaker is open; half-open, one call at a time goes through.
    pub fn call<T, E>(
        &self,
        work: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, CircuitCallError<E>> {
        let mut visit = self.enter().ok_or(CircuitCallError::Open)?;
        let result = work();
        visit.succeeded = result.is_ok();
        result.map_err(CircuitCallError::Failed)
    }

    /// Says whether it is closed, open or half-open.
    pub fn state(&self) -> String {
        self.state_of(&self.lock()).to_string()
    }

    /// Closes it.
    pub fn reset(&self) {
        let mut circuit = self.lock();
        circuit.failed = 0;
        circuit.opened_at = None;
    }

    fn enter(&self) -> Option<Visit<'_>> {
        let mut circuit = self.lock();
        let state = self.state_of(&circuit);
        if state == "open" || (state == "half-open" && circuit.is_trying) {
            return None;
        }
        let tries = state == "half-open";
        circuit.is_trying |= tries;
        Some(Visit {
            breaker: self,
            tries,
            succeeded: false,
        })
    }

    fn state_of(&self, circuit: &Circuit) -> &'static str {
        match circuit.opened_at {
            None => "closed",
            Some(at) if (self.clock)().saturating_sub(at) < self.wait => "open",
            Some(_) => "half-open",
        }
    }

    /// What panicked while it held the lock left nothing half done.
    fn lock(&self) -> MutexGuard<'_, Circuit> {
        self.circuit.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call on its way; what ends in a panic has failed.
struct Visit<'a> {
    breaker: &'a CircuitBreaker,
    tries: bool,
    succeeded: bool,
}

impl Drop for Visit<'_> {
    fn drop(&mut self) {
        let now = (self.breaker.clock)();
        let mut circuit = self.breaker.lock();
        if self.tries {
            circuit.is_trying = false;
        }
        if self.succeeded {
            circuit.failed = 0;
            circuit.opened_at = None;
            return;
        }
        circuit.failed = circuit.failed.saturating_add(1);
        if self.tries || circuit.failed >= self.breaker.failures {
            circuit.opened_at = Some(now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::sync::Arc;

    fn breaker(failures: u32, wait: u64) -> (CircuitBreaker, Arc<AtomicU64>) {
        let time = Arc::new(AtomicU64::new(0));
        let read = Arc::clone(&time);
        let options = CircuitBreakerOptions {
            failures,
            wait: Duration::from_millis(wait),
        };
        let clock = move || Duration::from_millis(read.load(Ordering::SeqCst));
        (CircuitBreaker::with_clock(&options, clock).unwrap(), time)
    }

    fn fail(breaker: &CircuitBreaker) -> Result<(), CircuitCallError<&'static str>> {
        breaker.call(|| Err("down"))
    }

    #[test]
    fn opens_after_so_many_failures_in_a_row_and_then_calls_nothing() {
        let (breaker, _) = breaker(2, 100);
        assert_eq!(fail(&breaker), Err(CircuitCallError::Failed("down")));
        assert_eq!(breaker.call(|| Ok::<_, &str>("fine")), Ok("fine"));
        assert_eq!(fail(&breaker), Err(CircuitCallError::Failed("down")));
        assert_eq!(breaker.state(), "closed");
        assert_eq!(fail(&breaker), Err(CircuitCallError::Failed("down")));
        assert_eq!(breaker.state(), "open");
        assert_eq!(fail(&breaker), Err(CircuitCallError::Open));
        breaker.reset();
        assert_eq!(breaker.state(), "closed");
    }

    #[test]
    fn lets_one_call_through_after_a_while() {
        let (breaker, time) = breaker(1, 100);
        assert_eq!(fail(&breaker), Err(CircuitCallError::Failed("down")));
        time.store(99, Ordering::SeqCst);
        assert_eq!(breaker.state(), "open");
        time.store(100, Ordering::SeqCst);
        assert_eq!(breaker.state(), "half-open");
        assert_eq!(fail(&breaker), Err(CircuitCallError::Failed("down")));
        assert_eq!(breaker.state(), "open");
        time.store(200, Ordering::SeqCst);
        let back = breaker.call(|| {
            assert_eq!(fail(&breaker), Err(CircuitCallError::Open));
            Ok::<_, &str>("back")
        });
        assert_eq!(back, Ok("back"));
        assert_eq!(breaker.state(), "closed");
    }
}
