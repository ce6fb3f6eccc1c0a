#!/bin/sh
# Makes the fixtures named own_* in a folder (default: beside this script). Needs ffmpeg 5 or later with the
# encoders of Debian's package, and GStreamer with its good and bad plugins. The other fixtures are recordings and encodings that were chosen for what is
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

# what phones, shops and streams do with them
make $sine -c:a aac -encryption_scheme cenc-aes-ctr -encryption_key 00112233445566778899aabbccddeeff -encryption_kid 00112233445566778899aabbccddeeff $bit own_cenc.m4a
make -i own_mov.mov -c copy -metadata:s:v rotate=90 -fflags +bitexact own_turned.mov
make $sine -c:a libopus $bit own_opus.ts
make $film $sine -c:v libx264 -bf 2 -c:a libmp3lame -ar 11025 $bit -f flv - > own_reordered.flv
make $film $sine -c:v libvpx -c:a libopus $bit -f ogg own_vp8.ogv
make $film $sine -c:v libx264 -c:a aac $bit -f hls -hls_time 10 -hls_segment_type fmp4 -hls_fmp4_init_filename init.mp4 -hls_segment_filename own_segment%d.m4s list.m3u8
rm init.mp4 list.m3u8

# by another writer, whose files differ from run to run in their identifiers: strings end in zeros, dOps is
# little-endian, pictures of WMV count from a thousand hours on
tone="audiotestsrc num-buffers=10 samplesperbuffer=6000 ! audio/x-raw,rate=48000,channels=1 ! opusenc bitrate=8000"
gst-launch-1.0 -q $tone ! webmmux ! filesink location=own_gst.webm
gst-launch-1.0 -q $tone ! mp4mux fragment-duration=500 ! filesink location=own_gst.mp4
gst-launch-1.0 -q asfmux name=m videotestsrc num-buffers=15 ! video/x-raw,width=48,height=32,framerate=10/1 ! avenc_wmv2 ! m. \
	audiotestsrc num-buffers=10 samplesperbuffer=2756 ! audio/x-raw,rate=22050,channels=1 ! avenc_wmav2 ! m. m. ! filesink location=own_gst.wmv

# pictures
still="-f lavfi -i testsrc=s=60x40:d=1 -frames:v 1"
make $still $bit own_jpeg.jpg
make $still $bit own_png.png
make $still $bit own_gif.gif
make $still -c:v libwebp -lossless 0 $bit own_lossy.webp
make $still -c:v libwebp -lossless 1 $bit own_lossless.webp
make $still -c:v libaom-av1 -still-picture 1 $bit own_avif.avif
