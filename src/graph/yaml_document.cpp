#include "graph/yaml_document.h"

#include <yaml-cpp/eventhandler.h>

#include <sstream>

namespace ow::graph {
namespace {

/// Only its first document may hold something. YAML::LoadAll cannot tell: it ends at the first empty one.
class OneDocument final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override {
    // The parser takes a stray ',' or ']' for an empty document, and for the next one, without end.
    if (documents_ > 0 && mark.pos == begin_.pos)
      throw YAML::ParserException(mark, "what stands here belongs to no value; is a '[', a '{' or a quote missing?");
    begin_ = mark;
    ++documents_;
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override {}
  void OnAlias(const YAML::Mark& /*mark*/, YAML::anchor_t /*anchor*/) override { content(); }
  void OnScalar(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                const std::string& /*value*/) override {
    content();
  }
  void OnSequenceStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                       YAML::EmitterStyle::value /*style*/) override {
    content();
  }
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark& /*mark*/, const std::string& /*tag*/, YAML::anchor_t /*anchor*/,
                  YAML::EmitterStyle::value /*style*/) override {
    content();
  }
  void OnMapEnd() override {}

 private:
  void content() const {
    if (documents_ > 1) {
      throw YAML::ParserException(
          begin_, "a line '---' begins another document here, which would not be read: a file holds one");
    }
  }

  YAML::Mark begin_;
  int documents_ = 0;
};

}  // namespace

YAML::Node load_document(const std::string& text) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  OneDocument one;
  while (parser.HandleNextDocument(one)) {
  }
  return YAML::Load(text);
}

}  // namespace ow::graph
