package hands

import (
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"time"
)

// RockPaperScissorsOptions says how long the game is.
type RockPaperScissorsOptions struct {
	// Wins is how many rounds win the game; 3 if not set.
	Wins int
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

// Each hand beats the one before it, and the first beats the last.
var hands = []string{"rock", "paper", "scissors"}

// RockPaperScissors draws against the player and counts rounds.
type RockPaperScissors struct {
	wins, player, computer int
	random                 func() float64
}

// NewRockPaperScissors begins a game.
func NewRockPaperScissors(options ...func(*RockPaperScissorsOptions)) *RockPaperScissors {
	o := RockPaperScissorsOptions{Wins: 3, Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64}
	for _, set := range options {
		set(&o)
	}
	return &RockPaperScissors{wins: o.Wins, random: o.Random}
}

// Play takes a hand or its first letters and says who won the round.
func (r *RockPaperScissors) Play(input string) (string, error) {
	word := strings.ToLower(strings.TrimSpace(input))
	mine := -1
	for at, hand := range hands {
		if word != "" && strings.HasPrefix(hand, word) {
			mine = at
		}
	}
	if mine < 0 {
		return "", errors.New("type rock, paper or scissors")
	}
	drawn := int(r.random() * float64(len(hands)))
	told := fmt.Sprintf("I draw %s.", hands[drawn])
	who := "I"
	switch (mine - drawn + len(hands)) % len(hands) {
	case 0:
		return told + " A tie.", nil
	case 1:
		who = "You"
		r.player++
	default:
		r.computer++
	}
	told += fmt.Sprintf(" %s win the round.", who)
	if r.IsOver() {
		told += fmt.Sprintf(" %s win the game.", who)
	}
	return told, nil
}

// Render shows how the game stands.
func (r *RockPaperScissors) Render() string {
	return fmt.Sprintf("You %d : %d I", r.player, r.computer)
}

// Prompt asks for the next move.
func (r *RockPaperScissors) Prompt() string {
	return "Rock, paper or scissors: "
}

// IsOver says whether the game has ended.
func (r *RockPaperScissors) IsOver() bool {
	return r.player >= r.wins || r.computer >= r.wins
}
