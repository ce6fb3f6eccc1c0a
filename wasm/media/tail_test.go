package media

import (
	"bytes"
	"math"
	"slices"
	"testing"
)

// Files too large to be read whole, for the ways to their ends. Each builder makes a recording of at least 3 MB.

const opus20 = 31 << 3 // TOC byte of a packet of 20 ms

// opusPacket is a packet of 20 ms in size bytes.
func opusPacket(size int) []byte { return join([]byte{opus20}, make([]byte, size-1)) }

// liveWebM is what MediaRecorder writes: no Duration, no Cues, all sizes open. Blocks of 60 ms, one thousand bytes.
func liveWebM(blocks, first int, cluster func(...[]byte) []byte) []byte {
	packet := join([]byte{3 << 3}, make([]byte, 999))
	var clusters [][]byte
	for at := 0; at < blocks; at += 100 {
		body := [][]byte{ebml(idTimestamp, u32(uint32(first+at*60)))}
		for i := at; i < min(at+100, blocks); i++ {
			body = append(body, simpleBlock((i-at)*60, packet))
		}
		clusters = append(clusters, cluster(body...))
	}
	return join(ebml(idEBML, ebml(idDocType, []byte("webm"))), ebmlOpen(idSegment, append([][]byte{
		ebml(idInfo, ebml(idTimestampScale, u32(1_000_000))),
		ebml(idTracks, ebml(0xAE, ebml(0xD7, []byte{1}), ebml(0x83, []byte{2}), ebml(0x86, []byte("A_OPUS")))),
	}, clusters...)...))
}

func openCluster(parts ...[]byte) []byte  { return ebmlOpen(idCluster, parts...) }
func sizedCluster(parts ...[]byte) []byte { return ebml(idCluster, parts...) }

// fragmentedMP4 is AAC at 48 kHz in fragments of 50 frames.
func fragmentedMP4(fragments int, base uint64, dated bool) []byte {
	parts := [][]byte{isoBox("ftyp", []byte("iso5")), isoBox("moov",
		isoBox("mvhd", u32(0), u64(0), u32(1000), u32(0), make([]byte, 80)),
		isoBox("trak", isoBox("tkhd", u32(0), u64(0), u32(1), make([]byte, 68)), isoBox("mdia",
			isoBox("mdhd", u32(0), u64(0), u32(48000), u32(2240), u32(0)), // wrong, as Chromium writes it
			isoBox("hdlr", u64(0), []byte("soun"), make([]byte, 13)),
			isoBox("minf", isoBox("stbl", isoBox("stsd", u32(0), u32(1), isoBox("mp4a", make([]byte, 16), u16(2), u16(16), u32(0), u32(48000<<16))), isoBox("stts", u64(0)))))),
		isoBox("mvex", isoBox("trex", u32(0), u32(1), u32(1), u32(1024), u32(0), u32(0))))}
	for i := range fragments {
		time := []byte{}
		if dated {
			time = isoBox("tfdt", u32(1<<24), u64(base+uint64(i)*50*1024))
		}
		moof := func(offset uint32) []byte {
			return isoBox("moof", isoBox("mfhd", u64(0)), isoBox("traf", isoBox("tfhd", u32(0x020000), u32(1)), time,
				isoBox("trun", u32(0x201), u32(50), u32(offset), bytes.Repeat(u32(200), 50))))
		}
		parts = append(parts, moof(uint32(len(moof(0))+8)),
			isoBox("mdat", make([]byte, 10_000)))
	}
	return join(parts...)
}

// oggPages is one link of Opus: 50 packets of 20 ms a page.
func oggPages(serial uint32, pages int, first int64) []byte {
	head := join([]byte("OpusHead\x01\x01"), l16(312), l32(48000), []byte{0, 0, 0})
	out := join(oggBytes(2, 0, serial, 0, head), oggBytes(0, 0, serial, 1, []byte("OpusTags")))
	packets := slices.Repeat([][]byte{opusPacket(200)}, 50)
	for i := range pages {
		out = append(out, oggBytes(0, first+int64(i+1)*50*960, serial, uint32(i+2), packets...)...)
	}
	return out
}

