package sqlite

import "sync"

// When the write-ahead log of a file is brought into the database, and from how
// many pages of 4 KB on it begins anew.
const (
	commitsBetween = 256
	maxLogPages    = 4000
)

// checkpoints brings the write-ahead log into the database beside the writer.
// SQLite's own way is to do it in whichever commit passes a thousand pages, and
// to force the file to the disk there: one write in hundred and all that wait
// behind it would take many times as long as the others.
//
// A nil *checkpoints, that of a database in memory, does nothing.
type checkpoints struct {
	commits int // since the last one; of the writer
	due     chan struct{}
	quit    chan struct{}
	done    sync.WaitGroup
}

func (db *DB) startCheckpoints() error {
	c, err := db.connect()
	if err != nil {
		return err
	}
	db.checks = &checkpoints{due: make(chan struct{}, 1), quit: make(chan struct{})}
	db.checks.done.Go(func() {
		defer c.close()
		for {
			select {
			case <-db.checks.due:
				db.checkpoint(c)
			case <-db.checks.quit:
				return
			}
		}
	})
	return nil
}

// checkpoint copies what it can while others write. A log that stays long all the
// same is finished with the writer held, who then begins it anew. What fails is
// tried again the next time: the log has everything until then.
func (db *DB) checkpoint(c *conn) {
	if pages, err := c.checkpoint("PASSIVE"); err != nil || pages < maxLogPages {
		return
	}
	select {
	case writer := <-db.writer:
		defer func() { db.writer <- writer }()
		_, _ = c.checkpoint("RESTART")
	case <-db.checks.quit:
	}
}

// checkpoint says how many pages the log has.
func (c *conn) checkpoint(mode string) (pages int, err error) {
	var busy, copied int
	err = (&Tx{conn: c}).Row("PRAGMA wal_checkpoint("+mode+")").Scan(&busy, &pages, &copied)
	return pages, err
}

// committed counts a commit. Only the writer calls it.
func (k *checkpoints) committed() {
	if k == nil {
		return
	}
	if k.commits++; k.commits < commitsBetween {
		return
	}
	k.commits = 0
	select {
	case k.due <- struct{}{}:
	default: // one is due already
	}
}

// stop returns when the last one is over.
func (k *checkpoints) stop() {
	if k != nil {
		close(k.quit)
		k.done.Wait()
	}
}
