package cron

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

type cronField struct {
	name        string
	first, last int
	words       []string
}

var (
	cronMonths = []string{
		"January", "February", "March", "April", "May", "June",
		"July", "August", "September", "October", "November", "December",
	}
	cronWeekdays = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
	cronFields   = []cronField{
		{"minute", 0, 59, nil},
		{"hour", 0, 23, nil},
		{"day", 1, 31, nil},
		{"month", 1, 12, cronMonths},
		{"weekday", 0, 7, cronWeekdays},
	}
	cronNicknames = map[string]string{
		"@yearly":   "0 0 1 1 *",
		"@annually": "0 0 1 1 *",
		"@monthly":  "0 0 1 * *",
		"@weekly":   "0 0 * * 0",
		"@daily":    "0 0 * * *",
		"@midnight": "0 0 * * *",
		"@hourly":   "0 * * * *",
	}
	cronStep = regexp.MustCompile(`^\*/([0-9]+)$`)
)

// NextRunsOptions says which runs NextRuns finds.
type NextRunsOptions struct {
	// After is the time after which to look, ISO 8601; now if not set.
	After *string
	// Count is how many to find, 1 to 1000; 1 if not set.
	Count int
}

// cronSchedule holds the values of each field that fit, in their order.
type cronSchedule struct {
	minutes, hours, days, months, weekdays []int
	// either: day and weekday are both given, and one of them is enough.
	either bool
}

// NextRuns finds the next times at which a cron expression runs, ISO 8601 in UTC.
func NextRuns(expression string, options ...func(*NextRunsOptions)) ([]string, error) {
	o := NextRunsOptions{Count: 1}
	for _, set := range options {
		set(&o)
	}
	if o.Count < 1 || o.Count > 1000 {
		return nil, errors.New("count must be 1 to 1000")
	}
	schedule, err := readSchedule(expression)
	if err != nil {
		return nil, err
	}
	at := time.Now().UTC()
	if o.After != nil {
		if at, err = readCronTime(*o.After); err != nil {
			return nil, err
		}
	}
	var runs []string
	for len(runs) < o.Count {
		if at, err = schedule.next(at, expression); err != nil {
			return nil, err
		}
		runs = append(runs, at.Format("2006-01-02T15:04:05.000Z"))
	}
	return runs, nil
}

// IsDue says whether a cron expression runs in the minute of a time.
func IsDue(expression, moment string) (bool, error) {
	schedule, err := readSchedule(expression)
	if err != nil {
		return false, err
	}
	at, err := readCronTime(moment)
	if err != nil {
		return false, err
	}
	return schedule.runsOn(at) && holdsNumber(schedule.hours, at.Hour()) && holdsNumber(schedule.minutes, at.Minute()), nil
}

// DescribeCron says in words when a cron expression runs.
func DescribeCron(expression string) (string, error) {
	parts, err := cronParts(expression)
	if err != nil {
		return "", err
	}
	schedule, err := readSchedule(expression)
	if err != nil {
		return "", err
	}
	phrases := []string{schedule.describeTime(parts[0], parts[1])}
	if parts[2] != "*" {
		phrases = append(phrases, "on "+countedNumbers("day", schedule.days))
	}
	if parts[4] != "*" {
		on := "on "
		if parts[2] != "*" {
			on = "or on "
		}
		phrases = append(phrases, on+listedWords(namesAt(cronWeekdays, schedule.weekdays, 0)))
	}
	if parts[3] != "*" {
		phrases = append(phrases, "in "+listedWords(namesAt(cronMonths, schedule.months, 1)))
	}
	return strings.Join(phrases, ", "), nil
}

func (s *cronSchedule) describeTime(minute, hour string) string {
	step := cronStep.FindStringSubmatch(minute)
	switch {
	case hour == "*" && minute == "*":
		return "every minute"
	case hour == "*" && step != nil:
		return "every " + step[1] + " minutes"
	case len(s.minutes) == 1 && len(s.hours) == 1:
		return fmt.Sprintf("at %02d:%02d", s.hours[0], s.minutes[0])
	}
	past := "every minute"
	if minute != "*" {
		past = "at " + countedNumbers("minute", s.minutes)
	}
	if hour == "*" {
		return past + " of every hour"
	}
	return past + " past " + countedNumbers("hour", s.hours)
}

