//go:build js

package main

import (
	"context"
	"syscall/js"
)

// promised runs f in a goroutine, because reading a Blob waits for the event loop, and returns a promise of an object
// of the shape that guarded returns. The context is done as soon as signal, an AbortSignal or undefined, is aborted.
func promised(signal js.Value, f func(ctx context.Context) (any, error)) (any, error) {
	var executor js.Func
	executor = js.FuncOf(func(_ js.Value, settle []js.Value) any {
		resolve := settle[0]
		go func() {
			defer executor.Release()
			resolve.Invoke(guarded(func([]js.Value) (any, error) {
				ctx, release := contextOf(signal)
				defer release()
				return f(ctx)
			}, nil))
		}()
		return nil
	})
	return js.Global().Get("Promise").New(executor), nil
}

func contextOf(signal js.Value) (ctx context.Context, release func()) {
	ctx, cancel := context.WithCancel(context.Background())
	if signal.Type() != js.TypeObject {
		return ctx, cancel
	}
	onAbort := js.FuncOf(func(js.Value, []js.Value) any {
		cancel()
		return nil
	})
	signal.Call("addEventListener", "abort", onAbort)
	if signal.Get("aborted").Truthy() {
		cancel()
	}
	return ctx, func() {
		signal.Call("removeEventListener", "abort", onAbort)
		onAbort.Release()
		cancel()
	}
}
