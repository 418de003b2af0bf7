package four

import (
	"errors"
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"
)

// ConnectFourOptions says who plays, and on what board.
type ConnectFourOptions struct {
	// Players is 1 against the computer, 2 by turns; 1 if not set.
	Players int
	// Columns of the board; 7 if not set.
	Columns int
	// Rows of the board; 6 if not set.
	Rows int
}

// ConnectFour is a board of columns and whose turn it is.
type ConnectFour struct {
	players, rows int
	// columns hold the discs from the bottom up.
	columns []string
	turn    string
	winner  string
}

// NewConnectFour begins a game.
func NewConnectFour(options ...func(*ConnectFourOptions)) (*ConnectFour, error) {
	o := ConnectFourOptions{Players: 1, Columns: 7, Rows: 6}
	for _, set := range options {
		set(&o)
	}
	if o.Players != 1 && o.Players != 2 {
		return nil, errors.New("one or two can play")
	}
	if o.Columns < 1 || o.Rows < 1 {
		return nil, errors.New("the board needs at least one square")
	}
	return &ConnectFour{players: o.Players, rows: o.Rows, columns: make([]string, o.Columns), turn: "X"}, nil
}

// Play drops a disc into a column; the computer answers at once.
func (c *ConnectFour) Play(input string) (string, error) {
	column, err := strconv.Atoi(strings.TrimSpace(input))
	if err != nil || column < 1 || column > len(c.columns) {
		return "", fmt.Errorf("choose a column from 1 to %d", len(c.columns))
	}
	if len(c.columns[column-1]) == c.rows {
		return "", fmt.Errorf("column %d is full", column)
	}
	if told := c.drop(column - 1); told != "" || c.players == 2 {
		return told, nil
	}
	answer := c.choose()
	ended := c.drop(answer)
	if c.winner != "" {
		return fmt.Sprintf("O takes %d and has won.", answer+1), nil
	}
	return strings.TrimSpace(fmt.Sprintf("O takes %d. %s", answer+1, ended)), nil
}

// Render shows how the game stands.
func (c *ConnectFour) Render() string {
	lines := make([]string, c.rows+1)
	for at, discs := range c.columns {
		lines[0] += fmt.Sprintf(" %d", at+1)
		for row := 0; row < c.rows; row++ {
			disc := "."
			if row < len(discs) {
				disc = string(discs[row])
			}
			lines[c.rows-row] += " " + disc
		}
	}
	return strings.Join(lines, "\n")
}

// Prompt asks for the next move.
func (c *ConnectFour) Prompt() string {
	return fmt.Sprintf("%s, choose a column (1-%d): ", c.turn, len(c.columns))
}

// IsOver says whether the game has ended.
func (c *ConnectFour) IsOver() bool {
	return c.winner != "" || len(c.free()) == 0
}

func (c *ConnectFour) drop(column int) string {
	disc := c.turn
	c.columns[column] += disc
	if c.isFour(column) {
		c.winner = disc
	}
	c.turn = map[string]string{"X": "O", "O": "X"}[disc]
	switch {
	case c.winner != "":
		return disc + " has won."
	case c.IsOver():
		return "Nobody has won."
	}
	return ""
}

func (c *ConnectFour) free() []int {
	free := []int{}
	for at, discs := range c.columns {
		if len(discs) < c.rows {
			free = append(free, at)
		}
	}
	return free
}

// choose takes what wins, else what keeps the other from winning, else a column near the middle where that is no gift.
func (c *ConnectFour) choose() int {
	central := c.free()
	middle := float64(len(c.columns)-1) / 2
	away := func(column int) float64 { return math.Abs(float64(column) - middle) }
	sort.SliceStable(central, func(at, other int) bool { return away(central[at]) < away(central[other]) })
	wishes := []func(column int) bool{
		func(column int) bool { return c.wouldWin(column, "O") },
		func(column int) bool { return c.wouldWin(column, "X") },
		func(column int) bool { return !c.opensWin(column) },
	}
	for _, wish := range wishes {
		for _, column := range central {
			if wish(column) {
				return column
			}
		}
	}
	return central[0]
}

func (c *ConnectFour) wouldWin(column int, disc string) bool {
	before := c.columns[column]
	if len(before) == c.rows {
		return false
	}
	c.columns[column] += disc
	won := c.isFour(column)
	c.columns[column] = before
	return won
}

// opensWin says whether the other could win on top of a disc of the computer.
func (c *ConnectFour) opensWin(column int) bool {
	before := c.columns[column]
	c.columns[column] += "O"
	opens := c.wouldWin(column, "X")
	c.columns[column] = before
	return opens
}

// isFour says whether the topmost disc of a column is part of four in a row.
func (c *ConnectFour) isFour(column int) bool {
	row := len(c.columns[column]) - 1
	disc := c.columns[column][row]
	run := func(dx, dy int) int {
		count := 0
		for {
			x, y := column+dx*(count+1), row+dy*(count+1)
			if x < 0 || x >= len(c.columns) || y < 0 || y >= len(c.columns[x]) || c.columns[x][y] != disc {
				return count
			}
			count++
		}
	}
	for _, way := range [][2]int{{1, 0}, {0, 1}, {1, 1}, {1, -1}} {
		if run(way[0], way[1])+run(-way[0], -way[1]) >= 3 {
			return true
		}
	}
	return false
}
