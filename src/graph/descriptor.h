// NodeDescriptor: the one declaration of a node. Validation, JSON schema, CLI help, the web form, the palette and the docs
// are made from it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bounded_queue.h"
#include "base/error.h"
#include "core/polygon.h"

namespace ow::graph {

/// What flows through a port. Detections travel with their frame, so an output of kDetections also fits an input of kFrame.
enum class PortType { kFrame, kDetections, kEvent };
std::string_view to_string(PortType type);

/// May an output of type `from` be wired to an input of type `to`?
[[nodiscard]] bool fits(PortType from, PortType to);

struct Port {
  std::string name;
  PortType type = PortType::kFrame;
  std::string doc;
  /// Inputs only: what happens on a full edge of a live run. Lossless runs block on every edge.
  QueuePolicy policy = QueuePolicy::kLatest;
  std::size_t capacity = 1;  ///< inputs only: packets an edge holds
  bool many = false;  ///< inputs only: takes more than one edge
  bool required = true;  ///< inputs only
};

enum class OptionType {
  kText,
  kInteger,
  kNumber,
  kPercent,  ///< 1 … 100 in the unit "%": `25` or `25%`
  kFraction,  ///< 0 … 1: `0.25` or `25%`
  kFlag,
  kChoice,  ///< one of `choices`
  kTextList,  ///< a YAML list or comma-separated text
  kClassList,  ///< the same, of class names of the model before it
  kSource,  ///< text: where video comes from; ${ENV} is expanded, credentials are masked when shown
  kModel,  ///< text: a model's name or path
  kFilePath,  ///< text: a file to write, by one node of a workflow only; "-" is standard output
  kPoints,  ///< a line or an area on the picture: a list of [x, y] in fractions of its width and height; empty: not set
};
std::string_view to_string(OptionType type);

using OptionValue =
    std::variant<std::monostate, bool, std::int64_t, double, std::string, std::vector<std::string>, std::vector<Point>>;

struct Option {
  std::string name;
  OptionType type = OptionType::kText;
  OptionValue fallback;  ///< the default; monostate: none
  std::string doc;  ///< one line
  double min = 0, max = 0;  ///< for numbers, when max > min
  std::string unit = {};  ///< "fps", "%", "ms", "px"
  std::vector<std::string> choices = {};
  Shape shape = Shape::kArea;  ///< of points
  std::size_t points_min = 3, points_max = 32;
  bool required = false;
  bool live = false;  ///< may change while the node runs
  bool advanced = false;  ///< folded away in forms
  // What a form needs besides; none of it changes what is valid.
  bool slider = false;  ///< people slide it (fractions and percents always are slid)
  double step = 0;  ///< of the slider or the arrows; 0: by the type
  std::string placeholder = {};  ///< an example shown in an empty field
  std::string help = {};  ///< more than `doc`: when to choose what
  std::string group = {};  ///< heading under which the form shows it
};

struct NodeDescriptor {
  std::string type;  ///< "video_input"
  std::string title;  ///< "Video Input"
  std::string category;  ///< "Input", "AI", "Process", "View", "Output"
  std::string doc;  ///< one or two sentences
  std::vector<std::string> keywords = {};  ///< further words that people search it by: "rtsp", "yolo"
  std::vector<Port> inputs;
  std::vector<Port> outputs;
  std::vector<Option> options;

  [[nodiscard]] const Option* option(std::string_view name) const;
};

/// Reads one option from a file's or request's value; errors name the value and what is allowed (no place).
Result<OptionValue> parse_option(const Option& option, const nlohmann::ordered_json& value);

/// A validated set: every option of the descriptor that has a value or default. A wrong name or type is a programmer's
/// mistake (assertion).
class Options {
 public:
  void set(std::string name, OptionValue value);
  [[nodiscard]] bool has(std::string_view name) const;
  [[nodiscard]] const std::string& text(std::string_view name) const;
  [[nodiscard]] double number(std::string_view name) const;
  [[nodiscard]] std::int64_t integer(std::string_view name) const;
  [[nodiscard]] bool flag(std::string_view name) const;
  [[nodiscard]] std::vector<std::string> list(std::string_view name) const;
  [[nodiscard]] std::vector<Point> points(std::string_view name) const;
  /// As it is; monostate when it has none.
  [[nodiscard]] OptionValue value(std::string_view name) const;

 private:
  [[nodiscard]] const OptionValue* find(std::string_view name) const;
  std::vector<std::pair<std::string, OptionValue>> values_;
};

/// The descriptor as JSON for `/node-types`, `overwatch nodes --json`, the palette and the forms; with a JSON schema of the options.
nlohmann::ordered_json to_json(const NodeDescriptor& descriptor);

/// What an option of points takes: {shape, points_min, points_max}.
nlohmann::ordered_json points_rule(const Option& option);

/// Adds a value to its JSON form.
nlohmann::ordered_json to_json(const OptionValue& value);

}  // namespace ow::graph
