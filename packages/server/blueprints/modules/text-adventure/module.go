package textadventure

import (
	"errors"
	"fmt"
	"strings"
)

type adventureWay struct{ direction, room string }

type adventureRoom struct {
	name, text string
	ways       []adventureWay
	things     []string
	// needs is what must be carried to come in, otherwise what is said without it.
	needs, otherwise string
}

// adventureHouse gives the rooms by name. Change them for another story: the rules know only the last door.
func adventureHouse() map[string]*adventureRoom {
	return map[string]*adventureRoom{
		"hall": {
			name: "Hall",
			text: "A dark hall. The front door is locked.",
			ways: []adventureWay{{"north", "kitchen"}, {"east", "study"}},
		},
		"kitchen": {
			name:   "Kitchen",
			text:   "Cold ashes and the smell of old soup.",
			ways:   []adventureWay{{"south", "hall"}},
			things: []string{"lamp"},
		},
		"study": {
			name:   "Study",
			text:   "Books up to the ceiling. A narrow stair leads down.",
			ways:   []adventureWay{{"west", "hall"}, {"down", "cellar"}, {"up", "attic"}},
			things: []string{"letter"},
		},
		"cellar": {
			name:      "Cellar",
			text:      "Barrels, cobwebs, and something that glints.",
			ways:      []adventureWay{{"up", "study"}},
			things:    []string{"key"},
			needs:     "lamp",
			otherwise: "it is too dark down there without a light",
		},
		"attic": {
			name:   "Attic",
			text:   "Dust dances in the light of a small window.",
			ways:   []adventureWay{{"down", "study"}},
			things: []string{"rope"},
		},
	}
}

const adventureUsage = "You can: go north (or just north), take lamp, drop lamp, use lamp, look, help. Leave with quit."

var adventureWays = []string{"north", "south", "east", "west", "up", "down"}

// adventureUses is what comes of using a thing where it works; elsewhere nothing happens.
var adventureUses = map[string]string{
	"lamp":   "It gives a warm light.",
	"letter": "It says: what opens the door lies where the barrels are.",
}

// TextAdventure is a house of rooms, what lies in them, and what the player carries.
type TextAdventure struct {
	rooms   map[string]*adventureRoom
	carried []string
	at      string
	isFree  bool
}

// NewTextAdventure puts the player into the hall.
func NewTextAdventure() *TextAdventure {
	return &TextAdventure{rooms: adventureHouse(), at: "hall"}
}

// Play does what the player says, and says what came of it.
func (a *TextAdventure) Play(input string) (string, error) {
	words := []string{}
	for _, word := range strings.Fields(strings.ToLower(input)) {
		if word != "the" && word != "a" && word != "an" && word != "to" {
			words = append(words, word)
		}
	}
	verb, thing := "", ""
	if len(words) > 0 {
		verb = words[0]
	}
	if len(words) > 1 {
		thing = words[len(words)-1]
	}
	for _, way := range adventureWays {
		if verb == way || verb == way[:1] {
			return "", a.walk(way)
		}
	}
	switch verb {
	case "go", "walk":
		return "", a.walk(thing)
	case "take", "get":
		return a.take(thing)
	case "drop":
		return a.drop(thing)
	case "use", "read":
		return a.use(thing)
	case "look", "inventory":
		return "", nil
	case "help":
		return adventureUsage, nil
	}
	return "", errors.New("you can go, take, drop, use, look or help")
}

// Render shows where the player is.
func (a *TextAdventure) Render() string {
	room := a.rooms[a.at]
	ways := []string{}
	for _, way := range room.ways {
		ways = append(ways, way.direction)
	}
	return fmt.Sprintf("%s\n%s\nYou see: %s\nWays: %s\nYou carry: %s",
		room.name, room.text, listedThings(room.things), listedThings(ways), listedThings(a.carried))
}

// Prompt asks for the next move.
func (a *TextAdventure) Prompt() string {
	return "What now? "
}

// IsOver says whether the way out was found.
func (a *TextAdventure) IsOver() bool {
	return a.isFree
}

func (a *TextAdventure) walk(word string) error {
	for _, way := range adventureWays {
		if word == way[:1] {
			word = way
		}
	}
	if a.at == "hall" && word == "south" {
		return errors.New("the front door is locked")
	}
	for _, way := range a.rooms[a.at].ways {
		if way.direction != word {
			continue
		}
		next := a.rooms[way.room]
		if next.needs != "" && placeOfThing(a.carried, next.needs) < 0 {
			return errors.New(next.otherwise)
		}
		a.at = way.room
		return nil
	}
	return fmt.Errorf("there is no way %s from here", word)
}

func (a *TextAdventure) take(thing string) (string, error) {
	room := a.rooms[a.at]
	at := placeOfThing(room.things, thing)
	if at < 0 {
		if thing == "" {
			thing = "such thing"
		}
		return "", fmt.Errorf("there is no %s here", thing)
	}
	room.things = append(room.things[:at], room.things[at+1:]...)
	a.carried = append(a.carried, thing)
	return fmt.Sprintf("You take the %s.", thing), nil
}

func (a *TextAdventure) drop(thing string) (string, error) {
	at, err := a.carries(thing)
	if err != nil {
		return "", err
	}
	a.carried = append(a.carried[:at], a.carried[at+1:]...)
	room := a.rooms[a.at]
	room.things = append(room.things, thing)
	return fmt.Sprintf("You drop the %s.", thing), nil
}

func (a *TextAdventure) use(thing string) (string, error) {
	if _, err := a.carries(thing); err != nil {
		return "", err
	}
	if thing == "key" && a.at == "hall" {
		a.isFree = true
		return "The door opens, and you walk out into the morning. You have won.", nil
	}
	if told, works := adventureUses[thing]; works {
		return told, nil
	}
	return "Nothing happens.", nil
}

func (a *TextAdventure) carries(thing string) (int, error) {
	at := placeOfThing(a.carried, thing)
	if at >= 0 {
		return at, nil
	}
	if thing == "" {
		return at, errors.New("you do not carry that")
	}
	return at, fmt.Errorf("you do not carry a %s", thing)
}

func placeOfThing(things []string, thing string) int {
	for at, one := range things {
		if one == thing {
			return at
		}
	}
	return -1
}

func listedThings(things []string) string {
	if len(things) == 0 {
		return "nothing"
	}
	return strings.Join(things, ", ")
}
