package quiz

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"sort"
	"strings"
	"sync"
)

// QuizQuestion is a question with its choices by the alphabet.
type QuizQuestion struct {
	ID       int      `json:"id"`
	Question string   `json:"question"`
	Choices  []string `json:"choices"`
}

// QuizVerdict says whether an answer is right, and which one is.
type QuizVerdict struct {
	Right  bool   `json:"right"`
	Answer string `json:"answer"`
}

// QuizScore is how many answers of a player are right.
type QuizScore struct {
	Player   string `json:"player"`
	Right    int    `json:"right"`
	Answered int    `json:"answered"`
	Percent  int    `json:"percent"`
}

// QuizBook keeps questions, checks answers and counts scores. It can be written as JSON and read from it. Any number of
// goroutines may use it.
type QuizBook struct {
	mutex     sync.Mutex
	questions []*keptQuestion
}

type keptQuestion struct {
	QuizQuestion
	Answer string `json:"answer"`
	// Given is the choice of each player.
	Given map[string]string `json:"given"`
}

type quizState struct {
	Questions []*keptQuestion `json:"questions"`
}

// NewQuizBook makes a book without questions.
func NewQuizBook() *QuizBook {
	return &QuizBook{questions: []*keptQuestion{}}
}

// AddQuestion adds a question with its choices, of which the first one given is the right answer.
func (b *QuizBook) AddQuestion(question, answer string, others []string) (QuizQuestion, error) {
	if strings.TrimSpace(question) == "" {
		return QuizQuestion{}, errors.New("a question needs a text")
	}
	choices := append([]string{answer}, others...)
	sort.Strings(choices)
	if len(choices) < 2 {
		return QuizQuestion{}, errors.New("there must be a wrong answer too")
	}
	for at, choice := range choices[1:] {
		if choice == choices[at] {
			return QuizQuestion{}, errors.New("the answers must differ")
		}
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	asked := QuizQuestion{ID: len(b.questions) + 1, Question: question, Choices: choices}
	b.questions = append(b.questions, &keptQuestion{QuizQuestion: asked, Answer: answer, Given: map[string]string{}})
	return asked.copied(), nil
}

// Questions lists the questions without their answers.
func (b *QuizBook) Questions() []QuizQuestion {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	listed := []QuizQuestion{}
	for _, question := range b.questions {
		listed = append(listed, question.copied())
	}
	return listed
}

// Answer answers a question; each player answers each question once.
func (b *QuizBook) Answer(id int, player, choice string) (QuizVerdict, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	for _, question := range b.questions {
		if question.ID != id {
			continue
		}
		at := sort.SearchStrings(question.Choices, choice)
		if at == len(question.Choices) || question.Choices[at] != choice {
			return QuizVerdict{}, fmt.Errorf("%q is not one of the choices", choice)
		}
		if _, answered := question.Given[player]; answered {
			return QuizVerdict{}, fmt.Errorf("%s has already answered", player)
		}
		question.Given[player] = choice
		return QuizVerdict{Right: choice == question.Answer, Answer: question.Answer}, nil
	}
	return QuizVerdict{}, fmt.Errorf("there is no question %d", id)
}

// Scores lists the scores, the best first.
func (b *QuizBook) Scores() []QuizScore {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	byPlayer := map[string]*QuizScore{}
	for _, question := range b.questions {
		for player, choice := range question.Given {
			score, known := byPlayer[player]
			if !known {
				score = &QuizScore{Player: player}
				byPlayer[player] = score
			}
			score.Answered++
			if choice == question.Answer {
				score.Right++
			}
		}
	}
	scores := []QuizScore{}
	for _, score := range byPlayer {
		score.Percent = int(math.Round(float64(score.Right) / float64(score.Answered) * 100))
		scores = append(scores, *score)
	}
	sort.Slice(scores, func(at, other int) bool {
		a, b := scores[at], scores[other]
		switch {
		case a.Right != b.Right:
			return a.Right > b.Right
		case a.Percent != b.Percent:
			return a.Percent > b.Percent
		}
		return a.Player < b.Player
	})
	return scores
}

// MarshalJSON writes all questions with what was answered.
func (b *QuizBook) MarshalJSON() ([]byte, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return json.Marshal(quizState{b.questions})
}

// UnmarshalJSON goes on with what was written.
func (b *QuizBook) UnmarshalJSON(text []byte) error {
	var state quizState
	if err := json.Unmarshal(text, &state); err != nil {
		return err
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.questions = state.Questions
	return nil
}

func (q QuizQuestion) copied() QuizQuestion {
	q.Choices = append([]string{}, q.Choices...)
	return q
}
