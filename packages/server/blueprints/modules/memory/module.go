package memory

import (
	"errors"
	"fmt"
	"math/rand"
	"strconv"
	"strings"
	"time"
)

// MemoryOptions says how many cards there are.
type MemoryOptions struct {
	// Columns is the cards across; 4 if not set.
	Columns int
	// Rows is the cards down; 4 if not set.
	Rows int
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

// memoryPictures is what the cards show, a pair of each.
const memoryPictures = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// Memory is a grid of cards and which of them are open.
type Memory struct {
	columns int
	cards   []byte
	found   map[int]bool
	shown   []int
	turns   int
}

// NewMemory lays the cards face down.
func NewMemory(options ...func(*MemoryOptions)) (*Memory, error) {
	o := MemoryOptions{
		Columns: 4,
		Rows:    4,
		Random:  rand.New(rand.NewSource(time.Now().UnixNano())).Float64,
	}
	for _, set := range options {
		set(&o)
	}
	pairs := o.Columns * o.Rows / 2
	if o.Columns*o.Rows%2 != 0 || pairs < 1 || pairs > len(memoryPictures) || o.Rows < 1 || o.Rows > 26 {
		return nil, errors.New("the cards must be an even number, from 2 to 72")
	}
	cards := []byte(memoryPictures[:pairs] + memoryPictures[:pairs])
	for at := len(cards) - 1; at > 0; at-- {
		other := int(o.Random() * float64(at+1))
		cards[at], cards[other] = cards[other], cards[at]
	}
	return &Memory{columns: o.Columns, cards: cards, found: map[int]bool{}}, nil
}

// Play turns two cards, such as "a1 b3", and says whether they are a pair.
func (m *Memory) Play(input string) (string, error) {
	names := strings.Fields(strings.ReplaceAll(strings.ToLower(input), ",", " "))
	if len(names) != 2 {
		return "", errors.New("name two cards, such as a1 b3")
	}
	first, err := m.placeOf(names[0])
	if err != nil {
		return "", err
	}
	second, err := m.placeOf(names[1])
	if err != nil {
		return "", err
	}
	if first == second {
		return "", errors.New("you named one card twice")
	}
	m.turns++
	m.shown = []int{first, second}
	if m.cards[first] != m.cards[second] {
		return "No pair. Remember them.", nil
	}
	m.found[first], m.found[second] = true, true
	if m.IsOver() {
		return fmt.Sprintf("All pairs found in %d turns.", m.turns), nil
	}
	return "A pair!", nil
}

// Render shows the cards, and how many pairs are found.
func (m *Memory) Render() string {
	var text strings.Builder
	text.WriteString("  ")
	for across := 1; across <= m.columns; across++ {
		fmt.Fprintf(&text, " %d", across%10)
	}
	for place := range m.cards {
		if place%m.columns == 0 {
			fmt.Fprintf(&text, "\n%c ", 'A'+place/m.columns)
		}
		text.WriteString(" " + m.face(place))
	}
	turns := "turns"
	if m.turns == 1 {
		turns = "turn"
	}
	fmt.Fprintf(&text, "\n\n%d of %d pairs, %d %s", len(m.found)/2, len(m.cards)/2, m.turns, turns)
	return text.String()
}

// Prompt asks for the next move.
func (m *Memory) Prompt() string {
	return "Two cards, such as a1 b3: "
}

// IsOver says whether all pairs are found.
func (m *Memory) IsOver() bool {
	return len(m.found) == len(m.cards)
}

func (m *Memory) face(place int) string {
	isOpen := m.found[place]
	for _, shown := range m.shown {
		isOpen = isOpen || shown == place
	}
	if isOpen {
		return string(m.cards[place])
	}
	return "#"
}

func (m *Memory) placeOf(name string) (int, error) {
	across, err := strconv.Atoi(name[1:])
	place := int(name[0]-'a')*m.columns + across - 1
	isThere := err == nil && name[0] >= 'a' && name[0] <= 'z' && across >= 1 && across <= m.columns
	if !isThere || place >= len(m.cards) {
		return 0, fmt.Errorf("there is no card %s", name)
	}
	if m.found[place] {
		return 0, fmt.Errorf("the card %s is open already", name)
	}
	return place, nil
}
