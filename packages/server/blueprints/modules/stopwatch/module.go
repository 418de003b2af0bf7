package stopwatch

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// StopwatchOptions says whether it counts up or down.
type StopwatchOptions struct {
	// Seconds is what it counts down from; 0, if not set, counts up.
	Seconds int
	// Now is the clock; that of the system if not set.
	Now func() time.Time
}

// Stopwatch is time that runs, and laps.
type Stopwatch struct {
	total     time.Duration
	now       func() time.Time
	startedAt time.Time
	paused    bool
	// stoodAt is what had run when it was paused.
	stoodAt time.Duration
	// laps are the times at the end of each.
	laps []time.Duration
}

// NewStopwatch starts the clock.
func NewStopwatch(options ...func(*StopwatchOptions)) (*Stopwatch, error) {
	o := StopwatchOptions{Now: time.Now}
	for _, set := range options {
		set(&o)
	}
	if o.Seconds < 0 {
		return nil, errors.New("the seconds may not be negative")
	}
	return &Stopwatch{total: time.Duration(o.Seconds) * time.Second, now: o.Now, startedAt: o.Now()}, nil
}

// Play pauses or goes on, notes a lap, or starts anew; nothing looks at the clock.
func (s *Stopwatch) Play(input string) (string, error) {
	switch strings.ToLower(strings.TrimSpace(input)) {
	case "pause":
		return s.pause(), nil
	case "lap":
		s.laps = append(s.laps, s.run())
		return s.lapTexts()[len(s.laps)-1], nil
	case "reset":
		s.startedAt, s.paused, s.laps = s.now(), false, nil
		return "", nil
	case "":
		switch {
		case s.IsOver():
			return "Time is up.", nil
		case s.paused:
			return "Paused.", nil
		}
		return "", nil
	}
	return "", errors.New("type pause, lap or reset, or nothing to look at the clock")
}

// Render shows the time and the laps.
func (s *Stopwatch) Render() string {
	shown := s.run()
	if s.total > 0 {
		// What is left is rounded up.
		shown = s.total - shown + time.Second - 1
		if shown < 0 {
			shown = 0
		}
	}
	return strings.Join(append([]string{clockText(shown)}, s.lapTexts()...), "\n")
}

// Prompt asks what to do.
func (s *Stopwatch) Prompt() string {
	return "pause, lap, reset, or nothing: "
}

// IsOver says whether it has counted down to zero.
func (s *Stopwatch) IsOver() bool {
	return s.total > 0 && s.run() >= s.total
}

func (s *Stopwatch) run() time.Duration {
	if s.paused {
		return s.stoodAt
	}
	return s.now().Sub(s.startedAt)
}

func (s *Stopwatch) pause() string {
	if !s.paused {
		s.stoodAt, s.paused = s.run(), true
		return "Paused."
	}
	s.startedAt, s.paused = s.now().Add(-s.stoodAt), false
	return ""
}

func (s *Stopwatch) lapTexts() []string {
	texts := make([]string, len(s.laps))
	start := time.Duration(0)
	for at, end := range s.laps {
		texts[at] = fmt.Sprintf("Lap %d: %s", at+1, clockText(end-start))
		start = end
	}
	return texts
}

func clockText(length time.Duration) string {
	seconds := int(length / time.Second)
	return fmt.Sprintf("%02d:%02d", seconds/60, seconds%60)
}
