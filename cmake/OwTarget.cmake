# ow_library(NAME SOURCES ... [PUBLIC targets] [PRIVATE targets])
#   One static library a folder, named ow_<folder>; links only what it is told.
# ow_test(NAME SOURCES ... LINK targets)
#   One GoogleTest binary a folder; ctest sees one entry per binary.

function(ow_compile_options target)
  # GCC 12 takes the value of an engaged std::optional for uninitialised once sanitizers or inlining come in.
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wconversion -Wshadow
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>
    $<$<BOOL:${OW_WERROR}>:-Werror>)
  if(OW_SANITIZE)
    target_compile_options(${target} PRIVATE -fsanitize=${OW_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
    target_link_options(${target} PRIVATE -fsanitize=${OW_SANITIZE})
    if(OW_SANITIZE STREQUAL "thread")
      # Boost.Asio has fences, which ThreadSanitizer does not see; it sees the mutexes that they stand beside.
      target_compile_options(${target} PRIVATE -Wno-tsan)
    endif()
  endif()
  if(OW_BUILD_FUZZ)
    target_compile_options(${target} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
endfunction()

function(ow_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src)
  target_link_libraries(${name} PUBLIC ${ARG_PUBLIC} PRIVATE ${ARG_PRIVATE})
  ow_compile_options(${name})
endfunction()

function(ow_test name)
  if(NOT OW_BUILD_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PRIVATE ${ARG_LINK} GTest::gtest GTest::gmock GTest::gtest_main)
  ow_compile_options(${name})
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT 300
    ENVIRONMENT "OVERWATCH_SHARED_DATA=${OW_SHARED_DATA};OVERWATCH_DEPS=${OW_DEPS_DIR}")
endfunction()
