#include "models/tfjs_weights.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>

#include "models/files.h"

namespace ow::models {
namespace {

using nlohmann::json;

constexpr std::uint64_t kWeightBytesMax = 1ULL << 30;
constexpr std::size_t kShardsMax = 10'000;
constexpr std::size_t kRankMax = 8;

/// How the bytes of a weight are stored and become a number.
struct Encoding {
  std::string stored;  ///< "float32", "float16", "int32", "uint8", "uint16", "bool"
  bool integer = false;
  float scale = 1;
  float offset = 0;
};

/// IEEE 754 binary16 → binary32, subnormals included.
float half_to_float(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16U;
  const std::uint32_t exponent = (half >> 10U) & 0x1FU;
  const std::uint32_t mantissa = half & 0x3FFU;
  if (exponent == 0) {
    const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
    return sign != 0 ? -magnitude : magnitude;
  }
  const std::uint32_t wide = exponent == 31 ? 255U : exponent + 112U;
  return std::bit_cast<float>(sign | (wide << 23U) | (mantissa << 13U));
}

Result<std::uint64_t> element_bytes(const Encoding& encoding) {
  if (encoding.stored == "float32" || encoding.stored == "int32") return 4U;
  if (encoding.stored == "float16" || encoding.stored == "uint16") return 2U;
  if (encoding.stored == "uint8" || encoding.stored == "bool") return 1U;
  return fail(ErrorCode::kUnsupported, "element type {} is not understood", encoding.stored);
}

Encoding encoding_of(const json& entry) {
  Encoding encoding;
  encoding.stored = entry.at("dtype").get<std::string>();
  encoding.integer = encoding.stored == "int32" || encoding.stored == "bool";
  if (!entry.contains("quantization")) return encoding;
  const json& quantization = entry.at("quantization");
  encoding.stored = quantization.at("dtype").get<std::string>();
  encoding.scale = quantization.value("scale", 1.0F);
  encoding.offset = quantization.value("min", 0.0F);
  return encoding;
}

Result<std::uint64_t> element_count(const Shape& shape) {
  if (shape.size() > kRankMax) return fail(ErrorCode::kDataLoss, "it has {} dimensions", shape.size());
  std::uint64_t count = 1;
  for (const std::int64_t extent : shape) {
    if (extent < 0 || __builtin_mul_overflow(count, static_cast<std::uint64_t>(extent), &count) ||
        count > kWeightBytesMax) {
      return fail(ErrorCode::kDataLoss, "its shape is impossible");
    }
  }
  return count;
}

template <typename Stored>
Stored load(const char* bytes, std::size_t index) {
  Stored value{};
  std::memcpy(&value, bytes + index * sizeof(Stored), sizeof(Stored));  // shards are little-endian, as are we
  return value;
}

float number_at(const Encoding& encoding, const char* bytes, std::size_t index) {
  if (encoding.stored == "float32") return load<float>(bytes, index);
  if (encoding.stored == "float16") return half_to_float(load<std::uint16_t>(bytes, index));
  const float stored = encoding.stored == "uint16"  ? static_cast<float>(load<std::uint16_t>(bytes, index))
                       : encoding.stored == "int32" ? static_cast<float>(load<std::int32_t>(bytes, index))
                                                    : static_cast<float>(load<std::uint8_t>(bytes, index));
  return stored * encoding.scale + encoding.offset;
}

void decode(const Encoding& encoding, const char* bytes, std::size_t count, TfjsWeight& weight) {
  if (!encoding.integer) {
    weight.floats.resize(count);
    for (std::size_t i = 0; i < count; ++i) weight.floats[i] = number_at(encoding, bytes, i);
    return;
  }
  weight.integers.resize(count);
  for (std::size_t i = 0; i < count; ++i) {
    weight.integers[i] = encoding.stored == "int32" ? load<std::int32_t>(bytes, i) : load<std::uint8_t>(bytes, i);
  }
}

/// Takes the weight's bytes off the front of `bytes`.
Result<TfjsWeight> read_weight(const json& entry, std::string_view& bytes) {
  TfjsWeight weight;
  // 1e48 is a number, too, and no integer holds it.
  if (!std::ranges::all_of(entry.at("shape"), [](const json& extent) { return extent.is_number_integer(); }))
    return fail(ErrorCode::kDataLoss, "its shape is no list of whole numbers");
  weight.shape = entry.at("shape").get<Shape>();
  const Encoding encoding = encoding_of(entry);
  if (encoding.integer && encoding.stored != "int32" && encoding.stored != "bool") {
    return fail(ErrorCode::kUnsupported, "quantised integers are not understood");
  }
  OW_TRY(const std::uint64_t each, element_bytes(encoding));
  OW_TRY(const std::uint64_t count, element_count(weight.shape));
  if (count * each > bytes.size()) {
    return fail(ErrorCode::kDataLoss, "it needs {} bytes, the weight file has {} left; it is cut off", count * each,
                bytes.size());
  }
  decode(encoding, bytes.data(), count, weight);
  bytes.remove_prefix(count * each);
  return weight;
}

bool plain_file_name(const std::string& name) {
  return !name.empty() && name != "." && name != ".." && name.find_first_of("/\\") == std::string::npos &&
         name.find('\0') == std::string::npos;
}

Result<std::string> read_shards(const json& paths, const std::filesystem::path& folder, std::uint64_t bytes_max) {
  std::string bytes;
  if (paths.size() > kShardsMax) return fail(ErrorCode::kUnsupported, "{} weight files", paths.size());
  for (const json& path : paths) {
    const auto name = path.get<std::string>();
    if (!plain_file_name(name)) {
      return fail(ErrorCode::kPermissionDenied, "weight file '{}' is not in the model's own folder", name);
    }
    auto shard = read_file(folder / name, bytes_max - bytes.size());
    if (!shard) return fail(shard.error().code, "weight file {}: {}", name, shard.error().message);
    bytes += *shard;
  }
  return bytes;
}

Status read_group(const json& group, const std::filesystem::path& folder, std::uint64_t& budget, TfjsWeights& weights) {
  OW_TRY(const std::string bytes, read_shards(group.at("paths"), folder, budget));
  budget -= bytes.size();
  std::string_view rest = bytes;
  for (const json& entry : group.at("weights")) {
    const auto name = entry.at("name").get<std::string>();
    auto weight = read_weight(entry, rest);
    if (!weight) return fail(weight.error().code, "weight {}: {}", name, weight.error().message);
    weights.insert_or_assign(name, *std::move(weight));
  }
  if (!rest.empty()) {
    return fail(ErrorCode::kDataLoss,
                "{} bytes of the weight files belong to no weight; the files are not of this model", rest.size());
  }
  return {};
}

}  // namespace

Result<TfjsWeights> read_tfjs_weights(const json& manifest, const std::filesystem::path& folder) {
  static_assert(std::endian::native == std::endian::little);
  TfjsWeights weights;
  std::uint64_t budget = kWeightBytesMax;
  for (const json& group : manifest) OW_CHECK(read_group(group, folder, budget, weights));
  return weights;
}

}  // namespace ow::models
