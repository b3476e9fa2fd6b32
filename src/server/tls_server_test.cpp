// HTTPS, and the certificate files that it is given.
#include <boost/asio/io_context.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <fstream>

#include "server/testing/server_fixture.h"
#include "server/tls/self_signed.h"

namespace ow::server {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace websocket = boost::beast::websocket;

/// One certificate serves all tests.
const ow::test::TemporaryFolder& tls_folder() {
  static const ow::test::TemporaryFolder folder;
  return folder;
}

CertificateFiles certificate() { return self_signed_certificate(tls_folder(), {}, {})->files; }

class TlsServerTest : public ServerFixture {
 protected:
  using Tls = asio::ssl::stream<asio::ip::tcp::socket>;

  TlsServerTest() : ServerFixture({}, nullptr, certificate()) {
    trust.load_verify_file(certificate().certificate.string());
    trust.set_verify_mode(asio::ssl::verify_peer);
  }

  Tls connect(const std::string& name = "localhost") {
    Tls stream(io, trust);
    stream.set_verify_callback(asio::ssl::host_name_verification(name));
    stream.next_layer().connect({asio::ip::address_v4::loopback(), port()});
    stream.handshake(asio::ssl::stream_base::client);
    return stream;
  }
  /// Everything up to the end of the connection.
  static std::string exchange(Tls& stream, const std::string& text, beast::error_code& end) {
    asio::write(stream, asio::buffer(text));
    std::string out;
    asio::read(stream, asio::dynamic_buffer(out), end);
    return out;
  }

  asio::io_context io;
  asio::ssl::context trust{asio::ssl::context::tls_client};
};

TEST_F(TlsServerTest, SpeaksHttpUnderAVerifiedCertificateAndEndsProperly) {
  Tls stream = connect();
  beast::error_code end;
  const std::string answer =
      exchange(stream, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", end);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n")) << answer;
  EXPECT_EQ(end, asio::error::eof) << "no close_notify: " << end.message();
  EXPECT_ANY_THROW(connect("evil.example"));
}

TEST_F(TlsServerTest, OriginsHaveTheSchemeOfTheConnection) {
  for (const auto& [origin, status] : {std::pair("https://localhost", "200"), std::pair("http://localhost", "403")}) {
    Tls stream = connect();
    beast::error_code end;
    const std::string answer =
        exchange(stream,
                 "POST /api/workflow-builder/stop-all HTTP/1.1\r\nHost: localhost\r\nOrigin: " + std::string(origin) +
                     "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                 end);
    EXPECT_TRUE(answer.starts_with("HTTP/1.1 " + std::string(status))) << answer;
  }
}

TEST_F(TlsServerTest, ShowsPicturesOverWebSocketAndMjpeg) {
  const auto view = hub.open("door", "view", nullptr);
  view->publish(picture(7, 100'000));
  websocket::stream<Tls> socket(connect());
  socket.handshake("localhost", "/api/ws/xray/door/view");
  beast::flat_buffer message;
  socket.read(message);
  EXPECT_GT(message.size(), 100'000u);

  Tls mjpeg = connect();
  asio::write(mjpeg, asio::buffer(std::string("GET /api/xray/door/view.mjpeg HTTP/1.1\r\nHost: localhost\r\n\r\n")));
  std::string text;
  asio::read_until(mjpeg, asio::dynamic_buffer(text), "X-Sequence: 7\r\n");
  hub.close("door", "view");
  beast::error_code end;
  asio::read(mjpeg, asio::dynamic_buffer(text), end);
  EXPECT_EQ(end, asio::error::eof) << end.message();
  EXPECT_TRUE(text.ends_with("--overwatch-picture\r\n"));
  beast::error_code closed;
  while (!closed) {
    message.clear();
    socket.read(message, closed);
  }
  EXPECT_EQ(closed, websocket::error::closed);
  EXPECT_EQ(socket.reason().code, 1000);
}

TEST_F(TlsServerTest, PlainHttpIsToldWhereItIs) {
  const Reply reply = get("/healthz");
  EXPECT_EQ(reply.status, 400);
  EXPECT_NE(reply.body.find("HTTPS"), std::string::npos);
}

TEST_F(TlsServerTest, OldProtocolVersionsAreRefused) {
  asio::ssl::context old(asio::ssl::context::tls_client);
  SSL_CTX_set_max_proto_version(old.native_handle(), TLS1_1_VERSION);
  SSL_CTX_set_security_level(old.native_handle(), 0);
  Tls stream(io, old);
  stream.next_layer().connect({asio::ip::address_v4::loopback(), port()});
  beast::error_code error;
  stream.handshake(asio::ssl::stream_base::client, error);
  EXPECT_TRUE(error);
}

TEST_F(TlsServerTest, AClientThatSaysNothingDoesNotHoldAStopUp) {
  PlainClient silent(port());
  const auto begin = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
}

TEST_F(TlsServerTest, FilesThatAreWrongAreNamed) {
  const CertificateFiles good = certificate();
  const auto folder = tls_folder() / "wrong";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "nonsense.pem") << "nonsense";
  const CertificateFiles other = self_signed_certificate(folder / "other", {}, {})->files;
  const auto error_of = [&](const CertificateFiles& files) {
    ServerOptions options{.port = 0, .assets = {}, .limits = {}};
    options.tls = files;
    const auto made = Server::create(std::move(options), services());
    return made ? std::string() : made.error().message;
  };
  EXPECT_EQ(error_of(good), "");
  EXPECT_NE(error_of({folder / "none.crt", good.key}).find("none.crt: No such file"), std::string::npos);
  EXPECT_NE(error_of({good.certificate, folder / "none.key"}).find("none.key: No such file"), std::string::npos);
  EXPECT_NE(error_of({folder / "nonsense.pem", good.key}).find("holds no PEM certificate"), std::string::npos);
  EXPECT_NE(error_of({good.certificate, folder / "nonsense.pem"}).find("holds no PEM key"), std::string::npos);
  EXPECT_NE(error_of({good.certificate, other.key}).find("does not belong to the certificate"), std::string::npos);
}

}  // namespace
}  // namespace ow::server
