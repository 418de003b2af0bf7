package mastermind

import (
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"time"
)

// MastermindOptions says what codes look like, and how many guesses there are.
type MastermindOptions struct {
	// Pegs is how many colours a code has; 4 if not set.
	Pegs int
	// Colours is how many there are to choose from, 2 to 8; 6 if not set.
	Colours int
	// Guesses before the code is shown; 10 if not set.
	Guesses int
	// Code is the code to find; drawn by chance if not set.
	Code *string
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

// Red, green, blue, yellow, orange, purple, white, black.
const pegColours = "RGBYOPWK"

type codeAttempt struct {
	guess, told string
}

// Mastermind hides a code and answers guesses.
type Mastermind struct {
	colours, code string
	allowed       int
	attempts      []codeAttempt
}

// NewMastermind hides a code.
func NewMastermind(options ...func(*MastermindOptions)) (*Mastermind, error) {
	random := rand.New(rand.NewSource(time.Now().UnixNano())).Float64
	o := MastermindOptions{Pegs: 4, Colours: 6, Guesses: 10, Random: random}
	for _, set := range options {
		set(&o)
	}
	if o.Colours < 2 || o.Colours > len(pegColours) {
		return nil, fmt.Errorf("there are 2 to %d colours", len(pegColours))
	}
	if o.Pegs < 1 || o.Guesses < 1 {
		return nil, errors.New("codes and guesses number at least 1")
	}
	code := ""
	for len(code) < o.Pegs {
		code += string(pegColours[int(o.Random()*float64(o.Colours))])
	}
	if o.Code != nil {
		code = strings.ToUpper(*o.Code)
	}
	return &Mastermind{colours: pegColours[:o.Colours], code: code, allowed: o.Guesses}, nil
}

// Play takes a guess and says how many of its colours are right.
func (m *Mastermind) Play(input string) (string, error) {
	guess := strings.NewReplacer(" ", "", ",", "", "\t", "").Replace(strings.ToUpper(input))
	if len(guess) != len(m.code) {
		return "", fmt.Errorf("a code has %d letters", len(m.code))
	}
	if strings.Trim(guess, m.colours) != "" {
		return "", fmt.Errorf("the colours are %s", lettersApart(m.colours))
	}
	told := compareCodes(m.code, guess)
	m.attempts = append(m.attempts, codeAttempt{guess, told})
	switch {
	case guess == m.code:
		return fmt.Sprintf("You found it: %s.", lettersApart(m.code)), nil
	case m.IsOver():
		return fmt.Sprintf("%s. The code was %s.", told, lettersApart(m.code)), nil
	}
	return told + ".", nil
}

// Render shows how the game stands.
func (m *Mastermind) Render() string {
	shown := ""
	for at, attempt := range m.attempts {
		shown += fmt.Sprintf("%d. %s  %s\n", at+1, lettersApart(attempt.guess), attempt.told)
	}
	left := m.allowed - len(m.attempts)
	if left == 1 {
		return shown + "1 guess left"
	}
	return shown + fmt.Sprintf("%d guesses left", left)
}

// Prompt asks for the next move.
func (m *Mastermind) Prompt() string {
	return fmt.Sprintf("%d of %s: ", len(m.code), lettersApart(m.colours))
}

// IsOver says whether the game has ended.
func (m *Mastermind) IsOver() bool {
	made := len(m.attempts)
	return made >= m.allowed || made > 0 && m.attempts[made-1].guess == m.code
}

func compareCodes(code, guess string) string {
	inPlace, shared := 0, 0
	for at := range guess {
		if guess[at] == code[at] {
			inPlace++
		}
	}
	for _, colour := range pegColours {
		inCode, inGuess := strings.Count(code, string(colour)), strings.Count(guess, string(colour))
		if inCode < inGuess {
			shared += inCode
		} else {
			shared += inGuess
		}
	}
	return fmt.Sprintf("%d in place, %d elsewhere", inPlace, shared-inPlace)
}

func lettersApart(text string) string {
	return strings.Join(strings.Split(text, ""), " ")
}
