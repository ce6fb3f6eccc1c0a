package media

// streamInfo is FLAC's STREAMINFO (RFC 9639, 8.2).
type streamInfo struct {
	minBlock, maxBlock int64
	rate, channels     int
	depth              int
	total              int64 // samples; 0 when the encoder could not go back to write it
}

// parseStreamInfo reads the block's 34 bytes.
func parseStreamInfo(b []byte) (streamInfo, bool) {
	if len(b) < 34 {
		return streamInfo{}, false
	}
	packed := be64(b[10:])
	i := streamInfo{
		minBlock: int64(be16(b)), maxBlock: int64(be16(b[2:])),
		rate: int(packed >> 44), channels: int(packed>>41&7) + 1, depth: int(packed>>36&31) + 1,
		total: int64(packed & (1<<36 - 1)),
	}
	return i, i.rate > 0
}

const (
	flacSlack = 64 << 10 // how far back the last frame is looked for when the header has a total
	flacReach = 1 << 20  // and when it has none
)

// probeFLAC reads FLAC. The total of STREAMINFO is held against the last frame; where the header has none, as
// from a pipe, that frame's number tells.
func probeFLAC(s *source, info *Info) error {
	info.Kind, info.Container = KindAudio, "flac"
	info.codec("flac")
	off := skipID3(s, 0) + 4
	var head streamInfo
	for {
		b := s.hop(off, 4+34)
		if len(b) < 4 {
			info.warn(WarnTruncated)
			return errTruncated("flac")
		}
		if b[0]&0x7F == 0 && head.rate == 0 {
			head, _ = parseStreamInfo(b[4:])
		}
		last := b[0]&0x80 != 0
		off += 4 + int64(be24(b[1:]))
		if last {
			break
		}
	}
	if head.rate == 0 {
		return errNoDuration("flac")
	}
	info.audio(head.rate, head.channels)
	if off >= s.size {
		info.warn(WarnTruncated)
		return errTruncated("flac")
	}
	reach := int64(flacReach)
	if head.total > 0 {
		reach = flacSlack
	}
	last, found := lastFLACFrame(s, off, reach, head)
	begin := last.first(head)
	end, rate := begin+last.samples, float64(head.rate)
	switch {
	case found && head.total == 0:
		info.warn(WarnOpenSize)
		info.Duration, info.Exact = float64(end)/rate, true
	case found && end < head.total-head.maxBlock:
		info.warn(WarnTruncated)
		if !wholeFLACFrame(s, last.at) && begin > 0 {
			end = begin
		}
		info.Duration = float64(end) / rate
	case found && end > head.total+head.maxBlock:
		info.warn(WarnHeaderWrong)
		info.Duration = float64(end) / rate
	case head.total > 0:
		info.Duration, info.Exact = float64(head.total)/rate, true
		if !found {
			info.estimate(WarnUnverified)
		}
	}
	return nil
}
