package ports

import (
	"errors"
	"fmt"
	"net"
	"regexp"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"
)

// ScanPortsOptions says how ports are tried.
type ScanPortsOptions struct {
	// TimeoutMs is how long each may take to answer, 1 to 60000; 500 if not set.
	TimeoutMs int
	// Parallel is how many are tried at a time, 1 to 1000; 100 if not set.
	Parallel int
}

// IsPortOpenOptions says how a port is tried.
type IsPortOpenOptions struct {
	// TimeoutMs is how long it may take to answer, 1 to 60000; 500 if not set.
	TimeoutMs int
}

// OpenPort is a port that takes connections, and what usually answers there.
type OpenPort struct {
	Port    int    `json:"port"`
	Service string `json:"service,omitempty"`
}

var (
	portRange    = regexp.MustCompile(`^\s*(\d{1,5})(?:\s*-\s*(\d{1,5}))?\s*$`)
	portServices = map[int]string{
		21: "ftp", 22: "ssh", 23: "telnet", 25: "smtp", 53: "dns", 80: "http", 110: "pop3", 143: "imap", 443: "https",
		465: "smtps", 587: "submission", 993: "imaps", 995: "pop3s", 1883: "mqtt", 3306: "mysql", 5432: "postgresql",
		5672: "amqp", 6379: "redis", 8080: "http", 8443: "https", 9200: "elasticsearch", 27017: "mongodb",
	}
)

// ScanPorts lists the open ports of a host, the lowest first.
func ScanPorts(host, ports string, options ...func(*ScanPortsOptions)) ([]OpenPort, error) {
	o := ScanPortsOptions{TimeoutMs: 500, Parallel: 100}
	for _, set := range options {
		set(&o)
	}
	wanted, err := ListPorts(ports)
	if err != nil {
		return nil, err
	}
	if err := checkTry(host, o.TimeoutMs); err != nil {
		return nil, err
	}
	if o.Parallel < 1 || o.Parallel > 1000 {
		return nil, errors.New("from 1 to 1000 ports are tried in parallel")
	}
	var tries sync.WaitGroup
	places := make(chan struct{}, o.Parallel)
	tried := make([]bool, len(wanted))
	for at, port := range wanted {
		at, port := at, port
		places <- struct{}{}
		tries.Add(1)
		go func() {
			defer tries.Done()
			tried[at] = portAnswers(host, port, o.TimeoutMs)
			<-places
		}()
	}
	tries.Wait()
	open := []OpenPort{}
	for at, port := range wanted {
		if tried[at] {
			open = append(open, OpenPort{Port: port, Service: portServices[port]})
		}
	}
	return open, nil
}

// IsPortOpen says whether a host takes connections at a port.
func IsPortOpen(host string, port int, options ...func(*IsPortOpenOptions)) (bool, error) {
	o := IsPortOpenOptions{TimeoutMs: 500}
	for _, set := range options {
		set(&o)
	}
	if !isPort(port) {
		return false, errors.New("a port is a number from 1 to 65535")
	}
	if err := checkTry(host, o.TimeoutMs); err != nil {
		return false, err
	}
	return portAnswers(host, port, o.TimeoutMs), nil
}

// ListPorts writes out "22,80,8000-8010", each port once and the lowest first.
func ListPorts(ports string) ([]int, error) {
	found := map[int]bool{}
	for _, part := range strings.Split(ports, ",") {
		match := portRange.FindStringSubmatch(part)
		if match == nil {
			match = []string{"", "0", ""}
		}
		if match[2] == "" {
			match[2] = match[1]
		}
		// Five digits can always be read.
		first, _ := strconv.Atoi(match[1])
		last, _ := strconv.Atoi(match[2])
		if !isPort(first) || !isPort(last) || first > last {
			return nil, fmt.Errorf("%q is no port from 1 to 65535, and no range of them", strings.TrimSpace(part))
		}
		for port := first; port <= last; port++ {
			found[port] = true
		}
	}
	all := make([]int, 0, len(found))
	for port := range found {
		all = append(all, port)
	}
	sort.Ints(all)
	return all, nil
}

func isPort(port int) bool {
	return port >= 1 && port <= 65535
}

func checkTry(host string, timeoutMs int) error {
	if strings.TrimSpace(host) == "" {
		return errors.New("the host is missing")
	}
	if timeoutMs < 1 || timeoutMs > 60000 {
		return errors.New("the timeout is from 1 to 60000 milliseconds")
	}
	return nil
}

// portAnswers says no of a host that is not found, or does not answer in time.
func portAnswers(host string, port, timeoutMs int) bool {
	timeout := time.Duration(timeoutMs) * time.Millisecond
	connection, err := net.DialTimeout("tcp", net.JoinHostPort(host, strconv.Itoa(port)), timeout)
	if err != nil {
		return false
	}
	// It was only tried whether it opens.
	_ = connection.Close()
	return true
}
