//go:build !js

package publicnet

import (
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// NewTransport gives a transport that connects to public addresses only, at port
// 443. The check is at the socket: whatever the name was resolved to is what is
// dialled. No proxy, no transparent decompression, no kept connections.
func NewTransport() *http.Transport {
	dialer := &net.Dialer{Timeout: 5 * time.Second, Control: control}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		TLSHandshakeTimeout:    5 * time.Second,
		DisableCompression:     true,
		DisableKeepAlives:      true,
		MaxResponseHeaderBytes: 64 << 10,
		ReadBufferSize:         32 << 10,
	}
}

func control(network, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || network != "tcp4" && network != "tcp6" || to.Port() != 443 {
		return ErrAddress
	}
	return CheckAddress(to.Addr())
}
