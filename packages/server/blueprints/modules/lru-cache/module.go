package lrucache

import (
	"container/list"
	"errors"
	"sync"
	"time"
)

// LRUCacheOptions says how much a cache keeps, and how long.
type LRUCacheOptions struct {
	// Capacity is the most entries at a time; 100 if not set.
	Capacity int
	// TTL is the milliseconds after which an entry is gone. Nil: it stays until others need its room.
	TTL *float64
	// Now is the clock; that of the system if not set.
	Now func() time.Time
}

// LRUCacheSetOptions is what is special about one entry.
type LRUCacheSetOptions struct {
	// TTL is the milliseconds after which this entry is gone. Nil: as the cache says.
	TTL *float64
}

// CacheStats is how much a cache holds and how often it helped.
type CacheStats struct {
	Size   int `json:"size"`
	Hits   int `json:"hits"`
	Misses int `json:"misses"`
}

// LRUCache keeps the entries that were used last. Any number of goroutines may use it.
type LRUCache struct {
	capacity int
	ttl      *float64
	now      func() time.Time

	mutex   sync.Mutex
	entries map[string]*list.Element
	// What was used last is in front.
	order  *list.List
	hits   int
	misses int
}

type cacheEntry struct {
	key   string
	value any
	// Zero: without an end.
	end time.Time
}

// NewLRUCache makes an empty cache.
func NewLRUCache(options ...func(*LRUCacheOptions)) (*LRUCache, error) {
	o := LRUCacheOptions{Capacity: 100, Now: time.Now}
	for _, set := range options {
		set(&o)
	}
	if o.Capacity < 1 {
		return nil, errors.New("the capacity must be above zero")
	}
	return &LRUCache{
		capacity: o.Capacity,
		ttl:      o.TTL,
		now:      o.Now,
		entries:  map[string]*list.Element{},
		order:    list.New(),
	}, nil
}

// Set keeps a value under a key; the entry that was not used for the longest time makes room.
func (c *LRUCache) Set(key string, value any, options ...func(*LRUCacheSetOptions)) {
	o := LRUCacheSetOptions{TTL: c.ttl}
	for _, set := range options {
		set(&o)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	entry := &cacheEntry{key: key, value: value}
	if o.TTL != nil {
		entry.end = c.now().Add(time.Duration(*o.TTL * float64(time.Millisecond)))
	}
	if element, found := c.entries[key]; found {
		c.order.Remove(element)
	}
	c.entries[key] = c.order.PushFront(entry)
	if c.order.Len() > c.capacity {
		c.drop(c.order.Back())
	}
}

// Get gives the value of a key and counts it as a use; false where there is none.
func (c *LRUCache) Get(key string) (any, bool) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	element := c.living(key)
	if element == nil {
		c.misses++
		return nil, false
	}
	c.hits++
	c.order.MoveToFront(element)
	return entryOf(element).value, true
}

// Has says whether a key is there, without counting it as a use.
func (c *LRUCache) Has(key string) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return c.living(key) != nil
}

// Delete drops a key and says whether it was there.
func (c *LRUCache) Delete(key string) bool {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	element := c.living(key)
	if element == nil {
		return false
	}
	c.drop(element)
	return true
}

// Clear drops all entries; hits and misses stay counted.
func (c *LRUCache) Clear() {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.entries = map[string]*list.Element{}
	c.order.Init()
}

// Stats counts entries, hits and misses.
func (c *LRUCache) Stats() CacheStats {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for key := range c.entries {
		c.living(key)
	}
	return CacheStats{Size: c.order.Len(), Hits: c.hits, Misses: c.misses}
}

func (c *LRUCache) living(key string) *list.Element {
	element, found := c.entries[key]
	if !found {
		return nil
	}
	if end := entryOf(element).end; !end.IsZero() && !c.now().Before(end) {
		c.drop(element)
		return nil
	}
	return element
}

func (c *LRUCache) drop(element *list.Element) {
	delete(c.entries, entryOf(element).key)
	c.order.Remove(element)
}

func entryOf(element *list.Element) *cacheEntry {
	return element.Value.(*cacheEntry)
}
