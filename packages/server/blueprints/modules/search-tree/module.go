package searchtree

import (
	"errors"
	"math"
)

// SearchTreeInsertOptions says what stands under a key.
type SearchTreeInsertOptions struct {
	// Value of the key; nothing if not set.
	Value any
}

// SearchTreeKeysOptions says in which order keys are listed.
type SearchTreeKeysOptions struct {
	// Order is in, pre or post: keys between, before or behind their children; in if not set.
	Order string
}

type treeBranch struct {
	key         float64
	value       any
	left, right *treeBranch
	height      int
}

// SearchTree is keys in order, each with a value. The two sides of a branch differ by one in height at most (AVL). One
// goroutine at a time may use it.
type SearchTree struct {
	root *treeBranch
	size int
}

// NewSearchTree makes a tree without keys.
func NewSearchTree() *SearchTree {
	return &SearchTree{}
}

// Insert puts a key in, or a new value for it, and says how many keys there are.
func (t *SearchTree) Insert(key float64, options ...func(*SearchTreeInsertOptions)) (int, error) {
	var o SearchTreeInsertOptions
	for _, set := range options {
		set(&o)
	}
	if math.IsNaN(key) {
		return 0, errors.New("a key is a number")
	}
	t.root = t.put(t.root, key, o.Value)
	return t.size, nil
}

// Has says whether a key is there.
func (t *SearchTree) Has(key float64) bool {
	return t.find(key) != nil
}

// Get gives the value of a key; false where it is not there.
func (t *SearchTree) Get(key float64) (any, bool) {
	branch := t.find(key)
	if branch == nil {
		return nil, false
	}
	return branch.value, true
}

// Remove takes a key out, and says whether it was there.
func (t *SearchTree) Remove(key float64) bool {
	if !t.Has(key) {
		return false
	}
	t.root = t.root.without(key)
	t.size--
	return true
}

// Keys lists the keys.
func (t *SearchTree) Keys(options ...func(*SearchTreeKeysOptions)) ([]float64, error) {
	o := SearchTreeKeysOptions{Order: "in"}
	for _, set := range options {
		set(&o)
	}
	if o.Order != "in" && o.Order != "pre" && o.Order != "post" {
		return nil, errors.New("the order is in, pre or post")
	}
	return t.root.walk(o.Order, []float64{}), nil
}

// Between lists the keys from one to another, both included, without looking at the others.
func (t *SearchTree) Between(from, to float64) []float64 {
	return t.root.within(from, to, []float64{})
}

// Height gives the steps to the lowest key.
func (t *SearchTree) Height() int {
	return t.root.tall()
}

func (t *SearchTree) find(key float64) *treeBranch {
	branch := t.root
	for branch != nil && branch.key != key {
		if key < branch.key {
			branch = branch.left
		} else {
			branch = branch.right
		}
	}
	return branch
}

func (t *SearchTree) put(branch *treeBranch, key float64, value any) *treeBranch {
	switch {
	case branch == nil:
		t.size++
		return &treeBranch{key: key, value: value, height: 1}
	case key == branch.key:
		branch.value = value
	case key < branch.key:
		branch.left = t.put(branch.left, key, value)
	default:
		branch.right = t.put(branch.right, key, value)
	}
	return branch.balanced()
}

// without takes a key out; the next greater one takes its place.
func (b *treeBranch) without(key float64) *treeBranch {
	switch {
	case b == nil:
		return nil
	case key < b.key:
		b.left = b.left.without(key)
	case key > b.key:
		b.right = b.right.without(key)
	case b.left == nil:
		return b.right
	case b.right == nil:
		return b.left
	default:
		next := b.right
		for next.left != nil {
			next = next.left
		}
		b.key, b.value = next.key, next.value
		b.right = b.right.without(next.key)
	}
	return b.balanced()
}

func (b *treeBranch) walk(order string, keys []float64) []float64 {
	if b == nil {
		return keys
	}
	if order == "pre" {
		keys = append(keys, b.key)
	}
	keys = b.left.walk(order, keys)
	if order == "in" {
		keys = append(keys, b.key)
	}
	keys = b.right.walk(order, keys)
	if order == "post" {
		keys = append(keys, b.key)
	}
	return keys
}

func (b *treeBranch) within(from, to float64, keys []float64) []float64 {
	if b == nil {
		return keys
	}
	if b.key > from {
		keys = b.left.within(from, to, keys)
	}
	if b.key >= from && b.key <= to {
		keys = append(keys, b.key)
	}
	if b.key < to {
		keys = b.right.within(from, to, keys)
	}
	return keys
}

func (b *treeBranch) tall() int {
	if b == nil {
		return 0
	}
	return b.height
}

func (b *treeBranch) measured() *treeBranch {
	b.height = 1 + b.left.tall()
	if right := b.right.tall(); right >= b.height {
		b.height = 1 + right
	}
	return b
}

// balanced turns a branch whose sides differ by two.
func (b *treeBranch) balanced() *treeBranch {
	switch lean := b.left.tall() - b.right.tall(); {
	case lean > 1:
		if b.left.left.tall() < b.left.right.tall() {
			b.left = b.left.turnedLeft()
		}
		return b.turnedRight()
	case lean < -1:
		if b.right.right.tall() < b.right.left.tall() {
			b.right = b.right.turnedRight()
		}
		return b.turnedLeft()
	}
	return b.measured()
}

func (b *treeBranch) turnedRight() *treeBranch {
	top := b.left
	b.left = top.right
	top.right = b.measured()
	return top.measured()
}

func (b *treeBranch) turnedLeft() *treeBranch {
	top := b.right
	b.right = top.left
	top.left = b.measured()
	return top.measured()
}
