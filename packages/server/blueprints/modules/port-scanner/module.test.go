package ports

import (
	"net"
	"strconv"
	"testing"
)

func TestListeningPort(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	port := listener.Addr().(*net.TCPAddr).Port
	patient := func(o *ScanPortsOptions) { o.TimeoutMs = 20000 }
	open, err := ScanPorts("127.0.0.1", strconv.Itoa(port), patient)
	if err != nil || len(open) != 1 || open[0].Port != port {
		t.Errorf("the port %d listens and %v is open: %v", port, open, err)
	}
	if is, err := IsPortOpen("127.0.0.1", port, func(o *IsPortOpenOptions) { o.TimeoutMs = 20000 }); !is || err != nil {
		t.Errorf("the port %d is not open: %v", port, err)
	}
}
