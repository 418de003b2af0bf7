package urlshortener

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"sync"
)

const linkDigits = "0123456789abcdefghijklmnopqrstuvwxyz"

var linkCode = regexp.MustCompile(`^[\w-]{2,50}$`)

// LinkBookOptions says what new codes look like.
type LinkBookOptions struct {
	// CodeLength is the characters of a new code, 4 to 10; 6 if not set.
	CodeLength int
}

// LinkBookShortenOptions says which code an address gets.
type LinkBookShortenOptions struct {
	// Code is the code to use. Nil: the next that is free.
	Code *string
}

// ShortLink is a code and where it leads.
type ShortLink struct {
	Code string `json:"code"`
	URL  string `json:"url"`
}

// Link is a code, where it leads, and how often it was followed.
type Link struct {
	Code   string `json:"code"`
	URL    string `json:"url"`
	Visits int    `json:"visits"`
}

// LinkBook keeps short codes for addresses. It can be written as JSON and read from it. Any number of goroutines may
// use it.
type LinkBook struct {
	mutex      sync.Mutex
	codeLength int
	// Codes that were given so far, those of one's own not counted.
	given  int64
	links  map[string]*Link
	byURL  map[string]string
	inTurn []string
}

type writtenLinkBook struct {
	Given int64  `json:"given"`
	Links []Link `json:"links"`
}

// NewLinkBook makes an empty book.
func NewLinkBook(options ...func(*LinkBookOptions)) (*LinkBook, error) {
	o := LinkBookOptions{CodeLength: 6}
	for _, set := range options {
		set(&o)
	}
	if o.CodeLength < 4 || o.CodeLength > 10 {
		return nil, errors.New("a code has 4 to 10 characters")
	}
	return &LinkBook{codeLength: o.CodeLength, links: map[string]*Link{}, byURL: map[string]string{}}, nil
}

// Shorten gives an address a short code; the same address keeps its code.
func (b *LinkBook) Shorten(address string, options ...func(*LinkBookShortenOptions)) (ShortLink, error) {
	var o LinkBookShortenOptions
	for _, set := range options {
		set(&o)
	}
	target, err := webAddress(address)
	if err != nil {
		return ShortLink{}, err
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	if o.Code == nil {
		code, known := b.byURL[target]
		if !known {
			code = b.next()
			b.keep(Link{Code: code, URL: target})
		}
		return ShortLink{Code: code, URL: target}, nil
	}
	if !linkCode.MatchString(*o.Code) {
		return ShortLink{}, errors.New("a code has 2 to 50 letters, digits, dashes or underscores")
	}
	if _, taken := b.links[*o.Code]; taken {
		return ShortLink{}, fmt.Errorf("the code %s is taken", *o.Code)
	}
	b.keep(Link{Code: *o.Code, URL: target})
	return ShortLink{Code: *o.Code, URL: target}, nil
}

// Resolve gives the address of a code and counts a visit.
func (b *LinkBook) Resolve(code string) (string, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	link, err := b.find(code)
	if err != nil {
		return "", err
	}
	link.Visits++
	return link.URL, nil
}

// Stats gives the address of a code and how often it was visited.
func (b *LinkBook) Stats(code string) (Link, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	link, err := b.find(code)
	if err != nil {
		return Link{}, err
	}
	return *link, nil
}

// List lists all codes, the oldest first.
func (b *LinkBook) List() []Link {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return b.all()
}

// Remove forgets a code.
func (b *LinkBook) Remove(code string) error {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	link, err := b.find(code)
	if err != nil {
		return err
	}
	delete(b.links, code)
	for at, other := range b.inTurn {
		if other == code {
			b.inTurn = append(b.inTurn[:at], b.inTurn[at+1:]...)
			break
		}
	}
	if b.byURL[link.URL] != code {
		return nil
	}
	delete(b.byURL, link.URL)
	// Another code of the same address takes its place.
	for _, other := range b.inTurn {
		if b.links[other].URL == link.URL {
			b.byURL[link.URL] = other
			break
		}
	}
	return nil
}

// MarshalJSON writes everything that the book holds.
func (b *LinkBook) MarshalJSON() ([]byte, error) {
	b.mutex.Lock()
	defer b.mutex.Unlock()
	return json.Marshal(writtenLinkBook{Given: b.given, Links: b.all()})
}

// UnmarshalJSON goes on from what MarshalJSON of another book wrote.
func (b *LinkBook) UnmarshalJSON(text []byte) error {
	var written writtenLinkBook
	if err := json.Unmarshal(text, &written); err != nil {
		return err
	}
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.given, b.inTurn = written.Given, nil
	b.links, b.byURL = map[string]*Link{}, map[string]string{}
	for _, link := range written.Links {
		b.keep(link)
	}
	return nil
}

func (b *LinkBook) all() []Link {
	links := make([]Link, 0, len(b.inTurn))
	for _, code := range b.inTurn {
		links = append(links, *b.links[code])
	}
	return links
}

func (b *LinkBook) keep(link Link) {
	b.links[link.Code] = &link
	b.inTurn = append(b.inTurn, link.Code)
	if _, known := b.byURL[link.URL]; !known {
		b.byURL[link.URL] = link.Code
	}
}

func (b *LinkBook) find(code string) (*Link, error) {
	link, found := b.links[code]
	if !found {
		return nil, fmt.Errorf("there is no code %s", code)
	}
	return link, nil
}

// next multiplies by a number prime to the space, which visits every code once in a hidden order.
func (b *LinkBook) next() string {
	space := int64(1)
	for at := 0; at < b.codeLength; at++ {
		space *= 36
	}
	for {
		b.given++
		code := toLinkCode((b.given*1_103_515_247+777_777_777)%space, b.codeLength)
		if _, taken := b.links[code]; !taken {
			return code
		}
	}
}

func toLinkCode(number int64, length int) string {
	code := make([]byte, length)
	for at := len(code) - 1; at >= 0; at-- {
		code[at] = linkDigits[number%36]
		number /= 36
	}
	return string(code)
}

func webAddress(text string) (string, error) {
	parts, err := url.Parse(strings.TrimSpace(text))
	if err != nil || parts.Host == "" || parts.Scheme != "http" && parts.Scheme != "https" {
		return "", fmt.Errorf("%q is not a web address", text)
	}
	if parts.Path == "" {
		parts.Path = "/"
	}
	return parts.String(), nil
}
