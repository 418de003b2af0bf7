package calculator

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
)

var (
	expressionToken = regexp.MustCompile(`(?i)\s*([0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?|\.[0-9]+|[a-z]+|[-+*/%^(),])|\s*(\S)`)
	knownConstants  = map[string]float64{"pi": math.Pi, "e": math.E}
	knownFunctions  = map[string]func(float64) float64{
		"abs": math.Abs, "ceil": math.Ceil, "cos": math.Cos, "exp": math.Exp, "floor": math.Floor, "ln": math.Log,
		"log": math.Log10, "round": math.Round, "sin": math.Sin, "sqrt": math.Sqrt, "tan": math.Tan,
	}
	knownChoices = map[string]func(a, b float64) float64{"max": math.Max, "min": math.Min}
)

// mostNested holds the calls of a text of brackets alone within bounds.
const mostNested = 1000

var errDivision = errors.New("nothing can be divided by zero")

// Calculate computes an expression such as (2 + 3) * 4. Operators are + - * / % and ^, which binds most and from the right.
func Calculate(expression string) (float64, error) {
	reader := &expressionReader{}
	for _, match := range expressionToken.FindAllStringSubmatch(expression, -1) {
		if match[2] != "" {
			return 0, fmt.Errorf("%q is not part of an expression", match[2])
		}
		reader.tokens = append(reader.tokens, strings.ToLower(match[1]))
	}
	value, err := reader.sum()
	switch {
	case err != nil:
		return 0, err
	case reader.at < len(reader.tokens):
		return 0, fmt.Errorf("%q was not expected", reader.tokens[reader.at])
	case math.IsNaN(value) || math.IsInf(value, 0):
		return 0, errors.New("the result is not a number")
	}
	return value, nil
}

type expressionReader struct {
	tokens []string
	at     int
	depth  int
}

func (r *expressionReader) sum() (float64, error) {
	value, err := r.product()
	for err == nil {
		var part float64
		switch r.take("+", "-") {
		case "":
			return value, nil
		case "+":
			part, err = r.product()
			value += part
		case "-":
			part, err = r.product()
			value -= part
		}
	}
	return 0, err
}

func (r *expressionReader) product() (float64, error) {
	value, err := r.signed()
	for err == nil {
		sign := r.take("*", "/", "%")
		if sign == "" {
			return value, nil
		}
		var part float64
		if part, err = r.signed(); err != nil {
			break
		}
		switch {
		case sign == "*":
			value *= part
		case part == 0:
			return 0, errDivision
		case sign == "/":
			value /= part
		default:
			value = math.Mod(value, part)
		}
	}
	return 0, err
}

func (r *expressionReader) signed() (float64, error) {
	r.depth++
	defer func() { r.depth-- }()
	if r.depth > mostNested {
		return 0, errors.New("the expression is nested too deeply")
	}
	if r.take("-") != "" {
		value, err := r.signed()
		return -value, err
	}
	r.take("+")
	return r.power()
}

func (r *expressionReader) power() (float64, error) {
	base, err := r.value()
	if err != nil || r.take("^") == "" {
		return base, err
	}
	exponent, err := r.signed()
	if err == nil && base == 0 && exponent < 0 {
		err = errDivision
	}
	return math.Pow(base, exponent), err
}

func (r *expressionReader) value() (float64, error) {
	if r.at == len(r.tokens) {
		return 0, errors.New("the expression ends too early")
	}
	token := r.tokens[r.at]
	r.at++
	if token == "(" {
		values, err := r.inBrackets(1)
		if err != nil {
			return 0, err
		}
		return values[0], nil
	}
	if number, err := strconv.ParseFloat(token, 64); err == nil && token[0] <= '9' {
		return number, nil
	}
	if constant, known := knownConstants[token]; known {
		return constant, nil
	}
	of, isFunction := knownFunctions[token]
	choose, isChoice := knownChoices[token]
	if !isFunction && !isChoice || r.take("(") == "" {
		return 0, fmt.Errorf("%q was not expected", token)
	}
	most := 1
	if isChoice {
		most = math.MaxInt
	}
	values, err := r.inBrackets(most)
	if err != nil {
		return 0, err
	}
	if isFunction {
		return of(values[0]), nil
	}
	chosen := values[0]
	for _, value := range values[1:] {
		chosen = choose(chosen, value)
	}
	return chosen, nil
}

// inBrackets reads values with commas between them up to the bracket that closes.
func (r *expressionReader) inBrackets(most int) ([]float64, error) {
	var values []float64
	for {
		value, err := r.sum()
		if err != nil {
			return nil, err
		}
		values = append(values, value)
		if len(values) == most || r.take(",") == "" {
			break
		}
	}
	if r.take(")") == "" {
		return nil, errors.New("a bracket is never closed")
	}
	return values, nil
}

// take goes on behind the next token if it is one of these, and gives it.
func (r *expressionReader) take(wanted ...string) string {
	if r.at == len(r.tokens) {
		return ""
	}
	for _, token := range wanted {
		if r.tokens[r.at] == token {
			r.at++
			return token
		}
	}
	return ""
}
