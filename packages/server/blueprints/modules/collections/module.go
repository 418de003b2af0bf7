package collections

import "fmt"

type listNode struct {
	item           any
	before, behind *listNode
}

// LinkedList is items, each of which knows the one before and the one behind it; both ends are reached at once. One
// goroutine at a time may use it.
type LinkedList struct {
	first, last *listNode
	size        int
}

// NewLinkedList makes a list without items.
func NewLinkedList() *LinkedList {
	return &LinkedList{}
}

// Size counts the items.
func (l *LinkedList) Size() int {
	return l.size
}

// First gives the item at the beginning; false where there is none.
func (l *LinkedList) First() (any, bool) {
	if l.first == nil {
		return nil, false
	}
	return l.first.item, true
}

// Last gives the item at the end; false where there is none.
func (l *LinkedList) Last() (any, bool) {
	if l.last == nil {
		return nil, false
	}
	return l.last.item, true
}

// Append puts an item at the end, and says how many there are.
func (l *LinkedList) Append(item any) int {
	l.insertBefore(nil, item)
	return l.size
}

// Prepend puts an item at the beginning, and says how many there are.
func (l *LinkedList) Prepend(item any) int {
	l.insertBefore(l.first, item)
	return l.size
}

// InsertAt puts an item in at a place, and says how many there are; it fails beyond the end.
func (l *LinkedList) InsertAt(place int, item any) (int, error) {
	if place == l.size {
		return l.Append(item), nil
	}
	behind, err := l.nodeAt(place)
	if err != nil {
		return 0, err
	}
	l.insertBefore(behind, item)
	return l.size, nil
}

// RemoveAt takes an item out; it fails where there is none.
func (l *LinkedList) RemoveAt(place int) (any, error) {
	node, err := l.nodeAt(place)
	if err != nil {
		return nil, err
	}
	if node.before == nil {
		l.first = node.behind
	} else {
		node.before.behind = node.behind
	}
	if node.behind == nil {
		l.last = node.before
	} else {
		node.behind.before = node.before
	}
	l.size--
	return node.item, nil
}

// Reverse turns the order round.
func (l *LinkedList) Reverse() {
	for node := l.first; node != nil; node = node.before {
		node.before, node.behind = node.behind, node.before
	}
	l.first, l.last = l.last, l.first
}

// ToArray lists the items.
func (l *LinkedList) ToArray() []any {
	items := make([]any, 0, l.size)
	for node := l.first; node != nil; node = node.behind {
		items = append(items, node.item)
	}
	return items
}

// insertBefore puts an item before a node, or at the end.
func (l *LinkedList) insertBefore(behind *listNode, item any) {
	before := l.last
	if behind != nil {
		before = behind.before
	}
	node := &listNode{item, before, behind}
	if before == nil {
		l.first = node
	} else {
		before.behind = node
	}
	if behind == nil {
		l.last = node
	} else {
		behind.before = node
	}
	l.size++
}

func (l *LinkedList) nodeAt(place int) (*listNode, error) {
	if place < 0 || place >= l.size {
		return nil, fmt.Errorf("there is no place %d", place)
	}
	node := l.first
	for at := 0; at < place; at++ {
		node = node.behind
	}
	return node, nil
}

// Stack gives out the last item in first. The zero value is empty. One goroutine at a time may use it.
type Stack struct {
	items []any
}

// Size counts the items.
func (s *Stack) Size() int {
	return len(s.items)
}

// Push puts an item on top.
func (s *Stack) Push(item any) {
	s.items = append(s.items, item)
}

// Pop takes the item on top; false where there is none.
func (s *Stack) Pop() (any, bool) {
	item, found := s.Peek()
	if found {
		s.items = s.items[:len(s.items)-1]
	}
	return item, found
}

// Peek gives the item on top and leaves it there; false where there is none.
func (s *Stack) Peek() (any, bool) {
	if len(s.items) == 0 {
		return nil, false
	}
	return s.items[len(s.items)-1], true
}

// Queue gives out the first item in first. The zero value is empty. One goroutine at a time may use it.
type Queue struct {
	items LinkedList
}

// Size counts the items.
func (q *Queue) Size() int {
	return q.items.size
}

// Enqueue puts an item at the end.
func (q *Queue) Enqueue(item any) {
	q.items.Append(item)
}

// Dequeue takes the item that has waited longest; false where there is none.
func (q *Queue) Dequeue() (any, bool) {
	item, found := q.items.First()
	if found {
		// The first place is there.
		_, _ = q.items.RemoveAt(0)
	}
	return item, found
}

// Peek gives the item that has waited longest and leaves it there; false where there is none.
func (q *Queue) Peek() (any, bool) {
	return q.items.First()
}