// oggBytes is a page of whole packets with a right checksum.
func oggBytes(flags byte, granule int64, serial, number uint32, packets ...[]byte) []byte {
	var lacing []byte
	for _, p := range packets {
		lacing = append(append(lacing, bytes.Repeat([]byte{255}, len(p)/255)...), byte(len(p)%255))
	}
	g := uint64(granule)
	page := join([]byte("OggS\x00"), []byte{flags}, l32(uint32(g)), l32(uint32(g>>32)), l32(serial), l32(number), l32(0), []byte{byte(len(lacing))}, lacing, join(packets...))
	table := oggCRCTable()
	var crc uint32
	for _, c := range page {
		crc = crc<<8 ^ table[byte(crc>>24)^c]
	}
	copy(page[22:], l32(crc))
	return page
}

// flvTags is sound in MP3 at 44.1 kHz, a frame of 1152 samples a tag.
func flvTags(tags int, start float64) []byte {
	out := []byte("FLV\x01\x04\x00\x00\x00\x09\x00\x00\x00\x00")
	frame := append([]byte{0x2E}, mp3Frame(9)...)
	for i := range tags {
		ms := uint32(math.Round((start + float64(i)*1152/44100) * 1000))
		tag := join([]byte{8}, u32(uint32(len(frame)))[1:], u32(ms)[1:], []byte{byte(ms >> 24)}, []byte{0, 0, 0}, frame)
		out = append(append(out, tag...), u32(uint32(len(tag)))...)
	}
	return out
}

// transport is a transport stream of one MP2 stream, 500 bytes of payload every 24 ms, clock from start seconds.
func transport(frames int, start float64) []byte {
	packet := func(pid int, first bool, body []byte) []byte {
		flag := byte(0)
		if first {
			flag = 0x40
		}
		stuff := 184 - len(body)
		field := []byte{}
		if stuff > 0 {
			field = append([]byte{byte(stuff - 1)}, bytes.Repeat([]byte{0xFF}, stuff-1)...)
			if stuff > 1 {
				field[1] = 0
			}
		}
		control := byte(0x10)
		if stuff > 0 {
			control = 0x30
		}
		return join([]byte{0x47, flag | byte(pid>>8), byte(pid), control}, field, body)
	}
	out := join(
		packet(0, true, join([]byte{0, 0, 0xB0, 13, 0, 1, 0xC1, 0, 0, 0, 1, 0xE1, 0x00}, make([]byte, 4))),
		packet(0x100, true, join([]byte{0, 2, 0xB0, 18, 0, 1, 0xC1, 0, 0, 0xE1, 0x01, 0xF0, 0, 3, 0xE1, 0x01, 0xF0, 0}, make([]byte, 4))))
	frame := append([]byte{0xFF, 0xFD, 0x84, 0xC0}, make([]byte, 380)...) // 128 kbit/s at 48 kHz: 384 bytes
	for i := range frames {
		pts := uint64(math.Round((start + float64(i)*0.024) * mpegHz))
		pes := join([]byte{0, 0, 1, 0xC0}, u16(len(frame)+8), []byte{0x80, 0x80, 5,
			0x21 | byte(pts>>29)&0x0E, byte(pts >> 22), 1 | byte(pts>>14), byte(pts >> 7), 1 | byte(pts<<1)}, frame)
		for at := 0; at < len(pes); at += 184 {
			out = append(out, packet(0x101, at == 0, pes[at:min(at+184, len(pes))])...)
		}
	}
	return out
}

