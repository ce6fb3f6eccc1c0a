package media

// skipID3 returns the offset behind all ID3v2 tags that begin at off (id3.org, ID3v2.4 structure, 3.1 and 3.4):
// taggers that do not look stack several. A tag whose size runs past the end of the file skips everything.
func skipID3(s *source, off int64) int64 {
	for {
		b := s.hop(off, 10)
		if len(b) < 10 || string(b[:3]) != "ID3" || b[3] == 0xFF || b[4] == 0xFF || (b[6]|b[7]|b[8]|b[9])&0x80 != 0 {
			return off
		}
		size := int64(b[6])<<21 | int64(b[7])<<14 | int64(b[8])<<7 | int64(b[9])
		off += 10 + size
		if b[5]&0x10 != 0 { // footer
			off += 10
		}
		if off >= s.size {
			return s.size
		}
	}
}

// trailingTags returns the offset where the tags at the end of the file begin: ID3v1 (128 bytes), APEv1 and
// APEv2, Lyrics3v2 and an ID3v2.4 footer, in any order they are found stacked.
func trailingTags(s *source) int64 {
	end := s.size
	for range 8 {
		next := end
		if b := s.at(end-128, 3); end >= 128 && len(b) == 3 && string(b) == "TAG" {
			next = end - 128
		} else if b := s.at(end-32, 32); end >= 32 && len(b) == 32 && string(b[:8]) == "APETAGEX" {
			size := int64(le32(b[12:])) // without the header
			if b[23]&0x80 != 0 {
				size += 32
			}
			next = end - size
		} else if b := s.at(end-15, 15); end >= 15 && len(b) == 15 && string(b[6:]) == "LYRICS200" {
			next = end - 15 - decimal(b[:6])
		} else if b := s.at(end-10, 10); end >= 10 && len(b) == 10 && string(b[:3]) == "3DI" {
			next = end - 20 - (int64(b[6]&127)<<21 | int64(b[7]&127)<<14 | int64(b[8]&127)<<7 | int64(b[9]&127))
		}
		if next >= end || next < 0 {
			return end
		}
		end = next
	}
	return end
}

func decimal(b []byte) int64 {
	var n int64
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0
		}
		n = n*10 + int64(c-'0')
	}
	return n
}
