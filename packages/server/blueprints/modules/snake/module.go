package snake

import (
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"time"
)

// SnakeOptions says what the field is like.
type SnakeOptions struct {
	// Width is the squares across; 20 if not set.
	Width int
	// Height is the squares down; 12 if not set.
	Height int
	// Wrap is 1 where who leaves the field comes back on the other side; 0 if not set.
	Wrap int
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

// fieldSquare is a place, or a way to go.
type fieldSquare struct {
	x, y int
}

var snakeHeadings = map[string]fieldSquare{
	"up": {0, -1}, "down": {0, 1}, "left": {-1, 0}, "right": {1, 0},
	"w": {0, -1}, "s": {0, 1}, "a": {-1, 0}, "d": {1, 0},
}

// Snake is a field with a snake that moves on by itself.
type Snake struct {
	width, height int
	wraps         bool
	random        func() float64
	// body has the head first.
	body    []fieldSquare
	heading fieldSquare
	food    fieldSquare
	score   int
	ended   bool
}

// NewSnake puts a snake in the middle of a field.
func NewSnake(options ...func(*SnakeOptions)) (*Snake, error) {
	o := SnakeOptions{Width: 20, Height: 12, Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64}
	for _, set := range options {
		set(&o)
	}
	if o.Width < 6 || o.Height < 3 {
		return nil, errors.New("the field is at least 6 by 3 squares")
	}
	x, y := o.Width/2, o.Height/2
	snake := &Snake{
		width: o.Width, height: o.Height, wraps: o.Wrap == 1, random: o.Random,
		body: []fieldSquare{{x, y}, {x - 1, y}, {x - 2, y}}, heading: fieldSquare{1, 0}, food: fieldSquare{-1, -1},
	}
	snake.placeFood()
	return snake, nil
}

// Play turns where a direction is given, and moves on by one square.
func (s *Snake) Play(input string) (string, error) {
	word := strings.ToLower(strings.TrimSpace(input))
	heading, known := snakeHeadings[word]
	if word == "" {
		heading, known = s.heading, true
	}
	if !known {
		return "", errors.New("type up, down, left or right, or nothing to move on")
	}
	if heading.x == -s.heading.x && heading.y == -s.heading.y {
		return "", errors.New("a snake cannot turn back into itself")
	}
	s.heading = heading
	return s.move(), nil
}

// Render shows how the game stands.
func (s *Snake) Render() string {
	line := "+" + strings.Repeat("-", s.width) + "+\n"
	shown := line
	for y := 0; y < s.height; y++ {
		shown += "|"
		for x := 0; x < s.width; x++ {
			shown += s.symbol(fieldSquare{x, y})
		}
		shown += "|\n"
	}
	return shown + line + fmt.Sprintf("Score %d", s.score)
}

// Prompt asks for the next move.
func (s *Snake) Prompt() string {
	return "up, down, left or right (w a s d), or nothing: "
}

// IsOver says whether the game has ended.
func (s *Snake) IsOver() bool {
	return s.ended
}

func (s *Snake) move() string {
	head := fieldSquare{s.body[0].x + s.heading.x, s.body[0].y + s.heading.y}
	if s.wraps {
		head = fieldSquare{(head.x + s.width) % s.width, (head.y + s.height) % s.height}
	}
	if head.x < 0 || head.y < 0 || head.x >= s.width || head.y >= s.height {
		return s.end("You ran into the wall.")
	}
	eats := head == s.food
	rest := s.body
	if !eats {
		// The tail leaves its square in the same moment, unless the snake grows.
		rest = s.body[:len(s.body)-1]
	}
	for _, part := range rest {
		if part == head {
			return s.end("You ran into yourself.")
		}
	}
	s.body = append([]fieldSquare{head}, rest...)
	if !eats {
		return ""
	}
	s.score++
	if !s.placeFood() {
		return s.end("The field is full: you have won.")
	}
	return ""
}

func (s *Snake) end(why string) string {
	s.ended = true
	return fmt.Sprintf("%s Score %d.", why, s.score)
}

func (s *Snake) symbol(square fieldSquare) string {
	for at, part := range s.body {
		if part == square && at == 0 {
			return "@"
		}
		if part == square {
			return "o"
		}
	}
	if square == s.food {
		return "*"
	}
	return " "
}

// placeFood says whether there was a free square for it.
func (s *Snake) placeFood() bool {
	free := []fieldSquare{}
	for y := 0; y < s.height; y++ {
		for x := 0; x < s.width; x++ {
			if s.symbol(fieldSquare{x, y}) == " " {
				free = append(free, fieldSquare{x, y})
			}
		}
	}
	if len(free) == 0 {
		return false
	}
	s.food = free[int(s.random()*float64(len(free)))]
	return true
}
