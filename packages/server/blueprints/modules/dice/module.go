package dice

import (
	"errors"
	"fmt"
	"math/rand"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// RollDiceOptions says how dice are rolled.
type RollDiceOptions struct {
	// Mode is normal; advantage rolls twice and takes the better, disadvantage the worse.
	Mode string
}

// FlipCoinOptions says how many coins are tossed.
type FlipCoinOptions struct {
	// Times is how many; 1 if not set.
	Times int
}

// DiceRoll is what was rolled.
type DiceRoll struct {
	Dice  string `json:"dice"`
	Rolls []int  `json:"rolls"`
	Total int    `json:"total"`
}

var dicePattern = regexp.MustCompile(`(?i)^\s*(\d{0,6})\s*d\s*(\d{1,6}|%)\s*(?:([+-])\s*(\d{1,6}))?\s*$`)

var ballAnswers = []string{
	"It is certain.", "Without a doubt.", "Most likely.", "Ask again later.", "I cannot tell you now.",
	"Do not count on it.", "Very doubtful.", "My answer is no.",
}

// RollDice rolls dice such as 2d6+3.
func RollDice(dice string, options ...func(*RollDiceOptions)) (DiceRoll, error) {
	o := RollDiceOptions{Mode: "normal"}
	for _, set := range options {
		set(&o)
	}
	parts := dicePattern.FindStringSubmatch(dice)
	if parts == nil {
		return DiceRoll{}, fmt.Errorf("%q are no dice; write 2d6 or 2d6+3", dice)
	}
	count, faces, more := wholeOr(parts[1], 1), wholeOr(parts[2], 100), wholeOr(parts[4], 0)
	if parts[3] == "-" {
		more = -more
	}
	if count < 1 || faces < 1 {
		return DiceRoll{}, errors.New("dice and their sides are at least 1")
	}
	if count > 1000 {
		return DiceRoll{}, errors.New("at most 1000 dice are rolled at once")
	}
	chance := rand.New(rand.NewSource(time.Now().UnixNano()))
	roll := func() DiceRoll {
		rolled := DiceRoll{Dice: strings.TrimSpace(dice), Rolls: make([]int, count), Total: more}
		for at := range rolled.Rolls {
			rolled.Rolls[at] = 1 + chance.Intn(faces)
			rolled.Total += rolled.Rolls[at]
		}
		return rolled
	}
	first, second := roll(), roll()
	switch o.Mode {
	case "normal":
		return first, nil
	case "advantage", "disadvantage":
		if second.Total > first.Total == (o.Mode == "advantage") {
			return second, nil
		}
		return first, nil
	}
	return DiceRoll{}, errors.New("the mode is normal, advantage or disadvantage")
}

// FlipCoin tosses coins.
func FlipCoin(options ...func(*FlipCoinOptions)) (string, error) {
	o := FlipCoinOptions{Times: 1}
	for _, set := range options {
		set(&o)
	}
	if o.Times < 1 || o.Times > 1000 {
		return "", errors.New("from 1 to 1000 coins are tossed")
	}
	chance := rand.New(rand.NewSource(time.Now().UnixNano()))
	sides := make([]string, o.Times)
	for at := range sides {
		sides[at] = []string{"heads", "tails"}[chance.Intn(2)]
	}
	return strings.Join(sides, " "), nil
}

// AskBall answers a question as a magic ball would.
func AskBall(question string) (string, error) {
	if strings.TrimSpace(question) == "" {
		return "", errors.New("ask a question")
	}
	chance := rand.New(rand.NewSource(time.Now().UnixNano()))
	return ballAnswers[chance.Intn(len(ballAnswers))], nil
}

func wholeOr(text string, fallback int) int {
	if number, err := strconv.Atoi(text); err == nil {
		return number
	}
	return fallback
}
