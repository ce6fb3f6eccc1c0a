package emulator

import "sync"

// maxDeliveries is how many attempts are remembered.
const maxDeliveries = 200

// Delivery is one attempt to tell a webhook of an event.
type Delivery struct {
	URL     string `json:"url,omitempty"`
	Webhook int    `json:"webhook"`
	Event   string `json:"event"`
	Attempt int    `json:"attempt"`
	Status  int    `json:"status"` // 0: no answer
	Error   string `json:"error,omitempty"`
	At      string `json:"at"`
	Body    string `json:"body,omitempty"`

	SignedBy string `json:"signedBy,omitempty"` // the header of the signature
}

// deliveryLog keeps the newest attempts.
type deliveryLog struct {
	mu   sync.Mutex
	list []Delivery
}

func (l *deliveryLog) add(d Delivery) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.list = append(l.list, d); len(l.list) > maxDeliveries {
		l.list = append([]Delivery(nil), l.list[len(l.list)-maxDeliveries/2:]...)
	}
}

func (l *deliveryLog) all() []Delivery {
	l.mu.Lock()
	defer l.mu.Unlock()
	return append([]Delivery{}, l.list...)
}
