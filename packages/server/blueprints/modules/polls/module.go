package polls

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"sort"
	"strings"
	"sync"
)

// Poll is a question with the options to choose from.
type Poll struct {
	ID       int      `json:"id"`
	Question string   `json:"question"`
	Options  []string `json:"options"`
	Open     bool     `json:"open"`
}

// PollResults is how a poll stands, the options with the most votes first.
type PollResults struct {
	Question string       `json:"question"`
	Open     bool         `json:"open"`
	Votes    int          `json:"votes"`
	Options  []PollOption `json:"options"`
}

// PollOption is how many chose an option.
type PollOption struct {
	Option  string  `json:"option"`
	Votes   int     `json:"votes"`
	Percent float64 `json:"percent"`
}

// PollBook keeps polls and their votes. It can be written as JSON and read from it. Any number of goroutines may use it.
type PollBook struct {
	mutex sync.Mutex
	polls []*keptPoll
}

type keptPoll struct {
	Poll
	// Votes is the option of each voter.
	Votes map[string]string `json:"votes"`
}

type pollState struct {
	Polls []*keptPoll `json:"polls"`
}

// NewPollBook makes a book without polls.
func NewPollBook() *PollBook {
	return &PollBook{polls: []*keptPoll{}}
}

// Create opens a poll with two or more options.
func (b *PollBook) Create(question string, choices []string) (Poll, error) {
	differing := map[string]bool{}
	for _, choice := range choices {
		differing[choice] = true
	}
	switch {
	case strings.TrimSpace(question) == "":
		return Poll{}, errors.New("a poll needs a question")
	case len(choices) < 2:
		return Poll{}, errors.New("a poll needs at least two options")
	case len(differing) < len(choices):
		return Poll{}, errors.New("the options must differ")
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	poll := Poll{ID: len(b.polls) + 1, Question: question, Options: append([]string{}, choices...), Open: true}
	b.polls = append(b.polls, &keptPoll{Poll: poll, Votes: map[string]string{}})
	return poll.copied(), nil
}

// Vote votes for an option; each voter has one vote and may not change it.
func (b *PollBook) Vote(id int, voter, option string) error {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	poll, err := b.find(id)
	if err != nil {
		return err
	}
	if !poll.Open {
		return errors.New("the poll is closed")
	}
	known := false
	for _, one := range poll.Options {
		known = known || one == option
	}
	if !known {
		return fmt.Errorf("the poll has no option %q", option)
	}
	if _, voted := poll.Votes[voter]; voted {
		return fmt.Errorf("%s has already voted", voter)
	}
	poll.Votes[voter] = option
	return nil
}

// Results counts the votes of a poll.
func (b *PollBook) Results(id int) (PollResults, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	poll, err := b.find(id)
	if err != nil {
		return PollResults{}, err
	}
	counts := map[string]int{}
	for _, option := range poll.Votes {
		counts[option]++
	}
	results := PollResults{Question: poll.Question, Open: poll.Open, Votes: len(poll.Votes)}
	for _, option := range poll.Options {
		percent := 0.0
		if len(poll.Votes) > 0 {
			percent = math.Round(float64(counts[option])/float64(len(poll.Votes))*1000) / 10
		}
		results.Options = append(results.Options, PollOption{option, counts[option], percent})
	}
	sort.SliceStable(results.Options, func(a, b int) bool { return results.Options[a].Votes > results.Options[b].Votes })
	return results, nil
}

// Close closes a poll; nobody can vote any more.
func (b *PollBook) Close(id int) error {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	poll, err := b.find(id)
	if err == nil {
		poll.Open = false
	}
	return err
}

// List gives all polls.
func (b *PollBook) List() []Poll {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	listed := []Poll{}
	for _, poll := range b.polls {
		listed = append(listed, poll.copied())
	}
	return listed
}

// MarshalJSON writes all polls with their votes.
func (b *PollBook) MarshalJSON() ([]byte, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return json.Marshal(pollState{b.polls})
}

// UnmarshalJSON goes on with what was written.
func (b *PollBook) UnmarshalJSON(text []byte) error {
	var state pollState
	if err := json.Unmarshal(text, &state); err != nil {
		return err
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.polls = state.Polls
	return nil
}

func (b *PollBook) find(id int) (*keptPoll, error) {
	for _, poll := range b.polls {
		if poll.ID == id {
			return poll, nil
		}
	}
	return nil, fmt.Errorf("there is no poll %d", id)
}

func (p Poll) copied() Poll {
	p.Options = append([]string{}, p.Options...)
	return p
}
