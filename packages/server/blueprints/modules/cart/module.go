package cart

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"sync"
)

// CartOptions is what a cart is told when it is made.
type CartOptions struct {
	// TaxPercent is the tax on top of the prices.
	TaxPercent float64
	// FreeShippingFrom is the value in cents from which shipping costs nothing; 5000 if not set.
	FreeShippingFrom int
	// Shipping is the cost of shipping in cents.
	Shipping int
}

// CartAddOptions says how much is added.
type CartAddOptions struct {
	// Quantity is how many; 1 if not set.
	Quantity int
}

// CartRemoveOptions says how much is taken away.
type CartRemoveOptions struct {
	// Quantity is how many. Nil: all.
	Quantity *int
}

// CartItem is something in a cart; Price is that of one in cents.
type CartItem struct {
	Name     string `json:"name"`
	Price    int    `json:"price"`
	Quantity int    `json:"quantity"`
}

// CartTotal is what a cart costs, all in cents.
type CartTotal struct {
	Items    int `json:"items"`
	Discount int `json:"discount"`
	Tax      int `json:"tax"`
	Shipping int `json:"shipping"`
	Total    int `json:"total"`
}

// Cart collects items and computes what they cost. It can be written as JSON and read from it. Any number of goroutines
// may use it.
type Cart struct {
	options CartOptions
	mutex   sync.Mutex
	state   cartState
}

type cartState struct {
	Items           []CartItem `json:"items"`
	DiscountPercent float64    `json:"discountPercent"`
}

// NewCart makes an empty cart.
func NewCart(options ...func(*CartOptions)) *Cart {
	o := CartOptions{FreeShippingFrom: 5000}
	for _, set := range options {
		set(&o)
	}
	return &Cart{options: o, state: cartState{Items: []CartItem{}}}
}

// Add adds items; those with the same name and price are counted together.
func (c *Cart) Add(name string, price int, options ...func(*CartAddOptions)) error {
	o := CartAddOptions{Quantity: 1}
	for _, set := range options {
		set(&o)
	}
	if price < 0 {
		return errors.New("the price must be whole cents")
	}
	if o.Quantity < 1 {
		return errCartQuantity
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for at := range c.state.Items {
		if item := &c.state.Items[at]; item.Name == name && item.Price == price {
			item.Quantity += o.Quantity
			return nil
		}
	}
	c.state.Items = append(c.state.Items, CartItem{Name: name, Price: price, Quantity: o.Quantity})
	return nil
}

// Remove takes items away, all of that name where no quantity is given.
func (c *Cart) Remove(name string, options ...func(*CartRemoveOptions)) error {
	var o CartRemoveOptions
	for _, set := range options {
		set(&o)
	}
	if o.Quantity != nil && *o.Quantity < 1 {
		return errCartQuantity
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for at := range c.state.Items {
		item := &c.state.Items[at]
		if item.Name != name {
			continue
		}
		if o.Quantity != nil && *o.Quantity < item.Quantity {
			item.Quantity -= *o.Quantity
			return nil
		}
		c.state.Items = append(c.state.Items[:at], c.state.Items[at+1:]...)
		return nil
	}
	return fmt.Errorf("there is no %s in the cart", name)
}

// Discount takes a share off the items; a later discount replaces an earlier one.
func (c *Cart) Discount(percent float64) error {
	if !(percent >= 0 && percent <= 100) {
		return errors.New("a discount must be 0 to 100 percent")
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.state.DiscountPercent = percent
	return nil
}

// Total computes what the cart costs. Discount and tax are rounded to whole cents.
func (c *Cart) Total() CartTotal {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	items := 0
	for _, item := range c.state.Items {
		items += item.Price * item.Quantity
	}
	discount := centsOf(items, c.state.DiscountPercent)
	tax := centsOf(items-discount, c.options.TaxPercent)
	shipping := c.options.Shipping
	if items == 0 || items-discount >= c.options.FreeShippingFrom {
		shipping = 0
	}
	return CartTotal{items, discount, tax, shipping, items - discount + tax + shipping}
}

// List gives what is in the cart.
func (c *Cart) List() []CartItem {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return append([]CartItem{}, c.state.Items...)
}

// MarshalJSON writes what is in the cart.
func (c *Cart) MarshalJSON() ([]byte, error) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	return json.Marshal(c.state)
}

// UnmarshalJSON goes on with what was written.
func (c *Cart) UnmarshalJSON(text []byte) error {
	state := cartState{Items: []CartItem{}}
	if err := json.Unmarshal(text, &state); err != nil {
		return err
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.state = state
	return nil
}

var errCartQuantity = errors.New("the quantity must be a whole number above zero")

func centsOf(amount int, percent float64) int {
	return int(math.Round(float64(amount) * percent / 100))
}
