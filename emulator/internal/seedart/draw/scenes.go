package main

import "math"

// avatars is how many badges there are, one for each of the seed's people.
const avatars = 12

// scenes are the pictures by name, each 1200 by 800.
func scenes() map[string]func() *canvas {
	return map[string]func() *canvas{"cup": cup, "bicycle": bicycle, "radio": radio, "quilt": quilt, "toaster": toaster, "lamp": lamp}
}

// avatar is a person's badge, 256 by 256, different for each n.
func avatar(n int) *canvas {
	ground := []uint32{0x2f6f73, 0xb65c3a, 0x4a5f9e, 0x7a8b3c, 0x8e4a72, 0x3b7a57}[n%6]
	c := newCanvas(256, 256, rgb(ground), mix(rgb(ground), rgb(0x000000), 0.25))
	skin := []uint32{0xf1cda9, 0xc98d5f, 0x8d5a3b, 0xe0b08a}[n%4]
	hair := []uint32{0x2b211c, 0x6b4a2f, 0xc9a15a, 0x8a8a8a, 0x3a2a3a}[n%5]
	c.disc(rgb(0xf4efe6), 128, 262, 96)
	c.disc(rgb(hair), 128, 104, 62)
	c.disc(rgb(skin), 128, 118, 52)
	if n%3 == 0 { // glasses
		c.ring(rgb(0x222222), rgb(skin), 106, 114, 18, 4)
		c.ring(rgb(0x222222), rgb(skin), 150, 114, 18, 4)
		c.line(rgb(0x222222), 4, 124, 112, 132, 112)
	}
	c.disc(rgb(0x222222), 106, 114, 5)
	c.disc(rgb(0x222222), 150, 114, 5)
	c.line(rgb(0x9a4a3a), 5, 112, 146, 144, 146)
	return c
}

func cup() *canvas {
	c := newCanvas(1200, 800, rgb(0xf7efe0), rgb(0xe7c79b))
	c.rect(rgb(0x8a5a3b), 0, 620, 1200, 180)
	c.rect(rgb(0x6f4529), 0, 620, 1200, 14)
	c.ring(rgb(0xffffff), rgb(0xecd2ac), 790, 450, 105, 34)
	c.polygon(rgb(0xffffff), 420, 330, 780, 330, 740, 600, 460, 600)
	c.polygon(rgb(0x4a2c1a), 438, 345, 762, 345, 758, 370, 442, 370)
	c.rect(rgb(0xf2f2f2), 380, 600, 440, 24)
	for i := range 3 {
		x := 510 + float64(i)*90
		for j := range 12 {
			y := 300 - float64(j)*14
			c.disc(rgb(0xfbf5ea), x+18*math.Sin(float64(j)/2), y, 12-float64(j)*0.7)
		}
	}
	c.line(rgb(0x77808a), 16, 900, 610, 1060, 450)
	c.line(rgb(0xc0392b), 34, 1060, 450, 1120, 390)
	return c
}

func bicycle() *canvas {
	c := newCanvas(1200, 800, rgb(0xcfe6f2), rgb(0xeef4e6))
	c.rect(rgb(0x7fa36b), 0, 660, 1200, 140)
	ground, tyre, frame := rgb(0xdfeeed), rgb(0x26292b), rgb(0xc0442e)
	for _, x := range []float64{350, 850} {
		c.ring(tyre, ground, x, 520, 170, 18)
		for i := range 12 {
			a := math.Pi * float64(i) / 6
			c.line(rgb(0x9aa4a8), 3, x, 520, x+152*math.Cos(a), 520+152*math.Sin(a))
		}
		c.disc(tyre, x, 520, 16)
	}
	c.line(frame, 18, 350, 520, 480, 290)
	c.line(frame, 18, 480, 290, 770, 290)
	c.line(frame, 18, 350, 520, 580, 530)
	c.line(frame, 18, 580, 530, 480, 290)
	c.line(frame, 18, 580, 530, 770, 290)
	c.line(frame, 18, 770, 250, 850, 520)
	c.line(tyre, 14, 480, 290, 468, 240)
	c.rect(tyre, 410, 222, 120, 22)
	c.line(tyre, 14, 770, 250, 840, 225)
	c.ring(rgb(0x444a4d), ground, 580, 530, 44, 12)
	c.line(rgb(0x444a4d), 10, 580, 530, 630, 610)
	return c
}

