//go:build js

package main

import (
	"errors"
	"fmt"
	"runtime/debug"
	"syscall/js"

	"github.com/addend-go/addend/wasm/files"
	"github.com/addend-go/addend/wasm/media"
)

// A row of the table of functions.
type row struct {
	name string
	call func(args []js.Value) (any, error)
}

// register hands the table to the JavaScript that started this instance. It waits under a global name for the moment
// of the start only, so that nothing of the module can be reached from the page but through the package.
func register(rows []row, facts map[string]any) {
	table := map[string]any{}
	for _, r := range rows {
		// These live as long as the instance: a fixed set, so there is nothing to release.
		table[r.name] = js.FuncOf(func(_ js.Value, args []js.Value) any { return guarded(r.call, args) })
	}
	js.Global().Get("__addend_host").Call("register", table, facts)
}

// guarded calls f and returns {value} or {error}: a Go function cannot throw, and a panic must not end the module.
func guarded(f func([]js.Value) (any, error), args []js.Value) (out any) {
	defer func() {
		if r := recover(); r != nil {
			out = map[string]any{"error": errorObject(panicked(r))}
		}
	}()
	v, err := f(args)
	if err != nil {
		return map[string]any{"error": errorObject(err)}
	}
	return map[string]any{"value": v}
}

// A problem is an error that the bridge itself finds.
type problem struct{ code, message, hint string }

func (p *problem) Error() string { return p.message }

// A failure is a panic, with the stack that it had.
type failure struct {
	problem
	stack string
}

// panicked is the error that a panic is told as. A BigInt is a value that Go does not know and panics at.
func panicked(r any) error {
	if r == "bad type flag" {
		return &problem{"bad-argument", "an argument is of a kind that the module does not know", "pass texts, numbers, true or false; of a BigInt its text"}
	}
	return &failure{problem{"panic", fmt.Sprint("the module failed: ", r), "the call was given up and the module goes on; please report it with the input"},
		string(debug.Stack())}
}

// errorObject is an error as the package's JavaScript makes an AddendError from it.
func errorObject(err error) js.Value {
	var (
		fi *files.Error
		me *media.Error
		pr *problem
		fa *failure
	)
	if o, ok := markdownError(err); ok {
		return o
	}
	switch {
	case errors.As(err, &fi):
		return object("code", fi.Code, "message", fi.Message, "hint", fi.Hint)
	case errors.As(err, &me):
		o := object("code", me.Code, "message", me.Message, "hint", me.Hint)
		if me.Cause != nil {
			o.Set("cause", me.Cause.Error())
		}
		return o
	case errors.As(err, &fa):
		return object("code", fa.code, "message", fa.message, "hint", fa.hint, "cause", fa.stack)
	case errors.As(err, &pr):
		return object("code", pr.code, "message", pr.message, "hint", pr.hint)
	}
	return object("code", "internal", "message", err.Error(), "hint", "please report it with the input")
}

// object is a JavaScript object with these names and values, in this order.
func object(pairs ...any) js.Value {
	o := js.Global().Get("Object").New()
	for i := 0; i < len(pairs); i += 2 {
		o.Set(pairs[i].(string), pairs[i+1])
	}
	return o
}

func arg(args []js.Value, i int) js.Value {
	if i < len(args) {
		return args[i]
	}
	return js.Undefined()
}

// stringArg returns a string argument; any other value is the empty string, which each function refuses in its own
// words.
func stringArg(args []js.Value, i int) string {
	if v := arg(args, i); v.Type() == js.TypeString {
		return v.String()
	}
	return ""
}

// field returns a string field of an options object; what is absent or no string is empty.
func field(options js.Value, name string) string {
	if options.Type() != js.TypeObject {
		return ""
	}
	if v := options.Get(name); v.Type() == js.TypeString {
		return v.String()
	}
	return ""
}
