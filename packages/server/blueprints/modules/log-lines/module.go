package loglines

import (
	"errors"
	"fmt"
	"regexp"
	"sort"
	"strings"
)

// FilterLevelOptions says which lines are kept.
type FilterLevelOptions struct {
	// Only leaves out the levels above it.
	Only bool
}

// FilterTimeOptions says from when to when lines are kept.
type FilterTimeOptions struct {
	// Since is YYYY-MM-DD, with or without a time; from the beginning if not set.
	Since *string
	// Until is included as a whole; to the end if not set.
	Until *string
}

// TopMessagesOptions says how many messages are listed.
type TopMessagesOptions struct {
	// Top is the most messages; 10 if not set.
	Top int
}

// LogMessage is a message with # in place of digits, and how often it came.
type LogMessage struct {
	Count   int    `json:"count"`
	Message string `json:"message"`
}

// By weight.
var logLevels = [][]string{
	{"trace"},
	{"debug"},
	{"info", "notice"},
	{"warn", "warning"},
	{"error", "err"},
	{"fatal", "critical", "crit", "panic"},
}

var (
	namedLevel = regexp.MustCompile(`(?i)(?:level|lvl|severity)["']?\s*[=:]\s*["']?([a-z]+)`)
	logWord    = regexp.MustCompile(`[A-Za-z]+`)
	logTimes   = regexp.MustCompile(`^[\[(]?\d[\d:.,/TZ+-]*[\])]?(?: +\d[\d:.,/TZ+-]*[\])]?)?\s+`)
	logMoment  = regexp.MustCompile(`\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?`)
	logNumber  = regexp.MustCompile(`\d+`)
)

// CountLevels counts the lines of a log by their level; those without one are other.
func CountLevels(log string) map[string]int {
	counts := map[string]int{}
	for _, line := range logLines(log) {
		level := "other"
		if weight := logWeight(line); weight >= 0 {
			level = logLevels[weight][0]
		}
		counts[level]++
	}
	return counts
}

// FilterLevel keeps the lines of a level and of those above it.
func FilterLevel(log, level string, options ...func(*FilterLevelOptions)) (string, error) {
	var o FilterLevelOptions
	for _, set := range options {
		set(&o)
	}
	least := -1
	for at, names := range logLevels {
		if names[0] == level {
			least = at
		}
	}
	if least < 0 {
		return "", fmt.Errorf("%s is no level", level)
	}
	var kept strings.Builder
	for _, line := range logLines(log) {
		if weight := logWeight(line); weight == least || weight > least && !o.Only {
			kept.WriteString(line + "\n")
		}
	}
	return kept.String(), nil
}

// FilterTime keeps the lines of a period; those without a time belong to the line before them.
func FilterTime(log string, options ...func(*FilterTimeOptions)) (string, error) {
	var o FilterTimeOptions
	for _, set := range options {
		set(&o)
	}
	since, err := logBound(o.Since)
	if err != nil {
		return "", err
	}
	until, err := logBound(o.Until)
	if err != nil {
		return "", err
	}
	keeps := since == ""
	var kept strings.Builder
	for _, line := range logLines(log) {
		if time := strings.Replace(logMoment.FindString(line), "T", " ", 1); time != "" {
			keeps = upTo(time, since) >= since && (until == "" || upTo(time, until) <= until)
		}
		if keeps {
			kept.WriteString(line + "\n")
		}
	}
	return kept.String(), nil
}

// upTo cuts a time to the length of a bound.
func upTo(time, bound string) string {
	if len(time) > len(bound) {
		return time[:len(bound)]
	}
	return time
}

func logBound(text *string) (string, error) {
	if text == nil {
		return "", nil
	}
	if logMoment.FindString(*text) != *text || *text == "" {
		return "", fmt.Errorf("%q is no date or time, such as 2030-01-31 or 2030-01-31 10:00", *text)
	}
	return strings.Replace(*text, "T", " ", 1), nil
}

// SearchLog finds the lines in which a text stands, with their numbers.
func SearchLog(log, text string) ([]string, error) {
	if text == "" {
		return nil, errors.New("the text to look for is missing")
	}
	found := []string{}
	for at, line := range strings.Split(log, "\n") {
		if strings.Contains(strings.ToLower(line), strings.ToLower(text)) {
			found = append(found, fmt.Sprintf("%d: %s", at+1, strings.TrimSuffix(line, "\r")))
		}
	}
	return found, nil
}

// TopMessages lists the messages that come most often, equally frequent ones by the alphabet.
func TopMessages(log string, options ...func(*TopMessagesOptions)) ([]LogMessage, error) {
	o := TopMessagesOptions{Top: 10}
	for _, set := range options {
		set(&o)
	}
	if o.Top < 1 {
		return nil, errors.New("the top must be at least 1")
	}
	counts := map[string]int{}
	for _, line := range logLines(log) {
		// Without the times before it, and with one sign for each number.
		message := logTimes.ReplaceAllString(strings.TrimSpace(line), "")
		counts[logNumber.ReplaceAllString(message, "#")]++
	}
	messages := make([]LogMessage, 0, len(counts))
	for message, count := range counts {
		messages = append(messages, LogMessage{Count: count, Message: message})
	}
	sort.Slice(messages, func(a, b int) bool {
		if messages[a].Count != messages[b].Count {
			return messages[a].Count > messages[b].Count
		}
		return messages[a].Message < messages[b].Message
	})
	if len(messages) > o.Top {
		messages = messages[:o.Top]
	}
	return messages, nil
}

func logLines(log string) []string {
	lines := []string{}
	for _, line := range strings.Split(log, "\n") {
		if strings.TrimSpace(line) != "" {
			lines = append(lines, strings.TrimSuffix(line, "\r"))
		}
	}
	return lines
}

// logWeight says which of the levels a line has; -1 for none. A small word in a sentence is none.
func logWeight(line string) int {
	if named := namedLevel.FindStringSubmatch(line); named != nil {
		if told := weightNamed(named[1]); told >= 0 {
			return told
		}
	}
	for _, at := range logWord.FindAllStringIndex(line, -1) {
		word, before, behind := line[at[0]:at[1]], "", ""
		if at[0] > 0 {
			before = line[at[0]-1 : at[0]]
		}
		if at[1] < len(line) {
			behind = line[at[1] : at[1]+1]
		}
		marked := behind == ":"
		if before != "" && strings.Contains("[(<", before) {
			marked = behind != "" && strings.Contains("])>", behind)
		}
		if weight := weightNamed(word); weight >= 0 && (marked || word == strings.ToUpper(word)) {
			return weight
		}
	}
	return -1
}

func weightNamed(word string) int {
	for at, names := range logLevels {
		for _, name := range names {
			if name == strings.ToLower(word) {
				return at
			}
		}
	}
	return -1
}
