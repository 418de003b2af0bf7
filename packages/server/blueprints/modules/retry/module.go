package retry

import (
	"context"
	"errors"
	"math"
	"time"
)

// RetryOptions says how often Retry calls, and how long it waits.
type RetryOptions struct {
	// Attempts is the most calls; 5 if not set.
	Attempts int
	// Delay is the milliseconds before the second call; 100 if not set.
	Delay float64
	// Factor is by what the wait grows each time; 2 if not set.
	Factor float64
	// MaxDelay is the longest wait in milliseconds; 30000 if not set.
	MaxDelay float64
	// Worth says whether an error is worth another attempt; every error is if not set.
	Worth func(error) bool
}

// BackoffDelaysOptions says how waits grow.
type BackoffDelaysOptions struct {
	// Attempts is the most calls; 5 if not set.
	Attempts int
	// Delay is the milliseconds before the second call; 100 if not set.
	Delay float64
	// Factor is by what the wait grows each time; 2 if not set.
	Factor float64
	// MaxDelay is the longest wait in milliseconds; 30000 if not set.
	MaxDelay float64
}

// Retry calls work until it succeeds, no attempts are left, or the context ends; then it gives the last error.
func Retry[T any](ctx context.Context, work func(context.Context) (T, error), options ...func(*RetryOptions)) (T, error) {
	o := RetryOptions{Attempts: 5, Delay: 100, Factor: 2, MaxDelay: 30_000}
	for _, set := range options {
		set(&o)
	}
	var none T
	delays, err := BackoffDelays(func(b *BackoffDelaysOptions) {
		*b = BackoffDelaysOptions{Attempts: o.Attempts, Delay: o.Delay, Factor: o.Factor, MaxDelay: o.MaxDelay}
	})
	if err != nil {
		return none, err
	}
	for _, delay := range delays {
		result, err := work(ctx)
		if err == nil || o.Worth != nil && !o.Worth(err) {
			return result, err
		}
		timer := time.NewTimer(time.Duration(delay * float64(time.Millisecond)))
		select {
		case <-ctx.Done():
			timer.Stop()
			return none, err
		case <-timer.C:
		}
	}
	return work(ctx)
}

// BackoffDelays lists the milliseconds of the waits between attempts.
func BackoffDelays(options ...func(*BackoffDelaysOptions)) ([]float64, error) {
	o := BackoffDelaysOptions{Attempts: 5, Delay: 100, Factor: 2, MaxDelay: 30_000}
	for _, set := range options {
		set(&o)
	}
	if o.Attempts < 1 {
		return nil, errors.New("attempts must be at least 1")
	}
	delays := make([]float64, o.Attempts-1)
	for at := range delays {
		delays[at] = math.Min(o.Delay*math.Pow(o.Factor, float64(at)), o.MaxDelay)
	}
	return delays, nil
}
