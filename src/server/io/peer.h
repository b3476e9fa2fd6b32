// The two ends of a connection.
#pragma once

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>
#include <string>

#include "server/io/asio.h"

namespace ow::server {

struct Peer {
  std::string address;         ///< of the client
  std::string server_address;  ///< that the client connected to
  std::uint16_t server_port = 0;
};

/// An IPv4 address of an IPv6 socket counts as IPv4.
inline std::string text_of(const asio::ip::address& address) {
  const bool mapped = address.is_v6() && address.to_v6().is_v4_mapped();
  return mapped ? asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string() : address.to_string();
}

inline Peer peer_of(const Tcp::socket& socket) {
  boost::system::error_code ignored;
  const Tcp::endpoint here = socket.local_endpoint(ignored);
  return {text_of(socket.remote_endpoint(ignored).address()), text_of(here.address()), here.port()};
}

}  // namespace ow::server
