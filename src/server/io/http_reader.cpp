#include "server/io/http_reader.h"

#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <utility>

#include "base/text.h"
#include "server/problem.h"
#include "server/url.h"

namespace ow::server {
namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr std::size_t kReadBytes = 16 << 10;
constexpr std::size_t kPipelinedBytesMax = 64 << 10;

/// What to say about a request that could not be read; nothing when there is nobody to say it to.
std::optional<Response> refusal_of(const beast::error_code& error, const Limits& limits, std::uint64_t body_bytes_max) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    return problem(431, Error{ErrorCode::kResourceExhausted,
                              fmt::format("the request's header is longer than {} bytes", limits.header_bytes_max),
                              {}});
  }
  if (error == http::error::body_limit) {
    return problem(
        413, Error{ErrorCode::kResourceExhausted, fmt::format("the body is longer than {} bytes", body_bytes_max), {}});
  }
  const bool malformed = error.category() == http::make_error_code(http::error::bad_version).category();
  if (!malformed || error == http::error::end_of_stream || error == http::error::partial_message) return std::nullopt;
  return problem(Error{ErrorCode::kInvalidArgument, "this is not an HTTP/1.1 request: " + error.message(), {}});
}

Result<Request> request_of(const HttpRequest& raw) {
  for (const http::field once : {http::field::host, http::field::origin}) {
    if (raw.count(once) > 1)
      return fail(ErrorCode::kInvalidArgument, "the request has two {} headers",
                  std::string_view(http::to_string(once)));
  }
  // Beast reads a body by its length beside a coding that it does not know; a proxy before it may read on.
  const auto coding = raw.find(http::field::transfer_encoding);
  if (coding != raw.end() && (raw.version() < 11 || !beast::iequals(coding->value(), "chunked"))) {
    return fail(ErrorCode::kInvalidArgument, "the request's transfer coding '{}' is not 'chunked' of HTTP/1.1",
                std::string_view(coding->value()).substr(0, 40));
  }
  Request out;
  out.method = parse_method(raw.method_string());
  Target target{.host = {}, .path = std::string(kWholeServer), .query = {}};
  if (out.method != Method::kOptions || raw.target() != kWholeServer) {
    OW_TRY(target, parse_target(raw.target()));
  }
  out.path = std::move(target.path);
  out.query = std::move(target.query);
  for (const auto& field : raw) out.headers.emplace(to_lower(field.name_string()), std::string(field.value()));
  if (!target.host.empty()) out.headers["host"] = std::move(target.host);
  return out;
}

}  // namespace

HttpReader::HttpReader(Stream& stream, const Limits& limits)
    : stream_(stream), limits_(limits), buffer_(limits.header_bytes_max + kPipelinedBytesMax) {}

asio::awaitable<bool> HttpReader::wait_for_first_byte() {
  if (buffer_.size() > 0) co_return true;
  stream_.expires_after(limits_.idle_timeout);
  auto [error, size] = co_await stream_.async_read_some(buffer_.prepare(kReadBytes), kAwait);
  buffer_.commit(size);
  co_return !error;
}

/// curl and others wait for this word before they send a large body.
asio::awaitable<void> HttpReader::allow_body() {
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  co_await asio::async_write(stream_, asio::buffer(kContinue), kAwait);  // if it fails, so will the reading
}

asio::awaitable<Incoming> HttpReader::read_head() {
  Incoming out;
  parser_.reset();
  const bool begun = co_await wait_for_first_byte();
  if (!begun) co_return out;
  parser_.emplace();
  parser_->header_limit(limits_.header_bytes_max);
  parser_->body_limit(limits_.body_bytes_max);
  stream_.expires_after(limits_.request_timeout);
  auto [error, size] = co_await http::async_read_header(stream_, buffer_, *parser_, kAwait);
  if (error) {
    out.refusal = refusal_of(error, limits_, limits_.body_bytes_max);
    co_return out;
  }
  out.method = parse_method(raw().method_string());
  out.persistence = raw().keep_alive() ? Persistence::kKeepAlive : Persistence::kClose;
  auto request = request_of(raw());
  if (request) {
    out.request = std::move(*request);
  } else {
    out.refusal = problem(request.error());
  }
  co_return out;
}

std::uint64_t HttpReader::body_bytes() const {
  return body_follows() ? parser_->content_length_remaining().value_or(limits_.body_bytes_max) : 0;
}

asio::awaitable<Incoming> HttpReader::read_body(Request request, std::uint64_t bytes_max) {
  Incoming out;
  beast::error_code error;
  if (parser_->content_length_remaining().value_or(0) > bytes_max) {
    error = http::error::body_limit;
  } else {
    parser_->body_limit(bytes_max);
    if (raw().version() > 10 && beast::iequals(raw()[http::field::expect], "100-continue")) co_await allow_body();
    auto [read_error, size] = co_await http::async_read(stream_, buffer_, *parser_, kAwait);
    error = read_error;
  }
  if (error) {
    out.refusal = refusal_of(error, limits_, bytes_max);
    co_return out;
  }
  request.body = std::move(parser_->get().body());
  out.request = std::move(request);
  co_return out;
}

}  // namespace ow::server
