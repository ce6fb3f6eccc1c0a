package media

import (
	"math"
	"runtime"
	"testing"
)

const gigabyte = 1 << 30

// movieBox is a moov with one sound track of AAC frames, 1024 samples each at 48 kHz.
func movieBox(frames uint32) []byte {
	ticks := frames * 1024
	return isoBox("moov",
		isoBox("mvhd", u32(0), u64(0), u32(1000), u32(0), make([]byte, 80)),
		isoBox("trak",
			isoBox("tkhd", u32(0), u64(0), u32(1), make([]byte, 68)),
			isoBox("mdia",
				isoBox("mdhd", u32(0), u64(0), u32(48000), u32(ticks), u32(0)),
				isoBox("hdlr", u64(0), []byte("soun"), make([]byte, 13)),
				isoBox("minf", isoBox("stbl",
					isoBox("stsd", u32(0), u32(1), isoBox("mp4a", make([]byte, 16), u16(2), u16(16), u32(0), u32(48000<<16))),
					isoBox("stts", u32(0), u32(1), u32(frames), u32(1024)),
					isoBox("stsz", u32(0), u32(0), u32(frames), make([]byte, 4*frames)),
				)))))
}

func sparseMP4() (sparse, float64) {
	const frames = 337_500 // two hours
	moov := movieBox(frames)
	size := int64(gigabyte)
	head := join(isoBox("ftyp", []byte("isom"), u32(0)), u32(1), []byte("mdat"), u64(uint64(size-int64(len(moov))-16)))
	return sparse{size, []part{{0, head}, {size - int64(len(moov)), moov}}}, 7200
}

// sparseMKV is two hours in Clusters of 4.5 MB with Cues behind them, as muxers write films.
func sparseMKV() (sparse, float64) {
	const (
		clusters = 240
		blocks   = 250
		step     = 120 // ms a picture
		frame    = 18_000
		start    = 1000 // of the first Cluster
		cluster  = 12 + 12 + blocks*(9+4+frame)
	)
	header := ebml(idEBML, ebml(idDocType, []byte("matroska")))
	segment := int64(len(header) + 12)
	position := func(i int) uint64 { return uint64(start + i*cluster - int(segment)) }
	index := [][]byte{}
	var parts []part
	for i := range clusters {
		at := int64(start + i*cluster)
		parts = append(parts, part{at, join(sized(idCluster, cluster-12), ebml(idTimestamp, u32(uint32(i * blocks * step))[1:]))})
		for b := range blocks {
			parts = append(parts, part{at + 24 + int64(b*(9+4+frame)), join(sized(idSimpleBlock, 4+frame), []byte{0x81}, u16(b*step), []byte{0x80})})
		}
		index = append(index, ebml(0xBB, ebml(0xB3, u32(uint32(i*blocks*step))), ebml(0xB7, ebml(0xF7, []byte{1}), ebml(0xF1, u64(position(i))))))
	}
	cues := ebml(idCues, index...)
	end := int64(start + clusters*cluster)
	total := end + int64(len(cues))
	head := join(header, sized(idSegment, int(total-segment)),
		ebml(idSeekHead, ebml(idSeek, ebml(idSeekID, ebmlID(idCues)), ebml(idSeekPosition, u64(position(clusters))))),
		ebml(idInfo, ebml(idTimestampScale, u32(1_000_000)), ebml(idDuration, u32(math.Float32bits(7_200_000)))),
		ebml(idTracks, ebml(0xAE, ebml(0xD7, []byte{1}), ebml(0x83, []byte{1}), ebml(0x86, []byte("V_VP9")),
			ebml(0x23E383, u32(step*1_000_000)), ebml(0xE0, ebml(0xB0, u16(1280)), ebml(0xBA, u16(720))))))
	head = join(head, sized(idVoid, start-len(head)-9))
	return sparse{total, append(parts, part{0, head}, part{end, cues})}, 7200
}

// sized is the header of an element with a size of eight bytes.
func sized(id uint32, size int) []byte {
	return join(ebmlID(id), []byte{1}, u64(uint64(size))[1:])
}

// A large file costs its headers and its tail, and little memory.
func TestLargeFiles(t *testing.T) {
	for name, build := range map[string]func() (sparse, float64){"MP4, moov at the end": sparseMP4, "MKV with Cues": sparseMKV} {
		t.Run(name, func(t *testing.T) {
			file, want := build()
			if file.size < 1_000_000_000 {
				t.Fatalf("the file has %d bytes", file.size)
			}
			c := &counting{ReaderAt: file}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			info, err := Probe(c, file.size)
			runtime.ReadMemStats(&after)
			if err != nil || info.Duration != want || !info.Exact {
				t.Errorf("%+v, %v; want %v s, exactly", info, err, want)
			}
			if info.BytesRead != c.bytes || c.bytes >= 256<<10 {
				t.Errorf("%d bytes read, %d reported", c.bytes, info.BytesRead)
			}
			if used := after.TotalAlloc - before.TotalAlloc; used > 4<<20 {
				t.Errorf("%d bytes of memory", used)
			}
			t.Logf("%d bytes read in %d reads", c.bytes, c.calls)
		})
	}
}
