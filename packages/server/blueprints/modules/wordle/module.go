package wordle

import (
	"errors"
	"fmt"
	"math/rand"
	"regexp"
	"strings"
	"time"
)

// WordGuessOptions says what is guessed, and how often.
type WordGuessOptions struct {
	// Guesses is how many there are before the word is shown; 6 if not set.
	Guesses int
	// Word is the word to find; one of a list by chance if not set.
	Word *string
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

var fiveLetterWords = strings.Fields(`about actor apple beach bread brick chair cloud crane dance dream eagle earth
	field flame fruit glass grape green heart honey horse house juice knife lemon light magic metal money month mouse
	music night ocean onion paint paper peach piano plant queen radio river robot salad sheep shirt smile snake spoon
	stone storm sugar table tiger toast tower train uncle voice water whale wheel world youth zebra`)

var fiveLetters = regexp.MustCompile(`^[a-z]{5}$`)

// WordGuess hides a word of five letters and answers guesses.
type WordGuess struct {
	word    string
	allowed int
	guesses []string
}

// NewWordGuess hides a word.
func NewWordGuess(options ...func(*WordGuessOptions)) (*WordGuess, error) {
	o := WordGuessOptions{Guesses: 6, Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64}
	for _, set := range options {
		set(&o)
	}
	word := fiveLetterWords[int(o.Random()*float64(len(fiveLetterWords)))]
	if o.Word != nil {
		word = strings.ToLower(*o.Word)
	}
	if !fiveLetters.MatchString(word) {
		return nil, errors.New("the word must have five letters")
	}
	if o.Guesses < 1 {
		return nil, errors.New("there must be at least one guess")
	}
	return &WordGuess{word: word, allowed: o.Guesses}, nil
}

// Play takes a guess and says what came of it.
func (w *WordGuess) Play(input string) (string, error) {
	guess := strings.ToLower(strings.TrimSpace(input))
	if !fiveLetters.MatchString(guess) {
		return "", errors.New("type a word of five letters")
	}
	w.guesses = append(w.guesses, guess)
	if guess == w.word {
		return fmt.Sprintf("You found it: %s.", guess), nil
	}
	if w.IsOver() {
		return fmt.Sprintf("The word was %s.", w.word), nil
	}
	return "", nil
}

// Render shows the guesses with their marks.
func (w *WordGuess) Render() string {
	var shown strings.Builder
	for at, guess := range w.guesses {
		marks := wordMarks(w.word, guess)
		letters := strings.Split(guess, "")
		for place, mark := range marks {
			if mark == "+" {
				letters[place] = strings.ToUpper(letters[place])
			}
		}
		fmt.Fprintf(&shown, "%d. %s\n   %s\n", at+1, strings.Join(letters, " "), strings.Join(marks, " "))
	}
	if len(w.guesses) > 0 {
		shown.WriteByte('\n')
	}
	left, noun := w.allowed-len(w.guesses), "guesses"
	if left == 1 {
		noun = "guess"
	}
	fmt.Fprintf(&shown, "+ in place, ~ elsewhere, . not there. %d %s left", left, noun)
	return shown.String()
}

// Prompt asks for the next guess.
func (w *WordGuess) Prompt() string {
	return "A word of five letters: "
}

// IsOver says whether the word was found or no guess is left.
func (w *WordGuess) IsOver() bool {
	tried := len(w.guesses)
	return tried >= w.allowed || tried > 0 && w.guesses[tried-1] == w.word
}

// wordMarks marks a letter that occurs once only once: those in place come first.
func wordMarks(word, guess string) []string {
	left := map[byte]int{}
	for at := range word {
		if guess[at] != word[at] {
			left[word[at]]++
		}
	}
	marks := make([]string, len(guess))
	for at := range guess {
		switch letter := guess[at]; {
		case letter == word[at]:
			marks[at] = "+"
		case left[letter] > 0:
			left[letter]--
			marks[at] = "~"
		default:
			marks[at] = "."
		}
	}
	return marks
}
