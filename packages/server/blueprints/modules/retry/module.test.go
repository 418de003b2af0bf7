package retry

import (
	"context"
	"errors"
	"testing"
)

var errBusy = errors.New("busy")

func quickly(o *RetryOptions) {
	o.Attempts = 3
	o.Delay = 1
}

func TestRetry(t *testing.T) {
	calls := 0
	failingTimes := func(times int) func(context.Context) (string, error) {
		calls = 0
		return func(context.Context) (string, error) {
			calls++
			if calls <= times {
				return "", errBusy
			}
			return "done", nil
		}
	}
	t.Run("calls again until it succeeds", func(t *testing.T) {
		result, err := Retry(context.Background(), failingTimes(2), quickly)
		if result != "done" || err != nil || calls != 3 {
			t.Errorf("got %q, %v after %d calls", result, err, calls)
		}
	})
	t.Run("gives the last error when no attempts are left", func(t *testing.T) {
		if _, err := Retry(context.Background(), failingTimes(3), quickly); !errors.Is(err, errBusy) || calls != 3 {
			t.Errorf("got %v after %d calls", err, calls)
		}
	})
	t.Run("calls once where an error is not worth it", func(t *testing.T) {
		never := func(o *RetryOptions) { o.Worth = func(error) bool { return false } }
		if _, err := Retry(context.Background(), failingTimes(3), quickly, never); !errors.Is(err, errBusy) || calls != 1 {
			t.Errorf("got %v after %d calls", err, calls)
		}
	})
	t.Run("waits no longer when the context ends", func(t *testing.T) {
		ended, end := context.WithCancel(context.Background())
		end()
		slow := func(o *RetryOptions) { o.Delay = 60_000 }
		if _, err := Retry(ended, failingTimes(3), slow); !errors.Is(err, errBusy) || calls != 1 {
			t.Errorf("got %v after %d calls", err, calls)
		}
	})
}
