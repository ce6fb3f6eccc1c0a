package media

import (
	"bytes"
	"image"
	"image/color/palette"
	"image/gif"
	"image/jpeg"
	"image/png"
	"testing"
)

// Pictures by the standard library's encoders, and the headers of those that it cannot write.
func TestImages(t *testing.T) {
	encoded := func(encode func(*bytes.Buffer) error) []byte {
		var b bytes.Buffer
		if err := encode(&b); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	gray := image.NewGray(image.Rect(0, 0, 300, 201))
	paletted := image.NewPaletted(gray.Rect, palette.Plan9)
	photoOf := func(w, h int) []byte {
		return encoded(func(b *bytes.Buffer) error { return jpeg.Encode(b, image.NewGray(image.Rect(0, 0, w, h)), nil) })
	}
	photo := photoOf(300, 201)
	upright := func(photo []byte, order string, orientation int) []byte {
		short, long := u16, u32
		if order == "II" {
			short, long = l16, l32
		}
		exif := join([]byte("Exif\x00\x00"), []byte(order), short(42), long(8), short(2), short(0x010F), short(2), long(3), []byte("me\x00\x00"), short(0x0112), short(3), long(1), short(orientation), short(0), long(0))
		return join(photo[:2], []byte{0xFF, 0xE1}, u16(2+len(exif)), exif, photo[2:])
	}
	heif := func(brand string, compatible ...string) []byte {
		brands := [][]byte{[]byte(brand), u32(0)}
		for _, c := range compatible {
			brands = append(brands, []byte(c))
		}
		ispe := func(w, h uint32) []byte { return isoBox("ispe", u32(0), u32(w), u32(h)) }
		return join(isoBox("ftyp", brands...), isoBox("meta", u32(0), isoBox("hdlr", make([]byte, 25)),
			isoBox("iprp", isoBox("ipco", ispe(64, 64), ispe(300, 201), ispe(160, 100)))), isoBox("mdat", make([]byte, 99)))
	}
	webp := func(kind string, body ...byte) []byte {
		return join([]byte("RIFF"), l32(100), []byte("WEBP"), []byte(kind), l32(30), body, make([]byte, 40))
	}
	for _, c := range []struct {
		name, container string
		data            []byte
	}{
		{"JPEG", "jpeg", photo},
		{"JPEG with a large EXIF", "jpeg", join(photo[:2], []byte{0xFF, 0xE1, 0xFF, 0xFF}, make([]byte, 65533), photo[2:])},
		{"JPEG of a phone held upright, EXIF in either order of bytes", "jpeg", upright(photoOf(201, 300), "MM", 6)},
		{"JPEG of a phone held upright", "jpeg", upright(photoOf(201, 300), "II", 8)},
		{"JPEG upside down", "jpeg", upright(photo, "MM", 3)},
		{"JPEG with EXIF that leads nowhere", "jpeg", join(photo[:2], []byte{0xFF, 0xE1, 0, 16}, []byte("Exif\x00\x00MM\x00\x2A\xFF\xFF\xFF\xFF"), photo[2:])},
		{"JPEG with fill bytes", "jpeg", join(photo[:2], []byte{0xFF, 0xFF}, photo[2:])},
		{"JPEG with one fill byte", "jpeg", join(photo[:2], []byte{0xFF}, photo[2:])},
		{"PNG", "png", encoded(func(b *bytes.Buffer) error { return png.Encode(b, gray) })},
		{"GIF", "gif", encoded(func(b *bytes.Buffer) error { return gif.Encode(b, paletted, nil) })},
		{"GIF that moves", "gif", encoded(func(b *bytes.Buffer) error {
			return gif.EncodeAll(b, &gif.GIF{Image: []*image.Paletted{paletted, paletted}, Delay: []int{9, 9}})
		})},
		{"WebP, extended", "webp", webp("VP8X", 0, 0, 0, 0, 43, 1, 0, 200, 0, 0)},
		{"WebP, lossless", "webp", webp("VP8L", 0x2F, 0x2B, 0x01, 0x32, 0x00)},
		{"WebP, lossy", "webp", webp("VP8 ", 0, 0, 0, 0x9D, 0x01, 0x2A, 44, 1, 201, 0)},
		{"HEIC", "heic", heif("heic", "mif1")},
		{"HEIC by a general brand", "heic", heif("mif1", "heic")},
		{"HEIC of a phone held upright", "heic", bytes.Replace(bytes.Replace(heif("heic", "mif1"), join(u32(300), u32(201)), join(u32(201), u32(300)), 1), isoBox("hdlr", make([]byte, 25)), isoBox("iprp", isoBox("ipco", isoBox("irot", []byte{3}))), 1)},
		{"AVIF", "avif", heif("avif", "mif1")},
		{"AVIF by a general brand", "avif", heif("mif1", "avif")},
	} {
		t.Run(c.name, func(t *testing.T) {
			info, err := check(t, c.data)
			if err != nil || info.Kind != KindImage || info.Container != c.container || info.Width != 300 || info.Height != 201 || len(info.Warnings) > 0 {
				t.Errorf("%+v, %v", info, err)
			}
			few := 14
			if c.container == "gif" {
				few = 9
			}
			if info, err = check(t, c.data[:few]); err != nil || info.Kind != KindImage || !info.warned(WarnTruncated) {
				t.Errorf("its first bytes: %+v, %v", info, err)
			}
		})
	}
}
