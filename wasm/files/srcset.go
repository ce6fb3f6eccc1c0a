package files

import (
	"strconv"
	"strings"

	"github.com/addend-go/addend/socialplus"
)

// Srcset returns the srcset attribute of an image: its small, medium and large renditions with their widths, so that
// the browser fetches the one that fits (FAQ F06). Use [URL] with size "full" for a link to the original.
//
// The widths are the longest sides of [socialplus.ImageSize.MaxEdge]: for an upright image the real width is less,
// and the browser then takes one step more than it needs, never one too few.
func Srcset(id string, t Target) (string, error) {
	if t.Size != "" {
		return "", &Error{CodeSize, "a size is given for a srcset", "leave size out: a srcset names every size"}
	}
	if t.Form == FormBare {
		return "", &Error{CodeForm, "the bare form has no sizes", `leave form out, or use "download"`}
	}
	var parts []string
	for _, size := range []socialplus.ImageSize{socialplus.SizeSmall, socialplus.SizeMedium, socialplus.SizeLarge} {
		t.Size = string(size)
		address, err := URL(id, t)
		if err != nil {
			return "", err
		}
		// A comma ends a candidate, and a bracket can hide one: neither may stand in the address itself.
		address = strings.NewReplacer(",", "%2C", "(", "%28", ")", "%29").Replace(address)
		parts = append(parts, address+" "+strconv.Itoa(size.MaxEdge())+"w")
	}
	return strings.Join(parts, ", "), nil
}
