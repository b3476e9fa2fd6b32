#include "net/http_exchange.h"

#include <algorithm>
#include <array>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cctype>

#include "base/text.h"

namespace ow::net {
namespace {

namespace http = boost::beast::http;
using Parser = http::response_parser<http::buffer_body>;

constexpr std::size_t kPieceBytes = 64 << 10;
constexpr std::uint32_t kHeaderBytesMax = 64 << 10;
constexpr int kInterimAnswersMax = 8;

/// Answers as they come off the wire: the parser is fed by hand, so that every wait is the connection's.
class AnswerReader {
 public:
  AnswerReader(Connection& connection, std::uint64_t body_bytes_max, bool without_body, const Url& url)
      : connection_(connection), body_bytes_max_(body_bytes_max), without_body_(without_body), url_(url) {}

  Result<HttpHead> read_head() {
    for (int i = 0; i < kInterimAnswersMax; ++i) {
      parser_.emplace();
      parser_->header_limit(kHeaderBytesMax);
      parser_->body_limit(body_bytes_max_);
      parser_->skip(without_body_);
      while (!parser_->is_header_done()) OW_CHECK(step());
      if (parser_->get().result_int() / 100 != 1) return head();
    }
    return fail(ErrorCode::kDataLoss, "{} never gives a final answer", url_.authority());
  }

  Status read_body(const std::function<Status(std::string_view)>& on_body) {
    while (!parser_->is_done()) {
      parser_->get().body().data = piece_.data();
      parser_->get().body().size = piece_.size();
      OW_CHECK(step());
      const std::size_t count = piece_.size() - parser_->get().body().size;
      received_ += count;
      if (count > 0 && on_body) OW_CHECK(on_body({piece_.data(), count}));
    }
    return {};
  }

 private:
  /// Feeds the parser what is there, or reads more of it.
  Status step() {
    boost::system::error_code code;
    std::size_t used = 0;
    if (buffer_.size() > 0) {
      used = parser_->put(buffer_.data(), code);
      buffer_.consume(used);
    }
    if (code && code != http::error::need_more && code != http::error::need_buffer) return failure(code);
    if (used > 0 || code == http::error::need_buffer) return {};
    const auto room = buffer_.prepare(kPieceBytes);
    OW_TRY(const std::size_t count, connection_.read({static_cast<char*>(room.data()), room.size()}));
    buffer_.commit(count);
    if (count > 0) return {};
    if (!parser_->got_some()) return failure(http::error::end_of_stream);
    parser_->put_eof(code);
    if (code) return failure(code);
    return {};
  }

  std::unexpected<Error> failure(const boost::system::error_code& code) const {
    const std::string who = url_.authority();
    if (code == http::error::body_limit) {
      return fail(ErrorCode::kResourceExhausted, "the answer of {} is larger than {} bytes", who, body_bytes_max_);
    }
    if (code == http::error::partial_message || code == http::error::end_of_stream) {
      const auto total = parser_->is_header_done() ? parser_->content_length() : boost::none;
      if (total)
        return fail(ErrorCode::kUnavailable, "{} ended the connection after {} of {} bytes", who, received_, *total);
      return fail(ErrorCode::kUnavailable, "{} ended the connection in the middle of its answer", who);
    }
    return fail(ErrorCode::kDataLoss, "{} does not answer in HTTP ({})", who, code.message());
  }

  HttpHead head() const {
    HttpHead out;
    out.status = static_cast<int>(parser_->get().result_int());
    out.url = url_.text();
    for (const auto& field : parser_->get()) {
      out.headers.try_emplace(to_lower({field.name_string().data(), field.name_string().size()}),
                              std::string(field.value().data(), field.value().size()));
    }
    return out;
  }

  Connection& connection_;
  std::uint64_t body_bytes_max_;
  bool without_body_;
  const Url& url_;
  std::optional<Parser> parser_;
  boost::beast::flat_buffer buffer_;
  std::array<char, kPieceBytes> piece_{};
  std::uint64_t received_ = 0;
};

bool is_token(std::string_view text) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  const auto fits = [&](unsigned char c) {
    return std::isalnum(c) != 0 || kOthers.find(static_cast<char>(c)) != std::string_view::npos;
  };
  return !text.empty() && std::ranges::all_of(text, fits);
}

bool is_field_value(std::string_view text) {
  return std::ranges::none_of(text, [](unsigned char c) { return (c < ' ' && c != '\t') || c == 0x7F; });
}

bool has_header(const HttpRequest& request, std::string_view lower_case_name) {
  return std::ranges::any_of(request.headers,
                             [&](const auto& header) { return to_lower(header.first) == lower_case_name; });
}

}  // namespace

Result<std::string> request_head(const HttpRequest& request, const Url& url, const std::optional<Url>& proxy,
                                 const HttpOptions& options) {
  if (!is_token(request.method)) return fail(ErrorCode::kInvalidArgument, "'{}' is no HTTP method", request.method);
  const bool whole_address = proxy && !url.secure();
  std::string out = request.method + " " + (whole_address ? "http://" + url.authority() : std::string()) + url.target +
                    " HTTP/1.1\r\nHost: " + url.authority() + "\r\nConnection: close\r\n";
  const auto add = [&](std::string_view name, std::string_view value) {
    out.append(name).append(": ").append(value).append("\r\n");
  };
  if (!has_header(request, "user-agent")) add("User-Agent", options.user_agent);
  if (!has_header(request, "accept")) add("Accept", "*/*");
  if (!url.user_info.empty() && !has_header(request, "authorization"))
    add("Authorization", basic_authorization(url.user_info));
  if (whole_address && !proxy->user_info.empty()) add("Proxy-Authorization", basic_authorization(proxy->user_info));
  if (!request.body.empty() || (request.method != "GET" && request.method != "HEAD"))
    add("Content-Length", std::to_string(request.body.size()));
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name) || !is_field_value(value))
      return fail(ErrorCode::kInvalidArgument, "the header '{}' has a character that HTTP does not allow", name);
    add(name, value);
  }
  return out + "\r\n";
}

Result<HttpHead> exchange(Connection& connection, const HttpRequest& request, const std::string& head,
                          const HttpReceiver& receiver, const std::function<bool(const HttpHead&)>& keep_body,
                          std::uint64_t body_bytes_max, const Url& url) {
  OW_CHECK(connection.write(head + request.body));
  AnswerReader reader(connection, body_bytes_max, request.method == "HEAD", url);
  OW_TRY(HttpHead answer, reader.read_head());
  if (!keep_body(answer)) return answer;
  if (receiver.on_head) OW_CHECK(receiver.on_head(answer));
  OW_CHECK(reader.read_body(receiver.on_body));
  return answer;
}

}  // namespace ow::net
