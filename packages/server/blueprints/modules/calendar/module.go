package calendar

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	// The zones of machines that have none.
	_ "time/tzdata"
)

// AddWorkingDaysOptions says which days are free.
type AddWorkingDaysOptions struct {
	// Holidays are dates that do not count.
	Holidays []string
}

// MonthCalendarOptions says how MonthCalendar draws.
type MonthCalendarOptions struct {
	// First is the day on which weeks begin, monday or sunday; monday if not set.
	First string
}

const calendarDate = "2006-01-02"

var (
	wallTimeForm  = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}[ T]([01]\d|2[0-3]):[0-5]\d$`)
	zoneContinent = strings.Fields("Africa America Antarctica Arctic Asia Atlantic Australia Europe Indian Pacific")
)

// AddWorkingDays gives the date so many working days later; Saturdays, Sundays and holidays do not count.
func AddWorkingDays(date string, days int, options ...func(*AddWorkingDaysOptions)) (string, error) {
	var o AddWorkingDaysOptions
	for _, set := range options {
		set(&o)
	}
	day, err := calendarDay(date)
	if err != nil {
		return "", err
	}
	if days > 100_000 || days < -100_000 {
		return "", errors.New("the days are a whole number up to 100000")
	}
	free := map[time.Time]bool{}
	for _, holiday := range o.Holidays {
		one, err := calendarDay(holiday)
		if err != nil {
			return "", err
		}
		free[one] = true
	}
	step := 1
	if days < 0 {
		step = -1
	}
	for left := days * step; left > 0; {
		day = day.AddDate(0, 0, step)
		if weekday := day.Weekday(); weekday != time.Saturday && weekday != time.Sunday && !free[day] {
			left--
		}
	}
	return day.Format(calendarDate), nil
}

// MonthCalendar draws the days of a month, a line for each week.
func MonthCalendar(year, month int, options ...func(*MonthCalendarOptions)) (string, error) {
	o := MonthCalendarOptions{First: "monday"}
	for _, set := range options {
		set(&o)
	}
	if month < 1 || month > 12 {
		return "", errors.New("a month is 1 to 12")
	}
	if year < 1 || year > 9999 {
		return "", errors.New("a year is 1 to 9999")
	}
	start := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	names, before := "Mo Tu We Th Fr Sa Su", (int(start.Weekday())+6)%7
	switch o.First {
	case "monday":
	case "sunday":
		names, before = "Su Mo Tu We Th Fr Sa", int(start.Weekday())
	default:
		return "", fmt.Errorf("%q is not one of monday, sunday", o.First)
	}
	head := fmt.Sprintf("%s %d", start.Month(), year)
	var drawn strings.Builder
	drawn.WriteString(strings.Repeat(" ", (20-len(head))/2) + head + "\n" + names + "\n")
	drawn.WriteString(strings.Repeat("   ", before))
	last := start.AddDate(0, 1, -1).Day()
	for day := 1; day <= last; day++ {
		end := " "
		if (before+day)%7 == 0 || day == last {
			end = "\n"
		}
		fmt.Fprintf(&drawn, "%2d%s", day, end)
	}
	return drawn.String(), nil
}

// ConvertTime says what a time in one time zone is in another.
func ConvertTime(wall, from, to string) (string, error) {
	wall = strings.TrimSpace(wall)
	if !wallTimeForm.MatchString(wall) {
		return "", fmt.Errorf("write the time as YYYY-MM-DD HH:MM: %s", wall)
	}
	start, err := zoneNamed(from)
	if err != nil {
		return "", err
	}
	end, err := zoneNamed(to)
	if err != nil {
		return "", err
	}
	moment, err := time.ParseInLocation("2006-01-02 15:04", strings.Replace(wall, "T", " ", 1), start)
	if err != nil {
		return "", fmt.Errorf("%q is no date", wall)
	}
	return moment.In(end).Format("2006-01-02 15:04"), nil
}

func calendarDay(date string) (time.Time, error) {
	day, err := time.Parse(calendarDate, date)
	if err != nil {
		return day, fmt.Errorf("%q is no date", date)
	}
	return day, nil
}

// zoneNamed finds a zone by its whole name or by its city.
func zoneNamed(name string) (*time.Location, error) {
	words := strings.FieldsFunc(strings.ToLower(strings.TrimSpace(name)), func(char rune) bool {
		return char == ' ' || char == '_'
	})
	for at, word := range words {
		if word != "of" && word != "es" && word != "au" {
			words[at] = strings.ToUpper(word[:1]) + word[1:]
		}
	}
	city := strings.Join(words, "_")
	names := []string{strings.TrimSpace(name), strings.ToUpper(city)}
	for _, continent := range zoneContinent {
		names = append(names, continent+"/"+city)
	}
	for _, one := range names {
		// Neither is a name: they stand for UTC and for the zone of the machine.
		if one == "" || one == "Local" {
			continue
		}
		if zone, err := time.LoadLocation(one); err == nil {
			return zone, nil
		}
	}
	return nil, fmt.Errorf("there is no time zone %s", name)
}
