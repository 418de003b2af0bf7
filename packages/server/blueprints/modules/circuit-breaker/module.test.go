package circuitbreaker

import (
	"errors"
	"testing"
	"time"
)

var errDown = errors.New("down")

func TestCircuitBreakerCalls(t *testing.T) {
	failing := func() error { return errDown }
	fine := func() error { return nil }
	stands := func(t *testing.T, breaker *CircuitBreaker, state string) {
		t.Helper()
		if found := breaker.State(); found != state {
			t.Errorf("it is %s, not %s", found, state)
		}
	}
	t.Run("opens after so many failures in a row, and then calls nothing", func(t *testing.T) {
		breaker, err := NewCircuitBreaker(func(o *CircuitBreakerOptions) { o.Failures = 2 })
		if err != nil {
			t.Fatal(err)
		}
		for _, work := range []func() error{failing, fine, failing} {
			if err := breaker.Call(work); err != nil && !errors.Is(err, errDown) {
				t.Errorf("got %v", err)
			}
		}
		stands(t, breaker, "closed")
		if err := breaker.Call(failing); !errors.Is(err, errDown) {
			t.Errorf("got %v", err)
		}
		stands(t, breaker, "open")
		called := false
		err = breaker.Call(func() error { called = true; return nil })
		if called || !errors.Is(err, ErrCircuitOpen) {
			t.Errorf("called: %v, got %v", called, err)
		}
	})
	t.Run("lets one call through after a while, which closes or opens it again", func(t *testing.T) {
		now := time.Unix(0, 0)
		breaker, err := NewCircuitBreaker(func(o *CircuitBreakerOptions) {
			o.Failures = 1
			o.Wait = 100
			o.Now = func() time.Time { return now }
		})
		if err != nil {
			t.Fatal(err)
		}
		if err := breaker.Call(failing); !errors.Is(err, errDown) {
			t.Errorf("got %v", err)
		}
		now = time.UnixMilli(99)
		stands(t, breaker, "open")
		now = time.UnixMilli(100)
		stands(t, breaker, "half-open")
		if err := breaker.Call(failing); !errors.Is(err, errDown) {
			t.Errorf("got %v", err)
		}
		stands(t, breaker, "open")
		now = time.UnixMilli(200)
		err = breaker.Call(func() error {
			if err := breaker.Call(fine); !errors.Is(err, ErrCircuitOpen) {
				t.Errorf("two went through: %v", err)
			}
			return nil
		})
		if err != nil {
			t.Errorf("got %v", err)
		}
		stands(t, breaker, "closed")
	})
}
