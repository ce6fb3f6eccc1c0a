//go:build js

package main

import (
	"strconv"
	"syscall/js"

	"github.com/addend-go/addend/socialplus"
	"github.com/addend-go/addend/wasm/files"
	"github.com/addend-go/addend/wasm/media"
)

// functions is the table of what the module offers to the package's JavaScript. Each row gets its arguments as
// JavaScript values and returns something that js.ValueOf takes, or a typed error; none of them may block. Rendering
// is not here: its strings go through the module's memory (memory.go).
func functions() []row {
	return append(append([]row{
		{"explain", explain},
		{"fileURL", fileURL},
		{"fileSrcset", fileSrcset},
		{"formatDuration", formatDuration},
		{"media", probe},
		{"messageMetadata", probeForMessage},
		{"peaks", peaks},
		{"checkUpload", checkUpload},
	}, markdownFunctions()...), moreFunctions()...)
}

// explain takes a code: a number, or a string of digits.
func explain(args []js.Value) (any, error) {
	code, ok := codeOf(arg(args, 0))
	if !ok {
		return nil, &problem{"bad-code", "the platform's error codes are numbers such as 400311",
			"pass the code field of the platform's answer, or the error itself"}
	}
	e, ok := socialplus.Explain(socialplus.Code(code))
	if !ok {
		return nil, &problem{"unknown-code", "no explanation is known for code " + strconv.Itoa(code),
			"show the platform's own message"}
	}
	return object("code", int(e.Code), "name", e.Name, "title", e.Title, "cause", e.Cause, "remedy", e.Remedy,
		"retry", string(e.Retry)), nil
}

func codeOf(v js.Value) (int, bool) {
	switch v.Type() {
	case js.TypeNumber:
		f := v.Float()
		return int(f), f == float64(int(f))
	case js.TypeString:
		n, err := strconv.Atoi(v.String())
		return n, err == nil
	}
	return 0, false
}

func fileURL(args []js.Value) (any, error) {
	return result(files.URL(stringArg(args, 0), targetOf(arg(args, 1))))
}

func fileSrcset(args []js.Value) (any, error) {
	return result(files.Srcset(stringArg(args, 0), targetOf(arg(args, 1))))
}

func targetOf(options js.Value) files.Target {
	return files.Target{
		Region: field(options, "region"),
		Base:   field(options, "base"),
		Size:   field(options, "size"),
		Name:   field(options, "name"),
		Form:   files.Form(field(options, "form")),
	}
}

func formatDuration(args []js.Value) (any, error) {
	v := arg(args, 0)
	if v.Type() != js.TypeNumber {
		return nil, &problem{"bad-argument", "a duration is a number of seconds", "pass duration of media() or of the message's metadata"}
	}
	return media.FormatDuration(v.Float()), nil
}

func result(s string, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return s, nil
}
