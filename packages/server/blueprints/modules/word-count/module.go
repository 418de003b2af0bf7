package wordcount

import (
	"errors"
	"regexp"
	"sort"
	"strings"
	"unicode/utf8"
)

var (
	// Letters and digits with apostrophes and hyphens between them.
	countedWord = regexp.MustCompile(`[\pL\pN\pM]+(?:['’-][\pL\pN\pM]+)*`)
	sentenceEnd = regexp.MustCompile(`[.!?…]+(?:\s|$)`)
)

// TextCount is what a text is made of.
type TextCount struct {
	Lines      int `json:"lines"`
	Words      int `json:"words"`
	Characters int `json:"characters"`
	Sentences  int `json:"sentences"`
}

// WordFrequency is a word and how often it stands in a text.
type WordFrequency struct {
	Word  string `json:"word"`
	Count int    `json:"count"`
}

// TopWordsOptions says which words TopWords lists.
type TopWordsOptions struct {
	// Limit is the most words in the list; 10 if not set.
	Limit int
	// MinLength is the length of the shortest word that counts; 1 if not set.
	MinLength int
	// IgnoreCase makes one word of those that differ in capitals alone; true if not set.
	IgnoreCase bool
	// StopWords do not count, in capitals or not.
	StopWords []string
}

// ReadingTimeOptions says how ReadingTime estimates.
type ReadingTimeOptions struct {
	// WordsPerMinute is how fast one reads; 200 if not set.
	WordsPerMinute int
}

// CountText counts the lines, words, characters and sentences of a text.
func CountText(text string) TextCount {
	lines := strings.Count(text, "\n")
	if text != "" && !strings.HasSuffix(text, "\n") {
		lines++
	}
	sentences := len(sentenceEnd.FindAllString(text, -1))
	if countedWord.MatchString(text[strings.LastIndexAny(text, ".!?…")+1:]) {
		sentences++
	}
	return TextCount{
		Lines:      lines,
		Words:      len(countedWord.FindAllString(text, -1)),
		Characters: utf8.RuneCountInString(text),
		Sentences:  sentences,
	}
}

// TopWords lists the most frequent words of a text, words of the same count by the alphabet.
func TopWords(text string, options ...func(*TopWordsOptions)) ([]WordFrequency, error) {
	o := TopWordsOptions{Limit: 10, MinLength: 1, IgnoreCase: true}
	for _, set := range options {
		set(&o)
	}
	if o.Limit < 1 {
		return nil, errors.New("limit must be at least 1")
	}
	if o.IgnoreCase {
		text = strings.ToLower(text)
	}
	left := map[string]bool{}
	for _, word := range o.StopWords {
		left[strings.ToLower(word)] = true
	}
	counts := map[string]int{}
	for _, word := range countedWord.FindAllString(text, -1) {
		if utf8.RuneCountInString(word) >= o.MinLength && !left[strings.ToLower(word)] {
			counts[word]++
		}
	}
	ranked := make([]WordFrequency, 0, len(counts))
	for word, count := range counts {
		ranked = append(ranked, WordFrequency{Word: word, Count: count})
	}
	sort.Slice(ranked, func(a, b int) bool {
		if ranked[a].Count != ranked[b].Count {
			return ranked[a].Count > ranked[b].Count
		}
		return ranked[a].Word < ranked[b].Word
	})
	if len(ranked) > o.Limit {
		ranked = ranked[:o.Limit]
	}
	return ranked, nil
}

// ReadingTime estimates how many whole minutes it takes to read a text.
func ReadingTime(text string, options ...func(*ReadingTimeOptions)) (int, error) {
	o := ReadingTimeOptions{WordsPerMinute: 200}
	for _, set := range options {
		set(&o)
	}
	if o.WordsPerMinute <= 0 {
		return 0, errors.New("wordsPerMinute must be above zero")
	}
	words := len(countedWord.FindAllString(text, -1))
	return (words + o.WordsPerMinute - 1) / o.WordsPerMinute, nil
}
