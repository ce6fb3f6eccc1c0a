//go:build js

package main

import (
	"context"
	"syscall/js"

	"github.com/addend-go/addend/wasm/media"
)

// probe returns a promise of what is known about a recording, a picture or another file. The arguments are a
// Uint8Array or something with a size and slices as a Blob has them; an AbortSignal or undefined; a function that is
// told of the progress, or undefined.
func probe(args []js.Value) (any, error) {
	return promised(arg(args, 1), func(ctx context.Context) (any, error) {
		info, err := probeSource(ctx, arg(args, 0), arg(args, 2))
		if err != nil {
			return nil, err
		}
		return mediaObject(info), nil
	})
}

// probeForMessage returns a promise of the object to store with an audio message (FAQ F68). The arguments are those
// of probe and a waveform or undefined.
func probeForMessage(args []js.Value) (any, error) {
	return promised(arg(args, 1), func(ctx context.Context) (any, error) {
		info, err := probeSource(ctx, arg(args, 0), arg(args, 2))
		if err != nil {
			return nil, err
		}
		return metadataObject(media.MessageMetadata(info), arg(args, 3)), nil
	})
}

func probeSource(ctx context.Context, source, progress js.Value) (media.Info, error) {
	options := []media.Option{media.WithContext(ctx)}
	if progress.Type() == js.TypeFunction {
		options = append(options, media.WithProgress(func(read, size int64) {
			progress.Invoke(float64(read), float64(size))
		}))
	}
	if source.InstanceOf(js.Global().Get("Uint8Array")) {
		size := int64(source.Get("byteLength").Float())
		return media.Probe(bytesReader{source, size}, size, options...)
	}
	blob := newBlobReader(ctx, source)
	defer blob.close()
	return media.Probe(blob, blob.size, options...)
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

func metadataObject(m media.Metadata, waveform js.Value) any {
	o := object("duration", m.Duration)
	if m.MimeType != "" {
		o.Set("mimeType", m.MimeType)
	}
	if waveform.Type() == js.TypeObject {
		o.Set("waveform", waveform)
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
