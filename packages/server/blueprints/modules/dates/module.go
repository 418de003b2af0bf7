package dates

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"time"
)

const (
	dateLayout = "2006-01-02"
	mostDates  = 100_000
)

var datePart = regexp.MustCompile(`YYYY|YY|MMMM|MMM|MM|M|DD|D|dddd|ddd`)

// WorkingDaysOptions says which days WorkingDays leaves out.
type WorkingDaysOptions struct {
	// Holidays are dates that do not count.
	Holidays []string
}

// AgeOnOptions says on which day AgeOn looks.
type AgeOnOptions struct {
	// Date is YYYY-MM-DD; today if not set.
	Date *string
}

// DateSpanOptions says up to which day DateSpan counts.
type DateSpanOptions struct {
	// Date is YYYY-MM-DD; today if not set.
	Date *string
}

// NextBirthdayOptions says from which day NextBirthday looks.
type NextBirthdayOptions struct {
	// Date is YYYY-MM-DD; today if not set.
	Date *string
}

// Span is the time between two dates.
type Span struct {
	Years  int `json:"years"`
	Months int `json:"months"`
	Days   int `json:"days"`
}

// Birthday is a birthday, the days until then, and the age that it brings.
type Birthday struct {
	Date    string `json:"date"`
	Weekday string `json:"weekday"`
	Days    int    `json:"days"`
	Age     int    `json:"age"`
}

// ListDatesOptions says which dates ListDates gives.
type ListDatesOptions struct {
	// Step is the days from one to the next; 1 if not set.
	Step int
}

// DaysBetween counts the days from one date to another; they are negative where the second comes first.
func DaysBetween(from, to string) (int, error) {
	first, last, err := readDates(from, to)
	if err != nil {
		return 0, err
	}
	return daysFrom(first, last), nil
}

// WorkingDays counts the days from Monday to Friday between two dates, both included, less holidays.
func WorkingDays(from, to string, options ...func(*WorkingDaysOptions)) (int, error) {
	o := WorkingDaysOptions{}
	for _, set := range options {
		set(&o)
	}
	first, last, err := readDates(from, to)
	if err != nil {
		return 0, err
	}
	if last.Before(first) {
		return 0, errors.New("the last date lies before the first")
	}
	free := map[time.Time]bool{}
	for _, holiday := range o.Holidays {
		day, err := readDate(holiday)
		if err != nil {
			return 0, err
		}
		if weekday := day.Weekday(); weekday != time.Saturday && weekday != time.Sunday && !day.Before(first) && !day.After(last) {
			free[day] = true
		}
	}
	days := daysFrom(first, last) + 1
	count := days / 7 * 5
	for day := first.AddDate(0, 0, days/7*7); !day.After(last); day = day.AddDate(0, 0, 1) {
		if weekday := day.Weekday(); weekday != time.Saturday && weekday != time.Sunday {
			count++
		}
	}
	return count - len(free), nil
}

// AddDays gives the date some days later.
func AddDays(date string, days int) (string, error) {
	day, err := readDate(date)
	if err != nil {
		return "", err
	}
	later := day.AddDate(0, 0, days)
	if later.Year() < 1 || later.Year() > 9999 {
		return "", errors.New("there is no date so far away")
	}
	return later.Format(dateLayout), nil
}

// AddMonths gives the date some months later, the last day of the month where there is no such day.
func AddMonths(date string, months int) (string, error) {
	day, err := readDate(date)
	if err != nil {
		return "", err
	}
	if months < -120_000 || months > 120_000 {
		return "", errors.New("there is no date so far away")
	}
	first := time.Date(day.Year(), day.Month()+time.Month(months), 1, 0, 0, 0, 0, time.UTC)
	if first.Year() < 1 || first.Year() > 9999 {
		return "", errors.New("there is no date so far away")
	}
	last := first.AddDate(0, 1, -1).Day()
	if day.Day() < last {
		last = day.Day()
	}
	return first.AddDate(0, 0, last-1).Format(dateLayout), nil
}

// IsWeekend says whether a date is a Saturday or a Sunday.
func IsWeekend(date string) (bool, error) {
	day, err := readDate(date)
	return day.Weekday()%6 == 0 && err == nil, err
}

// StartOfMonth gives the first day of the month of a date.
func StartOfMonth(date string) (string, error) {
	day, err := readDate(date)
	if err != nil {
		return "", err
	}
	return day.AddDate(0, 0, 1-day.Day()).Format(dateLayout), nil
}

// EndOfMonth gives the last day of the month of a date.
func EndOfMonth(date string) (string, error) {
	day, err := readDate(date)
	if err != nil {
		return "", err
	}
	return day.AddDate(0, 0, 1-day.Day()).AddDate(0, 1, -1).Format(dateLayout), nil
}

// IsLeapYear says whether a year has 366 days.
func IsLeapYear(year int) (bool, error) {
	if year < 1 || year > 9999 {
		return false, errors.New("a year is 1 to 9999")
	}
	return year%4 == 0 && (year%100 != 0 || year%400 == 0), nil
}

// WeekOf gives the number of the week of a date (ISO 8601): weeks begin on Monday.
func WeekOf(date string) (int, error) {
	day, err := readDate(date)
	if err != nil {
		return 0, err
	}
	_, week := day.ISOWeek()
	return week, nil
}

