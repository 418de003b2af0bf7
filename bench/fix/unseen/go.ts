import type { Program } from '../contract.ts';

/** Written with those of `untouched2` and not run until the search was done: the figure that counts. */
export const unseenGo: Program[] = [
  {
    name: 'merge',
    source: `package program

func Merge(a, b []int) []int {
	result := make([]int, 0, len(a)+len(b))
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		if a[i] <= b[j] {
			result = append(result, a[i])
			i++
		} else {
			result = append(result, b[j])
			j++
		}
	}
	result = append(result, a[i:]...)
	result = append(result, b[j:]...)
	return result
}
`,
    slips: [['	result = append(result, b[j:]...)\n', '']],
    calls: ['Merge(nil, nil)', 'Merge([]int{1, 3}, []int{2})', 'Merge([]int{1}, []int{2, 3})', 'Merge(nil, []int{4})'],
    held: ['Merge([]int{5, 9}, []int{1, 7, 10, 11})', 'Merge([]int{1, 1}, []int{1})', 'Merge([]int{8}, nil)'],
  },
  {
    name: 'palindrome',
    source: `package program

import "unicode"

func IsPalindrome(text string) bool {
	var letters []rune
	for _, letter := range text {
		if unicode.IsLetter(letter) || unicode.IsDigit(letter) {
			letters = append(letters, unicode.ToLower(letter))
		}
	}
	for i, j := 0, len(letters)-1; i < j; i, j = i+1, j-1 {
		if letters[i] != letters[j] {
			return false
		}
	}
	return true
}
`,
    slips: [['unicode.IsLetter(letter) || unicode.IsDigit(letter)', 'unicode.IsLetter(letter)']],
    calls: [
      'IsPalindrome("")',
      'IsPalindrome("Anna")',
      'IsPalindrome("A man, a plan, a canal: Panama")',
      'IsPalindrome("1a2")',
      'IsPalindrome("12a21")',
      'IsPalindrome("ab")',
    ],
    held: ['IsPalindrome("0b1")', 'IsPalindrome("No 7 on")', 'IsPalindrome("4x4")'],
  },
  {
    name: 'window',
    source: `package program

func Longest(text string) int {
	seen := map[rune]int{}
	best, start := 0, 0
	for i, letter := range []rune(text) {
		if last, ok := seen[letter]; ok && last >= start {
			start = last + 1
		}
		seen[letter] = i
		if length := i - start + 1; length > best {
			best = length
		}
	}
	return best
}
`,
    slips: [['ok && last >= start {', 'ok {']],
    calls: ['Longest("")', 'Longest("aaa")', 'Longest("abcab")', 'Longest("abba")', 'Longest("pwwkew")'],
    held: ['Longest("tmmzuxt")', 'Longest("dvdf")', 'Longest("abcdcbae")', 'Longest("aab")'],
  },
];
