#include "infer/model_file.h"

#include <array>
#include <fstream>
#include <limits>
#include <string>
#include <string_view>

namespace ow::infer {
namespace {

constexpr std::uint64_t kFileBytesMax = 2ULL << 30;

// Field numbers of onnx.proto (ModelProto, GraphProto, TensorProto) and protobuf's wire types.
constexpr std::uint32_t kModelGraph = 7;
constexpr std::uint32_t kGraphInitializer = 5;
constexpr std::uint32_t kTensorDims = 1;
constexpr std::uint32_t kTensorDataType = 2;
enum class Wire : std::uint32_t { kVarint = 0, kFixed64 = 1, kBytes = 2, kFixed32 = 5 };

struct Field {
  std::uint32_t number = 0;
  Wire wire = Wire::kVarint;
  std::uint64_t value = 0;  ///< the varint, or the length of the payload that follows
};

enum class Fault { kCutOff, kNotProtobuf };

/// Steps over the fields of one message, which lies at [position, end) of the file.
class MessageReader {
 public:
  MessageReader(std::ifstream& stream, std::uint64_t position, std::uint64_t end)
      : stream_(stream), position_(position), end_(end) {}

  [[nodiscard]] bool done() const { return position_ >= end_; }

  /// The next field; for kBytes the payload is then either entered or skipped.
  std::expected<Field, Fault> next() {
    const auto tag = varint();
    if (!tag) return std::unexpected(tag.error());
    Field field{static_cast<std::uint32_t>(*tag >> 3U), static_cast<Wire>(*tag & 7U), 0};
    if (field.number == 0 || *tag > std::numeric_limits<std::uint32_t>::max())
      return std::unexpected(Fault::kNotProtobuf);
    switch (field.wire) {
      case Wire::kFixed64: return fixed(field, 8);
      case Wire::kFixed32: return fixed(field, 4);
      case Wire::kVarint:
      case Wire::kBytes: break;
      default: return std::unexpected(Fault::kNotProtobuf);
    }
    const auto value = varint();
    if (!value) return std::unexpected(value.error());
    field.value = *value;
    if (field.wire == Wire::kBytes && field.value > end_ - position_) return std::unexpected(Fault::kCutOff);
    return field;
  }

  /// A reader over the payload of `field`; this one moves past it.
  MessageReader enter(const Field& field) {
    const std::uint64_t begin = position_;
    position_ += field.value;
    return {stream_, begin, position_};
  }

  std::expected<std::uint64_t, Fault> varint() {
    seek();
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      if (done()) return std::unexpected(Fault::kCutOff);
      const int byte = stream_.get();
      if (byte == std::char_traits<char>::eof()) return std::unexpected(Fault::kCutOff);
      ++position_;
      value |= static_cast<std::uint64_t>(byte & 0x7F) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    return std::unexpected(Fault::kNotProtobuf);
  }

 private:
  std::expected<Field, Fault> fixed(const Field& field, std::uint64_t bytes) {
    if (bytes > end_ - position_) return std::unexpected(Fault::kCutOff);
    position_ += bytes;
    return field;
  }

  /// Nested readers share the stream, so each finds its own place again; a seek within the buffer costs nothing.
  void seek() {
    if (static_cast<std::uint64_t>(stream_.tellg()) != position_) stream_.seekg(static_cast<std::streamoff>(position_));
  }

