package ratelimiter

import (
	"errors"
	"fmt"
	"math"
	"sync"
	"time"
)

// TokenBucketOptions says how many tokens there are, and how fast they come back.
type TokenBucketOptions struct {
	// Capacity is the most tokens of a key; 10 if not set.
	Capacity int
	// RefillPerSecond is the tokens that come back each second; 1 if not set.
	RefillPerSecond float64
	// Now is the clock; that of the system if not set.
	Now func() time.Time
}

// TokenBucketTakeOptions says how much to take.
type TokenBucketTakeOptions struct {
	// Tokens is how many to take; 1 if not set.
	Tokens int
}

// Taken says whether something may happen, how many whole tokens are left, and how long to wait where it may not.
type Taken struct {
	Allowed bool `json:"allowed"`
	Left    int  `json:"left"`
	WaitMs  int  `json:"waitMs"`
}

// TokenBucket gives each key tokens that come back over time. Any number of goroutines may use it.
type TokenBucket struct {
	capacity float64
	perMs    float64
	now      func() time.Time

	mutex   sync.Mutex
	buckets map[string]countedTokens
}

type countedTokens struct {
	tokens float64
	at     time.Time
}

// NewTokenBucket makes full buckets.
func NewTokenBucket(options ...func(*TokenBucketOptions)) (*TokenBucket, error) {
	o := TokenBucketOptions{Capacity: 10, RefillPerSecond: 1, Now: time.Now}
	for _, set := range options {
		set(&o)
	}
	if o.Capacity < 1 || !(o.RefillPerSecond > 0) {
		return nil, errors.New("the capacity must be at least 1 and the refill above zero")
	}
	return &TokenBucket{
		capacity: float64(o.Capacity),
		perMs:    o.RefillPerSecond / 1000,
		now:      o.Now,
		buckets:  map[string]countedTokens{},
	}, nil
}

// Take takes tokens of a key if there are enough.
func (b *TokenBucket) Take(key string, options ...func(*TokenBucketTakeOptions)) (Taken, error) {
	o := TokenBucketTakeOptions{Tokens: 1}
	for _, set := range options {
		set(&o)
	}
	wanted := float64(o.Tokens)
	if wanted <= 0 {
		return Taken{}, errors.New("the number of tokens must be above zero")
	}
	if wanted > b.capacity {
		return Taken{}, fmt.Errorf("a bucket has a capacity of %.0f tokens", b.capacity)
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	now := b.now()
	left := b.tokensOf(key, now)
	taken := Taken{Allowed: left >= wanted}
	if taken.Allowed {
		left -= wanted
	} else {
		taken.WaitMs = int(math.Ceil((wanted - left) / b.perMs))
	}
	taken.Left = int(left)
	b.keep(key, left, now)
	return taken, nil
}

// Available counts the whole tokens of a key.
func (b *TokenBucket) Available(key string) int {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return int(b.tokensOf(key, b.now()))
}

func (b *TokenBucket) tokensOf(key string, now time.Time) float64 {
	bucket, found := b.buckets[key]
	if !found {
		return b.capacity
	}
	passed := float64(now.Sub(bucket.at)) / float64(time.Millisecond)
	return math.Min(b.capacity, bucket.tokens+passed*b.perMs)
}

func (b *TokenBucket) keep(key string, tokens float64, now time.Time) {
	// A full bucket is as good as none, so keys that rest need no memory. Each call looks at two of them.
	looked := 0
	for other := range b.buckets {
		if looked == 2 {
			break
		}
		looked++
		if b.tokensOf(other, now) >= b.capacity {
			delete(b.buckets, other)
		}
	}
	b.buckets[key] = countedTokens{tokens: tokens, at: now}
}
