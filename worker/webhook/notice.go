package webhook

import (
	"errors"
	"strings"

	"github.com/addend-go/addend/worker/live"
	"github.com/addend-go/addend/worker/wirejson"
)

// ErrBody is the answer to a delivery that is none.
var ErrBody = errors.New("the delivery is not an event of the platform")

// Read makes a notice of a delivery whose signature has been checked. ok is false
// for events that nobody is told of; what the platform sends to phones has no
// Type: no stream tells of it.
func Read(body []byte) (n live.Notice, ok bool, err error) {
	v, err := wirejson.Parse(body)
	m, isMap := v.(wirejson.Map)
	name := text(m, "event")
	data, hasData := m["data"].(wirejson.Map)
	if err != nil || !isMap || name == "" && text(m, "eventType") == "" || !hasData {
		return live.Notice{}, false, ErrBody
	}
	if name == "" {
		wake := (*live.Wake)(nil)
		if strings.HasPrefix(text(m, "eventType"), "push-notification") {
			wake = readPush(m, data)
		}
		return live.Notice{Wake: wake}, wake != nil, nil
	}
	thing, verb, known := typeOf(name)
	if !known {
		return live.Notice{}, false, nil
	}
	r := reader{data: data, thing: thing, verb: verb}
	r.notice.Type = thing + "." + verb
	switch thing {
	case "post":
		ok = r.post()
	case "comment":
		ok = r.comment()
	case "community":
		ok = r.community()
	case "channel":
		ok = r.channel()
	case "message":
		ok = r.message()
	case "follow":
		ok = r.follow()
	case "user":
		ok = r.user()
	case "poll":
		ok = r.poll()
	}
	if !ok {
		return live.Notice{}, false, nil
	}
	r.notice.Data = string(wirejson.Append(nil, append(wirejson.Object{{Name: "type", Value: r.notice.Type}}, r.told...)))
	r.notice.Wake = r.wake()
	return r.notice, true, nil
}

// reader collects what one event tells and whom.
type reader struct {
	data        wirejson.Map
	thing, verb string
	told        wirejson.Object
	notice      live.Notice
}

// maxID bounds an id in an event; the platform's are at most 150 long.
const maxID = 200

// tell adds an id, when there is one, to what the event says and is about.
func (r *reader) tell(name, id string) {
	if id == "" || len(id) > maxID {
		return
	}
	r.told = append(r.told, wirejson.Member{Name: name, Value: id})
	r.notice.Subject += name + "=" + id + "\n"
}

// at adds when it happened: not a part of what it is about.
func (r *reader) at(object wirejson.Map) {
	for _, name := range []string{"updatedAt", "createdAt"} {
		if t := text(object, name); t != "" && len(t) < 40 {
			r.told = append(r.told, wirejson.Member{Name: "at", Value: t})
			return
		}
	}
}

func (r *reader) topic(kind, id string) {
	if id != "" && len(id) <= maxID {
		r.notice.Topics = append(r.notice.Topics, kind+"/"+id)
	}
}

func (r *reader) person(id string) {
	if id != "" && len(id) <= maxID {
		r.notice.Users = append(r.notice.Users, id)
	}
}

func (r *reader) join(user, topic string) {
	r.notice.Join = append(r.notice.Join, live.Link{User: user, Topic: topic})
}

func (r *reader) leave(user, topic string) {
	r.notice.Leave = append(r.notice.Leave, live.Link{User: user, Topic: topic})
}

// first gives the first object of a side-loaded list, nil for none.
func (r *reader) first(list string) wirejson.Map {
	all, _ := r.data[list].([]any)
	if len(all) == 0 {
		return nil
	}
	m, _ := all[0].(wirejson.Map)
	return m
}

func (r *reader) each(list string, do func(wirejson.Map)) {
	all, _ := r.data[list].([]any)
	for _, one := range all[:min(len(all), 1000)] {
		if m, ok := one.(wirejson.Map); ok {
			do(m)
		}
	}
}

// actor is who did it, when the event says so: a reaction names its reactor as
// an id or as a user.
func (r *reader) actor(fallback string) string {
	switch v := r.data["reactor"].(type) {
	case string:
		return v
	case wirejson.Map:
		return text(v, "userId")
	}
	return fallback
}

func text(m wirejson.Map, name string) string {
	s, _ := m[name].(string)
	return s
}
