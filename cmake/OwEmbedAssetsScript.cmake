# Run by ow_embed_assets: writes OUTPUT/NAME.cpp and .h, which hold every file of FOLDER behind ow::NAME().
cmake_minimum_required(VERSION 3.25)

function(content_type path result)
  set(types
    .html "text/html; charset=utf-8"  .js "text/javascript; charset=utf-8"  .css "text/css; charset=utf-8"
    .json application/json  .svg image/svg+xml  .png image/png  .jpg image/jpeg  .webp image/webp  .ico image/x-icon
    .woff2 font/woff2  .wasm application/wasm  .txt "text/plain; charset=utf-8"  .map application/json
    .webmanifest application/manifest+json  .gz application/gzip)
  get_filename_component(extension ${path} LAST_EXT)
  list(FIND types "${extension}" at)
  set(${result} application/octet-stream PARENT_SCOPE)
  if(at GREATER_EQUAL 0)
    math(EXPR at "${at} + 1")
    list(GET types ${at} type)
    set(${result} "${type}" PARENT_SCOPE)
  endif()
endfunction()

file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT files)
set(blobs "")
set(rows "")
set(index 0)
foreach(path IN LISTS files)
  file(SHA256 ${FOLDER}/${path} hash)
  string(SUBSTRING ${hash} 0 16 hash)
  content_type(${path} type)
  string(REPLACE ";" "\\;" type "${type}")
  set(immutable false)
  # Vite's names: assets/<name>-<8 characters of hash>.<extension>
  if(path MATCHES "^assets/.*-[A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-][A-Za-z0-9_-]\\.[a-z0-9]+(\\.gz)?$")
    set(immutable true)
  endif()
  string(APPEND blobs "OW_EMBED(${index}, \"${FOLDER}/${path}\")\n")
  string(APPEND rows "      {\"/${path}\", bytes(ow_asset_${NAME}_${index}_begin, ow_asset_${NAME}_${index}_end), \"${type}\", \"\\\"${hash}\\\"\", ${immutable}},\n")
  math(EXPR index "${index} + 1")
endforeach()

file(WRITE ${OUTPUT}/${NAME}.h "// Made by cmake/OwEmbedAssets.cmake; not to be edited.
#pragma once

#include <span>

#include \"server/asset_source.h\"

namespace ow {

/// The files of a folder, as they were at the build.
std::span<const server::Asset> ${NAME}();

}  // namespace ow
")

file(WRITE ${OUTPUT}/${NAME}.cpp "// Made by cmake/OwEmbedAssets.cmake; not to be edited.
#include \"${NAME}.h\"

#include <array>
#include <cstddef>
#include <string_view>

// A byte of zero follows each file, so that the end symbols stay in the section.
#define OW_EMBED(index, file)                                                       \\
  extern \"C\" const char ow_asset_${NAME}_##index##_begin[];                     \\
  extern \"C\" const char ow_asset_${NAME}_##index##_end[];                       \\
  __asm__(\".pushsection .rodata\\n\"                                                 \\
          \".global ow_asset_${NAME}_\" #index \"_begin\\n\"                        \\
          \".global ow_asset_${NAME}_\" #index \"_end\\n\"                          \\
          \".balign 16\\now_asset_${NAME}_\" #index \"_begin:\\n\"                   \\
          \".incbin \\\"\" file \"\\\"\\n\"                                                 \\
          \"ow_asset_${NAME}_\" #index \"_end:\\n.byte 0\\n.popsection\\n\");

${blobs}
namespace ow {
namespace {

std::string_view bytes(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

}  // namespace

std::span<const server::Asset> ${NAME}() {
  static const std::array<server::Asset, ${index}> table{{
${rows}  }};
  return table;
}

}  // namespace ow
")
