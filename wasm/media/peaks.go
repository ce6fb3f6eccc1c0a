package media

// PeakTop is the value in Peaks of a sample at full scale.
const PeakTop = 1024

// MostPeaks bounds the waveform of a message: a player draws some tens of bars.
const MostPeaks = 4096

// stride is how many samples PeaksOf asks for at once: 256 KiB.
const stride = 64 << 10

// Peaks draws a waveform: pcm, samples of one channel from -1 to 1, is cut into n parts of equal length, and each
// gives its loudest sample as 0 to 1024. Values beyond full scale are 1024, and what is not a number is 0. With
// fewer samples than parts, neighbouring parts share a sample. No samples give n zeros; n below 1 gives nil, and
// n above MostPeaks counts as MostPeaks.
func Peaks(pcm []float32, n int) []int {
	return PeaksOf(len(pcm), n, func(into []float32, at int) { copy(into, pcm[at:]) })
}

// PeaksOf is Peaks of samples that lie elsewhere: read fills its first argument with the samples from the second on.
// An hour of sound is 700 MB, of which a quarter of a megabyte is held at a time.
func PeaksOf(samples, n int, read func(into []float32, at int)) []int {
	if n < 1 {
		return nil
	}
	n = min(n, MostPeaks)
	peaks := make([]int, n)
	if samples < 1 {
		return peaks
	}
	held := make([]float32, min(stride, samples))
	for i := range peaks {
		from := int(int64(samples) * int64(i) / int64(n))
		to := max(int(int64(samples)*int64(i+1)/int64(n)), from+1)
		var top float32
		for at := from; at < to; at += len(held) {
			piece := held[:min(len(held), to-at)]
			read(piece, at)
			for _, v := range piece {
				top = max(top, loudness(v))
			}
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