func TestEnds(t *testing.T) {
	cut := func(b []byte, n int) []byte { return b[:len(b)-n] }
	for _, c := range []struct {
		name    string
		data    []byte
		want    float64
		exact   bool
		warning string
		bytes   int64
	}{
		{"live WebM", liveWebM(5000, 0, openCluster), 300, true, "", 1 << 20},
		{"live WebM of sized Clusters", liveWebM(5000, 0, sizedCluster), 300, true, "", 1 << 20},
		{"live WebM, joined at 10 minutes", liveWebM(5000, 600_000, openCluster), 300, true, "", 1 << 20},
		{"live WebM, cut in a block", cut(liveWebM(5000, 0, openCluster), 500), 299.94, false, WarnTruncated, 1 << 20},
		{"fragments", fragmentedMP4(400, 0, true), 400 * 50 * 1024.0 / 48000, true, "", 1 << 20},
		{"fragments of a live stream", fragmentedMP4(400, 1<<33, true), 400 * 50 * 1024.0 / 48000, true, "", 1 << 20},
		{"fragments, cut in the last", cut(fragmentedMP4(400, 0, true), 5_100), (399*50 + 24) * 1024.0 / 48000, false, WarnTruncated, 1 << 20},
		{"fragments, cut behind a moof", cut(fragmentedMP4(400, 0, true), 10_008), 399 * 50 * 1024.0 / 48000, false, WarnTruncated, 1 << 20},
		{"fragments, cut in a moof", cut(fragmentedMP4(400, 0, true), 10_100), 399 * 50 * 1024.0 / 48000, false, WarnTruncated, 1 << 20},
		{"fragments without times", fragmentedMP4(400, 0, false), 400 * 50 * 1024.0 / 48000, true, "", 5 << 20},
		{"Ogg", oggPages(1, 400, 0), 400 - 312.0/48000, true, "", 1 << 20},
		{"Ogg of a live stream", oggPages(1, 400, 48000*3600), 400 - 312.0/48000, true, "", 1 << 20},
		{"Ogg, cut in a page", cut(oggPages(1, 400, 0), 300), 399 - 312.0/48000, false, WarnTruncated, 1 << 20},
		{"Ogg and garbage", append(oggPages(1, 400, 0), make([]byte, 300_000)...), 400 - 312.0/48000, true, "", 2 << 20},
		{"chained Ogg", append(oggPages(1, 200, 0), oggPages(2, 200, 0)...), 400 - 624.0/48000, true, WarnChained, 5 << 20},
		{"chained Ogg, a short last link", append(oggPages(1, 390, 0), oggPages(2, 10, 0)...), 400 - 624.0/48000, true, WarnChained, 5 << 20},
		{"chained Ogg of one serial", append(oggPages(1, 300, 0), oggPages(1, 100, 0)...), 400 - 624.0/48000, true, WarnChained, 5 << 20},
		{"FLV", flvTags(8000, 0), 8000 * 1152.0 / 44100, true, "", 1 << 20},
		{"FLV of a live stream", flvTags(8000, 5000), 8000 * 1152.0 / 44100, true, "", 1 << 20},
		{"FLV, cut in a tag", cut(flvTags(8000, 0), 200), 7999 * 1152.0 / 44100, false, WarnTruncated, 1 << 20},
		{"TS", transport(6000, 10), 144, true, "", 1 << 20},
		{"TS over the wrap of its clock", transport(6000, (1<<33)/90000.0-72), 144, true, "", 1 << 20},
		{"joined TS", append(transport(4000, 10), transport(3000, 2)...), 168, true, WarnReset, 8 << 20},
	} {
		t.Run(c.name, func(t *testing.T) {
			if len(c.data) < 2<<20 {
				t.Fatalf("only %d bytes: read whole", len(c.data))
			}
			info, err := check(t, c.data)
			if err != nil {
				t.Fatal(err)
			}
			if math.Abs(info.Duration-c.want) > 0.002 {
				t.Errorf("%.4f s, want %.4f: %+v", info.Duration, c.want, info)
			}
			if info.Exact != c.exact || c.warning != "" && !info.warned(c.warning) {
				t.Errorf("exact %v with %v", info.Exact, info.Warnings)
			}
			if info.BytesRead > c.bytes {
				t.Errorf("%d of %d bytes read", info.BytesRead, len(c.data))
			}
		})
	}
}