func radio() *canvas {
	c := newCanvas(1200, 800, rgb(0x2e3d49), rgb(0x18222a))
	c.rect(rgb(0x5b3f2b), 0, 640, 1200, 160)
	c.line(rgb(0xb9c2c7), 7, 880, 240, 1040, 60)
	c.rect(rgb(0x9c5a34), 230, 230, 740, 410)
	c.rect(rgb(0xb97042), 250, 250, 700, 370)
	c.disc(rgb(0x3a2a20), 440, 435, 150)
	for row := -6; row <= 6; row++ {
		for col := -6; col <= 6; col++ {
			if row*row+col*col <= 36 {
				c.disc(rgb(0xd8b48a), 440+float64(col)*20, 435+float64(row)*20, 6)
			}
		}
	}
	c.rect(rgb(0xf6e7b4), 630, 300, 290, 90)
	for i := range 15 {
		x := 645 + float64(i)*18.5
		c.line(rgb(0x55442a), 2, x, 312, x, 312+14+14*float64(bitOf(i%5 == 0)))
	}
	c.line(rgb(0xd0342c), 5, 790, 304, 790, 386)
	for _, x := range []float64{700, 850} {
		c.disc(rgb(0x2a1d14), x, 500, 52)
		c.disc(rgb(0xe4d3ac), x, 500, 40)
		c.line(rgb(0x2a1d14), 6, x, 500, x+20, 470)
	}
	return c
}

func bitOf(b bool) int {
	if b {
		return 1
	}
	return 0
}

func quilt() *canvas {
	c := newCanvas(1200, 800, rgb(0xf2e8dc), rgb(0xf2e8dc))
	colours := []uint32{0x9c3848, 0x47a8bd, 0xf5e663, 0x1e3888, 0xffad69, 0x5f8f5a}
	for row := range 8 {
		for col := range 12 {
			x, y := float64(col)*100, float64(row)*100
			a, b := colours[(row*5+col*3)%6], colours[(row*5+col*3+2+row%3)%6]
			c.polygon(rgb(a), x+2, y+2, x+98, y+2, x+2, y+98)
			c.polygon(rgb(b), x+98, y+2, x+98, y+98, x+2, y+98)
			for k := range 7 {
				t := 12 + float64(k)*12
				c.line(rgb(0xffffff), 2.5, x+100-t, y+t-4, x+100-t-6, y+t+2)
			}
		}
	}
	c.line(rgb(0xd9dde0), 10, 320, 640, 820, 180)
	c.ring(rgb(0xd9dde0), rgb(0x47a8bd), 828, 172, 16, 6)
	return c
}

func toaster() *canvas {
	c := newCanvas(1200, 800, rgb(0xdfe7ea), rgb(0xb8c6cc))
	c.rect(rgb(0xc9a77c), 0, 640, 1200, 160)
	c.polygon(rgb(0xd9a45b), 430, 320, 470, 200, 730, 200, 770, 320)
	c.polygon(rgb(0xf0cf96), 450, 320, 486, 216, 714, 216, 750, 320)
	c.rect(rgb(0x8f9aa0), 320, 310, 560, 320)
	c.rect(rgb(0xaeb8bd), 340, 330, 520, 280)
	c.rect(rgb(0x5f686d), 400, 306, 400, 18)
	c.rect(rgb(0x30363a), 880, 400, 40, 26)
	c.disc(rgb(0x30363a), 780, 540, 34)
	c.line(rgb(0xf5f5f5), 6, 780, 540, 796, 516)
	for i := range 5 {
		c.rect(rgb(0x98a3a8), 380+float64(i)*60, 380, 26, 180)
	}
	c.line(rgb(0x30363a), 12, 320, 590, 180, 700)
	c.line(rgb(0x30363a), 12, 180, 700, 60, 690)
	return c
}

func lamp() *canvas {
	c := newCanvas(1200, 800, rgb(0x31304d), rgb(0x161a30))
	c.polygon(rgb(0x5b5670), 520, 330, 900, 330, 1080, 800, 360, 800)
	c.polygon(rgb(0x8f7f4f), 600, 330, 820, 330, 930, 800, 500, 800)
	c.rect(rgb(0x49372a), 0, 720, 1200, 80)
	c.rect(rgb(0x9a9fa8), 250, 690, 240, 32)
	c.line(rgb(0x9a9fa8), 20, 370, 690, 300, 400)
	c.line(rgb(0x9a9fa8), 20, 300, 400, 640, 190)
	c.disc(rgb(0xc9cdd4), 300, 400, 22)
	c.polygon(rgb(0xe0a030), 600, 150, 720, 150, 860, 330, 560, 330)
	c.disc(rgb(0xfff2c0), 710, 340, 44)
	return c
}
