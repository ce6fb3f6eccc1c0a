package media

const asfHeader = "\x30\x26\xB2\x75\x8E\x66\xCF\x11\xA6\xD9\x00\xAA\x00\x62\xCE\x6C"

func probeAVI(s *source, info *Info) error  { return errNoDuration("avi") }
func probeWebP(s *source, info *Info) error { return errNoDuration("webp") }
func probeAIFF(s *source, info *Info) error { return errNoDuration("aiff") }
func probeAU(s *source, info *Info) error   { return errNoDuration("au") }
func probeCAF(s *source, info *Info) error  { return errNoDuration("caf") }
func probeFLV(s *source, info *Info) error  { return errNoDuration("flv") }
func probeASF(s *source, info *Info) error  { return errNoDuration("asf") }
func probeMPEGPS(s *source, info *Info) error {
	return errNoDuration("mpeg-ps")
}
func probeJPEG(s *source, info *Info) error { return errNoDuration("jpeg") }
func probePNG(s *source, info *Info) error  { return errNoDuration("png") }
func probeGIF(s *source, info *Info) error  { return errNoDuration("gif") }
func probeHEIF(s *source, info *Info, container string) error {
	return errNoDuration(container)
}
func heifByBrands(s *source) string         { return "heic" }
func findTS(s *source) (int64, int64, bool) { return 0, 0, false }
func probeMPEGTS(s *source, info *Info, packet, at int64) error {
	return errNoDuration("mpeg-ts")
}
