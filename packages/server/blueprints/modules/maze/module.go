package maze

import (
	"errors"
	"fmt"
	"math/rand"
	"strings"
	"time"
)

// MazeOptions says how large a maze is, and which one.
type MazeOptions struct {
	// Width is the cells across, 2 to 40; 12 if not set.
	Width int
	// Height is the cells down, 2 to 40; 7 if not set.
	Height int
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

type mazePlace struct{ x, y int }

var mazeWays = []struct {
	name string
	step mazePlace
}{{"up", mazePlace{0, -1}}, {"down", mazePlace{0, 1}}, {"left", mazePlace{-1, 0}}, {"right", mazePlace{1, 0}}}

// Maze is a maze with a player who looks for the way out.
type Maze struct {
	width, height int
	// open holds the squares that can be walked on: cells have odd places, and what is open between two of them lies
	// there.
	open     map[mazePlace]bool
	at, exit mazePlace
	steps    int
}

// NewMaze makes a maze.
func NewMaze(options ...func(*MazeOptions)) (*Maze, error) {
	o := MazeOptions{Width: 12, Height: 7, Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64}
	for _, set := range options {
		set(&o)
	}
	if o.Width < 2 || o.Width > 40 || o.Height < 2 || o.Height > 40 {
		return nil, errors.New("a maze has 2 to 40 cells on each side")
	}
	maze := &Maze{
		width:  o.Width,
		height: o.Height,
		open:   map[mazePlace]bool{},
		at:     mazePlace{1, 1},
		exit:   mazePlace{2*o.Width - 1, 2*o.Height - 1},
	}
	maze.dig(o.Random)
	return maze, nil
}

// Play walks a step and says what came of it.
func (m *Maze) Play(input string) (string, error) {
	name := strings.ToLower(strings.TrimSpace(input))
	for _, way := range mazeWays {
		if name != way.name && name != way.name[:1] {
			continue
		}
		if !m.open[m.at.moved(way.step, 1)] {
			return "There is a wall.", nil
		}
		m.at = m.at.moved(way.step, 2)
		m.steps++
		if !m.IsOver() {
			return "", nil
		}
		compared := "There is no shorter way."
		if shortest := m.shortest(); shortest != m.steps {
			compared = fmt.Sprintf("The shortest way has %d.", shortest)
		}
		return fmt.Sprintf("You found the way out in %d steps. %s", m.steps, compared), nil
	}
	return "", errors.New("go up, down, left or right")
}

// Render shows the maze from above.
func (m *Maze) Render() string {
	var shown strings.Builder
	for y := 0; y <= 2*m.height; y++ {
		for x := 0; x <= 2*m.width; x++ {
			shown.WriteByte(m.sign(mazePlace{x, y}))
		}
		shown.WriteByte('\n')
	}
	fmt.Fprintf(&shown, "Steps %d", m.steps)
	return shown.String()
}

// Prompt asks for the next step.
func (m *Maze) Prompt() string {
	return "Up, down, left or right (u/d/l/r): "
}

// IsOver says whether the player is out.
func (m *Maze) IsOver() bool {
	return m.at == m.exit
}

func (p mazePlace) moved(step mazePlace, squares int) mazePlace {
	return mazePlace{p.x + squares*step.x, p.y + squares*step.y}
}

func (m *Maze) sign(place mazePlace) byte {
	switch {
	case place == m.at:
		return '@'
	case place == m.exit:
		return 'X'
	case m.open[place]:
		return ' '
	}
	return '#'
}

// dig goes on to new cells as long as there is one beside the last, and back where there is none.
func (m *Maze) dig(random func() float64) {
	trail := []mazePlace{{1, 1}}
	m.open[trail[0]] = true
	for len(trail) > 0 {
		last := trail[len(trail)-1]
		steps := []mazePlace{}
		for _, way := range mazeWays {
			next := last.moved(way.step, 2)
			inside := next.x > 0 && next.y > 0 && next.x < 2*m.width && next.y < 2*m.height
			if inside && !m.open[next] {
				steps = append(steps, way.step)
			}
		}
		if len(steps) == 0 {
			trail = trail[:len(trail)-1]
			continue
		}
		step := steps[int(random()*float64(len(steps)))]
		next := last.moved(step, 2)
		m.open[last.moved(step, 1)], m.open[next] = true, true
		trail = append(trail, next)
	}
}

// shortest counts the steps of the shortest way, breadth first.
func (m *Maze) shortest() int {
	steps := map[mazePlace]int{{1, 1}: 0}
	for edge := []mazePlace{{1, 1}}; len(edge) > 0; edge = edge[1:] {
		for _, way := range mazeWays {
			next := edge[0].moved(way.step, 2)
			if _, seen := steps[next]; !seen && m.open[edge[0].moved(way.step, 1)] {
				steps[next] = steps[edge[0]] + 1
				edge = append(edge, next)
			}
		}
	}
	return steps[m.exit]
}
