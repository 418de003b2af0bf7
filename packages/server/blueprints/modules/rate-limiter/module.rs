//! Limits on how often something may happen.

use std::collections::HashMap;
use std::error::Error;
use std::fmt::{self, Display, Formatter};
use std::time::{Duration, Instant};

/// How many tokens there are, and how fast they come back.
#[derive(Debug, Clone, PartialEq)]
pub struct TokenBucketOptions {
    /// Most tokens of a key.
    pub capacity: u32,
    /// Tokens that come back each second.
    pub refill_per_second: f64,
}

impl Default for TokenBucketOptions {
    fn default() -> Self {
        TokenBucketOptions {
            capacity: 10,
            refill_per_second: 1.0,
        }
    }
}

/// Why tokens cannot be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TokenBucketError {
    /// A bucket needs room, and tokens that come back.
    NoTokens,
    /// Nothing was asked for.
    NothingWanted,
    /// So many are never there, however long one waits.
    BeyondCapacity(u32),
}

impl Display for TokenBucketError {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            TokenBucketError::NoTokens => {
                f.write_str("the capacity must be at least 1 and the refill above zero")
            }
            TokenBucketError::NothingWanted => {
                f.write_str("the number of tokens must be above zero")
            }
            TokenBucketError::BeyondCapacity(capacity) => {
                write!(f, "a bucket has a capacity of {capacity} tokens")
            }
        }
    }
}

impl Error for TokenBucketError {}

/// Whether something may happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    /// Whether the tokens were there, and are taken now.
    pub allowed: bool,
    /// Whole tokens that are left.
    pub left: u32,
    /// Milliseconds to wait where there were not enough.
    pub wait_ms: u64,
}

/// Gives each key tokens that come back over time.
pub struct TokenBucket {
    capacity: u32,
    per_second: f64,
    clock: Box<dyn Fn() -> Duration + Send + Sync>,
    buckets: HashMap<String, Bucket>,
    /// Buckets at which all that are full again are forgotten.
    crowd: usize,
}

#[derive(Clone, Copy)]
struct Bucket {
    tokens: f64,
    at: Duration,
}

/// So few buckets are kept without looking at them again.
const FEW: usize = 1024;

impl TokenBucket {
    /// Makes full buckets.
    pub fn new(options: &TokenBucketOptions) -> Result<Self, TokenBucketError> {
        let start = Instant::now();
        TokenBucket::with_clock(options, move || start.elapsed())
    }

    /// Makes full buckets with a clock of their own, which says how much time has passed since any moment.
    pub fn with_clock(
        options: &TokenBucketOptions,
        clock: impl Fn() -> Duration + Send + Sync + 'static,
    ) -> Result<Self, TokenBucketError> {
        let refills = options.refill_per_second.is_finite() && options.refill_per_second > 0.0;
        if options.capacity == 0 || !refills {
            return Err(TokenBucketError::NoTokens);
        }
        Ok(TokenBucket {
            capacity: options.capacity,
            per_second: options.refill_per_second,
            clock: Box::new(clock),
            buckets: HashMap::new(),
            crowd: FEW,
        })
    }

    /// Takes tokens of a key if there are enough.
    pub fn take(&mut self, key: &str, tokens: u32) -> Result<Taken, TokenBucketError> {
        if tokens == 0 {
            return Err(TokenBucketError::NothingWanted);
        }
        if tokens > self.capacity {
            return Err(TokenBucketError::BeyondCapacity(self.capacity));
        }
        let now = (self.clock)();
        let (left, wanted) = (self.tokens_of(key, now), f64::from(tokens));
        let allowed = left >= wanted;
        let tokens = if allowed { left - wanted } else { left };
        self.keep(key, Bucket { tokens, at: now });
        let wait = if allowed {
            0.0
        } else {
            (wanted - left) / self.per_second
        };
        Ok(Taken {
            allowed,
            left: tokens as u32,
            wait_ms: (wait * 1000.0).ceil() as u64,
        })
    }

    /// Counts the whole tokens of a key.
    pub fn available(&self, key: &str) -> u32 {
        self.tokens_of(key, (self.clock)()) as u32
    }

    fn tokens_of(&self, key: &str, now: Duration) -> f64 {
        let full = f64::from(self.capacity);
        self.buckets
            .get(key)
            .map_or(full, |bucket| self.refilled(*bucket, now))
    }

    fn refilled(&self, bucket: Bucket, now: Duration) -> f64 {
        let passed = now.checked_sub(bucket.at).unwrap_or_default();
        let tokens = bucket.tokens + passed.as_secs_f64() * self.per_second;
        tokens.min(f64::from(self.capacity))
    }

    /// A full bucket is as good as none, so keys that rest need no memory.
    fn keep(&mut self, key: &str, bucket: Bucket) {
        if self.buckets.len() >= self.crowd {
            let mut buckets = std::mem::take(&mut self.buckets);
            buckets.retain(|_, kept| self.refilled(*kept, bucket.at) < f64::from(self.capacity));
            self.crowd = FEW.max(buckets.len() * 2);
            self.buckets = buckets;
        }
        self.buckets.insert(key.to_string(), bucket);
    }
}
