#include "media/media_info.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/avutil.h>
}

namespace ow::media {

std::string ffmpeg_version() { return av_version_info(); }

bool has_decoder(const std::string& name) { return avcodec_find_decoder_by_name(name.c_str()) != nullptr; }

bool has_encoder(const std::string& name) { return avcodec_find_encoder_by_name(name.c_str()) != nullptr; }

}  // namespace ow::media
