package numbers

import (
	"errors"
	"math/big"
)

// IsPrime says whether a number is prime.
func IsPrime(number int) bool {
	if number < 4 {
		return number > 1
	}
	if number%2 == 0 {
		return false
	}
	for divisor := 3; divisor <= number/divisor; divisor += 2 {
		if number%divisor == 0 {
			return false
		}
	}
	return true
}

// PrimesUpTo lists the primes up to a number (sieve of Eratosthenes).
func PrimesUpTo(limit int) ([]int, error) {
	if limit > 1_000_000 {
		return nil, errors.New("primes are listed up to 1000000")
	}
	primes := []int{}
	if limit < 2 {
		return primes, nil
	}
	crossed := make([]bool, limit+1)
	for number := 2; number <= limit; number++ {
		if crossed[number] {
			continue
		}
		primes = append(primes, number)
		for multiple := number * number; multiple <= limit; multiple += number {
			crossed[multiple] = true
		}
	}
	return primes, nil
}

// Factorise gives the prime factors of a number, the smallest first.
func Factorise(number int) ([]int, error) {
	if number < 2 {
		return nil, errors.New("the number must be at least 2")
	}
	factors := []int{}
	for divisor := 2; divisor <= number/divisor; {
		if number%divisor == 0 {
			factors = append(factors, divisor)
			number /= divisor
			continue
		}
		divisor++
	}
	if number > 1 {
		factors = append(factors, number)
	}
	return factors, nil
}

// GreatestCommonDivisor gives the greatest number that divides both.
func GreatestCommonDivisor(a, b int) int {
	for b != 0 {
		a, b = b, a%b
	}
	if a < 0 {
		return -a
	}
	return a
}

// LeastCommonMultiple gives the least number that both divide.
func LeastCommonMultiple(a, b int) int {
	if a == 0 || b == 0 {
		return 0
	}
	multiple := a / GreatestCommonDivisor(a, b) * b
	if multiple < 0 {
		return -multiple
	}
	return multiple
}

// Factorial multiplies all numbers from 1 to one, in full length.
func Factorial(number int) (string, error) {
	if number < 0 || number > 1000 {
		return "", errors.New("the number is a whole one from 0 to 1000")
	}
	return new(big.Int).MulRange(1, int64(number)).String(), nil
}

// Fibonacci gives the Fibonacci number at a place, in full length: 0, 1, 1, 2, 3, 5 …
func Fibonacci(position int) (string, error) {
	if position < 0 || position > 1000 {
		return "", errors.New("the place is a whole number from 0 to 1000")
	}
	current, next := big.NewInt(0), big.NewInt(1)
	for at := 0; at < position; at++ {
		current, next = next, current.Add(current, next)
	}
	return current.String(), nil
}

// FibonacciNumbers lists the first Fibonacci numbers.
func FibonacciNumbers(count int) ([]string, error) {
	if count < 1 || count > 1000 {
		return nil, errors.New("from 1 to 1000 numbers are listed")
	}
	numbers := make([]string, count)
	for position := range numbers {
		number, err := Fibonacci(position)
		if err != nil {
			return nil, err
		}
		numbers[position] = number
	}
	return numbers, nil
}
