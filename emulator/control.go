package emulator

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// control is the API of the emulator itself, under /_emulator/. All but health
// answers only on the loopback: it can change the time under a test.
func (s *Server) control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /_emulator/health", s.health)
	s.requestPage(mux)
	s.snapshotControl(mux)
	mux.Handle("POST /_emulator/disconnect", s.loopback(func(w http.ResponseWriter, _ *http.Request) {
		writeJSON(w, http.StatusOK, map[string]int{"disconnected": s.Disconnect()})
	}))
	mux.Handle("POST /_emulator/advance", s.loopback(s.advance))
	mux.Handle("POST /_emulator/freeze", s.loopback(func(w http.ResponseWriter, r *http.Request) { s.Freeze(); s.health(w, r) }))
	mux.Handle("POST /_emulator/resume", s.loopback(func(w http.ResponseWriter, r *http.Request) { s.Resume(); s.health(w, r) }))
	mux.Handle("GET /_emulator/deliveries", s.loopback(s.deliveries))
	mux.Handle("GET /_emulator/fault", s.loopback(s.getFault))
	mux.Handle("PUT /_emulator/fault", s.loopback(s.putFault))
	mux.Handle("DELETE /_emulator/fault", s.loopback(s.clearFault))
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.writeError(w, r, fail(codeNotFound, "there is no %s %s in the emulator", r.Method, clip(r.URL.Path, 200)))
	})
	return mux
}

func (s *Server) health(w http.ResponseWriter, _ *http.Request) {
	ids := make([]string, len(s.networks))
	for i, n := range s.networks {
		ids[i] = n.id
	}
	writeJSON(w, http.StatusOK, map[string]any{"status": "ok", "now": stamp(s.Now().UnixMilli()), "networks": ids})
}

// loopback refuses who does not call from this machine by its own name. The
// host is compared too, because a web page can make a browser on this machine
// call any name that resolves to it; and a browser's cross-site call names its
// origin. The emulator's own page does too, for its scripts: it may look.
func (s *Server) loopback(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host, _, err := net.SplitHostPort(r.RemoteAddr)
		ip := net.ParseIP(host)
		if err != nil || ip == nil || !ip.IsLoopback() || !localName(r.Host) || !ownOrigin(r) {
			s.writeError(w, r, fail(codeForbidden, "the control api answers only on this machine, as 127.0.0.1 or localhost"))
			return
		}
		next(w, r)
	})
}

func ownOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	return origin == "" || r.Method == http.MethodGet && (origin == "http://"+r.Host || origin == "https://"+r.Host)
}

func localName(hostport string) bool {
	host := hostport
	if h, _, err := net.SplitHostPort(hostport); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// deliveries shows the newest attempts to tell webhooks, by network.
func (s *Server) deliveries(w http.ResponseWriter, _ *http.Request) {
	all := map[string][]Delivery{}
	for _, n := range s.networks {
		all[n.id] = n.hooks.log.all()
	}
	writeJSON(w, http.StatusOK, all)
}

// advance moves the clock: {"seconds": 600}.
func (s *Server) advance(w http.ResponseWriter, r *http.Request) {
	var in struct {
		Seconds float64 `json:"seconds"`
	}
	if !s.readControl(w, r, &in) {
		return
	}
	if in.Seconds < 0 || in.Seconds > 10*365*24*3600 {
		s.writeError(w, r, invalid(`"seconds" must be from 0 to ten years`))
		return
	}
	s.Advance(time.Duration(in.Seconds * float64(time.Second)))
	s.health(w, r)
}

func (s *Server) getFault(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, s.faults.get())
}

// putFault sets the faults: see Fault for the fields.
func (s *Server) putFault(w http.ResponseWriter, r *http.Request) {
	var f Fault
	if !s.readControl(w, r, &f) {
		return
	}
	if err := s.SetFault(f); err != nil {
		s.writeError(w, r, invalid(err.Error()))
		return
	}
	writeJSON(w, http.StatusOK, s.faults.get())
}

func (s *Server) clearFault(w http.ResponseWriter, _ *http.Request) {
	s.faults.set(Fault{})
	writeJSON(w, http.StatusOK, s.faults.get())
}

// readControl reads the body of a call. A field nobody knows is refused: a knob
// with a typing error in its name would turn nothing, and the test that turned
// it would pass.
func (s *Server) readControl(w http.ResponseWriter, r *http.Request, v any) bool {
	body, err := readBody(w, r)
	if err == nil {
		dec := json.NewDecoder(bytes.NewReader(body))
		dec.DisallowUnknownFields()
		err = dec.Decode(v)
		if field, unknown := strings.CutPrefix(fmt.Sprint(err), "json: unknown field "); unknown {
			err = invalid(clip(field, 100) + " is no field of this call")
		} else if err != nil || dec.More() {
			err = fail(codeBadRequest, "the body is not the JSON object this call takes")
		}
	}
	if err != nil {
		s.writeError(w, r, err)
		return false
	}
	return true
}
