package tetris

import (
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"time"
)

// TetrisOptions says how large the well is.
type TetrisOptions struct {
	// Width is the squares across; 10 if not set.
	Width int
	// Height is the squares down; 20 if not set.
	Height int
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

// tetrisPiece is what falls; its cells are columns and rows of a square in which it turns.
type tetrisPiece struct {
	name       byte
	cells      [][2]int
	size, x, y int
}

// Tetris is a well with a falling piece.
type Tetris struct {
	width, height int
	random        func() float64
	// rows has the names of pieces that lie, a dot where nothing lies.
	rows         []string
	piece        tetrisPiece
	score, lines int
	hasEnded     bool
}

var (
	tetrisShapes = []string{
		"....|IIII|....|....", "J..|JJJ|...", "..L|LLL|...", ".T.|TTT|...", ".SS|SS.|...", "ZZ.|.ZZ|...", "OO|OO",
	}
	// tetrisRewards is the points for so many lines at once.
	tetrisRewards = []int{0, 100, 300, 500, 800}
)

// NewTetris makes an empty well, in which the first piece falls.
func NewTetris(options ...func(*TetrisOptions)) (*Tetris, error) {
	o := TetrisOptions{
		Width:  10,
		Height: 20,
		Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64,
	}
	for _, set := range options {
		set(&o)
	}
	if o.Width < 4 || o.Height < 4 {
		return nil, errors.New("the well is at least 4 by 4 squares")
	}
	game := &Tetris{width: o.Width, height: o.Height, random: o.Random}
	game.fill(nil)
	game.piece = game.nextPiece()
	return game, nil
}

// Play takes left, right, turn, down or drop; nothing is down.
func (t *Tetris) Play(input string) (string, error) {
	switch strings.ToLower(strings.TrimSpace(input)) {
	case "left":
		t.try(t.piece.moved(-1, 0))
	case "right":
		t.try(t.piece.moved(1, 0))
	case "turn":
		t.turn()
	case "", "down":
		if !t.try(t.piece.moved(0, 1)) {
			return t.land(), nil
		}
	case "drop":
		for t.try(t.piece.moved(0, 1)) {
		}
		return t.land(), nil
	default:
		return "", errors.New("type left, right, turn, down or drop")
	}
	return "", nil
}

// Render shows the well and the score.
func (t *Tetris) Render() string {
	var text strings.Builder
	for _, row := range t.with(t.piece) {
		fmt.Fprintf(&text, "|%s|\n", row)
	}
	fmt.Fprintf(&text, "+%s+\nScore %d, lines %d", strings.Repeat("-", t.width), t.score, t.lines)
	return text.String()
}

// Prompt asks for the next move.
func (t *Tetris) Prompt() string {
	return "left, right, turn, down or drop: "
}

// IsOver says whether the game has ended.
func (t *Tetris) IsOver() bool {
	return t.hasEnded
}

func (p tetrisPiece) moved(x, y int) tetrisPiece {
	p.x += x
	p.y += y
	return p
}

func (t *Tetris) nextPiece() tetrisPiece {
	rows := strings.Split(tetrisShapes[int(t.random()*float64(len(tetrisShapes)))], "|")
	piece := tetrisPiece{size: len(rows), x: (t.width - len(rows)) / 2}
	for y, row := range rows {
		for x := range row {
			if row[x] != '.' {
				piece.name = row[x]
				piece.cells = append(piece.cells, [2]int{x, y})
			}
		}
	}
	return piece
}

func (t *Tetris) fits(piece tetrisPiece) bool {
	for _, cell := range piece.cells {
		x, y := piece.x+cell[0], piece.y+cell[1]
		if x < 0 || x >= t.width || y < 0 || y >= t.height || t.rows[y][x] != '.' {
			return false
		}
	}
	return true
}

// try takes a place where the piece fits, and says whether it does.
func (t *Tetris) try(piece tetrisPiece) bool {
	fits := t.fits(piece)
	if fits {
		t.piece = piece
	}
	return fits
}

// turn turns a quarter to the right; beside a wall a step away from it.
func (t *Tetris) turn() {
	turned := t.piece
	turned.cells = nil
	for _, cell := range t.piece.cells {
		turned.cells = append(turned.cells, [2]int{turned.size - 1 - cell[1], cell[0]})
	}
	for _, step := range []int{0, -1, 1, -2, 2} {
		if t.try(turned.moved(step, 0)) {
			return
		}
	}
}

// with gives the rows with a piece in them.
func (t *Tetris) with(piece tetrisPiece) []string {
	rows := append([]string{}, t.rows...)
	for _, cell := range piece.cells {
		x, y := piece.x+cell[0], piece.y+cell[1]
		rows[y] = rows[y][:x] + string(piece.name) + rows[y][x+1:]
	}
	return rows
}

// fill puts empty rows above others and says how many.
func (t *Tetris) fill(rows []string) int {
	missing := t.height - len(rows)
	t.rows = nil
	for len(t.rows) < missing {
		t.rows = append(t.rows, strings.Repeat(".", t.width))
	}
	t.rows = append(t.rows, rows...)
	return missing
}

func (t *Tetris) land() string {
	var left []string
	for _, row := range t.with(t.piece) {
		if strings.Contains(row, ".") {
			left = append(left, row)
		}
	}
	cleared := t.fill(left)
	t.lines += cleared
	t.score += tetrisRewards[cleared]
	t.piece = t.nextPiece()
	t.hasEnded = !t.fits(t.piece)
	switch {
	case t.hasEnded:
		return fmt.Sprintf("The well is full. Score %d.", t.score)
	case cleared == 0:
		return ""
	case cleared == 1:
		return "1 line."
	}
	return fmt.Sprintf("%d lines.", cleared)
}
