package guess

import (
	"errors"
	"fmt"
	"math/rand"
	"strconv"
	"strings"
	"time"
)

// GuessNumberOptions says how large the number may be, and how many guesses there are.
type GuessNumberOptions struct {
	// Max is the largest number; 100 if not set.
	Max int
	// Guesses is how many guesses a player has; 10 if not set.
	Guesses int
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

// GuessNumber thinks up a number and answers guesses.
type GuessNumber struct {
	max, number, allowed int
	guesses              []int
}

// NewGuessNumber thinks up a number.
func NewGuessNumber(options ...func(*GuessNumberOptions)) (*GuessNumber, error) {
	o := GuessNumberOptions{Max: 100, Guesses: 10, Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64}
	for _, set := range options {
		set(&o)
	}
	if o.Max < 2 {
		return nil, errors.New("max must be a whole number above one")
	}
	return &GuessNumber{max: o.Max, number: 1 + int(o.Random()*float64(o.Max)), allowed: o.Guesses}, nil
}

// Play takes a guess and says whether the number is higher or lower.
func (g *GuessNumber) Play(input string) (string, error) {
	guess, err := strconv.Atoi(strings.TrimSpace(input))
	if err != nil || guess < 1 || guess > g.max {
		return "", fmt.Errorf("type a whole number, 1 to %d", g.max)
	}
	g.guesses = append(g.guesses, guess)
	if guess == g.number {
		if len(g.guesses) == 1 {
			return "Right! It took you 1 guess.", nil
		}
		return fmt.Sprintf("Right! It took you %d guesses.", len(g.guesses)), nil
	}
	hint := "Lower."
	if guess < g.number {
		hint = "Higher."
	}
	if g.IsOver() {
		return fmt.Sprintf("%s You have no guesses left; it was %d.", hint, g.number), nil
	}
	return hint, nil
}

// Render shows how the game stands.
func (g *GuessNumber) Render() string {
	if len(g.guesses) == 0 {
		return fmt.Sprintf("I am thinking of a number from 1 to %d.", g.max)
	}
	return "Your guesses: " + strings.Trim(strings.ReplaceAll(fmt.Sprint(g.guesses), " ", ", "), "[]")
}

// Prompt asks for the next move.
func (g *GuessNumber) Prompt() string {
	return fmt.Sprintf("Your guess, 1 to %d (%d left): ", g.max, g.allowed-len(g.guesses))
}

// IsOver says whether the game has ended.
func (g *GuessNumber) IsOver() bool {
	made := len(g.guesses)
	return made >= g.allowed || made > 0 && g.guesses[made-1] == g.number
}
