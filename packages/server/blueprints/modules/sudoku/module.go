package sudoku

import (
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"time"
)

// MakeSudokuOptions says how hard a puzzle is.
type MakeSudokuOptions struct {
	// Givens is the digits to begin with, 24 to 81; 32 if not set.
	Givens int
}

// sudokuGrid holds digits row by row, 0 for an empty square.
type sudokuGrid [81]int

// SolveSudoku solves a sudoku; nil where it has no solution.
func SolveSudoku(grid string) (*string, error) {
	digits, err := readSudoku(grid)
	if err != nil {
		return nil, err
	}
	solutions := digits.solutions(1, nil)
	if len(solutions) == 0 {
		return nil, nil
	}
	text := solutions[0].text()
	return &text, nil
}

// CountSolutions counts the solutions of a sudoku, up to two.
func CountSolutions(grid string) (int, error) {
	digits, err := readSudoku(grid)
	if err != nil {
		return 0, err
	}
	return len(digits.solutions(2, nil)), nil
}

// MakeSudoku makes a puzzle with one solution. It may keep a few digits more where fewer would allow a second one.
func MakeSudoku(options ...func(*MakeSudokuOptions)) (string, error) {
	o := MakeSudokuOptions{Givens: 32}
	for _, set := range options {
		set(&o)
	}
	if o.Givens < 24 || o.Givens > 81 {
		return "", errors.New("the digits to begin with are 24 to 81")
	}
	chance := rand.New(rand.NewSource(time.Now().UnixNano()))
	puzzle := sudokuGrid{}.solutions(1, chance)[0]
	left := 81
	for _, square := range chance.Perm(81) {
		if left <= o.Givens {
			break
		}
		without := puzzle
		without[square] = 0
		if len(without.solutions(2, nil)) == 1 {
			puzzle = without
			left--
		}
	}
	return puzzle.text(), nil
}

func readSudoku(text string) (sudokuGrid, error) {
	squares := strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "", "|", "", "+", "", "-", "").Replace(text)
	if len(squares) != 81 || strings.Trim(squares, "0123456789.") != "" {
		return sudokuGrid{}, errors.New("a sudoku has 81 squares, digits and . for empty ones")
	}
	var digits sudokuGrid
	for at, square := range squares {
		if square != '.' {
			digits[at] = int(square - '0')
		}
	}
	for at, digit := range digits {
		alone := digits
		alone[at] = 0
		if digit > 0 && alone.seenFrom(at)[digit] {
			return sudokuGrid{}, fmt.Errorf("the digit %d stands twice in one place", digit)
		}
	}
	return digits, nil
}

func (g sudokuGrid) text() string {
	var text strings.Builder
	for at, digit := range g {
		if digit == 0 {
			text.WriteByte('.')
		} else {
			text.WriteByte(byte('0' + digit))
		}
		if at%9 == 8 {
			text.WriteByte('\n')
		}
	}
	return text.String()
}

// seenFrom says which digits stand in the row, the column and the block of a square.
func (g sudokuGrid) seenFrom(square int) (seen [10]bool) {
	row, column := square/9, square%9
	for at := 0; at < 9; at++ {
		seen[g[row*9+at]] = true
		seen[g[at*9+column]] = true
		seen[g[(row/3*3+at/3)*9+column/3*3+at%3]] = true
	}
	return seen
}

// solutions finds up to most solutions, trying the square with the fewest candidates first.
func (g sudokuGrid) solutions(most int, chance *rand.Rand) []sudokuGrid {
	best, candidates := -1, []int{}
	for at, digit := range g {
		if digit > 0 {
			continue
		}
		seen, free := g.seenFrom(at), []int{}
		for number := 1; number <= 9; number++ {
			if !seen[number] {
				free = append(free, number)
			}
		}
		if best < 0 || len(free) < len(candidates) {
			best, candidates = at, free
		}
	}
	if best < 0 {
		return []sudokuGrid{g}
	}
	if chance != nil {
		chance.Shuffle(len(candidates), func(at, other int) {
			candidates[at], candidates[other] = candidates[other], candidates[at]
		})
	}
	found := []sudokuGrid{}
	for _, digit := range candidates {
		next := g
		next[best] = digit
		found = append(found, next.solutions(most-len(found), chance)...)
		if len(found) >= most {
			break
		}
	}
	return found
}
