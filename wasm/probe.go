//go:build js

package main

import (
	"errors"
	"io"
	"syscall/js"

	"github.com/addend-go/addend/wasm/media"
)

// probe returns a promise of what is known about a recording, a picture or another file: the arguments are a Blob or
// a Uint8Array, and an AbortSignal or undefined.
func probe(args []js.Value) (any, error) {
	return promised(args, mediaObject)
}

// probeForMessage returns a promise of the object to store with an audio message (FAQ F68).
func probeForMessage(args []js.Value) (any, error) {
	return promised(args, func(info media.Info) any { return metadataObject(media.MessageMetadata(info)) })
}

// promised probes in a goroutine, because reading a Blob waits for the event loop, and settles a promise with an
// object of the shape that guarded returns.
func promised(args []js.Value, shape func(media.Info) any) (any, error) {
	source, signal := arg(args, 0), arg(args, 1)
	var executor js.Func
	executor = js.FuncOf(func(_ js.Value, settle []js.Value) any {
		resolve := settle[0]
		go func() {
			defer executor.Release()
			resolve.Invoke(guarded(func([]js.Value) (any, error) {
				info, err := probeSource(source, signal)
				if err != nil {
					return nil, err
				}
				return shape(info), nil
			}, nil))
		}()
		return nil
	})
	return js.Global().Get("Promise").New(executor), nil
}

var errAborted = errors.New("the caller aborted")

func probeSource(source, signal js.Value) (media.Info, error) {
	var r io.ReaderAt
	var size int64
	if source.InstanceOf(js.Global().Get("Uint8Array")) {
		size = int64(source.Get("byteLength").Float())
		r = bytesReader{source, size}
	} else {
		blob := newBlobReader(source, signal)
		defer blob.close()
		r, size = blob, blob.size
	}
	if aborted(signal) { // asked again at every read of a blob; bytes are read in one go
		return media.Info{}, abortedProblem()
	}
	info, err := media.Probe(r, size)
	if err != nil && aborted(signal) {
		err = abortedProblem()
	}
	return info, err
}

func abortedProblem() error {
	return &problem{media.CodeAborted, "reading was aborted", "nothing to do: the caller's signal asked for it"}
}

func aborted(signal js.Value) bool {
	return signal.Type() == js.TypeObject && signal.Get("aborted").Truthy()
}

func mediaObject(info media.Info) any {
	o := object(
		"kind", info.Kind, "container", info.Container, "mimeType", info.MimeType(), "codecs", list(info.Codecs),
		"duration", info.Duration, "exact", info.Exact)
	for _, f := range []struct {
		name  string
		value int
	}{{"sampleRate", info.SampleRate}, {"channels", info.Channels}, {"width", info.Width}, {"height", info.Height}} {
		if f.value != 0 {
			o.Set(f.name, f.value)
		}
	}
	o.Set("bytesRead", float64(info.BytesRead))
	o.Set("warnings", list(info.Warnings))
	return o
}

func metadataObject(m media.Metadata) any {
	o := object("duration", m.Duration)
	if m.MimeType != "" {
		o.Set("mimeType", m.MimeType)
	}
	return o
}

func list(items []string) []any {
	out := make([]any, len(items))
	for i, s := range items {
		out[i] = s
	}
	return out
}
