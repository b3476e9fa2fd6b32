// The two ends of a connection.
#pragma once

#include <boost/asio/ip/address_v4.hpp>
#include <boost/asio/ip/address_v6.hpp>
#include <string>

#include "server/io/asio.h"

namespace ow::server {

struct Peer {
  std::string address;  ///< of the client; an IPv4 client of an IPv6 socket counts as IPv4
  std::uint16_t server_port = 0;
};

inline Peer peer_of(const Tcp::socket& socket) {
  boost::system::error_code ignored;
  Peer out;
  out.server_port = socket.local_endpoint(ignored).port();
  const asio::ip::address address = socket.remote_endpoint(ignored).address();
  const bool mapped = address.is_v6() && address.to_v6().is_v4_mapped();
  out.address =
      mapped ? asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string() : address.to_string();
  return out;
}

}  // namespace ow::server
