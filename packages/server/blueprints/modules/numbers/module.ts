/** Whether a number is prime. */
export function isPrime(number: number): boolean {
  wholeNumber(number);
  if (number < 4) return number > 1;
  if (number % 2 === 0) return false;
  for (let divisor = 3; divisor * divisor <= number; divisor += 2) {
    if (number % divisor === 0) return false;
  }
  return true;
}

/** Lists the primes up to a number (sieve of Eratosthenes). */
export function primesUpTo(limit: number): number[] {
  wholeNumber(limit);
  if (limit > 1_000_000) throw new RangeError('Primes are listed up to 1000000.');
  const crossed = new Uint8Array(Math.max(0, limit) + 1);
  const primes: number[] = [];
  for (let number = 2; number <= limit; number += 1) {
    if (crossed[number]) continue;
    primes.push(number);
    for (let multiple = number * number; multiple <= limit; multiple += number)
      crossed[multiple] = 1;
  }
  return primes;
}

/** Gives the prime factors of a number, the smallest first. */
export function factorise(number: number): number[] {
  wholeNumber(number);
  if (number < 2) throw new RangeError('The number must be at least 2.');
  const factors: number[] = [];
  let rest = number;
  for (let divisor = 2; divisor * divisor <= rest; divisor += divisor === 2 ? 1 : 2) {
    while (rest % divisor === 0) {
      factors.push(divisor);
      rest /= divisor;
    }
  }
  return rest > 1 ? [...factors, rest] : factors;
}

/** The greatest number that divides both. */
export function greatestCommonDivisor(a: number, b: number): number {
  let [left, right] = [Math.abs(wholeNumber(a)), Math.abs(wholeNumber(b))];
  while (right > 0) [left, right] = [right, left % right];
  return left;
}

/** The least number that both divide. */
export function leastCommonMultiple(a: number, b: number): number {
  return a === 0 || b === 0 ? 0 : Math.abs(a / greatestCommonDivisor(a, b)) * Math.abs(b);
}

/** Multiplies all numbers from 1 to one, in full length. */
export function factorial(number: number): string {
  if (!Number.isInteger(number) || number < 0 || number > 1000) {
    throw new RangeError('The number is a whole one from 0 to 1000.');
  }
  let product = 1n;
  for (let factor = 2n; factor <= BigInt(number); factor += 1n) product *= factor;
  return String(product);
}

/** The Fibonacci number at a place, in full length: 0, 1, 1, 2, 3, 5 … */
export function fibonacci(position: number): string {
  if (!Number.isInteger(position) || position < 0 || position > 1000) {
    throw new RangeError('The place is a whole number from 0 to 1000.');
  }
  let [current, next] = [0n, 1n];
  for (let at = 0; at < position; at += 1) [current, next] = [next, current + next];
  return String(current);
}

/** Lists the first Fibonacci numbers. */
export function fibonacciNumbers(count: number): string[] {
  if (!Number.isInteger(count) || count < 1 || count > 1000) {
    throw new RangeError('From 1 to 1000 numbers are listed.');
  }
  return Array.from({ length: count }, (_, at) => fibonacci(at));
}

function wholeNumber(number: number): number {
  if (!Number.isSafeInteger(number)) throw new RangeError(`${number} is not a whole number.`);
  return number;
}
