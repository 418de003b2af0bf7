package bloomfilter

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
	"math/bits"
	"sync"
)

// BloomFilterOptions says how large a filter is.
type BloomFilterOptions struct {
	// Items is how many words are expected; 1000 if not set.
	Items int
	// FalsePercent is the percent of other words that are taken for added ones; 1 if not set.
	FalsePercent float64
}

// BloomFacts is its size, its hashes, and the percent of its bits that are set.
type BloomFacts struct {
	Bits   int     `json:"bits"`
	Hashes int     `json:"hashes"`
	Filled float64 `json:"filled"`
}

// BloomFilter is the bits that words leave behind. Any number of goroutines may use it.
type BloomFilter struct {
	mutex sync.RWMutex
	state bloomState
}

type bloomState struct {
	Bits   int    `json:"bits"`
	Hashes int    `json:"hashes"`
	Data   []byte `json:"data"`
}

// NewBloomFilter makes an empty filter.
func NewBloomFilter(options ...func(*BloomFilterOptions)) (*BloomFilter, error) {
	o := BloomFilterOptions{Items: 1000, FalsePercent: 1}
	for _, set := range options {
		set(&o)
	}
	if o.Items < 1 || o.FalsePercent <= 0 || o.FalsePercent >= 100 {
		return nil, errors.New("items must be at least 1, the percent between 0 and 100")
	}
	size := math.Ceil(-float64(o.Items) * math.Log(o.FalsePercent/100) / (math.Ln2 * math.Ln2))
	hashes := math.Max(1, math.Round(size/float64(o.Items)*math.Ln2))
	data := make([]byte, (int(size)+7)/8)
	return &BloomFilter{state: bloomState{int(size), int(hashes), data}}, nil
}

// Add adds a word.
func (f *BloomFilter) Add(word string) {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	for _, bit := range f.state.bitsOf(word) {
		f.state.Data[bit/8] |= 1 << (bit % 8)
	}
}

// MightHave says whether a word may have been added; false is sure.
func (f *BloomFilter) MightHave(word string) bool {
	f.mutex.RLock()
	defer f.mutex.RUnlock()
	for _, bit := range f.state.bitsOf(word) {
		if f.state.Data[bit/8]&(1<<(bit%8)) == 0 {
			return false
		}
	}
	return true
}

// Facts gives its size in bits, its number of hashes and how full it is.
func (f *BloomFilter) Facts() BloomFacts {
	f.mutex.RLock()
	defer f.mutex.RUnlock()
	set := 0
	for _, one := range f.state.Data {
		set += bits.OnesCount8(one)
	}
	filled := math.Round(float64(set)/float64(f.state.Bits)*1000) / 10
	return BloomFacts{f.state.Bits, f.state.Hashes, filled}
}

// MarshalJSON writes the filter down.
func (f *BloomFilter) MarshalJSON() ([]byte, error) {
	f.mutex.RLock()
	defer f.mutex.RUnlock()
	return json.Marshal(f.state)
}

// UnmarshalJSON goes on with what was written.
func (f *BloomFilter) UnmarshalJSON(text []byte) error {
	var state bloomState
	if err := json.Unmarshal(text, &state); err != nil {
		return err
	}
	if state.Bits < 1 || len(state.Data) != (state.Bits+7)/8 {
		return errors.New("these are not the bits of a filter")
	}
	f.mutex.Lock()
	defer f.mutex.Unlock()
	f.state = state
	return nil
}

// bitsOf makes as many hashes as are needed of the two halves of one (Kirsch and Mitzenmacher).
func (s bloomState) bitsOf(word string) []uint64 {
	digest := sha256.Sum256([]byte(word))
	first, second := uint64(binary.BigEndian.Uint32(digest[:4])), uint64(binary.BigEndian.Uint32(digest[4:8]))
	places := make([]uint64, s.Hashes)
	for at := range places {
		places[at] = (first + uint64(at)*second) % uint64(s.Bits)
	}
	return places
}