  std::ifstream& stream_;
  std::uint64_t position_;
  std::uint64_t end_;
};

std::uint64_t saturating_product(std::uint64_t a, std::uint64_t b) {
  std::uint64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? std::numeric_limits<std::uint64_t>::max() : product;
}

void count(WeightCounts& counts, std::uint64_t data_type, std::uint64_t elements) {
  // TensorProto.DataType: 1 float, 2 uint8, 3 int8, 10 float16.
  if (data_type == 1) counts.float32 += elements;
  if (data_type == 2 || data_type == 3) counts.int8 += elements;
  if (data_type == 10) counts.float16 += elements;
}

std::expected<void, Fault> read_initializer(MessageReader tensor, WeightCounts& counts) {
  std::uint64_t elements = 1;
  std::uint64_t data_type = 0;
  while (!tensor.done()) {
    const auto field = tensor.next();
    if (!field) return std::unexpected(field.error());
    if (field->number == kTensorDims && field->wire == Wire::kVarint)
      elements = saturating_product(elements, field->value);
    if (field->number == kTensorDataType && field->wire == Wire::kVarint) data_type = field->value;
    if (field->wire != Wire::kBytes) continue;
    MessageReader payload = tensor.enter(*field);
    while (field->number == kTensorDims && !payload.done()) {  // packed dims
      const auto extent = payload.varint();
      if (!extent) return std::unexpected(extent.error());
      elements = saturating_product(elements, *extent);
    }
  }
  count(counts, data_type, elements);
  return {};
}

/// Calls `visit` with a reader for every payload of field `wanted`.
template <typename Visit>
std::expected<int, Fault> for_each_message(MessageReader message, std::uint32_t wanted, Visit&& visit) {
  int found = 0;
  while (!message.done()) {
    const auto field = message.next();
    if (!field) return std::unexpected(field.error());
    if (field->wire != Wire::kBytes) continue;
    MessageReader payload = message.enter(*field);
    if (field->number != wanted) continue;
    ++found;
    if (auto status = visit(payload); !status) return std::unexpected(status.error());
  }
  return found;
}

std::expected<int, Fault> read_model(MessageReader model, WeightCounts& counts) {
  return for_each_message(model, kModelGraph, [&](MessageReader graph) -> std::expected<void, Fault> {
    const auto initializers = for_each_message(graph, kGraphInitializer,
                                               [&](MessageReader tensor) { return read_initializer(tensor, counts); });
    if (!initializers) return std::unexpected(initializers.error());
    return {};
  });
}

Result<std::uint64_t> checked_size(const std::filesystem::path& file) {
  std::error_code error;
  const auto status = std::filesystem::status(file, error);
  if (!std::filesystem::exists(status)) return fail(ErrorCode::kNotFound, "there is no model file {}", file.string());
  if (std::filesystem::is_directory(status)) {
    return fail(ErrorCode::kUnsupported, "{} is a folder; name the .onnx file in it", file.string());
  }
  if (!std::filesystem::is_regular_file(status)) {
    return fail(ErrorCode::kUnsupported, "{} is not a regular file", file.string());
  }
  const std::uint64_t bytes = std::filesystem::file_size(file, error);
  if (error) return fail(ErrorCode::kUnavailable, "cannot read {}: {}", file.string(), error.message());
  if (bytes == 0) return fail(ErrorCode::kDataLoss, "model file {} is empty; fetch or export it again", file.string());
  if (bytes > kFileBytesMax) {
    return fail(ErrorCode::kUnsupported,
                "model file {} has {:.1f} GiB; 2 GiB is the limit of ONNX, export it with external data", file.string(),
                static_cast<double>(bytes) / static_cast<double>(1ULL << 30));
  }
  return bytes;
}

bool starts_like_text(std::ifstream& stream) {
  std::array<char, 64> head{};
  stream.seekg(0);
  stream.read(head.data(), head.size());
  const std::string_view text(head.data(), static_cast<std::size_t>(stream.gcount()));
  stream.clear();
  for (const char letter : text) {
    const auto byte = static_cast<unsigned char>(letter);
    if (byte < 0x20 && letter != '\n' && letter != '\r' && letter != '\t') return false;
  }
  return true;
}

Error describe(Fault fault, const std::filesystem::path& file) {
  if (fault == Fault::kCutOff) {
    return {ErrorCode::kDataLoss,
            fmt::format("model file {} is cut off or damaged; fetch or export it again", file.string()),
            {}};
  }
  return {ErrorCode::kUnsupported, fmt::format("{} is not an ONNX model", file.string()), {}};
}

}  // namespace

Result<WeightCounts> inspect_model_file(const std::filesystem::path& file) {
  OW_TRY(const std::uint64_t bytes, checked_size(file));
  std::ifstream stream(file, std::ios::binary);
  if (!stream)
    return fail(ErrorCode::kPermissionDenied, "cannot open model file {}; check its permissions", file.string());
  if (starts_like_text(stream)) {
    return fail(ErrorCode::kUnsupported,
                "{} is a text file, not an ONNX model (a web page or a Git LFS pointer saved in its place?)",
                file.string());
  }
  WeightCounts counts;
  const auto graphs = read_model(MessageReader(stream, 0, bytes), counts);
  if (!graphs) return std::unexpected(describe(graphs.error(), file));
  if (*graphs == 0) return std::unexpected(describe(Fault::kNotProtobuf, file));
  return counts;
}

}  // namespace ow::infer
