#include "net/sha256.h"

#include <gtest/gtest.h>

namespace ow::net {
namespace {

// FIPS 180-4, examples of NIST.
constexpr const char* kOfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
constexpr const char* kOfNothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

TEST(Sha256, KnownSumsAlsoInPieces) {
  Sha256 sum;
  sum.add("a");
  sum.add("bc");
  EXPECT_EQ(sum.finish(), kOfAbc);
  EXPECT_EQ(sum.finish(), kOfNothing);
  EXPECT_TRUE(is_sha256(kOfAbc));
  EXPECT_FALSE(is_sha256("abc"));
  EXPECT_FALSE(is_sha256(std::string(64, 'g')));
  EXPECT_FALSE(sha256_of_file("/nowhere/at/all"));
}

}  // namespace
}  // namespace ow::net