// FormatDate writes a date in another form, such as DD.MM.YYYY or dddd, D MMMM YYYY.
func FormatDate(date, pattern string) (string, error) {
	day, err := readDate(date)
	if err != nil {
		return "", err
	}
	return datePart.ReplaceAllStringFunc(pattern, func(part string) string {
		switch part {
		case "YYYY":
			return fmt.Sprintf("%04d", day.Year())
		case "YY":
			return fmt.Sprintf("%02d", day.Year()%100)
		case "MMMM":
			return day.Month().String()
		case "MMM":
			return day.Month().String()[:3]
		case "MM":
			return fmt.Sprintf("%02d", day.Month())
		case "M":
			return strconv.Itoa(int(day.Month()))
		case "DD":
			return fmt.Sprintf("%02d", day.Day())
		case "D":
			return strconv.Itoa(day.Day())
		case "dddd":
			return day.Weekday().String()
		default:
			return day.Weekday().String()[:3]
		}
	}), nil
}

// WeekdayOf names the day of the week, Monday to Sunday.
func WeekdayOf(date string) (string, error) {
	day, err := readDate(date)
	if err != nil {
		return "", err
	}
	return day.Weekday().String(), nil
}

// AgeOn gives the age in whole years on a date.
func AgeOn(birthday string, options ...func(*AgeOnOptions)) (int, error) {
	o := AgeOnOptions{}
	for _, set := range options {
		set(&o)
	}
	born, err := readDate(birthday)
	if err != nil {
		return 0, err
	}
	day := time.Now()
	if o.Date != nil {
		if day, err = readDate(*o.Date); err != nil {
			return 0, err
		}
	}
	if day.Format(dateLayout) < born.Format(dateLayout) {
		return 0, errors.New("the date lies before the birthday")
	}
	age := day.Year() - born.Year()
	if day.Format("01-02") < born.Format("01-02") {
		age--
	}
	return age, nil
}

// DateSpan gives the time between two dates in years, months and days.
func DateSpan(from string, options ...func(*DateSpanOptions)) (Span, error) {
	o := DateSpanOptions{}
	for _, set := range options {
		set(&o)
	}
	last := time.Now().Format(dateLayout)
	if o.Date != nil {
		last = *o.Date
	}
	start, end, err := readDates(from, last)
	if err != nil {
		return Span{}, err
	}
	if end.Before(start) {
		return Span{}, errors.New("the date lies before the first")
	}
	months := (end.Year()-start.Year())*12 + int(end.Month()) - int(start.Month())
	reached, err := AddMonths(from, months)
	if err == nil && reached > last {
		months--
		reached, err = AddMonths(from, months)
	}
	if err != nil {
		return Span{}, err
	}
	days, err := DaysBetween(reached, last)
	return Span{Years: months / 12, Months: months % 12, Days: days}, err
}

// NextBirthday gives the next birthday; one of February 29 is on the 28th in years without it.
func NextBirthday(birthday string, options ...func(*NextBirthdayOptions)) (Birthday, error) {
	o := NextBirthdayOptions{}
	for _, set := range options {
		set(&o)
	}
	day := time.Now().Format(dateLayout)
	if o.Date != nil {
		day = *o.Date
	}
	span, err := DateSpan(birthday, func(o *DateSpanOptions) { o.Date = &day })
	if err != nil {
		return Birthday{}, err
	}
	age := span.Years
	next, err := AddMonths(birthday, age*12)
	if err == nil && next != day {
		age++
		next, err = AddMonths(birthday, age*12)
	}
	if err != nil {
		return Birthday{}, err
	}
	weekday, err := WeekdayOf(next)
	if err != nil {
		return Birthday{}, err
	}
	days, err := DaysBetween(day, next)
	return Birthday{Date: next, Weekday: weekday, Days: days, Age: age}, err
}

// ListDates lists the dates from one to another, both included.
func ListDates(from, to string, options ...func(*ListDatesOptions)) ([]string, error) {
	o := ListDatesOptions{Step: 1}
	for _, set := range options {
		set(&o)
	}
	first, last, err := readDates(from, to)
	if err != nil {
		return nil, err
	}
	switch {
	case o.Step < 1:
		return nil, errors.New("the step must be above zero")
	case last.Before(first):
		return nil, errors.New("the last date lies before the first")
	case daysFrom(first, last)/o.Step >= mostDates:
		return nil, fmt.Errorf("these are more than %d dates", mostDates)
	}
	var dates []string
	for day := first; !day.After(last); day = day.AddDate(0, 0, o.Step) {
		dates = append(dates, day.Format(dateLayout))
	}
	return dates, nil
}

func readDate(text string) (time.Time, error) {
	day, err := time.Parse(dateLayout, text)
	if err != nil {
		return time.Time{}, fmt.Errorf("%q is no date (YYYY-MM-DD)", text)
	}
	return day, nil
}

func readDates(from, to string) (first, last time.Time, err error) {
	if first, err = readDate(from); err != nil {
		return first, last, err
	}
	last, err = readDate(to)
	return first, last, err
}

// daysFrom counts in seconds: a duration ends after three centuries.
func daysFrom(first, last time.Time) int {
	return int((last.Unix() - first.Unix()) / 86_400)
}
