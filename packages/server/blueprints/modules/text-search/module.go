package textsearch

import (
	"encoding/json"
	"errors"
	"math"
	"regexp"
	"sort"
	"strings"
	"sync"
)

// SearchOptions says how much is found.
type SearchOptions struct {
	// Limit is the most documents to give; 10 if not set.
	Limit int
}

// SearchHit is a document that was found.
type SearchHit struct {
	ID    string  `json:"id"`
	Score float64 `json:"score"`
}

// SearchIndex holds documents and where their words stand. Any number of goroutines may use it.
type SearchIndex struct {
	mutex sync.RWMutex
	texts map[string]string
	words map[string][]string
	// counts is how often each word stands in each document.
	counts map[string]map[string]int
}

type searchState struct {
	Documents map[string]string `json:"documents"`
}

type searchQuery struct {
	words    []string
	prefixes []string
	phrases  [][]string
	excluded []string
}

var (
	searchWord  = regexp.MustCompile(`[\p{L}\p{N}]+`)
	searchPiece = regexp.MustCompile(`"[^"]*"|[^\s"]+`)
)

// NewSearchIndex makes an index without documents.
func NewSearchIndex() *SearchIndex {
	return &SearchIndex{texts: map[string]string{}, words: map[string][]string{}, counts: map[string]map[string]int{}}
}

// AddDocument adds a document, or puts another text in its place.
func (s *SearchIndex) AddDocument(id, text string) error {
	if strings.TrimSpace(id) == "" {
		return errors.New("a document needs an id")
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.add(id, text)
	return nil
}

// RemoveDocument takes a document out, and says whether it was there.
func (s *SearchIndex) RemoveDocument(id string) bool {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.remove(id)
}

// Search finds documents with any of the words, all of the phrases and none of the excluded words; the best first.
func (s *SearchIndex) Search(query string, options ...func(*SearchOptions)) ([]SearchHit, error) {
	o := SearchOptions{Limit: 10}
	for _, set := range options {
		set(&o)
	}
	if o.Limit < 1 {
		return nil, errors.New("the limit is at least 1")
	}
	wanted, err := readSearch(query)
	if err != nil {
		return nil, err
	}
	s.mutex.RLock()
	defer s.mutex.RUnlock()
	words := append([]string{}, wanted.words...)
	for word := range s.counts {
		for _, prefix := range wanted.prefixes {
			if strings.HasPrefix(word, prefix) {
				words = append(words, word)
			}
		}
	}
	scored := append([]string{}, words...)
	for _, phrase := range wanted.phrases {
		scored = append(scored, phrase...)
	}
	scored = onceEach(scored)
	isOpen := len(wanted.words)+len(wanted.prefixes) == 0
	hits := []SearchHit{}
	for id := range s.texts {
		if (isOpen || s.hasAny(id, words)) && !s.hasAny(id, wanted.excluded) && s.hasPhrases(id, wanted.phrases) {
			hits = append(hits, SearchHit{id, s.score(id, scored)})
		}
	}
	sort.Slice(hits, func(one, other int) bool {
		if hits[one].Score != hits[other].Score {
			return hits[one].Score > hits[other].Score
		}
		return hits[one].ID < hits[other].ID
	})
	if len(hits) > o.Limit {
		hits = hits[:o.Limit]
	}
	return hits, nil
}

// Documents lists the ids of all documents.
func (s *SearchIndex) Documents() []string {
	s.mutex.RLock()
	defer s.mutex.RUnlock()
	ids := make([]string, 0, len(s.texts))
	for id := range s.texts {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}

// MarshalJSON writes all documents down.
func (s *SearchIndex) MarshalJSON() ([]byte, error) {
	s.mutex.RLock()
	defer s.mutex.RUnlock()
	return json.Marshal(searchState{s.texts})
}

// UnmarshalJSON goes on with what was written.
func (s *SearchIndex) UnmarshalJSON(text []byte) error {
	var state searchState
	if err := json.Unmarshal(text, &state); err != nil {
		return err
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for id := range s.texts {
		s.remove(id)
	}
	for id, document := range state.Documents {
		s.add(id, document)
	}
	return nil
}

func (s *SearchIndex) add(id, text string) {
	s.remove(id)
	s.texts[id] = text
	s.words[id] = searchWords(text)
	for _, word := range s.words[id] {
		if s.counts[word] == nil {
			s.counts[word] = map[string]int{}
		}
		s.counts[word][id]++
	}
}

func (s *SearchIndex) remove(id string) bool {
	for _, word := range s.words[id] {
		delete(s.counts[word], id)
		if len(s.counts[word]) == 0 {
			delete(s.counts, word)
		}
	}
	_, found := s.texts[id]
	delete(s.words, id)
	delete(s.texts, id)
	return found
}

func (s *SearchIndex) hasAny(id string, words []string) bool {
	for _, word := range words {
		if s.counts[word][id] > 0 {
			return true
		}
	}
	return false
}

func (s *SearchIndex) hasPhrases(id string, phrases [][]string) bool {
	// Blanks on both sides keep words whole.
	text := " " + strings.Join(s.words[id], " ") + " "
	for _, phrase := range phrases {
		if !strings.Contains(text, " "+strings.Join(phrase, " ")+" ") {
			return false
		}
	}
	return true
}

// score is how often each word stands there for its length, times how rare it is.
func (s *SearchIndex) score(id string, words []string) float64 {
	score := 0.0
	for _, word := range words {
		if count := s.counts[word][id]; count > 0 {
			share := float64(count) / float64(len(s.words[id]))
			score += share * math.Log(1+float64(len(s.texts))/float64(len(s.counts[word])))
		}
	}
	return math.Round(score*10_000) / 10_000
}

func searchWords(text string) []string {
	return searchWord.FindAllString(strings.ToLower(text), -1)
}

func onceEach(words []string) []string {
	seen, once := map[string]bool{}, []string{}
	for _, word := range words {
		if !seen[word] {
			seen[word] = true
			once = append(once, word)
		}
	}
	return once
}

func readSearch(query string) (searchQuery, error) {
	var read searchQuery
	if strings.Count(query, `"`)%2 != 0 {
		return read, errors.New("the quotes are not closed")
	}
	for _, piece := range searchPiece.FindAllString(query, -1) {
		words := searchWords(piece)
		switch {
		case len(words) == 0:
		case strings.HasPrefix(piece, `"`):
			read.phrases = append(read.phrases, words)
		case strings.HasPrefix(piece, "-"):
			read.excluded = append(read.excluded, words...)
		case strings.HasSuffix(piece, "*"):
			read.prefixes = append(read.prefixes, words...)
		default:
			read.words = append(read.words, words...)
		}
	}
	if len(read.words)+len(read.prefixes)+len(read.phrases) == 0 {
		return read, errors.New("look for at least one word")
	}
	return read, nil
}
