package sampledata

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// MakePeopleOptions says how many and which people are made.
type MakePeopleOptions struct {
	// Count is how many, 1 to 10000; 10 if not set.
	Count int
	// Seed makes others; 1 if not set.
	Seed int
}

// MakeTextOptions says how much and which text is made.
type MakeTextOptions struct {
	// Paragraphs is how many, 1 to 100; 3 if not set.
	Paragraphs int
	// Seed makes other text; 1 if not set.
	Seed int
}

// SamplePerson is somebody who does not exist.
type SamplePerson struct {
	Name     string `json:"name"`
	Email    string `json:"email"`
	Phone    string `json:"phone"`
	Street   string `json:"street"`
	City     string `json:"city"`
	Birthday string `json:"birthday"`
}

var (
	sampleFirstNames = strings.Fields(`Ada Ben Clara Daniel Elif Farid Grace Hana Ivan Julia Kofi Lena Mateo Nora Omar
		Priya Quentin Rosa Samir Tara Uma Viktor Wanda Yusuf Zoe`)
	sampleLastNames = strings.Fields(`Adams Baker Costa Diaz Evans Fischer Garcia Haas Ito Jensen Khan Larsen Moreau
		Novak Okafor Petrov Quinn Rossi Silva Tanaka Ueda Vogel Weber Young Zeller`)
	sampleStreets = strings.Fields("Oak Mill River Church Garden Station Hill Market Park School")
	sampleCities  = strings.Fields(`Ashford Brookside Clearwater Dunmore Eastvale Fairview Greenfield Hillcrest
		Lakeside Northam`)
	sampleLatin = strings.Fields(`lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor
		incididunt ut labore et dolore magna aliqua enim ad minim veniam quis nostrud exercitation ullamco laboris nisi
		aliquip ex ea commodo consequat`)
)

// MakePeople makes people that nobody has; mail goes to example.com, phone numbers are those that films use.
func MakePeople(options ...func(*MakePeopleOptions)) ([]SamplePerson, error) {
	o := MakePeopleOptions{Count: 10, Seed: 1}
	for _, set := range options {
		set(&o)
	}
	if o.Count < 1 || o.Count > 10_000 {
		return nil, errors.New("from 1 to 10000 people are made")
	}
	chance := sampleChance(o.Seed)
	people := make([]SamplePerson, 0, o.Count)
	taken := map[string]bool{}
	for at := 0; at < o.Count; at++ {
		first, last := chance.one(sampleFirstNames), chance.one(sampleLastNames)
		plain := strings.ToLower(first + "." + last)
		email := plain
		if taken[plain] {
			email = fmt.Sprintf("%s%d", plain, at)
		}
		taken[plain] = true
		birthday := time.Date(1950, 1, 1+chance.draw(55*365), 0, 0, 0, 0, time.UTC)
		people = append(people, SamplePerson{
			Name:     first + " " + last,
			Email:    email + "@example.com",
			Phone:    fmt.Sprintf("+1 555 01%02d", chance.draw(100)),
			Street:   fmt.Sprintf("%d %s Street", 1+chance.draw(200), chance.one(sampleStreets)),
			City:     chance.one(sampleCities),
			Birthday: birthday.Format("2006-01-02"),
		})
	}
	return people, nil
}

// MakeText makes paragraphs of placeholder text, an empty line between them.
func MakeText(options ...func(*MakeTextOptions)) (string, error) {
	o := MakeTextOptions{Paragraphs: 3, Seed: 1}
	for _, set := range options {
		set(&o)
	}
	if o.Paragraphs < 1 || o.Paragraphs > 100 {
		return "", errors.New("from 1 to 100 paragraphs are made")
	}
	chance := sampleChance(o.Seed)
	made := make([]string, o.Paragraphs)
	for at := range made {
		sentences := make([]string, 3+chance.draw(4))
		for i := range sentences {
			var words []string
			if at == 0 && i == 0 {
				words = append(words, sampleLatin[:5]...)
			}
			for more := 4 + chance.draw(8); more > 0; more-- {
				words = append(words, chance.one(sampleLatin))
			}
			text := strings.Join(words, " ")
			sentences[i] = strings.ToUpper(text[:1]) + text[1:] + "."
		}
		made[at] = strings.Join(sentences, " ") + "\n"
	}
	return strings.Join(made, "\n"), nil
}

// seededChance gives whole numbers, the same for the same seed (mulberry32).
type seededChance struct{ state uint32 }

func sampleChance(seed int) *seededChance {
	return &seededChance{state: uint32(seed)}
}

// draw gives a number below the limit.
func (c *seededChance) draw(limit int) int {
	c.state += 0x6d2b79f5
	mixed := (c.state ^ c.state>>15) * (c.state | 1)
	mixed ^= mixed + (mixed^mixed>>7)*(mixed|61)
	return int(uint64(mixed^mixed>>14) * uint64(limit) >> 32)
}

func (c *seededChance) one(words []string) string {
	return words[c.draw(len(words))]
}
