package media

import "bytes"

// h264Size finds a sequence parameter set in an Annex B stream (ITU-T H.264, 7.3.2.1.1) and returns the size of
// its pictures after cropping; 0 when there is none in b.
func h264Size(b []byte) (width, height int) {
	for {
		i := bytes.Index(b, []byte{0, 0, 1})
		if i < 0 || i+4 >= len(b) {
			return 0, 0
		}
		b = b[i+3:]
		if b[0]&0x1F == 7 {
			return parseSPS(b[1:min(len(b), 512)])
		}
	}
}

// parseSPS reads a sequence parameter set behind its NAL unit header.
func parseSPS(nal []byte) (width, height int) {
	r := &bits{b: bytes.ReplaceAll(nal, []byte{0, 0, 3}, []byte{0, 0})} // emulation prevention
	profile := r.read(8)
	r.read(16)
	r.golomb() // seq_parameter_set_id
	chroma := uint32(1)
	switch profile {
	case 100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135:
		if chroma = r.golomb(); chroma == 3 {
			r.read(1)
		}
		r.golomb() // bit depths
		r.golomb()
		r.read(1)
		if r.read(1) == 1 {
			r.scalingLists(chroma == 3)
		}
	}
	r.golomb() // log2_max_frame_num
	switch r.golomb() {
	case 0:
		r.golomb()
	case 1:
		r.read(1)
		r.golomb()
		r.golomb()
		for range min(r.golomb(), 255) {
			r.golomb()
		}
	}
	r.golomb() // max_num_ref_frames
	r.read(1)
	columns, rows := int(r.golomb())+1, int(r.golomb())+1
	frames := int(r.read(1)) // frame_mbs_only_flag
	if frames == 0 {
		r.read(1)
	}
	r.read(1)
	width, height = columns*16, rows*16*(2-frames)
	if r.read(1) == 1 {
		x, y := 1, 2-frames
		if chroma == 1 || chroma == 2 {
			x = 2
		}
		if chroma == 1 {
			y *= 2
		}
		width -= x * int(r.golomb()+r.golomb())
		height -= y * int(r.golomb()+r.golomb())
	}
	if r.over || width <= 0 || height <= 0 {
		return 0, 0
	}
	return width, height
}

// scalingLists steps over scaling matrices (H.264, 7.3.2.1.1.1), which stand before what is looked for.
func (r *bits) scalingLists(full bool) {
	lists := 8
	if full {
		lists = 12
	}
	for i := range lists {
		if r.read(1) == 0 {
			continue
		}
		size := 16
		if i >= 6 {
			size = 64
		}
		for next, last := 8, 8; size > 0 && next != 0 && !r.over; size-- {
			next = (last + r.signed() + 256) % 256
			last = next
		}
	}
}

// signed reads a signed Exp-Golomb code (H.264, 9.1.1).
func (r *bits) signed() int {
	v := int(r.golomb())
	if v%2 == 1 {
		return (v + 1) / 2
	}
	return -v / 2
}

// golomb reads an unsigned Exp-Golomb code (H.264, 9.1) of at most 16 significant bits.
func (r *bits) golomb() uint32 {
	zeros := 0
	for r.read(1) == 0 {
		if zeros++; zeros > 16 || r.over {
			r.over = true
			return 0
		}
	}
	return 1<<zeros - 1 + r.read(zeros)
}
