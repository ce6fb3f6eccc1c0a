package session

import "time"

// Keeper keeps what a [Memory] knows beyond its life. It is called with the
// Memory locked, in the order of the changes.
type Keeper interface {
	// Save keeps a session as it is now.
	Save(Kept) error
	// Drop forgets a session.
	Drop(Key) error
	// Use keeps the id of a hand-off until it is of no use.
	Use(Used) error
}

// Kept is a session as a [Keeper] has it. Renewals under way and the call window
// are not kept: both are over within seconds.
type Kept struct {
	Key
	Record
	Version          int
	Started, Renewed time.Time
	Ended            bool
	Reason           string
	Push             string // subscription, "" for none
}

// Used is a hand-off that was used.
type Used struct {
	User, ID string
	Until    time.Time
}

// Keep gives the Memory its keeper and what that has kept. It must be called
// before the first use.
func (m *Memory) Keep(k Keeper, sessions []Kept, used []Used) {
	now := m.now()
	for _, s := range sessions {
		c, err := m.cell(s.User)
		if err != nil || !now.Before(s.Ends) {
			continue
		}
		c.sessions[s.Session] = &live{Record: s.Record, version: s.Version, started: s.Started, renewed: s.Renewed, ended: s.Ended, reason: s.Reason, push: s.Push}
	}
	for _, u := range used {
		if c, err := m.cell(u.User); err == nil && now.Before(u.Until) {
			c.used[u.ID] = u.Until
		}
	}
	m.keeper = k
}

func (m *Memory) save(k Key, s *live) error {
	if m.keeper == nil {
		return nil
	}
	return m.keeper.Save(Kept{Key: k, Record: s.Record, Version: s.version, Started: s.started, Renewed: s.renewed, Ended: s.ended, Reason: s.reason, Push: s.push})
}

func (m *Memory) drop(k Key) {
	if m.keeper != nil {
		_ = m.keeper.Drop(k) // it is over by its own date as well
	}
}
