package trie

import (
	"encoding/json"
	"errors"
	"sort"
	"strings"
	"sync"
)

// CompleteOptions says how many completions are given.
type CompleteOptions struct {
	// Limit is the most words to give; 10 if not set.
	Limit int
}

// Trie holds words in a tree of letters, with how often each was inserted. Capitals count as small letters. It can be
// written as JSON and read from it. Any number of goroutines may use it.
type Trie struct {
	mutex sync.RWMutex
	root  *trieNode
}

type trieNode struct {
	next map[rune]*trieNode
	// count is how often the word that ends here was inserted; 0 where none does.
	count int
}

// NewTrie makes a tree without words.
func NewTrie() *Trie {
	return &Trie{root: newTrieNode()}
}

func newTrieNode() *trieNode {
	return &trieNode{next: map[rune]*trieNode{}}
}

// Insert inserts a word, or counts it once more.
func (t *Trie) Insert(word string) error {
	plain := plainWord(word)
	if plain == "" {
		return errors.New("a word has at least one letter")
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.root.reach(plain).count++
	return nil
}

// Has says whether a word was inserted.
func (t *Trie) Has(word string) bool {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	node := t.root.find(plainWord(word))
	return node != nil && node.count > 0
}

// StartsWith says whether any word begins so.
func (t *Trie) StartsWith(prefix string) bool {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	return t.root.find(plainWord(prefix)) != nil
}

// Complete gives the words that begin so, those inserted most often first, of equals by the alphabet.
func (t *Trie) Complete(prefix string, options ...func(*CompleteOptions)) ([]string, error) {
	o := CompleteOptions{Limit: 10}
	for _, set := range options {
		set(&o)
	}
	if o.Limit < 1 {
		return nil, errors.New("limit must be at least 1")
	}
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	counts := map[string]int{}
	if start := t.root.find(plainWord(prefix)); start != nil {
		start.collect(plainWord(prefix), counts)
	}
	words := make([]string, 0, len(counts))
	for word := range counts {
		words = append(words, word)
	}
	sort.Slice(words, func(at, other int) bool {
		a, b := words[at], words[other]
		if counts[a] == counts[b] {
			return a < b
		}
		return counts[a] > counts[b]
	})
	if len(words) > o.Limit {
		words = words[:o.Limit]
	}
	return words, nil
}

// Remove removes a word, and the letters that no other word needs; it says whether the word was there.
func (t *Trie) Remove(word string) bool {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	return t.root.remove([]rune(plainWord(word)))
}

// MarshalJSON writes each word with how often it was inserted.
func (t *Trie) MarshalJSON() ([]byte, error) {
	t.mutex.RLock()
	defer t.mutex.RUnlock()
	counts := map[string]int{}
	t.root.collect("", counts)
	return json.Marshal(counts)
}

// UnmarshalJSON goes on with what was written.
func (t *Trie) UnmarshalJSON(text []byte) error {
	var counts map[string]int
	if err := json.Unmarshal(text, &counts); err != nil {
		return err
	}
	t.mutex.Lock()
	defer t.mutex.Unlock()
	t.root = newTrieNode()
	for word, count := range counts {
		t.root.reach(word).count = count
	}
	return nil
}

func plainWord(word string) string {
	return strings.ToLower(strings.TrimSpace(word))
}

func (n *trieNode) find(prefix string) *trieNode {
	for _, letter := range prefix {
		if n = n.next[letter]; n == nil {
			return nil
		}
	}
	return n
}

func (n *trieNode) reach(word string) *trieNode {
	for _, letter := range word {
		if n.next[letter] == nil {
			n.next[letter] = newTrieNode()
		}
		n = n.next[letter]
	}
	return n
}

func (n *trieNode) remove(letters []rune) bool {
	if len(letters) == 0 {
		was := n.count > 0
		n.count = 0
		return was
	}
	next := n.next[letters[0]]
	if next == nil || !next.remove(letters[1:]) {
		return false
	}
	if next.count == 0 && len(next.next) == 0 {
		delete(n.next, letters[0])
	}
	return true
}

func (n *trieNode) collect(prefix string, counts map[string]int) {
	if n.count > 0 {
		counts[prefix] = n.count
	}
	for letter, next := range n.next {
		next.collect(prefix+string(letter), counts)
	}
}
