package currency

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// ExchangeRatesOptions says what the rates are given in.
type ExchangeRatesOptions struct {
	// Base is the currency in which rates are given; EUR if not set.
	Base string
}

// RateList is the base and the rate of each currency.
type RateList struct {
	Base  string             `json:"base"`
	Rates map[string]float64 `json:"rates"`
}

// ExchangeRates is rates of currencies against one that they are all given in. It can be written as JSON and read from it.
// Any number of goroutines may use it.
type ExchangeRates struct {
	mutex sync.Mutex
	base  string
	rates map[string]float64
}

var (
	rateCode = regexp.MustCompile(`^[A-Z]{3}$`)
	rateNote = regexp.MustCompile(`^\s*(?:#.*)?$`)
	rateLine = regexp.MustCompile(`^\s*([A-Za-z]{3})[\s:=,;]+([0-9]+(?:\.[0-9]+)?)\s*$`)
)

// NewExchangeRates makes rates that know the base only.
func NewExchangeRates(options ...func(*ExchangeRatesOptions)) (*ExchangeRates, error) {
	o := ExchangeRatesOptions{Base: "EUR"}
	for _, set := range options {
		set(&o)
	}
	base, err := currencyCode(o.Base)
	if err != nil {
		return nil, err
	}
	return &ExchangeRates{base: base, rates: map[string]float64{base: 1}}, nil
}

// SetRate says how much of a currency one unit of the base currency buys.
func (e *ExchangeRates) SetRate(currency string, rate float64) error {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	return e.set(currency, rate)
}

// LoadRates takes a currency and its rate from each line, and says how many; none of them where one is wrong.
func (e *ExchangeRates) LoadRates(text string) (int, error) {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	before := map[string]float64{}
	for code, rate := range e.rates {
		before[code] = rate
	}
	taken := 0
	for at, line := range strings.Split(text, "\n") {
		if rateNote.MatchString(line) {
			continue
		}
		found := rateLine.FindStringSubmatch(line)
		if found == nil {
			e.rates = before
			return 0, fmt.Errorf("line %d is no currency with its rate: %s", at+1, line)
		}
		rate, err := strconv.ParseFloat(found[2], 64)
		if err == nil {
			err = e.set(found[1], rate)
		}
		if err != nil {
			e.rates = before
			return 0, err
		}
		taken++
	}
	return taken, nil
}

// Convert converts an amount, rounded half up to cents.
func (e *ExchangeRates) Convert(amount float64, from, to string) (float64, error) {
	if math.IsNaN(amount) || math.IsInf(amount, 0) {
		return 0, errors.New("the amount is a number")
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	bought, err := e.rateOf(from)
	if err != nil {
		return 0, err
	}
	sold, err := e.rateOf(to)
	if err != nil {
		return 0, err
	}
	// The last digits of a product of decimals are noise.
	cents, err := strconv.ParseFloat(strconv.FormatFloat(amount/bought*sold*100, 'g', 15, 64), 64)
	return math.Floor(cents+0.5) / 100, err
}

// ListRates gives the base and the rate of each currency.
func (e *ExchangeRates) ListRates() RateList {
	e.mutex.Lock()
	defer e.mutex.Unlock()
	rates := map[string]float64{}
	for code, rate := range e.rates {
		rates[code] = rate
	}
	return RateList{Base: e.base, Rates: rates}
}

// MarshalJSON writes all rates.
func (e *ExchangeRates) MarshalJSON() ([]byte, error) {
	return json.Marshal(e.ListRates())
}

// UnmarshalJSON goes on with what was written.
func (e *ExchangeRates) UnmarshalJSON(text []byte) error {
	var list RateList
	if err := json.Unmarshal(text, &list); err != nil {
		return err
	}
	base, err := currencyCode(list.Base)
	if err != nil {
		return err
	}
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.base, e.rates = base, map[string]float64{base: 1}
	for code, rate := range list.Rates {
		e.rates[code] = rate
	}
	return nil
}

func (e *ExchangeRates) set(currency string, rate float64) error {
	code, err := currencyCode(currency)
	switch {
	case err != nil:
		return err
	case math.IsNaN(rate) || math.IsInf(rate, 0) || rate <= 0:
		return errors.New("a rate is a positive number")
	case code == e.base && rate != 1:
		return fmt.Errorf("the rate of %s is 1", code)
	}
	e.rates[code] = rate
	return nil
}

func (e *ExchangeRates) rateOf(currency string) (float64, error) {
	code, err := currencyCode(currency)
	if err != nil {
		return 0, err
	}
	rate, found := e.rates[code]
	if !found {
		return 0, fmt.Errorf("there is no rate for %s", code)
	}
	return rate, nil
}

func currencyCode(text string) (string, error) {
	code := strings.ToUpper(strings.TrimSpace(text))
	if !rateCode.MatchString(code) {
		return "", fmt.Errorf("a currency has three letters: %s", text)
	}
	return code, nil
}
