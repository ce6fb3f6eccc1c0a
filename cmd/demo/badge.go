package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"time"
)

// badgeRole is the role that stands for a verified badge in the demo. Only an
// administrator hands roles out, so it cannot be had by writing one's metadata.
const badgeRole = "verified"

// giveBadge verifies the café's host, as an administrator would in the console.
func giveBadge(ctx context.Context, emulator string, k keys) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	body := fmt.Sprintf(`{"userId":"marta","roles":[%q]}`, badgeRole)
	r, err := http.NewRequestWithContext(ctx, http.MethodPut, emulator+"/api/v3/users", bytes.NewBufferString(body))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("X-Api-Key", k.api)
	r.Header.Set("Authorization", "Bearer "+k.admin)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("the badge of the café's host: the emulator answered %s", answer.Status)
	}
	return nil
}
