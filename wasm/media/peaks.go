package media

// PeakTop is the value in Peaks of a sample at full scale.
const PeakTop = 1024

// mostPeaks bounds the waveform of a message: a player draws some tens of bars.
const mostPeaks = 4096

// Peaks draws a waveform: pcm, samples of one channel from -1 to 1, is cut into n parts of equal length, and each
// gives its loudest sample as 0 to 1024. Values beyond full scale are 1024, and what is not a number is 0. With
// fewer samples than parts, neighbouring parts share a sample. No samples give n zeros; n below 1 gives nil, and
// n above 4096 counts as 4096.
func Peaks(pcm []float32, n int) []int {
	if n < 1 {
		return nil
	}
	n = min(n, mostPeaks)
	peaks := make([]int, n)
	if len(pcm) == 0 {
		return peaks
	}
	for i := range peaks {
		from := int(int64(len(pcm)) * int64(i) / int64(n))
		to := max(int(int64(len(pcm))*int64(i+1)/int64(n)), from+1)
		var top float32
		for _, v := range pcm[from:to] {
			top = max(top, loudness(v))
		}
		peaks[i] = int(top*PeakTop + 0.5)
	}
	return peaks
}

func loudness(v float32) float32 {
	switch {
	case v != v:
		return 0
	case v < 0:
		v = -v
	}
	return min(v, 1)
}
