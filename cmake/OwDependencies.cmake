# Everything that comes from outside, found once. Debian 12 packages unless said.
set(OW_DEPS_DIR "${PROJECT_SOURCE_DIR}/.deps" CACHE PATH "What tools/setup.sh fetched: ONNX Runtime, web packages, the default model")
set(OW_SHARED_DATA "${PROJECT_SOURCE_DIR}/../shared/data" CACHE PATH "Optional test data; tests skip what is not there")

find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(CLI11 REQUIRED)
find_package(OpenSSL REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Freetype REQUIRED)
find_package(Protobuf REQUIRED)
find_package(Boost 1.81 REQUIRED)
find_package(prometheus-cpp REQUIRED COMPONENTS core)
pkg_check_modules(LIBAV REQUIRED IMPORTED_TARGET libavformat libavcodec libavutil libavfilter libavdevice libswscale)
pkg_check_modules(TURBOJPEG REQUIRED IMPORTED_TARGET libturbojpeg)
pkg_check_modules(HWY REQUIRED IMPORTED_TARGET libhwy)
if(OW_BUILD_TESTS)
  find_package(GTest REQUIRED)
endif()
if(OW_BUILD_BENCH)
  find_package(benchmark REQUIRED)
endif()

find_path(YUV_INCLUDE_DIR libyuv.h REQUIRED)
find_library(YUV_LIBRARY yuv REQUIRED)
add_library(ow_yuv INTERFACE)
target_include_directories(ow_yuv SYSTEM INTERFACE ${YUV_INCLUDE_DIR})
target_link_libraries(ow_yuv INTERFACE ${YUV_LIBRARY})

# ONNX Runtime: a system copy (ONNXRUNTIME_ROOT) wins over the one that set-up unpacked.
set(ONNXRUNTIME_ROOT "$ENV{ONNXRUNTIME_ROOT}" CACHE PATH "An ONNX Runtime with include/ and lib/")
find_path(ONNXRUNTIME_INCLUDE_DIR onnxruntime_cxx_api.h REQUIRED
  HINTS ${ONNXRUNTIME_ROOT}/include ${OW_DEPS_DIR}/onnxruntime/include PATH_SUFFIXES onnxruntime)
find_library(ONNXRUNTIME_LIBRARY onnxruntime REQUIRED
  HINTS ${ONNXRUNTIME_ROOT}/lib ${OW_DEPS_DIR}/onnxruntime/lib)
add_library(ow_onnxruntime INTERFACE)
target_include_directories(ow_onnxruntime SYSTEM INTERFACE ${ONNXRUNTIME_INCLUDE_DIR})
target_link_libraries(ow_onnxruntime INTERFACE ${ONNXRUNTIME_LIBRARY})

find_library(ONNX_PROTO_LIBRARY onnx_proto REQUIRED)
