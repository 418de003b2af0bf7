package ipnetworks

import (
	"fmt"
	"strconv"
	"strings"
)

const mostNetworks = 65536

// NetworkFacts are the addresses of a network.
type NetworkFacts struct {
	// Network has its prefix with it.
	Network   string `json:"network"`
	Netmask   string `json:"netmask"`
	Wildcard  string `json:"wildcard"`
	Broadcast string `json:"broadcast"`
	FirstHost string `json:"firstHost"`
	LastHost  string `json:"lastHost"`
	Addresses int64  `json:"addresses"`
	Hosts     int64  `json:"hosts"`
}

type addressRange struct {
	start  int64
	prefix int
}

func (r addressRange) size() int64 {
	return int64(1) << (32 - r.prefix)
}

// DescribeNetwork gives the addresses of a network, which may be named by any address within it.
func DescribeNetwork(network string) (NetworkFacts, error) {
	found, err := readNetwork(network)
	if err != nil {
		return NetworkFacts{}, err
	}
	last := found.start + found.size() - 1
	// The two addresses of a link and a single one are hosts themselves.
	inner := int64(0)
	if found.prefix < 31 {
		inner = 1
	}
	return NetworkFacts{
		Network:   fmt.Sprintf("%s/%d", writeAddress(found.start), found.prefix),
		Netmask:   writeAddress(int64(1)<<32 - found.size()),
		Wildcard:  writeAddress(found.size() - 1),
		Broadcast: writeAddress(last),
		FirstHost: writeAddress(found.start + inner),
		LastHost:  writeAddress(last - inner),
		Addresses: found.size(),
		Hosts:     found.size() - 2*inner,
	}, nil
}

// NetworkContains says whether an address lies in a network.
func NetworkContains(network, address string) (bool, error) {
	found, err := readNetwork(network)
	if err != nil {
		return false, err
	}
	number, err := readAddress(address)
	if err != nil {
		return false, err
	}
	return number >= found.start && number < found.start+found.size(), nil
}

// SplitNetwork splits a network into all networks of a longer prefix.
func SplitNetwork(network string, prefix int) ([]string, error) {
	whole, err := readNetwork(network)
	if err != nil {
		return nil, err
	}
	if prefix < whole.prefix || prefix > 32 {
		return nil, fmt.Errorf("the prefix must be %d to 32", whole.prefix)
	}
	count := int64(1) << (prefix - whole.prefix)
	if count > mostNetworks {
		return nil, fmt.Errorf("these are more than %d networks", mostNetworks)
	}
	parts := make([]string, 0, count)
	for at := int64(0); at < count; at++ {
		part := addressRange{prefix: prefix}
		parts = append(parts, fmt.Sprintf("%s/%d", writeAddress(whole.start+at*part.size()), prefix))
	}
	return parts, nil
}

func readNetwork(text string) (addressRange, error) {
	parts := strings.Split(strings.TrimSpace(text), "/")
	if len(parts) == 2 && isShortNumber(parts[1], 2) {
		prefix, err := strconv.Atoi(parts[1])
		if err == nil && prefix <= 32 {
			number, err := readAddress(parts[0])
			found := addressRange{prefix: prefix}
			found.start = number / found.size() * found.size()
			return found, err
		}
	}
	return addressRange{}, fmt.Errorf("%q has no prefix of 0 to 32, as in 10.0.0.0/8", text)
}

// Leading zeros are refused: some programs read them as octal.
func readAddress(text string) (int64, error) {
	parts := strings.Split(strings.TrimSpace(text), ".")
	number := int64(0)
	for _, part := range parts {
		value, err := strconv.Atoi(part)
		if err != nil || len(parts) != 4 || value > 255 || !isShortNumber(part, 3) || (part[0] == '0' && part != "0") {
			return 0, fmt.Errorf("%q is no IPv4 address", text)
		}
		number = number*256 + int64(value)
	}
	return number, nil
}

func isShortNumber(text string, most int) bool {
	return text != "" && len(text) <= most && strings.Trim(text, "0123456789") == ""
}

func writeAddress(number int64) string {
	return fmt.Sprintf("%d.%d.%d.%d", number>>24&255, number>>16&255, number>>8&255, number&255)
}
