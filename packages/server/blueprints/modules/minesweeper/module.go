package minesweeper

import (
	"errors"
	"fmt"
	"math/rand"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// MinesweeperOptions says how large the field is and what hides in it.
type MinesweeperOptions struct {
	// Width is the squares across; 9 if not set.
	Width int
	// Height is the squares down; 9 if not set.
	Height int
	// Mines is how many are hidden; 10 if not set.
	Mines int
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

type mineSquare struct {
	mine, open, flag bool
}

// Minesweeper is a field with hidden mines. They are laid after the first move, so that nobody loses with it.
type Minesweeper struct {
	width, height, mines int
	random               func() float64
	squares              []mineSquare
	laid, lost           bool
}

var mineMove = regexp.MustCompile(`(?i)^(f(?:lag)?\s+)?([a-z])\s*(\d{1,2})$`)

// NewMinesweeper makes a field.
func NewMinesweeper(options ...func(*MinesweeperOptions)) (*Minesweeper, error) {
	random := rand.New(rand.NewSource(time.Now().UnixNano())).Float64
	o := MinesweeperOptions{Width: 9, Height: 9, Mines: 10, Random: random}
	for _, set := range options {
		set(&o)
	}
	if o.Width < 1 || o.Width > 26 || o.Height < 1 || o.Height > 99 {
		return nil, errors.New("the field may have 26 columns and 99 rows")
	}
	if o.Mines < 0 || o.Mines >= o.Width*o.Height {
		return nil, errors.New("there must be a square without a mine")
	}
	return &Minesweeper{
		width: o.Width, height: o.Height, mines: o.Mines, random: o.Random,
		squares: make([]mineSquare, o.Width*o.Height),
	}, nil
}

// Play opens a square ("b3"), marks it or takes the mark away ("flag b3").
func (m *Minesweeper) Play(input string) (string, error) {
	place, flag, found := m.placeIn(input)
	if !found {
		return "", errors.New("type a square such as b3, or flag b3")
	}
	square := &m.squares[place]
	if flag {
		square.flag = !square.flag
		return "", nil
	}
	if square.flag {
		return "", errors.New("there is a flag on this square; take it away first")
	}
	if !m.laid {
		m.lay(place)
	}
	m.open(place)
	if square.mine {
		m.lost = true
		return "That was a mine.", nil
	}
	if m.IsOver() {
		return "You opened the whole field.", nil
	}
	return "", nil
}

// Render shows how the game stands.
func (m *Minesweeper) Render() string {
	lines := []string{"  "}
	for x := 0; x < m.width; x++ {
		lines[0] += " " + string(rune('A'+x))
	}
	for y := 0; y < m.height; y++ {
		line := fmt.Sprintf("%2d", y+1)
		for x := 0; x < m.width; x++ {
			line += " " + m.sign(y*m.width+x)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// Prompt asks for the next move.
func (m *Minesweeper) Prompt() string {
	return "A square such as b3, or flag b3: "
}

// IsOver says whether the game has ended.
func (m *Minesweeper) IsOver() bool {
	if m.lost {
		return true
	}
	for _, square := range m.squares {
		if !square.mine && !square.open {
			return false
		}
	}
	return m.laid
}

func (m *Minesweeper) placeIn(input string) (place int, flag, found bool) {
	parts := mineMove.FindStringSubmatch(strings.TrimSpace(input))
	if parts == nil {
		return 0, false, false
	}
	x := int(strings.ToLower(parts[2])[0] - 'a')
	y, err := strconv.Atoi(parts[3])
	if err != nil || x >= m.width || y < 1 || y > m.height {
		return 0, false, false
	}
	return (y-1)*m.width + x, parts[1] != "", true
}

func (m *Minesweeper) lay(spared int) {
	m.laid = true
	places := []int{}
	for place := range m.squares {
		if place != spared {
			places = append(places, place)
		}
	}
	for count := 0; count < m.mines; count++ {
		at := int(m.random() * float64(len(places)))
		m.squares[places[at]].mine = true
		places = append(places[:at], places[at+1:]...)
	}
}

// open opens a square; one without mines around it opens its neighbours too.
func (m *Minesweeper) open(start int) {
	waiting := []int{start}
	for len(waiting) > 0 {
		place := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		square := &m.squares[place]
		if square.open || square.flag {
			continue
		}
		square.open = true
		if !square.mine && m.minesAround(place) == 0 {
			waiting = append(waiting, m.around(place)...)
		}
	}
}

func (m *Minesweeper) sign(place int) string {
	square := m.squares[place]
	switch {
	case m.lost && square.mine:
		return "*"
	case square.flag:
		return "F"
	case !square.open:
		return "."
	}
	if count := m.minesAround(place); count > 0 {
		return strconv.Itoa(count)
	}
	return " "
}

func (m *Minesweeper) minesAround(place int) int {
	count := 0
	for _, other := range m.around(place) {
		if m.squares[other].mine {
			count++
		}
	}
	return count
}

func (m *Minesweeper) around(place int) []int {
	near := []int{}
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			x, y := place%m.width+dx, place/m.width+dy
			if x >= 0 && x < m.width && y >= 0 && y < m.height && (dx != 0 || dy != 0) {
				near = append(near, y*m.width+x)
			}
		}
	}
	return near
}
