package media

import (
	"math"
	"strconv"
)

// FormatDuration writes seconds as players do: 0:07, 3:05, 1:02:09. Fractions are rounded; what is not a
// positive, finite number reads 0:00.
func FormatDuration(seconds float64) string {
	if !(seconds > 0) || seconds > longest {
		seconds = 0
	}
	n := int64(math.Round(seconds))
	two := func(v int64) string {
		s := strconv.FormatInt(v, 10)
		if v < 10 {
			return "0" + s
		}
		return s
	}
	if n < 3600 {
		return strconv.FormatInt(n/60, 10) + ":" + two(n%60)
	}
	return strconv.FormatInt(n/3600, 10) + ":" + two(n/60%60) + ":" + two(n%60)
}
