package hangman

import (
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"time"
)

// HangmanOptions says what is guessed, and how often one may be wrong.
type HangmanOptions struct {
	// Word is the word to guess; one of a list by chance if not set.
	Word *string
	// Mistakes is how many wrong letters end the game; 6 if not set.
	Mistakes int
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

var hiddenWords = strings.Fields(`anchor balcony candle dolphin engine feather garden harbor island jungle
	kitchen lantern marble notebook orchard planet quarter rhythm saddle thunder umbrella village whisper
	yogurt zipper bicycle compass diamond elephant fountain giraffe hammock`)

// Hangman hides a word and shows the letters that were found.
type Hangman struct {
	word    string
	allowed int
	// tried holds the letters in the order in which they were tried.
	tried  string
	solved bool
}

// NewHangman hides a word.
func NewHangman(options ...func(*HangmanOptions)) (*Hangman, error) {
	o := HangmanOptions{Mistakes: 6, Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64}
	for _, set := range options {
		set(&o)
	}
	word := hiddenWords[int(o.Random()*float64(len(hiddenWords)))]
	if o.Word != nil {
		word = strings.ToLower(*o.Word)
	}
	if word == "" || strings.Trim(word, "abcdefghijklmnopqrstuvwxyz") != "" {
		return nil, errors.New("the word may hold letters only")
	}
	return &Hangman{word: word, allowed: o.Mistakes}, nil
}

// Play takes a letter, or the whole word, and says what came of it.
func (h *Hangman) Play(input string) (string, error) {
	guess := strings.ToLower(strings.TrimSpace(input))
	if len(guess) > 1 && guess == h.word {
		h.solved = true
		return fmt.Sprintf("You found it: %s.", h.word), nil
	}
	if len(guess) != 1 || guess < "a" || guess > "z" {
		return "", errors.New("type a letter, or the whole word")
	}
	if strings.Contains(h.tried, guess) {
		return "", fmt.Errorf("you have already tried %s", guess)
	}
	h.tried += guess
	if !strings.Contains(h.word, guess) {
		told := fmt.Sprintf("There is no %s.", guess)
		if h.IsOver() {
			told += fmt.Sprintf(" The word was %s.", h.word)
		}
		return told, nil
	}
	if h.IsOver() {
		return fmt.Sprintf("You found it: %s.", h.word), nil
	}
	article := "a"
	if strings.Contains("aefhilmnorsx", guess) {
		article = "an"
	}
	return fmt.Sprintf("Yes, there is %s %s.", article, guess), nil
}

// Render shows how the game stands.
func (h *Hangman) Render() string {
	shown := make([]string, 0, len(h.word))
	for _, letter := range h.word {
		if h.isShown(letter) {
			shown = append(shown, string(letter))
		} else {
			shown = append(shown, "_")
		}
	}
	wrong := h.wrong()
	listed := strings.Join(wrong, " ")
	if listed == "" {
		listed = "none"
	}
	return fmt.Sprintf("%s\n\nWrong: %s (%d left)", strings.Join(shown, " "), listed, h.allowed-len(wrong))
}

// Prompt asks for the next move.
func (h *Hangman) Prompt() string {
	return "A letter, or the word: "
}

// IsOver says whether the game has ended.
func (h *Hangman) IsOver() bool {
	if len(h.wrong()) >= h.allowed {
		return true
	}
	for _, letter := range h.word {
		if !h.isShown(letter) {
			return false
		}
	}
	return true
}

func (h *Hangman) isShown(letter rune) bool {
	return h.solved || strings.ContainsRune(h.tried, letter)
}

func (h *Hangman) wrong() []string {
	wrong := []string{}
	for _, letter := range h.tried {
		if !strings.ContainsRune(h.word, letter) {
			wrong = append(wrong, string(letter))
		}
	}
	return wrong
}
