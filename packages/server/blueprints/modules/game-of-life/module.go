package life

import (
	"errors"
	"fmt"
	"math/rand"
	"strconv"
	"strings"
	"time"
)

// LifeOptions says how large the field is, and what lives on it at the start.
type LifeOptions struct {
	// Width is how many cells there are across; 40 if not set.
	Width int
	// Height is how many cells there are down; 20 if not set.
	Height int
	// Density is the percent of the cells that live at the start; 30 if not set.
	Density int
	// Pattern is a name or rows of # and . with / between; by chance if not set.
	Pattern *string
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

var lifePatterns = map[string]string{
	"glider":  ".#./..#/###",
	"blinker": "###",
	"block":   "##/##",
}

// Life is a field of cells and which of them live; its edges are joined.
type Life struct {
	field      [][]bool
	generation int
	settled    bool
}

// NewLife lays out a field.
func NewLife(options ...func(*LifeOptions)) (*Life, error) {
	o := LifeOptions{Width: 40, Height: 20, Density: 30, Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64}
	for _, set := range options {
		set(&o)
	}
	if o.Width < 3 || o.Height < 3 {
		return nil, errors.New("the field is at least 3 by 3 cells")
	}
	if o.Pattern == nil {
		lives := func(_, _ int) bool { return o.Random()*100 < float64(o.Density) }
		return &Life{field: lifeField(o.Width, o.Height, lives)}, nil
	}
	drawn, known := lifePatterns[*o.Pattern]
	if !known {
		drawn = *o.Pattern
	}
	if drawn == "" || strings.Trim(drawn, "#./") != "" {
		return nil, errors.New("a pattern is a name, or rows of # and . with / between")
	}
	rows := strings.Split(drawn, "/")
	widest := 0
	for _, row := range rows {
		if len(row) > widest {
			widest = len(row)
		}
	}
	left, top := (o.Width-widest)/2, (o.Height-len(rows))/2
	return &Life{field: lifeField(o.Width, o.Height, func(x, y int) bool {
		x, y = x-left, y-top
		return y >= 0 && y < len(rows) && x >= 0 && x < len(rows[y]) && rows[y][x] == '#'
	})}, nil
}

// Play goes on to the next generation, or as many as are named; "clear" lets all die.
func (l *Life) Play(input string) (string, error) {
	word := strings.ToLower(strings.TrimSpace(input))
	if word == "clear" {
		for _, row := range l.field {
			for x := range row {
				row[x] = false
			}
		}
	} else {
		count := 1
		if word != "" && word != "next" {
			count, _ = strconv.Atoi(word)
		}
		if count < 1 || count > 10_000 {
			return "", errors.New("type how many generations to go on, from 1 to 10000")
		}
		for ; count > 0 && !l.IsOver(); count-- {
			l.next()
		}
	}
	switch {
	case l.alive() == 0:
		return "All cells have died.", nil
	case l.settled:
		return "Nothing changes any more.", nil
	}
	return "", nil
}

// Render shows how the field stands.
func (l *Life) Render() string {
	var text strings.Builder
	for _, row := range l.field {
		for _, lives := range row {
			if lives {
				text.WriteByte('#')
			} else {
				text.WriteByte('.')
			}
		}
		text.WriteByte('\n')
	}
	return text.String() + fmt.Sprintf("Generation %d, %d alive", l.generation, l.alive())
}

// Prompt asks how to go on.
func (l *Life) Prompt() string {
	return "Generations to go on (nothing: 1): "
}

// IsOver says whether nothing will change any more.
func (l *Life) IsOver() bool {
	return l.settled || l.alive() == 0
}

func (l *Life) alive() int {
	count := 0
	for _, row := range l.field {
		for _, lives := range row {
			if lives {
				count++
			}
		}
	}
	return count
}

// next: a cell lives on with two or three neighbours, and begins to live with three.
func (l *Life) next() {
	old := l.field
	height, width := len(old), len(old[0])
	l.settled = true
	l.field = lifeField(width, height, func(x, y int) bool {
		neighbours := 0
		for dy := -1; dy <= 1; dy++ {
			for dx := -1; dx <= 1; dx++ {
				if (dx != 0 || dy != 0) && old[(y+dy+height)%height][(x+dx+width)%width] {
					neighbours++
				}
			}
		}
		lives := neighbours == 3 || neighbours == 2 && old[y][x]
		if lives != old[y][x] {
			l.settled = false
		}
		return lives
	})
	l.generation++
}

func lifeField(width, height int, lives func(x, y int) bool) [][]bool {
	field := make([][]bool, height)
	for y := range field {
		field[y] = make([]bool, width)
		for x := range field[y] {
			field[y][x] = lives(x, y)
		}
	}
	return field
}
