// Source texts: kinds, credentials, variables.
#include "base/credentials.h"
#include "base/text.h"
#include "fuzz/bytes.h"
#include "media/uri.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (text.find('*') == std::string_view::npos) (void)ow::media::parse_uri(text);
  (void)ow::media::parse_dimensions(text);
  (void)ow::expand_environment(text);
  (void)ow::mask_credentials(text);
  // A password that holds none of the characters that end an address never comes through.
  constexpr std::string_view kPassword = "Hunter2Secret";
  if (text.find(kPassword) != std::string_view::npos) return 0;  // it may stand where no password stands
  std::string word(text);
  std::erase_if(word,
                [](char c) { return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-'); });
  for (const std::string& address :
       {"rtsp://" + word + ":" + std::string(kPassword) + "@" + word + "/1",
        "u" + word + ":" + std::string(kPassword) + "@" + word, "rtsp:/u" + word + ":" + std::string(kPassword) + "@h",
        "x http://a/b " + word + "://u:" + std::string(kPassword) + "@h " + std::string(text),
        "http://" + word + "/?a=" + word + "&password=" + std::string(kPassword)}) {
    ow::fuzz::require(ow::mask_credentials(address).find(kPassword) == std::string::npos, "a password is masked");
  }
  return 0;
}
