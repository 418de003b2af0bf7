package accesslog

import (
	"errors"
	"regexp"
	"sort"
	"strconv"
	"strings"
)

// AnalyseLogOptions says how much is told.
type AnalyseLogOptions struct {
	// Top is the most addresses and paths to name; 10 if not set.
	Top int
}

// FilterLogOptions says which lines are kept.
type FilterLogOptions struct {
	// Status holds the first digits of the status; any if not set.
	Status *string
	// Path is what the path must hold; anything if not set.
	Path *string
}

// LogCount is how often something was seen.
type LogCount struct {
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// LogReport is what a log holds.
type LogReport struct {
	Requests  int            `json:"requests"`
	Bytes     int            `json:"bytes"`
	Statuses  map[string]int `json:"statuses"`
	Addresses []LogCount     `json:"addresses"`
	Paths     []LogCount     `json:"paths"`
	Hours     map[string]int `json:"hours"`
	// Unread counts lines that are no entries of an access log.
	Unread int `json:"unread"`
}

type logEntry struct {
	line, address, hour, path, status string
	bytes                             int
}

// Address, identity, user, time, request, status and bytes; referrer and agent may follow.
var logEntryPattern = regexp.MustCompile(
	`^(\S+) \S+ \S+ \[\d+/\w+/\d+:(\d{2}):[^\]]*\] "[A-Z]+ ([^" ]*)[^"]*" (\d{3}) (\d+|-)`)

// AnalyseLog counts requests by status, address, path and hour.
func AnalyseLog(log string, options ...func(*AnalyseLogOptions)) (LogReport, error) {
	o := AnalyseLogOptions{Top: 10}
	for _, set := range options {
		set(&o)
	}
	if o.Top < 1 {
		return LogReport{}, errors.New("top must be at least 1")
	}
	report := LogReport{Statuses: map[string]int{}, Hours: map[string]int{}}
	addresses, paths := map[string]int{}, map[string]int{}
	for _, line := range strings.Split(log, "\n") {
		entry, read := readLogEntry(line)
		if !read {
			if strings.TrimSpace(line) != "" {
				report.Unread++
			}
			continue
		}
		report.Requests++
		report.Bytes += entry.bytes
		report.Statuses[entry.status]++
		report.Hours[entry.hour]++
		addresses[entry.address]++
		path, _, _ := strings.Cut(entry.path, "?")
		paths[path]++
	}
	report.Addresses, report.Paths = mostSeen(addresses, o.Top), mostSeen(paths, o.Top)
	return report, nil
}

// FilterLog gives the lines of a log whose status begins with some digits and whose path holds a text.
func FilterLog(log string, options ...func(*FilterLogOptions)) string {
	var o FilterLogOptions
	for _, set := range options {
		set(&o)
	}
	var kept strings.Builder
	for _, line := range strings.Split(log, "\n") {
		entry, read := readLogEntry(line)
		isWanted := (o.Status == nil || strings.HasPrefix(entry.status, *o.Status)) &&
			(o.Path == nil || strings.Contains(entry.path, *o.Path))
		if read && isWanted {
			kept.WriteString(entry.line + "\n")
		}
	}
	return kept.String()
}

func readLogEntry(line string) (logEntry, bool) {
	line = strings.TrimRight(line, "\r")
	parts := logEntryPattern.FindStringSubmatch(line)
	if parts == nil {
		return logEntry{}, false
	}
	// Where nothing was sent there is a dash.
	bytes, err := strconv.Atoi(parts[5])
	if err != nil {
		bytes = 0
	}
	return logEntry{line, parts[1], parts[2], parts[3], parts[4], bytes}, true
}

// mostSeen gives the most frequent first; of equals the first by name.
func mostSeen(counts map[string]int, top int) []LogCount {
	seen := []LogCount{}
	for name, count := range counts {
		seen = append(seen, LogCount{name, count})
	}
	sort.Slice(seen, func(at, other int) bool {
		if seen[at].Count == seen[other].Count {
			return seen[at].Name < seen[other].Name
		}
		return seen[at].Count > seen[other].Count
	})
	if len(seen) > top {
		seen = seen[:top]
	}
	return seen
}
