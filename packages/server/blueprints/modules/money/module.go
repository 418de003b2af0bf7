package money

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"sort"
	"strconv"
	"strings"
)

var currencySigns = map[string]string{
	"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹", "CNY": "CN¥", "KRW": "₩",
}

// PercentAdded is an amount, what was added to it, and both together, in cents.
type PercentAdded struct {
	Amount int `json:"amount"`
	Added  int `json:"added"`
	Total  int `json:"total"`
}

// ShareBillOptions says what ShareBill adds and how it rounds.
type ShareBillOptions struct {
	// Tip is in percent.
	Tip float64
	// RoundUpTo makes each pay a multiple of so many cents; 1 if not set.
	RoundUpTo int
}

// SharedBill is what a bill comes to, in cents; Paid is what all give together.
type SharedBill struct {
	Tip   int `json:"tip"`
	Total int `json:"total"`
	Each  int `json:"each"`
	Paid  int `json:"paid"`
}

// FormatMoneyOptions says how FormatMoney writes.
type FormatMoneyOptions struct {
	// Currency is a code of three letters; USD if not set.
	Currency string
}

// SplitAmount splits an amount into parts that differ by one cent at most, the larger ones first.
func SplitAmount(cents, ways int) ([]int, error) {
	if ways < 1 {
		return nil, errors.New("ways must be above zero")
	}
	shares := make([]float64, ways)
	for at := range shares {
		shares[at] = 1
	}
	return SplitByShares(cents, shares)
}

// ShareBill adds a tip to a bill and gives what each person pays, rounded up.
func ShareBill(cents, people int, options ...func(*ShareBillOptions)) (SharedBill, error) {
	o := ShareBillOptions{RoundUpTo: 1}
	for _, set := range options {
		set(&o)
	}
	if people < 1 {
		return SharedBill{}, errors.New("people must be above zero")
	}
	if cents < 0 {
		return SharedBill{}, errors.New("a bill is not below zero")
	}
	if o.RoundUpTo < 1 {
		return SharedBill{}, errors.New("roundUpTo must be above zero")
	}
	bill, err := AddPercent(cents, o.Tip)
	if err != nil {
		return SharedBill{}, err
	}
	step := people * o.RoundUpTo
	each := (bill.Total + step - 1) / step * o.RoundUpTo
	return SharedBill{Tip: bill.Added, Total: bill.Total, Each: each, Paid: each * people}, nil
}

// SplitByShares splits an amount by shares so that the parts add up to it.
func SplitByShares(cents int, shares []float64) ([]int, error) {
	sum := new(big.Rat)
	weights := make([]*big.Rat, len(shares))
	for at, share := range shares {
		if share < 0 || math.IsNaN(share) || math.IsInf(share, 0) {
			return nil, errors.New("the shares must not be negative, and one must be above zero")
		}
		weights[at] = new(big.Rat).SetFloat64(share)
		sum.Add(sum, weights[at])
	}
	if sum.Sign() == 0 {
		return nil, errors.New("the shares must not be negative, and one must be above zero")
	}
	parts := make([]int, len(shares))
	lost := make([]*big.Rat, len(shares))
	order := make([]int, len(shares))
	left := cents
	for at, weight := range weights {
		exact := new(big.Rat).Quo(new(big.Rat).Mul(new(big.Rat).SetInt64(int64(cents)), weight), sum)
		floor := new(big.Int).Div(exact.Num(), exact.Denom())
		parts[at] = int(floor.Int64())
		lost[at] = exact.Sub(exact, new(big.Rat).SetInt(floor))
		order[at] = at
		left -= parts[at]
	}
	// Cents that rounding left over go to those who lost most by it.
	sort.SliceStable(order, func(a, b int) bool { return lost[order[a]].Cmp(lost[order[b]]) > 0 })
	for _, at := range order[:left] {
		parts[at]++
	}
	return parts, nil
}

// AddPercent adds a percentage such as tax or a tip to an amount; half a cent is rounded up.
func AddPercent(cents int, percent float64) (PercentAdded, error) {
	exact, known := new(big.Rat).SetString(strconv.FormatFloat(percent, 'f', -1, 64))
	if !known || percent < 0 {
		return PercentAdded{}, errors.New("percent must not be negative")
	}
	exact.Mul(exact, big.NewRat(int64(cents), 100))
	negative := exact.Sign() < 0
	exact.Abs(exact).Add(exact, big.NewRat(1, 2))
	added := int(new(big.Int).Div(exact.Num(), exact.Denom()).Int64())
	if negative {
		added = -added
	}
	return PercentAdded{Amount: cents, Added: added, Total: cents + added}, nil
}

// FormatMoney writes an amount with its currency, grouped by thousands.
func FormatMoney(cents int, options ...func(*FormatMoneyOptions)) (string, error) {
	o := FormatMoneyOptions{Currency: "USD"}
	for _, set := range options {
		set(&o)
	}
	code := strings.ToUpper(o.Currency)
	if len(code) != 3 || strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		return "", fmt.Errorf("%q is no currency code of three letters", o.Currency)
	}
	sign, before := "", code+" "
	if cents < 0 {
		sign, cents = "-", -cents
	}
	if known, found := currencySigns[code]; found {
		before = known
	}
	whole := strconv.Itoa(cents / 100)
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + "," + whole[at:]
	}
	return fmt.Sprintf("%s%s%s.%02d", sign, before, whole, cents%100), nil
}
