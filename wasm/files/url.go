// Package files builds the addresses under which the platform, or a worker in front of it, hands out files.
//
// The address of a file is not secret and needs no call: it follows from the file's id. The platform's own hosts ask
// for an access token; an address below a worker (base "/files") carries none and is the one to put in a page.
package files

import (
	"net/url"
	"strings"

	"github.com/addend-go/addend/socialplus"
)

// A Form is the shape of an address on the platform's own hosts.
type Form string

const (
	// FormDownload is …/api/v3/files/{id}/download: the bytes of the file, in a size where it is an image. It is the
	// form that is used when none is named.
	FormDownload Form = "download"
	// FormBare is …/api/v3/files/{id} on the older host, as FAQ F35 writes it.
	FormBare Form = "bare"
)

// Target says where a file is fetched and how. Exactly one of Region and Base must be set.
type Target struct {
	Region string // sg, eu or us: the platform's own host
	Base   string // a prefix the id is appended to: "/files", "https://chat.example/files"
	Size   string // small, medium, large or full; for images (FAQ F06). Empty: the platform's choice
	Name   string // a file name for the download, with a base only
	Form   Form   // with a region only
}

// URL returns the address of the file with that id (FAQ F35). Errors are *[Error].
func URL(id string, t Target) (string, error) {
	id, err := escapedID(id)
	if err != nil {
		return "", err
	}
	prefix, suffix, err := t.place()
	if err != nil {
		return "", err
	}
	query, err := t.query()
	if err != nil {
		return "", err
	}
	return prefix + "/" + id + suffix + query, nil
}

// place returns what stands before and after the id.
func (t Target) place() (prefix, suffix string, err error) {
	switch {
	case t.Region != "" && t.Base != "":
		return "", "", &Error{CodeTarget, "both a region and a base are given",
			`give region for the platform's own host, or base for a worker, not both`}
	case t.Region == "" && t.Base == "":
		return "", "", &Error{CodeTarget, "neither a region nor a base is given",
			`give base: "/files" for a worker, or region: "sg", "eu" or "us"`}
	case t.Base != "":
		if t.Form != "" {
			return "", "", &Error{CodeForm, "a form is given together with a base",
				"form is for the platform's own hosts; leave it out with base"}
		}
		base, err := checkedBase(t.Base)
		return base, "", err
	}
	region, err := socialplus.ParseRegion(t.Region)
	if err != nil {
		return "", "", &Error{CodeRegion, "unknown region " + quote(t.Region), `use "sg", "eu" or "us"`}
	}
	switch t.Form {
	case "", FormDownload:
		return region.BaseURL() + "/api/v3/files", "/download", nil
	case FormBare:
		return region.LegacyURL() + "/api/v3/files", "", nil
	}
	return "", "", &Error{CodeForm, "unknown form " + quote(string(t.Form)), `use "download" or "bare"`}
}

// query returns the query with its question mark, or nothing.
func (t Target) query() (string, error) {
	var parts []string
	if t.Size != "" {
		if _, ok := socialplus.ParseImageSize(t.Size); !ok {
			return "", &Error{CodeSize, "unknown size " + quote(t.Size), `use "small", "medium", "large" or "full"`}
		}
		parts = append(parts, "size="+t.Size)
	}
	if t.Name != "" {
		if t.Base == "" {
			return "", &Error{CodeName, "a download name is given together with a region",
				"the platform's hosts take no name; fetch the file through a worker, with base"}
		}
		if len(t.Name) > MaxName {
			return "", &Error{CodeName, "the download name is too long", "use at most 255 bytes"}
		}
		parts = append(parts, "name="+strings.ReplaceAll(url.QueryEscape(t.Name), "+", "%20"))
	}
	if len(parts) == 0 {
		return "", nil
	}
	return "?" + strings.Join(parts, "&"), nil
}

// checkedBase returns a base without a slash at its end. It must be a path from the root of the site or an http(s)
// address, without a query: anything else would build an address that means something different on every page.
func checkedBase(base string) (string, error) {
	bad := func(why string) error {
		return &Error{CodeBase, "the base " + quote(base) + " " + why,
			`use a path such as "/files" or an address such as "https://chat.example/files"`}
	}
	if strings.ContainsAny(base, "\\?#\"'<>") || strings.IndexFunc(base, func(r rune) bool { return r <= ' ' || r == 0x7f }) >= 0 {
		return "", bad("has a character that does not belong in a path")
	}
	u, err := url.Parse(base)
	if err != nil {
		return "", bad("is not an address")
	}
	switch {
	case u.User != nil:
		return "", bad("has a user name in it")
	case (u.Scheme == "http" || u.Scheme == "https") && u.Host != "":
	case u.Scheme == "" && u.Host == "" && strings.HasPrefix(base, "/"):
	default:
		return "", bad("is neither a path from the root nor an http address")
	}
	return strings.TrimRight(base, "/"), nil
}
