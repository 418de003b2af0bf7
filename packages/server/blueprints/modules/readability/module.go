package readability

import (
	"errors"
	"math"
	"regexp"
	"strings"
	"unicode/utf8"
)

// DescribeTextOptions says how fast somebody reads.
type DescribeTextOptions struct {
	// WordsPerMinute is how many words are read in a minute; 200 if not set.
	WordsPerMinute int
}

// TextFacts is what a text holds; averages have one decimal.
type TextFacts struct {
	Characters       int     `json:"characters"`
	Words            int     `json:"words"`
	Sentences        int     `json:"sentences"`
	Paragraphs       int     `json:"paragraphs"`
	WordsPerSentence float64 `json:"wordsPerSentence"`
	LongestWord      string  `json:"longestWord"`
	ReadingMinutes   float64 `json:"readingMinutes"`
}

// Ease runs from 0 (hard) to 100 (easy); the grade is in years of school.
type Ease struct {
	Ease    float64 `json:"ease"`
	Grade   float64 `json:"grade"`
	Meaning string  `json:"meaning"`
}

var (
	readWord    = regexp.MustCompile(`[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*`)
	readEnd     = regexp.MustCompile(`[.!?…]+(?:\s|$)`)
	readGap     = regexp.MustCompile(`\n\s*\n`)
	readVowels  = regexp.MustCompile(`[aeiouy]+`)
	readSilentE = regexp.MustCompile(`[^aeiouy]e$`)
)

// easeNames says from which ease on a text is called so.
var easeNames = []struct {
	least float64
	name  string
}{{90, "very easy"}, {80, "easy"}, {70, "fairly easy"}, {60, "plain"}, {50, "fairly hard"}, {30, "hard"}}

// DescribeText counts what a text holds; averages have one decimal.
func DescribeText(text string, options ...func(*DescribeTextOptions)) (TextFacts, error) {
	o := DescribeTextOptions{WordsPerMinute: 200}
	for _, set := range options {
		set(&o)
	}
	if o.WordsPerMinute < 1 {
		return TextFacts{}, errors.New("the words per minute must be at least 1")
	}
	words, sentences := readWord.FindAllString(text, -1), sentencesIn(text)
	facts := TextFacts{
		Characters:     utf8.RuneCountInString(text),
		Words:          len(words),
		Sentences:      sentences,
		ReadingMinutes: oneDecimal(float64(len(words)) / float64(o.WordsPerMinute)),
	}
	for _, part := range readGap.Split(text, -1) {
		if strings.TrimSpace(part) != "" {
			facts.Paragraphs++
		}
	}
	for _, word := range words {
		if utf8.RuneCountInString(word) > utf8.RuneCountInString(facts.LongestWord) {
			facts.LongestWord = word
		}
	}
	if sentences > 0 {
		facts.WordsPerSentence = oneDecimal(float64(len(words)) / float64(sentences))
	}
	return facts, nil
}

// ReadingEase says how easily an English text reads, by Flesch and by Flesch and Kincaid.
func ReadingEase(text string) (Ease, error) {
	words := readWord.FindAllString(text, -1)
	if len(words) == 0 {
		return Ease{}, errors.New("there are no words in this text")
	}
	syllables := 0
	for _, word := range words {
		syllables += syllablesIn(word)
	}
	perSentence := float64(len(words)) / math.Max(1, float64(sentencesIn(text)))
	perWord := float64(syllables) / float64(len(words))
	ease := math.Min(100, math.Max(0, 206.835-1.015*perSentence-84.6*perWord))
	grade := math.Max(0, 0.39*perSentence+11.8*perWord-15.59)
	meaning := "very hard"
	for _, one := range easeNames {
		if ease >= one.least {
			meaning = one.name
			break
		}
	}
	return Ease{Ease: oneDecimal(ease), Grade: oneDecimal(grade), Meaning: meaning}, nil
}

func sentencesIn(text string) int {
	count := 0
	for _, part := range readEnd.Split(text, -1) {
		if readWord.MatchString(part) {
			count++
		}
	}
	return count
}

// syllablesIn counts groups of vowels; an e at the end is silent.
func syllablesIn(word string) int {
	spoken := strings.ToLower(word)
	if readSilentE.MatchString(spoken) {
		spoken = strings.TrimSuffix(spoken, "e")
	}
	count := len(readVowels.FindAllString(spoken, -1))
	if count < 1 {
		return 1
	}
	return count
}

func oneDecimal(number float64) float64 {
	return math.Floor(number*10+0.5) / 10
}
