package finance

import (
	"errors"
	"math"
)

// CompoundInterestOptions says how savings grow.
type CompoundInterestOptions struct {
	// Monthly is what is added each month.
	Monthly float64
	// TimesPerYear is how often interest is added a year; 12 if not set.
	TimesPerYear int
}

// LoanCost is what a loan costs.
type LoanCost struct {
	Payment  float64 `json:"payment"`
	Total    float64 `json:"total"`
	Interest float64 `json:"interest"`
}

// LoanMonth is a month of a loan.
type LoanMonth struct {
	Month    int     `json:"month"`
	Payment  float64 `json:"payment"`
	Interest float64 `json:"interest"`
	PaidBack float64 `json:"paidBack"`
	Left     float64 `json:"left"`
}

// Savings is what an amount has grown to.
type Savings struct {
	Value    float64 `json:"value"`
	PaidIn   float64 `json:"paidIn"`
	Interest float64 `json:"interest"`
}

// LoanPayment gives the monthly payment of a loan, the total of its schedule and the interest.
func LoanPayment(amount, yearlyPercent float64, months int) (LoanCost, error) {
	schedule, err := LoanSchedule(amount, yearlyPercent, months)
	if err != nil {
		return LoanCost{}, err
	}
	total := 0.0
	for _, month := range schedule {
		total += month.Payment
	}
	return LoanCost{schedule[0].Payment, inCents(total), inCents(total - amount)}, nil
}

// LoanSchedule lists each month of a loan; the last payment makes up for rounding.
func LoanSchedule(amount, yearlyPercent float64, months int) ([]LoanMonth, error) {
	switch {
	case !(amount > 0):
		return nil, errors.New("the amount must be positive")
	case !(yearlyPercent >= 0):
		return nil, errors.New("the interest may not be negative")
	case months < 1 || months > 600:
		return nil, errors.New("the months are a whole number from 1 to 600")
	}
	rate := yearlyPercent / 1200
	usual := inCents(amount / float64(months))
	if rate > 0 {
		usual = inCents(amount * rate / (1 - math.Pow(1+rate, -float64(months))))
	}
	left := amount
	schedule := []LoanMonth{}
	for month := 1; month <= months; month++ {
		interest := inCents(left * rate)
		payment := usual
		if month == months {
			payment = inCents(left + interest)
		}
		left = inCents(left + interest - payment)
		schedule = append(schedule, LoanMonth{month, payment, interest, inCents(payment - interest), left})
	}
	return schedule, nil
}

// CompoundInterest gives what an amount grows to, with a payment each month if there is one.
func CompoundInterest(amount, yearlyPercent, years float64, options ...func(*CompoundInterestOptions)) (Savings, error) {
	o := CompoundInterestOptions{TimesPerYear: 12}
	for _, set := range options {
		set(&o)
	}
	if !(years >= 0 && years <= 200) {
		return Savings{}, errors.New("the years are 0 to 200")
	}
	if !(amount >= 0) || !(o.Monthly >= 0) || o.TimesPerYear < 1 {
		return Savings{}, errors.New("amounts may not be negative, and interest is added at least once a year")
	}
	grown := math.Pow(1+yearlyPercent/100/float64(o.TimesPerYear), float64(o.TimesPerYear))
	perMonth := math.Pow(grown, 1.0/12)
	months := math.Round(years * 12)
	series := months
	if perMonth != 1 {
		series = (math.Pow(perMonth, months) - 1) / (perMonth - 1)
	}
	value := inCents(amount*math.Pow(grown, years) + o.Monthly*series)
	paidIn := inCents(amount + o.Monthly*months)
	return Savings{value, paidIn, inCents(value - paidIn)}, nil
}

func inCents(amount float64) float64 {
	// A half is one although its last digits are noise; adding 0 makes -0 an ordinary zero.
	return math.Floor(amount*100+0.5+1e-7)/100 + 0
}
