package webhook

import (
	"errors"

	"github.com/addend-go/addend/worker/wirejson"
)

// Ask is a question of the platform: may this happen?
type Ask struct {
	Name  string // as "channel.shouldCreate"
	Actor string // user id
	data  wirejson.Map
}

// ErrAsk is the answer to a pre-hook call that is none.
var ErrAsk = errors.New("the pre-hook call is not a question of the platform")

// ReadAsk reads a pre-hook call whose signature has been checked.
func ReadAsk(body []byte) (Ask, error) {
	v, err := wirejson.Parse(body)
	m, ok := v.(wirejson.Map)
	actor, _ := m["actor"].(wirejson.Map)
	data, _ := m["data"].(wirejson.Map)
	a := Ask{Name: text(m, "eventName"), Actor: text(actor, "userId"), data: data}
	if err != nil || !ok || a.Name == "" {
		return Ask{}, ErrAsk
	}
	return a, nil
}

// MakesChannel reports whether this makes a channel that is no conversation
// between people: those name each other and no type.
func (a Ask) MakesChannel() bool {
	if a.Name != "channel.shouldCreate" {
		return false
	}
	kind, said := a.data["type"]
	people, _ := a.data["userIds"].([]any)
	return kind != "conversation" && (said || len(people) == 0)
}
