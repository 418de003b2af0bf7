package pomodoro

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// PomodoroOptions says how long work and breaks are, and how often they come.
type PomodoroOptions struct {
	// Work is the minutes of work; 25 if not set.
	Work int
	// Rest is the minutes of a break; 5 if not set.
	Rest int
	// Long is the minutes of the break behind every fourth round; 15 if not set.
	Long int
	// Rounds is how many rounds of work there are; 4 if not set.
	Rounds int
	// Now is the clock; that of the system if not set.
	Now func() time.Time
}

// Pomodoro is rounds of work and breaks on a clock.
type Pomodoro struct {
	work, rest, long time.Duration
	rounds, round    int
	resting          bool
	endsAt           time.Time
	paused           bool
	// left is what was left when it was paused.
	left time.Duration
	now  func() time.Time
}

// NewPomodoro begins with work.
func NewPomodoro(options ...func(*PomodoroOptions)) (*Pomodoro, error) {
	o := PomodoroOptions{Work: 25, Rest: 5, Long: 15, Rounds: 4, Now: time.Now}
	for _, set := range options {
		set(&o)
	}
	if o.Work < 1 || o.Rest < 1 || o.Long < 1 || o.Rounds < 1 {
		return nil, errors.New("minutes and rounds must be at least 1")
	}
	minutes := func(count int) time.Duration { return time.Duration(count) * time.Minute }
	p := &Pomodoro{work: minutes(o.Work), rest: minutes(o.Rest), long: minutes(o.Long), rounds: o.Rounds, round: 1, now: o.Now}
	p.endsAt = p.now().Add(p.work)
	return p, nil
}

// Play pauses or goes on, or skips to what comes next; nothing looks at the clock.
func (p *Pomodoro) Play(input string) (string, error) {
	switch strings.ToLower(strings.TrimSpace(input)) {
	case "pause":
		return p.pause(), nil
	case "skip":
		return p.next(), nil
	case "":
		switch {
		case p.paused:
			return "Paused.", nil
		case p.remaining() > 0:
			return "", nil
		}
		return p.next(), nil
	}
	return "", errors.New("type pause or skip, or nothing to look at the clock")
}

// Render shows what is timed, and how much of it is left.
func (p *Pomodoro) Render() string {
	if p.IsOver() {
		return fmt.Sprintf("Done: %d of %d", p.rounds, p.rounds)
	}
	seconds := int((p.remaining() + time.Second - 1) / time.Second)
	name := "Break"
	if !p.resting {
		name = fmt.Sprintf("Work %d of %d", p.round, p.rounds)
	}
	return fmt.Sprintf("%s\n%02d:%02d", name, seconds/60, seconds%60)
}

// Prompt asks what to do.
func (p *Pomodoro) Prompt() string {
	return "pause, skip, or nothing: "
}

// IsOver says whether all rounds are done.
func (p *Pomodoro) IsOver() bool {
	return p.round > p.rounds
}

func (p *Pomodoro) remaining() time.Duration {
	left := p.left
	if !p.paused {
		left = p.endsAt.Sub(p.now())
	}
	if left < 0 {
		return 0
	}
	return left
}

func (p *Pomodoro) pause() string {
	if !p.paused {
		p.left, p.paused = p.remaining(), true
		return "Paused."
	}
	p.endsAt, p.paused = p.now().Add(p.left), false
	return ""
}

func (p *Pomodoro) next() string {
	length, told := p.work, "Back to work."
	if !p.resting {
		length, told = p.rest, "Time for a break."
		if p.round%4 == 0 {
			length = p.long
		}
	}
	if p.resting || p.round == p.rounds {
		p.round++
	}
	p.resting, p.paused = !p.resting, false
	p.endsAt = p.now().Add(length)
	if p.IsOver() {
		return "All rounds are done."
	}
	return told
}
