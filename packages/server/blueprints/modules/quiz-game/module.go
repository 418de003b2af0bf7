package quizgame

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand"
	"os"
	"strings"
	"time"
)

// QuizGameOptions says what is asked.
type QuizGameOptions struct {
	// Questions is how many are asked; 5 if not set.
	Questions int
	// File is a JSON file with questions: a list of objects with question, answer and others. Nil: a set of its own.
	File *string
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

// GameQuestion is a question with its right answer and wrong ones.
type GameQuestion struct {
	Question string   `json:"question"`
	Answer   string   `json:"answer"`
	Others   []string `json:"others"`
}

var ownQuestions = []GameQuestion{
	{"Which planet is the largest?", "Jupiter", []string{"Saturn", "Mars"}},
	{"How many legs does a spider have?", "8", []string{"6", "10"}},
	{"Which metal is liquid in a warm room?", "Mercury", []string{"Tin", "Zinc"}},
	{`Who wrote "Faust"?`, "Goethe", []string{"Schiller", "Kafka"}},
	{"What is 7 times 8?", "56", []string{"54", "63"}},
	{"Which ocean is the largest?", "Pacific", []string{"Atlantic", "Indian"}},
	{"What do bees make?", "Honey", []string{"Milk", "Silk"}},
	{"What is the capital of Canada?", "Ottawa", []string{"Toronto", "Montreal"}},
}

type askedQuestion struct {
	question, answer string
	choices          []string
}

// QuizGame asks questions and counts right answers.
type QuizGame struct {
	asked     []askedQuestion
	at, right int
}

// NewQuizGame chooses the questions.
func NewQuizGame(options ...func(*QuizGameOptions)) (*QuizGame, error) {
	o := QuizGameOptions{Questions: 5, Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64}
	for _, set := range options {
		set(&o)
	}
	if o.Questions < 1 {
		return nil, errors.New("there must be at least one question")
	}
	known := ownQuestions
	if o.File != nil {
		read, err := questionsIn(*o.File)
		if err != nil {
			return nil, err
		}
		known = read
	}
	order := randomOrder(len(known), o.Random)
	if len(order) > o.Questions {
		order = order[:o.Questions]
	}
	game := &QuizGame{}
	for _, at := range order {
		all := append([]string{known[at].Answer}, known[at].Others...)
		asked := askedQuestion{question: known[at].Question, answer: known[at].Answer}
		for _, place := range randomOrder(len(all), o.Random) {
			asked.choices = append(asked.choices, all[place])
		}
		game.asked = append(game.asked, asked)
	}
	return game, nil
}

// Play takes an answer and says what came of it.
func (q *QuizGame) Play(input string) (string, error) {
	if q.IsOver() {
		return "", errors.New("the quiz is over")
	}
	asked, said := q.asked[q.at], strings.TrimSpace(input)
	for at, choice := range asked.choices {
		if strings.EqualFold(said, choiceLetter(at)) || strings.EqualFold(said, choice) {
			return q.told(choice == asked.answer, asked.answer), nil
		}
	}
	return "", fmt.Errorf("answer %s", q.letters())
}

// Render shows the question.
func (q *QuizGame) Render() string {
	var shown strings.Builder
	if !q.IsOver() {
		asked := q.asked[q.at]
		fmt.Fprintf(&shown, "%d. %s\n", q.at+1, asked.question)
		for at, choice := range asked.choices {
			fmt.Fprintf(&shown, "   %s) %s\n", choiceLetter(at), choice)
		}
	}
	fmt.Fprintf(&shown, "Right so far: %d", q.right)
	return shown.String()
}

// Prompt asks for an answer.
func (q *QuizGame) Prompt() string {
	return fmt.Sprintf("Your answer (%s): ", q.letters())
}

// IsOver says whether all questions were asked.
func (q *QuizGame) IsOver() bool {
	return q.at >= len(q.asked)
}

func (q *QuizGame) told(isRight bool, answer string) string {
	told := fmt.Sprintf("Wrong: it is %s.", answer)
	if isRight {
		q.right++
		told = "Right."
	}
	q.at++
	if !q.IsOver() {
		return told
	}
	percent := math.Round(float64(q.right) / float64(len(q.asked)) * 100)
	return fmt.Sprintf("%s You had %d of %d right (%.0f %%).", told, q.right, len(q.asked), percent)
}

func (q *QuizGame) letters() string {
	last := 0
	if !q.IsOver() {
		last = len(q.asked[q.at].choices) - 1
	}
	return "a to " + choiceLetter(last)
}

func choiceLetter(place int) string {
	return string(rune('a' + place))
}

func questionsIn(file string) ([]GameQuestion, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var read []GameQuestion
	if err := json.Unmarshal(content, &read); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if len(read) == 0 {
		return nil, fmt.Errorf("%s holds no questions", file)
	}
	for at, one := range read {
		if one.Question == "" || one.Answer == "" || len(one.Others) == 0 || len(one.Others) > 25 {
			return nil, fmt.Errorf("%s: question %d needs question, answer and others", file, at+1)
		}
	}
	return read, nil
}

// randomOrder gives the numbers below count, each once.
func randomOrder(count int, random func() float64) []int {
	left, order := make([]int, count), make([]int, 0, count)
	for at := range left {
		left[at] = at
	}
	for len(left) > 0 {
		at := int(random() * float64(len(left)))
		order = append(order, left[at])
		left = append(left[:at:at], left[at+1:]...)
	}
	return order
}
