package dates

import (
	"errors"
	"fmt"
	"time"
)

const (
	dateLayout = "2006-01-02"
	mostDates  = 100_000
)

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
