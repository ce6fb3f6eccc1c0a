package main

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/vector"
)

// canvas paints shapes with smooth edges. Coordinates are pixels.
type canvas struct {
	img *image.RGBA
	ras *vector.Rasterizer
}

func newCanvas(w, h int, top, bottom color.RGBA) *canvas {
	c := &canvas{image.NewRGBA(image.Rect(0, 0, w, h)), vector.NewRasterizer(w, h)}
	for y := range h {
		line := mix(top, bottom, float64(y)/float64(h))
		draw.Draw(c.img, image.Rect(0, y, w, y+1), image.NewUniform(line), image.Point{}, draw.Src)
	}
	return c
}

func mix(a, b color.RGBA, t float64) color.RGBA {
	part := func(x, y uint8) uint8 { return uint8(math.Round(float64(x)*(1-t) + float64(y)*t)) }
	return color.RGBA{part(a.R, b.R), part(a.G, b.G), part(a.B, b.B), 255}
}

func rgb(hex uint32) color.RGBA {
	return color.RGBA{uint8(hex >> 16), uint8(hex >> 8), uint8(hex), 255}
}

// polygon fills the shape through the points x0, y0, x1, y1, …. Only the box
// around the shape is rasterised: most shapes are a small part of the picture.
func (c *canvas) polygon(fill color.RGBA, xy ...float64) {
	box := bounds(xy).Intersect(c.img.Rect)
	if box.Empty() {
		return
	}
	point := func(i int) (float32, float32) {
		return float32(xy[i] - float64(box.Min.X)), float32(xy[i+1] - float64(box.Min.Y))
	}
	c.ras.Reset(box.Dx(), box.Dy())
	c.ras.MoveTo(point(0))
	for i := 2; i+1 < len(xy); i += 2 {
		c.ras.LineTo(point(i))
	}
	c.ras.ClosePath()
	c.ras.Draw(c.img, box, image.NewUniform(fill), image.Point{})
}

func bounds(xy []float64) image.Rectangle {
	left, top, right, bottom := xy[0], xy[1], xy[0], xy[1]
	for i := 2; i+1 < len(xy); i += 2 {
		left, right = min(left, xy[i]), max(right, xy[i])
		top, bottom = min(top, xy[i+1]), max(bottom, xy[i+1])
	}
	return image.Rect(int(math.Floor(left)), int(math.Floor(top)), int(math.Ceil(right))+1, int(math.Ceil(bottom))+1)
}

func (c *canvas) rect(fill color.RGBA, x, y, w, h float64) {
	c.polygon(fill, x, y, x+w, y, x+w, y+h, x, y+h)
}

func (c *canvas) disc(fill color.RGBA, x, y, r float64) {
	const corners = 64
	var xy []float64
	for i := range corners {
		a := 2 * math.Pi * float64(i) / corners
		xy = append(xy, x+r*math.Cos(a), y+r*math.Sin(a))
	}
	c.polygon(fill, xy...)
}

func (c *canvas) line(stroke color.RGBA, width, x0, y0, x1, y1 float64) {
	length := math.Hypot(x1-x0, y1-y0)
	if length == 0 {
		return
	}
	dx, dy := -(y1-y0)/length*width/2, (x1-x0)/length*width/2
	c.polygon(stroke, x0+dx, y0+dy, x1+dx, y1+dy, x1-dx, y1-dy, x0-dx, y0-dy)
}

// ring is a disc with a hole of the ground's colour.
func (c *canvas) ring(stroke, ground color.RGBA, x, y, r, width float64) {
	c.disc(stroke, x, y, r)
	c.disc(ground, x, y, r-width)
}

func (c *canvas) png() []byte {
	var out bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&out, c.img); err != nil {
		panic(err) // writing to memory does not fail
	}
	return out.Bytes()
}
