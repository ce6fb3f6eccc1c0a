#!/bin/sh
# Makes the fixtures named own_* in a folder (default: beside this script). Needs ffmpeg 5 or later with the
# encoders of Debian's package. The other fixtures are recordings and encodings that were chosen for what is
# odd about them; manifest.json says for each how its true duration is known.
#
#	sh make.sh fixtures && cmp fixtures/own_ts.ts own_ts.ts
#
# The sound is 1.25 s of a sine at 8 kHz unless said otherwise: 10,000 samples, a length that no frame size divides.
set -eu
out=${1:-$(dirname "$0")}
mkdir -p "$out"
cd "$out"
make() { ffmpeg -nostdin -v error -y -fflags +bitexact "$@"; }
bit="-fflags +bitexact -flags:a +bitexact -flags:v +bitexact -map_metadata -1"
sine="-f lavfi -i sine=frequency=440:sample_rate=8000:duration=1.25"
sine32="-f lavfi -i sine=frequency=440:sample_rate=32000:duration=1.25"
film="-f lavfi -i testsrc=s=48x32:r=10:d=1.5"

# PCM and its relatives in each of its containers
make $sine -c:a pcm_u8 $bit own_u8.wav
make $sine -c:a pcm_u8 -rf64 always $bit own_rf64.wav
make $sine -c:a pcm_u8 $bit -f wav - > own_pipe.wav
make $sine -c:a pcm_u8 $bit own_u8.w64
make $sine -c:a pcm_s16be -ar 4000 $bit own_s16.aiff
make $sine -c:a pcm_mulaw $bit own_mulaw.au
make $sine -c:a pcm_mulaw $bit own_mulaw.caf
make $sine -c:a pcm_alaw $bit own_alaw.mov
make $sine -c:a adpcm_ima_wav $bit own_ima.wav
make $sine -c:a adpcm_ms $bit own_ms.wav

# films in the formats that the platform takes, and in transport streams
make $film $sine -c:v mpeg4 -c:a libmp3lame -shortest $bit own_avi.avi
make $film $sine -c:v mpeg4 -c:a libmp3lame -shortest $bit -f avi - > own_pipe.avi
make $film $sine -c:v wmv2 -c:a wmav2 -ar 22050 -packet_size 512 $bit own_wmv.wmv
make $film $sine -c:v wmv2 -c:a wmav2 -ar 22050 -packet_size 512 $bit -f asf - > own_pipe.wmv
make $film $sine32 -r 25 -c:v mpeg2video -c:a mp2 -b:a 32k $bit -f vob own_vob.vob
cat own_vob.vob own_vob.vob > own_joined.vob
make $film $sine32 -r 25 -c:v mpeg1video -c:a mp2 -b:a 32k $bit -f mpeg own_mpeg1.mpg
make $film $sine -c:v libx264 -c:a aac $bit own_ts.ts
make $film $sine -c:v libx264 -c:a aac $bit -mpegts_m2ts_mode 1 own_m2ts.mts
make $film $sine32 -c:v mpeg2video -r 25 -c:a mp2 -b:a 32k $bit own_mpeg2.ts
make $film $sine -c:v flv -c:a libmp3lame -ar 11025 $bit own_flv.flv
make $film $sine -c:v libx264 -c:a aac $bit own_mp4.mp4
make $film $sine -c:v libx264 -c:a aac $bit -f mov own_mov.mov
make $film $sine -c:v mpeg4 -c:a aac $bit -f 3gp own_3gp.3gp
make $film $sine -c:v libtheora -c:a libvorbis -ar 8000 $bit own_ogv.ogv
make $film $sine -c:v libvpx -c:a libopus $bit own_webm.webm
make $film $sine -c:v libx264 -c:a aac $bit own_mkv.mkv

# pictures
still="-f lavfi -i testsrc=s=60x40:d=1 -frames:v 1"
make $still $bit own_jpeg.jpg
make $still $bit own_png.png
make $still $bit own_gif.gif
make $still -c:v libwebp -lossless 0 $bit own_lossy.webp
make $still -c:v libwebp -lossless 1 $bit own_lossless.webp
make $still -c:v libaom-av1 -still-picture 1 $bit own_avif.avif
