package tictactoe

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
)

// TicTacToeOptions says who plays.
type TicTacToeOptions struct {
	// Players is 1 against the computer, 2 by turns; 1 if not set.
	Players int
}

var threesInARow = [][3]int{{0, 1, 2}, {3, 4, 5}, {6, 7, 8}, {0, 3, 6}, {1, 4, 7}, {2, 5, 8}, {0, 4, 8}, {2, 4, 6}}

// The middle first, then corners: of moves that are as good, people like these.
var preferredSquares = []int{4, 0, 2, 6, 8, 1, 3, 5, 7}

// ticBoard holds X, O, or nothing on each of nine squares.
type ticBoard [9]string

// TicTacToe is a board of nine squares and whose turn it is.
type TicTacToe struct {
	alone bool
	board ticBoard
	turn  string
}

// NewTicTacToe begins a game.
func NewTicTacToe(options ...func(*TicTacToeOptions)) *TicTacToe {
	o := TicTacToeOptions{Players: 1}
	for _, set := range options {
		set(&o)
	}
	return &TicTacToe{alone: o.Players == 1, turn: "X"}
}

// Play takes a square, 1 to 9; the computer answers at once.
func (g *TicTacToe) Play(input string) (string, error) {
	square, err := strconv.Atoi(strings.TrimSpace(input))
	if err != nil || square < 1 || square > 9 {
		return "", errors.New("choose a square, 1 to 9")
	}
	if g.board[square-1] != "" {
		return "", errors.New("this square is taken")
	}
	g.take(square - 1)
	if g.IsOver() {
		return g.result(), nil
	}
	if !g.alone {
		return "", nil
	}
	answer := g.board.bestMove("O")
	g.take(answer)
	told := fmt.Sprintf("O takes %d.", answer+1)
	if g.IsOver() {
		told += " " + g.result()
	}
	return told, nil
}

// Render shows how the game stands.
func (g *TicTacToe) Render() string {
	lines := []string{}
	for from := 0; from < 9; from += 3 {
		cells := []string{}
		for at := from; at < from+3; at++ {
			mark := g.board[at]
			if mark == "" {
				mark = strconv.Itoa(at + 1)
			}
			cells = append(cells, " "+mark+" ")
		}
		lines = append(lines, strings.TrimRight(strings.Join(cells, "|"), " "))
	}
	return strings.Join(lines, "\n---+---+---\n")
}

// Prompt asks for the next move.
func (g *TicTacToe) Prompt() string {
	return g.turn + ", choose a square (1-9): "
}

// IsOver says whether the game has ended.
func (g *TicTacToe) IsOver() bool {
	return g.board.winner() != "" || g.board.isFull()
}

func (g *TicTacToe) take(square int) {
	g.board[square] = g.turn
	g.turn = otherMark(g.turn)
}

func (g *TicTacToe) result() string {
	if winner := g.board.winner(); winner != "" {
		return winner + " has won."
	}
	return "Nobody has won."
}

func otherMark(mark string) string {
	if mark == "X" {
		return "O"
	}
	return "X"
}

func (b ticBoard) winner() string {
	for _, row := range threesInARow {
		if b[row[0]] != "" && b[row[0]] == b[row[1]] && b[row[1]] == b[row[2]] {
			return b[row[0]]
		}
	}
	return ""
}

func (b ticBoard) isFull() bool {
	for _, mark := range b {
		if mark == "" {
			return false
		}
	}
	return true
}

// bestMove is the move after which the best answers of both sides lead furthest (minimax).
func (b ticBoard) bestMove(mark string) int {
	best, most := -1, 0
	for _, square := range preferredSquares {
		if b[square] != "" {
			continue
		}
		next := b
		next[square] = mark
		if score := -next.score(otherMark(mark), 1); best < 0 || score > most {
			best, most = square, score
		}
	}
	return best
}

// score judges the board for whose turn it is: above zero wins, and sooner is better.
func (b ticBoard) score(mark string, depth int) int {
	if b.winner() != "" {
		return depth - 10
	}
	if b.isFull() {
		return 0
	}
	most := -100
	for _, square := range preferredSquares {
		if b[square] != "" {
			continue
		}
		next := b
		next[square] = mark
		if score := -next.score(otherMark(mark), depth+1); score > most {
			most = score
		}
	}
	return most
}
