package circuitbreaker

import (
	"errors"
	"sync"
	"time"
)

// ErrCircuitOpen says that the breaker is open: nothing was called.
var ErrCircuitOpen = errors.New("the circuit is open")

// CircuitBreakerOptions says when a breaker opens, and for how long.
type CircuitBreakerOptions struct {
	// Failures in a row open it; 5 if not set.
	Failures int
	// Wait is the milliseconds until one call is let through again; 30000 if not set.
	Wait int
	// Now is the clock; that of the system if not set.
	Now func() time.Time
}

// CircuitBreaker lets calls through or not, by how the last ones went. Any number of goroutines may use it.
type CircuitBreaker struct {
	allowed int
	wait    time.Duration
	now     func() time.Time

	mutex    sync.Mutex
	failed   int
	isOpen   bool
	openedAt time.Time
	isTrying bool
}

// NewCircuitBreaker makes a breaker that is closed.
func NewCircuitBreaker(options ...func(*CircuitBreakerOptions)) (*CircuitBreaker, error) {
	o := CircuitBreakerOptions{Failures: 5, Wait: 30_000, Now: time.Now}
	for _, set := range options {
		set(&o)
	}
	if o.Failures < 1 || o.Wait < 0 {
		return nil, errors.New("failures must be at least 1, wait at least 0")
	}
	return &CircuitBreaker{allowed: o.Failures, wait: time.Duration(o.Wait) * time.Millisecond, now: o.Now}, nil
}

// Call calls a function, and gives ErrCircuitOpen while the breaker is open; half-open, one call at a time goes through.
func (b *CircuitBreaker) Call(work func() error) error {
	tries, err := b.enter()
	if err != nil {
		return err
	}
	// What ends in a panic has failed.
	failed := true
	defer func() { b.leave(tries, failed) }()
	err = work()
	failed = err != nil
	return err
}

// State says whether it is closed, open or half-open.
func (b *CircuitBreaker) State() string {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.state()
}

// Reset closes it.
func (b *CircuitBreaker) Reset() {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.failed, b.isOpen = 0, false
}

func (b *CircuitBreaker) state() string {
	switch {
	case !b.isOpen:
		return "closed"
	case b.now().Sub(b.openedAt) < b.wait:
		return "open"
	}
	return "half-open"
}

func (b *CircuitBreaker) enter() (tries bool, err error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	state := b.state()
	if state == "open" || state == "half-open" && b.isTrying {
		return false, ErrCircuitOpen
	}
	tries = state == "half-open"
	b.isTrying = b.isTrying || tries
	return tries, nil
}

func (b *CircuitBreaker) leave(tries, failed bool) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if tries {
		b.isTrying = false
	}
	if !failed {
		b.failed, b.isOpen = 0, false
		return
	}
	b.failed++
	if tries || b.failed >= b.allowed {
		b.isOpen, b.openedAt = true, b.now()
	}
}
