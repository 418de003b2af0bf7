package tiles

import (
	"errors"
	"fmt"
	"math/rand"
	"strconv"
	"strings"
	"time"
)

// Game2048Options says what wins.
type Game2048Options struct {
	// Goal is the tile that wins; 2048 if not set.
	Goal int
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

type tileGrid [4][4]int

var tileDirections = map[string]string{
	"w": "up", "a": "left", "s": "down", "d": "right", "up": "up", "left": "left", "down": "down", "right": "right",
}

// Game2048 is a board of sixteen squares with tiles that slide.
type Game2048 struct {
	goal, score int
	random      func() float64
	grid        tileGrid
}

// NewGame2048 begins a game with two tiles.
func NewGame2048(options ...func(*Game2048Options)) *Game2048 {
	o := Game2048Options{Goal: 2048, Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64}
	for _, set := range options {
		set(&o)
	}
	game := &Game2048{goal: o.Goal, random: o.Random}
	game.addTile()
	game.addTile()
	return game
}

// Play slides the tiles in a direction.
func (g *Game2048) Play(input string) (string, error) {
	direction, known := tileDirections[strings.ToLower(strings.TrimSpace(input))]
	if !known {
		return "", errors.New("type up, down, left or right, or w, s, a, d")
	}
	moved, gained := g.grid.slide(direction)
	if moved == g.grid {
		return "", fmt.Errorf("nothing moves %s", direction)
	}
	g.grid = moved
	g.score += gained
	g.addTile()
	switch {
	case g.hasWon():
		return fmt.Sprintf("You reached %d.", g.goal), nil
	case g.IsOver():
		return "Nothing can move any more.", nil
	}
	return "", nil
}

// Render shows how the game stands.
func (g *Game2048) Render() string {
	line := "+" + strings.Repeat("------+", 4)
	shown := fmt.Sprintf("Score %d\n%s", g.score, line)
	for _, row := range g.grid {
		shown += "\n|"
		for _, tile := range row {
			text := ""
			if tile > 0 {
				text = strconv.Itoa(tile)
			}
			shown += fmt.Sprintf("%-6s|", fmt.Sprintf("%5s", text))
		}
		shown += "\n" + line
	}
	return shown
}

// Prompt asks for the next move.
func (g *Game2048) Prompt() string {
	return "up, down, left or right (w a s d): "
}

// IsOver says whether the game has ended.
func (g *Game2048) IsOver() bool {
	if g.hasWon() {
		return true
	}
	for _, direction := range tileDirections {
		if moved, _ := g.grid.slide(direction); moved != g.grid {
			return false
		}
	}
	return true
}

func (g *Game2048) hasWon() bool {
	for _, row := range g.grid {
		for _, tile := range row {
			if tile >= g.goal {
				return true
			}
		}
	}
	return false
}

// addTile puts a 2, or one time in ten a 4, on a free square.
func (g *Game2048) addTile() {
	free := [][2]int{}
	for y, row := range g.grid {
		for x, tile := range row {
			if tile == 0 {
				free = append(free, [2]int{x, y})
			}
		}
	}
	square := free[int(g.random()*float64(len(free)))]
	tile := 2
	if g.random() < 0.1 {
		tile = 4
	}
	g.grid[square[1]][square[0]] = tile
}

func (t tileGrid) slide(direction string) (tileGrid, int) {
	isUpright := direction == "up" || direction == "down"
	isBack := direction == "down" || direction == "right"
	if isUpright {
		t = t.turned()
	}
	gained := 0
	for y, row := range t {
		if isBack {
			row = backwards(row)
		}
		merged, points := mergeTiles(row)
		if isBack {
			merged = backwards(merged)
		}
		t[y] = merged
		gained += points
	}
	if isUpright {
		t = t.turned()
	}
	return t, gained
}

// turned makes columns of rows.
func (t tileGrid) turned() tileGrid {
	var turned tileGrid
	for y, row := range t {
		for x, tile := range row {
			turned[x][y] = tile
		}
	}
	return turned
}

func backwards(row [4]int) [4]int {
	return [4]int{row[3], row[2], row[1], row[0]}
}

// mergeTiles slides towards the start; a tile merges once.
func mergeTiles(row [4]int) ([4]int, int) {
	tiles := []int{}
	for _, tile := range row {
		if tile > 0 {
			tiles = append(tiles, tile)
		}
	}
	var out [4]int
	gained, place := 0, 0
	for at := 0; at < len(tiles); at++ {
		out[place] = tiles[at]
		if at+1 < len(tiles) && tiles[at] == tiles[at+1] {
			out[place] *= 2
			gained += out[place]
			at++
		}
		place++
	}
	return out, gained
}
