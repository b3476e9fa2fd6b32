#include "infer/batch.h"

#include <algorithm>
#include <numeric>

namespace ow::infer {
namespace {

std::size_t item_values(const TensorView& tensor) {
  return tensor.values.size() / static_cast<std::size_t>(tensor.shape.front());
}

/// Items [first, first + count) of `tensor`, filled up with zeros to `padded` items.
Tensor piece(const TensorView& tensor, std::int64_t first, std::int64_t count, std::int64_t padded) {
  const std::size_t stride = item_values(tensor);
  const auto values =
      tensor.values.subspan(static_cast<std::size_t>(first) * stride, static_cast<std::size_t>(count) * stride);
  Tensor out{{values.begin(), values.end()}, tensor.shape};
  out.values.resize(static_cast<std::size_t>(padded) * stride);
  out.shape.front() = padded;
  return out;
}

bool leads_with(const Tensor& tensor, std::int64_t batch) {
  return !tensor.shape.empty() && tensor.shape.front() == batch;
}

/// Outputs of each piece → outputs of the whole.
std::vector<Tensor> join_pieces(const std::vector<std::vector<Tensor>>& pieces) {
  std::vector<Tensor> joined;
  for (std::size_t output = 0; output < pieces.front().size(); ++output) {
    std::vector<TensorView> parts;
    for (const auto& outputs : pieces) parts.push_back(outputs[output].view());
    joined.push_back(concatenate(parts));
  }
  return joined;
}

}  // namespace

Tensor concatenate(std::span<const TensorView> parts) {
  Tensor joined{{}, parts.front().shape};
  joined.shape.front() = 0;
  std::size_t total = 0;
  for (const TensorView& part : parts) total += part.values.size();
  joined.values.reserve(total);
  for (const TensorView& part : parts) {
    joined.values.insert(joined.values.end(), part.values.begin(), part.values.end());
    joined.shape.front() += part.shape.front();
  }
  return joined;
}

std::optional<std::vector<std::vector<Tensor>>> split(std::vector<Tensor> outputs,
                                                      std::span<const std::int64_t> counts) {
  const std::int64_t batch = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  if (!std::ranges::all_of(outputs, [&](const Tensor& output) { return leads_with(output, batch); }))
    return std::nullopt;
  std::vector<std::vector<Tensor>> parts;
  std::int64_t first = 0;
  for (const std::int64_t count : counts) {
    std::vector<Tensor>& part = parts.emplace_back();
    for (const Tensor& output : outputs) part.push_back(piece(output.view(), first, count, count));
    first += count;
  }
  return parts;
}

Result<std::vector<Tensor>> run_in_pieces(Session& session, const TensorView& input) {
  const std::int64_t fixed = session.signature().inputs.front().shape.front();
  const std::int64_t items = input.shape.front();
  if (fixed < 0 || fixed == items) return session.run(input);
  std::vector<std::vector<Tensor>> pieces;
  for (std::int64_t first = 0; first < items; first += fixed) {
    const std::int64_t count = std::min(fixed, items - first);
    OW_TRY(std::vector<Tensor> outputs, session.run(piece(input, first, count, fixed).view()));
    for (Tensor& output : outputs) {
      if (!leads_with(output, fixed)) {
        return fail(ErrorCode::kUnsupported,
                    "the model's outputs cannot be joined into a batch of {}; use batch_size 1", items);
      }
      if (count < fixed) output = piece(output.view(), 0, count, count);
    }
    pieces.push_back(std::move(outputs));
  }
  return join_pieces(pieces);
}

}  // namespace ow::infer
