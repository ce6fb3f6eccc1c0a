// Package swar looks at text eight bytes at a time (SIMD within a register; Warren, Hacker's Delight, 2nd edition,
// section 6-1). In WebAssembly a turn of a loop costs more than what it does, because Go makes each a jump through the
// function's table of places.
package swar

import (
	"encoding/binary"
	"math/bits"
)

const (
	ones  uint64 = 0x0101010101010101
	highs uint64 = 0x80 * ones
	lows  uint64 = 0x7f * ones
)

// pad is put where a text has no bytes: nothing looks for it.
const pad = 'a' * ones

// Word returns the eight bytes from i on, the first one lowest. i+8 is at most the length of s.
func Word(s []byte, i int) uint64 { return binary.LittleEndian.Uint64(s[i:]) }

// Tail is [Word] where fewer than eight bytes are left, but one: pads stand behind them.
func Tail(s []byte, i int) uint64 {
	if len(s) >= 8 {
		missing := 8 * uint(8-(len(s)-i))
		return binary.LittleEndian.Uint64(s[len(s)-8:])>>missing | pad<<(64-missing)
	}
	w := uint64(pad)
	for j := len(s) - 1; j >= i; j-- {
		w = w<<8 | uint64(s[j])
	}
	return w
}

// zero has the highest bit of each byte of w that is zero. The lowest bit that is set is always right; above it, that
// of a byte of 1 may be set, too.
func zero(w uint64) uint64 { return (w - ones) &^ w & highs }

// none has the highest bit of each byte that is not zero, of bytes below 128.
func none(w uint64) uint64 { return w + lows }

// First is the place of the lowest bit's byte.
func First(mask uint64) int { return bits.TrailingZeros64(mask) >> 3 }

// NotASCII has the highest bit of each byte above 127.
func NotASCII(w uint64) uint64 { return w & highs }

// Controls has bits where there is a NUL or a carriage return, and for a few other controls.
func Controls(w uint64) uint64 { return zero(w & (0xf2 * ones)) }

// Special returns the place of the first byte of s that may not stand for itself in HTML, or the length of s. It finds
// each of & < > " ', NUL and carriage return, and stops also at number signs, tabs and a few other controls.
func Special(s []byte) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if m := special(Word(s, i)); m != 0 {
			return i + First(m)
		}
	}
	if i < len(s) {
		if m := special(Tail(s, i)); m != 0 {
			return i + First(m)
		}
	}
	return len(s)
}

func special(w uint64) uint64 {
	return zero((w|5*ones)^0x27*ones) | zero((w|2*ones)^'>'*ones) | Controls(w)
}

// Kinds are what a text has to be looked at for.
type Kinds uint8

const (
	Escapes Kinds = 1 << iota // backslashes or ampersands
	Markup                    // what [Special] stops at
)

// Look returns what stands in s.
func Look(s []byte) Kinds {
	var escapes, markup uint64
	i := 0
	for ; i+8 <= len(s); i += 8 {
		w := Word(s, i)
		escapes |= escape(w)
		markup |= special(w)
	}
	if i < len(s) {
		w := Tail(s, i)
		escapes |= escape(w)
		markup |= special(w)
	}
	var k Kinds
	if escapes != 0 {
		k |= Escapes
	}
	if markup != 0 {
		k |= Markup
	}
	return k
}

func escape(w uint64) uint64 { return zero(w^'\\'*ones) | zero(w^'&'*ones) }

// Address has bits where an address may be that stands in a text as it is: at :// and www and @, and for a few things
// that look like one of them at the end of a word.
func Address(w uint64) uint64 {
	colon, double := zero(w^':'*ones), zero(w^'w'*ones)
	return colon&(zero(w^'/'*ones)>>8|1<<63) | double&(double>>8|1<<63) | zero(w^'@'*ones)
}

// Active returns the place of the first of ! * < [ \ ] ^ _ ` ~ or delete in s, with spaces also of a space, a quote or
// an opening parenthesis; or the length of s.
func Active(s []byte, spaces bool) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		if m := active(Word(s, i), spaces); m != 0 {
			return i + First(m)
		}
	}
	if i < len(s) {
		if m := active(Tail(s, i), spaces); m != 0 {
			return i + First(m)
		}
	}
	return len(s)
}

func active(w uint64, spaces bool) uint64 {
	x := w & lows
	m := (x+0x25*ones)&^(x+0x1f*ones) | (x + 2*ones) // [ to `, ~ and above
	low := none(x^'!'*ones) & none(x^'<'*ones)
	if spaces {
		low &= none(x&(0x75*ones) ^ ' '*ones)
	} else {
		low &= none(x ^ '*'*ones)
	}
	return (m | ^low) & highs &^ w
}

// Units returns the length of s, which is UTF-8, in UTF-16 code units: one for each character of up to three bytes, two
// for those of four.
func Units(s []byte) int {
	n, i := 0, 0
	for ; i+8 <= len(s); i += 8 {
		w := Word(s, i)
		n += 8 - bits.OnesCount64(w&^(w<<1)&highs) + bits.OnesCount64(w&(w<<1)&(w<<2)&(w<<3)&highs) // 10xxxxxx; 1111xxxx
	}
	for ; i < len(s); i++ {
		if s[i]&0xC0 != 0x80 {
			n++
		}
		if s[i] >= 0xF0 {
			n++
		}
	}
	return n
}