func countedNumbers(what string, numbers []int) string {
	words := make([]string, len(numbers))
	for at, number := range numbers {
		words[at] = strconv.Itoa(number)
	}
	if len(numbers) != 1 {
		what += "s"
	}
	return what + " " + listedWords(words)
}

func namesAt(names []string, places []int, first int) []string {
	found := make([]string, len(places))
	for at, place := range places {
		found[at] = names[place-first]
	}
	return found
}

func listedWords(words []string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

func cronParts(expression string) ([]string, error) {
	text := strings.ToLower(strings.TrimSpace(expression))
	if full, known := cronNicknames[text]; known {
		text = full
	}
	parts := strings.Fields(text)
	if len(parts) != len(cronFields) {
		return nil, errors.New("a cron expression has five fields: minute, hour, day, month, weekday")
	}
	return parts, nil
}

func readSchedule(expression string) (*cronSchedule, error) {
	parts, err := cronParts(expression)
	if err != nil {
		return nil, err
	}
	s := &cronSchedule{either: parts[2] != "*" && parts[4] != "*"}
	for at, into := range []*[]int{&s.minutes, &s.hours, &s.days, &s.months, &s.weekdays} {
		if *into, err = cronFields[at].read(parts[at]); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// read gives the values of *, 5, 1-5, */10, 1-30/2, names, and lists of them.
func (f cronField) read(text string) ([]int, error) {
	wrong := fmt.Errorf("%q is no %s", text, f.name)
	chosen := map[int]bool{}
	for _, part := range strings.Split(text, ",") {
		span, stepText, stepped := strings.Cut(part, "/")
		first, last, isSpan := strings.Cut(span, "-")
		start, end := f.first, f.last
		known := true
		if span != "*" {
			start, known = f.number(first)
			switch {
			case isSpan && known:
				end, known = f.number(last)
			case !stepped:
				end = start
			}
		}
		step := 1
		if stepped {
			read, err := strconv.ParseUint(stepText, 10, 16)
			known = known && err == nil
			step = int(read)
		}
		if !known || step < 1 || start > end {
			return nil, wrong
		}
		for value := start; value <= end; value += step {
			chosen[value] = true
		}
	}
	if f.name == "weekday" && chosen[7] {
		// Sunday is 0 and 7.
		chosen[0] = true
		delete(chosen, 7)
	}
	var values []int
	for value := f.first; value <= f.last; value++ {
		if chosen[value] {
			values = append(values, value)
		}
	}
	return values, nil
}

func (f cronField) number(text string) (int, bool) {
	for at, word := range f.words {
		if strings.ToLower(word[:3]) == text {
			return at + f.first, true
		}
	}
	value, err := strconv.ParseUint(text, 10, 16)
	return int(value), err == nil && int(value) >= f.first && int(value) <= f.last
}

func readCronTime(text string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"} {
		if at, err := time.Parse(layout, strings.ToUpper(text)); err == nil {
			return at.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no time", text)
}

func (s *cronSchedule) runsOn(at time.Time) bool {
	if !holdsNumber(s.months, int(at.Month())) {
		return false
	}
	day, weekday := holdsNumber(s.days, at.Day()), holdsNumber(s.weekdays, int(at.Weekday()))
	if s.either {
		return day || weekday
	}
	return day && weekday
}

// next steps by days, then hours, then minutes; in eight years every day that exists has come.
func (s *cronSchedule) next(after time.Time, expression string) (time.Time, error) {
	at := after.Truncate(time.Minute).Add(time.Minute)
	for at.Year() < after.Year()+9 {
		switch {
		case !s.runsOn(at):
			at = time.Date(at.Year(), at.Month(), at.Day()+1, 0, 0, 0, 0, time.UTC)
		case !holdsNumber(s.hours, at.Hour()):
			at = at.Truncate(time.Hour).Add(time.Hour)
		case !holdsNumber(s.minutes, at.Minute()):
			at = at.Add(time.Minute)
		default:
			return at, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q never runs", expression)
}

func holdsNumber(numbers []int, wanted int) bool {
	for _, number := range numbers {
		if number == wanted {
			return true
		}
	}
	return false
}
