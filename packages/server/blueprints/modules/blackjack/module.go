package blackjack

import (
	"errors"
	"fmt"
	"math/rand"
	"strconv"
	"strings"
	"time"
)

// BlackjackOptions says what is played for.
type BlackjackOptions struct {
	// Chips is how many the player has at the start; 100 if not set.
	Chips int
	// Bet is the chips that a round costs; 10 if not set.
	Bet int
	// Stands is the points on which the dealer takes no more cards; 17 if not set.
	Stands int
	// Deck is the cards in the order in which they are drawn; shuffled if not set.
	Deck *string
	// Random gives a number from 0 to 1; from the clock's seed if not set.
	Random func() float64
}

// Blackjack is a deck, two hands and the player's chips.
type Blackjack struct {
	bet, stands, chips int
	random             func() float64
	fixed              []string
	deck, hand, dealer []string
	isOpen, hasLeft    bool
}

// NewBlackjack deals the first cards.
func NewBlackjack(options ...func(*BlackjackOptions)) (*Blackjack, error) {
	o := BlackjackOptions{
		Chips:  100,
		Bet:    10,
		Stands: 17,
		Random: rand.New(rand.NewSource(time.Now().UnixNano())).Float64,
	}
	for _, set := range options {
		set(&o)
	}
	if o.Bet < 1 || o.Chips < o.Bet {
		return nil, errors.New("the chips must be enough for one bet")
	}
	game := &Blackjack{bet: o.Bet, stands: o.Stands, chips: o.Chips, random: o.Random}
	if o.Deck != nil {
		game.fixed = strings.Fields(*o.Deck)
	}
	game.deal()
	return game, nil
}

// Play takes a move and says what came of it.
func (b *Blackjack) Play(input string) (string, error) {
	move := strings.ToLower(strings.TrimSpace(input))
	if !b.isOpen {
		return b.between(move)
	}
	switch move {
	case "s", "stand":
		return b.settle(), nil
	case "h", "hit":
	default:
		return "", errors.New("type hit or stand")
	}
	b.hand = append(b.hand, b.draw())
	switch points := pointsOf(b.hand); {
	case points < 21:
		return "", nil
	case points == 21:
		return b.settle(), nil
	default:
		return b.end(-1, fmt.Sprintf("Bust with %d.", points)), nil
	}
}

// Render shows the cards and the chips.
func (b *Blackjack) Render() string {
	dealer := shownCards(b.dealer)
	if b.isOpen {
		dealer = b.dealer[0] + " ?"
	}
	return fmt.Sprintf("Dealer: %s\nYou:    %s\nChips:  %d, bet %d", dealer, shownCards(b.hand), b.chips, b.bet)
}

// Prompt asks for the next move.
func (b *Blackjack) Prompt() string {
	if b.isOpen {
		return "Hit or stand (h/s): "
	}
	return "Deal again or leave (d/l): "
}

// IsOver says whether the game has ended.
func (b *Blackjack) IsOver() bool {
	return b.hasLeft || !b.isOpen && b.chips < b.bet
}

func (b *Blackjack) between(move string) (string, error) {
	switch move {
	case "l", "leave":
		b.hasLeft = true
		return fmt.Sprintf("You leave with %d.", b.chips), nil
	case "d", "deal", "":
		b.deal()
		return "", nil
	}
	return "", errors.New("type deal or leave")
}

func (b *Blackjack) deal() {
	if len(b.deck) < 15 {
		b.deck = append([]string{}, b.fixed...)
	}
	first, second, third, fourth := b.draw(), b.draw(), b.draw(), b.draw()
	b.hand = []string{first, third}
	b.dealer = []string{second, fourth}
	b.isOpen = true
}

func (b *Blackjack) draw() string {
	if len(b.deck) == 0 {
		b.deck = shuffledDeck(b.random)
	}
	card := b.deck[0]
	b.deck = b.deck[1:]
	return card
}

func (b *Blackjack) settle() string {
	for pointsOf(b.dealer) < b.stands {
		b.dealer = append(b.dealer, b.draw())
	}
	own, other := pointsOf(b.hand), pointsOf(b.dealer)
	switch {
	case other > 21:
		return b.end(1, fmt.Sprintf("The dealer busts with %d.", other))
	case own > other:
		return b.end(1, "")
	case own == other:
		return b.end(0, "")
	}
	return b.end(-1, fmt.Sprintf("The dealer has %d.", other))
}

// end closes the round: 1 where the player wins, 0 for a tie, -1 where the dealer wins.
func (b *Blackjack) end(outcome int, why string) string {
	b.isOpen = false
	b.chips += outcome * b.bet
	told := []string{}
	if why != "" {
		told = append(told, why)
	}
	switch outcome {
	case 1:
		told = append(told, fmt.Sprintf("You win %d.", b.bet))
	case 0:
		told = append(told, "Nobody wins.")
	default:
		told = append(told, fmt.Sprintf("You lose %d.", b.bet))
	}
	if b.chips < b.bet {
		told = append(told, "Your chips are gone.")
	}
	return strings.Join(told, " ")
}

// pointsOf counts an ace 11, or 1 where that is too much.
func pointsOf(cards []string) int {
	points, aces := 0, 0
	for _, card := range cards {
		switch rank := strings.TrimRight(card, "♠♥♦♣"); rank {
		case "A":
			points += 11
			aces++
		case "J", "Q", "K":
			points += 10
		default:
			// Cards of a deck are numbers where they are none of those above.
			value, _ := strconv.Atoi(rank)
			points += value
		}
	}
	for ; aces > 0 && points > 21; aces-- {
		points -= 10
	}
	return points
}

func shownCards(cards []string) string {
	return fmt.Sprintf("%s (%d)", strings.Join(cards, " "), pointsOf(cards))
}

func shuffledDeck(random func() float64) []string {
	deck := []string{}
	for _, suit := range []string{"♠", "♥", "♦", "♣"} {
		for _, rank := range strings.Fields("A 2 3 4 5 6 7 8 9 10 J Q K") {
			deck = append(deck, rank+suit)
		}
	}
	for at := len(deck) - 1; at > 0; at-- {
		other := int(random() * float64(at+1))
		deck[at], deck[other] = deck[other], deck[at]
	}
	return deck
}
