//go:build js

package main

import (
	"context"
	"errors"
	"syscall/js"

	"github.com/addend-go/addend/wasm/media"
	"github.com/addend-go/addend/wasm/upload"
)

// checkUpload returns a promise of the problems of files that are to be sent (FAQ F30, F31, F93). The arguments are an
// array of Files or Blobs, what they are to become, whether the post has a poll, how many files it has already, and an
// AbortSignal or undefined.
func checkUpload(args []js.Value) (any, error) {
	as, ok := upload.ParseAs(stringArg(args, 1))
	if !ok {
		return nil, &problem{"bad-argument", "it is not said what the files are to become", `pass { as: "image" }, "video", "audio" or "file"`}
	}
	chosen := arg(args, 0)
	post := upload.Post{Poll: arg(args, 2).Truthy(), Attached: arg(args, 3).Int()}
	return promised(arg(args, 4), func(ctx context.Context) (any, error) {
		files := make([]upload.File, chosen.Length())
		for i := range files {
			file, err := chosenFile(ctx, chosen.Index(i), as)
			if err != nil {
				return nil, err
			}
			files[i] = file
		}
		return problemList(upload.Check(files, as, post)), nil
	})
}

// chosenFile looks into a file, as far as the rules ask for it. Its error is that the caller aborted; any other
// belongs to the file.
func chosenFile(ctx context.Context, blob js.Value, as upload.As) (upload.File, error) {
	f := upload.File{Name: field(blob, "name"), Size: int64(blob.Get("size").Float())}
	if f.Size > 0 && as != upload.AsFile {
		f.Info, f.Err = probeSource(ctx, blob, js.Undefined())
	}
	var e *media.Error
	if errors.As(f.Err, &e) && e.Code == media.CodeAborted {
		return f, e
	}
	return f, nil
}

func problemList(problems []upload.Problem) []any {
	out := make([]any, len(problems))
	for i, p := range problems {
		o := object("code", p.Code)
		if p.Index >= 0 {
			o.Set("file", p.File)
			o.Set("index", p.Index)
		}
		o.Set("message", p.Message)
		o.Set("hint", p.Hint)
		out[i] = o
	}
	return out
}
