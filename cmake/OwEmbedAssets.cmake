# ow_embed_assets(ow_<name> folder [FALLBACK folder])
#   A static library that holds the files of a folder; link it and
#       #include "<name>.h"            std::span<const ow::server::Asset> ow::<name>();      (server/asset_source.h)
#   Where the folder is not there, FALLBACK (else src/server/page, which says how to build the web page) is embedded
#   instead; each build looks again. No tool but CMake and the assembler (.incbin) is needed.

set(OW_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/OwEmbedAssetsScript.cmake)

function(ow_embed_assets target folder)
  cmake_parse_arguments(ARG "" "FALLBACK" "" ${ARGN})
  if(NOT ARG_FALLBACK)
    set(ARG_FALLBACK ${PROJECT_SOURCE_DIR}/src/server/page)
  endif()
  # The one glob of the project: these files are the output of a build, and their names carry hashes.
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${folder}/*)
  if(NOT files)
    message(STATUS "${target}: ${folder} is not built yet, embedding ${ARG_FALLBACK}")
    set(folder ${ARG_FALLBACK})
    file(GLOB_RECURSE files CONFIGURE_DEPENDS ${ARG_FALLBACK}/*)
  endif()
  string(REGEX REPLACE "^ow_" "" name ${target})
  set(output ${CMAKE_CURRENT_BINARY_DIR}/${target})
  add_custom_command(OUTPUT ${output}/${name}.cpp ${output}/${name}.h
    COMMAND ${CMAKE_COMMAND} -DFOLDER=${folder} -DNAME=${name} -DOUTPUT=${output} -P ${OW_EMBED_SCRIPT}
    DEPENDS ${files} ${OW_EMBED_SCRIPT}
    COMMENT "Embedding ${folder}" VERBATIM)
  add_library(${target} STATIC ${output}/${name}.cpp ${output}/${name}.h)
  target_include_directories(${target} PUBLIC ${output} ${PROJECT_SOURCE_DIR}/src)
  ow_compile_options(${target})
endfunction()
