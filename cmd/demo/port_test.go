package main

import (
	"net"
	"strconv"
	"strings"
	"testing"
)

func settings(values map[string]string) func(string) string {
	return func(name string) string { return values[name] }
}

func TestChoosePortsTakesTheNextFreeOne(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	first := taken.Addr().(*net.TCPAddr).Port
	got, err := choosePort(settings(nil), "PORT", first)
	if err != nil {
		t.Fatal(err)
	}
	if int(got) <= first || !free(got) {
		t.Errorf("port %d after the taken %d", got, first)
	}
}

func TestChoosePortSaysWhatIsWrong(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	busy := strconv.Itoa(taken.Addr().(*net.TCPAddr).Port)
	for value, want := range map[string]string{"x": "not a port", "0": "not a port", "70000": "not a port", busy: "taken"} {
		_, err := choosePort(settings(map[string]string{"PORT": value}), "PORT", 8080)
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "PORT") {
			t.Errorf("PORT=%s: %v, want %q and the setting's name", value, err, want)
		}
	}
}

func TestChoosePortsRefusesOnePortForBoth(t *testing.T) {
	spare, err := choosePort(settings(nil), "PORT", 18080)
	if err != nil {
		t.Fatal(err)
	}
	both := strconv.Itoa(int(spare))
	if _, err := choosePorts(settings(map[string]string{"PORT": both, "EMULATOR_PORT": both})); err == nil {
		t.Error("one port for both parts was accepted")
	}
}
