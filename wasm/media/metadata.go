package media

import "math"

// Metadata is what to store beside an audio message, so that everyone who reads it sees the true length at once
// (FAQ F68). Its fields are named on the wire as in the comments.
type Metadata struct {
	Duration float64 // "duration": seconds, rounded to a millisecond
	MimeType string  // "mimeType": such as "audio/webm"; "" when unknown
	Waveform []int   // "waveform": see Peaks; nil unless the caller has decoded sound
}

// MessageMetadata makes the metadata of what Probe found. Waveform is left nil: it needs decoded samples, which
// Peaks takes.
func MessageMetadata(info Info) Metadata {
	return Metadata{Duration: math.Round(info.Duration*1000) / 1000, MimeType: info.MimeType()}
}

// MimeType is the media type of a file by its content, "" when the container is unknown. RFC 6381's codecs
// parameter is left out: stores and servers compare the plain type.
func (i Info) MimeType() string {
	audio := i.Kind == KindAudio
	pick := func(sound, film string) string {
		if audio {
			return sound
		}
		return film
	}
	switch i.Container {
	case "webm":
		return pick("audio/webm", "video/webm")
	case "matroska":
		return pick("audio/x-matroska", "video/x-matroska")
	case "mp4":
		return pick("audio/mp4", "video/mp4")
	case "mov":
		return "video/quicktime"
	case "3gp":
		return pick("audio/3gpp", "video/3gpp")
	case "3g2":
		return pick("audio/3gpp2", "video/3gpp2")
	case "ogg":
		return pick("audio/ogg", "video/ogg")
	case "wav", "w64":
		return "audio/wav"
	case "mp1", "mp2", "mp3":
		return "audio/mpeg"
	case "aac", "loas":
		return "audio/aac"
	case "amr":
		if len(i.Codecs) > 0 && i.Codecs[0] == "amr-wb" {
			return "audio/AMR-WB"
		}
		return "audio/AMR"
	case "aiff":
		return "audio/aiff"
	case "au":
		return "audio/basic"
	case "caf":
		return "audio/x-caf"
	case "flac":
		return "audio/flac"
	case "avi":
		return "video/x-msvideo"
	case "flv":
		return "video/x-flv"
	case "asf":
		return pick("audio/x-ms-wma", "video/x-ms-wmv")
	case "mpeg-ps":
		return "video/mpeg"
	case "mpeg-ts":
		return "video/mp2t"
	case "jpeg", "png", "gif", "webp", "avif", "heic":
		return "image/" + i.Container
	}
	return ""
}
