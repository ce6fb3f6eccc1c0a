package main

import (
	"fmt"
	"net"
	"strconv"
)

type port int

func (p port) address() string { return net.JoinHostPort("127.0.0.1", strconv.Itoa(int(p))) }

type portPair struct{ worker, emulator port }

// choosePorts takes PORT and EMULATOR_PORT as they are, and without them the
// first free port from 8080 and 9090 on, so that a newcomer whose 8080 is
// taken still sees a page.
func choosePorts(getenv func(string) string) (portPair, error) {
	worker, err := choosePort(getenv, "PORT", 8080)
	if err != nil {
		return portPair{}, err
	}
	emulator, err := choosePort(getenv, "EMULATOR_PORT", 9090)
	if err != nil {
		return portPair{}, err
	}
	if worker == emulator {
		return portPair{}, fmt.Errorf("PORT and EMULATOR_PORT are both %d: give two different ports", worker)
	}
	return portPair{worker, emulator}, nil
}

func choosePort(getenv func(string) string, name string, first int) (port, error) {
	if text := getenv(name); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > 65535 {
			return 0, fmt.Errorf("%s=%q is not a port: give a number from 1 to 65535", name, text)
		}
		if !free(port(n)) {
			return 0, fmt.Errorf("port %d is taken: set %s to another one", n, name)
		}
		return port(n), nil
	}
	const tries = 20
	for n := first; n < first+tries; n++ {
		if free(port(n)) {
			return port(n), nil
		}
	}
	return 0, fmt.Errorf("ports %d to %d are all taken: set %s to a free one", first, first+tries-1, name)
}

func free(p port) bool {
	l, err := net.Listen("tcp", p.address())
	if err != nil {
		return false
	}
	l.Close()
	return true
}
