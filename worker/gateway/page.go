package gateway

import "github.com/addend-go/addend/worker/plan"

// PageHeader gives the header fields of every static file: the one source for
// the native host and for the _headers file of the edge's assets.
func PageHeader() []plan.Field {
	return []plan.Field{
		{"Content-Security-Policy", "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; " +
			"connect-src 'self'; style-src 'self'; img-src 'self' https: blob:; media-src 'self' blob:; font-src 'self'; " +
			"manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; " +
			"require-trusted-types-for 'script'; trusted-types addend addend-offline"},
		{"Cross-Origin-Opener-Policy", "same-origin"},
		{"Cross-Origin-Resource-Policy", "same-origin"},
		{"Permissions-Policy", "microphone=(self), camera=(), geolocation=(), payment=(), usb=()"},
		{"Referrer-Policy", "no-referrer"},
		{"Strict-Transport-Security", "max-age=31536000"},
		{"X-Content-Type-Options", "nosniff"},
	}
}
