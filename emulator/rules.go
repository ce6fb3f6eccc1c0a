package emulator

import (
	"strconv"

	"github.com/addend-go/addend/emulator/internal/sqlite"
)

type rule struct {
	RuleID           string `json:"ruleId"`
	Regex            string `json:"regex"`
	IsMatchExactWord bool   `json:"isMatchExactWord"`
	IsEnabled        bool   `json:"isEnabled"`
	IsDeleted        bool   `json:"isDeleted"`
	CreatedAt        string `json:"createdAt"`
	UpdatedAt        string `json:"updatedAt"`
}

func addBlocked(c *call) (any, error)     { return c.addRules("block", false) }
func addAllowed(c *call) (any, error)     { return c.addRules("allow", false) }
func replaceBlocked(c *call) (any, error) { return c.addRules("block", true) }
func replaceAllowed(c *call) (any, error) { return c.addRules("allow", true) }
func listBlocked(c *call) (any, error)    { return c.listRules("block") }
func listAllowed(c *call) (any, error)    { return c.listRules("allow") }

// addRules answers POST /api/v3/blocklists and its older names: a list of up to
// 100 regular expressions of up to 500 characters (FAQ F04).
func (c *call) addRules(kind string, replace bool) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	var in struct {
		Regexs           []string `json:"regexs"`
		IsMatchExactWord bool     `json:"isMatchExactWord"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	var v check
	v.list("regexs", in.Regexs, 100, 500)
	if len(in.Regexs) == 0 && !replace {
		v.addf(`"regexs" is required`)
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	if replace {
		if _, err := c.tx.Exec("DELETE FROM rules WHERE kind = ?", kind); err != nil {
			return nil, err
		}
	}
	for _, pattern := range in.Regexs {
		if _, err := compileRule(kind, pattern, in.IsMatchExactWord); err != nil {
			return nil, err
		}
		_, err := c.tx.Exec(`INSERT INTO rules(rule_id, kind, pattern, is_exact, created_at, updated_at) VALUES(?1, ?2, ?3, ?4, ?5, ?5)
		  ON CONFLICT(kind, pattern) DO UPDATE SET is_exact = ?4, is_enabled = 1, updated_at = ?5`, c.newID("rule"), kind, pattern, bit(in.IsMatchExactWord), c.now)
		if err != nil {
			return nil, err
		}
	}
	return success, c.rulesChanged()
}

func (c *call) rulesChanged() error {
	_, err := c.tx.Exec(`INSERT INTO settings(name, value) VALUES('rules-version', '1')
	  ON CONFLICT(name) DO UPDATE SET value = CAST(value AS INTEGER) + 1`)
	return err
}

func (c *call) listRules(kind string) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	p, err := c.page()
	if err != nil {
		return nil, err
	}
	sort, err := c.query.oneOf("sortBy", "lastCreated", "firstCreated")
	if err != nil {
		return nil, err
	}
	var w where
	w.add("kind = ?", kind)
	if prefix := c.query.str("regex"); prefix != "" {
		w.add(`pattern LIKE ? ESCAPE '\'`, containing(prefix)[1:])
	}
	order := map[string]string{"lastCreated": "seq DESC", "firstCreated": "seq"}[sort]
	rules := []rule{}
	err = c.tx.Each(func(row sqlite.Scanner) error {
		var r rule
		var created, updated int64
		err := row.Scan(&r.RuleID, &r.Regex, &r.IsMatchExactWord, &r.IsEnabled, &created, &updated)
		r.CreatedAt, r.UpdatedAt = stamp(created), stamp(updated)
		rules = append(rules, r)
		return err
	}, "SELECT rule_id, pattern, is_exact, is_enabled, created_at, updated_at FROM rules"+w.String()+" ORDER BY "+order+" LIMIT ? OFFSET ?",
		append(w.args, p.Limit+1, p.Skip)...)
	if err != nil {
		return nil, err
	}
	rules, around := trim(p, rules)
	return map[string]any{"results": rules, "paging": around}, nil
}

// deleteRules answers DELETE /api/v2/{blacklist,whitelist}/records, ruleIds[].
func deleteRules(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	var in struct {
		RuleIDs []string `json:"ruleIds"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	ids := append(in.RuleIDs, c.query.list("ruleIds")...)
	if id := c.param("ruleId"); id != "" {
		ids = append(ids, id)
	}
	var v check
	v.list("ruleIds", ids, 100, 100)
	if len(ids) == 0 {
		v.addf(`"ruleIds" is required`)
	}
	if err := v.err(); err != nil {
		return nil, err
	}
	if _, err := c.tx.Exec("DELETE FROM rules WHERE rule_id IN (SELECT value FROM json_each(?))", toJSON(ids)); err != nil {
		return nil, err
	}
	return success, c.rulesChanged()
}

// switchRule answers PUT /api/v2/{blacklist,whitelist}/records/{ruleId}.
func switchRule(c *call) (any, error) {
	if err := c.requireAdmin(); err != nil {
		return nil, err
	}
	var in struct {
		IsEnabled *bool `json:"isEnabled"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	if in.IsEnabled == nil {
		return nil, invalid(`"isEnabled" is required`)
	}
	res, err := c.tx.Exec("UPDATE rules SET is_enabled = ?, updated_at = ? WHERE rule_id = ?", bit(*in.IsEnabled), c.now, c.param("ruleId"))
	if err != nil {
		return nil, err
	}
	if n, _ := res.RowsAffected(); n == 0 {
		return nil, notFound("rule", c.param("ruleId"))
	}
	return success, c.rulesChanged()
}

func (c *call) verifyInput() ([]string, error) {
	var in struct {
		Data []string `json:"data"`
	}
	if err := c.decode(&in); err != nil {
		return nil, err
	}
	var v check
	v.list("data", in.Data, 10, maxPostText)
	if len(in.Data) == 0 {
		v.addf(`"data" is required`)
	}
	return in.Data, v.err()
}

// verifyBlocked answers POST /api/v3/blocklists/verify: may these texts be sent.
func verifyBlocked(c *call) (any, error) {
	texts, err := c.verifyInput()
	if err != nil {
		return nil, err
	}
	blocked, _, err := c.rules()
	if err != nil {
		return nil, err
	}
	for _, text := range texts {
		for _, re := range blocked {
			if re.MatchString(text) {
				return nil, fail(codeBanWord, "the text contains a blocklisted word")
			}
		}
	}
	return success, nil
}

// verifyAllowed answers POST /api/v3/allowlists/verify: may these links be sent.
func verifyAllowed(c *call) (any, error) {
	links, err := c.verifyInput()
	if err != nil {
		return nil, err
	}
	_, allowed, err := c.rules()
	if err != nil {
		return nil, err
	}
	on, err := c.settingOn("moderation", "isWhitelistEnabled")
	if err != nil {
		return nil, err
	}
	for i, s := range links {
		if err := validLink(s); err != nil {
			return nil, fail(codeBadRequest, "data[%s]: %v", strconv.Itoa(i), err)
		}
		if on && !linkAllowed(s, allowed) {
			return nil, fail(codeLinkNotAllowed, "the link is not on the allow list")
		}
	}
	return success, nil
}
