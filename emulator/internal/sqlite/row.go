package sqlite

import (
	"database/sql/driver"
	"fmt"
	"strconv"
)

// Scanner is a row: Scan copies its columns, in order, to pointers to strings,
// byte slices, integers, floating-point numbers, booleans or any.
type Scanner interface{ Scan(...any) error }

type failed struct{ err error }

func (f failed) Scan(...any) error { return f.err }

// row holds a row's values as the driver gives them: int64, float64, string,
// []byte or nil.
type row []driver.Value

func (r row) Scan(to ...any) error {
	if len(to) != len(r) {
		return fmt.Errorf("a row of %d columns cannot be read into %d variables", len(r), len(to))
	}
	for i, v := range r {
		if !scan(to[i], v) {
			return fmt.Errorf("column %d, a %T, cannot be read into a %T", i+1, v, to[i])
		}
	}
	return nil
}

func scan(to any, v driver.Value) bool {
	switch to := to.(type) {
	case *string:
		switch v := v.(type) {
		case string:
			*to = v
		case []byte:
			*to = string(v)
		case int64:
			*to = strconv.FormatInt(v, 10)
		default:
			return false
		}
	case *[]byte:
		switch v := v.(type) {
		case string:
			*to = []byte(v)
		case []byte:
			*to = v
		case nil:
			*to = nil
		default:
			return false
		}
	case *int64:
		return number(to, v)
	case *int:
		return number(to, v)
	case *bool:
		n, ok := v.(int64)
		*to = n != 0
		return ok
	case *float64:
		switch v := v.(type) {
		case float64:
			*to = v
		case int64:
			*to = float64(v)
		default:
			return false
		}
	case *any:
		*to = v
	default:
		return false
	}
	return true
}

func number[N int | int64](to *N, v driver.Value) bool {
	switch v := v.(type) {
	case int64:
		*to = N(v)
	case string: // a sum of a text column, say
		n, err := strconv.ParseInt(v, 10, 64)
		*to = N(n)
		return err == nil
	case float64:
		*to = N(v)
		return float64(*to) == v
	default:
		return false
	}
	return true
}

// named makes the arguments of a statement what the driver takes.
func named(args []any) ([]driver.NamedValue, error) {
	out := make([]driver.NamedValue, len(args))
	for i, arg := range args {
		out[i].Ordinal = i + 1
		switch arg := arg.(type) {
		case string, int64, nil:
			out[i].Value = arg
		case int:
			out[i].Value = int64(arg)
		default:
			var err error
			if out[i].Value, err = driver.DefaultParameterConverter.ConvertValue(arg); err != nil {
				return nil, fmt.Errorf("argument %d: %w", i+1, err)
			}
		}
	}
	return out, nil
}
