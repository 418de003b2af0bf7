"""Tells primes, factorises, and computes divisors, factorials and Fibonacci numbers."""

import math


def is_prime(number: int) -> bool:
    """Say whether a number is prime."""
    if number < 4:
        return number > 1
    if number % 2 == 0:
        return False
    return all(number % divisor for divisor in range(3, math.isqrt(number) + 1, 2))


def primes_up_to(limit: int) -> list[int]:
    """List the primes up to a number (sieve of Eratosthenes)."""
    if limit > 1_000_000:
        raise ValueError("Primes are listed up to 1000000.")
    crossed = bytearray(max(0, limit) + 1)
    primes: list[int] = []
    for number in range(2, limit + 1):
        if crossed[number]:
            continue
        primes.append(number)
        for multiple in range(number * number, limit + 1, number):
            crossed[multiple] = 1
    return primes


def factorise(number: int) -> list[int]:
    """Give the prime factors of a number, the smallest first."""
    if number < 2:
        raise ValueError("The number must be at least 2.")
    factors: list[int] = []
    divisor = 2
    while divisor * divisor <= number:
        while number % divisor == 0:
            factors.append(divisor)
            number //= divisor
        divisor += 1 if divisor == 2 else 2
    return [*factors, number] if number > 1 else factors


def greatest_common_divisor(a: int, b: int) -> int:
    """Give the greatest number that divides both."""
    return math.gcd(a, b)


def least_common_multiple(a: int, b: int) -> int:
    """Give the least number that both divide."""
    return math.lcm(a, b)


def factorial(number: int) -> str:
    """Multiply all numbers from 1 to one, in full length."""
    if not 0 <= number <= 1000:
        raise ValueError("The number is a whole one from 0 to 1000.")
    return str(math.factorial(number))


def fibonacci(position: int) -> str:
    """Give the Fibonacci number at a place, in full length: 0, 1, 1, 2, 3, 5 …"""
    if not 0 <= position <= 1000:
        raise ValueError("The place is a whole number from 0 to 1000.")
    current, following = 0, 1
    for _ in range(position):
        current, following = following, current + following
    return str(current)


def fibonacci_numbers(count: int) -> list[str]:
    """List the first Fibonacci numbers."""
    if not 1 <= count <= 1000:
        raise ValueError("From 1 to 1000 numbers are listed.")
    return [fibonacci(position) for position in range(count)]
